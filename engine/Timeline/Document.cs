using System;
using System.Runtime.InteropServices;
using Seamline.Memory;

namespace Seamline.Timeline;

/// <summary>A table of the document.</summary>
internal enum DocumentTable
{
    /// <summary>The main lane.</summary>
    Segments = 0,
}

/// <summary>The tables of the document. Every edit is a list of splices of them, and so is its undo.</summary>
/// <remarks>Thread: control. No GC allocation.</remarks>
internal sealed class Document(MemoryBudget budget, int rate) : IDisposable
{
    /// <summary>The main lane: segments end to end.</summary>
    public SegmentList Segments { get; } = new(budget, rate);

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

        int away = forward ? splice.Removed : splice.Inserted;
        int back = forward ? splice.Inserted : splice.Removed;
        int skipped = forward ? splice.Removed : 0;
        _ = Segments.TrySpliceRows(splice.Index, away, Rows<SegmentRow>(words, splice.FirstWord, skipped, back));
    }

    /// <summary>Derives what follows from the rows.</summary>
    public void Settle() => Segments.Settle();

    /// <inheritdoc/>
    public void Dispose() => Segments.Dispose();

    private static ReadOnlySpan<T> Rows<T>(ReadOnlySpan<long> words, int firstWord, int skipped, int count)
        where T : unmanaged
    {
        ReadOnlySpan<T> rows = MemoryMarshal.Cast<long, T>(words[firstWord..]);
        return rows.Slice(skipped, count);
    }
}
