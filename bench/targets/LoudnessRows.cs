using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Seamline.Decode;

namespace Seamline.Bench.Targets;

/// <summary>Loudness of three hours in 2,000 segments after an edit, and blocks through the limiter.</summary>
internal static unsafe class LoudnessRows
{
    private const string Group = "loudness";
    private const double Seconds = 10_800;
    private const double RecordingSeconds = 600; // all of it fits in memory
    private const int Segments = 2_000;
    private const double MostEstimate = 5e-3;
    private const double MostDifference = 0.1; // LU
    private const double MostPassDifference = 0.01;

    public static IEnumerable<TargetRow> Measure(bool quick)
    {
        double seconds = quick ? Seconds / 10 : Seconds;
        using Engine engine = Sine(RecordingSeconds);
        Rig.Check(engine, engine.SetTimeline(Pieces(seconds, RecordingSeconds)));
        long start = Stopwatch.GetTimestamp();
        Rig.Check(engine, engine.MeasureLoudness(out _));
        double pass = Stopwatch.GetElapsedTime(start).TotalSeconds;
        yield return new TargetRow
        {
            Group = Group,
            What = $"{seconds / 3_600:0.0} h, {Segments:N0} segments: the exact pass",
            Target = "",
            Measured = $"{Text.Time(pass)}, {seconds / pass:N0} x real time",
        };
        Rig.Check(engine, engine.DeleteSegment(Middle(engine)));
        LoudnessReport estimate = default;
        Samples took = Samples.ByTurns(quick ? 21 : 101, 5, () => Estimate(engine, out estimate))[0];
        Rig.Check(engine, engine.MeasureLoudness(out LoudnessReport exact));
        double referee = Ebur128.Measure(engine);
        string what = $"{seconds / 3_600:0.0} h, {Segments:N0} segments, after an edit";
        TargetRow row = TargetRow.AtMost(Group, $"{what}: estimate", $"<= {Text.Time(MostEstimate)}", MostEstimate, took, Text.Time);
        yield return row with { Measured = $"{row.Measured}; off libebur128 by {Off(estimate, referee):0.0000} LU, the pass by {Off(exact, referee):0.0000} LU" };
        yield return Difference($"{what}: estimate against libebur128 on the render", MostDifference, Off(estimate, referee));
        yield return Difference($"{what}: the exact pass against libebur128 on the render", MostPassDifference, Off(exact, referee));
        yield return Larger(quick);
        foreach (TargetRow limited in Limiting(quick)) yield return limited;
    }

    // Pieces from all over three hours, of which a ninth fits in memory: what is measured is brought for it, and gone again afterwards.
    private static TargetRow Larger(bool quick)
    {
        double seconds = quick ? Seconds / 40 : Seconds;
        using Engine engine = Sine(Seconds);
        Rig.Check(engine, engine.SetTimeline(Pieces(seconds, Seconds)));
        long start = Stopwatch.GetTimestamp();
        Rig.Check(engine, engine.MeasureLoudness(out _));
        double pass = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new TargetRow
        {
            Group = Group,
            What = $"{seconds / 3_600:0.00} h, {Segments:N0} segments of a 3 h source beyond the budget: the exact pass",
            Target = "",
            Measured = $"{Text.Time(pass)}, {seconds / pass:N0} x real time",
        };
    }

    // One region at a gain: without the limiter, with it and nothing above the ceiling, and with all of it above.
    private static IEnumerable<TargetRow> Limiting(bool quick)
    {
        using var without = new Limited(-6, false, 0);
        using var idle = new Limited(-6, true, 0);
        using var working = new Limited(-6, true, 24);
        using var near = new Limited(9, true, 0);
        Samples[] took = Samples.ByTurns(quick ? 11 : 51, 5, without.Through, idle.Through, working.Through, near.Through);
        yield return TargetRow.AtMost(Group, "block of 480 frames, limiter idle, over the block without", "<= 1.5 x", 1.5, took[1].Over(took[0]), Ratio);
        yield return TargetRow.AtMost(Group, "block of 480 frames, limiter working, over the block without", "<= 4 x", 4, took[2].Over(took[0]), Ratio);
        yield return TargetRow.AtMost(Group, "block of 480 frames, limiter idle, peaks 8 dB below the ceiling, over the block without", "<= 1.5 x", 1.5, took[3].Over(took[0]), Ratio);
    }

    private static Engine Sine(double seconds)
    {
        Engine engine = Rig.Empty();
        Rig.Check(engine, engine.SetClipSource(new ClipId(1), new GeneratedSource(GeneratedShape.Sine, 440, Rig.Rate, 2, (long)(seconds * Rig.Rate)), "sine"));
        return engine;
    }

    private static string Ratio(double value) => $"{value:0.00} x";

    private static double Estimate(Engine engine, out LoudnessReport report)
    {
        long start = Stopwatch.GetTimestamp();
        Rig.Check(engine, engine.EstimateLoudness(out report, out _));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Off(in LoudnessReport report, double referee) => Math.Abs(report.IntegratedLufs - referee);

    private static TargetRow Difference(string what, double most, double difference) => double.IsNaN(difference)
        ? TargetRow.NotMeasured(Group, what, $"<= {most} LU", "libebur128 is not installed")
        : new TargetRow { Group = Group, What = what, Target = $"<= {most} LU", Measured = $"{difference:0.0000} LU", OfTarget = difference / most };

    private static SegmentId Middle(Engine engine)
    {
        Rig.Check(engine, engine.GetSegment(Segments / 2, out SegmentInfo info));
        return info.Id;
    }

    // Pieces from all over the recording, every one at a gain of its own.
    private static SegmentSpec[] Pieces(double seconds, double recording) => [.. Enumerable.Range(0, Segments).Select(i => Piece(i, seconds / Segments, recording))];

    private static SegmentSpec Piece(int index, double seconds, double recording)
    {
        double from = index * 79.19 % (recording - seconds);
        return new SegmentSpec(new ClipId(1), from, from + seconds) { GainDb = -20 + (index % 7) };
    }

    // A minute of one region at a gain, from its beginning.
    private sealed class Limited : IDisposable
    {
        private const int Length = 60;
        private const int Started = 20; // blocks in which it fades in and the loaders plan
        private const int Blocks = (Length * 100) - (2 * Started);

        private readonly Engine _engine = Sine(Length);

        public Limited(double gainDb, bool limiter, double masterDb)
        {
            Rig.Check(_engine, _engine.SetMaster(new MasterSpec(masterDb, limiter, -1)));
            Rig.Check(_engine, _engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, Length) { GainDb = gainDb - 12 }));
            Rig.Check(_engine, _engine.WaitReady(Rig.Rate * Length, 60_000));
            Rig.Check(_engine, _engine.Play());
        }

        public double Through()
        {
            float* output = stackalloc float[2 * Rig.BlockFrames];
            Rig.Check(_engine, _engine.Seek(0));
            for (int i = 0; i < Started; i++) _engine.Pull(output, Rig.BlockFrames);
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Blocks; i++) _engine.Pull(output, Rig.BlockFrames);
            return Stopwatch.GetElapsedTime(start).TotalSeconds / Blocks;
        }

        public void Dispose() => _engine.Dispose();
    }
}
