using System;
using Seamline.Kernels;

namespace Seamline;

/// <summary>How loud a render came out.</summary>
/// <param name="Frames">Frames rendered.</param>
/// <param name="ClippedSamples">Samples of all channels beyond full scale, which integer formats and most devices clip.</param>
/// <param name="Peak">The largest magnitude of any sample; full scale is 1.</param>
public readonly record struct RenderLevels(long Frames, long ClippedSamples, float Peak)
{
    /// <summary>The gain by which an export came to its loudness, dB; 0 where none was asked for.</summary>
    public double GainDb { get; init; }

    /// <summary>The peak, dB of full scale; negative infinity of silence.</summary>
    public double PeakDbfs => 20 * Math.Log10(Peak);

    /// <summary>These and those of what was rendered next.</summary>
    internal unsafe RenderLevels With(float* interleaved, int channels, long frames)
    {
        PeakValue* values = stackalloc PeakValue[Limits.MaxChannels];
        PeakScan.Run(interleaved, channels, (nuint)frames, values);
        float peak = 0;
        for (int i = 0; i < channels && frames > 0; i++) peak = Math.Max(peak, Math.Max(-values[i].Min, values[i].Max));
        long clipped = 0;
        for (long i = 0; peak > 1 && i < frames * channels; i++) clipped += Math.Abs(interleaved[i]) > 1 ? 1 : 0;
        return new RenderLevels(Frames + frames, ClippedSamples + clipped, Math.Max(Peak, peak)) { GainDb = GainDb };
    }
}
