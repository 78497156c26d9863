using System;
using System.Collections.Generic;
using System.Linq;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>Runs at another rate are the runs of one resampling pass over the whole file, to the bit.</summary>
public sealed class ResamplingTests
{
    [Theory]
    [InlineData("aac.m4a")]
    [InlineData("heaac-once.aac")]
    [InlineData("vorbis.ogg")]
    [InlineData("cbr.mp3")]
    [InlineData("low.mp3")]
    public void From_other_rates_equals_a_pass_over_the_whole_file(string name)
    {
        using FFmpegSource source = FFmpegSource.Open(MediaFixtures.Path(name), -1, 48_000, 2);
        source.ScanAll();
        float[] reference = Resampled(MediaFixtures.Reference(name), source);
        int runs = Decoding.RunsOf(source);
        using RunDecoder decoder = source.OpenDecoder();
        Dictionary<int, float[]> backwards = Decoding.Decode(source, decoder, Enumerable.Range(0, runs).Reverse());
        float[] decoded = [.. backwards.OrderBy(r => r.Key).SelectMany(r => r.Value)];

        int channels = source.Format.Channels;
        Assert.Equal(source.ExactFrames * channels, decoded.Length);
        Assert.Equal(source.Grid.ToEngineFrames(source.Table.SourceFrames), source.ExactFrames);
        bool padded = name.StartsWith("aac", StringComparison.Ordinal); // the command resamples the padding too
        int compared = decoded.Length - (padded ? 200 * channels : 0);
        Assert.InRange(reference.Length - decoded.Length, padded ? 0 : -8 * channels, padded ? 1_200 * channels : 8 * channels);
        long at = Decoding.FirstDifference(decoded.AsSpan(0, compared), reference);
        Assert.True(at < 0, $"differs from frame {at / channels} on (of {decoded.Length / channels})");
    }

    [Theory]
    [InlineData(44_100, 48_000)]
    [InlineData(48_000, 44_100)]
    [InlineData(22_050, 48_000)]
    [InlineData(96_000, 48_000)]
    [InlineData(192_000, 44_100)]
    [InlineData(8_000, 48_000)]
    public unsafe void Host_samples_give_the_same_bits_by_runs_as_in_one_pass(int rate, int engineRate)
    {
        int frames = (int)(Limits.RunFrames * 2.3 * rate / engineRate);
        var samples = new float[frames];
        for (int i = 0; i < frames; i++) samples[i] = (float)(0.6 * Math.Sin(i * 0.05 + i * (double)i * 1e-7));
        fixed (float* pointer = samples)
        {
            using var source = new PcmSource(pointer, frames, 1, rate, engineRate, 2);
            float[] whole = OnePass(pointer, frames, rate, engineRate, (int)source.ExactFrames);
            using RunDecoder decoder = source.OpenDecoder();
            Dictionary<int, float[]> runs = Decoding.Decode(source, decoder, [2, 0, 1]);
            float[] joined = [.. runs[0], .. runs[1], .. runs[2]];
            Assert.Equal(whole.Length, joined.Length);
            Assert.Equal(-1, Decoding.FirstDifference(joined, whole));
        }
    }

    // Too many places for a filter each: lines between filters of a grid.
    [Fact]
    public unsafe void Odd_rates_equal_one_pass_too()
    {
        int frames = (int)(Limits.RunFrames * 1.3 * 44_101 / 48_000);
        var samples = new float[frames];
        for (int i = 0; i < frames; i++) samples[i] = (float)(0.6 * Math.Sin(i * 0.05));
        fixed (float* pointer = samples)
        {
            using var source = new PcmSource(pointer, frames, 1, 44_101, 48_000, 2);
            float[] whole = OnePass(pointer, frames, 44_101, 48_000, (int)source.ExactFrames);
            float[] runs = Decoding.All(source);
            Assert.Equal(whole.Length, runs.Length);
            Assert.Equal(-1, Decoding.FirstDifference(runs, whole));
            Assert.Equal(-1, Decoding.FirstDifference(runs, Decoding.All(source)));
        }
    }

