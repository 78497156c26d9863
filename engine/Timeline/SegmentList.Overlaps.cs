using System;
using System.Runtime.CompilerServices;

namespace Seamline.Timeline;

// Transitions: neighbours that overlap.
internal sealed unsafe partial class SegmentList
{
    private int _found; // the transition looked up last
    private bool _overlaps; // some row was laid out over the one before

    /// <summary>
    /// Seconds that a row overlaps the one before: its transition's, at least <see cref="Limits.MinTransitionSeconds"/> and at most half the
    /// shorter of the two; 0 without one, and where that half is less.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // most rows have none, and every edit asks of all
    public double OverlapOf(int index) =>
        index != 0 && transitions.Count != 0 && (_rows.Rows[index].Flags & SegmentRow.HasTransition) != 0 ? OverlapOf(index, out _) : 0;

    /// <summary>The same of a row that has a transition and is not the first; and how the transition goes.</summary>
    public double OverlapOf(int index, out TransitionKind kind)
    {
        SegmentRow* row = _rows.Rows + index;
        int at = TransitionAt(row->Id);
        kind = TransitionKind.EqualPower;
        if (at < 0) return 0;
        TransitionRow* transition = transitions.Rows + at;
        kind = (TransitionKind)transition->Kind;

        // Plain comparisons, for finite lengths: Math.Min and Math.Clamp see to NaN and zeros, and take most of an edit's time here.
        double left = row[-1].Seconds;
        double right = row->Seconds;
        double most = (left < right ? left : right) / 2;
        if (most < Limits.MinTransitionSeconds) return 0;
        double seconds = transition->Seconds;
        return seconds < Limits.MinTransitionSeconds ? Limits.MinTransitionSeconds : seconds < most ? seconds : most;
    }

    private int TransitionAt(long segment)
    {
        // Rows in their order have numbers that rise, as a rule.
        TransitionRow* rows = transitions.Rows;
        int count = transitions.Count;
        if (_found + 1 < count && rows[_found + 1].Segment == segment) return ++_found;
        return _found < count && rows[_found].Segment == segment ? _found : Search(segment);
    }

    private int Search(long segment)
    {
        ReadOnlySpan<TransitionRow> rows = transitions.Span;
        int low = 0;
        int high = rows.Length;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (rows[middle].Segment < segment) low = middle + 1;
            else high = middle;
        }

        _found = low;
        return low < rows.Length && rows[low].Segment == segment ? low : -1;
    }

    // As Layout, with rows that begin before the one before ends.
    private void LayoutOverlapping(int from)
    {
        _ = _times.TryResize(Count + 1); // room was reserved before the splice
        RowsLaidOut += Count - from;
        _overlaps = transitions.Count != 0;
        SegmentRow* rows = _rows.Rows;
        ExactTime* times = _times.Rows;
        ExactTime time = from == 0 ? default : times[from];
        int count = Count;
        int hertz = rate;
        bool overlaps = _overlaps;
        for (int i = from; i < count; i++)
        {
            SegmentRow* row = rows + i;
            double overlap = 0;
            if (i != 0 && overlaps && (row->Flags & SegmentRow.HasTransition) != 0)
            {
                overlap = OverlapOf(i, out _);
                if (overlap != 0 && i != from) time = time.Plus(overlap, 0, 1); // the first one's is in its time
            }

            times[i] = time;
            row->Start = ExactTime.Frame(time.Seconds, hertz);
            row->ClipFrame = i > 0 && overlap == 0 && Continues(row[-1], *row)
                ? row[-1].ClipFrame + (row->Start - row[-1].Start)
                : InFrame(*row, hertz);
            time = time.Plus(row->In, row->Out, row->Speed);
        }

        times[count] = time;
    }
}
