using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// Reads Cap recordings (folders `.cap`): clips of microphone and system audio, and the timeline that cuts them, with transitions, music
/// on lanes, and full-screen texts, which stop the recording's clock. Cap's own fields of each segment stay in its metadata.
/// </summary>
internal sealed class CapReader
{
    /// <summary>The name of Cap's metadata.</summary>
    public const string Program = "Cap";

    /// <summary>What a recording holds.</summary>
    public const string Meta = "recording-meta.json";

    /// <summary>How it is cut.</summary>
    public const string Config = "project-config.json";

    private const double MinSpeed = 0.25;
    private const double MaxSpeed = 8;

    private readonly string _path;
    private readonly OtioReadOptions _options;
    private readonly CutList _list;

    private CapReader(string path, OtioReadOptions options, CutList list) => (_path, _options, _list) = (path, options, list);

    /// <summary>Whether a path is such a folder.</summary>
    public static bool Is(string path) => Directory.Exists(path) && File.Exists(Path.Combine(path, Meta));

    /// <summary>Reads one.</summary>
    public static Project Read(string path, OtioReadOptions options)
    {
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (!Is(folder))
            throw new ProjectException($"{path}: it is no Cap recording: it holds no {Meta}.");
        string file = Path.Combine(folder, Config);
        JsonObject meta = Object(Path.Combine(folder, Meta));
        JsonObject config = File.Exists(file) ? Object(file) : [];
        var place = new Place(file, Program, Json.Text(meta, "pretty_name", default) ?? "");
        IReadOnlyList<CapTracks.Clip> clips = new CapTracks(folder, meta, config, place).Read();
        JsonObject timeline = Json.Object(config, "timeline", place) ?? [];
        var reader = new CapReader(file, options, new CutList(file) { Name = place.Name, Program = Program });
        reader.NotHeard(config, place);
        new CapHolds(timeline, place).Put(reader.Rows(timeline, clips, place), reader._list);
        new CapMusic(folder, options, place).Read(config, timeline, reader._list);
        return reader._list.Finish(options);
    }

    /// <summary>The object in a file.</summary>
    public static JsonObject Object(string path) => Json.ReadFile(path) as JsonObject ?? throw new ProjectException($"{path}: it holds no object.");

    private void NotHeard(JsonObject config, Place place)
    {
        if (Json.Object(config, "audio", place) is { } audio && Json.Flag(audio, "improve", place) == true)
            Report("improves the microphone, which is not applied", place);
    }

    private void Report(string cause, Place place)
    {
        if (_options.Strict)
            throw place.Refuse(cause);
        _list.Warn(cause, place.Item);
    }

    private List<CapRow> Rows(JsonObject timeline, IReadOnlyList<CapTracks.Clip> clips, Place place)
    {
        if (Json.Array(timeline, "segments", place) is not { } segments)
            return Whole(clips, place);
        var rows = new List<CapRow>(segments.Count);
        foreach (JsonNode? node in segments)
        {
            JsonObject segment = node as JsonObject ?? throw place.Refuse($"has the segment {rows.Count}, which is no object");
            rows.Add(Segment(segment, clips, new Place(_path, "segment", Json.Text(segment, "name", place) ?? "", rows.Count)));
        }
        foreach ((int index, ProjectTransition transition, JsonObject own) in Transitions(timeline, place).Values)
        {
            if (index > 0 && index < rows.Count && Math.Min(rows[index - 1].Segment.Seconds, rows[index].Segment.Seconds) / 2 >= Overlaps.MinSeconds)
                rows[index] = rows[index] with { Segment = rows[index].Segment with { Transition = transition }, Transition = own };
        }
        return rows;
    }

