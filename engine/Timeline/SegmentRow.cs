using System.Runtime.InteropServices;

namespace Seamline.Timeline;

/// <summary>A segment in the model: what the host gave, and below it what layout derives.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SegmentRow
{
    /// <summary>Flag: silent but in its place.</summary>
    public const int Muted = 1;

    /// <summary>Flag: there is a transition from the segment before.</summary>
    public const int HasTransition = 2;

    /// <summary>Flag: there is an envelope.</summary>
    public const int HasEnvelope = 4;

    /// <summary>Flag: heard at a speed other than 1.</summary>
    public const int Stretched = 8;

    /// <summary>Flag: silent whatever its gain: muted, or at a speed whose mode is silence.</summary>
    public const int Silent = 16;

    /// <summary>Flags that say what other tables hold for it.</summary>
    public const int Parts = HasTransition | HasEnvelope;

    /// <summary>Identity.</summary>
    public long Id;

    /// <summary>In point, seconds.</summary>
    public double In;

    /// <summary>Out point, seconds.</summary>
    public double Out;

    /// <summary>Speed.</summary>
    public double Speed;

    /// <summary>Gain, dB.</summary>
    public double GainDb;

    /// <summary>The host's clip number, 0 for a gap.</summary>
    public uint Clip;

    /// <summary>Flags, and the speed mode in bits 8 and up.</summary>
    public int Flags;

    /// <summary>Derived: first timeline frame.</summary>
    public long Start;

    /// <summary>Derived: clip frame heard at <see cref="Start"/>.</summary>
    public long ClipFrame;

    /// <summary>Segment length, seconds.</summary>
    public readonly double Seconds => (Out - In) / Speed;

    /// <summary>Silent whatever its gain: muted, or at a speed whose mode is silence.</summary>
    public readonly bool IsSilent => (Flags & Silent) != 0;

    /// <summary>Heard at a speed other than 1, muted or not: <see cref="ClipFrame"/> is on the stretched clock.</summary>
    public readonly bool IsStretched => (Flags & Stretched) != 0;

    /// <summary>What it sounds like at a speed other than 1.</summary>
    public readonly SpeedMode Mode => (SpeedMode)(Flags >> 8);

    /// <summary>Makes a row of a host's description.</summary>
    public static SegmentRow From(in SegmentSpec spec, long id) => new()
    {
        Id = id,
        In = spec.In,
        Out = spec.Out,
        Speed = spec.Speed,
        GainDb = spec.GainDb,
        Clip = spec.Clip.Value,
        Flags = FlagsOf(spec),
    };

    /// <summary>The host's description of the row.</summary>
    public readonly SegmentSpec ToSpec() => new(new ClipId(Clip), In, Out)
    {
        Speed = Speed,
        GainDb = GainDb,
        Muted = (Flags & Muted) != 0,
        SpeedMode = Mode,
    };

    private static int FlagsOf(in SegmentSpec spec)
    {
        bool plain = spec.Speed == 1;
        bool silent = spec.Muted || (!plain && spec.SpeedMode == SpeedMode.Silence);
        return (spec.Muted ? Muted : 0) | (silent ? Silent : 0) | (!plain && spec.SpeedMode != SpeedMode.Silence ? Stretched : 0) | ((int)spec.SpeedMode << 8);
    }
}
