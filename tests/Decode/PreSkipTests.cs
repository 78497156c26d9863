using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>What Opus skips and holds back: the pre-skip counts once, and SILK begins with fewer frames than its packets hold.</summary>
public sealed class PreSkipTests
{
    [Theory]
    [InlineData(4_000)]  // more than the packets whose decoding finds the end
    [InlineData(65_000)] // more than a run's preroll
    public void A_long_pre_skip_is_skipped_once(int frames)
    {
        byte[] bytes = File.ReadAllBytes(Opus("pre-skip.mp4", "-c:a libopus -b:a 96k", 36 * 48_000));
        int box = bytes.AsSpan().IndexOf("dOps"u8);
        bytes[box + 6] = (byte)(frames >> 8);
        bytes[box + 7] = (byte)(frames & 255);
        string path = MediaFixtures.Scratch($"pre-skip-{frames}.mp4");
        File.WriteAllBytes(path, bytes);
        CheckRuns(path);
    }

    [Fact]
    public void Packets_of_2_5_ms_behind_a_long_pre_skip_begin_where_the_command_has_them()
    {
        byte[] bytes = File.ReadAllBytes(Opus("short-packets.mp4", "-c:a libopus -b:a 128k -frame_duration 2.5 -application lowdelay", 36 * 48_000));
        int box = bytes.AsSpan().IndexOf("dOps"u8);
        bytes[box + 6] = 0xF0;
        string path = MediaFixtures.Scratch("short-packets-late.mp4");
        File.WriteAllBytes(path, bytes);
        CheckRuns(path);
    }

    [Fact]
    public void Changes_between_SILK_and_CELT_are_continuous()
    {
        // Whole packets with the encoder's lookahead, so that nothing is discarded where the parts meet.
        const int Frames = (960 * 300) - 312;
        string voice = Opus("voice.mka", "-ac 1 -c:a libopus -b:a 12k -application voip", Frames);
        string music = Opus("music.mka", "-ac 1 -c:a libopus -b:a 96k", Frames);
        string list = MediaFixtures.Scratch("modes.txt");
        File.WriteAllLines(list, Enumerable.Range(0, 6).Select(i => $"file '{(i % 2 == 0 ? voice : music)}'"));
        string path = MediaFixtures.Scratch("modes.mka");
        MediaFixtures.FFmpeg($"-f concat -safe 0 -i \"{list}\" -c copy -bsf:a setts=ts=N*20 \"{path}\"");
        float[] reference = MediaFixtures.Decode(path);
        using FFmpegSource source = FFmpegSource.Open(path, -1, 48_000, 2);
        float[] decoded = Decoding.All(source);
        Assert.Equal(reference.Length, decoded.Length);
        Assert.InRange(Decoding.LargestDifference(decoded, reference), 0, 1e-4); // SILK never forgets quite
    }

    private static string Opus(string name, string encoder, int frames)
    {
        string path = MediaFixtures.Scratch(name);
        MediaFixtures.FFmpeg($"-i \"{MediaFixtures.Input(48_000, 2)}\" -af atrim=end_sample={frames} {encoder} \"{path}\"");
        return path;
    }

    private static void CheckRuns(string path)
    {
        float[] reference = MediaFixtures.Decode(path);
        using FFmpegSource source = FFmpegSource.Open(path, -1, 48_000, 2);
        long measured = source.Measure();
        Assert.Equal(reference.Length / 2, measured);
        int runs = Decoding.RunsOf(source);
        using RunDecoder decoder = source.OpenDecoder();
        Dictionary<int, float[]> decoded = Decoding.Decode(source, decoder, Enumerable.Range(0, runs).Reverse());
        Assert.Equal(-1, Decoding.FirstDifference([.. decoded.OrderBy(r => r.Key).SelectMany(r => r.Value)], reference));
    }
}
