using System;

namespace Seamline.Timeline;

// Edits that keep what follows in its place: a range is replaced by a gap or by a segment of its length.
internal sealed partial class TimelineEditor
{
    /// <summary>Replaces [<paramref name="from"/>, <paramref name="to"/>) by one gap of exactly its length.</summary>
    public Status Lift(double from, double to)
    {
        Status status = Clamp(ref from, ref to);
        if (status != Status.Ok) return status;
        (int first, bool cutsFirst) = Boundary(from, out SegmentRow head, out _);
        (int last, bool cutsLast) = Boundary(to, out _, out SegmentRow tail);
        ExactTime start = EndOf(first, cutsFirst, head);
        ExactTime end = cutsLast ? List.StartOf(last).Plus(List.Rows[last].In, tail.In, tail.Speed) : List.StartOf(last);
        end.Less(start, out double low, out double high);

        // In and out point are the two halves of the exact length, so that not even a rounding moves what follows.
        SegmentRow gap = SegmentRow.From(new SegmentSpec(ClipId.None, low, high), ++_lastId);
        return Exchange(EditKind.Lift, (first, cutsFirst, head), gap, (last, cutsLast, tail));
    }

    /// <summary>Puts a segment at a time over what is there; what follows stays in its place. Past the end the timeline grows.</summary>
    public Status Overwrite(double at, in SegmentSpec spec, out SegmentId id)
    {
        id = default;
        if (!IsTime(at) || at < 0 || at > List.Seconds)
            return error.Fail(Status.InvalidArgument, $"cannot overwrite at {at} s: the timeline is 0 s .. {List.Seconds} s");
        Status status = Check(spec, List.Count == 0 ? 0 : RowAt(at));
        if (status != Status.Ok) return status;
        SegmentRow row = SegmentRow.From(spec, 0);
        if (row.Seconds < SliverSeconds) return error.Fail(Status.InvalidArgument, $"cannot overwrite at {at} s: the segment lasts {row.Seconds} s");
        if (at + row.Seconds > Limits.MaxSeconds) return TooLong();
        row.Id = ++_lastId;
        if (List.Count == 0)
        {
            status = Splice(EditKind.Overwrite, 0, 0, new ReadOnlySpan<SegmentRow>(in row));
        }
        else
        {
            (int first, bool cutsFirst) = Boundary(at, out SegmentRow head, out _);
            ExactTime end = EndOf(first, cutsFirst, head).Plus(row.In, row.Out, row.Speed);
            if (List.StartOf(List.Count).Less(end) < 0) end = List.StartOf(List.Count);
            int under = RowAt(end.Seconds);
            (int last, bool cutsLast) = Boundary(under, end.Less(List.StartOf(under)), out _, out SegmentRow tail);
            status = Exchange(EditKind.Overwrite, (first, cutsFirst, head), row, (last, cutsLast, tail));
        }

        if (status == Status.Ok) id = new SegmentId(row.Id);
        return status;
    }

    // The exact time at which a cut row's head ends, or a row on a seam begins.
    private ExactTime EndOf(int index, bool cuts, in SegmentRow head) =>
        cuts ? List.StartOf(index).Plus(head.In, head.Out, head.Speed) : List.StartOf(index);

    // Replaces what lies between two boundaries by a row.
    private Status Exchange(
        EditKind kind, (int Index, bool Cuts, SegmentRow Head) from, in SegmentRow row, (int Index, bool Cuts, SegmentRow Tail) to)
    {
        Span<SegmentRow> rows = stackalloc SegmentRow[3];
        int count = 0;
        if (from.Cuts) rows[count++] = from.Head;
        rows[count++] = row;
        if (to.Cuts)
        {
            // A piece out of the middle of one segment leaves two: the second is a new one.
            SegmentRow tail = to.Tail;
            if (from.Cuts && from.Index == to.Index) tail.Id = ++_lastId;
            rows[count++] = tail;
        }

        return Splice(kind, from.Index, to.Index - from.Index + (to.Cuts ? 1 : 0), rows[..count], to.Cuts);
    }
}
