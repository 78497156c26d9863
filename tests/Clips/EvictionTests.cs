using System;
using System.Collections.Generic;
using System.Linq;
using Seamline.Clips;
using Seamline.Decode;
using Seamline.Memory;
using Seamline.Snapshots;
using Xunit;

namespace Seamline.Tests.Clips;

/// <summary>Material larger than the budget: what stays, what goes, and that the loader comes to rest.</summary>
public sealed unsafe class EvictionTests
{
    private const long Second = CacheRig.Rate;
    private const long Mib = 1L << 20;

    [Fact]
    public void A_full_budget_holds_what_is_nearest_and_the_loader_rests()
    {
        using var rig = new CacheRig(32 * Mib);
        Source source = rig.Staircase(730);
        rig.Play(rig.Timeline([new Piece(source, 0, 730 * Second)]), 300 * Second);
        int jobs = rig.Load(60);
        Assert.InRange(rig.Budget.HeldBytes, 24 * Mib, 32 * Mib);
        long held = rig.Info(source).PagesReady;
        long center = 300 * Second / Limits.PageFrames;
        long radius = held / 2;
        for (long page = center - radius + Limits.RunPages; page < center + radius - Limits.RunPages; page++) Assert.True(source.IsReady(page), $"page {page} of {center}");
        for (int i = 0; i < 5; i++)
        {
            rig.Cache.Queue.Ask(newNeeds: false);
            Assert.InRange(rig.Load(10), 0, 3); // at most the pages at the rim are looked at again
        }

        Assert.True(jobs < 30);
    }

    [Fact]
    public void After_a_far_seek_the_farthest_go_and_the_nearest_come()
    {
        using var rig = new CacheRig(32 * Mib);
        Source source = rig.Staircase(730);
        rig.Play(rig.Timeline([new Piece(source, 0, 730 * Second)]), 0);
        rig.Load(60);
        RegionBlock* block = rig.Cache.Queue.Live.Block;
        foreach (long at in (ReadOnlySpan<long>)[700, 350, 10, 690, 0])
        {
            rig.Cache.Want(block, at * Second);
            rig.Load(60);
            long last = Math.Min(at + 20, 730) * Second;
            Assert.True(rig.Cache.IsReady(block, at * Second, last - (at * Second)), $"at {at} s");
        }

        Assert.True(rig.Cache.Evicted > 0);
        Assert.InRange(rig.Budget.PeakBytes, 1, 32 * Mib);
    }

    // A loader with nothing left to do for the render walked on outward from the playhead, and what a walk has met is kept: the render's jobs
    // found no room, and it waited for seconds, with eight loaders for ever.
    [Fact]
    public void A_render_gets_room_from_playback_whatever_other_loaders_look_at()
    {
        using var rig = new CacheRig(32 * Mib, loaders: 8);
        Source source = rig.Staircase(730);
        rig.Play(rig.Timeline([new Piece(source, 0, 730 * Second)]), 0);
        rig.Load(60);
        RegionBlock* block = rig.Cache.Queue.Live.Block;
        LoadReader render = rig.Cache.Queue.Join()!;
        rig.Cache.Queue.Want(render, block, 600 * Second);
        var jobs = new List<RunJob>();
        for (var job = new RunJob(rig.Cache, rig.Pool); rig.Cache.TryBegin(job, offlineOnly: false); job = new RunJob(rig.Cache, rig.Pool)) jobs.Add(job);
        Assert.InRange(jobs.Count, 2, 8);
        foreach (RunJob job in jobs) rig.Cache.Finish(job, job.Decode(), null);
        Assert.True(rig.Cache.IsReady(block, 600 * Second, 10 * Second));
        Assert.True(rig.Cache.IsReady(block, 0, 19 * Second), "and playback keeps what is near");
        rig.Cache.Queue.Leave(render);
    }

    [Theory]
    [InlineData(24)] // fits the budget
    [InlineData(300)] // does not
    public void A_loop_s_start_stays_while_its_end_plays(int seconds)
    {
        using var rig = new CacheRig(32 * Mib);
        Source source = rig.Staircase(730);
        RegionBlock* block = rig.Timeline([new Piece(source, 0, 730 * Second)]);
        var loop = new FrameRange(200 * Second, (200 + seconds) * Second);
        long reloaded = 0;
        for (int turn = 0; turn < 2; turn++)
        {
            for (long at = 200; at < 200 + seconds; at++)
            {
                rig.Cache.Want(block, at * Second, loop);
                rig.Load(60);
                Assert.True(rig.Cache.IsReady(block, at * Second, Math.Min(3 * Second, loop.End - (at * Second))), $"at {at} s");
                if (at * Second < loop.End - (15 * Second)) continue;
                Assert.True(rig.Cache.IsReady(block, loop.Start, 3 * Second), $"the loop's start, at {at} s");
            }

            if (turn == 0) reloaded = rig.Info(source).PagesReloaded;
        }

        // A loop that fits is decoded once.
        if (seconds == 24) Assert.Equal(reloaded, rig.Info(source).PagesReloaded);
        rig.Blocks.Release(ref block);
    }

