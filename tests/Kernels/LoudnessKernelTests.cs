using System;
using System.Linq;
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
    public void Values_between_samples_are_sums_of_folded_taps(int channels)
    {
        float[] taps = TruePeakTaps.Table.ToArray();
        Assert.True(TruePeak.MostGain > Sum(taps[..TruePeak.Taps]) && TruePeak.MostGain > Sum(taps[TruePeak.Taps..]));
        float[] folded = new float[TruePeak.FoldedTaps];
        TruePeakTaps.Fold(folded);
        for (int frames = 0; frames <= 40; frames++)
        {
            int all = (frames + TruePeak.Before + TruePeak.After) * channels;
            using var buffer = new GuardedBuffer(Math.Max(all, 1));
            float[] noise = Bits.Noise(all, (uint)frames);
            float* at = buffer.EndingAtGuard(all);
            noise.CopyTo(new Span<float>(at, all));
            float expected = 0;
            double direct = 0;
            for (int i = 0; i < frames * channels; i++)
            {
                expected = Math.Max(expected, Between(noise.AsSpan(i), channels, folded));
                direct = Math.Max(direct, Between(noise.AsSpan(i), channels, taps, TruePeak.Taps));
            }

            float largest;
            fixed (float* table = folded) largest = TruePeak.Largest(at + (TruePeak.Before * channels), channels, (nuint)frames, table);
            Assert.Equal(expected, largest);
            Assert.Equal(direct, largest, 1e-6 * Math.Max(1, direct));
        }
    }

    [Fact]
    public void A_value_between_samples_is_bounded_by_the_bend_around_it()
    {
        ReadOnlySpan<float> taps = TruePeakTaps.Table;
        for (int phase = 0; phase < 2; phase++)
        {
            // The taps less a straight line between the two frames in the middle are second differences of some r: the bound is the sum of |r|.
            double[] e = [.. taps.Slice(phase * TruePeak.Taps, TruePeak.Taps).ToArray().Select(t => (double)t)];
            double place = e.Select((tap, k) => tap * (k - TruePeak.Before)).Sum();
            e[TruePeak.Before] -= 1 - place;
            e[TruePeak.Before + 1] -= place;
            double bound = 0, last = 0, r = 0;
            foreach (double tap in e)
            {
                (last, r) = (r, tap + (2 * r) - last);
                bound += Math.Abs(r);
            }

            Assert.InRange(place, 0, 1);
            Assert.Equal(0, r, 1e-6);
            Assert.InRange(bound, 0.1, TruePeak.MostBend);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Largest_samples_and_bends_are_found_at_every_length(int channels)
    {
        for (int frames = 0; frames <= 70; frames++)
        {
            int all = (frames + 2) * channels;
            using var buffer = new GuardedBuffer(all);
            float[] noise = Bits.Noise(all, (uint)frames);
            float* at = buffer.EndingAtGuard(all);
            noise.CopyTo(new Span<float>(at, all));
            float largest = 0, bend = 0;
            for (int i = 2 * channels; i < all; i++)
            {
                largest = Math.Max(largest, Math.Abs(noise[i]));
                bend = Math.Max(bend, Math.Abs((noise[i] + noise[i - (2 * channels)]) - (noise[i - channels] + noise[i - channels])));
            }

            CurvatureValue value;
            Curvature.Run(at + (2 * channels), channels, (nuint)frames, &value);
            Assert.Equal((largest, bend), (value.Largest, value.Bend));
        }

        const int count = 5;
        int floats = ((count * Curvature.StretchFrames) + 3) * channels;
        using var rows = new GuardedBuffer(floats);
        float* from = rows.EndingAtGuard(floats) + (2 * channels);
        Bits.Noise(floats, 9).CopyTo(new Span<float>(from - (2 * channels), floats));
        float* mosts = stackalloc float[count], bends = stackalloc float[count];
        Curvature.Stretches(from, channels, count, mosts, bends);
        for (int i = 0; i < count; i++, from += Curvature.StretchFrames * channels)
        {
            CurvatureValue value;
            Curvature.Run(from, channels, Curvature.StretchFrames, &value);
            Assert.Equal(Magnitude.Largest(from, (nuint)((Curvature.StretchFrames + 1) * channels)), mosts[i]);
            Assert.Equal(value.Bend, bends[i]);
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

    // In single precision, one rounding a step, as the kernel has it.
    private static float Between(ReadOnlySpan<float> samples, int channels, float[] folded)
    {
        float h = 0, e = 0, o = 0;
        for (int k = 0; k < TruePeak.Taps / 2; k++)
        {
            float near = samples[k * channels], far = samples[(TruePeak.Taps - 1 - k) * channels];
            h += (float)((double)(near + far) * folded[3 * k]);
            e += (float)((double)(near + far) * folded[(3 * k) + 1]);
            o += (float)((double)(near - far) * folded[(3 * k) + 2]);
        }

        return Math.Max(Math.Abs(h), Math.Abs(e) + Math.Abs(o));
    }

    private static double Between(ReadOnlySpan<float> samples, int channels, float[] taps, int half)
    {
        double a = 0, b = 0, c = 0;
        for (int k = 0; k < half; k++)
        {
            double x = samples[k * channels];
            a += x * taps[k];
            b += x * taps[half + k];
            c += x * taps[half - 1 - k];
        }

        return Math.Max(Math.Abs(a), Math.Max(Math.Abs(b), Math.Abs(c)));
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
