using System;
using System.Runtime.InteropServices;

namespace Seamline.Timeline;

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

    /// <summary>Length to which it repeats, seconds; 0 plays it once.</summary>
    public double LoopSeconds;

    /// <summary>The host's clip number.</summary>
    public uint Clip;

    /// <summary>Curve of the fade-in.</summary>
    public short FadeInCurve;

    /// <summary>Curve of the fade-out.</summary>
    public short FadeOutCurve;

    /// <summary>Seconds from its start to its end.</summary>
    public readonly double Seconds => LoopSeconds > 0 ? LoopSeconds : Out - In;

    /// <summary>Times that its range is played, the last one perhaps in part.</summary>
    public readonly int Pieces => LoopSeconds > Out - In ? (int)Math.Min(Math.Ceiling(LoopSeconds / (Out - In)), Limits.MaxLoopRepeats) + 1 : 1;

    /// <summary>Its fades reach over the pieces of a loop, so that no region can have them.</summary>
    public readonly bool NeedsShape => LoopSeconds > Out - In && (FadeIn > 0 || FadeOut > 0);

    /// <summary>First timeline frame.</summary>
    public readonly long StartFrame(int rate) => ExactTime.Frame(Start, rate);

    /// <summary>The timeline frame after the last.</summary>
    public readonly long EndFrame(int rate) => ExactTime.Frame(Start + Seconds, rate);
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

/// <summary>The ducking of a lane.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Spec">How.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DuckingRow(long Lane, DuckingSpec Spec);

/// <summary>What gaps of the main lane play.</summary>
/// <param name="Clip">The host's clip number.</param>
/// <param name="In">In point, seconds of the clip.</param>
/// <param name="Out">Out point, seconds of the clip.</param>
/// <param name="GainDb">Gain, dB.</param>
/// <param name="Crossfade">Crossfade where the range goes round, seconds.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct RoomToneRow(long Clip, double In, double Out, double GainDb, double Crossfade);

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
