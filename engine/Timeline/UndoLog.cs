using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Seamline.Memory;

namespace Seamline.Timeline;

/// <summary>Rows of one table replaced by others, or one segment moved; and so how to take it back.</summary>
internal struct UndoSplice
{
    /// <summary>First row of the splice, or the source of a move.</summary>
    public int Index;

    /// <summary>Rows it removed.</summary>
    public int Removed;

    /// <summary>Rows it inserted.</summary>
    public int Inserted;

    /// <summary>Where the rows lie in the store: first the removed ones, then the inserted ones.</summary>
    public int FirstWord;

    /// <summary>Target of a move, -1 for a splice.</summary>
    public int MoveTo;

    /// <summary>The table.</summary>
    public DocumentTable Table;
}

/// <summary>What one call or one edit group did.</summary>
internal struct UndoStep
{
    /// <summary>First of its splices; they reach to the next step's.</summary>
    public int FirstSplice;

    /// <summary>Segments it added.</summary>
    public int Growth;

    /// <summary>What it was.</summary>
    public EditKind Kind;
}

/// <summary>
/// Undo and redo of the whole document. A step is one or more splices, each with the rows it removed and inserted, so a step
/// costs what it changed, not the document. Bounded: the oldest steps are dropped.
/// </summary>
/// <remarks>
/// Splices lie in order of time: those of steps that can be undone, those that can be redone, those of the open step. An open
/// step that is reverted leaves the others as they were, and so does one that is closed and taken back before anything else
/// is done. Thread: control. No GC allocation.
/// </remarks>
internal sealed class UndoLog(MemoryBudget budget) : IDisposable
{
    private const int MaxWords = Limits.MaxUndoBytes / sizeof(long);

    private readonly NativeList<UndoStep> _steps = new(budget, Limits.MaxUndoSteps);
    private readonly NativeList<UndoSplice> _splices = new(budget, Limits.MaxUndoSplices);
    private readonly NativeList<long> _words = new(budget, MaxWords);
    private readonly EditNames _names = new(budget);
    private long _forgotten; // steps before the first that is kept
    private int _done; // steps that can be undone; those behind can be redone
    private int _open = -1; // first splice of the open step
    private int _openGrowth;
    private EditKind _openKind;
    private bool _isClosed; // the open step is over, and can be taken back until something else is done

    /// <summary>Steps that can be undone.</summary>
    public int UndoCount => _done + (_isClosed ? 1 : 0);

    /// <summary>Steps that can be redone.</summary>
    public int RedoCount => _isClosed ? 0 : _steps.Count - _done;

    /// <summary>Segments that <see cref="Undo"/> would add.</summary>
    public int UndoGrowth => _isClosed ? -_openGrowth : _done > 0 ? -_steps[_done - 1].Growth : 0;

    /// <summary>Segments that <see cref="Redo"/> would add.</summary>
    public int RedoGrowth => RedoCount > 0 ? _steps[_done].Growth : 0;

    /// <summary>What <see cref="Undo"/> would take back.</summary>
    public EditKind UndoKind => _isClosed ? _openKind : _done > 0 ? _steps[_done - 1].Kind : EditKind.None;

    /// <summary>What <see cref="Redo"/> would carry out.</summary>
    public EditKind RedoKind => RedoCount > 0 ? _steps[_done].Kind : EditKind.None;

    /// <summary>Names the open step, or else the one that <see cref="Undo"/> would take back; false where the budget has no room.</summary>
    public bool TryName(ReadOnlySpan<byte> utf8) => _names.TrySet(_open >= 0 ? EditNames.Open : _forgotten + _done - 1, utf8);

    /// <summary>Copies the name of the step that <see cref="Undo"/> would take back; false where it has none.</summary>
    public bool TryCopyUndoName(Span<byte> to) => UndoCount > 0 && _names.TryCopy(_isClosed ? EditNames.Open : _forgotten + _done - 1, to);

    /// <summary>Copies the name of the step that <see cref="Redo"/> would carry out; false where it has none.</summary>
    public bool TryCopyRedoName(Span<byte> to) => RedoCount > 0 && _names.TryCopy(_forgotten + _done, to);

