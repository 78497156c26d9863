using System;
using System.Linq;
using Seamline.Loudness;
using Seamline.Memory;
using Xunit;

namespace Seamline.Tests.Loudness;

/// <summary>Test signals of EBU Tech 3341 and 3342, and a meter for them.</summary>
internal static unsafe class EbuSignals
{
    public const int Rate = 48_000;

    /// <summary>A 1 kHz sine in both channels, whose level changes: (dBFS of the peak, seconds).</summary>
    public static float[] Levels(int rate, params (double Decibels, double Seconds)[] parts)
    {
        float[] all = new float[2 * parts.Sum(part => (int)(part.Seconds * rate))];
        int frame = 0;
        foreach ((double decibels, double seconds) in parts)
        {
            double level = Math.Pow(10, decibels / 20);
            for (int end = frame + (int)(seconds * rate); frame < end; frame++)
                all[2 * frame] = all[(2 * frame) + 1] = (float)(level * Math.Sin(2 * Math.PI * 1_000 * frame / rate));
        }

        return all;
    }

    /// <summary>A 1 kHz sine in each of several channels, dBFS of the peak.</summary>
    public static float[] Channels(double seconds, params double[] decibels)
    {
        int channels = decibels.Length;
        float[] all = new float[(int)(seconds * Rate) * channels];
        for (int i = 0; i < all.Length; i++)
            all[i] = (float)(Math.Pow(10, decibels[i % channels] / 20) * Math.Sin(2 * Math.PI * 1_000 * (i / channels) / Rate));
        return all;
    }

    /// <summary>A stereo sine for true peaks, faded over 10 ms at both ends.</summary>
    public static float[] Sine(double framesPerPeriod, double amplitude, double degrees)
    {
        const int frames = Rate;
        float[] all = new float[2 * frames];
        for (int i = 0; i < frames; i++)
        {
            double fade = Math.Min(1, Math.Min(i, frames - 1 - i) / (0.01 * Rate));
            all[2 * i] = all[(2 * i) + 1] = (float)(fade * amplitude * Math.Sin((2 * Math.PI * i / framesPerPeriod) + (degrees * Math.PI / 180)));
        }

        return all;
    }

    public static LoudnessReport Measure(float[] interleaved, int rate = Rate, int channels = 2, int pieces = 4_801)
    {
        var budget = new MemoryBudget(Limits.MinBudgetBytes);
        LoudnessReport report;
        using (var meter = new LoudnessMeter(budget, rate, channels))
        {
            fixed (float* samples = interleaved)
            {
                int frames = interleaved.Length / channels;
                for (int at = 0; at < frames; at += pieces) meter.Add(samples + ((long)at * channels), Math.Min(pieces, frames - at));
            }

            Assert.True(meter.TryReport(out report));
        }

        Assert.Equal(0, budget.HeldBytes);
        return report;
    }
}
