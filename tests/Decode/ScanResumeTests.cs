using System.Collections.Generic;
using System.Linq;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>
/// Demuxers closed whenever they rest, because there is room for none: what is decoded, and what the scan finds, is the same.
/// </summary>
public sealed class ScanResumeTests
{
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

    // A machine that is busy with something else makes an opening long: that says nothing of the file. Three such say enough.
    [Fact]
    public void A_scan_whose_opening_was_given_up_is_tried_again()
    {
        string path = IdleMediaTests.Looped("scan-hours.m4a", 300);
        using FFmpegSource source = FFmpegSource.Open(path, -1, 44_100, 2);
        var hurried = new HurriedSink();
        for (int i = 0; i < 3; i++)
        {
            hurried.Stops = false;
            Assert.Equal(i == 2, source.ScanAhead(hurried));
            Assert.Equal((0, false), (source.Table.Rows, source.Table.Finished));
        }

        source.ScanAll();
        Assert.True(source.ExactFrames > 3L * 3_600 * 44_100);
    }

    // Gives up the first call of the demuxer that lasts, and then stops.
    private sealed class HurriedSink : RunSink
    {
        public bool Stops { get; set; }

        public override bool Stop => Stops;

        public override bool GiveUp => Stops = true;

        public override unsafe void Write(float* interleaved, int frames)
        {
        }
    }

    private static (long Pts, long Pos, ulong Hash, Entry Entry, ClockState Clock)[] Rows(PacketTable table) =>
        [.. Enumerable.Range(0, table.Rows).Select(i => (table[i].Pts, table[i].Pos, table[i].Hash, table[i].Entry, table[i].Clock))];
}
