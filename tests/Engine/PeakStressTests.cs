using System;
using System.Diagnostics;
using System.Threading;
using Seamline.Clips;
using Seamline.Decode;
using Seamline.Tests.Clips;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>
/// Waveforms are looked up while loaders load, evict and give levels up, and clips come and go: what is freed is poisoned, and no
/// column may show it. Alone in its collection: allocations are counted.
/// </summary>
[Collection("Alone")]
public sealed class PeakStressTests
{
    private const int Rate = EngineRig.Rate;
    private const double Seconds = 4;

    private string? _failure;
    private long _looks;
    private long _known;
    private bool _over;

    [Fact]
    public void Looks_beside_loading_eviction_and_clips_that_come_and_go_see_only_what_is()
    {
        using (var rig = new EngineRig(32L << 20, loaders: 2, poison: true))
        {
            rig.Engine.Cache.Peaks.PoisonReturned = true;
            SetClips(rig, 0);
            var segments = new SegmentSpec[40];
            for (int i = 0; i < segments.Length; i++) segments[i] = EngineRig.Segment((uint)(1 + (i % 3)), i * 97 % 1_100, (i * 97 % 1_100) + 30);
            rig.Set(segments);
            Thread[] lookers = [Looker(rig.Engine, 1), Looker(rig.Engine, 2), Looker(rig.Engine, 3)];
            var random = new Random(7);
            int replaced = 0;
            for (var clock = Stopwatch.StartNew(); (clock.Elapsed.TotalSeconds < Seconds || !IsBusy(rig, replaced)) && _failure == null;)
            {
                rig.Engine.Seek(random.NextDouble() * 1_200);
                if (random.Next(4) == 0) SetClips(rig, ++replaced);
                Thread.Sleep(15);
                Assert.InRange(rig.Engine.GetStatus().SummaryBytes, 0, rig.Engine.GetStatus().SummaryShareBytes);
            }

            Volatile.Write(ref _over, true);
            foreach (Thread looker in lookers) looker.Join();
            Assert.True(_failure == null, _failure);
            Assert.True(_looks > 1_000 && _known > 10_000, $"{_looks} looks, {_known} known columns");
            Assert.InRange(rig.Engine.GetStatus().PeakBytes, 1, 32L << 20);

            // What was looked at when it was replaced is gone by now, memory included.
            rig.Settle();
            Assert.Equal(3, rig.Engine.GetSources().Count);
        }
    }

    // A busy machine takes longer for it.
    private bool IsBusy(EngineRig rig, int replaced) =>
        replaced > 10 && rig.Engine.GetStatus().PagesEvicted > 100 && Volatile.Read(ref _looks) > 1_000 && Volatile.Read(ref _known) > 10_000; // partner: Looker

    [Fact]
    public void A_close_waits_for_looks_and_refuses_new_ones()
    {
        for (int round = 0; round < 20; round++)
        {
            _over = false;
            var rig = new EngineRig(loaders: 1);
            rig.Engine.Cache.Peaks.PoisonReturned = true;
            SetClips(rig, 0);
            rig.Set(EngineRig.Segment(1, 0, 60));
            rig.Ready(1);
            Thread looker = Looker(rig.Engine, 1);
            Thread.Sleep(5 + round);
            rig.Dispose();
            looker.Join();
            Assert.True(_failure == null, _failure);
            Assert.Equal(Status.InvalidState, rig.Engine.GetTimelinePeaks(new PeakView(0, 1), new Peak[1], out _));
        }
    }

    [Fact]
    public void Looks_and_the_loading_beside_them_allocate_nothing_and_decode_nothing()
    {
        using var rig = new EngineRig(32L << 20, loaders: 1, poison: false);
        rig.Staircase(1, 900);
        rig.Set(EngineRig.Segment(1, 0, 900));
        var columns = new Peak[500];
        Look(rig.Engine, columns);
        rig.Engine.Seek(700);
        rig.Ready(10);
        Look(rig.Engine, columns);
        rig.Settle();
        SourceInfo before = rig.Engine.GetSources()[0];
        for (int i = 0; i < 50; i++) Look(rig.Engine, columns);
        Assert.Equal(before, rig.Engine.GetSources()[0]);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long total = GC.GetTotalAllocatedBytes(precise: true);
        long changes = rig.Engine.PeakChanges;
        for (int i = 0; i < 300; i++)
        {
            if (i % 20 == 0) rig.Engine.Seek(i * 3);
            Look(rig.Engine, columns);
            Thread.Sleep(1);
        }

        total = GC.GetTotalAllocatedBytes(precise: true) - total;
        Assert.True(rig.Engine.PeakChanges > changes, "nothing was loaded meanwhile");
        Assert.Equal(0, total);
    }

