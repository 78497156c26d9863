using System;

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
    public double OverlapOf(int index)
    {
        if (index == 0 || transitions.Count == 0 || (_rows[index].Flags & SegmentRow.HasTransition) == 0) return 0;
        int at = TransitionAt(_rows[index].Id);
        if (at < 0) return 0;
        double most = Math.Min(_rows[index - 1].Seconds, _rows[index].Seconds) / 2;
        return most < Limits.MinTransitionSeconds ? 0 : Math.Clamp(transitions[at].Seconds, Limits.MinTransitionSeconds, most);
    }

    /// <summary>How a row's transition goes.</summary>
    public TransitionKind KindOf(int index) => TransitionAt(_rows[index].Id) is var at and >= 0 ? (TransitionKind)transitions[at].Kind : TransitionKind.EqualPower;

    private int TransitionAt(long segment)
    {
        // Rows in their order have numbers that rise, as a rule.
        ReadOnlySpan<TransitionRow> rows = transitions.Span;
        if (_found + 1 < rows.Length && rows[_found + 1].Segment == segment) return ++_found;
        if (_found < rows.Length && rows[_found].Segment == segment) return _found;
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
        ExactTime time = from == 0 ? default : _times[from];
        _times[from] = time;
        for (int i = from; i < Count; i++)
        {
            SegmentRow* row = _rows.Rows + i;
            double overlap = OverlapOf(i);
            if (overlap != 0 && (i != from || from == 0)) time = time.Plus(overlap, 0, 1); // the first one's is in its time
            _times[i] = time;
            row->Start = ExactTime.Frame(time.Seconds, rate);
            row->ClipFrame = i > 0 && overlap == 0 && Continues(row[-1], *row)
                ? row[-1].ClipFrame + (row->Start - row[-1].Start)
                : ExactTime.Frame(row->In, rate);
            time = time.Plus(row->In, row->Out, row->Speed);
            _times[i + 1] = time;
        }
    }
}
