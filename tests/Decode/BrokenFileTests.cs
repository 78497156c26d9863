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

    // Frames of another rate are resampled to the stream's by a filter that remembers: what it was fed in another run must not be heard.
    [Fact]
    public void Frames_of_another_rate_in_between()
    {
        string other = MediaFixtures.Scratch("other-rate.mp3");
        MediaFixtures.FFmpeg($"-i \"{MediaFixtures.Input(48_000, 2)}\" -t 3 -c:a libmp3lame -b:a 128k -write_xing 0 -id3v2_version 0 \"{other}\"");
        byte[] stream = File.ReadAllBytes(MediaFixtures.Path("cbr.mp3"));
        byte[] inserted = File.ReadAllBytes(other)[..(40 * 384)];
        byte[] bytes = [.. stream[..60_000], .. inserted, .. stream[60_000..260_000], .. inserted, .. stream[260_000..]];
        int runs = Check("rates.mp3", bytes);
        Assert.Equal(3, runs);
    }

    // Runs that both orders gave; 0 where the file was refused.
    private static int Check(string name, byte[] bytes)
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
            return backwards.Count;
        }
        catch (MediaException refusal)
        {
            Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
            return 0;
        }
        catch (InvalidOperationException nothing) when (nothing.Message.Contains($"ErrorCode = {Codes.NothingDecoded}", StringComparison.Ordinal))
        {
            return 0; // no packet of it can be decoded: an error of the source, not silence
        }
        finally
        {
            File.Delete(path);
        }
    }
}
