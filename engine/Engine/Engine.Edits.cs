using System;

namespace Seamline;

// Edits of many segments, and several edits as one: one step of undo, one publication.
public sealed partial class Engine
{
    /// <summary>What can be undone and redone, and what it was.</summary>
    public EditHistory History
    {
        get
        {
            using (_lock.Hold())
            {
                (int undo, int redo) = _editor.History;
                (EditKind undoKind, EditKind redoKind) = _editor.HistoryKinds;
                return new EditHistory(undo, redo, undoKind, redoKind);
            }
        }
    }

    /// <summary>
    /// Removes ranges of the timeline as it stands before the call and closes the gaps: what a ripple delete for each would leave,
    /// the last range first. In any order; ranges that overlap or touch count as one. All or none: a refusal names the range by its
    /// index. A segment that is cut keeps its id on its first piece. One step of undo, one publication; linear in segments and ranges.
    /// </summary>
    public Status RemoveRanges(params ReadOnlySpan<EditRange> ranges)
    {
        using (_lock.Hold())
        {
            return ranges.IsEmpty ? Status.Ok : ReserveEdit(MoreRows(ranges.Length)) ? CommitEdit(_editor.RemoveRanges(ranges)) : NoRoom();
        }
    }

    /// <summary>Removes everything outside these ranges of the timeline, as <see cref="RemoveRanges"/> removes what is inside. At least one.</summary>
    public Status KeepRanges(params ReadOnlySpan<EditRange> ranges)
    {
        using (_lock.Hold()) return ReserveEdit(MoreRows(ranges.Length)) ? CommitEdit(_editor.KeepRanges(ranges)) : NoRoom();
    }

    /// <summary>
    /// Begins an edit group: edits until <see cref="EndEdits"/> are one step of undo and one publication, and until then heard by
    /// nobody. Segments are read as the edits leave them. Meanwhile clips, undo, redo and setting the whole timeline are refused.
    /// </summary>
    public Status BeginEdits()
    {
        using (_lock.Hold()) return _editor.BeginGroup(EditKind.Group);
    }

    /// <summary>Ends the edit group and publishes what it did. Where the budget has no room for that the group stays open.</summary>
    public Status EndEdits()
    {
        using (_lock.Hold())
        {
            if (!_editor.GroupChanged) return _editor.EndGroup();
            return ReserveBlock(0, 0) ? Commit(_editor.EndGroup(), EditStep.Group) : NoRows();
        }
    }

    /// <summary>Ends the edit group and takes back what it did; undo and redo are as they were before it.</summary>
    public Status CancelEdits()
    {
        using (_lock.Hold()) return _editor.CancelGroup();
    }

    /// <summary>
    /// Carries edits out in order, as one step of undo and one publication. All or none: a refusal names the edit by its index, and the timeline
    /// and the history are as before. Inside an edit group they join the group.
    /// </summary>
    /// <param name="edits">At most 65,536. <see cref="EditOperation.MadeBy"/> names a segment that an edit before it makes.</param>
    /// <param name="made">Receives the segment that each edit made, 0 for none: as long as <paramref name="edits"/>, or empty.</param>
    public Status ApplyEdits(ReadOnlySpan<EditOperation> edits, Span<SegmentId> made = default)
    {
        using (_lock.Hold())
        {
            if (edits.IsEmpty) return Status.Ok;
            return ReserveEdit(MoreRows((int)Math.Min(2L * edits.Length, int.MaxValue))) ? CommitEdit(_editor.Apply(edits, made)) : NoRoom();
        }
    }

    /// <summary>Refuses one of many edits, which could not be read.</summary>
    internal Status RefuseEdit(int index, string sentence)
    {
        using (_lock.Hold()) return _error.Within("edit", index, _error.FailText(Status.InvalidArgument, sentence));
    }

    private int MoreRows(int ranges) => Math.Min(ranges, Limits.MaxSegments - _editor.List.Count);

    // In a group nothing is published, so there is no block to take.
    private bool ReserveEdit(int moreRows) => _editor.InGroup || ReserveBlock(moreRows, 0);

    private Status CommitEdit(Status status) => _editor.InGroup ? status : Commit(status, EditStep.Edit);
}
