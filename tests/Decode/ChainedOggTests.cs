using System;
using System.Linq;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>Chained Ogg: every link is as long as the ffmpeg command has it, without a warning, and has its samples.</summary>
public sealed class ChainedOggTests
{
    private const double Resampled = 1e-3; // another filter than the command's

    [Theory]
    [InlineData("stereo-mono.opus", 48_000, 2, "-c:a libopus", 48_000, 1, "-c:a libopus")]
    [InlineData("mono-stereo.opus", 48_000, 1, "-c:a libopus", 48_000, 2, "-c:a libopus")]
    [InlineData("voice-music.opus", 48_000, 2, "-c:a libopus -b:a 96k", 48_000, 2, "-c:a libopus -b:a 64k -frame_duration 60")]
    [InlineData("q2-q8.ogg", 48_000, 2, "-c:a libvorbis -q:a 2", 48_000, 2, "-c:a libvorbis -q:a 8")]
    [InlineData("stereo-mono.ogg", 44_100, 2, "-c:a libvorbis", 44_100, 1, "-c:a libvorbis")]
    [InlineData("44-48.ogg", 44_100, 2, "-c:a libvorbis", 48_000, 2, "-c:a libvorbis")]
    [InlineData("48-8.ogg", 48_000, 1, "-c:a libvorbis", 8_000, 1, "-c:a libvorbis")]
    [InlineData("same.oga", 48_000, 2, "-c:a flac -f ogg", 48_000, 2, "-c:a flac -f ogg")]
    [InlineData("stereo-mono.oga", 48_000, 2, "-c:a flac -f ogg", 48_000, 1, "-c:a flac -f ogg")]
    public void Links_are_as_long_and_as_clean_as_in_the_command(
        string name, int rate, int channels, string options, int nextRate, int nextChannels, string nextOptions)
    {
        // Lengths that are no whole number of packets, so that what the first link discards and the second one skips both count.
        string path = StreamFixtures.Join("chained-" + name, (rate, channels, 12.345, options), (nextRate, nextChannels, 11.5, nextOptions));
        using FFmpegSource source = FFmpegSource.Open(path, -1, rate, 2);
        using RunDecoder decoder = source.OpenDecoder();
        int kept = source.Format.Channels;
        var sink = new KeepingSink(kept);
        int runs = (int)Math.Ceiling(23.845 * rate / Limits.RunFrames);
        float[] whole = [.. Enumerable.Range(0, runs).SelectMany(run =>
        {
            sink.Clear();
            RunResult result = decoder.Decode(run, sink);
            Assert.Equal(0, result.Warnings);
            return sink.Samples.ToArray();
        })];
        float[] reference = MediaFixtures.Decode(path, "", FormattableString.Invariant($"-ar {rate} -ac {kept}"));
        Assert.Equal(whole.Length / kept, source.ExactFrames);
        Assert.InRange(Math.Abs(reference.Length - whole.Length) / kept, 0, rate == nextRate ? 0 : 1); // the last one is rounded

        // Of stereo in a mono stream the engine takes the mean, the command with floats 3 dB more: see ChangingStreamTests.
        int compared = kept < nextChannels ? (int)(12 * rate) : whole.Length;
        double largest = Decoding.LargestDifference(whole.AsSpan(0, compared), reference);
        Assert.InRange(largest, 0, rate == nextRate ? 2e-6 : Resampled);

        using FFmpegSource other = FFmpegSource.Open(path, -1, rate, 2);
        Assert.Equal(source.ExactFrames, other.Measure());
        using RunDecoder again = other.OpenDecoder();
        foreach ((int run, float[] part) in Decoding.Decode(other, again, Enumerable.Range(0, runs).Reverse()))
        {
            int from = run * Limits.RunFrames * kept;
            Assert.Equal(Math.Min(whole.Length - from, Limits.RunFrames * kept), part.Length);
            Assert.Equal(-1, Decoding.FirstDifference(whole.AsSpan(from), part));
        }
    }
}
