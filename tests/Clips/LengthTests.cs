using System;
using Seamline.Clips;
using Seamline.Memory;
using Xunit;

namespace Seamline.Tests.Clips;

/// <summary>Headers that only guess how long a source is.</summary>
public sealed unsafe class LengthTests
{
    private const long Second = CacheRig.Rate;

    [Theory]
    [InlineData(100, 100.02)]
    [InlineData(100, 99.7)]
    [InlineData(100, 131.5)]
    [InlineData(100, 240)]
    [InlineData(100, 60)]
    [InlineData(1, 400)]
    [InlineData(400, 0.5)]
    [InlineData(100, 0)]
    public void The_timeline_plays_all_there_is_and_no_more(double header, double real)
    {
        using var rig = new CacheRig();
        Source source = rig.Add(new TestSource((long)(header * Second), 2, (long)(real * Second)));
        rig.Play(rig.Timeline([new Piece(source, 0, 500 * Second)]), 0);
        rig.Load(400);
        Assert.True(source.FramesExact);
        Assert.Equal((long)(real * Second), PageTable.Frames(source.Table));
        Assert.True(rig.Cache.IsReady(rig.Cache.Queue.Live.Block, 0, 500 * Second));
        for (long page = 0; page < source.Pages; page++) Assert.True(source.IsReady(page));
        Assert.Null(rig.Cache.FirstFailed(rig.Cache.Queue.Live.Block, 0, 500 * Second));
        Assert.True(rig.Cache.Progress.Done);
    }

    [Fact]
    public void A_segment_wholly_behind_the_guess_is_not_ready_until_it_is_known()
    {
        using var rig = new CacheRig();
        Source source = rig.Add(new TestSource(100 * Second, 2, 300 * Second));
        rig.Play(rig.Timeline([new Piece(source, 200 * Second, 2 * Second)]), 0);
        Assert.False(rig.Cache.IsReady(rig.Cache.Queue.Live.WantedBlock, 0, 2 * Second));
        rig.Load(10);
        Assert.True(rig.Cache.IsReady(rig.Cache.Queue.Live.Block, 0, 2 * Second));
        float* page = PageTable.PageAt(source.Table, 201 * Second / Limits.PageFrames);
        Assert.Equal(TestSource.Sample(201 * Second, 1), page[(2 * (201 * Second % Limits.PageFrames)) + 1]);
    }

    [Fact]
    public void The_last_page_is_silent_behind_the_end()
    {
        using var rig = new CacheRig();
        long frames = (3 * Limits.PageFrames) + 5_000;
        Source source = rig.Add(new TestSource(frames));
        rig.Play(rig.Timeline([new Piece(source, 0, frames)]), 0);
        rig.Load(10);
        float* last = PageTable.PageAt(source.Table, 3);
        Assert.Equal(TestSource.Sample(frames - 1, 0), last[2 * 4_999]);
        Assert.Equal(-1, new ReadOnlySpan<float>(last + 10_000, 2 * Limits.PageFrames - 10_000).IndexOfAnyExcept(0f));
    }

    [Fact]
    public void A_failed_run_leaves_the_source_in_error_with_a_sentence_that_names_it()
    {
        using var rig = new CacheRig();
        Source bad = rig.Add(new TestSource(100 * Second) { FailingRun = 2 }, "bad.wav");
        Source good = rig.Staircase(100);
        rig.Play(rig.Timeline([new Piece(bad, 0, 100 * Second), new Piece(good, 0, 100 * Second)]), 0);
        rig.Load(60);
        Assert.Contains("bad.wav", rig.Info(bad).Error, StringComparison.Ordinal);
        Assert.Equal(good.Pages, good.PagesReady);
        Assert.Same(bad, rig.Cache.FirstFailed(rig.Cache.Queue.Live.Block, 50 * Second, 1));
        Assert.Null(rig.Cache.FirstFailed(rig.Cache.Queue.Live.Block, 150 * Second, 1));
        Assert.Null(rig.Cache.Find("bad.wav", ChannelChoice.Downmix, 2)); // the next clip of it opens it again
    }

    [Fact]
    public void A_source_that_cannot_be_opened_again_is_in_error_from_the_start()
    {
        using var rig = new CacheRig();
        Source bad = rig.Add(new TestSource(10 * Second) { FailsToOpen = true });
        rig.Play(rig.Timeline([new Piece(bad, 0, 10 * Second)]), 0);
        Assert.Equal(0, rig.Load(1));
        Assert.Equal("broken.wav: cannot be opened", rig.Info(bad).Error);
    }

    [Fact]
    public void A_source_is_freed_with_the_last_snapshot_that_plays_it()
    {
        using var rig = new CacheRig();
        var media = new TestSource(30 * Second);
        Source source = rig.Add(media, "gone");
        rig.Play(rig.Timeline([new Piece(source, 0, 30 * Second)]), 0);
        rig.Load(10);
        rig.Play(rig.Timeline([]), 0);
        rig.Cache.Release(source, serial: 7);
        Assert.Null(rig.Cache.Find("gone", ChannelChoice.Downmix, 2));
        rig.Load(10);
        rig.Cache.Bury(oldestLiveSerial: 7);
        Assert.False(media.Disposed);
        rig.Cache.Bury(oldestLiveSerial: 8);
        Assert.True(media.Disposed);
        Assert.Equal(0, rig.Pool.Outstanding);
        Assert.Empty(rig.Cache.Describe());
    }
}
