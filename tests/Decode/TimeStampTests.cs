using System;
using System.Collections.Generic;
using System.Linq;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>Time stamps of recorders: they tremble, drift, leave gaps and overlap. Only what stays is taken, once, and where it begins.</summary>
public sealed class TimeStampTests
{
    private const int Frames = 48_000 * MediaFixtures.Seconds;
    private const int Packet = 960;

    // Ten milliseconds late, and early, now and then; or four packets stamped at once, when they arrive.
    [Theory]
    [InlineData("webm", "10*eq(mod(N\\,25)\\,12)-10*eq(mod(N\\,70)\\,50)")]
    [InlineData("mkv", "30*eq(mod(N\\,40)\\,12)+30*eq(mod(N\\,40)\\,13)")]
    [InlineData("mp4", "480*eq(mod(N\\,25)\\,12)-480*eq(mod(N\\,70)\\,50)")]
    [InlineData("webm", "-20*mod(N\\,4)")]
    [InlineData("mp4", "-959*mod(N\\,4)")]
    [InlineData("mp4", "959*(3-mod(N\\,4))")]
    [InlineData("webm", "6*random(0)")]
    [InlineData("mp4", "400*random(0)")]
    public void Noise_is_no_hole(string container, string noise)
    {
        string path = Stamped(container, noise);
        float[] command = MediaFixtures.Decode(path); // which takes no notice of time stamps inside a stream
        float[] decoded = Decoded(path, out int warnings);
        Assert.Equal(command.Length, decoded.Length);
        Assert.Equal(-1, Decoding.FirstDifference(decoded, command));
        Assert.Equal(0, warnings);
    }

    [Theory]
    [InlineData("webm", 48, 0)]
    [InlineData("mp4", 1, 0)]
    [InlineData("webm", 48, 10)]
    [InlineData("mp4", 1, 480)]
    public void A_gap_is_taken_once_where_it_begins(string container, int tick, int noise)
    {
        const int Gap = 10_128; // 211 ms
        string name = Stamped(container, $"{Gap / tick}*gt(N\\,300)+{noise}*eq(mod(N\\,25)\\,12)");
        float[] steady = Decoded(Stamped(container, "0"), out _);
        float[] decoded = Decoded(name, out int warnings);
        int at = ((301 * Packet) - 312) * 2;
        Assert.Equal(1, warnings);
        int gap = (decoded.Length - steady.Length) / 2;
        Assert.InRange(gap, Gap - (tick > 1 ? tick : 0), Gap + (tick > 1 ? tick : 0)); // milliseconds are rounded
        Assert.Equal(-1, Decoding.FirstDifference(decoded.AsSpan(0, at), steady));
        Assert.True(decoded.AsSpan(at, gap * 2).IndexOfAnyExcept(0f) < 0, "the gap is not silent");
        Assert.Equal(-1, Decoding.FirstDifference(decoded.AsSpan(at + (gap * 2)), steady.AsSpan(at)));
    }

    // Gaps shorter than what is looked ahead from each other, the second one an odd number of frames.
    [Fact]
    public void Gaps_close_to_each_other_are_each_taken_to_the_frame()
    {
        float[] steady = Decoded(Stamped("mp4", "0"), out _);
        float[] decoded = Decoded(Stamped("mp4", "4800*gt(N\\,300)+1234*gt(N\\,302)+960*gt(N\\,303)"), out int warnings);
        Assert.Equal(3, warnings);
        Assert.Equal(steady.Length + ((4_800 + 1_234 + 960) * 2), decoded.Length);
        int end = (((304 * Packet) - 312) + 4_800 + 1_234 + 960) * 2;
        Assert.Equal(-1, Decoding.FirstDifference(decoded.AsSpan(end), steady.AsSpan(((304 * Packet) - 312) * 2)));
    }

