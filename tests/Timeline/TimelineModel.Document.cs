using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Seamline.Timeline;

namespace Seamline.Tests.Timelines;

/// <summary>What the document holds beside the main lane. Transitions join an end to a start, by the names of these edges.</summary>
internal sealed record ModelDocument
{
    public ImmutableDictionary<(long End, long Start), (TransitionKind Kind, double Seconds)> Transitions { get; init; } =
        ImmutableDictionary<(long End, long Start), (TransitionKind Kind, double Seconds)>.Empty;

    public ImmutableList<LaneRow> Lanes { get; init; } = [];

    public ImmutableList<ItemRow> Items { get; init; } = [];

    public ImmutableSortedDictionary<(EnvelopeOwner Kind, long Owner), PointRow[]> Envelopes { get; init; } =
        ImmutableSortedDictionary<(EnvelopeOwner Kind, long Owner), PointRow[]>.Empty;

    public MasterRow Master { get; init; } = MasterRow.Neutral;
}

// The rest of the document as plain collections.
internal sealed partial class TimelineModel
{
    private (List<ModelSegment> Segments, double[] Times, bool Overlaps) _before = ([], [0], false);

    public ModelDocument Document { get; private set; } = new();

    /// <summary>Forgets the transitions whose edges do not meet any more.</summary>
    public void Prune()
    {
        HashSet<(long, long)> seams = [.. Segments.Zip(Segments.Skip(1), (a, b) => (a.EndEdge, b.StartEdge))];
        Document = Document with { Transitions = Document.Transitions.RemoveRange(Document.Transitions.Keys.Where(k => !seams.Contains(k))) };
    }

    /// <summary>Any change of what is beside the main lane.</summary>
    public void Change(Func<ModelDocument, ModelDocument> change)
    {
        Keep();
        Document = change(Document);
    }

    /// <summary>Takes over the editor's last bits of starts that both computed.</summary>
    public void Adopt(ItemRow[] items) => Document = Document with { Items = [.. items] };

    // Items of lanes that ripple: what is in a range goes to its start, what is behind it moves by what it and the ranges before it lose; behind
    // the last one by as much as the timeline has lost, where that is known.
    private void Ripple(EditRange[] ranges, double? totalBefore)
    {
        HashSet<long> lanes = [.. Document.Lanes.Where(l => (l.Flags & LaneRow.Ripples) != 0).Select(l => l.Id)];
        if (ranges[0].In < 0 || lanes.Count == 0) return;
        bool changesSpeed = Segments.Any(s => _before.Segments.Any(b => b.Id == s.Id && b.Spec.Speed != s.Spec.Speed));
        if (_before.Overlaps && !changesSpeed)
        {
            Document = Document with { Items = Ordered(Document.Items.Select(i => lanes.Contains(i.Lane) ? i with { Start = Math.Max(0, Followed(i.Start)) } : i)) };
            return;
        }

        double lost = ranges.Sum(r => r.Out - r.In);
        if (totalBefore is { } before) lost = before - Times()[^1];
        ItemRow Moved(ItemRow item)
        {
            if (!lanes.Contains(item.Lane)) return item;
            if (item.Start >= ranges[^1].Out - Sliver) return item with { Start = Math.Max(0, item.Start - lost) };
            EditRange[] passed = [.. ranges.Where(r => r.Out <= item.Start + Sliver)];
            double start = ranges.Where(r => r.In <= item.Start && item.Start < r.Out - Sliver).Select(r => r.In).DefaultIfEmpty(item.Start).Min();
            return item with { Start = start - passed.Sum(r => r.Out - r.In) };
        }

        Document = Document with { Items = Ordered(Document.Items.Select(Moved)) };
    }

    private static ImmutableList<ItemRow> Ordered(IEnumerable<ItemRow> items) => [.. items.OrderBy(i => i.Lane).ThenBy(i => i.Start).ThenBy(i => i.Id)];

    // Where the material that was at a time is now; what was removed is at what follows it.
    private double Followed(double at)
    {
        (List<ModelSegment> olds, double[] times, _) = _before;
        if (olds.Count == 0 || at >= times[^1] - Sliver) return Times()[^1] + (at - times[^1]);
        int old = IndexAt(times, at);
        double clip = olds[old].Spec.In + ((at - times[old]) * olds[old].Spec.Speed);
        int source = -1;
        for (int i = 0; i < Segments.Count; i++)
        {
            ModelSegment piece = Segments[i];
            int own = olds.FindIndex(o => o.Id == piece.Id);
            source = own < 0 ? source : own; // a further piece of the one before
            if (source > old) return Times()[i];
            if (source == old && clip < piece.Spec.Out - Sliver) return Times()[i] + (Math.Max(0, clip - piece.Spec.In) / piece.Spec.Speed);
        }

        return Times()[^1];
    }

    public void SetPoints(int index, PointRow[] points)
    {
        Keep();
        Segments[index] = Segments[index] with { Points = points };
    }

    public IEnumerable<TransitionRow> TransitionRows() =>
        from i in Enumerable.Range(1, Math.Max(0, Segments.Count - 1))
        where Document.Transitions.ContainsKey((Segments[i - 1].EndEdge, Segments[i].StartEdge))
        let t = Document.Transitions[(Segments[i - 1].EndEdge, Segments[i].StartEdge)]
        orderby Segments[i].Id
        select new TransitionRow { Segment = Segments[i].Id, Kind = (long)t.Kind, Seconds = t.Seconds };

    public IEnumerable<(EnvelopeOwner Kind, long Owner, PointRow[] Points)> EnvelopeRows() =>
        Segments.Where(s => s.Points.Length > 0).OrderBy(s => s.Id).Select(s => (EnvelopeOwner.Segment, s.Id, s.Points))
            .Concat(Document.Envelopes.Select(e => (e.Key.Kind, e.Key.Owner, e.Value)));

    // A piece that is new: the points under it, one more on either side.
    private ModelSegment Piece(ModelSegment segment)
    {
        PointRow[] p = segment.Points;
        int low = Math.Max(0, Array.FindLastIndex(p, x => x.Seconds <= segment.Spec.In));
        int high = Array.FindIndex(p, low == p.Length ? 0 : low, x => x.Seconds >= segment.Spec.Out);
        return segment with { Id = ++LastId, Points = p.Length == 0 ? p : p[low..(high < 0 ? p.Length : Math.Max(low, high) + 1)] };
    }
}
