using System.Runtime.InteropServices;

namespace Seamline.Timeline;

/// <summary>A lane, by the number the engine gave it; never reused.</summary>
/// <param name="Value">The number, from 1.</param>
internal readonly record struct LaneId(long Value);

/// <summary>An item on a lane, by the number the engine gave it; never reused.</summary>
/// <param name="Value">The number, from 1.</param>
internal readonly record struct ItemId(long Value);

/// <summary>How a transition goes from one segment to the next.</summary>
internal enum TransitionKind
{
    /// <summary>Cosine out, sine in.</summary>
    EqualPower = 0,

    /// <summary>Straight lines.</summary>
    Linear = 1,

    /// <summary>Straight to silence at half way, straight back.</summary>
    ThroughBlack = 2,
}

/// <summary>What an envelope belongs to.</summary>
internal enum EnvelopeOwner
{
    /// <summary>A segment: seconds of its clip's clock.</summary>
    Segment = 0,

    /// <summary>An item: seconds from its start.</summary>
    Item = 1,

    /// <summary>A lane: seconds of the timeline.</summary>
    Lane = 2,

    /// <summary>The master: seconds of the timeline; owner 0.</summary>
    Master = 3,
}

/// <summary>A lane beside the main one.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct LaneRow
{
    /// <summary>Flag: silent.</summary>
    public const int Muted = 1;

    /// <summary>Flag: lanes without it are silent.</summary>
    public const int Solo = 2;

    /// <summary>Flag: its items move with edits of the main lane.</summary>
    public const int Ripples = 4;

    /// <summary>Flag: its items may make the timeline longer.</summary>
    public const int Extends = 8;

    /// <summary>Identity.</summary>
    public long Id;

    /// <summary>Gain, dB.</summary>
    public double GainDb;

    /// <summary>Flags.</summary>
    public long Flags;
}

/// <summary>A range of a clip, placed in timeline time on a lane.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct ItemRow
{
    /// <summary>Identity.</summary>
    public long Id;

    /// <summary>The lane.</summary>
    public long Lane;

    /// <summary>First instant, seconds of the timeline.</summary>
    public double Start;

    /// <summary>In point, seconds of the clip.</summary>
    public double In;

    /// <summary>Out point, seconds of the clip.</summary>
    public double Out;

    /// <summary>Gain, dB.</summary>
    public double GainDb;

    /// <summary>Length of the fade-in, seconds.</summary>
    public double FadeIn;

    /// <summary>Length of the fade-out, seconds.</summary>
    public double FadeOut;

    /// <summary>Repeats until it is so long, seconds; 0 plays it once.</summary>
    public double LoopSeconds;

    /// <summary>The host's clip number.</summary>
    public uint Clip;

    /// <summary>Curve of the fade-in.</summary>
    public short FadeInCurve;

    /// <summary>Curve of the fade-out.</summary>
    public short FadeOutCurve;
}

/// <summary>The overlap of a segment with the one before it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct TransitionRow
{
    /// <summary>The right one of the two segments.</summary>
    public long Segment;

    /// <summary>Length as the host gave it, seconds; what fits is decided where it is compiled.</summary>
    public double Seconds;

    /// <summary>How it goes.</summary>
    public long Kind;
}

/// <summary>An envelope; its points stand in the table of points, behind those of the envelopes before it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct EnvelopeRow
{
    /// <summary>Kind of the owner.</summary>
    public int OwnerKind;

    /// <summary>Points.</summary>
    public int Points;

    /// <summary>The owner's number.</summary>
    public long Owner;
}

/// <summary>A point of an envelope.</summary>
/// <param name="Seconds">Time on the owner's clock.</param>
/// <param name="Decibels">Gain; -96 dB and below is silence.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct PointRow(double Seconds, double Decibels);

/// <summary>The master bus.</summary>
/// <param name="GainDb">Gain, dB.</param>
/// <param name="CeilingDb">Ceiling of the limiter, dB true peak.</param>
/// <param name="Limiter">Not 0: the limiter works.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct MasterRow(double GainDb, double CeilingDb, long Limiter)
{
    /// <summary>Unity, no limiter.</summary>
    public static MasterRow Neutral => new(0, -1, 0);
}
