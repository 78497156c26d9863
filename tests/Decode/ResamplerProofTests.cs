using System;
using System.Linq;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>
/// What the resampler, as configured, does to tones and impulses: flat where it should pass, nothing where there was nothing,
/// and no delay. Tones have whole hertz and are looked at for one second, so that a least-squares fit of sine and cosine is exact.
/// </summary>
public sealed class ResamplerProofTests
{
    private const int EngineRate = 48_000;

    [Theory]
    [InlineData(1_000)]
    [InlineData(10_000)]
    [InlineData(18_000)]
    [InlineData(20_000)]
    public void The_pass_band_is_flat_to_20_kHz_from_44100(int hertz)
    {
        (double gain, _) = Measure(44_100, hertz);
        TestContext.Current.SendDiagnosticMessage($"44.1 -> 48 kHz: gain at {hertz} Hz {gain:f4} dB");
        Assert.InRange(gain, -0.1, 0.1);
    }

    // All that is not the tone: images, aliases of images, rounding.
    [Theory]
    [InlineData(100)]
    [InlineData(997)]
    [InlineData(5_000)]
    [InlineData(9_999)]
    [InlineData(15_000)]
    [InlineData(18_001)]
    [InlineData(19_000)]
    [InlineData(19_500)]
    [InlineData(20_000)]
    public void A_tone_to_20_kHz_from_44100_brings_nothing_else(int hertz)
    {
        (_, double rest) = Measure(44_100, hertz);
        TestContext.Current.SendDiagnosticMessage($"44.1 -> 48 kHz: beside a tone of {hertz} Hz {rest:f1} dB");
        Assert.InRange(rest, -200, -90);
    }

    [Theory]
    [InlineData(28_001)]
    [InlineData(30_000)]
    [InlineData(36_000)]
    [InlineData(47_000)]
    public void A_tone_above_28_kHz_from_96000_leaves_nothing(int hertz)
    {
        float[] heard = Resample(96_000, Tone(96_000, hertz, 2));
        double left = Decibels(Rms(heard.AsSpan(EngineRate / 2, EngineRate)) * Math.Sqrt(2));
        TestContext.Current.SendDiagnosticMessage($"96 -> 48 kHz: left of a tone of {hertz} Hz {left:f1} dB");
        Assert.InRange(left, -400, -90);
    }

    // What lies above the engine's Nyquist rate comes back below it, but not where it is heard.
    [Theory]
    [InlineData(22_500)]
    [InlineData(23_200)]
    [InlineData(23_900)]
    public void A_tone_beyond_44100_leaves_nothing_below_20_kHz(int hertz)
    {
        float[] heard = Resample(48_000, Tone(48_000, hertz, 2), 44_100);
        ReadOnlySpan<float> second = heard.AsSpan(22_050, 44_100);
        double largest = -400;
        for (int at = 100; at <= 20_000; at += 100) largest = Math.Max(largest, Decibels(Fit(second, at, 44_100).Amplitude));
        TestContext.Current.SendDiagnosticMessage($"48 -> 44.1 kHz: below 20 kHz of a tone of {hertz} Hz {largest:f1} dB");
        Assert.InRange(largest, -400, -90);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(15_000)]
    [InlineData(19_000)]
    [InlineData(20_000)]
    public void Down_to_44100_the_pass_band_is_flat_to_20_kHz_too(int hertz)
    {
        float[] heard = Resample(48_000, Tone(48_000, hertz, 2), 44_100);
        double gain = Decibels(Fit(heard.AsSpan(22_050, 44_100), hertz, 44_100).Amplitude);
        TestContext.Current.SendDiagnosticMessage($"48 -> 44.1 kHz: gain at {hertz} Hz {gain:f4} dB");
        Assert.InRange(gain, -0.1, 0.1);
    }

