using System;
using System.IO;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>Time stamps that are not simply the count of samples.</summary>
public sealed class PlacementTests
{
    [Fact]
    public void A_hole_in_the_time_stamps_is_silence_and_what_follows_stays_in_its_place()
    {
        float[] original = MediaFixtures.Reference("pcm.w64"); // the same programme without the hole
        using FFmpegSource source = FFmpegSource.Open(MediaFixtures.Path("gap.mkv"), -1, 48_000, 2);
        float[] decoded = Decoding.All(source);

        // Filter frames 400..499 of 512 samples are missing. Matroska's milliseconds put the rest back to within one of them.
        Assert.InRange(decoded.Length - original.Length, -48 * 2, 48 * 2);
        int from = 400 * 512;
        int to = 500 * 512;
        Assert.Equal(-1, Decoding.FirstDifference(decoded.AsSpan(0, from * 2), original));
        Assert.True(decoded.AsSpan((from + 48) * 2, (to - from - 96) * 2).IndexOfAnyExcept(0f) < 0, "the hole is not silent");
        int shift = Shift(original, decoded, to + 2_000);
        Assert.InRange(shift, -48, 48);
        int rest = to + 2_000;
        int length = original.Length - ((rest + 48) * 2);
        Assert.Equal(-1, Decoding.FirstDifference(decoded.AsSpan((rest + shift) * 2, length), original.AsSpan(rest * 2, length)));
    }

    [Fact]
    public void Time_stamps_that_tremble_do_not_tear_the_sound()
    {
        using FFmpegSource trembling = FFmpegSource.Open(MediaFixtures.Path("jitter.mp4"), -1, 48_000, 2);
        using FFmpegSource steady = FFmpegSource.Open(MediaFixtures.Path("aac48.m4a"), -1, 48_000, 2);
        float[] decoded = Decoding.All(trembling);
        float[] expected = Decoding.All(steady);
        Assert.InRange(decoded.Length - expected.Length, -4, 2 * 1_024);
        Assert.Equal(-1, Decoding.FirstDifference(decoded.AsSpan(0, expected.Length - 8), expected));
    }

    [Fact]
    public void A_late_start_is_a_fact_and_no_silence()
    {
        using FFmpegSource source = FFmpegSource.Open(MediaFixtures.Path("late.mkv"), -1, 48_000, 2);
        Assert.InRange(source.Facts.StartSeconds, 1.499, 1.501);
        source.ScanAll();
        Assert.Equal((long)MediaFixtures.Seconds * 48_000, source.ExactFrames);
    }

    // A recording that was stopped and went on: two streams in a row in one file, the clock beginning again.
    [Theory]
    [InlineData("opus.ogg")]
    [InlineData("cbr.mp3")]
    [InlineData("adts.aac")]
    [InlineData("vorbis.ogg")]
    public void Files_joined_end_to_end_play_one_after_the_other(string name)
    {
        byte[] bytes = File.ReadAllBytes(MediaFixtures.Path(name));
        string path = MediaFixtures.Scratch("twice-" + name);
        File.WriteAllBytes(path, [.. bytes, .. bytes]);
        float[] single = MediaFixtures.Reference(name);
        using FFmpegSource source = FFmpegSource.Open(path, -1, name is "opus.ogg" ? 48_000 : 44_100, 2);
        float[] decoded = Decoding.All(source);

        // At the joint a format may bring its own padding; less than a tenth of a second.
        Assert.InRange(decoded.Length / 2, single.Length - 4_800, single.Length + 4_800);
        Assert.Equal(-1, Decoding.FirstDifference(decoded.AsSpan(0, single.Length - 5_000), single));
        using RunDecoder decoder = source.OpenDecoder();
        float[] run = Decoding.Decode(source, decoder, [5])[5];
        Assert.Equal(-1, Decoding.FirstDifference(run, decoded.AsSpan(5 * Limits.RunFrames * 2)));
    }

    [Theory]
    [InlineData("opus.ogg", 48_000)]
    [InlineData("vorbis.ogg", 44_100)]
    [InlineData("flac.ogg", 48_000)]
    public void Chained_ogg_is_what_the_command_decodes(string name, int rate)
    {
        byte[] bytes = File.ReadAllBytes(MediaFixtures.Path(name));
        string path = MediaFixtures.Scratch("chain-" + name);
        File.WriteAllBytes(path, [.. bytes, .. bytes]);
        float[] reference = MediaFixtures.Decode(path);
        using FFmpegSource source = FFmpegSource.Open(path, -1, rate, 2);
        float[] decoded = Decoding.All(source);
        Assert.Equal(reference.Length, decoded.Length);
        Assert.Equal(-1, Decoding.FirstDifference(decoded, reference));
        using RunDecoder decoder = source.OpenDecoder();
        foreach (int run in (int[])[4, 3]) // the joint is in run 3
        {
            float[] samples = Decoding.Decode(source, decoder, [run])[run];
            Assert.Equal(-1, Decoding.FirstDifference(samples, reference.AsSpan(run * Limits.RunFrames * 2)));
        }
    }

    private static int Shift(float[] original, float[] decoded, int at)
    {
        ReadOnlySpan<float> probe = original.AsSpan(at * 2, 4_000);
        for (int shift = -48; shift <= 48; shift++)
        {
            if (probe.SequenceEqual(decoded.AsSpan((at + shift) * 2, probe.Length))) return shift;
        }

        return int.MaxValue;
    }
}
