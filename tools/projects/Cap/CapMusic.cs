using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Seamline.Files;

namespace Seamline.Projects;

/// <summary>Music and imported sound of a Cap recording: items on a lane for each of its tracks, which never make the timeline longer.</summary>
/// <param name="folder">The recording.</param>
/// <param name="options">How long media are.</param>
/// <param name="place">For messages.</param>
internal sealed class CapMusic(string folder, OtioReadOptions options, Place place)
{
    /// <summary>The field of an item's metadata with what Cap says of it.</summary>
    public const string Field = "audio";

    /// <summary>The field of the item that is background music.</summary>
    public const string Background = "bgm";

    private const double MutedDb = -60;
    private const double BackgroundDb = -6;

    /// <summary>Reads all of it.</summary>
    public void Read(JsonObject config, JsonObject timeline, CutList list)
    {
        var pieces = new List<(double Track, ProjectItem Item, JsonObject Own)>();
        foreach (JsonObject audio in (Json.Array(timeline, "audioSegments", place) ?? []).OfType<JsonObject>())
        {
            if (Piece(audio, list) is { } item)
                pieces.Add((Json.Number(audio, "track", place) ?? 0, item, new JsonObject { [Field] = audio.DeepClone() }));
        }
        foreach (IGrouping<double, (double Track, ProjectItem Item, JsonObject Own)> track in pieces.GroupBy(piece => piece.Track).OrderBy(track => track.Key))
        {
            (double Track, ProjectItem Item, JsonObject Own)[] sorted = [.. track.OrderBy(piece => piece.Item.Start)];
            list.Add(new ProjectLane { Name = $"Music {track.Key + 1}", Items = [.. sorted.Select(piece => piece.Item)] }, [.. sorted.Select(piece => piece.Own)]);
        }
        if (Json.Object(config, "audio", place) is { } own && Json.Object(own, "bgm", place) is { } music && (Json.Flag(music, "enabled", place) ?? true))
            ReadBackground(music, list);
    }

    private ProjectItem? Piece(JsonObject audio, CutList list)
    {
        string name = Json.Text(audio, "name", place) ?? "";
        double start = Json.Number(audio, "start", place) ?? throw place.Refuse($"has the music \"{name}\" without a start");
        double end = Json.Number(audio, "end", place) ?? throw place.Refuse($"has the music \"{name}\" without an end");
        if (Json.Text(audio, "path", place) is not { Length: > 0 } path)
            throw place.Refuse($"has the music \"{name}\" without a path");
        double trim = Math.Max(0, Json.Number(audio, "trimStart", place) ?? 0);
        // What lies before the timeline is not heard, and is skipped in the medium.
        double before = Math.Max(0, -start);
        if (!(end > Math.Max(0, start)))
            return null;
        return new ProjectItem
        {
            ClipId = list.Clip([new ProjectTrack { MediaPath = Media(path) }]),
            Start = start + before,
            In = trim + before,
            Out = trim + (end - start),
            GainDb = Gain(audio, 0),
            Muted = !(Json.Flag(audio, "enabled", place) ?? true),
            FadeIn = Math.Max(0, (Json.Number(audio, "fadeIn", place) ?? 0) - before),
            FadeOut = Math.Max(0, Json.Number(audio, "fadeOut", place) ?? 0),
            Name = name,
        };
    }

    private void ReadBackground(JsonObject music, CutList list)
    {
        string path = Media(Json.Text(music, "path", place) ?? throw place.Refuse("has background music without a path"));
        double offset = Math.Max(0, Json.Number(music, "startOffset", place) ?? 0);
        double? length = File.Exists(path) ? options.MediumSeconds?.Invoke(path) : null;
        double total = list.End;
        bool loops = Json.Flag(music, "loopPlayback", place) ?? false;
        if (loops && length is null)
            list.Warn("has background music that repeats and whose length is not known; it is heard once", place.Item);
        double end = loops && length > offset ? length.Value : offset + total;
        if (total <= 0)
            return;
        var item = new ProjectItem
        {
            ClipId = list.Clip([new ProjectTrack { MediaPath = path }]),
            Start = 0,
            In = offset,
            Out = end,
            LoopSeconds = loops && length > offset && end - offset < total ? total : 0,
            GainDb = Gain(music, BackgroundDb),
            Name = Path.GetFileName(path),
        };
        list.Add(new ProjectLane { Name = "Background music", Items = [item.LoopSeconds == 0 && end - offset > total ? item with { Out = offset + total } : item] }, [new JsonObject { [Background] = true }]);
    }

    private double Gain(JsonObject audio, double usual)
    {
        double gain = Json.Number(audio, "volumeDb", place) ?? usual;
        return gain <= MutedDb ? double.NegativeInfinity : gain;
    }

    private string Media(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
            throw place.Refuse("has music whose path holds a zero character");
        if (Path.IsPathFullyQualified(path))
            return path;
        string full = Path.GetFullPath(path.Replace('\\', '/'), folder);
        return PathContainment.IsInside(full, folder) ? full : throw place.Refuse($"has the music {path}, which leads out of the recording");
    }
}
