using System;
using Xunit;

namespace Seamline.Tests.Clips;

/// <summary>Columns worked out sample by sample.</summary>
internal static class PeakModel
{
    /// <summary>What a column of a source may be: between the window and the stretches around it.</summary>
    /// <param name="sample">The material.</param>
    /// <param name="frames">Its length.</param>
    /// <param name="channels">Channels looked at: [first, end).</param>
    /// <param name="from">First frame.</param>
    /// <param name="to">The frame after the last.</param>
    /// <param name="around">The window is widened to multiples of this.</param>
    /// <param name="peak">What was reported.</param>
    /// <param name="exact">The stretches around, as they are stored, are what is reported.</param>
    /// <param name="what">For messages.</param>
    /// <param name="slack">Relative, where a gain comes after what is stored.</param>
    public static void Check(
        Func<long, int, float> sample, long frames, (int First, int End) channels, long from, long to, long around, Peak peak, bool exact, string what, float slack = 0)
    {
        from = Math.Max(from, 0);
        to = Math.Min(to, frames);
        if (from >= to)
        {
            Assert.Equal(new Peak(0, 0, 0, 1, PeakFlags.Outside), peak);
            return;
        }

        (float min, float max, _) = Range(sample, channels, from, to);
        (float outerMin, float outerMax, double outerRms) = Range(sample, channels, from / around * around, Math.Min((to + around - 1) / around * around, frames));
        if (to - from < 4_096) outerRms = Weighted(sample, frames, channels, from, to, around);
        Assert.True(peak.Min <= min && peak.Max >= max, $"{what}: {peak} does not enclose {min}..{max}");
        float storedMin = PeakEntryTests.Down(outerMin);
        float storedMax = -PeakEntryTests.Down(-outerMax);
        Assert.True(peak.Min >= storedMin - (slack * Math.Abs(storedMin)) && peak.Max <= storedMax + (slack * Math.Abs(storedMax)), $"{what}: {peak} is wider than {storedMin}..{storedMax}");
        if (!exact) return;
        Assert.True(peak.Min == storedMin && peak.Max == storedMax, $"{what}: {peak} is not {storedMin}..{storedMax}");
        Assert.True(Math.Abs(peak.Rms - outerRms) <= 0.001 * outerRms, $"{what}: rms {peak.Rms} is not {outerRms}");
    }

    // Of a short window each stretch counts by the frames that it shares with the window.
    private static double Weighted(Func<long, int, float> sample, long frames, (int First, int End) channels, long from, long to, long around)
    {
        double squares = 0;
        for (long at = from / around * around; at < to; at += around)
        {
            double rms = Range(sample, channels, at, Math.Min(at + around, frames)).Rms;
            squares += rms * rms * (Math.Min(at + around, to) - Math.Max(at, from));
        }

        return Math.Sqrt(squares / (to - from));
    }

    /// <summary>The range and rms of a window.</summary>
    public static (float Min, float Max, double Rms) Range(Func<long, int, float> sample, (int First, int End) channels, long from, long to)
    {
        float min = float.PositiveInfinity;
        float max = float.NegativeInfinity;
        double squares = 0;
        for (long frame = from; frame < to; frame++)
        {
            for (int channel = channels.First; channel < channels.End; channel++)
            {
                float x = sample(frame, channel);
                min = Math.Min(min, x);
                max = Math.Max(max, x);
                squares += (double)x * x;
            }
        }

        return (min, max, Math.Sqrt(squares / ((to - from) * (channels.End - channels.First))));
    }
}
