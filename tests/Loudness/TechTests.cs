using System;
using System.Linq;
using Xunit;

namespace Seamline.Tests.Loudness;

/// <summary>The test cases of EBU Tech 3341 (1 to 6, 15 to 23) and Tech 3342 (1 to 4), synthesised, within their tolerances.</summary>
public sealed class TechTests
{
    private static readonly (double, double)[][] Cases =
    [
        [(-23, 20)],
        [(-33, 20)],
        [(-36, 10), (-23, 60), (-36, 10)],
        [(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)],
        [(-26, 20), (-20, 20.1), (-26, 20)],
    ];

    [Theory]
    [InlineData(1, -23.0)]
    [InlineData(2, -33.0)]
    [InlineData(3, -23.0)]
    [InlineData(4, -23.0)]
    [InlineData(5, -23.0)]
    public void Integrated_loudness_of_tech_3341(int number, double expected)
    {
        foreach (int rate in number > 2 ? [48_000] : new[] { 48_000, 44_100 })
        {
            LoudnessReport report = EbuSignals.Measure(EbuSignals.Levels(rate, Cases[number - 1]), rate);
            Within(expected, 0.1, report.IntegratedLufs);
            if (number > 2) continue;
            Within(expected, 0.1, report.MaxMomentaryLufs);
            Within(expected, 0.1, report.MaxShortTermLufs);
        }
    }

    // 5.0: L, R, C, Ls, Rs; and 5.1, whose LFE does not count.
    [Fact]
    public void Case_6_of_tech_3341_weights_the_surrounds()
    {
        Within(-23, 0.1, EbuSignals.Measure(EbuSignals.Channels(20, -28, -28, -24, -30, -30), channels: 5).IntegratedLufs);
        Within(-23, 0.1, EbuSignals.Measure(EbuSignals.Channels(20, -28, -28, -24, -3, -30, -30), channels: 6).IntegratedLufs);
    }

    [Theory]
    [InlineData(15, 4, 0.5, 0.0, -6.0)]
    [InlineData(16, 4, 0.5, 45.0, -6.0)]
    [InlineData(17, 6, 0.5, 60.0, -6.0)]
    [InlineData(18, 8, 0.5, 67.5, -6.0)]
    [InlineData(19, 4, 1.41, 45.0, 3.0)]
    public void True_peaks_of_sines_of_tech_3341(int number, double framesPerPeriod, double amplitude, double degrees, double expected)
    {
        double peak = EbuSignals.Measure(EbuSignals.Sine(framesPerPeriod, amplitude, degrees)).TruePeakDbtp;
        Assert.True(peak >= expected - 0.4 && peak <= expected + 0.2, $"case {number}: {peak} dBTP");
    }

    [Theory]
    [InlineData(20, 0)]
    [InlineData(21, 1)]
    [InlineData(22, 2)]
    [InlineData(23, 3)]
    public void True_peaks_of_one_loud_period_of_tech_3341(int number, int offset)
    {
        double peak = EbuSignals.Measure(LoudPeriod(offset)).TruePeakDbtp;
        Assert.True(peak is >= -0.4 and <= 0.2, $"case {number}: {peak} dBTP");
    }

    [Theory]
    [InlineData(10, -20.0, -30.0)]
    [InlineData(5, -20.0, -15.0)]
    [InlineData(20, -40.0, -20.0)]
    [InlineData(15, -50.0, -35.0, -20.0, -35.0, -50.0)]
    public void Ranges_of_tech_3342(double expected, params double[] levels) =>
        Within(expected, 1, EbuSignals.Measure(EbuSignals.Levels(48_000, [.. levels.Select(level => (level, 20.0))])).RangeLu);

    private static void Within(double expected, double tolerance, double value) =>
        Assert.True(Math.Abs(value - expected) <= tolerance, $"{value} is not within {tolerance} of {expected}");

    // A sine of fs/6 at half of full scale with one period of fs/4 at full scale in it, continuous in phase at both ends of the period, faded in and out,
    // made at four times the rate, low-passed, and decimated from the offset on: Tech 3341 (2023), table 1, cases 20 to 23.
    private static float[] LoudPeriod(int offset)
    {
        const int over = 4, frames = 4_800, length = frames * over, loud = length / 2, period = 4 * over;
        double[] fine = new double[length];
        double phase = 0;
        for (int i = 0; i < length; i++)
        {
            bool isLoud = i >= loud && i < loud + period;
            double fade = Math.Min(1, Math.Min(i, length - 1 - i) / (0.01 * 48_000 * over));
            fine[i] = fade * (isLoud ? 1 : 0.5) * Math.Sin(2 * Math.PI * phase);
            phase += isLoud ? 1.0 / period : 1.0 / (6 * over);
        }

        float[] all = new float[2 * frames];
        const int half = 256;
        double[] taps = new double[(2 * half) + 1];
        for (int k = -half; k <= half; k++)
            taps[k + half] = (k == 0 ? 1 : Math.Sin(Math.PI * k / over) / (Math.PI * k / over)) / over * (0.5 + (0.5 * Math.Cos(Math.PI * k / half)));
        for (int frame = 0; frame < frames; frame++)
        {
            double sum = 0;
            for (int k = -half; k <= half; k++)
            {
                int at = (frame * over) + offset + k;
                if (at < 0 || at >= length) continue;
                sum += fine[at] * taps[k + half];
            }

            all[2 * frame] = all[(2 * frame) + 1] = (float)sum;
        }

        return all;
    }
}