    /// <summary>A step is open: splices go into it.</summary>
    public bool IsOpen => _open >= 0 && !_isClosed;

    /// <summary>Where the open step begins, for <see cref="Revert"/>.</summary>
    public int OpenMark => _open;

    /// <summary>Steps closed so far.</summary>
    public long Closed { get; private set; }

    /// <summary>A place in the open step, for <see cref="Revert"/>.</summary>
    public int Mark => _splices.Count;

    /// <summary>Forgets everything. Only while no step is open.</summary>
    public void Clear()
    {
        Debug.Assert(!IsOpen, "the open step would be forgotten");
        _open = -1;
        _isClosed = false;
        _forgotten += _steps.Count;
        _steps.Clear();
        _splices.Clear();
        _words.Clear();
        _done = 0;
    }

    /// <summary>Opens a step: what is recorded from here on is one; false where the budget has no room.</summary>
    public bool TryOpen(EditKind kind)
    {
        Debug.Assert(!IsOpen, "a step is open already");
        Settle();
        if (!_steps.TryReserve(Limits.MaxUndoSteps)) return false; // closing cannot fail
        _names.Forget(EditNames.Open);
        _open = _splices.Count;
        _openKind = kind;
        _openGrowth = 0;
        return true;
    }

    /// <summary>Closes the open step. One without splices was none, and leaves what can be redone.</summary>
    public void Close()
    {
        Debug.Assert(IsOpen, "no step is open");
        _isClosed = _splices.Count > _open;
        if (!_isClosed)
        {
            _open = -1;
            return;
        }

        Closed++;
        if (_done == Limits.MaxUndoSteps) ForgetOldest(0);
    }

    /// <summary>Takes back the step that was closed last, before anything else is done: the history is as it was before it.</summary>
    public void TakeBack(Document document)
    {
        if (!_isClosed) return;
        Reopen();
        Revert(document, _open);
        _open = -1;
    }

    /// <summary>Opens the step again that was closed last, before anything else is done.</summary>
    public void Reopen() => _isClosed = false;

    /// <summary>Takes back what the open step did since a mark, as if it had never been.</summary>
    public void Revert(Document document, int mark)
    {
        Debug.Assert(IsOpen && mark >= _open, "the mark is outside the open step");
        int firstWord = mark < _splices.Count ? _splices[mark].FirstWord : _words.Count;
        for (int i = _splices.Count - 1; i >= mark; i--)
        {
            if (_splices[i].Table == DocumentTable.Segments) _openGrowth -= _splices[i].Inserted - _splices[i].Removed;
            document.Carry(_splices[i], _words.Span, forward: false);
        }

        document.Settle();
        _ = _words.TrySplice(firstWord, _words.Count - firstWord, default);
        _ = _splices.TrySplice(mark, _splices.Count - mark, default);
    }

    /// <summary>
    /// Records a splice before it is carried out: into the open step, or as a step of its own. Without room an open step refuses
    /// it (false); a step of its own drops the history rather than refuse the edit.
    /// </summary>
    public bool TryRecord<T>(EditKind kind, DocumentTable table, int index, ReadOnlySpan<T> removed, ReadOnlySpan<T> inserted)
        where T : unmanaged
    {
        var splice = new UndoSplice { Table = table, Index = index, Removed = removed.Length, Inserted = inserted.Length, MoveTo = -1 };
        return TryAdd(kind, splice, MemoryMarshal.Cast<T, long>(removed), MemoryMarshal.Cast<T, long>(inserted));
    }

    /// <summary>Records the move of a segment.</summary>
    public bool TryRecordMove(int from, int to) =>
        TryAdd(EditKind.Move, new UndoSplice { Table = DocumentTable.Segments, Index = from, MoveTo = to }, default, default);

    /// <summary>Takes the newest step back; false when there is none.</summary>
    public bool Undo(Document document)
    {
        Settle();
        if (_done == 0) return false;
        _done--;
        int first = _steps[_done].FirstSplice;
        for (int i = EndOf(_done) - 1; i >= first; i--) document.Carry(_splices[i], _words.Span, forward: false);
        document.Settle();
        return true;
    }

