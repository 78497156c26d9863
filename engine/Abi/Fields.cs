using System;

namespace Seamline.Abi;

/// <summary>
/// Names the field for which the engine refused a struct. Asked after a refusal only, so what is accepted pays nothing; where it finds no
/// field the engine's own sentence stays. Each check is the engine's, in the header's order.
/// </summary>
internal static unsafe class Fields
{
    private const string Unknown = "is unknown";
    private const string NoTime = "is not a time within 1e8 s";
    private const string Gain = "is not at most 60 dB";
    private const string Reversed = "lies before the in point";

    public static Status Mix(Engine engine, Status status, in SeamMix given) =>
        status != Status.InvalidArgument ? status
        : Mix(new FieldRow(engine, "seam_mix"), status, given.StereoMode, given.OffsetSeconds, given.GainDb);

    public static Status Track(Engine engine, Status status, in SeamTrack given, int row)
    {
        if (status != Status.InvalidArgument) return status;
        var at = new FieldRow(engine, "seam_track", row, "track");
        bool one = given.ChannelMode is (int)ChannelMode.One or (int)ChannelMode.Pair;
        return Border.Text(given.Path) is null ? at.Missing("path")
            : given.ChannelMode is < (int)ChannelMode.Downmix or > (int)ChannelMode.Pair ? at.Refuse("channel_mode", given.ChannelMode, Unknown)
            : one && given.FirstChannel < 0 ? at.Refuse("first_channel", given.FirstChannel, "is no channel; they are counted from 0")
            : given.ChannelMode == (int)ChannelMode.Pair && given.SecondChannel < 0 ? at.Refuse("second_channel", given.SecondChannel, "is no channel; they are counted from 0")
            : Mix(at, status, given.StereoMode, given.OffsetSeconds, given.GainDb);
    }

    public static Status Segment(Engine engine, Status status, in SegmentSpec given, int row = -1, string what = "segment")
    {
        if (status != Status.InvalidArgument) return status;
        var at = new FieldRow(engine, "seam_segment", row, what);
        return !IsTime(given.In) ? at.Refuse("in_seconds", given.In, NoTime)
            : !IsTime(given.Out) ? at.Refuse("out_seconds", given.Out, NoTime)
            : given.Out < given.In ? at.Refuse("out_seconds", given.Out, Reversed)
            : given.Speed is not (>= Limits.MinSpeed and <= Limits.MaxSpeed) ? at.Refuse("speed", given.Speed, "is outside 0.25..8")
            : given.SpeedMode is < SpeedMode.Silence or > SpeedMode.KeepPitch ? at.Refuse("speed_mode", (int)given.SpeedMode, Unknown)
            : !IsGain(given.GainDb) ? at.Refuse("gain_db", given.GainDb, Gain)
            : status;
    }

    public static Status Segments(Engine engine, Status status, ReadOnlySpan<SegmentSpec> given)
    {
        if (status != Status.InvalidArgument) return status;
        for (int i = 0; i < given.Length; i++)
        {
            if (IsBad(given[i])) return Segment(engine, status, given[i], i);
        }

        return status;
    }

    public static Status Edits(Engine engine, Status status, ReadOnlySpan<EditOperation> given)
    {
        if (status != Status.InvalidArgument) return status;
        for (int i = 0; i < given.Length; i++)
        {
            var at = new FieldRow(engine, "seam_edit", i, "edit");
            ref readonly EditOperation edit = ref given[i];
            if (edit.Action is < EditAction.Insert or > EditAction.SpeedMode) return at.Refuse("kind", (int)edit.Action, Unknown);
            if (edit.Action is EditAction.Insert or EditAction.Overwrite && IsBad(edit.Spec)) return Segment(engine, status, edit.Spec, i, "edit");
            if (edit.Action == EditAction.Gain && !IsGain(edit.Value)) return at.Refuse("value", edit.Value, Gain);
            if (edit.Action == EditAction.Speed && edit.Value is not (>= Limits.MinSpeed and <= Limits.MaxSpeed)) return at.Refuse("value", edit.Value, "is outside the speeds 0.25..8");
            if (edit.Action == EditAction.SpeedMode && edit.Index > (int)SpeedMode.KeepPitch) return at.Refuse("index", edit.Index, "is no SEAM_SPEED_ value");
        }

        return status;
    }

