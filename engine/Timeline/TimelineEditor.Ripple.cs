using System;
using System.Collections.Generic;
using Seamline.Memory;

namespace Seamline.Timeline;

// Lanes that ripple: their items move with insertions and deletions of the main lane. An item that starts inside what is removed moves to the
// cut; none is cut or removed. Where segments overlap, an item moves as the material of the main lane under its start does: a transition that goes
// or gets shorter moves what is behind it.
internal sealed partial class TimelineEditor
{
    private readonly NativeList<ItemRow> _moved = new(budget, Limits.MaxItems);
    private readonly NativeList<OldPlace> _oldPlaces = new(budget, Limits.MaxSegments);
    private readonly NativeList<int> _sources = new(budget, Limits.MaxSegments);

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
        EditKind kind, int index, int removed, ReadOnlySpan<SegmentRow> inserted, bool edgeKept, double from, double to) =>
        SpliceRippling(kind, index, removed, inserted, edgeKept, [new EditRange(from, to)], measures: true);

    // A splice of the main lane that takes ranges out of the timeline. `measures`: what else it adds is put where the last one ends.
    private Status SpliceRippling(
        EditKind kind, int index, int removed, ReadOnlySpan<SegmentRow> inserted, bool edgeKept, ReadOnlySpan<EditRange> ranges, bool measures)
    {
        if (!Ripples) return Splice(kind, index, removed, inserted, edgeKept);
        bool overlaps = _document.Transitions.Count != 0 && kind != EditKind.Speed; // at another speed items stay where they are
        double before = List.Seconds;
        if (overlaps && !TryKeepPlaces()) return NoRoom();
        Status status = BeginParts(kind, out int mark, out bool opened);
        if (status != Status.Ok) return status;
        status = Splice(kind, index, removed, inserted, edgeKept);
        if (status == Status.Ok && overlaps && !TryFindSources()) status = NoRoom();
        double more = !measures ? 0 : List.Seconds - before + (ranges[0].Out - ranges[0].In);
        for (int i = 0; i < _document.Lanes.Count && status == Status.Ok; i++)
        {
            LaneRow lane = _document.Lanes[i];
            if ((lane.Flags & LaneRow.Ripples) == 0) continue;
            status = overlaps ? FollowMaterial(kind, lane.Id, before) : RippleLane(kind, lane.Id, ranges, more);
        }

        return EndParts(status, mark, opened);
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

        return PutMoved(kind, lane, kept);
    }

    private bool TryKeepPlaces()
    {
        _oldPlaces.Clear();
        if (!_oldPlaces.TryReserve(List.Count)) return false;
        for (int i = 0; i < List.Count; i++)
        {
            SegmentRow row = List.Rows[i];
            _ = _oldPlaces.TryAdd(new OldPlace { Segment = row.Id, In = row.In, Speed = row.Speed, Start = List.StartOf(i).Seconds }); // room is reserved
        }

        return true;
    }

    // Which of the rows before the splice each row is a piece of; a row with a new number is a further piece of the one before it, or inserted.
    private bool TryFindSources()
    {
        _sources.Clear();
        if (!_sources.TryReserve(List.Count)) return false;
        ReadOnlySpan<OldPlace> olds = _oldPlaces.Span;
        long newest = 0;
        foreach (ref readonly OldPlace place in olds) newest = Math.Max(newest, place.Segment);
        int source = -1;
        foreach (ref readonly SegmentRow row in List.Rows)
        {
            if (row.Id <= newest)
            {
                do source++;
                while (olds[source].Segment != row.Id);
            }

            _ = _sources.TryAdd(source); // room is reserved
        }

        return true;
    }

    // Items and rows come in order of time, before the splice as behind it: one walk over all three.
    private Status FollowMaterial(EditKind kind, long lane, double lengthBefore)
    {
        ReadOnlySpan<ItemRow> items = _document.ItemsOf(lane);
        _moved.Clear();
        if (!_moved.TrySplice(0, 0, items)) return NoRoom();
        ReadOnlySpan<OldPlace> olds = _oldPlaces.Span;
        int old = 0;
        int row = 0;
        bool moves = false;
        foreach (ref ItemRow item in _moved.Span)
        {
            double before = item.Start;
            while (old + 1 < olds.Length && olds[old + 1].Start <= before + SliverSeconds) old++;
            bool isBehind = before >= lengthBefore - SliverSeconds || olds.IsEmpty;
            double start = isBehind ? List.Seconds + (before - lengthBefore) : PlaceNow(old, olds[old].In + ((before - olds[old].Start) * olds[old].Speed), ref row);
            if (Math.Abs(start - before) <= SliverSeconds) continue; // not even in its last bits
            item.Start = Math.Clamp(start, 0, Limits.MaxSeconds);
            moves = true;
        }

        return moves ? PutMoved(kind, lane, 0) : Status.Ok;
    }

    // Where a clip time of an old row is played now, or what comes behind it.
    private double PlaceNow(int old, double clip, ref int row)
    {
        ReadOnlySpan<SegmentRow> rows = List.Rows;
        while (row < rows.Length && (_sources[row] < old || (_sources[row] == old && clip >= rows[row].Out - SliverSeconds))) row++;
        if (row == rows.Length) return List.Seconds;
        double into = _sources[row] == old ? Math.Max(0, clip - rows[row].In) / rows[row].Speed : 0;
        return List.StartOf(row).Seconds + into;
    }

    private Status PutMoved(EditKind kind, long lane, int kept)
    {
        _moved.Span.Sort(default(ByPlace));
        Status status = Change(kind, DocumentTable.Items, _document.Items, _document.FirstItemOf(lane) + kept, _moved.Count, _moved.Span);
        return status == Status.Ok ? CheckAtOnce(lane) : status;
    }

    // A row before the splice.
    private struct OldPlace
    {
        public long Segment;
        public double In;
        public double Speed;
        public double Start;
    }

    private readonly struct ByPlace : IComparer<ItemRow>
    {
        public int Compare(ItemRow x, ItemRow y) => x.Start != y.Start ? x.Start.CompareTo(y.Start) : x.Id.CompareTo(y.Id);
    }
}
