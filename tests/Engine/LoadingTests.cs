using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Seamline.Tests.Clips;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Loader threads under an engine: what they put first, when they make room, and that they come to rest and to an end.</summary>
public sealed class LoadingTests
{
    private const int Rate = EngineRig.Rate;

    [Fact]
    public void A_seek_makes_a_running_job_yield_after_the_packet_in_hand()
    {
        using var rig = new EngineRig(loaders: 1);
        var slow = new TestSource(600L * Rate) { PacketMilliseconds = 2 };
        rig.Clip(1, slow);
        rig.Set(EngineRig.Segment(1, 0, 600));
        rig.Ready(2);
        long stops = Volatile.Read(ref slow.Stops); // partner: TestSource.Decoder.Decode
        rig.Engine.Seek(400);
        long packets = Volatile.Read(ref slow.Packets); // partner: as above
        SpinUntil(() => Volatile.Read(ref slow.Stops) > stops);
        Assert.InRange(slow.PacketsAtStop - packets, 0, 1);
        rig.Ready(1);
        int run = 400 * Rate / Limits.RunFrames;
        Assert.Contains(run, slow.Begun!);
    }

    [Fact]
    public void A_delete_of_what_is_being_decoded_ends_its_job_after_the_packet_in_hand()
    {
        using var rig = new EngineRig(loaders: 1);
        var deleted = new TestSource(600L * Rate) { PacketMilliseconds = 2 };
        var kept = new TestSource(30L * Rate);
        rig.Clip(1, deleted);
        rig.Clip(2, kept);
        rig.Set(EngineRig.Segment(2, 0, 30), EngineRig.Segment(1, 0, 600));
        rig.Ready(31);
        long stops = Volatile.Read(ref deleted.Stops); // partner: TestSource.Decoder.Decode
        rig.Engine.RippleDelete(29, 700);
        long packets = Volatile.Read(ref deleted.Packets); // partner: as above
        SpinUntil(() => Volatile.Read(ref deleted.Stops) > stops);
        Assert.InRange(deleted.PacketsAtStop - packets, 0, 1);
        int begun = deleted.Begun!.Count;
        rig.Settle();
        Assert.Equal(begun, deleted.Begun!.Count);
    }

    [Fact]
    public void Each_page_is_loaded_once_when_the_budget_suffices_whatever_is_edited_and_sought()
    {
        using var rig = new EngineRig(loaders: 2);
        rig.Staircase(1, 300);
        rig.Staircase(2, 200, channels: 1);
        rig.Set(EngineRig.Segment(1, 0, 300), EngineRig.Segment(2, 0, 200));
        rig.Engine.Play();
        for (int i = 0; i < 200; i++)
        {
            rig.Engine.Seek(i * 37 % 450);
            if (i % 3 == 0) rig.Engine.RippleDelete(i, i + 5);
            if (i % 3 == 1) rig.Engine.Undo();
            rig.Pull();
        }

        while (rig.Engine.Undo() == Status.Ok)
        {
        }

        rig.Settle();
        foreach (SourceInfo source in rig.Engine.GetSources())
        {
            Assert.Equal(source.Pages, source.PagesLoaded);
            Assert.Equal(0, source.PagesReloaded);
        }
    }

    [Fact]
    public void What_is_loaded_grows_by_horizons_of_20_40_80_seconds()
    {
        using var rig = new EngineRig(loaders: 1);
        rig.Clip(1, new TestSource(100L * Rate) { PacketMilliseconds = 1 }); // about twenty times real time
        rig.Set(EngineRig.Segment(1, 0, 100));
        var seen = new List<long>();
        for (EngineStatus now = rig.Engine.GetStatus(); !now.LoadDone; now = rig.Engine.GetStatus())
        {
            long horizon = now.LoadHorizonFrames / Rate;
            if (seen.Count == 0 || seen[^1] != horizon) seen.Add(horizon);

            // The one before is full, but for the run that is being brought.
            if (horizon > 20) Assert.True(now.ReadyAheadFrames >= (horizon * Rate / 2) - Limits.RunFrames, $"{now.ReadyAheadFrames} frames at {horizon} s");
            Thread.Sleep(1);
        }

        Assert.Equal([20, 40, 80], seen.Where(h => h is > 0 and < 160));
    }