    public static Status Ranges(Engine engine, Status status, ReadOnlySpan<EditRange> given)
    {
        if (status != Status.InvalidArgument) return status;
        for (int i = 0; i < given.Length; i++)
        {
            var at = new FieldRow(engine, "seam_edit_range", i, "range");
            if (!IsTime(given[i].In)) return at.Refuse("in_seconds", given[i].In, NoTime);
            if (!IsTime(given[i].Out)) return at.Refuse("out_seconds", given[i].Out, NoTime);
            if (given[i].Out < given[i].In) return at.Refuse("out_seconds", given[i].Out, Reversed);
        }

        return status;
    }

    public static Status Lane(Engine engine, Status status, in SeamLane given) =>
        status == Status.InvalidArgument && !IsGain(given.GainDb) ? new FieldRow(engine, "seam_lane").Refuse("gain_db", given.GainDb, Gain) : status;

    public static Status Item(Engine engine, Status status, in SeamItem given)
    {
        if (status != Status.InvalidArgument) return status;
        var at = new FieldRow(engine, "seam_item");
        return !IsLength(given.StartSeconds) ? at.Refuse("start_seconds", given.StartSeconds, "is not a time from 0 to 1e8 s")
            : !IsTime(given.InSeconds) ? at.Refuse("in_seconds", given.InSeconds, NoTime)
            : !IsTime(given.OutSeconds) ? at.Refuse("out_seconds", given.OutSeconds, NoTime)
            : given.OutSeconds < given.InSeconds ? at.Refuse("out_seconds", given.OutSeconds, Reversed)
            : !IsGain(given.GainDb) ? at.Refuse("gain_db", given.GainDb, Gain)
            : !IsLength(given.FadeInSeconds) ? at.Refuse("fade_in_seconds", given.FadeInSeconds, "is no length")
            : !IsLength(given.FadeOutSeconds) ? at.Refuse("fade_out_seconds", given.FadeOutSeconds, "is no length")
            : !IsLength(given.LoopSeconds) ? at.Refuse("loop_seconds", given.LoopSeconds, "is no length")
            : given.LoopSeconds > 0 && given.OutSeconds - given.InSeconds < Limits.MinLoopSeconds ? at.Refuse("loop_seconds", given.LoopSeconds, "needs a range of at least 0.05 s")
            : !IsCurve(given.FadeInCurve) ? at.Refuse("fade_in_curve", given.FadeInCurve, Unknown)
            : !IsCurve(given.FadeOutCurve) ? at.Refuse("fade_out_curve", given.FadeOutCurve, Unknown)
            : status;
    }

    public static Status Ducking(Engine engine, Status status, in SeamDucking given)
    {
        if (status != Status.InvalidArgument) return status;
        var at = new FieldRow(engine, "seam_ducking");
        return given.AmountDb is not (>= -96 and <= 0) ? at.Refuse("amount_db", given.AmountDb, "is outside -96..0")
            : given.ThresholdDb is not (>= -96 and <= 0) ? at.Refuse("threshold_db", given.ThresholdDb, "is outside -96..0")
            : given.HoldSeconds is not (>= 0 and <= 60) ? at.Refuse("hold_seconds", given.HoldSeconds, "is outside 0..60")
            : given.FallSeconds != 0 && !IsSlope(given.FallSeconds) ? at.Refuse("fall_seconds", given.FallSeconds, "is outside 0.005..10")
            : given.RiseSeconds != 0 && !IsSlope(given.RiseSeconds) ? at.Refuse("rise_seconds", given.RiseSeconds, "is outside 0.005..10")
            : status;
    }

