using System.Diagnostics;
using System.Threading;
using Seamline.Clips;
using Seamline.Decode;
using Seamline.Snapshots;
using Xunit;

namespace Seamline.Tests.Clips;

/// <summary>The first page of a clip, decoded by who waits for it: what it is given for, and what loaders do meanwhile.</summary>
public sealed unsafe class FirstPageTests
{
    private const long Second = CacheRig.Rate;

    [Fact]
    public void Loaders_leave_the_first_page_to_it_and_go_on_behind_it()
    {
        using var rig = new CacheRig();
        Source source = rig.Staircase(60);
        rig.Play(rig.Timeline([new Piece(source, 0, 60 * Second)]), 0);
        var first = new RunJob(rig.Cache, rig.Pool);
        Assert.True(rig.Cache.TryBeginFirst(first, rig.Cache.Queue.Live.WantedBlock, 0, long.MaxValue));
        Assert.False(rig.Cache.TryBegin(rig.Job, offlineOnly: false));
        rig.Cache.Finish(first, first.Decode(), null);
        rig.Cache.FinishFirst();

        // The page and no other: who waits for it waits no longer.
        Assert.True(source.IsReady(0));
        Assert.Equal(1, rig.Info(source).PagesReady);
        Assert.True(rig.Step());
        Assert.Equal((source, 0), rig.Jobs[0]);
        rig.Load();
        Assert.Equal(rig.Info(source).Pages, rig.Info(source).PagesLoaded);
        Assert.Equal(rig.Info(source).Pages, rig.Info(source).PagesReady);
    }

    [Fact]
    public void Loaders_do_not_wait_for_a_slow_one_and_their_own_jobs_do_not_meet_it()
    {
        using var rig = new CacheRig();
        Source source = rig.Staircase(60);
        rig.Play(rig.Timeline([new Piece(source, 0, 60 * Second)]), 0);
        var first = new RunJob(rig.Cache, rig.Pool);
        Assert.True(rig.Cache.TryBeginFirst(first, rig.Cache.Queue.Live.WantedBlock, 0, long.MaxValue));
        Thread.Sleep(20);
        rig.Load(); // with the source's other decoder
        Assert.False(source.IsReady(0));
        Assert.Equal(rig.Info(source).Pages - 1, rig.Info(source).PagesReady);
        rig.Cache.Finish(first, first.Decode(), null);
        rig.Cache.FinishFirst();
        Assert.Equal(rig.Info(source).Pages, rig.Info(source).PagesLoaded);
        Assert.True(source.IsReady(0));
    }

    [Fact]
    public void One_that_was_given_up_comes_from_a_loader()
    {
        using var rig = new CacheRig();
        Source source = rig.Staircase(60);
        rig.Play(rig.Timeline([new Piece(source, 0, 60 * Second)]), 0);
        var first = new RunJob(rig.Cache, rig.Pool);
        Assert.True(rig.Cache.TryBeginFirst(first, rig.Cache.Queue.Live.WantedBlock, 0, Stopwatch.GetTimestamp()));
        RunResult result = first.Decode();
        Assert.Equal(RunEnd.Stopped, result.End);
        rig.Cache.Finish(first, result, null);
        rig.Cache.FinishFirst();
        Assert.False(source.IsReady(0));
        rig.Load();
        Assert.Equal(rig.Info(source).Pages, rig.Info(source).PagesReady);
        Assert.Equal(rig.Info(source).Pages, rig.Info(source).PagesLoaded);
    }

    [Fact]
    public void It_is_given_only_at_the_beginning_of_a_run_where_nothing_was_decoded_yet_and_nobody_is_at_it()
    {
        using var rig = new CacheRig(loaders: 2);
        Source source = rig.Staircase(60);
        Source other = rig.Staircase(60);
        var first = new RunJob(rig.Cache, rig.Pool);
        rig.Play(rig.Timeline([new Piece(null, 0, Second), new Piece(source, 0, 40 * Second), new Piece(other, 0, 40 * Second)]), 0);
        RegionBlock* block = rig.Cache.Queue.Live.WantedBlock;
        Assert.False(rig.Cache.TryBeginFirst(first, block, 0, long.MaxValue)); // silence there
        Assert.False(rig.Cache.TryBeginFirst(first, block, 81 * Second, long.MaxValue)); // the end

        Assert.True(rig.Cache.TryBegin(rig.Job, offlineOnly: false));
        Assert.False(rig.Cache.TryBeginFirst(first, block, 2 * Second, long.MaxValue)); // a loader is at it
        rig.Cache.Finish(rig.Job, rig.Job.Decode(), null);
        Assert.False(rig.Cache.TryBeginFirst(first, block, 39 * Second, long.MaxValue)); // and has been, though that page is not there
        Assert.False(source.IsReady(38 * Second / Limits.PageFrames));

        Assert.False(rig.Cache.TryBeginFirst(first, block, 60 * Second, long.MaxValue)); // the page before it would be decoded for it, and again for the next
        Assert.True(rig.Cache.TryBeginFirst(first, block, (41 * Second) + (Second / 4), long.MaxValue));
        rig.Cache.Finish(first, first.Decode(), null);
        rig.Cache.FinishFirst();
        Assert.True(other.IsReady(0));
        Assert.False(rig.Cache.TryBeginFirst(first, block, (41 * Second) + (Second / 4), long.MaxValue)); // it is there
        rig.Load();
    }
}
