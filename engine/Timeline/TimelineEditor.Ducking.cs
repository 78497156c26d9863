using System;
using Seamline.Memory;

namespace Seamline.Timeline;

// Ducking of lanes, and what gaps of the main lane sound like.
internal sealed partial class TimelineEditor
{
    /// <summary>Room for points, for <see cref="ReplaceDucking"/>.</summary>
    public NativeList<PointRow> PointScratch => _points;

    /// <summary>Gives a lane ducking, or another one.</summary>
    public Status SetDucking(LaneId lane, in DuckingSpec spec)
    {
        Status status = FindLane(lane, out _);
        if (status != Status.Ok) return status;
        if (!(spec.AmountDb is >= -96 and <= 0 && spec.ThresholdDb is >= -96 and <= 0))
            return error.Fail(Status.InvalidArgument, $"ducking by {spec.AmountDb} dB from {spec.ThresholdDb} dB on: both lie in -96..0 dB");
        if (!(spec.HoldSeconds is >= 0 and <= 60 && IsSlope(spec.FallSeconds) && IsSlope(spec.RiseSeconds)))
            return error.Fail(Status.InvalidArgument, $"ducking with a hold of {spec.HoldSeconds} s (0..60 s), a fall of {spec.FallSeconds} s and a rise of {spec.RiseSeconds} s (0.005..10 s)");
        var row = new DuckingRow(lane.Value, spec);
        bool known = FindDucking(lane.Value, out int index);
        return Change(EditKind.Ducking, DocumentTable.Duckings, _document.Duckings, index, known ? 1 : 0, new ReadOnlySpan<DuckingRow>(in row));
    }

    /// <summary>Takes a lane's ducking away.</summary>
    public Status RemoveDucking(LaneId lane)
    {
        Status status = ReadDucking(lane, out _);
        if (status != Status.Ok) return status;
        _ = FindDucking(lane.Value, out int index);
        return Change(EditKind.Ducking, DocumentTable.Duckings, _document.Duckings, index, 1, default);
    }

    /// <summary>A lane's ducking.</summary>
    public Status ReadDucking(LaneId lane, out DuckingSpec spec)
    {
        spec = default;
        Status status = FindLane(lane, out _);
        if (status != Status.Ok) return status;
        if (!FindDucking(lane.Value, out int index)) return error.Fail(Status.NotFound, $"lane {lane.Value} has no ducking");
        spec = _document.Duckings[index].Spec;
        return Status.Ok;
    }

    /// <summary>Makes points of a lane's ducking: its envelope becomes these, and the ducking goes.</summary>
    public Status ReplaceDucking(LaneId lane, ReadOnlySpan<PointRow> points)
    {
        Status status = CheckPoints(points);
        int mark = 0;
        bool opened = false;
        if (status == Status.Ok) status = BeginParts(EditKind.Ducking, out mark, out opened);
        if (status != Status.Ok) return status;
        status = RemoveDucking(lane);
        if (status == Status.Ok) status = WritePoints(EditKind.Ducking, EnvelopeOwner.Lane, lane.Value, points);
        return EndParts(status, mark, opened);
    }

    /// <summary>Sets what gaps sound like; null for silence.</summary>
    public Status SetRoomTone(RoomToneSpec? spec)
    {
        int known = _document.RoomTones.Count;
        if (spec is not { } tone) return known == 0 ? Status.Ok : Change<RoomToneRow>(EditKind.RoomTone, DocumentTable.RoomTone, _document.RoomTones, 0, 1, default);
        if (!IsTime(tone.InSeconds) || !IsTime(tone.OutSeconds) || !(tone.OutSeconds - tone.InSeconds >= Limits.MinRoomToneSeconds))
            return error.Fail(Status.InvalidArgument, $"room tone from {tone.InSeconds} s to {tone.OutSeconds} s: it needs at least {Limits.MinRoomToneSeconds} s");
        if (!(tone.CrossfadeSeconds >= Limits.MinSlopeSeconds && tone.CrossfadeSeconds <= (tone.OutSeconds - tone.InSeconds) / 2))
            return error.Fail(Status.InvalidArgument, $"room tone of {tone.OutSeconds - tone.InSeconds} s with a crossfade of {tone.CrossfadeSeconds} s: from {Limits.MinSlopeSeconds} s to half of it");
        if (tone.Clip.Value == 0 || !(tone.GainDb <= Limits.MaxGainDb))
            return error.Fail(Status.InvalidArgument, $"room tone of clip {tone.Clip.Value} at {tone.GainDb} dB");
        var row = new RoomToneRow(tone.Clip.Value, tone.InSeconds, tone.OutSeconds, tone.GainDb, tone.CrossfadeSeconds);
        return Change(EditKind.RoomTone, DocumentTable.RoomTone, _document.RoomTones, 0, known, new ReadOnlySpan<RoomToneRow>(in row));
    }

    // Where a lane's ducking stands, or would.
    private bool FindDucking(long lane, out int index)
    {
        ReadOnlySpan<DuckingRow> rows = _document.Duckings.Span;
        for (index = 0; index < rows.Length && rows[index].Lane < lane; index++) continue;
        return index < rows.Length && rows[index].Lane == lane;
    }

    private static bool IsSlope(double seconds) => seconds is >= Limits.MinSlopeSeconds and <= 10;
}
