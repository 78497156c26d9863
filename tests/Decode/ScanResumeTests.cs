using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>
/// Demuxers closed whenever they rest, because there is room for none: what is decoded, and what the scan finds, is the same.
/// </summary>
public sealed class ScanResumeTests
{
    private const int MostTries = 12; // the longest call has 2.5 s: ten doublings of 5 ms

    [Theory]
    [InlineData("scan.m4a", "aac.m4a", "")]
    [InlineData("scan-fragmented.mp4", "aac.m4a", "-movflags frag_keyframe+empty_moov+default_base_moof -frag_duration 2000000")]
    [InlineData("scan-sbr.m4a", "heaac-explicit.m4a", "")]
    [InlineData("scan-alac.m4a", "alac.m4a", "")]
    [InlineData("scan-jitter.mp4", "jitter.mp4", "")]
    [InlineData("scan.mkv", "aac.mkv", "")] // starts over
    public void A_scan_that_was_closed_finds_the_same_rows(string name, string of, string options)
    {
        string path = MediaFixtures.Scratch(name);
        MediaFixtures.FFmpeg($"-stream_loop 7 -i \"{MediaFixtures.Path(of)}\" -c copy {options} \"{path}\"");
        using FFmpegSource whole = FFmpegSource.Open(path, -1, 48_000, 2);
        whole.ScanAll();
        Assert.True(whole.Table.Rows > 20);

        var idle = new IdleMedia(0, 0);
        using FFmpegSource broken = FFmpegSource.Open(path, -1, 48_000, 2, resources: new MediaResources(idle));
        long before = idle.Openings;
        int turns = 0;
        for (int run = 1; !broken.Table.Finished; run = broken.Table.Rows, turns++)
        {
            _ = broken.WaitForRow(run, null);
            using MediaContext other = MediaOpener.Open(MediaFixtures.Path("aac.m4a"), -1, resources: new MediaResources(idle)); // closes it
        }

        Assert.Equal(2 * turns, idle.Openings - before);
        Assert.True(turns > 20);
        Assert.Equal(Rows(whole.Table), Rows(broken.Table));
        Assert.Equal((whole.Table.Origin, whole.Table.SourceFrames, whole.ExactFrames), (broken.Table.Origin, broken.Table.SourceFrames, broken.ExactFrames));
    }

    // Two decoders in alternation, neither of which finds its demuxer open, beside a scan that does not either.
    [Theory]
    [InlineData("aac.m4a", 44_100)]
    [InlineData("aac-fragmented.mp4", 48_000)]
    [InlineData("heaac-explicit.m4a", 48_000)]
    [InlineData("opus.ogg", 48_000)]
    [InlineData("vbr.mp3", 48_000)]
    public void With_no_room_at_rest_the_same_is_decoded(string name, int rate)
    {
        int[] order = [2, 0, 3, 1, 1, 3, 0, 2];
        using FFmpegSource source = FFmpegSource.Open(MediaFixtures.Path(name), -1, rate, 2);
        using RunDecoder plain = source.OpenDecoder();
        Dictionary<int, float[]> expected = Decoding.Decode(source, plain, order.Take(4));

        using FFmpegSource crowded = FFmpegSource.Open(MediaFixtures.Path(name), -1, rate, 2, resources: new MediaResources(new IdleMedia(0, 0)));
        RunDecoder[] decoders = [crowded.OpenDecoder(), crowded.OpenDecoder()];
        for (int i = 0; i < order.Length; i++)
        {
            float[] got = Decoding.Decode(crowded, decoders[i % 2], [order[i]])[order[i]];
            Assert.Equal(-1, Decoding.FirstDifference(expected[order[i]], got));
        }

        foreach (RunDecoder decoder in decoders) decoder.Dispose();
    }

    // A machine that is busy with something else makes an opening long, and seeks come faster than it ends: that says nothing of the file, and each
    // try has more time than the last.
    [Fact]
    public void A_scan_whose_opening_was_given_up_is_tried_again()
    {
        using FFmpegSource source = FFmpegSource.Open(IdleMediaTests.Looped("scan-hours.m4a", 300), -1, 44_100, 2);
        var hurried = new HurriedSink();
        Assert.False(source.ScanAhead(hurried));
        Assert.Equal((true, 0, false), (hurried.HasGivenUp, source.Table.Rows, source.Table.Finished));
        for (int tries = 0; source.Table.Rows == 0; tries++)
        {
            Assert.True(tries < MostTries, "the scan never begins");
            hurried.Begin();
            _ = source.ScanAhead(hurried);
        }

        source.ScanAll();
        Assert.True(source.ExactFrames > 3L * 3_600 * 44_100);
    }

    [Fact]
    public void A_decoder_whose_opening_is_given_up_again_and_again_comes_to_its_sound()
    {
        string path = IdleMediaTests.Looped("scan-hours.m4a", 300);
        using FFmpegSource source = FFmpegSource.Open(path, -1, 44_100, 2, resources: new MediaResources(new IdleMedia(0, 0)));
        source.ScanAll();
        using RunDecoder decoder = source.OpenDecoder();
        var hurried = new HurriedSink();
        for (int tries = 0; hurried.Frames == 0; tries++)
        {
            Assert.True(tries < MostTries, "nothing is ever decoded");
            hurried.Begin();
            RunEnd end = decoder.Decode(500, hurried).End;
            Assert.True(end is RunEnd.Stopped or RunEnd.Complete, $"{end}");
        }

        Assert.True(hurried.HasGivenUp, "no opening was given up: nothing is shown");
    }

    [Fact]
    public void A_call_that_was_given_up_may_last_longer_the_next_time_until_calls_are_short_again()
    {
        var watch = new ReadWatch();
        var hurried = new HurriedSink();
        Assert.True(IsGivenUp(100));
        while (true)
        {
            long began = Stopwatch.GetTimestamp();
            bool over = IsGivenUp(20);
            if (Stopwatch.GetElapsedTime(began).TotalMilliseconds >= 200) continue; // the machine had something else to do
            Assert.False(over);
            break;
        }

        for (int i = 0; i < 100; i++) watch.Begin();
        Assert.True(IsGivenUp(20));

        bool IsGivenUp(int milliseconds)
        {
            watch.Ask(hurried);
            watch.Begin();
            Thread.Sleep(milliseconds);
            return watch.IsOver();
        }
    }

    // Gives up each call of the demuxer that lasts, and then stops.
    private sealed class HurriedSink : RunSink
    {
        private bool _stops;

        public bool HasGivenUp { get; private set; }

        public int Frames { get; private set; }

        public override bool Stop => _stops;

        public override bool GiveUp
        {
            get
            {
                HasGivenUp = true;
                return _stops = true;
            }
        }

        public void Begin() => _stops = false;

        public override unsafe void Write(float* interleaved, int frames) => Frames += frames;
    }

    private static (long Pts, long Pos, ulong Hash, Entry Entry, ClockState Clock)[] Rows(PacketTable table) =>
        [.. Enumerable.Range(0, table.Rows).Select(i => (table[i].Pts, table[i].Pos, table[i].Hash, table[i].Entry, table[i].Clock))];
}
