using System;
using System.Runtime.InteropServices;
using Seamline.Memory;

namespace Seamline.Timeline;

/// <summary>A table of the document.</summary>
internal enum DocumentTable
{
    /// <summary>The main lane.</summary>
    Segments = 0,

    /// <summary>Transitions between segments.</summary>
    Transitions = 1,

    /// <summary>Lanes beside the main one.</summary>
    Lanes = 2,

    /// <summary>What lies on lanes.</summary>
    Items = 3,

    /// <summary>Envelopes.</summary>
    Envelopes = 4,

    /// <summary>Points of envelopes.</summary>
    Points = 5,

    /// <summary>The master, one row.</summary>
    Master = 6,
}

/// <summary>The tables of the document. Every edit is a list of splices of them, and so is its undo.</summary>
/// <remarks>Thread: control. No GC allocation.</remarks>
internal sealed class Document(MemoryBudget budget, int rate) : IDisposable
{
    /// <summary>The main lane: segments end to end.</summary>
    public SegmentList Segments { get; } = new(budget, rate);

    /// <summary>Transitions, by the number of their right segment. A segment's flag says that there is one.</summary>
    public NativeList<TransitionRow> Transitions { get; } = new(budget, Limits.MaxSegments);

    /// <summary>Lanes in the order of the host.</summary>
    public NativeList<LaneRow> Lanes { get; } = new(budget, Limits.MaxLanes);

    /// <summary>Items by lane, start, number.</summary>
    public NativeList<ItemRow> Items { get; } = new(budget, Limits.MaxItems);

    /// <summary>Envelopes by owner. A segment's flag says that it has one.</summary>
    public NativeList<EnvelopeRow> Envelopes { get; } = new(budget, Limits.MaxEnvelopes);

    /// <summary>Points of all envelopes, in their order.</summary>
    public NativeList<PointRow> Points { get; } = new(budget, Limits.MaxEnvelopePoints);

    /// <summary>The master, once it was set: one row or none.</summary>
    public NativeList<MasterRow> Masters { get; } = new(budget, 1);

    /// <summary>The master.</summary>
    public MasterRow Master => Masters.Count == 0 ? MasterRow.Neutral : Masters[0];

    /// <summary>Some segment has a transition or an envelope.</summary>
    public bool HasParts => Transitions.Count != 0 || Envelopes.Count != 0;

    /// <summary>Does a splice of the log again, or takes it back. <see cref="Settle"/> afterwards.</summary>
    /// <remarks>Cannot fail: lists never shrink, and held the rows before.</remarks>
    public void Carry(in UndoSplice splice, ReadOnlySpan<long> words, bool forward)
    {
        if (splice.MoveTo >= 0)
        {
            if (forward) Segments.MoveRows(splice.Index, splice.MoveTo);
            else Segments.MoveRows(splice.MoveTo, splice.Index);
            return;
        }

        switch (splice.Table)
        {
            case DocumentTable.Segments: _ = Segments.TrySpliceRows(splice.Index, Away(splice, forward), RowsOf<SegmentRow>(splice, words, forward)); break;
            case DocumentTable.Transitions: Carry(Transitions, splice, words, forward); break;
            case DocumentTable.Lanes: Carry(Lanes, splice, words, forward); break;
            case DocumentTable.Items: Carry(Items, splice, words, forward); break;
            case DocumentTable.Envelopes: Carry(Envelopes, splice, words, forward); break;
            case DocumentTable.Points: Carry(Points, splice, words, forward); break;
            default: Carry(Masters, splice, words, forward); break;
        }
    }

    /// <summary>Derives what follows from the rows.</summary>
    public void Settle() => Segments.Settle();

    /// <summary>The main lane is replaced: what belonged to its segments goes.</summary>
    public void ForgetSegments()
    {
        Transitions.Clear();
        int envelopes = 0;
        int points = 0;
        while (envelopes < Envelopes.Count && Envelopes[envelopes].OwnerKind == (int)EnvelopeOwner.Segment) points += Envelopes[envelopes++].Points;
        _ = Envelopes.TrySplice(0, envelopes, default);
        _ = Points.TrySplice(0, points, default);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Segments.Dispose();
        Transitions.Dispose();
        Lanes.Dispose();
        Items.Dispose();
        Envelopes.Dispose();
        Points.Dispose();
        Masters.Dispose();
    }

    private static void Carry<T>(NativeList<T> table, in UndoSplice splice, ReadOnlySpan<long> words, bool forward)
        where T : unmanaged =>
        _ = table.TrySplice(splice.Index, Away(splice, forward), RowsOf<T>(splice, words, forward));

    private static int Away(in UndoSplice splice, bool forward) => forward ? splice.Removed : splice.Inserted;

    private static ReadOnlySpan<T> RowsOf<T>(in UndoSplice splice, ReadOnlySpan<long> words, bool forward)
        where T : unmanaged
    {
        ReadOnlySpan<T> rows = MemoryMarshal.Cast<long, T>(words[splice.FirstWord..]);
        return forward ? rows.Slice(splice.Removed, splice.Inserted) : rows[..splice.Removed];
    }
}
