using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;

namespace Seamline.Bench.Targets;

/// <summary>Segments at other speeds: pages made by one loader from a host's samples, and the first sound of a segment that has just been changed.</summary>
internal static unsafe class SpeedRows
{
    private const string Group = "speed";
    private const double Seconds = 240;
    private const double FirstLimit = 50e-3;

    public static IEnumerable<TargetRow> Measure(bool quick)
    {
        int rounds = quick ? 3 : 9;
        foreach ((SpeedMode mode, string name, double limit) in new[] { (SpeedMode.KeepPitch, "pitch kept", 500.0), (SpeedMode.Varispeed, "varispeed", 1_000.0) })
        {
            foreach (double speed in new[] { 1.5, 1.37, 1.3717 })
            {
                Samples made = Samples.ByTurns(rounds, 1, () => Pages(mode, speed))[0];
                yield return TargetRow.AtLeast(Group, string.Create(CultureInfo.InvariantCulture, $"pages at {speed}x, {name}, stereo, one core"), $">= {limit} x real time", limit, made, Times);
            }
        }

        Samples first = Samples.ByTurns(4 * rounds, 1, First)[0];
        yield return TargetRow.AtMost(Group, "first 250 ms of a 3 h segment whose speed was changed, pitch kept", $"<= {Text.Time(FirstLimit)}", FirstLimit, first, Text.Time);
    }

    private static string Times(double times) => string.Create(CultureInfo.InvariantCulture, $"{times:F0} x");

    // Seconds of output for each second; every round from an engine of its own.
    private static double Pages(SpeedMode mode, double speed)
    {
        using Engine engine = Rig.Empty(new EngineConfig { LoaderThreads = 1 });
        var samples = new float[(int)(Seconds * Rig.Rate) * 2];
        var random = new Random(1);
        float last = 0;
        for (int i = 0; i < samples.Length; i++) samples[i] = last = (0.9f * last) + (0.1f * ((float)random.NextDouble() - 0.5f));
        Rig.Check(engine, engine.SetClipPcm(new ClipId(1), samples, 2, Rig.Rate));
        long begin = Stopwatch.GetTimestamp();
        Rig.Check(engine, engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, Seconds) { Speed = speed, SpeedMode = mode }));
        Rig.Check(engine, engine.WaitReady(engine.LengthFrames, 120_000));
        return Seconds / speed / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    // In the middle of three hours, whose own pages are there around the playhead.
    private static double First()
    {
        using Engine engine = Rig.Make(10_800);
        Rig.Check(engine, engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, 10_800)));
        Rig.Check(engine, engine.Seek(5_000.3));
        Rig.Check(engine, engine.WaitReady(20 * Rig.Rate, 60_000));
        Rig.Check(engine, engine.GetSegment(0, out SegmentInfo segment));
        long begin = Stopwatch.GetTimestamp();
        Rig.Check(engine, engine.SetSegmentSpeed(segment.Id, 1.5, SpeedMode.KeepPitch));
        Rig.Check(engine, engine.WaitReady(Rig.Rate / 4, 60_000));
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