    /// <summary>Does the newest undone step again; false when there is none.</summary>
    public bool Redo(Document document)
    {
        Settle();
        if (RedoCount == 0) return false;
        int end = EndOf(_done);
        for (int i = _steps[_done].FirstSplice; i < end; i++) document.Carry(_splices[i], _words.Span, forward: true);
        document.Settle();
        _done++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _steps.Dispose();
        _splices.Dispose();
        _words.Dispose();
        _names.Dispose();
    }

    private bool TryAdd(EditKind kind, UndoSplice splice, ReadOnlySpan<long> removed, ReadOnlySpan<long> inserted)
    {
        bool alone = !IsOpen;
        bool kept = !alone || TryOpen(kind);
        if (kept) MakeRoom(removed.Length + inserted.Length);
        splice.FirstWord = _words.Count;
        kept = kept && _words.TrySplice(splice.FirstWord, 0, removed) && _words.TrySplice(_words.Count, 0, inserted) && _splices.TryAdd(splice);
        if (kept && splice.Table == DocumentTable.Segments) _openGrowth += splice.Inserted - splice.Removed;
        if (kept && alone) Close();
        if (kept) return true;
        if (alone)
        {
            _open = -1;
            Clear();
            return true;
        }

        _ = _words.TrySplice(splice.FirstWord, _words.Count - splice.FirstWord, default);
        return false;
    }

    // The step that was closed last cannot be taken back any more: it is one of those that can be undone.
    private void Settle()
    {
        if (!_isClosed) return;
        _isClosed = false;
        ForgetRedo();
        if (_steps.Count == Limits.MaxUndoSteps) ForgetOldest(0);
        _ = _steps.TryAdd(new UndoStep { FirstSplice = _open, Growth = _openGrowth, Kind = _openKind }); // room was reserved when it was opened
        _done = _steps.Count;
        _names.Settle(_forgotten + _done - 1);
        _open = -1;
    }

    // The splice after a step's last.
    private int EndOf(int step) => step + 1 < _steps.Count ? _steps[step + 1].FirstSplice : OpenSplice;

    private int OpenSplice => _open >= 0 ? _open : _splices.Count;

    // Of a step, or behind the last one of the open step.
    private int FirstSplice(int step) => step < _steps.Count ? _steps[step].FirstSplice : OpenSplice;

    private int FirstWord(int splice) => splice < _splices.Count ? _splices[splice].FirstWord : _words.Count;

    private void ForgetRedo()
    {
        if (RedoCount == 0) return;
        int first = _steps[_done].FirstSplice;
        int splices = OpenSplice - first;
        _ = _steps.TrySplice(_done, _steps.Count - _done, default);
        Drop(first, splices);
    }

    // Drops at least half of the steps at once, so that a full log does not shift its rows on every edit.
    private void MakeRoom(int words)
    {
        if (_words.Count + words <= MaxWords && _splices.Count < Limits.MaxUndoSplices) return;
        ForgetRedo();
        ForgetOldest(words);
    }

    private void ForgetOldest(int words)
    {
        int keepFrom = (_steps.Count + 1) / 2;
        while (keepFrom < _steps.Count && _words.Count - FirstWord(FirstSplice(keepFrom)) + words > MaxWords) keepFrom++;
        int splices = FirstSplice(keepFrom);
        _ = _steps.TrySplice(0, keepFrom, default);
        _forgotten += keepFrom;
        _done = _steps.Count;
        foreach (ref UndoStep step in _steps.Span) step.FirstSplice -= splices;
        Drop(0, splices);
    }

    // Takes splices out of the store, with their rows; what lies behind moves up.
    private void Drop(int first, int count)
    {
        int firstWord = FirstWord(first);
        int words = FirstWord(first + count) - firstWord;
        _ = _words.TrySplice(firstWord, words, default);
        _ = _splices.TrySplice(first, count, default);
        foreach (ref UndoSplice splice in _splices.Span[first..]) splice.FirstWord -= words;
        if (_open >= first + count) _open -= count;
    }
}
