using System;
using System.Linq;
using Seamline.Clips;
using Seamline.Snapshots;
using Xunit;

namespace Seamline.Tests.Clips;

/// <summary>What is loaded in which order, and what is not.</summary>
public sealed unsafe class LoadOrderTests
{
    private const long Second = CacheRig.Rate;

    [Fact]
    public void The_nearest_comes_first_ahead_and_behind_then_twice_as_far()
    {
        using var rig = new CacheRig();
        Source source = rig.Staircase(300);
        rig.Play(rig.Timeline([new Piece(source, 0, 300 * Second)]), 150 * Second);
        Assert.True(rig.Step());
        Assert.Equal(150 * Second / Limits.RunFrames, rig.Jobs[0].Run);
        Assert.Equal(20 * Second, rig.Cache.Progress.HorizonFrames);
        rig.Load();
        int[] distances = [.. rig.Jobs.Select(j => Horizon(Distance(j.Run, 150 * Second)))];
        Assert.Equal(distances.Order(), distances);
        Assert.Equal([1, 2, 4, 8], distances.Distinct());
        Assert.True(rig.Cache.Progress.Done);
        Assert.Equal(160 * Second, rig.Cache.Progress.HorizonFrames);
        Assert.Equal(source.Pages, rig.Info(source).PagesLoaded);
        Assert.Equal(0, rig.Info(source).PagesReloaded);
    }

    [Fact]
    public void The_order_goes_through_cuts_and_gaps()
    {
        using var rig = new CacheRig();
        Source a = rig.Staircase(100);
        Source b = rig.Staircase(100);
        Source c = rig.Staircase(100);
        rig.Play(rig.Timeline([new Piece(a, 0, 5 * Second), new Piece(b, 80 * Second, 3 * Second), new Piece(null, 0, 2 * Second), new Piece(c, 0, 4 * Second), new Piece(a, 90 * Second, 5 * Second)]), 1 * Second);
        rig.Load();
        Assert.Equal([a, b, c, a], rig.Jobs.Select(j => j.Source).Take(4));
        Assert.True(rig.Cache.Progress.Done);
    }

    [Fact]
    public void Only_what_the_timeline_plays_is_kept_or_decoded()
    {
        using var rig = new CacheRig();
        var media = new TestSource(200 * Second);
        Source source = rig.Add(media);
        rig.Play(rig.Timeline([new Piece(source, 1 * Second, 2 * Second), new Piece(source, 150 * Second, 3 * Second)]), 0);
        rig.Load();
        Assert.Equal([0, 13, 14], media.Begun!);
        long first = (1 * Second - 240) / Limits.PageFrames;
        long last = (3 * Second + 240) / Limits.PageFrames;
        long pages = last - first + 1 + ((153 * Second - 1) / Limits.PageFrames) - ((150 * Second - 240) / Limits.PageFrames) + 1;
        Assert.Equal(pages, rig.Info(source).PagesLoaded);
        Assert.Equal(pages, rig.Pool.Outstanding);
    }

    [Fact]
    public void After_a_ripple_delete_the_deleted_runs_are_not_decoded_and_nothing_is_loaded_twice()
    {
        using var rig = new CacheRig();
        var media = new TestSource(600 * Second);
        Source source = rig.Add(media);
        rig.Play(rig.Timeline([new Piece(source, 0, 600 * Second)]), 0);
        for (int i = 0; i < 4; i++) Assert.True(rig.Step());
        int[] before = [.. media.Begun!];
        rig.Play(rig.Timeline([new Piece(source, 0, 20 * Second), new Piece(source, 500 * Second, 100 * Second)]), 0);
        rig.Load();
        int[] after = [.. media.Begun!.Skip(before.Length)];
        Assert.All(after, run => Assert.True((run + 1) * (long)Limits.RunFrames > 500 * Second - 240, $"run {run} is deleted"));
        Assert.Equal(0, rig.Info(source).PagesReloaded);
        rig.Play(rig.Timeline([new Piece(source, 0, 600 * Second)]), 0); // undo
        rig.Load();
        Assert.Equal(source.Pages, rig.Info(source).PagesLoaded);
        Assert.Equal(0, rig.Info(source).PagesReloaded);
    }

