using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>Edit lists of mp4 and mov: what is heard, when, and for how long, by the edits and beside the ffmpeg command.</summary>
public sealed class EditListTests
{
    private const int Rate = 48_000;
    private const int Empty = -1;

    [Theory]
    [InlineData("aac.mp4", "-c:a aac -aac_pns 0")]
    [InlineData("aac.mov", "-c:a aac -aac_pns 0")]
    [InlineData("alac.m4a", "-c:a alac")]
    [InlineData("pcm.mov", "-c:a pcm_s16le")]
    [InlineData("mp3.mp4", "-c:a libmp3lame")]
    [InlineData("opus.mp4", "-c:a libopus -strict -2")]
    [InlineData("flac.mp4", "-c:a flac -strict -2")]
    [InlineData("ac3.mp4", "-c:a ac3")]
    public void Several_edits_follow_each_other(string name, string options)
    {
        string path = Make("two-" + name, options, (3, 0), (3, 6), (12, 14));
        (float[] samples, long frames) = Open(path);
        Assert.InRange(frames, (18 * Rate) - 1_200, (18 * Rate) + 1_200);
        CheckPitches(samples, [(0.5, 0.5), (2.5, 2.5), (3.5, 6.5), (5.5, 8.5), (6.5, 14.5), (17.5, 25.5)]);
        CheckAgainstCommand(path, samples);
    }

    [Theory]
    [InlineData("aac.mp4", "-c:a aac -aac_pns 0")]
    [InlineData("pcm.mov", "-c:a pcm_s16le")]
    [InlineData("flac.mp4", "-c:a flac -strict -2")]
    public void An_edit_from_the_middle_begins_there(string name, string options)
    {
        string path = Make("middle-" + name, options, (12, 4));
        (float[] samples, long frames) = Open(path);
        Assert.InRange(frames, (12 * Rate) - 1_200, (12 * Rate) + 4_800);
        CheckPitches(samples, [(0.5, 4.5), (11.5, 15.5)]);
        CheckAgainstCommand(path, samples);
    }

    [Theory]
    [InlineData("aac.mp4", "-c:a aac -aac_pns 0")]
    [InlineData("aac.mov", "-c:a aac -aac_pns 0")]
    [InlineData("alac.m4a", "-c:a alac")]
    [InlineData("pcm.mov", "-c:a pcm_s16le")]
    [InlineData("mp3.mp4", "-c:a libmp3lame")]
    [InlineData("opus.mp4", "-c:a libopus -strict -2")]
    [InlineData("flac.mp4", "-c:a flac -strict -2")]
    [InlineData("ac3.mp4", "-c:a ac3")]
    public void An_empty_edit_between_others_is_silence(string name, string options)
    {
        string path = Make("hole-" + name, options, (3, 0), (2, Empty), (13, 6));
        (float[] samples, long frames) = Open(path);
        Assert.InRange(frames, (18 * Rate) - 1_200, (18 * Rate) + 1_200);
        CheckPitches(samples, [(0.5, 0.5), (2.5, 2.5), (5.5, 6.5), (7.5, 8.5), (17.5, 18.5)]);
        Assert.DoesNotContain(samples.AsSpan((int)(3.2 * Rate), (int)(1.6 * Rate)).ToArray(), s => Math.Abs(s) > 1e-3f);
    }

    // Alone in a file it starts at once, as in the command; beside a picture it is late.
    [Theory]
    [InlineData("aac.mp4", "-c:a aac -aac_pns 0")]
    [InlineData("aac.mov", "-c:a aac -aac_pns 0")]
    [InlineData("alac.m4a", "-c:a alac")]
    [InlineData("pcm.mov", "-c:a pcm_s16le")]
    [InlineData("mp3.mp4", "-c:a libmp3lame")]
    [InlineData("opus.mp4", "-c:a libopus -strict -2")]
    [InlineData("flac.mp4", "-c:a flac -strict -2")]
    [InlineData("ac3.mp4", "-c:a ac3")]
    public void A_first_empty_edit_is_a_late_start(string name, string options)
    {
        string path = Make("late-" + name, options, (2, Empty), (12, 4));
        (float[] samples, long frames) = Open(path);
        Assert.InRange(frames, (12 * Rate) - 1_200, (12 * Rate) + 4_800);
        CheckPitches(samples, [(0.5, 4.5), (11.5, 15.5)]);
        CheckAgainstCommand(path, samples);

        string beside = Make("late-beside-" + name, "-f lavfi -i testsrc=size=32x32:rate=5:duration=30 -map 0 -map 1 -c:v mpeg4 " + options, (2, Empty), (12, 4));
        (samples, frames) = Open(beside);
        Assert.InRange(frames, (14 * Rate) - 4_800, (14 * Rate) + 4_800);
        CheckPitches(samples, [(2.5, 4.5), (13.5, 15.5)]);
        Assert.DoesNotContain(samples.AsSpan(0, (int)(1.8 * Rate)).ToArray(), s => Math.Abs(s) > 1e-3f);
    }

