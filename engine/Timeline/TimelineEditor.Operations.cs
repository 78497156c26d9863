using System;
using Seamline.Memory;

namespace Seamline.Timeline;

// A list of operations as one step of undo: all or none.
internal sealed partial class TimelineEditor
{
    private readonly NativeList<long> _made = new(budget, Limits.MaxEdits);

    /// <summary>
    /// Carries operations out in order, as a step of undo of their own or inside the group that is open. Where one is refused, none has happened,
    /// and the error names it by its index.
    /// </summary>
    /// <param name="operations">What to do.</param>
    /// <param name="made">Receives the segment that each operation made, 0 for none; empty where the caller does not need them.</param>
    public Status Apply(ReadOnlySpan<EditOperation> operations, Span<SegmentId> made)
    {
        if (operations.Length > Limits.MaxEdits)
            return error.Fail(Status.LimitReached, $"{operations.Length} edits in one call; the limit is {Limits.MaxEdits}");
        if (made.Length != 0 && made.Length != operations.Length)
            return error.Fail(Status.InvalidArgument, $"{operations.Length} edits, and room for the segments of {made.Length}");
        _made.Clear();
        if (!_made.TryReserve(operations.Length)) return NoRoom();
        bool joins = InGroup;
        Status status = joins ? Status.Ok : BeginGroup(EditKind.Group);
        if (status != Status.Ok) return status;
        int mark = _undo.Mark;
        for (int i = 0; i < operations.Length; i++)
        {
            status = Carry(operations[i], out SegmentId id);
            if (status != Status.Ok)
            {
                _undo.Revert(_document, mark);
                if (!joins) _ = EndGroup(); // without changes: leaves no step
                return error.Within("edit", i, status);
            }

            _ = _made.TryAdd(id.Value); // room is reserved
        }

        for (int i = 0; i < made.Length; i++) made[i] = new SegmentId(_made[i]);
        return joins ? Status.Ok : EndGroup();
    }

    private Status Carry(in EditOperation edit, out SegmentId made)
    {
        made = default;
        SegmentId id = edit.Segment;
        if (id.Value < 0)
        {
            long by = -1 - id.Value;
            if (by >= _made.Count || _made[(int)by] == 0) return error.Fail(Status.NotFound, $"edit {by} of this call has made no segment before this one");
            id = new SegmentId(_made[(int)by]);
        }

        return edit.Action switch
        {
            EditAction.Insert => Insert(edit.Index, edit.Spec, out made),
            EditAction.Delete => Delete(id),
            EditAction.RippleDelete => RippleDelete(edit.Value, edit.End),
            EditAction.Lift => Lift(edit.Value, edit.End),
            EditAction.Overwrite => Overwrite(edit.Value, edit.Spec, out made),
            EditAction.Split => Split(edit.Value, out made),
            EditAction.TrimIn => TrimIn(id, edit.Value),
            EditAction.TrimOut => TrimOut(id, edit.Value),
            EditAction.RollIn => RollIn(id, edit.Value),
            EditAction.RollOut => RollOut(id, edit.Value),
            EditAction.Slip => Slip(id, edit.Value),
            EditAction.Slide => Slide(id, edit.Value),
            EditAction.Move => Move(id, edit.Index),
            EditAction.Gain => SetGain(id, edit.Value),
            EditAction.Mute => SetMuted(id, edit.Muted),
            EditAction.Speed => SetSpeed(id, edit.Value),
            EditAction.SpeedMode => SetSpeedMode(id, (SpeedMode)edit.Index),
            _ => error.Fail(Status.InvalidArgument, $"there is no edit of kind {(int)edit.Action}"),
        };
    }
}
