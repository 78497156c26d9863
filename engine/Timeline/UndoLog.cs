using System;
using Seamline.Memory;

namespace Seamline.Timeline;

/// <summary>What one edit did to the list, and so how to take it back.</summary>
internal struct UndoStep
{
    /// <summary>First row of the splice, or the source of a move.</summary>
    public int Index;

    /// <summary>Rows it removed.</summary>
    public int Removed;

    /// <summary>Rows it inserted.</summary>
    public int Inserted;

    /// <summary>Where the rows lie in the store: first the removed ones, then the inserted ones.</summary>
    public int FirstRow;

    /// <summary>Target of a move, -1 for a splice.</summary>
    public int MoveTo;
}

/// <summary>
/// Undo and redo as splices: each step keeps the rows it removed and inserted, so a step costs what it changed, not the
/// timeline. Bounded: the oldest steps are dropped.
/// </summary>
/// <remarks>Thread: control. No GC allocation.</remarks>
internal sealed class UndoLog(MemoryBudget budget) : IDisposable
{
    private const int MaxRows = Limits.MaxSegments + 1_024;

    private readonly NativeList<UndoStep> _steps = new(budget, Limits.MaxUndoSteps);
    private readonly NativeList<SegmentRow> _rows = new(budget, MaxRows);
    private int _done; // steps that can be undone; those behind can be redone

    /// <summary>Steps that can be undone.</summary>
    public int UndoCount => _done;

    /// <summary>Steps that can be redone.</summary>
    public int RedoCount => _steps.Count - _done;

    /// <summary>Rows that <see cref="Undo"/> would add.</summary>
    public int UndoGrowth => _done > 0 && _steps[_done - 1] is { MoveTo: < 0 } step ? step.Removed - step.Inserted : 0;

    /// <summary>Rows that <see cref="Redo"/> would add.</summary>
    public int RedoGrowth => RedoCount > 0 && _steps[_done] is { MoveTo: < 0 } step ? step.Inserted - step.Removed : 0;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _steps.Clear();
        _rows.Clear();
        _done = 0;
    }

    /// <summary>
    /// Records a splice before it is carried out. Where the budget has no room the history is dropped rather than the edit
    /// refused.
    /// </summary>
    public void Record(int index, ReadOnlySpan<SegmentRow> removed, ReadOnlySpan<SegmentRow> inserted)
    {
        ForgetRedo();
        MakeRoom(removed.Length + inserted.Length);
        int firstRow = _rows.Count;
        bool kept = _rows.TrySplice(firstRow, 0, removed) && _rows.TrySplice(firstRow + removed.Length, 0, inserted)
            && _steps.TryAdd(new UndoStep { Index = index, Removed = removed.Length, Inserted = inserted.Length, FirstRow = firstRow, MoveTo = -1 });
        if (kept) _done++;
        else Clear();
    }

    /// <summary>Records a move.</summary>
    public void RecordMove(int from, int to)
    {
        ForgetRedo();
        MakeRoom(0);
        if (_steps.TryAdd(new UndoStep { Index = from, FirstRow = _rows.Count, MoveTo = to })) _done++;
        else Clear();
    }

    /// <summary>Takes the newest step back; false when there is none or the budget has no room for the rows.</summary>
    public bool Undo(SegmentList list)
    {
        if (_done == 0) return false;
        UndoStep step = _steps[_done - 1];
        if (step.MoveTo >= 0) list.Move(step.MoveTo, step.Index);
        else if (!list.TrySplice(step.Index, step.Inserted, _rows.Span.Slice(step.FirstRow, step.Removed))) return false;
        _done--;
        return true;
    }

    /// <summary>Does the newest undone step again; false when there is none or the budget has no room for the rows.</summary>
    public bool Redo(SegmentList list)
    {
        if (RedoCount == 0) return false;
        UndoStep step = _steps[_done];
        if (step.MoveTo >= 0) list.Move(step.Index, step.MoveTo);
        else if (!list.TrySplice(step.Index, step.Removed, _rows.Span.Slice(step.FirstRow + step.Removed, step.Inserted))) return false;
        _done++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _steps.Dispose();
        _rows.Dispose();
    }

    private void ForgetRedo()
    {
        if (RedoCount == 0) return;
        int firstRow = _steps[_done].FirstRow;
        _ = _rows.TrySplice(firstRow, _rows.Count - firstRow, default);
        _ = _steps.TrySplice(_done, _steps.Count - _done, default);
    }

    // Drops at least half of the steps at once, so that a full log does not shift its rows on every edit.
    private void MakeRoom(int rows)
    {
        if (_steps.Count < Limits.MaxUndoSteps && _rows.Count + rows <= MaxRows) return;
        int keepFrom = (_steps.Count + 1) / 2;
        while (keepFrom < _steps.Count && _rows.Count - _steps[keepFrom].FirstRow + rows > MaxRows) keepFrom++;
        int droppedRows = keepFrom < _steps.Count ? _steps[keepFrom].FirstRow : _rows.Count;
        _ = _steps.TrySplice(0, keepFrom, default);
        _ = _rows.TrySplice(0, droppedRows, default);
        foreach (ref UndoStep step in _steps.Span) step.FirstRow -= droppedRows;
        _done = _steps.Count;
    }
}
