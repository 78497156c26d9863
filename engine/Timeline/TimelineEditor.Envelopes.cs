using System;
using Seamline.Memory;

namespace Seamline.Timeline;

// Transitions, envelopes, the master.
internal sealed partial class TimelineEditor
{
    private readonly NativeList<PointRow> _points = new(budget, Limits.MaxEnvelopePoints);

    /// <summary>Joins a segment to the one before it by a transition, or changes the one that does.</summary>
    public Status SetTransition(SegmentId id, TransitionKind kind, double seconds)
    {
        Status status = Needs(DocumentFeatures.Transitions, "a transition");
        int index = 0;
        if (status == Status.Ok) status = Find(id, out index);
        if (status != Status.Ok) return status;
        if (index == 0) return error.Fail(Status.InvalidArgument, $"segment {index}: there is no segment before it to come from");
        if (kind is < TransitionKind.EqualPower or > TransitionKind.ThroughBlack || !IsTime(seconds) || seconds <= 0)
            return error.Fail(Status.InvalidArgument, $"segment {index}: a transition of kind {(int)kind} and {seconds} s");
        status = BeginParts(EditKind.Transition, out int mark, out bool opened);
        if (status != Status.Ok) return status;
        var transition = new TransitionRow { Segment = id.Value, Kind = (long)kind, Seconds = seconds };
        int at = TransitionAt(id.Value);
        bool known = (List.Rows[index].Flags & SegmentRow.HasTransition) != 0;
        status = Change(EditKind.Transition, DocumentTable.Transitions, _document.Transitions, at, known ? 1 : 0, new ReadOnlySpan<TransitionRow>(in transition));
        if (status == Status.Ok && !known) status = Mark(EditKind.Transition, index, SegmentRow.HasTransition, set: true);
        List.Unsettle(index);
        List.Settle();
        return EndParts(status, mark, opened);
    }

    /// <summary>Makes an ordinary seam of a transition.</summary>
    public Status RemoveTransition(SegmentId id)
    {
        Status status = Find(id, out int index);
        if (status != Status.Ok) return status;
        if ((List.Rows[index].Flags & SegmentRow.HasTransition) == 0)
            return error.Fail(Status.NotFound, $"segment {index}: it begins without a transition");
        status = BeginParts(EditKind.Transition, out int mark, out bool opened);
        return status == Status.Ok ? EndParts(LoseTransition(EditKind.Transition, index), mark, opened) : status;
    }

    /// <summary>The transition over a segment's start.</summary>
    public Status ReadTransition(SegmentId id, out TransitionInfo transition)
    {
        transition = default;
        Status status = Find(id, out int index);
        if (status != Status.Ok) return status;
        if ((List.Rows[index].Flags & SegmentRow.HasTransition) == 0)
            return error.Fail(Status.NotFound, $"segment {index}: it begins without a transition");
        TransitionRow row = _document.Transitions[TransitionAt(id.Value)];
        transition = new TransitionInfo((TransitionKind)row.Kind, row.Seconds, List.OverlapOf(index));
        return Status.Ok;
    }

    /// <summary>An owner's envelope; valid until the next edit.</summary>
    public Status ReadEnvelope(EnvelopeOwner owner, long id, out ReadOnlySpan<PointRow> points)
    {
        points = default;
        Status status = FindOwner(owner, id, out _);
        if (status == Status.Ok && FindEnvelope(owner, id, out int index, out int first)) points = _document.Points.Span.Slice(first, _document.Envelopes[index].Points);
        return status;
    }

    /// <summary>Gives a segment, item, lane or the master (0) an envelope, another one, or with no points none.</summary>
    public Status SetEnvelope(EnvelopeOwner owner, long id, ReadOnlySpan<PointRow> points)
    {
        Status status = points.IsEmpty ? Status.Ok : Needs(DocumentFeatures.Envelopes, "an envelope");
        int index = 0;
        if (status == Status.Ok) status = FindOwner(owner, id, out index);
        if (status == Status.Ok) status = CheckPoints(points);
        if (status != Status.Ok) return status;
        status = BeginParts(EditKind.Envelope, out int mark, out bool opened);
        if (status != Status.Ok) return status;
        status = WritePoints(EditKind.Envelope, owner, id, points);
        if (status == Status.Ok && owner == EnvelopeOwner.Segment && ((List.Rows[index].Flags & SegmentRow.HasEnvelope) != 0) == points.IsEmpty)
            status = Mark(EditKind.Envelope, index, SegmentRow.HasEnvelope, set: !points.IsEmpty);
        return EndParts(status, mark, opened);
    }

    /// <summary>Sets the master's gain and limiter.</summary>
    public Status SetMaster(in MasterRow master)
    {
        Status status = master == MasterRow.Neutral ? Status.Ok : Needs(DocumentFeatures.Master, "a master gain or limiter");
        if (status != Status.Ok) return status;
        if (!(master.GainDb <= Limits.MaxGainDb) || !(master.CeilingDb is <= 0 and >= Limits.MinCeilingDb))
            return error.Fail(Status.InvalidArgument, $"master: a gain of {master.GainDb} dB and a ceiling of {master.CeilingDb} dB");
        return Change(EditKind.Master, DocumentTable.Master, _document.Masters, 0, _document.Masters.Count, new ReadOnlySpan<MasterRow>(in master));
    }