    // The same shape at every rate: to 0.907 of the Nyquist rate, as 20 of 22.05 kHz.
    [Theory]
    [InlineData(8_000, 3_600)]
    [InlineData(22_050, 10_000)]
    [InlineData(32_000, 14_500)]
    public void From_low_rates_a_tone_brings_nothing_else(int rate, int hertz)
    {
        (double gain, double rest) = Measure(rate, hertz);
        TestContext.Current.SendDiagnosticMessage($"{rate} -> 48 kHz: gain at {hertz} Hz {gain:f4} dB, beside it {rest:f1} dB");
        Assert.InRange(gain, -0.1, 0.1);
        Assert.InRange(rest, -200, -90);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(20_000)]
    public void From_96000_the_pass_band_is_flat_too(int hertz)
    {
        (double gain, double rest) = Measure(96_000, hertz);
        Assert.InRange(gain, -0.1, 0.1);
        Assert.InRange(rest, -200, -90);
    }

    // An impulse at source frame k M lands on engine frame k L, and what rings is alike on both sides of it: no delay, not even
    // of a part of a frame. An even number of taps leaves one edge of the window alone: -100 dB.
    [Theory]
    [InlineData(44_100, 147, 160)]
    [InlineData(96_000, 2, 1)]
    [InlineData(22_050, 147, 320)]
    [InlineData(32_000, 2, 3)]
    public void There_is_no_delay(int rate, int down, int up)
    {
        foreach (int k in (ReadOnlySpan<int>)[60, 61, 110])
        {
            int multiple = k * Math.Max(1, 100 / down);
            var samples = new float[rate];
            samples[multiple * down] = 1;
            float[] heard = Resample(rate, samples);
            int at = multiple * up;
            Assert.Equal(at, Array.IndexOf(heard, heard.Max()));
            for (int i = 1; i < 60; i++) Assert.InRange(heard[at + i] - heard[at - i], -1e-5f, 1e-5f);
            Assert.True(Math.Abs(heard[at + 1]) > 0.01 || up == 1);
        }
    }

    private static (double GainDb, double RestDb) Measure(int rate, int hertz)
    {
        ReadOnlySpan<float> second = Resample(rate, Tone(rate, hertz, 2)).AsSpan(EngineRate / 2, EngineRate);
        (double amplitude, double sine, double cosine) = Fit(second, hertz, EngineRate);
        double rest = 0;
        for (int i = 0; i < second.Length; i++)
        {
            (double s, double c) = Turn(hertz, i, EngineRate);
            double left = second[i] - sine * s - cosine * c;
            rest += left * left;
        }

        return (Decibels(amplitude), Decibels(Math.Sqrt(2 * rest / EngineRate) / amplitude));
    }

    private static (double Amplitude, double Sine, double Cosine) Fit(ReadOnlySpan<float> second, int hertz, int rate)
    {
        double sine = 0;
        double cosine = 0;
        for (int i = 0; i < second.Length; i++)
        {
            (double s, double c) = Turn(hertz, i, rate);
            sine += second[i] * s * 2 / rate;
            cosine += second[i] * c * 2 / rate;
        }

        return (Math.Sqrt(sine * sine + cosine * cosine), sine, cosine);
    }

    private static (double Sine, double Cosine) Turn(int hertz, int frame, int rate) => Math.SinCos(2 * Math.PI * ((long)hertz * frame % rate) / rate);

    private static unsafe float[] Resample(int rate, float[] samples, int engineRate = EngineRate)
    {
        fixed (float* pointer = samples)
        {
            using var source = new PcmSource(pointer, samples.Length, 1, rate, engineRate, 2);
            return Decoding.All(source);
        }
    }

    private static float[] Tone(int rate, int hertz, int seconds)
    {
        var samples = new float[rate * seconds];
        for (int i = 0; i < samples.Length; i++) samples[i] = (float)Math.Sin(2 * Math.PI * ((long)hertz * i % rate) / rate);
        return samples;
    }

    private static double Rms(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (float sample in samples) sum += (double)sample * sample;
        return Math.Sqrt(sum / samples.Length);
    }

    private static double Decibels(double ratio) => 20 * Math.Log10(Math.Max(ratio, 1e-20));
}
