using System.Collections.Generic;
using System.Linq;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>A decoder that reads a file from its beginning finds the rows that the scan finds, and needs neither it nor a seek.</summary>
public sealed class LinearReadingTests
{
    // Its decoder draws random numbers from a generator that the whole process shares.
    [Fact]
    public void Codec2_is_decoded_once()
    {
        string path = MediaFixtures.Path("voice.c2");
        using FFmpegSource source = FFmpegSource.Open(path, -1, 48_000, 2);
        using RunDecoder decoder = source.OpenDecoder();
        Dictionary<int, float[]> first = Decoding.Decode(source, decoder, [2, 0, 3, 1]);
        using RunDecoder other = source.OpenDecoder();
        foreach ((int run, float[] samples) in Decoding.Decode(source, other, [0, 1, 2, 3])) Assert.Equal(-1, Decoding.FirstDifference(first[run], samples));
        Assert.Equal(first.Values.Sum(samples => samples.Length), source.ExactFrames);
        Assert.Equal(MediaFixtures.Reference("voice.c2").Length * 6L, source.ExactFrames);
    }

    [Theory]
    [InlineData("aac.m4a", 48_000)]
    [InlineData("aac.m4a", 44_100)]
    [InlineData("aac-fragmented.mp4", 48_000)]
    [InlineData("adts.aac", 48_000)]
    [InlineData("aac.mkv", 48_000)]
    [InlineData("opus.ogg", 48_000)]
    [InlineData("opus.ogg", 44_100)]
    [InlineData("opus.webm", 48_000)]
    [InlineData("opus-60ms.webm", 48_000)]
    [InlineData("vorbis.ogg", 48_000)]
    [InlineData("vorbis.webm", 48_000)]
    [InlineData("cbr.mp3", 48_000)]
    [InlineData("vbr.mp3", 44_100)]
    [InlineData("music.flac", 48_000)]
    [InlineData("flac.ogg", 48_000)]
    [InlineData("late.mkv", 48_000)]
    [InlineData("alac.m4a", 48_000)]
    public void Rows_are_those_of_the_scan(string name, int engineRate)
    {
        string path = MediaFixtures.Path(name);
        using FFmpegSource scanned = FFmpegSource.Open(path, -1, engineRate, 2);
        scanned.ScanAll();
        using FFmpegSource read = FFmpegSource.Open(path, -1, engineRate, 2);
        using var decoder = (FFmpegRunDecoder)read.OpenDecoder();
        int runs = Decoding.RunsOf(scanned);
        Assert.True(runs > 2);
        for (int run = 0; run + 1 < runs; run++)
        {
            _ = Decoding.Decode(read, decoder, [run]);
            Assert.Equal(run + 2, read.Table.Rows); // the next run's is there, and the scan has not run: it would have found more, or none
        }

        Assert.False(read.Table.Finished);
        Assert.Equal(scanned.Table.Origin, read.Table.Origin);
        for (int run = 0; run < read.Table.Rows; run++) Same(scanned.Table[run], read.Table[run]);
    }

    [Theory]
    [InlineData("aac.m4a")]
    [InlineData("heaac-once.m4a")]
    [InlineData("vorbis.ogg")]
    [InlineData("vbr.mp3")]
    [InlineData("music.flac")]
    [InlineData("opus.ogg")]
    public void A_jump_in_between_changes_nothing(string name)
    {
        string path = MediaFixtures.Path(name);
        using FFmpegSource read = FFmpegSource.Open(path, -1, 48_000, 2);
        using FFmpegSource jumped = FFmpegSource.Open(path, -1, 48_000, 2);
        using RunDecoder decoder = read.OpenDecoder();
        using RunDecoder jumping = jumped.OpenDecoder();
        var straight = Decoding.Decode(read, decoder, [0, 1, 2, 3]);
        var order = new[] { 0, 1, 3, 2, 1, 0, 1, 2 };
        var crooked = Decoding.Decode(jumped, jumping, order);
        foreach (int run in order.Distinct()) Assert.Equal(-1, Decoding.FirstDifference(straight[run], crooked[run]));
        read.ScanAll();
        jumped.ScanAll(); // rows that were handed over stay, the scan adds the rest
        Assert.Equal(read.ExactFrames, jumped.ExactFrames);
        Assert.Equal(read.Table.Rows, jumped.Table.Rows);
        for (int run = 0; run < read.Table.Rows; run++) Same(read.Table[run], jumped.Table[run]);
    }

    private static void Same(in PacketRow a, in PacketRow b)
    {
        Assert.Equal((a.Pts, a.Pos, a.Hash), (b.Pts, b.Pos, b.Hash));
        Assert.Equal(a.Clock, b.Clock);
    }
}
