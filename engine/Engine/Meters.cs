using System.Runtime.CompilerServices;

namespace Seamline;

/// <summary>A value for each channel.</summary>
[InlineArray(Limits.MaxChannels)]
public struct ChannelValues
{
    private double _first;
}

/// <summary>What the meters of the output read. What there is none of, as of silence, is negative infinity.</summary>
public readonly struct Meters
{
    /// <summary>Channels of the output.</summary>
    public int Channels { get; init; }

    /// <summary>Frames metered since the start.</summary>
    public long Frames { get; init; }

    /// <summary>Largest magnitude of samples and of values between them at four times the rate, since the start, dB of full scale.</summary>
    public double TruePeakDbtp { get; init; }

    /// <summary>Largest sample since the start, dB of full scale.</summary>
    public double SamplePeakDbfs { get; init; }

    /// <summary>Loudness of the last 400 ms, LUFS.</summary>
    public double MomentaryLufs { get; init; }

    /// <summary>Loudness of the last 3 s, LUFS.</summary>
    public double ShortTermLufs { get; init; }

    /// <summary>Gated loudness since the start, LUFS.</summary>
    public double IntegratedLufs { get; init; }

    /// <summary>The largest momentary value since the start.</summary>
    public double MaxMomentaryLufs { get; init; }

    /// <summary>The largest short-term value since the start.</summary>
    public double MaxShortTermLufs { get; init; }

    /// <summary>By channel: largest sample of the last 50 ms, dB of full scale.</summary>
    public ChannelValues PeakDbfs { get; init; }

    /// <summary>By channel: root mean square of the last 300 ms, dB of full scale.</summary>
    public ChannelValues RmsDbfs { get; init; }
}
