using System;
using Seamline.Memory;

namespace Seamline.Timeline;

/// <summary>What of the document sounds in this version. What does not is refused by name where a host would make it.</summary>
[Flags]
internal enum DocumentFeatures
{
    /// <summary>The main lane only.</summary>
    None = 0,

    /// <summary>Transitions.</summary>
    Transitions = 1,

    /// <summary>Lanes and items.</summary>
    Lanes = 2,

    /// <summary>Envelopes.</summary>
    Envelopes = 4,

    /// <summary>A master that is not neutral.</summary>
    Master = 8,

    /// <summary>Everything.</summary>
    All = Transitions | Lanes | Envelopes | Master,
}

// What edits of the main lane do to transitions and envelopes. A transition lasts as long as both edges that it joins do: a cut
// leaves it with the piece that has the edge, and it goes with an edge, or when something comes between. Trims, rolls, slips and
// slides keep it, whatever length then fits. An envelope stays with the material: each piece of a cut segment has the points
// under it, and one more on either side.
internal sealed partial class TimelineEditor
{
    private Status SpliceWithParts(EditKind kind, int index, int removed, ReadOnlySpan<SegmentRow> inserted, bool edgeKept)
    {
        Status status = BeginParts(kind, out int mark, out bool opened);
        if (status != Status.Ok) return status;
        if (!edgeKept) status = LoseTransition(kind, index + removed);
        if (status == Status.Ok) status = MoveParts(kind, index, removed, inserted);
        if (status == Status.Ok) status = SpliceRows(kind, index, removed, inserted);
        return EndParts(status, mark, opened);
    }

    // Three seams change: before the segment, behind it, and where it goes.
    private Status MoveWithParts(int from, int to)
    {
        Status status = BeginParts(EditKind.Move, out int mark, out bool opened);
        if (status != Status.Ok) return status;
        status = LoseTransition(EditKind.Move, from);
        if (status == Status.Ok) status = LoseTransition(EditKind.Move, from + 1);
        if (status == Status.Ok) status = LoseTransition(EditKind.Move, from < to ? to + 1 : to);
        if (status == Status.Ok) status = MoveRows(from, to);
        return EndParts(status, mark, opened);
    }

    // Several splices that are done or not done together: in a step of their own, or in the open one.
    private Status BeginParts(EditKind kind, out int mark, out bool opened)
    {
        opened = !_undo.IsOpen;
        mark = 0;
        if (opened && !_undo.TryOpen(kind)) return NoRoom();
        mark = _undo.Mark;
        return Status.Ok;
    }

    private Status EndParts(Status status, int mark, bool opened)
    {
        if (status != Status.Ok) _undo.Revert(_document, mark);
        if (opened) _undo.Close();
        return status;
    }

    // Removed rows that stay, in the order they had, keep what their flags say; the others' parts go. New pieces of a row with an
    // envelope follow its first piece, which keeps the id.
    private Status MoveParts(EditKind kind, int index, int removed, ReadOnlySpan<SegmentRow> inserted)
    {
        int end = index + removed;
        long newest = 0;
        foreach (ref readonly SegmentRow row in List.Rows[index..end]) newest = Math.Max(newest, row.Id);
        Status status = Status.Ok;
        long source = 0;
        foreach (ref readonly SegmentRow row in inserted)
        {
            if (row.Id > newest)
            {
                if ((row.Flags & SegmentRow.HasEnvelope) != 0) status = CopyEnvelope(kind, source, row);
            }
            else
            {
                while (status == Status.Ok && List.Rows[index].Id != row.Id) status = LoseParts(kind, List.Rows[index++], 0);
                if (status == Status.Ok) status = LoseParts(kind, List.Rows[index++], row.Flags);
                source = row.Id;
            }

            if (status != Status.Ok) return status;
        }

        while (status == Status.Ok && index < end) status = LoseParts(kind, List.Rows[index++], 0);
        return status;
    }

    private Status LoseParts(EditKind kind, in SegmentRow row, int keptFlags)
    {
        int lost = row.Flags & ~keptFlags;
        Status status = (lost & SegmentRow.HasTransition) != 0 ? DropTransition(kind, row.Id) : Status.Ok;
        return status == Status.Ok && (lost & SegmentRow.HasEnvelope) != 0 ? WritePoints(kind, EnvelopeOwner.Segment, row.Id, default) : status;
    }

    // The transition over a row's start, where there is one.
    private Status LoseTransition(EditKind kind, int index)
    {
        if (index >= List.Count || (List.Rows[index].Flags & SegmentRow.HasTransition) == 0) return Status.Ok;
        SegmentRow row = List.Rows[index];
        row.Flags &= ~SegmentRow.HasTransition;
        Status status = DropTransition(kind, row.Id);
        return status == Status.Ok ? SpliceRows(kind, index, 1, new ReadOnlySpan<SegmentRow>(in row)) : status;
    }

    private Status DropTransition(EditKind kind, long segment) => Change(kind, DocumentTable.Transitions, _document.Transitions, TransitionAt(segment), 1, default);

    // One splice of a table that nothing is laid out in.
    private Status Change<T>(EditKind kind, DocumentTable name, NativeList<T> table, int index, int removed, ReadOnlySpan<T> inserted)
        where T : unmanaged
    {
        int count = table.Count - removed + inserted.Length;
        if (count > table.Limit) return error.Fail(Status.LimitReached, $"the document is full: {table.Limit} {NameOf(name)}");
        if (!table.TryReserve(count)) return NoRoom();
        if (!_undo.TryRecord(kind, name, index, table.Span.Slice(index, removed), inserted)) return GroupIsFull();
        _ = table.TrySplice(index, removed, inserted); // room is reserved
        return Status.Ok;
    }

    private static string NameOf(DocumentTable table) => table switch
    {
        DocumentTable.Transitions => "transitions",
        DocumentTable.Lanes => "lanes",
        DocumentTable.Items => "items",
        DocumentTable.Envelopes => "envelopes",
        DocumentTable.Duckings => "lanes with ducking",
        _ => "envelope points",
    };

    private Status Needs(DocumentFeatures feature, string what) =>
        (features & feature) != 0 ? Status.Ok : error.Fail(Status.InvalidArgument, $"{what} is not supported by this version");
}
