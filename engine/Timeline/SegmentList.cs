using System;
using System.Diagnostics;
using Seamline.Memory;

namespace Seamline.Timeline;

/// <summary>
/// The segments end to end, with the frames they occupy. Every edit is one splice: rows [index, index + removed) are
/// replaced by others, and everything behind moves up.
/// </summary>
/// <remarks>Thread: control. No GC allocation; cost grows with the rows behind the splice.</remarks>
internal sealed unsafe class SegmentList(MemoryBudget budget, int rate) : IDisposable
{
    // Two ranges of a clip are one piece of it where one begins within this of the other's end.
    private const double ContiguousSeconds = 1e-9;

    private readonly NativeList<SegmentRow> _rows = new(budget, Limits.MaxSegments);
    private readonly NativeList<ExactTime> _times = new(budget, Limits.MaxSegments + 1); // start of each row, and the end of all

    /// <summary>Segments.</summary>
    public int Count => _rows.Count;

    /// <summary>The rows; valid until the next splice.</summary>
    public ReadOnlySpan<SegmentRow> Rows => _rows.Span;

    /// <summary>Length, seconds.</summary>
    public double Seconds => _times.Count == 0 ? 0 : _times[_rows.Count].Seconds;

    /// <summary>Length, frames.</summary>
    public long LengthFrames => ExactTime.Frame(Seconds, rate);

    /// <summary>The exact time at which a row starts; at <see cref="Count"/>, the end.</summary>
    public ExactTime StartOf(int index) => _times.Count == 0 ? default : _times[index];

    /// <summary>The frame after a row's last.</summary>
    public long EndFrame(int index) => index + 1 < Count ? _rows[index + 1].Start : LengthFrames;

    /// <summary>A row's index by identity, -1 where there is none.</summary>
    public int IndexOf(long id)
    {
        SegmentRow* rows = _rows.Rows;
        for (int i = 0; i < Count; i++)
        {
            if (rows[i].Id == id) return i;
        }

        return -1;
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

    /// <summary>Makes room for <paramref name="count"/> rows, so that the splice that follows cannot fail.</summary>
    public bool TryReserve(int count) => _times.TryReserve(count + 1) && _rows.TryReserve(count);

    /// <summary>Replaces rows and lays out what follows; false, and nothing changed, past the limit or the budget.</summary>
    public bool TrySplice(int index, int removed, ReadOnlySpan<SegmentRow> inserted)
    {
        if (!TryReserve(Count - removed + inserted.Length) || !_rows.TrySplice(index, removed, inserted)) return false;
        Layout(index);
        return true;
    }

    /// <summary>Takes one row out and puts it back so that it ends up at <paramref name="to"/>.</summary>
    public void Move(int from, int to)
    {
        Span<SegmentRow> rows = _rows.Span;
        SegmentRow moved = rows[from];
        if (from < to) rows[(from + 1)..(to + 1)].CopyTo(rows[from..]);
        else rows[to..from].CopyTo(rows[(to + 1)..]);
        rows[to] = moved;
        Layout(Math.Min(from, to));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        _times.Dispose();
    }

    // Boundaries are rounded from the cumulative sum, never from lengths, so they do not drift.
    private void Layout(int from)
    {
        Debug.Assert(from >= 0 && from <= Count, "layout out of range");
        FitTimes();
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
            row->ClipFrame = row > rows && Continues(row - 1, row)
                ? row[-1].ClipFrame + (row->Start - row[-1].Start)
                : ExactTime.Frame(row->In, hertz);
            time = time.Plus(row->In, row->Out, row->Timescale);
            *++times = time;
        }
    }

    private static bool Continues(SegmentRow* left, SegmentRow* right) =>
        left->Clip == right->Clip && left->Clip != 0 && left->Timescale == 1 && right->Timescale == 1
        && Math.Abs(right->In - left->Out) <= ContiguousSeconds;

    private void FitTimes()
    {
        int wanted = Count + 1;
        while (_times.Count < wanted) _ = _times.TryAdd(default); // room was reserved before the splice
        if (_times.Count > wanted) _ = _times.TrySplice(wanted, _times.Count - wanted, default);
    }
}
