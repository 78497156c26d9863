using System;
using System.Collections.Generic;
using System.Linq;
using Seamline.Kernels;
using Xunit;
using Convert = Seamline.Kernels.Convert;

namespace Seamline.Tests.Kernels;

/// <summary>16-bit conversion and sanitizing: exact rules on exact values, every length, guarded.</summary>
public sealed unsafe class ConvertTests
{
    [Theory]
    [InlineData(0f, 0)]
    [InlineData(float.Epsilon, 0)]
    [InlineData(0.5f / 32768, 1)] // half goes away from zero
    [InlineData(-0.5f / 32768, -1)]
    [InlineData(1.5f / 32768, 2)]
    [InlineData(-2.5f / 32768, -3)]
    [InlineData(0.49999997f / 32768, 0)] // adding one half and truncating would give 1
    [InlineData(-0.49999997f / 32768, 0)]
    [InlineData(8388607.5f / 8388608, 32767)]
    [InlineData(32766.5f / 32768, 32767)]
    [InlineData(32767.5f / 32768, 32767)]
    [InlineData(1f, 32767)]
    [InlineData(-1f, -32768)]
    [InlineData(-32767.5f / 32768, -32768)]
    [InlineData(-32768.5f / 32768, -32768)]
    [InlineData(-1.5f, -32768)]
    [InlineData(3e38f, 32767)]
    [InlineData(-3e38f, -32768)]
    [InlineData(float.PositiveInfinity, 32767)]
    [InlineData(float.NegativeInfinity, -32768)]
    [InlineData(float.NaN, 0)]
    public void Rounds_half_away_from_zero_and_saturates(float sample, int expected)
    {
        // Through every column.
        var src = new float[37];
        Array.Fill(src, sample);
        var dst = new short[37];
        fixed (float* s = src)
        fixed (short* d = dst)
            Convert.ToInt16(d, s, 37);
        Assert.All(dst, x => Assert.Equal(expected, x));
    }

    [Fact]
    public void Every_length_equals_the_oracle_between_guards()
    {
        using var from = new GuardedBuffer(512);
        using var to = new GuardedBuffer(512);
        for (int samples = 0; samples <= 257; samples++)
        {
            float[] src = Bits.Noise(samples, (uint)samples);
            float* s = from.EndingAtGuard(samples);
            short* d = (short*)(to.Start + to.Length) - samples;
            for (int i = 0; i < samples; i++)
                s[i] = src[i] *= 1.25f;
            to.All.Clear();
            Convert.ToInt16(d, s, (nuint)samples);
            Assert.True(new ReadOnlySpan<short>(to.Start, (to.Length * 2) - samples).IndexOfAnyExcept((short)0) < 0);
            for (int i = 0; i < samples; i++)
                Assert.Equal(Oracle(src[i]), d[i]);
        }
    }

    [Fact]
    public void Every_16_bit_value_survives_the_round_trip_and_every_border_falls_right()
    {
        var src = new List<float>();
        for (int v = -32768; v <= 32767; v++)
        {
            float border = (v + 0.5f) / 32768f;
            src.AddRange([v / 32768f, border, MathF.BitIncrement(border), MathF.BitDecrement(border)]);
        }

        float[] samples = [.. src];
        var dst = new short[samples.Length];
        fixed (float* s = samples)
        fixed (short* d = dst)
            Convert.ToInt16(d, s, (nuint)samples.Length);
        for (int i = 0; i < samples.Length; i++)
            Assert.Equal(Oracle(samples[i]), dst[i]);
        for (int v = -32768; v <= 32767; v++)
            Assert.Equal(v, dst[(v + 32768) * 4]);
    }

    [Fact]
    public void Sanitize_replaces_exactly_what_is_not_finite()
    {
        float[] bad = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, BitConverter.UInt32BitsToSingle(0xFF800001)];
        float[] good = [-0f, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, 1e-39f, 1f];
        using var buffer = new GuardedBuffer(512);
        for (int samples = 0; samples <= 257; samples++)
        {
            float* p = buffer.EndingAtGuard(samples);
            buffer.All.Fill(float.NaN); // what lies before must stay
            var expected = new float[samples];
            nuint count = 0;
            for (int i = 0; i < samples; i++)
            {
                bool broken = (i * 7 + samples) % 11 == 0;
                p[i] = broken ? bad[i % bad.Length] : expected[i] = good[i % good.Length];
                count += broken ? 1u : 0u;
            }

            Assert.Equal(count, Sanitize.Run(p, (nuint)samples));
            Bits.Same(expected, new ReadOnlySpan<float>(p, samples), $"{samples} samples");
            Assert.True(buffer.All[..(buffer.Length - samples)].ToArray().All(float.IsNaN));
        }
    }

    private static short Oracle(float x) =>
        float.IsNaN(x) ? (short)0 : (short)Math.Clamp(Math.Round(x * 32768.0, MidpointRounding.AwayFromZero), -32768, 32767);
}
