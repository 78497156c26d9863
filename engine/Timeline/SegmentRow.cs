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
    public readonly bool IsSilent => (Flags & Muted) != 0 || Speed != 1;

    /// <summary>Makes a row of a host's description.</summary>
    public static SegmentRow From(in SegmentSpec spec, long id) => new()
    {
        Id = id,
        In = spec.In,
        Out = spec.Out,
        Speed = spec.Speed,
        GainDb = spec.GainDb,
        Clip = spec.Clip.Value,
        Flags = (spec.Muted ? Muted : 0) | ((int)spec.SpeedMode << 8),
    };

    /// <summary>The host's description of the row.</summary>
    public readonly SegmentSpec ToSpec() => new(new ClipId(Clip), In, Out)
    {
        Speed = Speed,
        GainDb = GainDb,
        Muted = (Flags & Muted) != 0,
        SpeedMode = (SpeedMode)(Flags >> 8),
    };
}
