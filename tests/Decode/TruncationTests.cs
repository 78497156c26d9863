using System;
using System.Collections.Generic;
using System.IO;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>Tails that are not there, and damage in the middle: what is left stays in its place, and damage is counted.</summary>
public sealed class TruncationTests
{
    // What can be read without its end: everything but an mp4 with its index at the end.
    [Theory]
    [InlineData("aac-fragmented.mp4")]
    [InlineData("adts.aac")]
    [InlineData("heaac.aac")]
    [InlineData("heaac-fragmented.mp4")]
    [InlineData("aac.mkv")]
    [InlineData("aac.ts")]
    [InlineData("opus.ogg")]
    [InlineData("opus.webm")]
    [InlineData("vorbis.ogg")]
    [InlineData("vorbis.webm")]
    [InlineData("cbr.mp3")]
    [InlineData("vbr.mp3")]
    [InlineData("music.flac")]
    [InlineData("flac.ogg")]
    [InlineData("flac.mkv")]
    [InlineData("s16.wav")]
    [InlineData("s24.aiff")]
    [InlineData("pcm.w64")]
    [InlineData("pcm.mkv")]
    [InlineData("music.wv")]
    [InlineData("mp3.avi")]
    [InlineData("ac3.ac3")]
    [InlineData("mp2.mp2")]
    public void A_file_cut_short_plays_to_the_cut(string name)
    {
        byte[] whole = File.ReadAllBytes(MediaFixtures.Path(name));
        float[] reference = Whole(name);
        foreach (double part in (double[])[0.35, 0.72])
        {
            string path = MediaFixtures.Scratch(FormattableString.Invariant($"tail-{part}-{name}"));
            File.WriteAllBytes(path, whole[..(int)(whole.Length * part)]);
            using FFmpegSource source = FFmpegSource.Open(path, -1, RateOf(name), 2);
            float[] decoded = Decoding.All(source);

            // Material is not spread evenly in what is coded by need: silence takes no room.
            Assert.InRange(decoded.Length, reference.Length * (part - 0.2), reference.Length * (part + 0.2));
            int sound = decoded.Length - (2 * 8_192); // the packet that was cut, and what the codec makes of an end
            Assert.Equal(-1, Decoding.FirstDifference(decoded.AsSpan(0, sound), reference));
            Assert.Equal(decoded.Length / 2, source.ExactFrames);
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("aac.mkv", 230_000)] // where the length of a block is hit, the rest of the cluster: up to 5 s
    [InlineData("aac.ts", 14_000)]
    [InlineData("aac-fragmented.mp4", 10_000)]
    [InlineData("opus.webm", 60_000)]
    [InlineData("vorbis.ogg", 60_000)]
    [InlineData("vorbis.webm", 20_000)]
    [InlineData("flac.mkv", 40_000)]
    [InlineData("alac.m4a", 40_000)]
    [InlineData("music.wv", 60_000)]
    public void Damage_in_the_middle_moves_nothing(string name, int reach)
    {
        byte[] bytes = File.ReadAllBytes(MediaFixtures.Path(name));
        int middle = bytes.Length * 2 / 5;
        for (int i = 0; i < 700; i++) bytes[middle + i] = unchecked((byte)(i * 37));
        string path = MediaFixtures.Scratch("hurt-" + name);
        File.WriteAllBytes(path, bytes);
        float[] reference = Whole(name);
        using FFmpegSource source = FFmpegSource.Open(path, -1, RateOf(name), 2);
        using RunDecoder decoder = source.OpenDecoder();
        var sink = new KeepingSink(2);
        var decoded = new List<float>();
        int warnings = 0;
        for (RunEnd end = RunEnd.Complete; end == RunEnd.Complete;)
        {
            sink.Clear();
            RunResult result = decoder.Decode(decoded.Count / 2 / Limits.RunFrames, sink);
            decoded.AddRange(sink.Samples);
            warnings += result.Warnings;
            end = result.End;
        }

        Assert.InRange((reference.Length - decoded.Count) / 2, -50, 1_023);
        int first = -1;
        int last = -1;
        for (int i = 0; i < Math.Min(decoded.Count, reference.Length); i++)
        {
            if (decoded[i] == reference[i]) continue;
            if (first < 0) first = i;
            last = i;
        }

        Assert.InRange((last - first) / 2, 1, reach);
        Assert.True(warnings > 0, "no warning was counted");
        File.Delete(path);
    }

    // Whole packets are gone: what follows is put back by its time stamps, to the sample.
    [Theory]
    [InlineData("aac.ts", 188, 188 * 40)]
    [InlineData("opus.ogg", 1, 9_000)]
    [InlineData("aac.mkv", 1, 6_000)]
    [InlineData("opus.webm", 1, 9_000)]
    [InlineData("aac-fragmented.mp4", 1, 0)]
    public void A_piece_cut_out_leaves_a_hole(string name, int grid, int length)
    {
        byte[] bytes = File.ReadAllBytes(MediaFixtures.Path(name));
        int at = bytes.Length / 2 / grid * grid;
        if (length == 0)
        {
            // a whole fragment
            at = bytes.AsSpan(at).IndexOf("moof"u8) + at - 4;
            length = bytes.AsSpan(at + 8).IndexOf("moof"u8) + 4;
        }

        string path = MediaFixtures.Scratch("piece-" + name);
        File.WriteAllBytes(path, [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + length)]);
        float[] reference = Whole(name);
        using FFmpegSource source = FFmpegSource.Open(path, -1, RateOf(name), 2);
        float[] decoded = Decoding.All(source);
        Assert.InRange((reference.Length - decoded.Length) / 2, -50, 1_023);
        int head = Decoding.FirstDifference(decoded, reference) is var differs and > 0 ? (int)differs : 0;
        int tail = 0;
        while (tail < decoded.Length && decoded[^(tail + 1)] == reference[decoded.Length - tail - 1]) tail++;
        Assert.InRange(head, reference.Length * 0.3, reference.Length * 0.7);
        Assert.InRange(tail, reference.Length * 0.3, reference.Length * 0.7);
        Assert.InRange((decoded.Length - head - tail) / 2, 1, 3 * 48_000);
        File.Delete(path);
    }

    private static int RateOf(string name)
    {
        using FFmpegSource source = FFmpegSource.Open(MediaFixtures.Path(name), -1, 48_000, 2);
        return source.Format.SourceRate;
    }

    private static float[] Whole(string name) => name switch
    {
        "ac3.ac3" => MediaFixtures.Reference(name, "-cons_noisegen 1"),
        "mp2.mp2" => MediaFixtures.Reference(name, "-c:a mp2float"),
        _ => MediaFixtures.Reference(name),
    };
}
