namespace Seamline;

/// <summary>A clip, by the number the host gave it; 0 is no clip.</summary>
/// <param name="Value">The host's number.</param>
public readonly record struct ClipId(uint Value)
{
    /// <summary>No clip: a gap.</summary>
    public static ClipId None => default;
}

/// <summary>A segment on the timeline. Given by the engine, never reused, kept over edits, undo and redo.</summary>
/// <param name="Value">The engine's number, from 1.</param>
public readonly record struct SegmentId(long Value);

/// <summary>A segment as a host describes it: a range of a clip, marked with in and out points.</summary>
public readonly record struct SegmentSpec
{
    /// <summary>A range of a clip at its own speed.</summary>
    /// <param name="clip">The clip; <see cref="ClipId.None"/> makes a gap. A clip the engine does not know is silence.</param>
    /// <param name="inSeconds">In point: the first instant used, seconds on the clip's clock. Negative is leading silence.</param>
    /// <param name="outSeconds">Out point: the instant after the last one, seconds; not before <paramref name="inSeconds"/>.</param>
    public SegmentSpec(ClipId clip, double inSeconds, double outSeconds)
    {
        Clip = clip;
        In = inSeconds;
        Out = outSeconds;
        Speed = 1;
    }

    /// <summary>The clip.</summary>
    public ClipId Clip { get; init; }

    /// <summary>In point, seconds on the clip's clock.</summary>
    public double In { get; init; }

    /// <summary>Out point, seconds on the clip's clock.</summary>
    public double Out { get; init; }

    /// <summary>Speed, 0.25..8; the segment lasts (Out - In) / Speed.</summary>
    public double Speed { get; init; }

    /// <summary>What a speed other than 1 sounds like.</summary>
    public SpeedMode SpeedMode { get; init; }

    /// <summary>Gain, dB; negative infinity is mute.</summary>
    public double GainDb { get; init; }

    /// <summary>Silent but in its place.</summary>
    public bool Muted { get; init; }
}

/// <summary>A segment on the timeline, as it stands.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Spec">Clip, range, speed, gain.</param>
/// <param name="StartFrame">First timeline frame.</param>
/// <param name="EndFrame">The timeline frame after the last.</param>
/// <param name="ClipFrame">Clip frame heard at <paramref name="StartFrame"/>.</param>
public readonly record struct SegmentInfo(SegmentId Id, SegmentSpec Spec, long StartFrame, long EndFrame, long ClipFrame)
{
    /// <summary>Frames of it before the clip's start or behind its end, which are silent; 0 for gaps and unknown clips. An estimate until the clip's length is exact.</summary>
    public long BeyondFrames { get; init; }
}