    [Fact]
    public void A_loop_longer_than_the_budget_wraps_without_a_miss()
    {
        using var rig = new EngineRig(32L << 20);
        rig.Staircase(1, 730);
        rig.Set(EngineRig.Segment(1, 0, 730));
        Assert.Equal(Status.Ok, rig.Engine.SetLoop(100, 260));
        rig.Engine.Seek(180);
        rig.Engine.Play();
        rig.Ready(10);
        PullAt(rig, 60, 320L * Rate);

        Assert.InRange(rig.Engine.GetPosition().PlayheadFrame, 100L * Rate, 260L * Rate);
        Assert.Equal(0, rig.Engine.GetStatus().MissFrames);
    }

    [Fact]
    public void With_a_full_budget_and_nothing_to_do_no_job_is_started()
    {
        using var rig = new EngineRig(32L << 20, loaders: 2);
        var media = new TestSource(700L * Rate);
        rig.Clip(1, media);
        rig.Set(EngineRig.Segment(1, 0, 700));
        rig.Settle();
        int begun = media.Begun!.Count;
        Thread.Sleep(500);
        Assert.Equal(begun, media.Begun!.Count);
        Assert.InRange(begun, 6, 20);
    }

    [Fact]
    public void Playback_over_ten_times_the_budget_at_twenty_times_its_speed_never_misses()
    {
        using var rig = new EngineRig(32L << 20);
        rig.Staircase(1, 730);
        rig.Staircase(2, 60, channels: 1);
        var segments = new SegmentSpec[60];
        for (int i = 0; i < segments.Length; i++)
        {
            double from = i * 367 % 700;
            segments[i] = i % 6 == 2 ? EngineRig.Segment(2, i % 40, (i % 40) + 9) : EngineRig.Segment(1, from, from + 12);
        }

        rig.Set(segments);
        rig.Engine.Play();
        rig.Ready(10);
        long length = rig.Engine.LengthFrames;
        PullAt(rig, 20, length);

        EngineStatus status = rig.Engine.GetStatus();
        Assert.Equal(0, status.MissFrames);
        Assert.InRange(status.PeakBytes, 24L << 20, 32L << 20);
        Assert.True(status.PagesEvicted > 500);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Closing_during_a_load_is_prompt(int loaders)
    {
        for (int i = 0; i < 5; i++)
        {
            using var rig = new EngineRig(loaders: loaders);
            rig.Clip(1, new TestSource(600L * Rate) { PacketMilliseconds = 5 });
            rig.Staircase(2, 600);
            rig.Set(EngineRig.Segment(1, 0, 600), EngineRig.Segment(2, 0, 600));
            rig.Engine.Play();
            for (int b = 0; b < i * 3; b++) rig.Pull();
        }
    }

    // A loader may have been quicker: where that were so each time, nobody would decode for himself.
    [Fact]
    public void Who_waits_for_the_first_page_decodes_it_and_loaders_the_rest()
    {
        int own = 0;
        for (int i = 0; i < 20; i++)
        {
            using var rig = new EngineRig(loaders: 2);
            var media = new TestSource(60L * Rate);
            rig.Clip(1, media);
            rig.Set(EngineRig.Segment(1, 0, 60));
            rig.Ready(0.25);
            Assert.True(media.BegunBy.TryPeek(out int by));
            if (by == Environment.CurrentManagedThreadId) own++;
            rig.Settle();
            Assert.InRange(media.BegunBy.Count(id => id == Environment.CurrentManagedThreadId), 0, 1);
            SourceInfo source = rig.Engine.GetSources()[0];
            Assert.Equal(source.Pages, source.PagesLoaded);
            Assert.Equal(0, source.PagesReloaded);
        }

        Assert.InRange(own, 1, 20);
    }

    [Fact]
    public void A_first_page_that_does_not_come_keeps_nobody_longer_than_the_time_out()
    {
        using var rig = new EngineRig(loaders: 1);
        var media = new TestSource(60L * Rate) { HoldFrame = 0 };
        rig.Clip(1, media);
        rig.Set(EngineRig.Segment(1, 0, 60));
        long began = Environment.TickCount64;
        Assert.Equal(Status.TimedOut, rig.Engine.WaitReady(Rate, 200));
        Assert.InRange(Environment.TickCount64 - began, 190, 600);
        Volatile.Write(ref media.HoldFrame, long.MaxValue); // partner: the source's look at it
        rig.Ready(60);
    }

    [Fact]
    public async Task A_seek_takes_the_first_page_from_who_decodes_it_as_from_a_loader()
    {
        using var rig = new EngineRig(loaders: 1);
        var media = new TestSource(600L * Rate) { HoldFrame = 0 };
        rig.Clip(1, media);
        rig.Staircase(2, 60);
        rig.Set(EngineRig.Segment(1, 0, 600), EngineRig.Segment(2, 0, 60));
        Task<Status> waiting = Task.Run(() => rig.Engine.WaitReady(Rate, 20_000), TestContext.Current.CancellationToken);
        SpinUntil(() => !media.Begun!.IsEmpty);
        rig.Engine.Seek(610);
        Assert.Equal(Status.Ok, await waiting.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Waiting_for_what_does_not_come_in_time_says_so()
    {
        using var rig = new EngineRig(loaders: 1);
        rig.Clip(1, new TestSource(60L * Rate) { PacketMilliseconds = 20 });
        rig.Set(EngineRig.Segment(1, 0, 60));
        long began = Environment.TickCount64;
        Assert.Equal(Status.TimedOut, rig.Engine.WaitReady(30L * Rate, 200));
        Assert.InRange(Environment.TickCount64 - began, 190, 600);
        Assert.Contains("200 ms", rig.Engine.LastError, StringComparison.Ordinal);
        Assert.Equal(Status.TimedOut, rig.Engine.WaitReady(30L * Rate, 0));
    }

    [Fact]
    public async Task Waiting_goes_by_the_timeline_as_it_stands()
    {
        using var rig = new EngineRig(loaders: 1);
        rig.Clip(1, new TestSource(60L * Rate) { PacketMilliseconds = 50 });
        rig.Set(EngineRig.Segment(1, 0, 60));
        Task<Status> waiting = Task.Run(() => rig.Engine.WaitReady(30L * Rate, 20_000), TestContext.Current.CancellationToken);
        Thread.Sleep(50);
        Assert.Equal(Status.Ok, rig.Engine.RemoveClip(new ClipId(1)));
        Assert.Equal(Status.Ok, await waiting.WaitAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_miss_is_silence_of_just_the_missing_frames_with_ramps_beside_it()
    {
        const int Ramp = 240;
        const long MissStart = 3L * Limits.PageFrames;
        const long MissEnd = 64_800; // a block's start inside the missing page
        using var rig = new EngineRig(loaders: 1, channels: 1);
        var media = new TestSource(30L * Rate, 1) { Constant = 1, HoldFrame = MissStart };
        rig.Clip(1, media);
        rig.Set(EngineRig.Segment(1, 0, 30));
        rig.Engine.Play();
        SpinUntil(() => rig.Engine.GetSources()[0].PagesReady == 3);
        for (long frame = 0; frame < MissEnd + 4_800; frame += EngineRig.Block)
        {
            if (frame == MissEnd)
            {
                media.HoldFrame = long.MaxValue;
                SpinUntil(() => rig.Engine.GetSources()[0].PagesReady > 6);
            }

            rig.Pull();
            for (int i = 0; i < EngineRig.Block; i++) Assert.Equal(Level(frame + i), rig.Output[i], 1e-6f);
        }

        Assert.Equal(MissEnd - MissStart, rig.Engine.GetStatus().MissFrames);
        Assert.Equal(MissEnd + 4_800, rig.Engine.GetPosition().PlayheadFrame);

        static float Level(long frame) => frame switch
        {
            < Ramp => frame / (float)Ramp,
            < MissStart - Ramp => 1,
            < MissStart => (MissStart - frame) / (float)Ramp,
            < MissEnd => 0,
            < MissEnd + Ramp => (frame - MissEnd) / (float)Ramp,
            _ => 1,
        };
    }

    // At most so many times real time, also right after the machine has held this thread: a pull that comes late moves all later ones.
    private static void PullAt(EngineRig rig, int speed, long frames)
    {
        long blockTicks = Stopwatch.Frequency * EngineRig.Block / (speed * (long)Rate);
        long due = Stopwatch.GetTimestamp();
        for (long pulled = 0; pulled < frames; pulled += EngineRig.Block)
        {
            rig.Pull();
            long now = Stopwatch.GetTimestamp();
            due = Math.Max(due + blockTicks, now - (Stopwatch.Frequency / 500));
            long milliseconds = (due - now) * 1_000 / Stopwatch.Frequency;
            if (milliseconds > 2) Thread.Sleep((int)milliseconds);
        }
    }

    private static void SpinUntil(Func<bool> condition)
    {
        long until = Environment.TickCount64 + 60_000;
        while (!condition())
        {
            Assert.True(Environment.TickCount64 < until, "it does not happen");
            Thread.Sleep(1);
        }
    }
}