    [Theory]
    [InlineData("webm", "PTS*1.002", 1.002)]
    [InlineData("webm", "PTS*0.998+10*eq(mod(N\\,25)\\,12)", 0.998)]
    [InlineData("mp4", "PTS*1.002+480*eq(mod(N\\,25)\\,12)", 1.002)]
    [InlineData("mp4", "PTS*0.998", 0.998)]
    public void Slow_drift_does_not_add_up(string container, string time, double speed)
    {
        string name = Restamped(container, time);
        float[] decoded = Decoded(name, out int warnings);
        Assert.InRange(decoded.Length / 2, (long)(Frames * speed) - Packet - 400, (long)(Frames * speed) + Packet + 400);
        Assert.InRange(warnings, 0, 6); // 72 ms, a packet at a time
    }

    // The command's muxers let no time stamp go back: some packets are stamped a tick apart first.
    [Theory]
    [InlineData("webm", 48, 300)]
    [InlineData("webm", 48, 1_700)] // in the last run
    [InlineData("mp4", 1, 1_700)]
    public void An_overlap_is_taken(string container, int tick, int packets)
    {
        const int Overlap = 4_800;
        const int Tail = 48_000 * 2;
        float[] steady = Decoded(Stamped(container, "0"), out _);
        float[] decoded = Decoded(Stamped(container, $"-{Overlap / tick}*gt(N\\,{packets})"), out _);
        Assert.InRange((steady.Length - decoded.Length) / 2, Overlap - Packet - 48, Overlap + 48);
        Assert.Equal(-1, Decoding.FirstDifference(decoded.AsSpan(0, packets * Packet * 2), steady));
        Assert.Equal(-1, Decoding.FirstDifference(decoded.AsSpan(decoded.Length - Tail), steady.AsSpan(steady.Length - Tail)));
    }

    [Theory]
    [InlineData(550)]
    [InlineData(1_024)]
    public void The_long_first_packet_of_a_phone_is_one_frame(int longer)
    {
        float[] steady = MediaFixtures.Reference("aac48.m4a");
        string path = MediaFixtures.Scratch($"long-{longer}.mp4");
        MediaFixtures.FFmpeg($"-i \"{MediaFixtures.Path("aac48.m4a")}\" -c copy -bsf:a setts=ts=PTS+{longer}*gt(N\\,0) \"{path}\"");
        using FFmpegSource source = FFmpegSource.Open(path, -1, 48_000, 2);
        float[] decoded = Decoding.All(source);
        float[] command = MediaFixtures.Decode(path);
        Assert.InRange((command.Length - decoded.Length) / 2, 0, 1_023);
        Assert.Equal(-1, Decoding.FirstDifference(decoded, command));
        Assert.True(steady.Length > 0);
    }

    private static string Stamped(string container, string offset) => Restamped(container, "PTS+" + offset);

    private static string Restamped(string container, string time)
    {
        string source = MediaFixtures.Path(container == "mp4" ? "opus.mp4" : "opus.webm");
        string path = MediaFixtures.Scratch($"stamps-{Guid.NewGuid():N}.{container}");
        MediaFixtures.FFmpeg($"-i \"{source}\" -c copy -bsf:a \"setts=ts={time}\" \"{path}\"");
        return path;
    }

    // In order without a scan, then backwards behind one: the same, and the same warnings.
    private static float[] Decoded(string path, out int warnings)
    {
        using FFmpegSource source = FFmpegSource.Open(path, -1, 48_000, 2);
        float[] decoded = Decoding.All(source);
        using FFmpegSource scanned = FFmpegSource.Open(path, -1, 48_000, 2);
        Assert.Equal(decoded.Length / 2, scanned.Measure());
        using RunDecoder decoder = scanned.OpenDecoder();
        var sink = new KeepingSink(2);
        warnings = 0;
        var runs = new SortedDictionary<int, float[]>();
        for (int run = Decoding.RunsOf(scanned) - 1; run >= 0; run--)
        {
            sink.Clear();
            warnings += decoder.Decode(run, sink).Warnings;
            runs[run] = sink.Samples.ToArray();
        }

        Assert.Equal(-1, Decoding.FirstDifference([.. runs.SelectMany(r => r.Value)], decoded));
        return decoded;
    }
}
