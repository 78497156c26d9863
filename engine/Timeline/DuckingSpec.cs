namespace Seamline;

/// <summary>How a lane goes down while the main lane is loud: a gain that is worked out from the levels of what the main lane plays.</summary>
/// <param name="AmountDb">Gain while it is down, dB, -96 to 0.</param>
/// <param name="ThresholdDb">
/// Level from which the main lane is loud, dB of full scale, -96 to 0: root mean square of the loudest channel of a track, in steps of about
/// 50 ms, with the gains of track and segment.
/// </param>
/// <param name="HoldSeconds">How long it stays down behind what is loud, seconds, 0 to 60.</param>
/// <param name="FallSeconds">How long it takes to go down, before what is loud, seconds, 0.005 to 10.</param>
/// <param name="RiseSeconds">How long it takes to come back, behind the hold, seconds, 0.005 to 10.</param>
/// <remarks>
/// Where less than hold, rise and fall lie between two loud places it stays down. The gain is linear in dB on its ways down and up, and comes to
/// that of the lane's envelope. Fades and envelopes of segments are left out. Levels are known of what was loaded once.
/// </remarks>
public readonly record struct DuckingSpec(double AmountDb, double ThresholdDb, double HoldSeconds, double FallSeconds, double RiseSeconds)
{
    /// <summary>For music under speech: -12 dB from -30 dB of full scale on; 1 s hold, 0.25 s fall, 0.5 s rise.</summary>
    public static DuckingSpec Default => new(-12, -30, 1, 0.25, 0.5);
}

/// <summary>The ducking of a lane as it stands.</summary>
/// <param name="Spec">How.</param>
/// <param name="Known">Share of what the main lane plays whose levels are known, 0 to 1; what is not known yet does not count as loud.</param>
public readonly record struct DuckingInfo(DuckingSpec Spec, double Known);

/// <summary>What gaps of the main lane sound like: a range of a clip, over and over, instead of silence.</summary>
/// <param name="Clip">The clip; one that the engine does not know is silence.</param>
/// <param name="InSeconds">In point, seconds on the clip's clock.</param>
/// <param name="OutSeconds">Out point; at least 0.25 s behind the in point.</param>
/// <param name="GainDb">Gain, dB; it comes to that of the gap.</param>
/// <param name="CrossfadeSeconds">
/// Equal-power crossfade from the end of the range to its beginning, where it goes round, 0.005 s to half the range.
/// </param>
/// <remarks>
/// Each gap begins with the in point; gaps that touch are one. It fades with the seams and transitions of the gap. Muted gaps are silent, and so
/// is what a lane makes the timeline longer.
/// </remarks>
public readonly record struct RoomToneSpec(ClipId Clip, double InSeconds, double OutSeconds, double GainDb, double CrossfadeSeconds)
{
    /// <summary>A range at its own level, with a crossfade of 0.1 s, or half the range.</summary>
    public RoomToneSpec(ClipId clip, double inSeconds, double outSeconds)
        : this(clip, inSeconds, outSeconds, 0, System.Math.Min(0.1, (outSeconds - inSeconds) / 2))
    {
    }
}
