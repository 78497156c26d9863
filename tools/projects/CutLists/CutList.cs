using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// A timeline that is put together from another program's file. It becomes a project by way of an `.otio` tree, so that
/// missing media, edits and markers are those of every project.
/// </summary>
/// <param name="path">The file that is read.</param>
internal sealed class CutList(string path)
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
    private readonly ClipTable _clips = new();
    private readonly List<ProjectSegment> _segments = [];
    private readonly List<JsonObject?> _own = [];
    private readonly List<ProjectLane> _lanes = [];
    private readonly List<JsonObject?> _laneOwn = [];
    private readonly List<ProjectMarker> _markers = [];
    private readonly Dictionary<string, int> _warned = new(StringComparer.Ordinal);
    private readonly List<string> _warnings = [];
    private double _end;

    /// <summary>The timeline's name.</summary>
    public string Name { get; set; } = Path.GetFileNameWithoutExtension(path);

    /// <summary>Where the timeline ends so far, seconds.</summary>
    public double End => _end;

    /// <summary>Segments so far.</summary>
    public int Count => _segments.Count;

    /// <summary>The last segment.</summary>
    public ProjectSegment Last => _segments[^1];

    /// <summary>The program whose own fields are kept: the name of its metadata.</summary>
    public string Program { get; init; } = "";

    /// <summary>A range of a medium, behind what is there.</summary>
    /// <param name="medium">Its address or name.</param>
    /// <param name="start">In point, seconds of the medium.</param>
    /// <param name="end">Out point.</param>
    /// <param name="segment">Name, gain and mute.</param>
    /// <param name="rate">Units a second that the range is a whole number of, or 0.</param>
    /// <param name="stream">The stream, as <see cref="ProjectTrack.StreamIndex"/>.</param>
    public void Add(string medium, double start, double end, ProjectSegment? segment = null, double rate = 0, int stream = -1)
    {
        string full = Resolve(medium);
        segment ??= new ProjectSegment { ClipId = 0, In = 0, Out = 0, Name = Path.GetFileName(full) };
        Add([new ProjectTrack { MediaPath = full, StreamIndex = stream }], start, end, segment, rate);
    }

    /// <summary>A range of a clip of several tracks, behind what is there.</summary>
    /// <param name="tracks">The tracks.</param>
    /// <param name="start">In point, seconds of the clip.</param>
    /// <param name="end">Out point.</param>
    /// <param name="segment">Name, gain, mute, speed and transition.</param>
    /// <param name="rate">Units a second that the range is a whole number of, or 0.</param>
    /// <param name="own">The program's own fields of it.</param>
    public void Add(IReadOnlyList<ProjectTrack> tracks, double start, double end, ProjectSegment segment, double rate = 0, JsonObject? own = null)
        => Append(segment with { ClipId = Clip(tracks, rate), In = start, Out = end }, own);

    /// <summary>Silence.</summary>
    public void Gap(double seconds, string name = "", JsonObject? own = null, ProjectTransition? transition = null)
        => Append(new ProjectSegment { ClipId = 0, In = 0, Out = seconds, Name = name, Transition = transition }, own);

    /// <summary>The clip of some tracks.</summary>
    public int Clip(IReadOnlyList<ProjectTrack> tracks, double rate = 0) => _clips.Add(Path.GetFileName(tracks[0].MediaPath), tracks, rate);

    /// <summary>A lane beside what is there.</summary>
    public void Add(ProjectLane lane, IReadOnlyList<JsonObject?> own)
    {
        if (lane.Items.Count > FormatLimits.MaxItems)
            throw new ProjectException($"{path}: lane \"{lane.Name}\" has more than {FormatLimits.MaxItems} items.");
        foreach (ProjectItem item in lane.Items)
            Require(item.Start, item.End, item.Name);
        _lanes.Add(lane);
        _laneOwn.AddRange(own);
    }

    /// <summary>Silence up to a place of the timeline; what is too short to be heard is none.</summary>
    public void GapTo(double seconds)
    {
        if (seconds - _end > OtioLength.ToleranceSeconds)
            Gap(seconds - _end);
    }

    /// <summary>A named place of the timeline.</summary>
    public void Mark(double start, double duration, string name)
    {
        if (_markers.Count >= FormatLimits.MaxMarkers)
            throw new ProjectException($"{path}: it has more than {FormatLimits.MaxMarkers} markers.");
        if (!(Math.Abs(start) <= FormatLimits.MaxSeconds) || !(Math.Abs(duration) <= FormatLimits.MaxSeconds))
            throw new ProjectException($"{path}: marker {_markers.Count} at {start} s of {duration} s is no place of a timeline.");
        _markers.Add(new ProjectMarker(start, duration, name));
    }

    /// <summary>A place of a medium: it is marked wherever that place is heard.</summary>
    /// <returns>Whether it is heard at all.</returns>
    public bool MarkMedium(double seconds, string name)
    {
        double at = 0;
        bool heard = false;
        foreach (ProjectSegment segment in _segments)
        {
            if (segment.ClipId != 0 && seconds >= segment.In && seconds < segment.Out)
            {
                Mark(at + seconds - segment.In, 0, name);
                heard = true;
            }
            at += segment.Seconds;
        }
        return heard;
    }

    /// <summary>What the file says and is not heard: once a cause.</summary>
    public void Warn(string cause, string place)
    {
        if (!_warned.TryAdd(cause, _warnings.Count))
            return;
        _warnings.Add($"{path}: {place} {cause}.");
    }

    /// <summary>The path of a medium by its address or name.</summary>
    public string Resolve(string medium) => MediaUrl.Resolve(medium, _folder, new Place(path, "medium", medium), out _) ?? Path.GetFullPath(Path.GetFileName(medium), _folder);

    /// <summary>The refusal of the file.</summary>
    public ProjectException Refuse(string cause) => new($"{path}: {cause}.");

    /// <summary>The project.</summary>
    public Project Finish(OtioReadOptions options)
    {
        var plain = new Project { Name = Name, Clips = _clips.Clips, Segments = _segments, Lanes = _lanes };
        JsonObject tree = OtioWriter.Tree(plain, path);
        Keep(tree);
        OtioMarkers.Place(tree, _markers);
        OtioDocument document = OtioReader.ReadTree(tree, path, options);
        return document.Project with { Warnings = [.. _warnings, .. document.Project.Warnings] };
    }

    // What the program says of items beside what is played stands in their metadata.
    private void Keep(JsonObject tree)
    {
        if (Program.Length == 0)
            return;
        IEnumerable<JsonObject> items = tree["tracks"]!["children"]!.AsArray().SelectMany(track => track!["children"]!.AsArray()).OfType<JsonObject>()
            .Where(item => Json.Schema(item) is "Clip.2" || (Json.Schema(item) is "Gap.1" && item.Parent!.Parent == tree["tracks"]!["children"]![0]));
        foreach ((JsonObject item, JsonObject? own) in items.Zip([.. _own, .. _laneOwn]))
        {
            if (own is not null)
                item["metadata"]![Program] = own;
        }
    }

    private void Require(double start, double end, string name)
    {
        if (!double.IsFinite(start) || !double.IsFinite(end) || end < start || Math.Abs(start) > FormatLimits.MaxSeconds || end > FormatLimits.MaxSeconds)
            throw new ProjectException($"{path}: item {_segments.Count} \"{name}\" reaches from {start} to {end} s, which is no range of time.");
    }

    private void Append(ProjectSegment segment, JsonObject? own = null)
    {
        if (_segments.Count >= FormatLimits.MaxItems)
            throw new ProjectException($"{path}: it has more than {FormatLimits.MaxItems} items.");
        Require(segment.In, segment.Out, segment.Name);
        _segments.Add(segment);
        _own.Add(own);
        _end += segment.Seconds - (segment.Transition is null ? 0 : Overlaps.Fit(segment.Transition.Seconds, _segments.Count > 1 ? _segments[^2].Seconds : 0, segment.Seconds));
    }
}
