using System;
using System.Text;
using Seamline.Timeline;

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
                return new EditHistory(undo, redo, undoKind, redoKind) { IsGroupOpen = _editor.InGroup };
            }
        }
    }

    /// <summary>Names the last edit, or the open edit group, for <see cref="UndoName"/> and <see cref="RedoName"/>: at most 95 bytes of UTF-8.</summary>
    public Status NameEdit(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return NameEdit(Encoding.UTF8.GetBytes(name));
    }

    /// <summary>What <see cref="Undo"/> would take back: the name that the host has given, else the kind in English; empty where there is nothing.</summary>
    public string UndoName => EditName(redo: false);

    /// <summary>What <see cref="Redo"/> would carry out: as <see cref="UndoName"/>.</summary>
    public string RedoName => EditName(redo: true);

    /// <summary>As the other, of UTF-8.</summary>
    internal Status NameEdit(ReadOnlySpan<byte> utf8)
    {
        using (_lock.Hold()) return _editor.Name(utf8);
    }

    /// <summary>Copies <see cref="UndoName"/> or <see cref="RedoName"/> as a C string.</summary>
    internal void CopyEditName(bool redo, Span<byte> to)
    {
        using (_lock.Hold())
        {
            if (_editor.TryCopyName(redo, to)) return;
            (EditKind undoKind, EditKind redoKind) = _editor.HistoryKinds;
            ErrorText.Copy(EditKindWords.Of(redo ? redoKind : undoKind), to);
        }
    }

    private string EditName(bool redo)
    {
        Span<byte> text = stackalloc byte[EditNames.NameBytes];
        CopyEditName(redo, text);
        return Encoding.UTF8.GetString(text[..text.IndexOf((byte)0)]);
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

    private int MoreRows(int ranges) => Math.Min(ranges, Limits.MaxSegments - _editor.List.Count);

    // In a group nothing is published, so there is no block to take.
    private bool ReserveEdit(int moreRows) => _editor.InGroup || ReserveBlock(moreRows, 0);

    private Status CommitEdit(Status status) => _editor.InGroup ? status : Commit(status, EditStep.Edit);
}
