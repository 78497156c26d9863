using System;
using System.Collections.Generic;
using Seamline.Memory;

namespace Seamline.Timeline;

// Lanes that ripple: their items move with insertions and deletions of the main lane. An item that starts inside what is removed moves to the
// cut; none is cut or removed.
internal sealed partial class TimelineEditor
{
    private readonly NativeList<ItemRow> _moved = new(budget, Limits.MaxItems);

    /// <summary>Some lane ripples.</summary>
    private bool Ripples
    {
        get
        {
            if (_document.Items.Count == 0) return false;
            foreach (ref readonly LaneRow lane in _document.Lanes.Span)
            {
                if ((lane.Flags & LaneRow.Ripples) != 0) return true;
            }

            return false;
        }
    }

    // A splice of the main lane that replaces [from, to) of the timeline by another length.
    private Status SpliceRippling(
        EditKind kind, int index, int removed, ReadOnlySpan<SegmentRow> inserted, bool edgeKept, double from, double to)
    {
        if (!Ripples) return Splice(kind, index, removed, inserted, edgeKept);
        double before = List.Seconds;
        Status status = BeginParts(kind, out int mark, out bool opened);
        if (status != Status.Ok) return status;
        status = Splice(kind, index, removed, inserted, edgeKept);
        if (status == Status.Ok) status = RippleItems(kind, [new EditRange(from, to)], List.Seconds - before + (to - from));
        return EndParts(status, mark, opened);
    }

    // Takes ranges out of the time of rippling lanes, and puts `inserted` seconds where the last one ends.
    private Status RippleItems(EditKind kind, ReadOnlySpan<EditRange> ranges, double inserted)
    {
        Status status = Status.Ok;
        for (int i = 0; i < _document.Lanes.Count && status == Status.Ok; i++)
        {
            LaneRow lane = _document.Lanes[i];
            if ((lane.Flags & LaneRow.Ripples) != 0) status = RippleLane(kind, lane.Id, ranges, inserted);
        }

        return status;
    }

    private Status RippleLane(EditKind kind, long lane, ReadOnlySpan<EditRange> ranges, double inserted)
    {
        ReadOnlySpan<ItemRow> items = _document.ItemsOf(lane);
        int kept = 0;
        while (kept < items.Length && items[kept].Start < ranges[0].In - SliverSeconds) kept++;
        if (kept == items.Length) return Status.Ok;
        _moved.Clear();
        if (!_moved.TrySplice(0, 0, items[kept..])) return NoRoom();
        double removed = 0;
        int range = 0;
        foreach (ref ItemRow item in _moved.Span)
        {
            for (; range < ranges.Length && ranges[range].Out <= item.Start + SliverSeconds; range++) removed += ranges[range].Out - ranges[range].In;
            double start = range < ranges.Length ? Math.Min(item.Start, ranges[range].In) - removed : item.Start - removed + inserted;
            item.Start = Math.Clamp(start, 0, Limits.MaxSeconds);
        }

        _moved.Span.Sort(default(ByPlace));
        Status status = Change(kind, DocumentTable.Items, _document.Items, _document.FirstItemOf(lane) + kept, _moved.Count, _moved.Span);
        return status == Status.Ok ? CheckAtOnce(lane) : status;
    }

    private readonly struct ByPlace : IComparer<ItemRow>
    {
        public int Compare(ItemRow x, ItemRow y) => x.Start != y.Start ? x.Start.CompareTo(y.Start) : x.Id.CompareTo(y.Id);
    }
}