    [Fact]
    public void Tracks_that_play_together_come_together()
    {
        using var rig = new CacheRig();
        Source[] tracks = [rig.Staircase(100, 1), rig.Staircase(100)];
        rig.Play(rig.Timeline([new Piece(tracks[0], 0, 100 * Second, tracks[1])]), 0);
        Assert.True(rig.Step());
        Assert.Equal(1, rig.Info(tracks[0]).PagesReady); // not its whole run: the other track's first page is nearer than its second
        Assert.True(rig.Step());
        for (; Prefix(tracks[0]) < 2 * Limits.RunPages; Assert.True(rig.Step()))
        {
            long[] ready = [.. tracks.Select(Prefix)];
            Assert.True(ready.Max() <= (2 * ready.Min()) + 2, $"{ready[0]} pages of one and {ready[1]} of the other track");
        }

        rig.Load();

        // What it costs: the run at the playhead is begun a few times over.
        Assert.All(tracks, t => Assert.InRange(rig.Info(t).FramesDecoded, 100 * Second, 130 * Second));
        Assert.All(tracks, t => Assert.Equal(0, rig.Info(t).PagesReloaded));
    }

    [Fact]
    public void In_a_loop_what_comes_after_the_wrap_comes_before_what_lies_beyond()
    {
        using var rig = new CacheRig();
        Source source = rig.Staircase(3_000);
        RegionBlock* block = rig.Timeline([new Piece(source, 0, 3_000 * Second)]);
        rig.Cache.Want(block, 1_195 * Second, new FrameRange(1_000 * Second, 1_200 * Second));
        rig.Blocks.Release(ref block);
        for (int i = 0; i < 6; i++) Assert.True(rig.Step());
        int[] runs = [.. rig.Jobs.Select(j => j.Run)];
        Assert.Equal(RunAt(1_195), runs[0]);
        Assert.Contains(RunAt(1_000), runs);
        Assert.Contains(RunAt(1_014), runs);
        Assert.Contains(RunAt(1_180), runs);
        Assert.DoesNotContain(RunAt(1_215), runs);
        while (runs.Intersect([RunAt(1_215), RunAt(980)]).Count() < 2)
        {
            Assert.True(rig.Step());
            runs = [.. rig.Jobs.Select(j => j.Run)];
        }

        int beyond = Math.Min(Array.IndexOf(runs, RunAt(1_215)), Array.IndexOf(runs, RunAt(980)));
        for (int second = 1_000; second < 1_200; second += 10) Assert.Contains(RunAt(second), runs.Take(beyond));
    }

    private static int RunAt(long second) => (int)(second * Second / Limits.RunFrames);

    private static long Prefix(Source source)
    {
        long pages = 0;
        while (source.IsReady(pages)) pages++;
        return pages;
    }

    [Fact]
    public void A_page_used_twice_is_loaded_once()
    {
        using var rig = new CacheRig();
        Source source = rig.Staircase(60);
        rig.Play(rig.Timeline([.. Enumerable.Range(0, 50).Select(i => new Piece(source, (i % 5) * Second, 6 * Second))]), 70 * Second);
        rig.Load();
        SourceInfo info = rig.Info(source);
        Assert.Equal(info.PagesReady, info.PagesLoaded);
        Assert.Equal(0, info.PagesReloaded);
    }

    [Fact]
    public void Offline_renders_take_turns_and_playback_goes_before_them()
    {
        using var rig = new CacheRig();
        Source live = rig.Staircase(100);
        Source first = rig.Staircase(100);
        Source second = rig.Staircase(100);
        LoadReader one = rig.Cache.Queue.Join()!;
        LoadReader two = rig.Cache.Queue.Join()!;
        RegionBlock* a = rig.Timeline([new Piece(first, 0, 100 * Second)]);
        RegionBlock* b = rig.Timeline([new Piece(second, 0, 100 * Second)]);
        rig.Play(rig.Timeline([new Piece(live, 0, 100 * Second)]), 0);
        rig.Cache.Queue.Want(one, a, 0);
        rig.Cache.Queue.Want(two, b, 0);
        rig.Load();
        Assert.Equal([live, live, first, second, first, second], rig.Jobs.Select(j => j.Source).Take(6));
        rig.Cache.Queue.Leave(one);
        rig.Cache.Queue.Leave(two);
        rig.Blocks.Release(ref a);
        rig.Blocks.Release(ref b);
        rig.Load();
    }

    private static int Horizon(long distance)
    {
        int horizon = 1;
        while (distance >= horizon * 20 * Second) horizon *= 2;
        return horizon;
    }

    private static long Distance(int run, long center)
    {
        long start = (long)run * Limits.RunFrames;
        long end = start + Limits.RunFrames;
        return start <= center && center < end ? 0 : start > center ? start - center : center - end;
    }
}
