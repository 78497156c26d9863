using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// Reads Cap recordings (folders `.cap`): clips of microphone and system audio, and the timeline that cuts them. Full-screen texts
/// stop the recording's clock. Transitions are refused; music and sound at another speed are reported and not heard.
/// </summary>
internal sealed class CapReader
{
    private const string Meta = "recording-meta.json";
    private const string Config = "project-config.json";
    private const double MinSpeed = 0.25;
    private const double MaxSpeed = 8;

    private readonly string _path;
    private readonly OtioReadOptions _options;
    private readonly CutList _list;
    private readonly Queue<(double Start, double End)> _holds;

    private CapReader(string path, OtioReadOptions options, CutList list, IEnumerable<(double Start, double End)> holds)
    {
        _path = path;
        _options = options;
        _list = list;
        _holds = new Queue<(double Start, double End)>(holds);
    }

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
        var place = new Place(file, "Cap", Json.Text(meta, "pretty_name", default) ?? "");
        IReadOnlyList<CapTracks.Clip> clips = new CapTracks(folder, meta, config, place).Read();
        JsonObject timeline = Json.Object(config, "timeline", place) ?? [];
        var reader = new CapReader(file, options, new CutList(file) { Name = place.Name }, Holds(timeline, place));
        reader.NotHeard(config, timeline, place);
        reader.Segments(timeline, clips, place);
        return reader._list.Finish(options);
    }

    private static JsonObject Object(string path) => Json.ReadFile(path) as JsonObject ?? throw new ProjectException($"{path}: it holds no object.");

    private void NotHeard(JsonObject config, JsonObject timeline, Place place)
    {
        if (Json.Array(timeline, "transitions", place) is { Count: > 0 } transitions)
            throw place.Refuse($"has {transitions.Count} transitions between segments; transitions are not supported yet");
        int music = (Json.Array(timeline, "audioSegments", place) ?? []).OfType<JsonObject>().Count(one => Json.Flag(one, "enabled", place) ?? true);
        if (music > 0)
            Report($"has {music} pieces of music or imported sound, which are not heard", place);
        JsonObject? audio = Json.Object(config, "audio", place);
        if (audio is not null && Json.Flag(audio, "improve", place) == true)
            Report("improves the microphone, which is not applied", place);
        if (audio?["bgm"] is JsonObject)
            Report("has background music, which is not heard", place);
    }

    private void Report(string cause, Place place)
    {
        if (_options.Strict)
            throw place.Refuse(cause);
        _list.Warn(cause, place.Item);
    }

    private void Segments(JsonObject timeline, IReadOnlyList<CapTracks.Clip> clips, Place place)
    {
        if (Json.Array(timeline, "segments", place) is not { } segments)
        {
            Whole(clips, place);
            return;
        }
        for (int i = 0; i < segments.Count; i++)
        {
            JsonObject segment = segments[i] as JsonObject ?? throw place.Refuse($"has the segment {i}, which is no object");
            Segment(segment, clips, new Place(_path, "segment", Json.Text(segment, "name", place) ?? "", i));
        }
        // A hold that begins where everything ends is still there.
        if (_holds.TryPeek(out (double Start, double End) last) && last.Start <= _list.End + OtioLength.ToleranceSeconds)
            _list.Gap(last.End - last.Start);
    }

    private void Segment(JsonObject segment, IReadOnlyList<CapTracks.Clip> clips, Place place)
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
        bool isSilent = speed != 1 || mode is "mute" || Json.Flag(segment, "audioMuted", place) == true;
        if (speed is not 1 && speed is >= MinSpeed and <= MaxSpeed && mode is not (null or "mute"))
            Report($"plays at the speed {speed}, which is not supported yet; it is silence of its length", place);
        IReadOnlyList<ProjectTrack> tracks = isSilent || clip is null ? [] : Heard(clip, place);
        double volume = Json.Number(segment, "volume", place) ?? 1;
        var made = new ProjectSegment { ClipId = 0, In = 0, Out = 0, Name = place.Name, GainDb = volume <= 0 ? double.NegativeInfinity : 20 * Math.Log10(volume) };
        // What begins before the recording is read from its start.
        Append(tracks, Math.Max(0, start), length, made);
    }

    // Cuts what is appended where a hold begins, which is silence.
    private void Append(IReadOnlyList<ProjectTrack> tracks, double start, double length, ProjectSegment segment)
    {
        while (_holds.TryPeek(out (double Start, double End) hold) && hold.Start < _list.End + length - OtioLength.ToleranceSeconds)
        {
            double before = Math.Max(0, hold.Start - _list.End);
            Put(tracks, start, before, segment);
            _list.Gap(hold.End - hold.Start);
            (start, length) = (start + before, length - before);
            _holds.Dequeue();
        }
        Put(tracks, start, length, segment);
    }

    private void Put(IReadOnlyList<ProjectTrack> tracks, double start, double length, ProjectSegment segment)
    {
        if (length <= 0)
            return;
        if (tracks.Count == 0)
            _list.Gap(length, segment.Name);
        else
            _list.Add(tracks, start, start + length, segment);
    }

    // Without a timeline every clip is played whole.
    private void Whole(IReadOnlyList<CapTracks.Clip> clips, Place place)
    {
        _list.Warn("has no timeline; every clip is as long as its sound", place.Item);
        foreach (CapTracks.Clip clip in clips)
        {
            IReadOnlyList<ProjectTrack> tracks = Heard(clip, place);
            double length = tracks.Select(track => (_options.MediumSeconds?.Invoke(track.MediaPath) ?? 0) - track.OffsetSeconds).DefaultIfEmpty(0).Max();
            Append(tracks, 0, length, new ProjectSegment { ClipId = 0, In = 0, Out = 0 });
        }
    }

    // Recordings of a browser have their sound in the picture's file.
    private IReadOnlyList<ProjectTrack> Heard(CapTracks.Clip clip, Place place)
    {
        if (clip.Tracks.Count > 0 || clip.Display is null || !File.Exists(clip.Display) || _options.MediumSeconds?.Invoke(clip.Display) is null)
            return clip.Tracks;
        _list.Warn("has neither microphone nor system audio; the sound of its picture is used", place.Item);
        return [new ProjectTrack { MediaPath = clip.Display }];
    }

    private static List<(double Start, double End)> Holds(JsonObject timeline, Place place)
    {
        var holds = new List<(double Start, double End)>();
        foreach (JsonObject text in (Json.Array(timeline, "textSegments", place) ?? []).OfType<JsonObject>())
        {
            if (Json.Text(text, "layout", place) is "fullscreen" && (Json.Flag(text, "enabled", place) ?? true)
                && Json.Number(text, "start", place) is { } start && Json.Number(text, "end", place) is { } end && end > start)
                holds.Add((start, end));
        }
        var merged = new List<(double Start, double End)>();
        foreach ((double start, double end) in holds.OrderBy(hold => hold.Start))
        {
            if (merged.Count > 0 && start <= merged[^1].End)
                merged[^1] = (merged[^1].Start, Math.Max(merged[^1].End, end));
            else
                merged.Add((start, end));
        }
        return merged;
    }
}
