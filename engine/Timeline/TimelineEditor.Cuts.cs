using System;

namespace Seamline.Timeline;

// Where a time falls, and the two parts of a segment that is cut there.
internal sealed partial class TimelineEditor
{
    // The row under a time; on a seam the one behind it, of empty ones the last, whatever the last bits of the sums are.
    private int RowAt(double at) => List.IndexAt(at + SliverSeconds);

    // The row that a time cuts, or where it falls on a seam, the row behind that seam (Count at the end).
    private (int Index, bool Cuts) Boundary(double at, out SegmentRow head, out SegmentRow tail)
    {
        int index = RowAt(at);
        return Boundary(index, List.StartOf(index).Until(at), out head, out tail);
    }

    // The same where the row is known, and how far into it the time lies.
    private (int Index, bool Cuts) Boundary(int index, double into, out SegmentRow head, out SegmentRow tail)
    {
        if (CutInto(index, into, out head, out tail)) return (index, true);
        return (into <= SliverSeconds ? index : index + 1, false);
    }

    // The parts of a row before and after a time; false where the time falls on one of its edges.
    private bool Cut(int index, double at, out SegmentRow head, out SegmentRow tail) => CutInto(index, List.StartOf(index).Until(at), out head, out tail);

    private bool CutInto(int index, double into, out SegmentRow head, out SegmentRow tail)
    {
        SegmentRow row = List.Rows[index];
        double cut = row.In + (into * row.Speed);
        head = row;
        tail = row;
        head.Out = cut;
        tail.In = cut;
        tail.Flags &= ~SegmentRow.HasTransition; // it was over the start, which the head has
        bool inside = into > SliverSeconds && row.Seconds - into > SliverSeconds;
        if (!inside)
        {
            head = default;
            tail = default;
        }

        return inside;
    }

    // A range that holds something of the timeline, clamped to it.
    private Status Clamp(ref double from, ref double to)
    {
        if (!IsTime(from) || !IsTime(to)) return error.Fail(Status.InvalidArgument, $"the range {from} s .. {to} s is not two times");
        if (from > to) return error.Fail(Status.InvalidArgument, $"the range {from} s .. {to} s is reversed");
        from = Math.Max(from, 0);
        to = Math.Min(to, List.Seconds);
        if (to - from < SliverSeconds)
            return error.Fail(Status.InvalidArgument, $"the range {from} s .. {to} s holds nothing of the timeline (0 s .. {List.Seconds} s)");
        return Status.Ok;
    }
}
