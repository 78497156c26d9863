using System;
using System.Collections.Generic;
using System.IO;

namespace Seamline.Projects;

/// <summary>
/// A timeline of one lane that is put together from another program's file. It becomes a project by way of an `.otio` tree, so that
/// missing media, edits and markers are those of every project.
/// </summary>
/// <param name="path">The file that is read.</param>
internal sealed class CutList(string path)
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
    private readonly ClipTable _clips = new();
    private readonly List<ProjectSegment> _segments = [];
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

    /// <summary>A range of a medium, behind what is there.</summary>
    /// <param name="medium">Its address or name.</param>
    /// <param name="start">In point, seconds of the medium.</param>
    /// <param name="end">Out point.</param>
    /// <param name="segment">Name, gain and mute.</param>
    /// <param name="rate">Units a second that the range is a whole number of, or 0.</param>
    /// <param name="stream">The stream, as <see cref="ProjectTrack.StreamIndex"/>.</param>
    public void Add(string medium, double start, double end, ProjectSegment? segment = null, double rate = 0, int stream = -1)
    {
        string full = MediaUrl.Resolve(medium, _folder, new Place(path, "medium", medium), out _) ?? Path.GetFullPath(Path.GetFileName(medium), _folder);
        segment ??= new ProjectSegment { ClipId = 0, In = 0, Out = 0, Name = Path.GetFileName(full) };
        Add([new ProjectTrack { MediaPath = full, StreamIndex = stream }], start, end, segment, rate);
    }

    /// <summary>A range of a clip of several tracks, behind what is there.</summary>
    public void Add(IReadOnlyList<ProjectTrack> tracks, double start, double end, ProjectSegment segment, double rate = 0)
        => Append(segment with { ClipId = _clips.Add(Path.GetFileName(tracks[0].MediaPath), tracks, rate), In = start, Out = end });

    /// <summary>Silence.</summary>
    public void Gap(double seconds, string name = "") => Append(new ProjectSegment { ClipId = 0, In = 0, Out = seconds, Name = name });

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
            at += segment.Out - segment.In;
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

    /// <summary>The project.</summary>
    public Project Finish(OtioReadOptions options)
    {
        var plain = new Project { Name = Name, Clips = _clips.Clips, Segments = _segments };
        JsonObject tree = OtioWriter.Tree(plain, path);
        OtioMarkers.Place(tree, _markers);
        OtioDocument document = OtioReader.ReadTree(tree, path, options);
        return document.Project with { Warnings = [.. _warnings, .. document.Project.Warnings] };
    }

    private void Append(ProjectSegment segment)
    {
        if (_segments.Count >= FormatLimits.MaxItems)
            throw new ProjectException($"{path}: it has more than {FormatLimits.MaxItems} items.");
        if (!double.IsFinite(segment.In) || !double.IsFinite(segment.Out) || segment.Out < segment.In || Math.Abs(segment.In) > FormatLimits.MaxSeconds || segment.Out > FormatLimits.MaxSeconds)
            throw new ProjectException($"{path}: item {_segments.Count} \"{segment.Name}\" reaches from {segment.In} to {segment.Out} s, which is no range of time.");
        _segments.Add(segment);
        _end += segment.Out - segment.In;
    }
}
