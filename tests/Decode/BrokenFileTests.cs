using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>
/// Files that end early or are full of errors: opened with a sentence or decoded to something, never a crash, a hang or
/// samples that are not finite; and what comes still does not depend on the order of access.
/// </summary>
public sealed class BrokenFileTests
{
    public static TheoryData<string> Names =>
    [
        "aac.m4a", "aac-fragmented.mp4", "opus.ogg", "vorbis.ogg", "vbr.mp3", "music.flac", "aac.mkv", "s16.wav", "adts.aac",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Cut_short(string name)
    {
        byte[] whole = File.ReadAllBytes(MediaFixtures.Path(name));
        foreach (double part in (double[])[0.0002, 0.003, 0.41, 0.999])
        {
            Check($"cut-{part}-{name}", whole[..(int)Math.Max(5, whole.Length * part)]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Full_of_errors(string name)
    {
        byte[] bytes = File.ReadAllBytes(MediaFixtures.Path(name));
        var random = new Random(7);
        for (int i = 0; i < 60; i++) bytes[random.Next(bytes.Length / 20, bytes.Length)] = (byte)random.Next(256);
        Check("errors-" + name, bytes);
    }

    private static void Check(string name, byte[] bytes)
    {
        string path = MediaFixtures.Scratch(name);
        File.WriteAllBytes(path, bytes);
        try
        {
            using FFmpegSource source = FFmpegSource.Open(path, -1, 48_000, 2);
            using RunDecoder decoder = source.OpenDecoder();
            Dictionary<int, float[]> backwards = Decoding.Decode(source, decoder, [3, 1, 0]);
            using RunDecoder other = source.OpenDecoder();
            Dictionary<int, float[]> forwards = Decoding.Decode(source, other, [0, 1, 3]);
            foreach (int run in backwards.Keys)
            {
                Assert.Equal(backwards[run].Length, forwards[run].Length);
                Assert.Equal(-1, Decoding.FirstDifference(backwards[run], forwards[run]));
                Assert.True(Array.TrueForAll(backwards[run], float.IsFinite));
            }

            Assert.True(backwards.Values.Sum(r => (long)r.Length) <= source.Format.Channels * 4L * Limits.RunFrames);
        }
        catch (MediaException refusal)
        {
            Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
