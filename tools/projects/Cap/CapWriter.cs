using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Seamline.Projects;

/// <summary>
/// Writes a timeline into a Cap recording: segments, transitions and music of its project-config.json. Whatever else Cap wrote there stays,
/// fields of each segment included; full-screen texts move with the gaps that they were read as.
/// </summary>
internal sealed class CapWriter
{
    private const double Tolerance = 1e-9;
    private const double MutedMusicDb = -60;
    private static readonly string[] Overlays = ["zoomSegments", "sceneSegments", "maskSegments", "captionSegments", "keyboardSegments"];

    private readonly Project _project;
    private readonly OtioDocument _document;
    private readonly string _folder;
    private readonly string _path;
    private readonly Place _place;
    private readonly List<string> _warnings = [];
    private readonly JsonArray _segments = [];
    private readonly JsonArray _transitions = [];
    private readonly List<(double OldStart, double OldEnd, double Start)> _holds = [];

    private CapWriter(Project project, OtioDocument document, string folder)
    {
        (_project, _document, _folder) = (project, document, folder);
        _path = Path.Combine(folder, CapReader.Config);
        _place = new Place(_path, CapReader.Program, project.Name);
    }

    /// <summary>Writes it; what the recording cannot hold, a sentence each.</summary>
    /// <param name="project">The timeline.</param>
    /// <param name="document">The same as a tree, with Cap's own fields in the items' metadata.</param>
    /// <param name="path">A recording that is there.</param>
    public static IReadOnlyList<string> Write(Project project, OtioDocument document, string path)
    {
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (!CapReader.Is(folder))
            throw new ProjectException($"{path}: a timeline is written only into a Cap recording that is there.");
        var writer = new CapWriter(project, document, folder);
        JsonObject config = File.Exists(writer._path) ? CapReader.Object(writer._path) : [];
        writer.Fill(config);
        string text = JsonText.Of(config);
        AtomicFile.Write(writer._path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        return writer._warnings;
    }

    private void Fill(JsonObject config)
    {
        IReadOnlyList<CapTracks.Clip> clips = new CapTracks(_folder, CapReader.Object(Path.Combine(_folder, CapReader.Meta)), config, _place).Read();
        if (config["timeline"] is not JsonObject timeline)
            config["timeline"] = timeline = new JsonObject { ["segments"] = new JsonArray(), ["zoomSegments"] = new JsonArray() };
        Segments(clips);
        bool moved = !JsonNode.DeepEquals(timeline["segments"], _segments);
        Set(timeline, "segments", _segments);
        if (_transitions.Count > 0 || timeline["transitions"] is JsonArray { Count: > 0 })
            Set(timeline, "transitions", _transitions);
        JsonArray music = Music();
        if (music.Count > 0 || timeline["audioSegments"] is JsonArray { Count: > 0 })
            Set(timeline, "audioSegments", music);
        Texts(timeline);
        if (moved && Overlays.Any(key => timeline[key] is JsonArray { Count: > 0 }))
            _warnings.Add(_place.Sentence("has zooms, scenes, masks or captions, which stay at their times"));
        if (_project.Segments.Any(segment => segment.Envelope.Count > 0) || _project.Master is not { GainDb: 0, Limiter: false, Envelope.Count: 0 })
            _warnings.Add(_place.Sentence("holds no envelopes and no master; those of the timeline are dropped"));
    }

    // What did not change stays as it was written, numbers to the letter.
    private static void Set(JsonObject parent, string key, JsonArray value)
    {
        if (!JsonNode.DeepEquals(parent[key], value))
            parent[key] = value;
    }

    private void Segments(IReadOnlyList<CapTracks.Clip> clips)
    {
        string[] keys = [.. clips.Select(clip => ClipTable.Key(clip.Tracks.Count == 0 && clip.Display is { } display ? [new ProjectTrack { MediaPath = display }] : clip.Tracks))];
        double[] starts = Overlaps.Starts(_project.Segments);
        JsonObject? open = null; // the segment before a hold
        for (int i = 0; i < _project.Segments.Count; i++)
        {
            JsonObject? own = Own(i);
            if (_project.Segments[i].ClipId == 0 && own?[CapHolds.Field] is JsonArray { Count: 2 } window && EffectVolume.Number(window[0]) is { } from && EffectVolume.Number(window[1]) is { } to)
            {
                _holds.Add((from, to, starts[i]));
                open = _segments.Count > 0 ? _segments[^1] as JsonObject : null;
                continue;
            }
            JsonObject segment = Segment(_project.Segments[i], own, keys, starts[i]);
            if (!Continues(open, segment, own))
                _segments.Add(segment);
            if (_project.Segments[i].Transition is { } transition && i > 0)
                Transition(transition, own, _segments.Count - 1);
            open = null;
        }
    }

    // The other half of a segment that a hold cuts.
    private static bool Continues(JsonObject? before, JsonObject segment, JsonObject? own)
    {
        if (before is null || own?["segment"] is null || !Near(before["end"], segment["start"]) || before["recordingSegment"] is not JsonValue a || !JsonNode.DeepEquals(a, segment["recordingSegment"]))
            return false;
        JsonObject[] bare = [.. new[] { before, segment }.Select(one => (JsonObject)one.DeepClone())];
        Array.ForEach(bare, one => (one["start"], one["end"]) = (null, null));
        if (!JsonNode.DeepEquals(bare[0], bare[1]))
            return false;
        // As far as the whole one went, its end is as it was written.
        before["end"] = Near(segment["end"], own["segment"]!["end"]) ? own["segment"]!["end"]!.DeepClone() : segment["end"]!.DeepClone();
        return true;
    }

    private JsonObject Segment(ProjectSegment segment, JsonObject? own, string[] keys, double at)
    {
        var written = own?["segment"] as JsonObject;
        JsonObject made = written?.DeepClone() as JsonObject ?? [];
        double speed = segment.Speed;
        double start = segment.In;
        if (segment.ClipId == 0)
        {
            // It was silent for its speed, its mode or its clip: the recording knows what it is a range of.
            if (written is null || Json.Number(written, "start", _place) is not { } origin)
                throw new ProjectException($"{_path}: a Cap recording holds no gaps, and the timeline has one at {at:0.###} s.");
            speed = Json.Number(written, "timescale", _place) ?? 1;
            start = origin + (((Json.Number(own!, "skip", _place) ?? 0) + segment.In) * speed);
        }
        else
        {
            int index = Array.IndexOf(keys, ClipTable.Key(_project.Clips[segment.ClipId - 1].Tracks));
            if (index < 0)
                throw new ProjectException($"{_path}: the item \"{segment.Name}\" at {at:0.###} s plays {_project.Clips[segment.ClipId - 1].Name}, which is no clip of the recording.");
            if (Json.Number(made, "recordingSegment", _place) is not { } known ? index > 0 || written is null : known != index)
                made["recordingSegment"] = (long)index;
            if (segment.Muted)
                made["speedAudioMode"] = "mute";
            else if (speed != 1)
                made["speedAudioMode"] = segment.SpeedMode switch { SpeedMode.Varispeed => "matchSpeed", SpeedMode.KeepPitch => "maintainPitch", _ => "mute" };
        }
        SetNumber(made, "timescale", speed);
        SetNumber(made, "start", start);
        SetNumber(made, "end", start + (segment.Seconds * speed));
        double volume = double.IsNegativeInfinity(segment.GainDb) ? 0 : Math.Pow(10, segment.GainDb / 20);
        if (made["volume"] is not null || segment.GainDb != 0)
            SetNumber(made, "volume", volume);
        return made;
    }

    private void Transition(ProjectTransition transition, JsonObject? own, int index)
    {
        JsonObject made = own?["transition"]?.DeepClone() as JsonObject ?? [];
        SetNumber(made, "segmentIndex", index);
        made["type"] = transition.Kind == TransitionKind.ThroughBlack ? "fade-through-black" : "cross-fade";
        SetNumber(made, "duration", transition.Seconds);
        if (transition.Kind == TransitionKind.Linear)
            _warnings.Add(_place.Sentence($"has no linear transitions; the one before segment {index} has equal power"));
        _transitions.Add(made);
    }

    private JsonArray Music()
    {
        var pieces = new JsonArray();
        int row = _project.Segments.Count;
        for (int track = 0; track < _project.Lanes.Count; track++)
        {
            ProjectLane lane = _project.Lanes[track];
            foreach (ProjectItem item in lane.Items)
            {
                JsonObject? own = Own(row++);
                if (own?[CapMusic.Background] is not null || item.ClipId == 0)
                    continue;
                if (item.LoopSeconds > 0 || item.Envelope.Count > 0 || lane.Envelope.Count > 0)
                    _warnings.Add(_place.Sentence($"holds no loops and no envelopes; \"{item.Name}\" is written once and without"));
                pieces.Add(Piece(item, lane, own?[CapMusic.Field] as JsonObject, track));
            }
        }
        return pieces;
    }

    private JsonObject Piece(ProjectItem item, ProjectLane lane, JsonObject? own, int track)
    {
        JsonObject made = own?.DeepClone() as JsonObject ?? new JsonObject
        {
            ["start"] = item.Start,
            ["end"] = item.Start + item.Out - item.In,
            ["track"] = (long)track,
            ["path"] = MediaPath(_project.Clips[item.ClipId - 1].Tracks[0].MediaPath),
            ["name"] = item.Name,
            ["enabled"] = true,
            ["trimStart"] = item.In,
            ["volumeDb"] = 0.0,
            ["fadeIn"] = 0.0,
            ["fadeOut"] = 0.0,
        };
        SetNumber(made, "start", item.Start);
        SetNumber(made, "end", item.Start + item.Out - item.In);
        SetNumber(made, "trimStart", item.In);
        double gain = Math.Max(MutedMusicDb, item.GainDb + lane.GainDb);
        if (gain > MutedMusicDb || !((Json.Number(made, "volumeDb", _place) ?? 0) <= MutedMusicDb))
            SetNumber(made, "volumeDb", gain);
        SetNumber(made, "fadeIn", item.FadeIn);
        SetNumber(made, "fadeOut", item.FadeOut);
        if ((Json.Flag(made, "enabled", _place) ?? true) == (item.Muted || lane.Muted))
            made["enabled"] = !(item.Muted || lane.Muted);
        return made;
    }

    private string MediaPath(string medium) => Files.PathContainment.Relative(medium, _folder)?.Replace(Path.DirectorySeparatorChar, '/') ?? medium;

    private void Texts(JsonObject timeline)
    {
        foreach (JsonObject text in (Json.Array(timeline, "textSegments", _place) ?? []).OfType<JsonObject>().Where(text => CapHolds.Is(text, _place)))
        {
            double start = Json.Number(text, "start", _place)!.Value;
            int hold = _holds.FindIndex(hold => start >= hold.OldStart - Tolerance && start < hold.OldEnd);
            if (hold < 0)
            {
                text["enabled"] = false;
                _warnings.Add(_place.Sentence($"has the full-screen text at {start:0.###} s, whose time was cut out; it is switched off"));
                continue;
            }
            double shift = _holds[hold].Start - _holds[hold].OldStart;
            SetNumber(text, "start", start + shift);
            SetNumber(text, "end", Json.Number(text, "end", _place)!.Value + shift);
        }
    }

    private JsonObject? Own(int row) => row < _document.Rows.Count ? (_document.Rows[row].Node["metadata"] as JsonObject)?[CapReader.Program] as JsonObject : null;

    private static bool Near(JsonNode? a, JsonNode? b) => EffectVolume.Number(a) is { } x && EffectVolume.Number(b) is { } y && Math.Abs(x - y) <= Tolerance;

    private static void SetNumber(JsonObject made, string key, double value)
    {
        if (EffectVolume.Number(made[key]) is not { } known ? value != 0 || key is "start" or "end" or "timescale" : Math.Abs(known - value) > Tolerance)
            made[key] = value;
    }
}