    // A cut leaves no trace: transitions whose pieces would be too short for them refuse it.
    private Status KeepsTransitions(int index, double at, in SegmentRow head, in SegmentRow tail)
    {
        bool fits = List.OverlapOf(index) <= head.Seconds / 2
            && (index + 1 == List.Count || List.OverlapOf(index + 1) <= tail.Seconds / 2);
        return fits ? Status.Ok : error.Fail(Status.InvalidArgument, $"cannot split at {at} s: the piece would be too short for its transition");
    }

    // Where a segment's transition stands, or would.
    private int TransitionAt(long segment)
    {
        Span<TransitionRow> rows = _document.Transitions.Span;
        int low = 0;
        int high = rows.Length;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (rows[middle].Segment < segment) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    // Sets or clears a flag of a segment.
    private Status Mark(EditKind kind, int index, int flag, bool set)
    {
        SegmentRow row = List.Rows[index];
        row.Flags = set ? row.Flags | flag : row.Flags & ~flag;
        return SpliceRows(kind, index, 1, new ReadOnlySpan<SegmentRow>(in row));
    }

    private Status FindOwner(EnvelopeOwner owner, long id, out int index)
    {
        index = 0;
        return owner switch
        {
            EnvelopeOwner.Segment => Find(new SegmentId(id), out index),
            EnvelopeOwner.Item => FindItem(new ItemId(id), out index),
            EnvelopeOwner.Lane => FindLane(new LaneId(id), out index),
            not EnvelopeOwner.Master => error.Fail(Status.InvalidArgument, $"an envelope cannot belong to a thing of kind {(int)owner}"),
            _ => id == 0 ? Status.Ok : error.Fail(Status.NotFound, $"there is no master {id}"),
        };
    }

    private Status CheckPoints(ReadOnlySpan<PointRow> points)
    {
        double before = double.NegativeInfinity;
        for (int i = 0; i < points.Length; i++)
        {
            (double seconds, double decibels) = points[i];
            if (!IsTime(seconds) || seconds <= before || !(decibels <= Limits.MaxGainDb))
                return error.Fail(Status.InvalidArgument, $"envelope point {i}: {decibels} dB at {seconds} s, after {before} s");
            before = seconds;
        }

        return Status.Ok;
    }

    // An owner's envelope, or the place for it, and its first point.
    private bool FindEnvelope(EnvelopeOwner kind, long owner, out int index, out int firstPoint)
    {
        ReadOnlySpan<EnvelopeRow> rows = _document.Envelopes.Span;
        firstPoint = 0;
        for (index = 0; index < rows.Length; index++)
        {
            ref readonly EnvelopeRow row = ref rows[index];
            if (row.OwnerKind > (int)kind || (row.OwnerKind == (int)kind && row.Owner >= owner)) break;
            firstPoint += row.Points;
        }

        return index < rows.Length && rows[index].OwnerKind == (int)kind && rows[index].Owner == owner;
    }

    // Replaces an owner's points, none by some, some by none.
    private Status WritePoints(EditKind kind, EnvelopeOwner owner, long id, ReadOnlySpan<PointRow> points)
    {
        bool known = FindEnvelope(owner, id, out int index, out int first);
        if (!known && points.IsEmpty) return Status.Ok;
        int count = known ? _document.Envelopes[index].Points : 0;
        var row = new EnvelopeRow { OwnerKind = (int)owner, Owner = id, Points = points.Length };
        ReadOnlySpan<EnvelopeRow> rows = points.IsEmpty ? default : new ReadOnlySpan<EnvelopeRow>(in row);
        Status status = Change(kind, DocumentTable.Points, _document.Points, first, count, points);
        return status == Status.Ok ? Change(kind, DocumentTable.Envelopes, _document.Envelopes, index, known ? 1 : 0, rows) : status;
    }

    // A new piece of a segment: the points under it, and one more on either side.
    private Status CopyEnvelope(EditKind kind, long from, in SegmentRow piece)
    {
        if (!FindEnvelope(EnvelopeOwner.Segment, from, out int index, out int first)) return Status.Ok;
        ReadOnlySpan<PointRow> points = _document.Points.Span.Slice(first, _document.Envelopes[index].Points);
        int low = 0;
        int high = points.Length;
        while (low + 1 < high && points[low + 1].Seconds <= piece.In) low++;
        while (high - 1 > low && points[high - 2].Seconds >= piece.Out) high--;
        _points.Clear();
        if (!_points.TrySplice(0, 0, points[low..high])) return NoRoom();
        return WritePoints(kind, EnvelopeOwner.Segment, piece.Id, _points.Span);
    }
}
