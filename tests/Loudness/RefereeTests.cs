using System;
using Xunit;

namespace Seamline.Tests.Loudness;

/// <summary>The meter beside libebur128, on noise that changes its level, at several rates and channel counts.</summary>
public sealed class RefereeTests
{
    [Theory]
    [InlineData(48_000, 2)]
    [InlineData(44_100, 2)]
    [InlineData(48_000, 1)]
    [InlineData(32_000, 2)]
    [InlineData(96_000, 2)]
    [InlineData(48_000, 5)]
    [InlineData(48_000, 6)]
    public void The_meter_agrees_with_libebur128(int rate, int channels)
    {
        float[] noise = Noise(rate, channels, 24.37, seed: 5);
        LoudnessReport expected = Ebur128.Measure(noise, rate, channels);
        LoudnessReport report = EbuSignals.Measure(noise, rate, channels);
        Assert.Equal(expected.IntegratedLufs, report.IntegratedLufs, 0.0005);
        Assert.Equal(expected.RangeLu, report.RangeLu, 0.0005);
        Assert.Equal(expected.MaxMomentaryLufs, report.MaxMomentaryLufs, 0.0005);
        Assert.Equal(expected.MaxShortTermLufs, report.MaxShortTermLufs, 0.0005);
        Assert.Equal(expected.SamplePeakDbfs, report.SamplePeakDbfs, 0.0001);
        Assert.Equal(expected.TruePeakDbtp, report.TruePeakDbtp, 0.2);
    }

    [Fact]
    public void Pieces_do_not_matter()
    {
        float[] noise = Noise(48_000, 2, 7.1, seed: 9);
        LoudnessReport whole = EbuSignals.Measure(noise, pieces: int.MaxValue / 2);
        Assert.Equal(whole, EbuSignals.Measure(noise, pieces: 1));
        Assert.Equal(whole, EbuSignals.Measure(noise, pieces: 4_097));
    }

    [Fact]
    public void Silence_and_nothing_have_no_loudness()
    {
        Assert.Equal(LoudnessReport.None, EbuSignals.Measure(new float[20 * 48_000]));
        Assert.Equal(LoudnessReport.None, EbuSignals.Measure([]));

        // 300 ms have peaks, but no gating block.
        LoudnessReport shortest = EbuSignals.Measure(EbuSignals.Levels(48_000, (-6, 0.3)));
        Assert.Equal(double.NegativeInfinity, shortest.IntegratedLufs);
        Assert.Equal(-6, shortest.SamplePeakDbfs, 0.01);
        Assert.True(double.IsNaN(shortest.RangeLu));
    }

    [Fact]
    public void A_long_silence_behind_sound_is_gated_out()
    {
        float[] tone = EbuSignals.Levels(48_000, (-20, 5), (-200, 30));
        Array.Clear(tone, 2 * 48_000 * 5, tone.Length - (2 * 48_000 * 5));
        Assert.Equal(EbuSignals.Measure(tone[..(2 * 48_000 * 5)]).IntegratedLufs, EbuSignals.Measure(tone).IntegratedLufs, 0.2); // three blocks are partly silent
    }

    /// <summary>Noise whose level goes up and down by 30 dB, another in each channel.</summary>
    internal static float[] Noise(int rate, int channels, double seconds, int seed)
    {
        var random = new Random(seed);
        float[] all = new float[(int)(seconds * rate) * channels];
        double first = 0, last = 0;
        for (int i = 0; i < all.Length; i++)
        {
            double level = Math.Pow(10, (-25 + (15 * Math.Sin((double)(i / channels) / rate / 3))) / 20);
            first = (0.8 * first) + (0.2 * (random.NextDouble() - 0.5)); // little of it is near half the rate, where interpolators differ
            last = (0.8 * last) + first;
            all[i] = (float)(level * last);
        }

        return all;
    }
}