    private static (float[] Samples, long Frames) Open(string path)
    {
        using FFmpegSource source = FFmpegSource.Open(path, -1, Rate, 1);
        float[] samples = Decoding.All(source);
        Assert.Equal(samples.Length, source.ExactFrames);
        using FFmpegSource other = FFmpegSource.Open(path, -1, Rate, 1);
        other.ScanAll();
        Assert.Equal(samples.Length, other.Measure());
        using RunDecoder decoder = other.OpenDecoder();
        foreach ((int run, float[] part) in Decoding.Decode(other, decoder, Enumerable.Range(0, Decoding.RunsOf(other)).Reverse()))
        {
            Assert.Equal(-1, Decoding.FirstDifference(samples.AsSpan(run * Limits.RunFrames, part.Length), part));
        }

        return (samples, source.ExactFrames);
    }

    // Each second of the recording has a pitch of its own.
    private static void CheckPitches(float[] samples, (double Heard, double Recorded)[] places)
    {
        foreach ((double heard, double recorded) in places)
        {
            (double level, _) = Tone.Measure(samples.AsSpan((int)((heard - 0.2) * Rate), (int)(0.4 * Rate)), 1, Rate, PitchAt(recorded));
            Assert.True(level > 0.3, $"at {heard} s the pitch of {recorded} s has {level}");
        }
    }

    private static void CheckAgainstCommand(string path, float[] samples)
    {
        float[] reference = MediaFixtures.Decode(path, "", $"-ac 1 -ar {Rate}");
        Assert.InRange(Math.Abs(samples.Length - reference.Length), 0, 0.07 * Rate);
    }

    private static double PitchAt(double seconds) => 400 + (100 * Math.Floor(seconds));

    private static string Make(string name, string options, params (int Seconds, int From)[] edits)
    {
        string whole = MediaFixtures.Scratch("whole-" + name);
        MediaFixtures.FFmpeg($"-f lavfi -i \"aevalsrc=0.4*sin(2*PI*t*(400+100*floor(t))):s={Rate}:d=30\" {options} \"{whole}\"");
        byte[] bytes = WithEdits(File.ReadAllBytes(whole), edits);
        string path = MediaFixtures.Scratch(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    // The moov stands behind the media, so that a longer one moves nothing that is pointed to.
    private static byte[] WithEdits(byte[] file, (int Seconds, int From)[] edits)
    {
        int moov = Find(file, 0, file.Length, "moov");
        int trak = Find(file, moov + 8, End(file, moov), "trak");
        int movieScale = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(Find(file, moov + 8, End(file, moov), "mvhd") + 20));
        int mdhd = Find(file, Find(file, trak + 8, End(file, trak), "mdia") + 8, End(file, trak), "mdhd");
        int mediaScale = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(mdhd + 20));
        int edts = Find(file, trak + 8, End(file, trak), "edts");
        int delay = edts < 0 ? 0 : BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(edts + 8 + 20));
        var list = new List<byte>();
        Add(list, 8 + 16 + (12 * edits.Length));
        list.AddRange("edts"u8);
        Add(list, 16 + (12 * edits.Length));
        list.AddRange("elst"u8);
        Add(list, 0);
        Add(list, edits.Length);
        foreach ((int seconds, int from) in edits)
        {
            Add(list, seconds * movieScale);
            Add(list, from == Empty ? -1 : Math.Max(0, delay) + (from * mediaScale));
            Add(list, 0x10000);
        }

        int tkhd = Find(file, trak + 8, End(file, trak), "tkhd");
        int at = edts >= 0 ? edts : End(file, tkhd);
        int removed = edts >= 0 ? End(file, edts) - edts : 0;
        byte[] changed = [.. file.AsSpan(0, at), .. list, .. file.AsSpan(at + removed)];
        foreach (int box in (ReadOnlySpan<int>)[moov, trak])
        {
            BinaryPrimitives.WriteInt32BigEndian(changed.AsSpan(box), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(box)) + list.Count - removed);
        }

        return changed;
    }

    private static void Add(List<byte> list, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        list.AddRange(bytes);
    }

    private static int End(byte[] file, int box) => box + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(box));

    private static int Find(byte[] file, int from, int to, string name)
    {
        for (int at = from; at + 8 <= to; at = End(file, at))
        {
            if (System.Text.Encoding.ASCII.GetString(file, at + 4, 4) == name) return at;
        }

        return -1;
    }
}