    private CapRow Segment(JsonObject segment, IReadOnlyList<CapTracks.Clip> clips, Place place)
    {
        double speed = Json.Number(segment, "timescale", place) ?? 1;
        double start = Json.Number(segment, "start", place) ?? throw place.Refuse("has no start");
        double end = Json.Number(segment, "end", place) ?? throw place.Refuse("has no end");
        double length = (end - start) / speed;
        if (!double.IsFinite(length) || length < 0)
            throw place.Refuse($"reaches from {start} to {end} s at the speed {speed}, which is no length");
        double index = Json.Number(segment, "recordingSegment", place) ?? 0;
        CapTracks.Clip? clip = index >= 0 && index < clips.Count ? clips[(int)index] : null;
        string? mode = Json.Text(segment, "speedAudioMode", place);
        bool isHeard = mode is not "mute" && Json.Flag(segment, "audioMuted", place) != true && (speed == 1 || (mode is not null && speed is >= MinSpeed and <= MaxSpeed));
        if (speed != 1 && isHeard && !_options.PlaysSpeeds)
        {
            Report($"plays at the speed {speed}, which is not supported yet; it is silence of its length", place);
            isHeard = false;
        }
        IReadOnlyList<ProjectTrack> tracks = isHeard && clip is not null ? Heard(clip, place) : [];
        double volume = Json.Number(segment, "volume", place) ?? 1;
        // What begins before the recording is read from its start.
        double from = Math.Max(0, start);
        var made = new ProjectSegment
        {
            ClipId = 0,
            In = tracks.Count == 0 ? 0 : from,
            Out = tracks.Count == 0 ? length : from + (length * speed),
            Speed = tracks.Count == 0 ? 1 : speed,
            SpeedMode = mode is "matchSpeed" ? SpeedMode.Varispeed : SpeedMode.KeepPitch,
            Name = place.Name,
            GainDb = volume <= 0 ? double.NegativeInfinity : 20 * Math.Log10(volume),
        };
        return new CapRow(made, tracks, segment, null);
    }

    // The last one of a segment counts.
    private static Dictionary<int, (int Index, ProjectTransition Transition, JsonObject Own)> Transitions(JsonObject timeline, Place place)
    {
        var last = new Dictionary<int, (int Index, ProjectTransition Transition, JsonObject Own)>();
        foreach (JsonObject one in (Json.Array(timeline, "transitions", place) ?? []).OfType<JsonObject>())
        {
            double seconds = Json.Number(one, "duration", place) ?? 0;
            if (Json.Number(one, "segmentIndex", place) is not (>= 1 and <= FormatLimits.MaxItems and var index))
                continue;
            TransitionKind kind = Json.Text(one, "type", place) switch
            {
                "cross-fade" or null => TransitionKind.EqualPower,
                "fade-through-black" => TransitionKind.ThroughBlack,
                { } other => throw place.Refuse($"has the transition \"{other}\", which is not known"),
            };
            last.Remove((int)index);
            if (seconds > 0)
                last.Add((int)index, ((int)index, new ProjectTransition { Kind = kind, Seconds = seconds }, one));
        }
        return last;
    }

    // Without a timeline every clip is played whole.
    private List<CapRow> Whole(IReadOnlyList<CapTracks.Clip> clips, Place place)
    {
        _list.Warn("has no timeline; every clip is as long as its sound", place.Item);
        var rows = new List<CapRow>();
        foreach (CapTracks.Clip clip in clips)
        {
            IReadOnlyList<ProjectTrack> tracks = Heard(clip, place);
            double length = tracks.Select(track => (_options.MediumSeconds?.Invoke(track.MediaPath) ?? 0) - track.OffsetSeconds).DefaultIfEmpty(0).Max();
            if (length > 0)
                rows.Add(new CapRow(new ProjectSegment { ClipId = 0, In = 0, Out = length }, tracks, null, null));
        }
        return rows;
    }

    // Recordings of a browser have their sound in the picture's file.
    private IReadOnlyList<ProjectTrack> Heard(CapTracks.Clip clip, Place place)
    {
        if (clip.Tracks.Count > 0 || clip.Display is null || !File.Exists(clip.Display) || _options.MediumSeconds?.Invoke(clip.Display) is null)
            return clip.Tracks;
        _list.Warn("has neither microphone nor system audio; the sound of its picture is used", place.Item);
        return [new ProjectTrack { MediaPath = clip.Display }];
    }
}

/// <summary>A segment of a Cap timeline.</summary>
/// <param name="Segment">What is played; its clip is not known yet.</param>
/// <param name="Tracks">Its tracks; none is silence.</param>
/// <param name="Own">What Cap says of it; null where it has no timeline.</param>
/// <param name="Transition">What Cap says of the transition before it.</param>
internal sealed record CapRow(ProjectSegment Segment, IReadOnlyList<ProjectTrack> Tracks, JsonObject? Own, JsonObject? Transition);
