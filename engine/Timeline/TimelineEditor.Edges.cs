using System;

namespace Seamline.Timeline;

// Edits of one segment's edges that leave the timeline's length alone: roll, slip, slide. Times are the clip's own, but where said.
internal sealed partial class TimelineEditor
{
    /// <summary>Moves the seam before a segment: its in point, and the out point of the segment before by as much of the timeline.</summary>
    public Status RollIn(SegmentId id, double inSeconds)
    {
        Status status = Find(id, out int index);
        if (status != Status.Ok) return status;
        return index == 0
            ? error.Fail(Status.InvalidArgument, $"segment {index}: there is no seam before the first segment")
            : Roll(index - 1, List.Rows[index] with { In = inSeconds }, 1);
    }

    /// <summary>Moves the seam behind a segment: its out point, and the in point of the segment behind by as much of the timeline.</summary>
    public Status RollOut(SegmentId id, double outSeconds)
    {
        Status status = Find(id, out int index);
        if (status != Status.Ok) return status;
        return index == List.Count - 1
            ? error.Fail(Status.InvalidArgument, $"segment {index}: there is no seam behind the last segment")
            : Roll(index, List.Rows[index] with { Out = outSeconds }, 0);
    }

    /// <summary>Plays other material in a segment's place: its in point becomes this, its out point moves along.</summary>
    public Status Slip(SegmentId id, double inSeconds) =>
        Read(id, out int index, out SegmentSpec spec) is var status and not Status.Ok
            ? status : Write(EditKind.Slip, index, id, spec with { In = inSeconds, Out = inSeconds + (spec.Out - spec.In) });

    /// <summary>
    /// Moves a segment by timeline seconds between its neighbours: the one before ends later by as much, the one behind begins
    /// later; less than 0 is earlier.
    /// </summary>
    public Status Slide(SegmentId id, double seconds)
    {
        Status status = Find(id, out int index);
        if (status != Status.Ok) return status;
        if (index == 0 || index == List.Count - 1)
            return error.Fail(Status.InvalidArgument, $"segment {index}: it has no neighbour on {(index == 0 ? "the left" : "the right")} to slide over");
        if (!IsTime(seconds)) return error.Fail(Status.InvalidArgument, $"segment {index}: cannot slide it by {seconds} s");
        Span<SegmentRow> rows = stackalloc SegmentRow[3];
        List.Rows.Slice(index - 1, 3).CopyTo(rows);
        rows[0].Out = NotBefore(rows[0].In, rows[0].Out + (seconds * rows[0].Speed));
        rows[2].In = NotAfter(rows[2].Out, rows[2].In + (seconds * rows[2].Speed));
        status = Check(rows[0].ToSpec(), index - 1);
        if (status == Status.Ok) status = Check(rows[2].ToSpec(), index + 1);
        return status == Status.Ok ? Splice(EditKind.Slide, index - 1, 3, rows, edgeKept: true) : status;
    }

    // Writes one row of two neighbours (0 the left one, 1 the right one), and the other one's edge at their seam.
    private Status Roll(int left, SegmentRow moved, int which)
    {
        if (which == 1) moved.In = NotAfter(moved.Out, moved.In);
        else moved.Out = NotBefore(moved.In, moved.Out);
        Status status = Check(moved.ToSpec(), left + which);
        if (status != Status.Ok) return status;
        Span<SegmentRow> rows = stackalloc SegmentRow[2];
        List.Rows.Slice(left, 2).CopyTo(rows);
        bool contiguous = SegmentList.Continues(rows[0], rows[1]);
        if (which == 1) rows[0].Out += (moved.In - rows[1].In) * (rows[0].Speed / rows[1].Speed);
        else rows[1].In += (moved.Out - rows[0].Out) * (rows[1].Speed / rows[0].Speed);
        rows[which] = moved;

        // Two pieces of one recording stay two pieces of it, to the bit.
        if (contiguous && which == 1) rows[0].Out = rows[1].In;
        else if (contiguous) rows[1].In = rows[0].Out;
        if (which == 1) rows[0].Out = NotBefore(rows[0].In, rows[0].Out);
        else rows[1].In = NotAfter(rows[1].Out, rows[1].In);
        status = Check(rows[1 - which].ToSpec(), left + 1 - which);
        return status == Status.Ok ? Splice(EditKind.Roll, left, 2, rows, edgeKept: true) : status;
    }

    // An edge that a rounding puts past the other one stands on it.
    private static double NotBefore(double limit, double edge) => edge < limit && limit - edge <= SliverSeconds ? limit : edge;

    private static double NotAfter(double limit, double edge) => edge > limit && edge - limit <= SliverSeconds ? limit : edge;
}