    [Fact]
    public unsafe void An_impulse_stays_where_it_was()
    {
        var samples = new float[44_100];
        samples[147 * 100] = 1;
        fixed (float* pointer = samples)
        {
            using var source = new PcmSource(pointer, samples.Length, 1, 44_100, 48_000, 2);
            float[] resampled = Decoding.All(source);
            int peak = Array.IndexOf(resampled, resampled.Max());
            Assert.Equal(160 * 100, peak);
            Assert.Equal(48_000, resampled.Length);
        }
    }

    // What is left of a tone without the tone: images, aliases and rounding. And its level.
    [Theory]
    [InlineData(44_100, 48_000)]
    [InlineData(48_000, 44_100)]
    [InlineData(88_200, 48_000)]
    [InlineData(96_000, 48_000)]
    [InlineData(96_000, 44_100)]
    [InlineData(44_100, 96_000)]
    [InlineData(32_000, 48_000)]
    [InlineData(22_050, 48_000)]
    [InlineData(16_000, 48_000)]
    [InlineData(8_000, 48_000)]
    [InlineData(44_101, 48_000)]
    public void A_tone_comes_out_as_it_was(int rate, int engineRate)
    {
        double band = 20_000 / 44_100.0 * Math.Min(rate, engineRate);
        double worst = double.NegativeInfinity;
        double level = 0;
        foreach (double part in new[] { 0.01, 0.3, 0.6, 0.8, 0.9, 0.95, 1 })
        {
            double hertz = band * part;
            float[] heard = Tone(rate, engineRate, hertz);
            (double rest, double gain) = Beside(heard.AsSpan(2_048, 16_384), hertz / engineRate);
            worst = Math.Max(worst, rest);
            if (Math.Abs(gain) > Math.Abs(level)) level = gain;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{rate} to {engineRate}: beside tones {worst:F1} dB, level {level:F4} dB");
        Assert.True(worst < -110, $"{worst:F1} dB");
        Assert.InRange(level, -0.05, 0.05);
    }

    // What the lower rate has no room for.
    [Theory]
    [InlineData(96_000, 48_000)]
    [InlineData(96_000, 44_100)]
    [InlineData(48_000, 32_000)]
    [InlineData(192_000, 48_000)]
    public void What_is_above_the_band_is_removed(int rate, int engineRate)
    {
        foreach (double part in new[] { 1.0, 1.1, 1.3 })
        {
            float[] heard = Tone(rate, engineRate, 24_100 / 44_100.0 * engineRate * part);
            double most = 0;
            for (int i = 2_048; i < heard.Length - 2_048; i++) most = Math.Max(most, Math.Abs(heard[i]));
            Assert.True(most < 0.5 * Math.Pow(10, -110 / 20.0), $"{part}: {20 * Math.Log10(most / 0.5):F1} dB");
        }
    }

    [Theory]
    [InlineData(44_100, 48_000, 1)]
    [InlineData(44_100, 48_000, 2)]
    [InlineData(48_000, 44_100, 3)]
    [InlineData(44_101, 48_000, 2)]
    public unsafe void Channels_and_pieces_change_nothing(int rate, int engineRate, int channels)
    {
        const int Frames = 30_000;
        var random = new Random(4);
        var planes = new float[Frames * channels];
        for (int i = 0; i < planes.Length; i++) planes[i] = random.NextSingle() - 0.5f;
        fixed (float* samples = planes)
        {
            float[] together = Pass(samples, Frames, channels, 8_192, rate, engineRate);
            Assert.Equal(together, Pass(samples, Frames, channels, 333, rate, engineRate));
            for (int c = 0; c < channels; c++)
            {
                float[] alone = Pass(samples + (c * Frames), Frames, 1, 1_024, rate, engineRate);
                for (int i = 0; i < alone.Length; i++) Assert.Equal(alone[i], together[(i * channels) + c]);
            }
        }
    }

    // A constant is one from its first frame to its last.
    [Fact]
    public unsafe void The_ends_go_on_in_mirror_image()
    {
        foreach (int frames in new[] { 1, 2, 40, 5_000 })
        {
            var samples = new float[frames];
            samples.AsSpan().Fill(0.5f);
            fixed (float* from = samples)
            {
                float[] made = Pass(from, frames, 1, 1_024, 44_100, 48_000);
                Assert.Equal(((frames * 160) + 146) / 147, made.Length);
                if (frames < 40) continue;
                Assert.All(made, static x => Assert.InRange(x, 0.499999f, 0.500001f));
            }
        }
    }

    private static unsafe float[] Tone(int rate, int engineRate, double hertz)
    {
        int frames = (int)(22_000L * rate / engineRate);
        var samples = new float[frames];
        for (int i = 0; i < frames; i++) samples[i] = (float)(0.5 * Math.Sin(2 * Math.PI * hertz * i / rate));
        fixed (float* from = samples) return Pass(from, frames, 1, 4_096, rate, engineRate);
    }

    // By least squares under a window of Blackman and Harris.
    private static (double Others, double Level) Beside(ReadOnlySpan<float> sound, double turns)
    {
        double cc = 0, cs = 0, ss = 0, cx = 0, sx = 0;
        for (int i = 0; i < sound.Length; i++)
        {
            double window = Window(i, sound.Length);
            (double s, double c) = Math.SinCos(2 * Math.PI * turns * i);
            (cc, cs, ss, cx, sx) = (cc + (window * c * c), cs + (window * c * s), ss + (window * s * s), cx + (window * c * sound[i]), sx + (window * s * sound[i]));
        }

        double det = (cc * ss) - (cs * cs);
        double a = ((cx * ss) - (sx * cs)) / det;
        double b = ((sx * cc) - (cx * cs)) / det;
        double rest = 0;
        double all = 0;
        for (int i = 0; i < sound.Length; i++)
        {
            double window = Window(i, sound.Length);
            (double s, double c) = Math.SinCos(2 * Math.PI * turns * i);
            double left = sound[i] - (a * c) - (b * s);
            rest += window * left * left;
            all += window * 0.125;
        }

        return (10 * Math.Log10(rest / all), 20 * Math.Log10(Math.Sqrt((a * a) + (b * b)) / 0.5));
    }

    private static double Window(int i, int length) => 0.35875 - (0.48829 * Math.Cos(2 * Math.PI * i / length)) + (0.14128 * Math.Cos(4 * Math.PI * i / length))
        - (0.01168 * Math.Cos(6 * Math.PI * i / length));

    private static unsafe float[] Resampled(float[] interleaved, FFmpegSource source)
    {
        int channels = source.Format.Channels;
        int frames = interleaved.Length / channels;
        var planes = new float[interleaved.Length];
        for (int i = 0; i < interleaved.Length; i++) planes[((i % channels) * frames) + (i / channels)] = interleaved[i];
        fixed (float* samples = planes) return Pass(samples, frames, channels, 8_192, source.Format.SourceRate, 48_000);
    }

    private static unsafe float[] OnePass(float* samples, int frames, int rate, int engineRate, int length)
    {
        float[] all = Pass(samples, frames, 1, 1_000, rate, engineRate);
        Assert.Equal(length, all.Length);
        return all;
    }

    private static unsafe float[] Pass(float* planes, int frames, int channels, int piece, int rate, int engineRate)
    {
        using var resampler = new Resampler(rate, engineRate, channels);
        Assert.Equal(0, resampler.Begin());
        var all = new List<float>();
        var made = new float[Resampler.OutFrames * channels];
        fixed (float* to = made)
        {
            for (int at = 0; at <= frames; at += piece)
            {
                if (at < frames) resampler.Feed(Planes.Of(planes, channels, frames).From(at), Math.Min(piece, frames - at));
                if (at + piece > frames) resampler.End();
                for (int count; (count = resampler.TryMake(to)) > 0;) all.AddRange(made.AsSpan(0, count * channels));
            }
        }

        return [.. all];
    }
}
