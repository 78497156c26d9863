using System;
using Seamline.Kernels;
using Seamline.Loudness;
using Xunit;

namespace Seamline.Tests.Kernels;

/// <summary>The kernels of meter and limiter beside their formulas, at every length, with guard pages around.</summary>
public sealed unsafe class LoudnessKernelTests
{
    private const int Longest = 257;

    [Fact]
    public void The_largest_magnitude_is_found_wherever_it_is()
    {
        using var buffer = new GuardedBuffer(Longest);
        for (int count = 0; count <= Longest; count++)
        {
            float[] noise = Bits.Noise(count, (uint)count);
            float* at = buffer.EndingAtGuard(count);
            noise.CopyTo(new Span<float>(at, count));
            Assert.Equal(Largest(noise), Magnitude.Largest(at, (nuint)count));
            if (count == 0) continue;
            for (int place = 0; place < count; place++)
            {
                float was = at[place];
                at[place] = place % 2 == 0 ? 1e6f : -1e6f;
                Assert.Equal(1e6f, Magnitude.Largest(at, (nuint)count));
                at[place] = was;
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Values_between_samples_are_sums_of_taps_in_order(int channels)
    {
        float[] taps = TruePeakTaps.Table.ToArray();
        Assert.True(TruePeak.MostGain > Sum(taps[..TruePeak.Taps]) && TruePeak.MostGain > Sum(taps[TruePeak.Taps..]));
        for (int frames = 0; frames <= 40; frames++)
        {
            int all = (frames + TruePeak.Before + TruePeak.After) * channels;
            using var buffer = new GuardedBuffer(Math.Max(all, 1));
            float[] noise = Bits.Noise(all, (uint)frames);
            float* at = buffer.EndingAtGuard(all);
            noise.CopyTo(new Span<float>(at, all));
            float expected = 0;
            for (int i = 0; i < frames * channels; i++)
            {
                float a = 0, b = 0, c = 0;
                for (int k = 0; k < TruePeak.Taps; k++)
                {
                    float x = noise[i + (k * channels)];
                    a += (float)((double)x * taps[k]);
                    b += (float)((double)x * taps[TruePeak.Taps + k]);
                    c += (float)((double)x * taps[TruePeak.Taps - 1 - k]);
                }

                expected = Math.Max(expected, Math.Max(Math.Abs(a), Math.Max(Math.Abs(b), Math.Abs(c))));
            }

            fixed (float* table = taps)
                Assert.Equal(expected, TruePeak.Largest(at + (TruePeak.Before * channels), channels, (nuint)frames, table));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_slope_of_gain_is_a_function_of_the_frame(int channels)
    {
        for (int first = 0; first <= GainSlope.Frames; first++)
        {
            for (int frames = 0; first + frames <= GainSlope.Frames; frames++)
            {
                int count = frames * channels;
                using var from = new GuardedBuffer(Math.Max(count, 1));
                using var to = new GuardedBuffer(Math.Max(count, 1));
                float[] noise = Bits.Noise(count, (uint)first);
                float* src = from.EndingAtGuard(count), dst = to.EndingAtGuard(count);
                noise.CopyTo(new Span<float>(src, count));
                GainSlope.Run(dst, src, 0.9f, 0.3f, first, channels, frames);
                for (int i = 0; i < count; i++)
                {
                    float gain = 0.9f + (float)((double)(0.3f - 0.9f) * ((first + (i / channels)) / 16f));
                    Assert.Equal((float)((double)noise[i] * gain), dst[i]);
                }

                GainSlope.Run(dst, src, 1, 1, first, channels, frames);
                Bits.Same(noise, new ReadOnlySpan<float>(dst, count), "unity");
            }
        }
    }

    [Fact]
    public void The_k_weighting_at_48_khz_has_the_published_coefficients()
    {
        KWeightingFilter filter = KWeightingDesign.ForRate(48_000);
        Assert.Equal(1.53512485958697, filter.B0, 1e-13);
        Assert.Equal(-2.69169618940638, filter.B1, 1e-13);
        Assert.Equal(1.19839281085285, filter.B2, 1e-13);
        Assert.Equal(-1.69065929318241, filter.A1, 1e-13);
        Assert.Equal(0.73248077421585, filter.A2, 1e-13);
        Assert.Equal(-1.99004745483398, filter.C1, 1e-13);
        Assert.Equal(0.99007225036621, filter.C2, 1e-13);
    }

    private static float Largest(float[] samples)
    {
        float largest = 0;
        foreach (float sample in samples) largest = Math.Max(largest, Math.Abs(sample));
        return largest;
    }

    private static float Sum(float[] taps)
    {
        float sum = 0;
        foreach (float tap in taps) sum += Math.Abs(tap);
        return sum;
    }
}
