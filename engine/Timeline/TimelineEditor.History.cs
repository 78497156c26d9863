using System;

namespace Seamline.Timeline;

// Undo, redo, and edit groups: several edits as one step.
internal sealed partial class TimelineEditor
{
    /// <summary>Edits go into one step until <see cref="EndGroup"/>.</summary>
    public bool InGroup { get; private set; }

    /// <summary>A group is open, and has changed something.</summary>
    public bool GroupChanged => InGroup && _undo.Mark > _undo.OpenMark;

    /// <summary>Takes the last step back.</summary>
    public Status Undo() => InGroup ? InAGroup() : _undo.Undo(_document) ? Status.Ok
        : error.FailText(Status.InvalidState, "there is nothing to undo");

    /// <summary>Does the last undone step again.</summary>
    public Status Redo() => InGroup ? InAGroup() : _undo.Redo(_document) ? Status.Ok
        : error.FailText(Status.InvalidState, "there is nothing to redo");

    /// <summary>Names the open group, or else the step that <see cref="Undo"/> would take back.</summary>
    public Status Name(ReadOnlySpan<byte> utf8) =>
        !InGroup && _undo.UndoCount == 0 ? error.FailText(Status.InvalidState, "there is nothing to undo, and so nothing to name")
        : _undo.TryName(utf8) ? Status.Ok : NoRoom();

    /// <summary>Copies the name of the step that undo or redo would carry out; false where it has none.</summary>
    public bool TryCopyName(bool redo, Span<byte> to) => redo ? _undo.TryCopyRedoName(to) : _undo.TryCopyUndoName(to);

    /// <summary>Steps of undo that were closed so far.</summary>
    public long StepsClosed => _undo.Closed;

    /// <summary>Takes back the edit that was carried out last, before anything else is done: what could be redone before it can be redone again.</summary>
    public void TakeBack() => _undo.TakeBack(_document);

    /// <summary>Opens the group again that was ended last, before anything else is done.</summary>
    public void ReopenGroup()
    {
        _undo.Reopen();
        InGroup = true;
    }

    /// <summary>Begins a group. One at a time.</summary>
    public Status BeginGroup(EditKind kind)
    {
        if (InGroup) return InAGroup();
        if (!_undo.TryOpen(kind)) return NoRoom();
        InGroup = true;
        return Status.Ok;
    }

    /// <summary>Ends the group: its edits are one step. A group without edits leaves none.</summary>
    public Status EndGroup()
    {
        if (!InGroup) return NoGroup();
        _undo.Close();
        InGroup = false;
        return Status.Ok;
    }

    /// <summary>Ends the group and takes its edits back; the history is as it was before.</summary>
    public Status CancelGroup()
    {
        if (!InGroup) return NoGroup();
        _undo.Revert(_document, _undo.OpenMark);
        _undo.Close();
        InGroup = false;
        return Status.Ok;
    }

    /// <summary>Refuses what cannot be done inside a group.</summary>
    public Status InAGroup() => error.FailText(Status.InvalidState, "an edit group is open: end it or cancel it first");

    private Status NoGroup() => error.FailText(Status.InvalidState, "no edit group is open");

    private Status GroupIsFull() =>
        error.Fail(Status.LimitReached, $"the edit group is full: one step of undo keeps {Limits.MaxUndoBytes} bytes and {Limits.MaxUndoSplices} changes");
}