    [Fact]
    public void Pages_that_no_segment_plays_go_first()
    {
        using var rig = new CacheRig(32 * Mib);
        Source old = rig.Staircase(30);
        Source source = rig.Staircase(600);
        rig.Play(rig.Timeline([new Piece(old, 0, 30 * Second), new Piece(source, 0, 600 * Second)]), 0);
        rig.Load(60);
        long kept = rig.Info(source).PagesReady;
        rig.Play(rig.Timeline([new Piece(source, 0, 600 * Second)]), 0);
        rig.Load(60);
        Assert.True(rig.Info(old).PagesReady <= Limits.RunPages, "what no segment plays still fills the budget");
        Assert.True(rig.Info(source).PagesReady > kept);
        Assert.Equal(0, rig.Info(source).PagesReloaded);
    }

    // The farthest place of a page says nothing where the page is also played next, and plans have just started over.
    [Fact]
    public void What_is_played_next_stays_though_it_is_played_again_at_the_end()
    {
        using var rig = new CacheRig(32 * Mib);
        Source source = rig.Staircase(730);
        rig.Play(rig.Timeline([new Piece(source, 0, 730 * Second), new Piece(source, 0, 10 * Second)]), 0);
        rig.Load(60);
        RegionBlock* block = rig.Cache.Queue.Live.Block;
        Assert.True(rig.Cache.IsReady(block, 0, 20 * Second));
        rig.Cache.Queue.Ask(newNeeds: false);
        Assert.True(rig.Cache.IsReady(block, 0, Second), "which has the plans start over");
        var taken = new PageId[40];
        for (int i = 0; i < taken.Length; i++) taken[i] = rig.Cache.TakePage(2, 30 * Second);
        Assert.True(rig.Cache.Evicted > 0);
        Assert.True(rig.Cache.IsReady(block, 0, 3 * Second));
        for (int i = 0; i < taken.Length; i++) rig.Pool.Return(ref taken[i]);
    }

    [Fact]
    public void Following_a_playhead_over_material_ten_times_the_budget_never_misses_and_never_exceeds_it()
    {
        using var rig = new CacheRig(32 * Mib);
        Source source = rig.Staircase(730);
        Source other = rig.Staircase(100, 1);
        var pieces = new List<Piece>();
        for (int i = 0; i < 70; i++) pieces.Add(i % 7 == 3 ? new Piece(other, i * Second, 9 * Second) : new Piece(source, (i * 367 % 700) * Second, 10 * Second));
        RegionBlock* block = rig.Timeline([.. pieces]);
        long length = block->LengthFrames;
        rig.Play(block, 0);
        rig.Load(200);
        for (long at = 0; at < length; at += 2 * Second)
        {
            rig.Cache.Follow(at, Second);
            rig.Load(200);
            Assert.True(rig.Cache.IsReady(block, at, Math.Min(5 * Second, length - at)), $"{at / Second} s");
        }

        Assert.InRange(rig.Budget.PeakBytes, 24 * Mib, 32 * Mib);
    }

    [Fact]
    public void Slabs_full_of_one_channel_count_make_way_for_another()
    {
        using var rig = new CacheRig(32 * Mib);
        Source mono = rig.Staircase(300, 1);
        Source stereo = rig.Staircase(300);
        RegionBlock* block = rig.Timeline([new Piece(mono, 0, 300 * Second), new Piece(stereo, 0, 300 * Second)]);
        rig.Play(block, 0);
        rig.Load(100);
        Assert.Equal(0, rig.Info(stereo).PagesReady);
        foreach (int at in (ReadOnlySpan<int>)[450, 100, 590, 300])
        {
            rig.Cache.Want(block, at * Second);
            rig.Load(100);
            Assert.True(rig.Cache.IsReady(block, at * Second, Math.Min(10, 600 - at) * Second), $"{at} s");
        }
    }

