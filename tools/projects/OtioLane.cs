using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>An item of a lane's track: where it starts, and the gaps before it.</summary>
/// <param name="Row">The item with its transitions.</param>
/// <param name="Start">Where it starts, seconds of the timeline, with what it lends to a transition.</param>
/// <param name="Before">Seconds by which it would start before the timeline does.</param>
/// <param name="Gaps">The gaps between it and the item before it.</param>
internal sealed record PlacedRow(OtioRow Row, double Start, double Before, IReadOnlyList<JsonObject> Gaps);

/// <summary>A track that is a lane, or a part of one.</summary>
/// <param name="Track">The track.</param>
/// <param name="TrailingGaps">The gaps behind its last item.</param>
internal sealed record LaneTrack(JsonObject Track, IReadOnlyList<JsonObject> TrailingGaps);

/// <summary>
/// Reads tracks beside the main lane: their clips are items, each at its own time. Clips that a transition joins become items that
/// overlap and fade into each other; a transition beside a gap, or at an end of the track, is the fade of its clip.
/// </summary>
internal sealed class OtioLane(string file, OtioClips clips, Effects effects, List<string> warnings)
{
    private readonly List<LaneTrack> _tracks = [];
    private readonly List<(OtioItems Reader, PlacedRow Row)> _placed = [];

    /// <summary>The lane's tracks: several where items overlap.</summary>
    public IReadOnlyList<LaneTrack> Tracks => _tracks;

    /// <summary>Gain and flags; of the first track.</summary>
    public ProjectLane? Settings { get; private set; }

    /// <summary>The items by their starts, the item nodes that they came from, and the gaps before those.</summary>
    public IReadOnlyList<(ProjectItem Item, PlacedRow Row)> Items { get; private set; } = [];

    /// <summary>Reads a track.</summary>
    public void Add(HeardTrack heard, Place place)
    {
        Settings ??= SeamlineMix.ReadLane(heard.Track, heard.IsMuted, place, warnings);
        var reader = new OtioItems(file, clips, effects, heard with { IsMuted = false }, warnings, ofLane: true);
        List<OtioRow> rows = OtioRow.Of(heard.Track, file);
        rows.ForEach(OtioItems.RefuseUnknown);
        List<PlacedRow> placed = Place(rows, out IReadOnlyList<JsonObject> trailing, warnings);
        _tracks.Add(new LaneTrack(heard.Track, trailing));
        _placed.AddRange(placed.Select(row => (reader, row with { Start = LaneItem.Start(row.Row.Node, row.Start, row.Row.Place) })));
    }

    /// <summary>Reads the items of all tracks, in their order.</summary>
    public void Finish() => Items = [.. _placed.OrderBy(one => one.Row.Start).Select(one => (Read(one.Reader, one.Row), one.Row))];

    /// <summary>Where the clips of a track are; what is no clip is a gap. Fits the transitions between clips.</summary>
    public static List<PlacedRow> Place(List<OtioRow> rows, out IReadOnlyList<JsonObject> trailing, List<string> warnings)
    {
        foreach (OtioRow row in rows)
        {
            if (row.Before is { } before)
                before.IsFade = !before.HasLeft || rows[row.Place.Index - 1] is var left && (IsGap(left) || IsGap(row));
        }
        if (rows is [.., { After: { } last }])
            last.IsFade = true;
        if (rows.Exists(row => row.Before is { IsFade: false }))
            TransitionFit.Fit(rows, [.. rows.Select(row => OtioLength.Of(row.Node, row.Place))], warnings);
        var placed = new List<PlacedRow>();
        var gaps = new List<JsonObject>();
        var at = new RationalTime(0, 0);
        foreach (OtioRow row in rows)
        {
            if (IsGap(row))
            {
                gaps.Add(row.Node);
            }
            else
            {
                double start = row.HeadLent == 0 ? Seconds(at) : Seconds(at) - row.HeadLent;
                placed.Add(new PlacedRow(row, Math.Max(0, start), Math.Max(0, -start), [.. gaps]));
                gaps.Clear();
            }
            at = Sum(at, Duration(row));
        }
        trailing = gaps;
        return placed;
    }

    /// <summary>An item with the fades that its transitions give it.</summary>
    public static ProjectItem WithFades(ProjectItem item, OtioRow row) => LaneItem.WithTransitions(item, row.Before, row.After);

    /// <summary>A segment at a place of a lane.</summary>
    public static ProjectItem Item(ProjectSegment segment, double start) => new()
    {
        ClipId = segment.ClipId,
        Start = start,
        In = segment.In,
        Out = segment.Out,
        GainDb = segment.GainDb,
        Muted = segment.Muted,
        Envelope = segment.Envelope,
        Name = segment.Name,
    };

    private static ProjectItem Read(OtioItems reader, PlacedRow at)
    {
        ProjectItem item = LaneItem.Read(WithFades(Item(reader.Segment(at.Row), at.Start), at.Row), at.Row.Node, at.Row.Place);
        // What a fade at the beginning of the track reaches before the timeline is not heard.
        return at.Before > 0 ? item with { In = item.In + at.Before, FadeIn = Math.Max(0, item.FadeIn - at.Before) } : item;
    }

    private static bool IsGap(OtioRow row) => row.Place.Schema is "Gap.1" or "Filler.1";

    private static double Seconds(RationalTime time) => time.Rate == 0 ? 0 : time.Seconds;

    private static RationalTime Sum(RationalTime a, RationalTime b) => a.Rate == 0 ? b : b.Rate == 0 ? a : a + b;

    // Zero of the rate 0 is no time at all.
    private static RationalTime Duration(OtioRow row)
    {
        OtioRange? source = OtioTime.Range(row.Node, "source_range", row.Place);
        source ??= OtioItems.Reference(row.Node, row.Place) is { } reference ? OtioTime.Range(reference, "available_range", row.Place) : null;
        return source?.Duration ?? new RationalTime(0, 0);
    }
}
