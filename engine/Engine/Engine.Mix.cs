using System;
using System.Runtime.InteropServices;
using Seamline.Clips;
using Seamline.Timeline;

namespace Seamline;

// Transitions and envelopes.
public sealed unsafe partial class Engine
{
    /// <summary>
    /// Joins a segment to the one before it by a transition, or changes the one that does. The two overlap by its length, and so does the
    /// timeline become shorter: at least 0.05 s, at most half the shorter segment; where that half is less than 0.05 s an ordinary seam remains.
    /// </summary>
    /// <remarks>
    /// A transition belongs to the seam. It stays while both edges stay: trims, rolls, slips and slides keep it, at the length that then fits;
    /// a deletion, insertion or move that separates the edges removes it, and undo brings it back. At a time inside it, edits act on the right
    /// segment. A split is refused where a piece would be too short for the transition, so that a split never changes the sound.
    /// </remarks>
    public Status SetTransition(SegmentId id, TransitionKind kind, double seconds)
    {
        using (_lock.Hold()) return ReserveEdit(0) ? CommitEdit(_editor.SetTransition(id, kind, seconds)) : NoRoom();
    }

    /// <summary>Makes an ordinary seam of a transition.</summary>
    public Status RemoveTransition(SegmentId id)
    {
        using (_lock.Hold()) return ReserveEdit(0) ? CommitEdit(_editor.RemoveTransition(id)) : NoRoom();
    }

    /// <summary>The transition over a segment's start.</summary>
    public Status GetTransition(SegmentId id, out TransitionInfo transition)
    {
        using (_lock.Hold()) return _editor.ReadTransition(id, out transition);
    }

    /// <summary>
    /// Gives an owner an envelope, or another one; no points take it away. Times are on the owner's clock, see <see cref="EnvelopeOwner"/>, and
    /// rise from point to point. It multiplies what gains there are.
    /// </summary>
    /// <param name="owner">Kind of the owner.</param>
    /// <param name="id">The owner's id; 0 for the master.</param>
    /// <param name="points">The points, in order.</param>
    public Status SetEnvelope(EnvelopeOwner owner, long id, params ReadOnlySpan<GainPoint> points)
    {
        using (_lock.Hold())
        {
            ReadOnlySpan<PointRow> rows = MemoryMarshal.Cast<GainPoint, PointRow>(points);
            return ReserveMixEdit(new BlockRoom { Envelopes = 1, Points = Math.Min(rows.Length, Limits.MaxEnvelopePoints) })
                ? CommitEdit(_editor.SetEnvelope(owner, id, rows)) : NoRoom();
        }
    }

    /// <summary>Copies an owner's envelope, as many points as fit, and says how many it has; 0 without one.</summary>
    public Status GetEnvelope(EnvelopeOwner owner, long id, Span<GainPoint> points, out int count)
    {
        using (_lock.Hold())
        {
            Status status = _editor.ReadEnvelope(owner, id, out ReadOnlySpan<PointRow> rows);
            count = rows.Length;
            MemoryMarshal.Cast<PointRow, GainPoint>(rows[..Math.Min(count, points.Length)]).CopyTo(points);
            return status;
        }
    }
}