    [Fact]
    public void A_run_whose_near_pages_come_last_gets_them_all_the_same()
    {
        // 8 channels: 28 MiB are 56 pages, less than what one run ahead and behind wants.
        using var rig = new CacheRig(32 * Mib);
        Source wide = rig.Staircase(100, 8);
        RegionBlock* block = rig.Timeline([new Piece(wide, 0, 100 * Second)]);
        foreach (int at in (ReadOnlySpan<int>)[50, 43, 10, 98, 54])
        {
            rig.Play(rig.Timeline([new Piece(wide, 0, 100 * Second)]), at * Second);
            rig.Load(100);
            Assert.True(rig.Cache.IsReady(rig.Cache.Queue.Live.Block, at * Second, Math.Min(5, 100 - at) * Second), $"{at} s");
        }

        rig.Blocks.Release(ref block);
    }

    [Fact]
    public void Host_samples_lie_where_they_are_and_are_never_evicted()
    {
        using var rig = new CacheRig(32 * Mib);
        float[] samples = [.. Enumerable.Range(0, 200_000).Select(i => (float)i)];
        Source pcm;
        Assert.True(rig.Budget.TryReserve(samples.Length * sizeof(float)));
        fixed (float* from = samples) pcm = rig.Add(new PcmSource(from, samples.Length / 2, 2, CacheRig.Rate, CacheRig.Rate, 2));
        Source source = rig.Staircase(600);
        rig.Play(rig.Timeline([new Piece(pcm, 0, 2 * Second), new Piece(source, 0, 600 * Second)]), 550 * Second);
        rig.Load(60);
        for (long page = 0; page < pcm.Pages; page++)
        {
            float* at = PageTable.PageAt(pcm.Table, page);
            Assert.True(at != null);
            Assert.Equal(page * Limits.PageFrames * 2, at[0]);
        }

        rig.Play(rig.Timeline([new Piece(source, 0, 600 * Second)]), 0);
        rig.Load(60);
        Assert.Equal(pcm.Pages, pcm.PagesReady);
    }

    [Fact]
    public void An_offline_render_gets_room_though_playback_has_filled_the_budget_with_something_else()
    {
        using var rig = new CacheRig(32 * Mib);
        Source live = rig.Staircase(600);
        Source offline = rig.Staircase(600);
        rig.Play(rig.Timeline([new Piece(live, 0, 600 * Second)]), 0);
        rig.Load(60);
        LoadReader render = rig.Cache.Queue.Join()!;
        RegionBlock* block = rig.Timeline([new Piece(offline, 0, 600 * Second)]);
        for (long at = 0; at < 600; at += 5)
        {
            rig.Cache.Queue.Want(render, block, at * Second);
            rig.Load(100);
            Assert.True(rig.Cache.IsReady(block, at * Second, 5 * Second), $"{at} s");
            Assert.True(rig.Cache.IsReady(rig.Cache.Queue.Live.Block, 0, 2 * Second), "playback lost what it is about to play");
        }

        rig.Cache.Queue.Leave(render);
        rig.Blocks.Release(ref block);
    }

    // Playback's job has pages under way that a render waits for, when its own timeline goes: it finds no room for what nobody
    // plays any more. The render's plan has passed those pages, for they were coming.
    [Fact]
    public void What_a_job_found_no_room_for_is_looked_at_again_for_others()
    {
        using var rig = new CacheRig(32 * Mib, loaders: 2);
        Source source = rig.Staircase(600);
        RegionBlock* block = rig.Timeline([new Piece(source, 0, 600 * Second)]);
        rig.Cache.Want(block, 0);
        rig.Load(60);
        LoadReader render = rig.Cache.Queue.Join()!;
        rig.Cache.Want(block, 320 * Second);
        rig.Cache.Queue.Want(render, block, 310 * Second);
        bool begun = rig.Cache.TryBegin(rig.Job, offlineOnly: false);
        int run = rig.Job.Run;
        rig.Cache.Want(null, 0);
        var other = new RunJob(rig.Cache, rig.Pool);
        while (rig.Cache.TryBegin(other, offlineOnly: false)) rig.Cache.Finish(other, other.Decode(), null);
        RunResult result = rig.Job.Decode();
        bool full = rig.Job.IsFull;
        rig.Cache.Finish(rig.Job, result, null);
        rig.Load(60);
        bool ready = rig.Cache.IsReady(block, 310 * Second, 20 * Second);
        rig.Cache.Queue.Leave(render);
        rig.Blocks.Release(ref block);
        Assert.Equal((true, 320 * Second / Limits.RunFrames, true), (begun, run, full)); // the case that this is about
        Assert.True(ready);
    }
}
