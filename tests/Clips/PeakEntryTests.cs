using System;
using Seamline.Clips;
using Seamline.Kernels;
using Seamline.Tests.Kernels;
using Xunit;

namespace Seamline.Tests.Clips;

/// <summary>Six bytes for a stretch: the range is enclosed as tightly as binary16 can, the rms is the nearest.</summary>
public sealed class PeakEntryTests
{
    [Fact]
    public void Ranges_enclose_as_tightly_as_can_be()
    {
        float[] noise = Bits.Noise(20_000, 3);
        for (int i = 0; i < noise.Length; i++)
        {
            // Every magnitude from below the smallest step to far over full scale.
            float x = noise[i] * MathF.Pow(10, (i % 16) - 10);
            Check(x);
            Check((float)(Half)x);
            Check(MathF.BitIncrement((float)(Half)x));
            Check(MathF.BitDecrement((float)(Half)x));
        }

        foreach (float x in (ReadOnlySpan<float>)[0, -0f, 1, -1, 65_504, -65_504, 5.9604645e-8f, 2.9802322e-8f, 6.1035156e-5f, 6.097555e-5f, float.Epsilon, -float.Epsilon])
            Check(x);
    }

    [Fact]
    public void What_is_beyond_reason_is_the_largest()
    {
        foreach (float x in (ReadOnlySpan<float>)[65_505, 65_536, 1e30f, float.MaxValue, float.PositiveInfinity])
        {
            PeakEntry entry = PeakEntry.Of(new PeakValue { Min = -x, Max = x, Squares = x * x }, 1);
            Assert.Equal(-65_504f, PeakEntry.Decode(entry.Min));
            Assert.Equal(65_504f, PeakEntry.Decode(entry.Max));
            Assert.Equal(65_504f, PeakEntry.DecodeMagnitude(entry.Rms));
        }
    }

    [Fact]
    public void Stored_numbers_compare_as_what_they_stand_for()
    {
        float[] sorted = Bits.Noise(2_000, 5);
        Array.Sort(sorted);
        for (int i = 1; i < sorted.Length; i++)
        {
            PeakEntry low = Entry(sorted[i - 1]);
            PeakEntry high = Entry(sorted[i]);
            Assert.True(low.Min <= high.Min && low.Max <= high.Max);
        }
    }

    [Fact]
    public void No_samples_are_no_silence()
    {
        Assert.False(PeakEntry.Of(PeakValue.Empty, 0).HasSamples);
        Assert.True(Entry(0).HasSamples);
    }

    private static PeakEntry Entry(float x) => PeakEntry.Of(new PeakValue { Min = x, Max = x, Squares = x * x }, 1);

    private static void Check(float x)
    {
        PeakEntry entry = Entry(x);
        Assert.Equal(Down(x), PeakEntry.Decode(entry.Min));
        Assert.Equal(-Down(-x), PeakEntry.Decode(entry.Max));
        float rms = MathF.Sqrt(x * x);
        Assert.Equal((float)(Half)rms > 65_504 ? 65_504 : (float)(Half)rms, PeakEntry.DecodeMagnitude(entry.Rms));
    }

    /// <summary>The largest binary16 that is not above x.</summary>
    internal static float Down(float x)
    {
        if (x >= 65_504) return 65_504;
        if (x < -65_504) return -65_504;
        var half = (Half)x;
        return (float)((float)half > x ? Half.BitDecrement(half) : half) + 0f;
    }
}
