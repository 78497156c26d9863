using System;
using Xunit;

namespace Seamline.Tests.Rendering;

/// <summary>Test material and what is asked of it.</summary>
internal static class Sound
{
    /// <summary>A sine, mono.</summary>
    public static float[] Sine(double hz, int rate, int frames, double amplitude = 0.5, double phase = 0)
    {
        var samples = new float[frames];
        for (int i = 0; i < frames; i++) samples[i] = (float)(amplitude * Math.Sin((2 * Math.PI * (hz * i / rate)) + phase));
        return samples;
    }

    /// <summary>The largest step a sine takes by itself.</summary>
    public static double SineStep(double hz, int rate, double amplitude = 0.5) => 2 * amplitude * Math.Sin(Math.PI * hz / rate);

    /// <summary>Sample i is (i + first) / 2^23: every sample names its frame.</summary>
    public static float[] Stairs(int frames, int first = 0)
    {
        var samples = new float[frames];
        for (int i = 0; i < frames; i++) samples[i] = (i + first) / 8_388_608f;
        return samples;
    }

    /// <summary>The largest step between neighbours of a mono signal, silence before it, and where.</summary>
    public static (double Step, int At) LargestStep(ReadOnlySpan<float> mono, float before = 0)
    {
        (double step, int at) = (0, -1);
        for (int i = 0; i < mono.Length; i++)
        {
            double d = Math.Abs((double)mono[i] - (i == 0 ? before : mono[i - 1]));
            if (!(d <= step)) (step, at) = (d, i);
        }

        return (step, at);
    }

    public static void IsSmooth(ReadOnlySpan<float> mono, double limit, float before = 0, string what = "")
    {
        (double step, int at) = LargestStep(mono, before);
        Assert.True(step <= limit, $"{what}: a step of {step:G5} at {at}, allowed {limit:G5}");
    }

    /// <summary>What a crossfade gives: new - (new - old) g, g = (N - k) / N.</summary>
    public static float Fade(float old, float fresh, int k, int fadeFrames)
    {
        float g = (float)(fadeFrames - k) / (float)fadeFrames;
        return fresh - ((fresh - old) * g);
    }
}