    public static Status RoomTone(Engine engine, Status status, in SeamRoomTone given)
    {
        if (status != Status.InvalidArgument) return status;
        var at = new FieldRow(engine, "seam_room_tone");
        double half = (given.OutSeconds - given.InSeconds) / 2;
        return given.Clip == 0 ? at.Refuse("clip", 0, "is no clip")
            : !IsTime(given.InSeconds) ? at.Refuse("in_seconds", given.InSeconds, NoTime)
            : !IsTime(given.OutSeconds) ? at.Refuse("out_seconds", given.OutSeconds, NoTime)
            : !(half >= Limits.MinRoomToneSeconds / 2) ? at.Refuse("out_seconds", given.OutSeconds, "is not at least 0.25 s behind the in point")
            : !IsGain(given.GainDb) ? at.Refuse("gain_db", given.GainDb, Gain)
            : given.CrossfadeSeconds != 0 && !(given.CrossfadeSeconds >= Limits.MinSlopeSeconds && given.CrossfadeSeconds <= half) ? at.Refuse("crossfade_seconds", given.CrossfadeSeconds, "is outside 0.005 s to half the range")
            : status;
    }

    public static Status Points(Engine engine, Status status, ReadOnlySpan<GainPoint> given)
    {
        if (status != Status.InvalidArgument) return status;
        for (int i = 0; i < given.Length; i++)
        {
            var at = new FieldRow(engine, "seam_envelope_point", i, "envelope point");
            if (!IsTime(given[i].Seconds)) return at.Refuse("seconds", given[i].Seconds, NoTime);
            if (i > 0 && given[i].Seconds <= given[i - 1].Seconds) return at.Refuse("seconds", given[i].Seconds, "is not behind the point before");
            if (!IsGain(given[i].Decibels)) return at.Refuse("gain_db", given[i].Decibels, Gain);
        }

        return status;
    }

    public static Status Master(Engine engine, Status status, in SeamMaster given)
    {
        if (status != Status.InvalidArgument) return status;
        var at = new FieldRow(engine, "seam_master");
        return given.Limiter is not (0 or 1) ? at.Refuse("limiter", given.Limiter, "is neither 0 nor 1")
            : !IsGain(given.GainDb) ? at.Refuse("gain_db", given.GainDb, Gain)
            : given.CeilingDb is not (>= Limits.MinCeilingDb and <= 0) ? at.Refuse("ceiling_db", given.CeilingDb, "is outside -24..0")
            : status;
    }

    private static Status Mix(in FieldRow at, Status status, int stereoMode, double offsetSeconds, double gainDb) =>
        !IsTime(offsetSeconds) ? at.Refuse("offset_seconds", offsetSeconds, NoTime)
        : !IsGain(gainDb) ? at.Refuse("gain_db", gainDb, Gain)
        : stereoMode is < (int)StereoMode.Stereo or > (int)StereoMode.MonoRight ? at.Refuse("stereo_mode", stereoMode, Unknown)
        : status;

    /// <summary>Whether <see cref="Track"/> would name a field.</summary>
    public static bool IsBad(in SeamTrack given) =>
        Border.Text(given.Path) is null || given.ChannelMode is < (int)ChannelMode.Downmix or > (int)ChannelMode.Pair
        || (given.ChannelMode is (int)ChannelMode.One or (int)ChannelMode.Pair && given.FirstChannel < 0)
        || (given.ChannelMode == (int)ChannelMode.Pair && given.SecondChannel < 0)
        || !IsTime(given.OffsetSeconds) || !IsGain(given.GainDb) || given.StereoMode is < (int)StereoMode.Stereo or > (int)StereoMode.MonoRight;

    private static bool IsBad(in SegmentSpec given) =>
        !IsTime(given.In) || !IsTime(given.Out) || given.Out < given.In || given.Speed is not (>= Limits.MinSpeed and <= Limits.MaxSpeed)
        || given.SpeedMode is < SpeedMode.Silence or > SpeedMode.KeepPitch || !IsGain(given.GainDb);

    private static bool IsTime(double seconds) => Math.Abs(seconds) <= Limits.MaxSeconds; // false for NaN too

    private static bool IsLength(double seconds) => seconds is >= 0 and <= Limits.MaxSeconds;

    private static bool IsSlope(double seconds) => seconds is >= Limits.MinSlopeSeconds and <= 10;

    private static bool IsGain(double decibels) => decibels <= Limits.MaxGainDb;

    private static bool IsCurve(int curve) => curve is (int)FadeShape.EqualPower or (int)FadeShape.Linear;
}