    [Fact]
    public void A_look_that_lasts_does_not_hold_an_edit_up()
    {
        using var rig = new EngineRig();
        rig.Staircase(1, 60);
        rig.Set(EngineRig.Segment(1, 0, 60));
        rig.Settle();
        Assert.Equal(Status.Ok, rig.Engine.BeginPeaks(PeakScope.Clip, new ClipId(1), 0, new PeakView(0, 100), out PeakLook look));
        Assert.Equal(Status.Ok, rig.Engine.Split(10, out _));
        Assert.Equal(Status.Ok, rig.Engine.RemoveClip(new ClipId(1)));
        rig.Settle();
        for (int i = 0; i < 100; i++) rig.Pull();
        _ = rig.Engine.GetStatus();
        Assert.Equal(1, rig.Engine.Cache.Peaks.Bytes > 0 ? 1 : 0); // the look keeps what it is at

        var columns = new Peak[100];
        rig.Engine.FillPeaks(ref look, 0, columns);
        Assert.All(columns, column => Assert.Equal(1, column.Known));
        rig.Engine.EndPeaks(ref look);
        _ = rig.Engine.GetStatus();
        Assert.Equal(0, rig.Engine.Cache.Peaks.Bytes);
    }

    // Samples are 0..1 or a constant below it: what is beyond is poison.
    private static void SetClips(EngineRig rig, int round)
    {
        uint clip = (uint)(1 + (round % 3));
        if (round == 0 || clip == 1) rig.Clip(1, new GeneratedSource(GeneratedShape.Staircase, 0, Rate, 2, 1_200L * Rate), $"stairs {round}");
        if (round == 0 || clip == 2) rig.Clip(2, new TestSource(1_200L * Rate, 1) { Constant = 0.5f }, $"half {round}");
        if (round == 0 || clip == 3) rig.Clip(3, new TestSource(1_200L * Rate, 2) { Constant = 0.25f }, $"quarter {round}");
    }

    private static void Look(Engine engine, Peak[] columns)
    {
        engine.GetTrackPeaks(new ClipId(1), 0, new PeakView(0, 1_000.3), columns, out _);
        engine.GetClipPeaks(new ClipId(1), new PeakView(700 * Rate, 33.3, 0), columns, out _);
        engine.GetTimelinePeaks(new PeakView(0, 80_000), columns, out _);
        engine.GetTrackPeaks(new ClipId(99), 0, new PeakView(0, 1), columns, out _);
    }

    private Thread Looker(Engine engine, int seed)
    {
        var thread = new Thread(() => Look(engine, seed)) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private void Look(Engine engine, int seed)
    {
        var random = new Random(seed);
        var columns = new Peak[300];
        while (!Volatile.Read(ref _over))
        {
            var view = new PeakView(random.NextDouble() * 1_200 * Rate, Math.Pow(10, random.NextDouble() * 6), random.Next(-1, 1));
            Status status = random.Next(3) switch
            {
                0 => engine.GetTrackPeaks(new ClipId(1 + (uint)random.Next(3)), 0, view, columns, out _),
                1 => engine.GetClipPeaks(new ClipId(1 + (uint)random.Next(3)), view, columns, out _),
                _ => engine.GetTimelinePeaks(view, columns, out _),
            };
            if (status == Status.InvalidState) return;
            Interlocked.Increment(ref _looks);
            foreach (Peak column in columns) Judge(view, column);
        }
    }

    private void Judge(PeakView view, Peak column)
    {
        if (!column.IsKnown)
        {
            if (!float.IsNaN(column.Min)) _failure = $"{view}: {column}";
            return;
        }

        Interlocked.Increment(ref _known);
        bool sound = column.Min is >= 0 and <= 1 && column.Max is >= 0 and <= 1 && column.Min <= column.Max && column.Rms is >= 0 and <= 1.001f && column.Known <= 1;
        if (!sound) _failure = $"{view}: {column}";
    }
}
