using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Seamline.Projects;

/// <summary>A piece of the timeline as a cut list holds it.</summary>
/// <param name="Start">Seconds of the timeline.</param>
/// <param name="End">The second after it.</param>
/// <param name="In">In point, seconds of the medium.</param>
/// <param name="Medium">Absolute path; null for silence.</param>
/// <param name="Segment">The segment.</param>
internal readonly record struct CutItem(double Start, double End, double In, string? Medium, ProjectSegment Segment)
{
    /// <summary>Out point, seconds of the medium.</summary>
    public double Out => In + Segment.Out - Segment.In;
}

/// <summary>What a writer of cut lists is given.</summary>
/// <param name="Project">The timeline.</param>
/// <param name="Path">The file that is written.</param>
/// <param name="FrameRate">Frames of picture a second, where the user said so.</param>
internal sealed record CutOutput(Project Project, string Path, FrameRate? FrameRate)
{
    private const double ShortestSilence = 0.001;

    /// <summary>What the format cannot hold, a sentence each.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Where the main lane ends, seconds.</summary>
    public double End { get; } = Overlaps.Starts(Project.Segments)[^1];

    /// <summary>A warning that is given once.</summary>
    public void WarnOnce(string cause)
    {
        if (!Warnings.Contains($"{Path}: {cause}."))
            Warnings.Add($"{Path}: {cause}.");
    }

    /// <summary>Says what is lost where the format ends with the last item that it holds, and the timeline in silence.</summary>
    public void WarnOfSilentEnd()
    {
        double[] starts = Overlaps.Starts(Project.Segments);
        int last = Project.Segments.Count - 1;
        while (last >= 0 && (Project.Segments[last].ClipId == 0 || Project.Segments[last].Muted))
            last--;
        double sound = Project.Lanes.SelectMany(lane => lane.Items).Select(item => item.End).Append(last < 0 ? 0 : starts[last] + Project.Segments[last].Seconds).Max();
        if (End - sound > ShortestSilence)
            Warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{Path}: the format ends with its last item; {End - sound:0.###} s of silence behind it are lost."));
    }

    /// <summary>The rate, which must be given.</summary>
    public FrameRate Rate => FrameRate ?? throw new ProjectException($"{Path}: it counts frames of picture; give their rate with --fps.");

    /// <summary>The folder of the file.</summary>
    public string Folder { get; } = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) ?? "";

    /// <summary>The pieces in order; those that are muted or without medium are silence.</summary>
    /// <param name="holdsGain">The format holds gains.</param>
    public IReadOnlyList<CutItem> Items(bool holdsGain = false)
    {
        var items = new List<CutItem>(Project.Segments.Count);
        double at = 0;
        int gains = 0;
        int mixes = 0;
        foreach (ProjectSegment segment in Project.Segments)
        {
            if (segment.Speed != 1 && segment.ClipId != 0)
                throw new ProjectException($"{Path}: item \"{segment.Name}\" has the speed {segment.Speed}, which the format does not hold.");
            double end = at + segment.Seconds;
            ProjectTrack? track = segment.ClipId == 0 || segment.Muted || Project.Clips[segment.ClipId - 1].Tracks is not [var first, ..] ? null : first;
            if (track is not null && !holdsGain && (segment.GainDb != 0 || track.GainDb != 0))
                gains++;
            if (track is not null && (Project.Clips[segment.ClipId - 1].Tracks.Count > 1 || track.Mode != StereoMode.Stereo || track.StreamIndex >= 0))
                mixes++;
            items.Add(new CutItem(at, end, segment.In + (track?.OffsetSeconds ?? 0), track?.MediaPath, segment));
            at = end;
        }
        if (gains > 0)
            Warnings.Add($"{Path}: the format holds no gains; those of {gains} items are lost.");
        if (mixes > 0)
            Warnings.Add($"{Path}: the format holds one medium an item, as it is; streams, stereo modes and further tracks of {mixes} items are lost.");
        return items;
    }

    /// <summary>The one medium of a format that holds no more, and no gaps.</summary>
    public string OnlyMedium(IReadOnlyList<CutItem> items, string format)
    {
        string? medium = null;
        foreach (CutItem item in items)
        {
            if (item.Medium is null)
                throw new ProjectException($"{Path}: {format} holds no silence, and item \"{item.Segment.Name}\" at {item.Start:0.###} s is silent.");
            medium ??= item.Medium;
            if (medium != item.Medium)
                throw new ProjectException($"{Path}: {format} is of one medium, and this timeline plays {medium} and {item.Medium}.");
        }
        return medium ?? throw new ProjectException($"{Path}: the timeline is empty.");
    }

    /// <summary>Where the medium is heard that a marker stands on: the place in the medium; null over silence.</summary>
    public static double? MediumTime(IReadOnlyList<CutItem> items, double seconds)
    {
        foreach (CutItem item in items)
        {
            if (item.Medium is not null && seconds >= item.Start && seconds < item.End)
                return seconds - item.Start + item.In;
        }
        return null;
    }

    /// <summary>A medium's name beside the file, or its path.</summary>
    public string Name(string medium) => Files.PathContainment.Relative(medium, Folder) ?? medium;
}
