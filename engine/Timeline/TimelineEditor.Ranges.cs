using System;
using Seamline.Memory;

namespace Seamline.Timeline;

// Many ranges in one pass: what one ripple delete for each would leave, at the cost of one.
internal sealed partial class TimelineEditor
{
    private readonly NativeList<EditRange> _ranges = new(budget, Limits.MaxRanges + 1);

    /// <summary>
    /// Removes ranges of the timeline as it stands and closes the gaps; in any order, overlapping ones count once. All or none.
    /// </summary>
    public Status RemoveRanges(ReadOnlySpan<EditRange> ranges)
    {
        Status status = Gather(ranges);
        return status == Status.Ok ? Remove(EditKind.RemoveRanges) : status;
    }

    /// <summary>Removes everything but these ranges of the timeline as it stands, which come in its order, each once.</summary>
    public Status KeepRanges(ReadOnlySpan<EditRange> ranges)
    {
        if (ranges.IsEmpty) return error.FailText(Status.InvalidArgument, "no ranges to keep: set an empty timeline to remove everything");
        Status status = Gather(ranges);
        if (status != Status.Ok) return status;
        if (!Complement()) return NoRoom();
        return Remove(EditKind.KeepRanges);
    }

    // Clamps, sorts and joins: what is left has gaps in between.
    private Status Gather(ReadOnlySpan<EditRange> ranges)
    {
        _ranges.Clear();
        if (ranges.Length > Limits.MaxRanges)
            return error.Fail(Status.LimitReached, $"{ranges.Length} ranges in one call; the limit is {Limits.MaxRanges}");
        if (!_ranges.TryReserve(ranges.Length + 1)) return NoRoom();
        bool inOrder = true;
        double before = 0;
        for (int i = 0; i < ranges.Length; i++)
        {
            (double from, double to) = ranges[i];
            Status status = Clamp(ref from, ref to);
            if (status != Status.Ok) return error.Within("range", i, status);
            inOrder &= from >= before;
            before = from;
            _ = _ranges.TryAdd(new EditRange(from, to)); // room is reserved
        }

        if (!inOrder) _ranges.Span.Sort(default(ByStart));
        Join();
        return Status.Ok;
    }

    private void Join()
    {
        Span<EditRange> ranges = _ranges.Span;
        int count = 0;
        foreach (EditRange range in ranges)
        {
            if (count > 0 && range.In - ranges[count - 1].Out <= SliverSeconds)
                ranges[count - 1] = ranges[count - 1] with { Out = Math.Max(ranges[count - 1].Out, range.Out) };
            else
                ranges[count++] = range;
        }

        _ = _ranges.TryResize(count);
    }

    // What lies between joined ranges, before the first and behind the last.
    private bool Complement()
    {
        int given = _ranges.Count;
        if (!_ranges.TryResize(given + 1)) return false;
        Span<EditRange> ranges = _ranges.Span;
        double end = 0;
        int count = 0;
        for (int i = 0; i < given; i++)
        {
            EditRange kept = ranges[i];
            if (kept.In - end > SliverSeconds) ranges[count++] = new EditRange(end, kept.In);
            end = kept.Out;
        }

        if (List.Seconds - end > SliverSeconds) ranges[count++] = new EditRange(end, List.Seconds);
        return _ranges.TryResize(count);
    }

    // Takes the gathered ranges out: one walk over rows and ranges, one splice from the first change to the last.
    private Status Remove(EditKind kind)
    {
        if (_ranges.Count == 0) return Status.Ok;
        _bulk.Clear();
        if (!_bulk.TryReserve(Math.Min(List.Count + _ranges.Count, Limits.MaxSegments))) return NoRoom();
        int first = -1;
        int row = 0; // the row that the walk has reached
        int copied = 0; // rows before it are in the bulk, or gone
        bool joined = true; // the row at `copied` follows the one before as it did
        bool open = false; // the walk is behind a cut in `row`: `rest` is what follows there
        SegmentRow rest = default;
        foreach (EditRange range in _ranges.Span)
        {
            (int from, bool cutsFrom) = Walk(ref row, range.In, out SegmentRow head, out _);
            if (first < 0) copied = first = from;
            if (open && cutsFrom && from == copied) head = rest with { Out = head.Out };
            else if (open && !TryCopy(rest, ref copied)) return Full();
            if (!joined && cutsFrom && from == copied) head.Flags &= ~SegmentRow.HasTransition;
            if (!TryCopyTo(from, joined, ref copied) || (cutsFrom && !_bulk.TryAdd(head))) return Full();
            (copied, open) = Walk(ref row, range.Out, out _, out rest);

            // A piece out of the middle of one segment leaves two: the second is a new one.
            joined = open;
            if (open && cutsFrom && copied == from) rest.Id = ++_lastId;
        }

        if (open && !TryCopy(rest, ref copied)) return Full();
        return SpliceRippling(kind, first, copied - first, _bulk.Span, joined, _ranges.Span, measures: false);
    }

    // As Boundary, from a row on: times come in order.
    private (int Index, bool Cuts) Walk(ref int row, double at, out SegmentRow head, out SegmentRow tail)
    {
        while (row + 1 < List.Count && List.StartOf(row + 1).Until(at + SliverSeconds) >= 0) row++;
        return Boundary(row, List.StartOf(row).Until(at), out head, out tail);
    }

    // The rest of a cut row.
    private bool TryCopy(in SegmentRow rest, ref int copied)
    {
        copied++;
        return _bulk.TryAdd(rest);
    }

    // Whole rows up to one; the first without its transition where it follows others than before.
    private bool TryCopyTo(int end, bool joined, ref int copied)
    {
        if (end <= copied) return true;
        ReadOnlySpan<SegmentRow> rows = List.Rows[copied..end];
        copied = end;
        int first = _bulk.Count;
        if (!_bulk.TrySplice(first, 0, rows)) return false;
        if (!joined) _bulk[first].Flags &= ~SegmentRow.HasTransition;
        return true;
    }

    private Status Full() => error.Fail(Status.LimitReached, $"the timeline is full: {Limits.MaxSegments} segments");

    private readonly struct ByStart : System.Collections.Generic.IComparer<EditRange>
    {
        public int Compare(EditRange x, EditRange y) => x.In.CompareTo(y.In);
    }
}
