using System.Diagnostics;
using System.Threading;
using Seamline.Tests.Clips;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Loaders with nothing to load look through the files, so that a far seek finds its way and the length is known.</summary>
public sealed class ScanAheadTests
{
    [Theory]
    [InlineData(1)] // the loader for playback itself, when it is done
    [InlineData(2)]
    public void The_exact_length_is_known_long_before_all_is_decoded(int loaders)
    {
        string media = MediaFixtures.Scratch($"study-{loaders}.mp3");
        MediaFixtures.FFmpeg($"-stream_loop 39 -i \"{MediaFixtures.Path("cbr.mp3")}\" -c copy \"{media}\"");
        using var rig = new EngineRig(32L << 20, loaders);
        Assert.Equal(Status.Ok, rig.Engine.SetClip(new ClipId(1), new TrackSpec(media)));
        rig.Set(EngineRig.Segment(1, 0, 1_000));
        rig.Settle();
        Assert.True(SpinWait.SpinUntil(() => rig.Engine.GetSources()[0].FramesExact, 10_000), "the length is not known");
        SourceInfo source = rig.Engine.GetSources()[0];
        Assert.InRange(source.Frames, 1_000L * EngineRig.Rate, 2_000L * EngineRig.Rate);
        Assert.True(source.FramesDecoded < source.Frames / 4, $"{source.FramesDecoded} of {source.Frames} frames were decoded for it");

        // What it learned is what decoding finds.
        rig.Engine.Seek(source.Frames / (double)EngineRig.Rate - 1);
        rig.Settle();
        Assert.Equal(source.Frames, rig.Engine.GetSources()[0].Frames);
    }

    // A loader that had begun to look through a file would let its first page wait: for 10 ms after the last call it only waits for work.
    // Loaders come from a long rest here, which they may end at any moment of the call that adds the source.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_file_is_not_studied_before_loaders_have_waited_for_its_timeline(int loaders)
    {
        using var rig = new EngineRig(loaders: loaders);
        for (uint i = 1; i <= 20; i++)
        {
            Thread.Sleep(i % 2 == 0 ? 13 : 29); // rested: what can be studied is studied at once
            var source = new TestSource(EngineRig.Rate);
            long before = Stopwatch.GetTimestamp();
            rig.Clip(i, source);
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref source.FirstScanned) != 0, 10_000), "it is never scanned"); // partner: TestSource.ScanAhead
            double milliseconds = Stopwatch.GetElapsedTime(before, source.FirstScanned).TotalMilliseconds;
            Assert.True(milliseconds >= 9.9, $"clip {i}: studied {milliseconds} ms after the call began");
        }
    }

    // Looking through it takes memory for a moment, which is there before the budget is full.
    [Fact]
    public void A_file_with_a_large_index_is_studied_while_its_pages_come_in()
    {
        using var rig = new EngineRig(loaders: 2);
        var large = new TestSource(60L * EngineRig.Rate) { PacketMilliseconds = 1, IsLarge = true };
        var small = new TestSource(60L * EngineRig.Rate) { PacketMilliseconds = 1 };
        rig.Clip(1, large);
        rig.Clip(2, small);
        rig.Set(EngineRig.Segment(1, 0, 60), EngineRig.Segment(2, 0, 60));
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref large.FirstScanned) != 0, 10_000), "it is never scanned"); // partner: TestSource.ScanAhead
        Assert.False(rig.Engine.GetStatus().LoadDone);
        Assert.Equal(0, Volatile.Read(ref small.FirstScanned)); // partner: as above
    }

    [Fact]
    public void The_first_page_of_a_clip_comes_before_its_scan()
    {
        using var rig = new EngineRig(loaders: 1);
        int inTime = 0;
        for (uint i = 1; inTime < 5 && i <= 200; i++)
        {
            Thread.Sleep(29);
            var source = new TestSource(EngineRig.Rate);
            long before = Stopwatch.GetTimestamp();
            rig.Clip(i, source);
            rig.Set(EngineRig.Segment(i, 0, 1));
            bool late = Stopwatch.GetElapsedTime(before).TotalMilliseconds > 9; // the machine had something else to do between the two calls
            rig.Ready(1);
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref source.FirstScanned) != 0, 10_000), "it is never scanned"); // partner: TestSource.ScanAhead
            if (late) continue;
            inTime++;
            Assert.InRange(source.FirstBegun, 1, source.FirstScanned);
        }

        Assert.Equal(5, inTime);
    }
}
