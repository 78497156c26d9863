using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>Reads the items of the track that is the main lane.</summary>
internal sealed class OtioItems(string file, OtioClips clips, Effects effects, HeardTrack heard, List<string> warnings, bool ofLane = false)
{
    /// <summary>
    /// How far exact in and out points may be from source_range, seconds. Beyond it another tool has trimmed the item since,
    /// and source_range counts.
    /// </summary>
    private const double ExactTolerance = 1e-6;

    private readonly List<ProjectSegment> _segments = [];

    /// <summary>The items with their transitions.</summary>
    public IReadOnlyList<OtioRow> Rows { get; private set; } = [];

    /// <summary>Segments in order.</summary>
    public IReadOnlyList<ProjectSegment> Segments => _segments;

    /// <summary>Reads the children of the track.</summary>
    public void Read()
    {
        List<OtioRow> rows = OtioRow.Of(heard.Track, file);
        Rows = rows;
        foreach (OtioRow row in rows)
            RefuseUnknown(row);
        if (rows.Exists(row => row.Before is not null))
            TransitionFit.Fit(rows, [.. rows.Select(row => OtioLength.Of(row.Node, row.Place))], warnings);
        _segments.EnsureCapacity(rows.Count);
        foreach (OtioRow row in rows)
            _segments.Add(Segment(row, _segments.Count));
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].Before is not { } before)
                continue;
            if (before.IsInside)
                _segments[i] = _segments[i] with { Transition = Transition(before, i) };
            else
                effects.Unapplied(before.Place, "is a fade at the beginning of the track, which is not applied");
        }
        if (rows is [.., { After: { } last }])
            effects.Unapplied(last.Place, "is a fade at the end of the track, which is not applied");
    }

    /// <summary>Refuses what is no clip and no gap, by name.</summary>
    public static void RefuseUnknown(OtioRow row)
    {
        switch (row.Place.Schema)
        {
            case "Clip.1" or "Clip.2" or "Gap.1" or "Filler.1":
                return;
            case "Stack.1" or "Track.1" or "Sequence.1":
                throw row.Place.Refuse("is nested in a track; nested tracks and stacks are not supported yet");
            case "":
                throw row.Place.Refuse("has no OTIO_SCHEMA");
            default:
                throw row.Place.Refuse("is of a schema that is not known");
        }
    }

    /// <summary>In and out points of an item, seconds of clip time, without the exact ones of the metadata; null where it has no range.</summary>
    public static (double In, double Out)? ReadRange(JsonObject item, JsonObject? reference, Place place)
    {
        OtioRange? source = OtioTime.Range(item, "source_range", place);
        OtioRange? available = reference is null ? null : OtioTime.Range(reference, "available_range", place);
        if ((source ?? available) is not { } range)
            return null;
        // Media time starts where the available range does: a camera's time of day is not a position in the file.
        RationalTime start = available is { } media ? range.Start - media.Start : range.Start;
        OtioWarp warp = OtioWarp.Of(item, place);
        if (warp.Speed != 1 && !warp.IsOfMedium)
            return (start.Seconds, start.Seconds + (range.Duration.Seconds * warp.Speed));
        RationalTime end = start + range.Duration;
        return (start.Seconds, end.Seconds);
    }

    /// <summary>As <see cref="ReadRange"/>, with what the item lends to the transitions at its ends.</summary>
    public static (double In, double Out)? ReadLent(JsonObject item, JsonObject? reference, double head, double tail, Place place)
    {
        if (ReadRange(item, reference, place) is not (double start, double end))
            return null;
        double speed = head == 0 && tail == 0 ? 1 : OtioWarp.Of(item, place).Speed;
        return (head == 0 ? start : start - (head * speed), tail == 0 ? end : end + (tail * speed));
    }

    /// <summary>Where the medium's own clock starts, seconds: the start of its available range.</summary>
    public static double MediaStart(JsonObject? reference, Place place)
        => reference is null ? 0 : OtioTime.Range(reference, "available_range", place)?.Start.Seconds ?? 0;

    /// <summary>The media reference that counts, or null.</summary>
    public static JsonObject? Reference(JsonObject item, Place place)
    {
        // Clip.1 has one; Clip.2 several under keys. Tools in the field mix the two up, so the fields decide.
        if (Json.Object(item, "media_references", place) is not { } references)
            return Json.Object(item, "media_reference", place);
        string key = Json.Text(item, "active_media_reference_key", place) ?? "DEFAULT_MEDIA";
        if (!references.ContainsKey(key))
            throw place.Refuse($"names the media reference \"{key}\", which it does not hold");
        return Json.Object(references, key, place);
    }

    /// <summary>Whether an exact time of the metadata is the one that is written.</summary>
    public static bool Near(double exact, double written)
        => Math.Abs(exact - written) <= ExactTolerance + (Math.Abs(exact) * 1e-12);

    /// <summary>Reads an item as a segment: of the main lane, or what an item of another lane has in common with one.</summary>
    public ProjectSegment Segment(OtioRow row, int index = -1)
    {
        (JsonObject item, Place place) = (row.Node, row.Place);
        bool isClip = place.Schema is "Clip.1" or "Clip.2";
        JsonObject? reference = isClip ? Reference(item, place) : null;
        ItemMetadata own = SeamlineMetadata.ReadItem(item, place, warnings);
        int clip = isClip ? clips.Of(reference, place, own) : 0;
        if (!effects.Check(item, place, heard.IsPicture, readsGain: !heard.IsPicture, isItem: true, hasSpeed: !ofLane))
            clip = 0;
        if (clip != 0)
            clips.Clock(clip, item, reference, place);
        OtioWarp warp = OtioWarp.Of(item, place);
        (double start, double end) = ReadLent(item, reference, row.HeadLent, row.TailLent, place) ?? NoRange(item, place);
        if (own.Range is { } exact && Near(exact.In, start) && Near(exact.Out, end) && exact.Out >= exact.In)
            (start, end) = exact;
        if (clip != 0)
            WarnBeyond(row, reference, start, end);
        return new ProjectSegment
        {
            ClipId = clip,
            In = start,
            Out = end,
            Speed = warp.Speed,
            SpeedMode = warp.Mode,
            GainDb = own.GainDb ?? (heard.IsPicture ? 0 : Effects.GainDb(item)),
            Muted = heard.IsMuted || own.Muted || !(Json.Flag(item, "enabled", place) ?? true),
            Envelope = own.Envelope,
            Name = place.Name,
            Item = index,
        };
    }

    // The exact length as it was asked for counts where it is what the offsets show.
    private ProjectTransition? Transition(OtioTransition transition, int index)
    {
        double fits = SeamlineMix.Seconds(transition.Node, transition.Place) is { } asked
            ? Overlaps.Fit(asked, _segments[index - 1].Seconds, _segments[index].Seconds) : double.NaN;
        double seconds = Near(fits, transition.Seconds) ? SeamlineMix.Seconds(transition.Node, transition.Place)!.Value
            : transition.Seconds > 0 ? transition.Seconds : transition.Asked; // one without room is an ordinary seam until there is
        return seconds > 0 ? new ProjectTransition { Kind = transition.Kind, Seconds = seconds, Item = index } : null;
    }

    // Handles are known where the medium's own range is; others are checked against the medium when it is open.
    private void WarnBeyond(OtioRow row, JsonObject? reference, double start, double end)
    {
        if (row.HeadLent > 0 && start < -OtioLength.ToleranceSeconds)
            warnings.Add(row.Place.Sentence($"begins {-start:0.###} s before its medium for the transition before it; the transition starts from silence"));
        double? length = reference is null ? null : OtioTime.Range(reference, "available_range", row.Place)?.Duration.Seconds;
        if (row.TailLent > 0 && end > length + OtioLength.ToleranceSeconds)
            warnings.Add(row.Place.Sentence($"ends {end - length:0.###} s behind its medium for the transition behind it; the transition goes on from silence"));
    }

    /// <summary>An item whose range has the rate 0 has no length; one without any range is refused.</summary>
    private (double In, double Out) NoRange(JsonObject item, Place place)
    {
        if (item["source_range"] is null)
            throw place.Refuse("has neither a source_range nor an available_range, so it has no length");
        warnings.Add(place.Sentence("has a source_range of the rate 0, so it has no length"));
        return (0, 0);
    }
}
