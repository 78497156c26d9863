using System;
using System.Diagnostics;
using Seamline.Memory;

namespace Seamline.Timeline;

/// <summary>
/// The segments end to end, with the frames they occupy. Every edit is one splice: rows [index, index + removed) are
/// replaced by others, and everything behind moves up.
/// </summary>
/// <remarks>Thread: control. No GC allocation; cost grows with the rows behind the splice.</remarks>
internal sealed unsafe partial class SegmentList(MemoryBudget budget, int rate, NativeList<TransitionRow> transitions) : IDisposable
{
    // Two ranges of a clip are one piece of it where one begins within this of the other's end.
    private const double ContiguousSeconds = 1e-9;

    private readonly NativeList<SegmentRow> _rows = new(budget, Limits.MaxSegments);
    private readonly NativeList<ExactTime> _times = new(budget, Limits.MaxSegments + 1); // start of each row, and the end of all
    private int _unsettled = int.MaxValue; // the first row whose frames are not those of the rows before it
    private int _lastFound; // the row last looked up

    /// <summary>Frames a second.</summary>
    public int Rate => rate;

    /// <summary>Segments.</summary>
    public int Count => _rows.Count;

    /// <summary>Rows laid out so far: what edits cost. For tests.</summary>
    public long RowsLaidOut { get; private set; }

    /// <summary>The rows; valid until the next splice.</summary>
    public ReadOnlySpan<SegmentRow> Rows => _rows.Span;

    /// <summary>Length, seconds.</summary>
    public double Seconds => _times.Count == 0 ? 0 : _times[_rows.Count].Seconds;

    /// <summary>Length, frames.</summary>
    public long LengthFrames => ExactTime.Frame(Seconds, rate);

    /// <summary>The exact time at which a row starts; at <see cref="Count"/>, the end.</summary>
    public ExactTime StartOf(int index) => _times.Count == 0 ? default : _times[index];

    /// <summary>The frame after a row's last.</summary>
    public long EndFrame(int index)
    {
        if (index + 1 >= Count) return LengthFrames;
        double overlap = OverlapOf(index + 1);
        return overlap == 0 ? _rows[index + 1].Start : ExactTime.Frame(StartOf(index + 1).Plus(0, overlap, 1).Seconds, rate);
    }

    /// <summary>Rows compared to look identities up so far. For tests.</summary>
    public long RowsCompared { get; private set; }

    /// <summary>A row's index by identity, -1 where there is none. The row found last and the one behind it cost two comparisons.</summary>
    public int IndexOf(long id)
    {
        SegmentRow* rows = _rows.Rows;
        int count = Count;
        // A host that looks at all rows asks for them in order.
        if (_lastFound + 1 < count && rows[_lastFound + 1].Id == id) return Found(_lastFound + 1, 1);
        if (_lastFound < count && rows[_lastFound].Id == id) return Found(_lastFound, 2);
        for (int i = 0; i < count; i++)
        {
            if (rows[i].Id == id) return Found(i, i + 3);
        }

        RowsCompared += count;
        return -1;
    }

    private int Found(int index, int compared)
    {
        RowsCompared += compared;
        return _lastFound = index;
    }

    /// <summary>The row that plays at a time in [0, <see cref="Seconds"/>); the last one that starts at or before it.</summary>
    public int IndexAt(double seconds)
    {
        int low = 0;
        int high = Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) >> 1;
            if (_times[middle].Until(seconds) >= 0) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    /// <summary>The row that plays at a frame in [0, <see cref="LengthFrames"/>).</summary>
    public int IndexAtFrame(long frame)
    {
        int low = 0;
        int high = Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) >> 1;
            if (_rows[middle].Start <= frame) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    /// <summary>Some row has been heard at a speed other than 1 since the list was made.</summary>
    public bool HasStretched { get; set; }

    /// <summary>The right row plays on where the left one ends: both are pieces of one recording at one speed.</summary>
    public static bool Continues(in SegmentRow left, in SegmentRow right) =>
        left.Clip == right.Clip && left.Clip != 0 && left.Speed == right.Speed && (left.Speed == 1 || (left.IsStretched && left.Mode == right.Mode))
        && Math.Abs(right.In - left.Out) <= ContiguousSeconds;

    /// <summary>The clip frame of a row's in point; of one that is heard at another speed, on the stretched clock.</summary>
    public static long InFrame(in SegmentRow row, int rate) => ExactTime.Frame(row.IsStretched ? row.In / row.Speed : row.In, rate);

    /// <summary>Makes room for <paramref name="count"/> rows, so that the splice that follows cannot fail.</summary>
    public bool TryReserve(int count) => _times.TryReserve(count + 1) && _rows.TryReserve(count);

    /// <summary>Replaces rows and lays out what follows; false, and nothing changed, past the limit or the budget.</summary>
    public bool TrySplice(int index, int removed, ReadOnlySpan<SegmentRow> inserted)
    {
        if (!TrySpliceRows(index, removed, inserted)) return false;
        Settle();
        return true;
    }

    /// <summary>Replaces rows; what follows is laid out by <see cref="Settle"/>, once for any number of splices.</summary>
    public bool TrySpliceRows(int index, int removed, ReadOnlySpan<SegmentRow> inserted)
    {
        if (!TryReserve(Count - removed + inserted.Length) || !_rows.TrySplice(index, removed, inserted)) return false;
        _unsettled = Math.Min(_unsettled, index);
        return true;
    }

    /// <summary>Takes one row out and puts it back so that it ends up at <paramref name="to"/>; laid out by <see cref="Settle"/>.</summary>
    public void MoveRows(int from, int to)
    {
        Span<SegmentRow> rows = _rows.Span;
        SegmentRow moved = rows[from];
        if (from < to) rows[(from + 1)..(to + 1)].CopyTo(rows[from..]);
        else rows[to..from].CopyTo(rows[(to + 1)..]);
        rows[to] = moved;
        _unsettled = Math.Min(_unsettled, Math.Min(from, to));
    }

    /// <summary>Lays out everything behind the first row that was changed.</summary>
    public void Settle()
    {
        if (_unsettled > Count) return;
        Layout(_unsettled);
        _unsettled = int.MaxValue;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        _times.Dispose();
    }

    /// <summary>Says that a row's start, and what follows, must be laid out again.</summary>
    public void Unsettle(int index) => _unsettled = Math.Min(_unsettled, index);

    // Boundaries are rounded from the cumulative sum, never from lengths, so they do not drift.
    private void Layout(int from)
    {
        if (transitions.Count != 0 || _overlaps)
        {
            LayoutOverlapping(Math.Max(0, from - 1)); // a row's start depends on the length of the row before
            return;
        }

        Debug.Assert(from >= 0 && from <= Count, "layout out of range");
        _ = _times.TryResize(Count + 1); // room was reserved before the splice
        RowsLaidOut += Count - from;
        SegmentRow* rows = _rows.Rows;
        ExactTime* times = _times.Rows;
        ExactTime time = from == 0 ? default : times[from];
        times += from;
        *times = time;
        int hertz = rate;
        SegmentRow* end = rows + Count;
        for (SegmentRow* row = rows + from; row < end; row++)
        {
            row->Start = ExactTime.Frame(time.Seconds, hertz);
            row->ClipFrame = row > rows && Continues(row[-1], *row)
                ? row[-1].ClipFrame + (row->Start - row[-1].Start)
                : InFrame(*row, hertz);
            time = time.Plus(row->In, row->Out, row->Speed);
            *++times = time;
        }
    }
}
