using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Seamline.Files;

namespace Seamline.Projects;

/// <summary>The tracks of each clip of a Cap recording: microphone and system audio, aligned, with their gains.</summary>
/// <param name="folder">The recording's folder.</param>
/// <param name="meta">recording-meta.json.</param>
/// <param name="config">project-config.json; empty where there is none.</param>
/// <param name="place">For sentences.</param>
internal sealed class CapTracks(string folder, JsonObject meta, JsonObject config, Place place)
{
    private const int Rate = 48_000;
    private const int EmptyFileBytes = 500;
    private const double MutedDb = -30;
    private readonly CapCalibrations _calibrations = new(folder);
    private readonly CapRepairs _repairs = new(folder);

    private static readonly string[] Roots = ["content/", "screenshots/", "output/"];

    /// <summary>A clip of the recording.</summary>
    /// <param name="Tracks">What is heard of it.</param>
    /// <param name="Display">The picture's file, whose sound is heard where there is no other.</param>
    internal sealed record Clip(IReadOnlyList<ProjectTrack> Tracks, string? Display);

    /// <summary>The clips by their index.</summary>
    /// <exception cref="ProjectException">It is no studio recording, or a path leaves the folder.</exception>
    public IReadOnlyList<Clip> Read()
    {
        // The form of one clip has its files at the top, and no offsets of its own.
        if (Json.Object(meta, "display", place) is { } display)
            return [Tracks(0, Path(display), [("mic", Json.Object(meta, "audio", place))], new Dictionary<string, double>(StringComparer.Ordinal))];
        if (Json.Array(meta, "segments", place) is not { Count: > 0 } segments)
            throw place.Refuse("is an instant recording; only studio recordings can be edited");
        var clips = new List<Clip>(segments.Count);
        for (int i = 0; i < segments.Count; i++)
        {
            JsonObject segment = segments[i] as JsonObject ?? throw place.Refuse($"has the segment {i}, which is no object");
            (string, JsonObject?)[] tracks = [("mic", Json.Object(segment, "mic", place) ?? Json.Object(segment, "audio", place)), ("system_audio", Json.Object(segment, "system_audio", place))];
            JsonObject? picture = Json.Object(segment, "display", place);
            clips.Add(Tracks(i, picture is null ? null : Path(picture), tracks, Aligned(segment)));
        }
        return clips;
    }

    private Clip Tracks(int index, string? display, IEnumerable<(string Name, JsonObject? File)> files, IReadOnlyDictionary<string, double> aligned)
    {
        JsonObject audio = Json.Object(config, "audio", place) ?? [];
        JsonObject? offsets = Offsets(index, out bool hasOffsets);
        var tracks = new List<ProjectTrack>();
        foreach ((string name, JsonObject? file) in files)
        {
            if (file is null || Path(file) is not { } path || (File.Exists(path) && new FileInfo(path).Length <= EmptyFileBytes))
                continue;
            bool isMic = name is "mic";
            double offset = (hasOffsets ? offsets is null ? 0 : Json.Number(offsets, name, place) ?? 0 : aligned.GetValueOrDefault(name)) + _repairs.Seconds(index, isMic, Json.Object(file, "gap_summary", place), place);
            double gain = Json.Number(audio, isMic ? "micVolumeDb" : "systemVolumeDb", place) ?? 0;
            tracks.Add(new ProjectTrack
            {
                MediaPath = path,
                // Whole frames, rounded from single precision, as Cap has them.
                OffsetSeconds = Math.Round((double)((float)offset * Rate), MidpointRounding.AwayFromZero) / Rate,
                GainDb = gain <= MutedDb || Json.Flag(audio, "mute", place) == true ? double.NegativeInfinity : gain,
                Mode = isMic ? Mode(Json.Text(audio, "micStereoMode", place)) : StereoMode.Stereo,
            });
        }
        return new Clip(tracks, display);
    }

    // Written offsets count as they are; a clip that is not among them has none.
    private JsonObject? Offsets(int index, out bool hasOffsets)
    {
        JsonArray clips = Json.Array(config, "clips", place) ?? [];
        hasOffsets = clips.Count > 0;
        JsonObject? clip = clips.OfType<JsonObject>().FirstOrDefault(one => (Json.Number(one, "index", place) ?? 0) == index);
        return clip is null ? null : Json.Object(clip, "offsets", place);
    }

    // The clip's clock starts with the latest of its files; without all start times nothing is known.
    private Dictionary<string, double> Aligned(JsonObject segment)
    {
        string[] names = ["display", "camera", "mic", "audio", "system_audio"];
        (string Name, double? Start)[] starts = [.. names.Select(name => (name, Json.Object(segment, name, place))).Where(one => one.Item2 is not null)
            .Select(one => (one.name is "audio" ? "mic" : one.name, Json.Number(one.Item2!, "start_time", place)))];
        if (starts.Length == 0 || !starts.Any(one => one.Name is "display") || starts.Any(one => one.Start is null))
            return [];
        double latest = starts.Max(one => one.Start!.Value);
        string? Device(string name) => Json.Object(segment, name, place) is { } file ? Json.Text(file, "device_id", place) : null;
        double calibrated = _calibrations.Seconds(Device("camera"), Device("mic") ?? Device("audio"));
        return starts.DistinctBy(one => one.Name, StringComparer.Ordinal).ToDictionary(one => one.Name, one => latest - one.Start!.Value + calibrated, StringComparer.Ordinal);
    }

    // Paths of other machines are cut to the part that lies in the recording.
    private string? Path(JsonObject file)
    {
        if (Json.Text(file, "path", place) is not { Length: > 0 } written)
            return null;
        string path = written.Replace('\\', '/');
        if (!Array.Exists(Roots, root => path.StartsWith(root, StringComparison.Ordinal)))
        {
            int[] found = [.. Roots.Select(root => path.IndexOf(root, StringComparison.Ordinal)).Where(at => at >= 0)];
            path = found.Length > 0 ? path[found.Min()..] : path;
        }
        string full = System.IO.Path.GetFullPath(path, folder);
        return PathContainment.IsInside(full, folder) ? full : throw place.Refuse($"has the path {written}, which leads out of the recording");
    }

    private StereoMode Mode(string? name) => name switch
    {
        null or "stereo" => StereoMode.Stereo,
        "monoL" => StereoMode.MonoLeft,
        "monoR" => StereoMode.MonoRight,
        _ => throw place.Refuse($"has the micStereoMode \"{name}\"; known are stereo, monoL and monoR"),
    };
}
