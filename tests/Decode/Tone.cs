using System;

namespace Seamline.Tests.Decode;

/// <summary>A tone in samples, and what else there is.</summary>
internal static class Tone
{
    /// <summary>Amplitude of a tone in the first channel, and RMS of the rest, by least squares over whole periods.</summary>
    public static (double Level, double Noise) Measure(ReadOnlySpan<float> interleaved, int channels, int rate, double frequency)
    {
        int frames = interleaved.Length / channels;
        double sine = 0;
        double cosine = 0;
        for (int i = 0; i < frames; i++)
        {
            double phase = 2 * Math.PI * frequency * i / rate;
            sine += interleaved[i * channels] * Math.Sin(phase);
            cosine += interleaved[i * channels] * Math.Cos(phase);
        }

        sine *= 2.0 / frames;
        cosine *= 2.0 / frames;
        double noise = 0;
        for (int i = 0; i < frames; i++)
        {
            double phase = 2 * Math.PI * frequency * i / rate;
            double rest = interleaved[i * channels] - (sine * Math.Sin(phase)) - (cosine * Math.Cos(phase));
            noise += rest * rest;
        }

        return (Math.Sqrt((sine * sine) + (cosine * cosine)), Math.Sqrt(noise / frames));
    }
}
