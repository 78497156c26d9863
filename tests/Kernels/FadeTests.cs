using System;
using System.Linq;
using CsCheck;
using Seamline.Kernels;
using Xunit;

namespace Seamline.Tests.Kernels;

/// <summary>What fades promise beyond their formula: ends, accuracy, identity, and independence of the block split.</summary>
public sealed unsafe class FadeTests
{
    [Fact]
    public void Any_block_split_gives_the_same_bits() =>
        Gen.Select(Gen.OneOf<KernelCase>(KernelCase.All().ToArray()), Gen.Int[-300, 300], Gen.Int[1, 90].Array[1, 9])
            .Sample(
                (kernel, k, blocks) =>
                {
                    int units = blocks.Sum();
                    float[] whole = Bits.Noise(units * kernel.DstWidth, 4);
                    float[] split = Bits.Noise(units * kernel.DstWidth, 4);
                    float[] a = Bits.Noise(units * kernel.SrcWidth, 5);
                    float[] b = Bits.Noise(units * kernel.SrcWidth, 6);
                    fixed (float* w = whole, s = split, pa = a, pb = b)
                    {
                        kernel.Run(w, pa, pb, k, (nuint)units);
                        int at = 0;
                        foreach (int block in blocks)
                        {
                            float* ba = pa + (at * kernel.SrcWidth);
                            float* bb = pb + (at * kernel.SrcWidth);
                            kernel.Run(s + (at * kernel.DstWidth), ba, bb, k + at, (nuint)block);
                            at += block;
                        }
                    }

                    Bits.Same(whole, split, kernel.Name);
                },
                iter: 2_000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void Crossfade_leaves_equal_content_as_it_is(int channels)
    {
        float[] content = Bits.Noise(channels * 301, 7);
        content[0] = -0f;
        content[3] = 0f;
        content[channels * 5] = -float.Epsilon;
        content[channels * 300] = -0f;
        content[channels * 20] = float.MaxValue;
        float[] twin = [.. content];
        var output = new float[content.Length];
        fixed (float* o = output, a = content, b = twin)
            Crossfade.Linear(o, a, b, -7, 240, channels, 301);
        Bits.Same(content, output, "equal content");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Crossfade_may_write_over_either_input(int channels)
    {
        float[] old = Bits.Noise(channels * 259, 8), fresh = Bits.Noise(channels * 259, 9);
        float[] output = new float[old.Length], overOld = [.. old], overNew = [.. fresh];
        fixed (float* o = output, a = old, b = fresh, ao = overOld, bo = overNew)
        {
            Crossfade.Linear(o, a, b, 3, 240, channels, 259);
            Crossfade.Linear(ao, ao, b, 3, 240, channels, 259);
            Crossfade.Linear(bo, a, bo, 3, 240, channels, 259);
        }

        Bits.Same(output, overOld, "over the old block");
        Bits.Same(output, overNew, "over the new block");
    }

    [Fact]
    public void Crossfade_begins_with_the_old_and_ends_with_the_new()
    {
        var old = new float[64];
        float[] fresh = Bits.Noise(64, 10);
        var output = new float[64];
        Array.Fill(old, 0.5f);
        Array.Fill(fresh, 0.25f);
        fixed (float* o = output, a = old, b = fresh)
            Crossfade.Linear(o, a, b, -16, 32, 1, 64);
        Assert.All(output[..17], x => Assert.Equal(0.5f, x));
        Assert.All(output[48..], x => Assert.Equal(0.25f, x));
        Assert.Equal(0.375f, output[32]);
        for (int i = 17; i <= 48; i++)
            Assert.True(output[i] < output[i - 1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(48)]
    [InlineData(241)]
    [InlineData(3 * 48_000 + 1)]
    public void Ends_are_exact_and_the_middle_is_near_the_true_sine(int fade)
    {
        float[] rise = Gains(EqualPower.FadeIn, -20, fade, fade + 40);
        float[] fall = Gains(EqualPower.FadeOut, -20, fade, fade + 40);
        Assert.All(rise[..21], x => Assert.Equal(0f, x));
        Assert.All(rise[(20 + fade)..], x => Assert.Equal(1f, x));
        Assert.All(fall[..21], x => Assert.Equal(1f, x));
        Assert.All(fall[(20 + fade)..], x => Assert.Equal(0f, x));
        double error = 0, power = 0, highest = 0;
        for (int k = 0; k <= fade; k++)
        {
            double x = Math.PI / 2 * k / fade;
            error = Math.Max(error, Math.Max(Math.Abs(rise[20 + k] - Math.Sin(x)), Math.Abs(fall[20 + k] - Math.Cos(x))));
            power = Math.Max(power, Math.Abs(((double)rise[20 + k] * rise[20 + k]) + ((double)fall[20 + k] * fall[20 + k]) - 1));
            highest = Math.Max(highest, Math.Max(rise[20 + k], fall[20 + k]));
        }

        Assert.InRange(error, 0, 1.1e-7);
        Assert.InRange(power, 0, 3e-7);
        Assert.InRange(highest, 0, 1);
    }

    [Fact]
    public void Linear_ramps_are_exact_at_both_ends()
    {
        float[] rise = Gains(LinearRamp.RampIn, -3, 10, 20);
        float[] fall = Gains(LinearRamp.RampOut, -3, 10, 20);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(Math.Clamp(i - 3, 0, 10) / 10f, rise[i]);
            Assert.Equal((10 - Math.Clamp(i - 3, 0, 10)) / 10f, fall[i]);
        }
    }

    /// <summary>Counters beyond 32 bits, and on both sides of the border between the columns.</summary>
    [Theory]
    [InlineData(1L << 30, 0)]
    [InlineData(1L << 30, (1L << 30) - 100)]
    [InlineData((1L << 30) + 1, 77)]
    [InlineData(1L << 40, (1L << 39) - 3)]
    [InlineData(240, -(1L << 30) - 3)]
    [InlineData(240, -(1L << 30) + 3)]
    [InlineData(240, (1L << 30) - 3)]
    [InlineData(240, 1L << 50)]
    [InlineData(240, -(1L << 50))]
    public void Long_fades_and_far_frames_follow_the_formula(long fade, long k)
    {
        const int frames = 40;
        float[] rise = Gains(EqualPower.FadeIn, k, fade, frames), fall = Gains(LinearRamp.RampOut, k, fade, frames);
        for (int i = 0; i < frames; i++)
        {
            Assert.Equal(KernelCase.Sine(KernelCase.Up(k + i, fade)), rise[i]);
            Assert.Equal(KernelCase.Down(k + i, fade), fall[i]);
        }
    }

    private delegate void Fade(float* buffer, long k0, long fadeFrames, int channels, nuint frames);

    private static float[] Gains(Fade fade, long k0, long fadeFrames, int frames)
    {
        var ones = new float[2 * frames];
        Array.Fill(ones, 1f);
        fixed (float* p = ones)
            fade(p, k0, fadeFrames, 2, (nuint)frames);
        var left = new float[frames];
        for (int i = 0; i < frames; i++)
        {
            left[i] = ones[2 * i];
            Assert.Equal(left[i], ones[(2 * i) + 1]);
        }

        return left;
    }
}
