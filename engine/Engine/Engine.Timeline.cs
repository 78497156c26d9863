using System;

namespace Seamline;

// The timeline: what the control side edits. Every edit reserves its rows, edits, compiles, publishes.
public sealed partial class Engine
{
    /// <summary>Replaces the whole timeline. Undo starts again, with nothing to take back.</summary>
    public Status SetTimeline(params ReadOnlySpan<SegmentSpec> segments)
    {
        using (_lock.Hold()) return Reserve(segments.Length - _editor.List.Count) ? Commit(_editor.Set(segments)) : NoRoom();
    }

    /// <summary>Inserts before the segment at <paramref name="index"/>; the count appends.</summary>
    public Status Insert(int index, in SegmentSpec segment, out SegmentId id)
    {
        using (_lock.Hold())
        {
            id = default;
            return ReserveEdit(1) ? CommitEdit(_editor.Insert(index, segment, out id)) : NoRoom();
        }
    }

    /// <summary>Removes a segment and closes the gap.</summary>
    public Status DeleteSegment(SegmentId id)
    {
        using (_lock.Hold()) return ReserveEdit(0) ? CommitEdit(_editor.Delete(id)) : NoRoom();
    }

    /// <summary>Removes [in, out) seconds across segments and closes the gap.</summary>
    public Status RippleDelete(double inSeconds, double outSeconds)
    {
        using (_lock.Hold()) return ReserveEdit(1) ? CommitEdit(_editor.RippleDelete(inSeconds, outSeconds)) : NoRoom();
    }

    /// <summary>Cuts the segment under a time in two.</summary>
    public Status Split(double seconds, out SegmentId right)
    {
        using (_lock.Hold())
        {
            right = default;
            return ReserveEdit(1) ? CommitEdit(_editor.Split(seconds, out right)) : NoRoom();
        }
    }

    /// <summary>Moves a segment's in point, seconds on the clip's clock; what follows moves along.</summary>
    public Status TrimIn(SegmentId id, double inSeconds)
    {
        using (_lock.Hold()) return ReserveEdit(0) ? CommitEdit(_editor.TrimIn(id, inSeconds)) : NoRoom();
    }

    /// <summary>Moves a segment's out point, seconds on the clip's clock; what follows moves along.</summary>
    public Status TrimOut(SegmentId id, double outSeconds)
    {
        using (_lock.Hold()) return ReserveEdit(0) ? CommitEdit(_editor.TrimOut(id, outSeconds)) : NoRoom();
    }

    /// <summary>Moves a segment to another place in the order.</summary>
    public Status Move(SegmentId id, int index)
    {
        using (_lock.Hold()) return ReserveEdit(0) ? CommitEdit(_editor.Move(id, index)) : NoRoom();
    }

    /// <summary>Sets a segment's gain, dB.</summary>
    public Status SetSegmentGain(SegmentId id, double decibels)
    {
        using (_lock.Hold()) return ReserveEdit(0) ? CommitEdit(_editor.SetGain(id, decibels)) : NoRoom();
    }

    /// <summary>Silences a segment in its place, or lets it sound.</summary>
    public Status SetSegmentMuted(SegmentId id, bool muted)
    {
        using (_lock.Hold()) return ReserveEdit(0) ? CommitEdit(_editor.SetMuted(id, muted)) : NoRoom();
    }

    /// <summary>Takes the last edit back.</summary>
    public Status Undo()
    {
        using (_lock.Hold()) return Reserve(_editor.UndoGrowth) ? Commit(_editor.Undo(), EditStep.Undo) : NoRoom();
    }

    /// <summary>Does the last undone edit again.</summary>
    public Status Redo()
    {
        using (_lock.Hold()) return Reserve(_editor.RedoGrowth) ? Commit(_editor.Redo(), EditStep.Redo) : NoRoom();
    }

    /// <summary>A segment by its place in the order.</summary>
    public Status GetSegment(int index, out SegmentInfo segment)
    {
        using (_lock.Hold())
        {
            segment = default;
            if (index < 0 || index >= _editor.List.Count)
                return _error.Fail(Status.NotFound, $"there is no segment at position {index}; the timeline has {_editor.List.Count}");
            segment = WithReach(_editor.Info(index));
            return Status.Ok;
        }
    }

    /// <summary>The segment that plays at a timeline frame, and its place in the order.</summary>
    public Status GetSegmentAt(long frame, out SegmentInfo segment, out int index)
    {
        using (_lock.Hold())
        {
            segment = default;
            index = -1;
            if (frame < 0 || frame >= _editor.List.LengthFrames)
                return _error.Fail(Status.NotFound, $"frame {frame} is outside the timeline of {_editor.List.LengthFrames} frames");
            index = _editor.List.IndexAtFrame(frame);
            segment = WithReach(_editor.Info(index));
            return Status.Ok;
        }
    }
}
