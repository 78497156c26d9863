using System;
using System.Linq;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

public sealed class MemorySourceTests
{
    [Fact]
    public void A_staircase_tells_its_frame_ten_hours_in()
    {
        long frames = 10L * 3_600 * 48_000;
        using var source = new GeneratedSource(GeneratedShape.Staircase, 0, 48_000, 2, frames);
        using RunDecoder decoder = source.OpenDecoder();
        var sink = new KeepingSink(2);
        int last = (int)(frames / Limits.RunFrames);
        RunResult result = decoder.Decode(last, sink);
        Assert.Equal(RunEnd.EndOfSource, result.End);
        Assert.Equal(frames % Limits.RunFrames, sink.Frames);
        long first = (long)last * Limits.RunFrames;
        Assert.Equal(source.Sample(first, 0), sink.Samples[0]);
        Assert.Equal(source.Sample(frames - 1, 1), sink.Samples[^1]);
        Assert.Equal(((frames - 1 + 7_919) % 8_388_608) / 8_388_608f, sink.Samples[^1]);
    }

    [Fact]
    public void A_sine_has_its_pitch()
    {
        using var source = new GeneratedSource(GeneratedShape.Sine, 1_000, 48_000, 1, 48_000);
        float[] samples = Decoding.All(source);
        Assert.Equal(48_000, samples.Length);
        int rises = samples.Zip(samples.Skip(1)).Count(p => p.First < 0 && p.Second >= 0);
        Assert.InRange(rises, 999, 1_000);
        Assert.InRange(samples.Max(), 0.499f, 0.5f);
    }

    [Fact]
    public unsafe void Host_samples_at_the_engines_rate_are_the_hosts_samples()
    {
        var samples = new float[700_000 * 2];
        for (int i = 0; i < samples.Length; i++) samples[i] = i % 8_191 / 8_191f;
        float[] expected = [.. samples];
        samples[5] = float.NaN;
        samples[700_001] = float.NegativeInfinity;
        expected[5] = expected[700_001] = 0;
        fixed (float* pointer = samples)
        {
            using var source = new PcmSource(pointer, 700_000, 2, 48_000, 48_000, 2);
            samples.AsSpan().Clear(); // it is a copy
            Assert.Equal(1, source.Warnings);
            Assert.Equal(700_000, source.ExactFrames);
            Assert.Equal(-1, Decoding.FirstDifference(Decoding.All(source), expected));
            Assert.Equal(700_000L * 2 * sizeof(float), source.Bytes);
        }
    }

    [Fact]
    public unsafe void Empty_host_samples_end_at_once()
    {
        float nothing = 0;
        using var source = new PcmSource(&nothing, 0, 2, 44_100, 48_000, 2);
        Assert.Empty(Decoding.All(source));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public unsafe void Host_samples_of_more_channels_are_folded_like_files(int channels)
    {
        using FFmpegSource wide = FFmpegSource.Open(MediaFixtures.Path("surround.flac"), -1, 48_000, 6);
        using FFmpegSource folded = FFmpegSource.Open(MediaFixtures.Path("surround.flac"), -1, 48_000, channels);
        float[] samples = Decoding.All(wide);
        fixed (float* pointer = samples)
        {
            using var source = new PcmSource(pointer, samples.Length / 6, 6, 48_000, 48_000, channels);
            Assert.Equal(channels, source.Format.Channels);
            Assert.InRange(Decoding.LargestDifference(Decoding.All(source), Decoding.All(folded)), 0, 1e-6);
        }
    }
}
