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

    /// <summary>Ducking of lanes.</summary>
    Duckings = 7,

    /// <summary>What gaps play, one row or none.</summary>
    RoomTone = 8,
}

/// <summary>The tables of the document. Every edit is a list of splices of them, and so is its undo.</summary>
/// <remarks>Thread: control. No GC allocation.</remarks>
internal sealed class Document : IDisposable
{
    /// <summary>Makes an empty document.</summary>
    public Document(MemoryBudget budget, int rate)
    {
        Transitions = new NativeList<TransitionRow>(budget, Limits.MaxSegments);
        Segments = new SegmentList(budget, rate, Transitions);
        Lanes = new NativeList<LaneRow>(budget, Limits.MaxLanes);
        Items = new NativeList<ItemRow>(budget, Limits.MaxItems);
        ItemClips = new ItemClips(budget);
        Envelopes = new NativeList<EnvelopeRow>(budget, Limits.MaxEnvelopes);
        Points = new NativeList<PointRow>(budget, Limits.MaxEnvelopePoints);
        Masters = new NativeList<MasterRow>(budget, 1);
        Duckings = new NativeList<DuckingRow>(budget, Limits.MaxLanes);
        RoomTones = new NativeList<RoomToneRow>(budget, 1);
    }

    /// <summary>The main lane: segments end to end.</summary>
    public SegmentList Segments { get; }

    /// <summary>Transitions, by the number of their right segment. A segment's flag says that there is one.</summary>
    public NativeList<TransitionRow> Transitions { get; }

    /// <summary>Lanes in the order of the host.</summary>
    public NativeList<LaneRow> Lanes { get; }

    /// <summary>Items by lane, start, number.</summary>
    public NativeList<ItemRow> Items { get; }

    /// <summary>What edits need to know of all items.</summary>
    public ItemClips ItemClips { get; }

    /// <summary>Envelopes by owner. A segment's flag says that it has one.</summary>
    public NativeList<EnvelopeRow> Envelopes { get; }

    /// <summary>Points of all envelopes, in their order.</summary>
    public NativeList<PointRow> Points { get; }

    /// <summary>The master, once it was set: one row or none.</summary>
    public NativeList<MasterRow> Masters { get; }

    /// <summary>Ducking, by lane.</summary>
    public NativeList<DuckingRow> Duckings { get; }

    /// <summary>What gaps play: one row, or none for silence.</summary>
    public NativeList<RoomToneRow> RoomTones { get; }

    /// <summary>The master.</summary>
    public MasterRow Master => Masters.Count == 0 ? MasterRow.Neutral : Masters[0];

    /// <summary>Some segment has a transition or an envelope.</summary>
    public bool HasParts => Transitions.Count != 0 || Envelopes.Count != 0;

    /// <summary>There is something beside segments and the master.</summary>
    public bool HasMix => HasParts || Lanes.Count != 0 || RoomTones.Count != 0;

    /// <summary>The items of a lane, by start.</summary>
    public Span<ItemRow> ItemsOf(long lane)
    {
        int first = FirstItemOf(lane);
        return Items.Span[first..FirstItemOf(lane + 1)];
    }

    /// <summary>Where a lane's items begin in <see cref="Items"/>.</summary>
    public int FirstItemOf(long lane)
    {
        ReadOnlySpan<ItemRow> rows = Items.Span;
        int low = 0;
        int high = rows.Length;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (rows[middle].Lane < lane) low = middle + 1;
            else high = middle;
        }

        return low;
    }

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
            case DocumentTable.Transitions:
                Carry(Transitions, splice, words, forward);
                Segments.Unsettle(0);
                break;
            case DocumentTable.Lanes: Carry(Lanes, splice, words, forward); break;
            case DocumentTable.Items: Carry(Items, splice, words, forward); break;
            case DocumentTable.Envelopes: Carry(Envelopes, splice, words, forward); break;
            case DocumentTable.Points: Carry(Points, splice, words, forward); break;
            case DocumentTable.Duckings: Carry(Duckings, splice, words, forward); break;
            case DocumentTable.RoomTone: Carry(RoomTones, splice, words, forward); break;
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
        ItemClips.Dispose();
        Envelopes.Dispose();
        Points.Dispose();
        Masters.Dispose();
        Duckings.Dispose();
        RoomTones.Dispose();
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
