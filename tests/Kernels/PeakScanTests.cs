using System;
using System.Runtime.InteropServices;
using Seamline.Kernels;
using Xunit;

namespace Seamline.Tests.Kernels;

/// <summary>The scan, every length and number of channels, against the documented formula to the bit, with guard pages around.</summary>
public sealed unsafe class PeakScanTests
{
    private const int Longest = 257;

    public static TheoryData<int> Channels() => [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory]
    [MemberData(nameof(Channels))]
    public void Equals_the_formula_at_every_length_and_place(int channels)
    {
        using var buffer = new GuardedBuffer((Longest * channels) + 64);
        for (int frames = 0; frames <= Longest; frames++)
        {
            float[] noise = Bits.Noise(frames * channels, (uint)(frames + 1));
            foreach (nint place in (ReadOnlySpan<nint>)[(nint)buffer.Start, (nint)buffer.EndingAtGuard(noise.Length), (nint)(buffer.Start + 1 + (frames % 8))])
            {
                float* at = (float*)place;
                noise.CopyTo(new Span<float>(at, noise.Length));
                Same(Expected(noise, channels), Run(at, channels, frames), $"{frames} frames of {channels}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void Every_lane_finds_an_extreme_wherever_it_is(int channels)
    {
        float[] samples = new float[256 * channels];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = i % 2 == 0 ? 3 : -3;
            fixed (float* at = samples)
            {
                PeakValue[] found = Run(at, channels, 256);
                for (int c = 0; c < channels; c++)
                {
                    Assert.Equal(c == i % channels && i % 2 == 0 ? 3 : 0, found[c].Max);
                    Assert.Equal(c == i % channels && i % 2 != 0 ? -3 : 0, found[c].Min);
                    Assert.Equal(c == i % channels ? 9 : 0, found[c].Squares);
                }
            }

            samples[i] = 0;
        }
    }

    [Fact]
    public void Odd_samples_follow_the_formula()
    {
        float[] odd =
        [
            0f, -0f, float.Epsilon, -float.Epsilon, 1e-39f, float.MaxValue, float.MinValue, 1e20f, 0.1f, float.PositiveInfinity,
            float.NegativeInfinity, float.NaN, -float.NaN,
        ];
        float[] samples = new float[odd.Length * odd.Length * 4];
        for (int i = 0; i < samples.Length; i++) samples[i] = odd[(i + (i / odd.Length)) % odd.Length];
        for (int channels = 1; channels <= 8; channels++)
        {
            fixed (float* at = samples)
                Same(Expected(samples.AsSpan(0, samples.Length / channels * channels), channels), Run(at, channels, samples.Length / channels), $"{channels} channels");
        }

        float[] none = [float.NaN, -0f, float.NaN, -0f];
        fixed (float* at = none)
        {
            PeakValue value = Run(at, 1, 4)[0];
            Assert.Equal(0, BitConverter.SingleToInt32Bits(value.Min));
            Assert.Equal(0, BitConverter.SingleToInt32Bits(value.Max));
        }
    }

    /// <summary>What all widths must agree on; <see cref="WidthTests"/> writes it beside the other kernels' hashes.</summary>
    internal static string HashLine()
    {
        ulong hash = Bits.Hash([]);
        for (int channels = 1; channels <= 8; channels++)
        {
            float[] samples = Bits.Noise(4_001 * channels, (uint)channels);
            fixed (float* at = samples)
            {
                foreach (int frames in (ReadOnlySpan<int>)[1, 7, 200, 256, 4_001])
                {
                    PeakValue[] found = Run(at, channels, frames);
                    hash = Bits.Hash(MemoryMarshal.AsBytes(found.AsSpan()), hash);
                }
            }
        }

        return $"{hash:x16} Peaks";
    }

    private static PeakValue[] Run(float* at, int channels, int frames)
    {
        var values = new PeakValue[channels];
        fixed (PeakValue* to = values) PeakScan.Run(at, channels, (nuint)frames, to);
        return values;
    }

    // The formula of PeakScan's documentation, lane by lane.
    private static PeakValue[] Expected(ReadOnlySpan<float> samples, int channels)
    {
        int period = 8 % channels == 0 ? 32 : 8 * (channels == 6 ? 3 : channels);
        int lanes = 8 % channels == 0 ? 8 : period;
        float[] sums = new float[period];
        int whole = samples.Length / period * period;
        for (int i = 0; i < whole; i++) sums[i % period] += Square(samples[i]);
        if (lanes < period)
        {
            for (int lane = 0; lane < 8; lane++) sums[lane] = (sums[lane] + sums[lane + 8]) + (sums[lane + 16] + sums[lane + 24]);
        }

        for (int i = whole; i < samples.Length; i++) sums[(i - whole) % lanes] += Square(samples[i]);
        var expected = new PeakValue[channels];
        for (int c = 0; c < channels; c++)
        {
            expected[c] = PeakValue.Empty;
            for (int lane = c; lane < lanes; lane += channels) expected[c].Squares += sums[lane];
        }

        for (int i = 0; i < samples.Length; i++)
        {
            float x = float.IsNaN(samples[i]) || samples[i] == 0 ? 0 : samples[i];
            ref PeakValue value = ref expected[i % channels];
            value.Min = Math.Min(value.Min, x);
            value.Max = Math.Max(value.Max, x);
        }

        return expected;
    }

    private static float Square(float x) => float.IsNaN(x) ? 0 : (float)((double)x * x);

    private static void Same(PeakValue[] expected, PeakValue[] found, string what)
    {
        Bits.Same(MemoryMarshal.Cast<PeakValue, float>(expected), MemoryMarshal.Cast<PeakValue, float>(found), what);
    }
}
