using System;
using System.Collections.Generic;
using System.Globalization;
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
        string wholeFile = string.Create(CultureInfo.InvariantCulture, $"-af aresample=48000:filter_size={RunGrid.FilterSize}:cutoff={source.Grid.Cutoff}");
        float[] reference = MediaFixtures.Reference(name, "", wholeFile);
        source.ScanAll();
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

    // Beyond 1,024 phases FFmpeg's filter bank is quantised: runs stay repeatable, the pass over the whole file is only close.
    [Fact]
    public unsafe void Odd_rates_are_close_to_one_pass_and_repeat_exactly()
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
            Assert.InRange(Decoding.LargestDifference(runs, whole), 0, 1e-4);
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

    private static unsafe float[] OnePass(float* samples, int frames, int rate, int engineRate, int length)
    {
        using var resampler = new Resampler(rate, engineRate, 1);
        Assert.Equal(0, resampler.Begin());
        var all = new float[length + 100_000];
        int written = 0;
        fixed (float* to = all)
        {
            for (int at = 0; at < frames; at += 1_000)
            {
                Planes input = Planes.Of(samples + at, 1, 0);
                Planes output = Planes.Of(to + written, 1, 0);
                written += resampler.Convert(&input, Math.Min(1_000, frames - at), &output, all.Length - written);
            }

            for (int rest = 1; rest > 0; written += rest)
            {
                Planes output = Planes.Of(to + written, 1, 0);
                rest = resampler.Convert(null, 0, &output, all.Length - written);
            }
        }

        Assert.InRange(written, length - 8, length + 8);
        return all[..length];
    }
}
