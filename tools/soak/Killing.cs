using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Seamline.Isolation;

namespace Seamline.Soak;

/// <summary>Workers are killed 20 times a second while a timeline of three hours plays and loads.</summary>
internal static class Killing
{
    private const int Hours = 3;
    private const int SegmentSeconds = 4;
    private const int PerSecond = 20;

    public static void Run(double seconds, Tally tally, Random random, Material material, IsolationSettings workers)
    {
        using var pair = new Pair(tally, workers);
        for (int i = 0; i < Material.Count; i++)
        {
            var id = new ClipId((uint)i + 1);
            _ = tally.Assert("a clip opens", pair.Faulty.SetClip(id, new TrackSpec(material.Faulty(i))) == Status.Ok, pair.Faulty.LastError);
            _ = tally.Assert("a clip opens", pair.Model.SetClip(id, new TrackSpec(material.Model(i))) == Status.Ok, pair.Model.LastError);
        }

        SegmentSpec[] segments = [.. Enumerable.Range(0, Hours * 3_600 / SegmentSeconds).Select(_ =>
        {
            double from = random.NextDouble() * (Material.Seconds - SegmentSeconds - 1);
            return new SegmentSpec(new ClipId((uint)random.Next(1, Material.Count + 1)), from, from + SegmentSeconds);
        })];
        _ = pair.Both("timeline", engine => engine.SetTimeline(segments));
        pair.AwaitModel();
        pair.Meet(0);
        bool done = false;
        int kills = 0;
        var killer = new Thread(() =>
        {
            // One that lives, at work or standing by; where there is none, as soon as there is: a killed one that nobody has missed takes signals too.
            var killed = new HashSet<int>();
            for (long next = Environment.TickCount64; !Volatile.Read(ref done); Thread.Sleep(1))
            {
                if (Environment.TickCount64 < next) continue;
                int[] workers = pair.Faulty.Workers!.Numbers();
                if (Array.Find(workers, worker => !killed.Contains(worker)) is not (> 0 and var victim) || !Faults.Signal(victim, 9)) continue;
                killed.IntersectWith(workers); // numbers come again
                killed.Add(victim);
                kills++;
                next += 1_000 / PerSecond;
            }
        });
        killer.Start();
        long began = Environment.TickCount64;
        for (int second = 0; Environment.TickCount64 - began < seconds * 1_000; second++)
        {
            if (second % 5 == 4) pair.Meet((long)(random.NextDouble() * pair.Model.LengthFrames));
            for (int block = 0; block < 100; block++)
            {
                pair.Pull(480);
                Thread.Sleep(10);
            }
        }

        Volatile.Write(ref done, true);
        killer.Join();
        for (int i = 0; i < kills; i++) tally.Inject("worker killed, 20 times a second");
        pair.Meet(0);
        pair.AwaitFaulty(10_000);
        EngineStatus status = pair.Faulty.GetStatus();
        _ = tally.Assert("the engine loads when the kills are over", status.LoadDone || status.ReadyAheadFrames >= 48_000, $"{status.ReadyAheadFrames} frames ahead");
        for (int block = 0; block < 50; block++) pair.Pull(480);
        _ = tally.Assert("no file is in error", pair.Faulty.GetSources().All(source => string.IsNullOrEmpty(source.Error)), string.Join(", ", pair.Faulty.GetSources().Select(source => source.Error)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kills} workers killed in {seconds} s, {status.Workers} started, {100.0 * status.MissFrames / Math.Max(1, status.FramesRendered):f1} % of frames were missing"));
    }
}
