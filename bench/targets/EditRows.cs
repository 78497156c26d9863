using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace Seamline.Bench.Targets;

/// <summary>
/// From the call that deletes a segment to the publication, by the engine's own clock, and to the call's return, in which the
/// loaders are woken; on media of ten minutes and of ten hours in alternation. Loaders have come to rest before each.
/// </summary>
internal static unsafe class EditRows
{
    private const string Group = "edit";
    private const double Short = 600;
    private const double Long = 36_000;
    private const int Lanes = 8;
    private const int Items = 100;
    private const double MostLonger = 1.25; // what another layout of the same rows in memory is allowed

    public static IEnumerable<TargetRow> Measure(bool quick)
    {
        foreach ((int segments, double limit, int rounds) in new[] { (20, 20e-6, 401), (2_000, 50e-6, 201), (20_000, 1e-3, 51) })
        {
            using var brief = new Cut(Short, segments);
            using var vast = new Cut(Long, segments);
            Samples[] took = Samples.ByTurns(quick ? rounds / 4 : rounds, 10, brief.Delete, vast.Delete);
            TargetRow row = TargetRow.AtMost(Group, $"delete a segment of {segments:N0} to published", $"<= {Text.Time(limit)}", limit, took[0], Text.Time);
            yield return row with { Measured = $"{row.Measured}, call returns after {Text.Time(brief.Returned())}" };
            double longer = vast.AtOnce() / brief.AtOnce();
            yield return new TargetRow
            {
                Group = Group,
                What = $"{segments:N0} segments, media of 10 h over media of 10 min",
                Target = $"<= {MostLonger} x",
                Measured = $"{Text.Ratio(longer)} ({Text.Time(vast.AtOnce())} / {Text.Time(brief.AtOnce())}, lower tenths), median from rest {Text.Time(took[1].Median)}",
                OfTarget = longer / MostLonger,
                Samples = took[1].All,
                Unit = "s",
            };
        }

        foreach ((int segments, double limit, int rounds) in new[] { (20, 2 * 5e-6, 201), (2_000, 2 * 40e-6, 101), (20_000, 2 * 0.5e-3, 31) }) // twice the targets of plain edits
        {
            using var plain = new Cut(Short, segments);
            using var mixed = new Cut(Short, segments, mixed: true);
            Samples[] took = Samples.ByTurns(quick ? rounds / 4 : rounds, 10, plain.Delete, mixed.Delete);
            string what = $"delete a segment of {segments:N0} with {Lanes} lanes of {Items} items and a transition at every second cut";
            TargetRow row = TargetRow.AtMost(Group, what, $"<= {Text.Time(limit)}", limit, took[1], Text.Time);
            yield return row with { Measured = $"{row.Measured}, {Text.Ratio(took[1].Over(took[0]).Median)} of the plain edit in turn" };
        }

        foreach (TargetRow row in BatchRows.Measure(quick)) yield return row;
        yield return Heard(quick ? 100 : 400);
    }

    // Blocks between the publication and the block in which it is heard first, while a device runs at 20 times real time.
    private static TargetRow Heard(int edits)
    {
        using var cut = new Cut(Short, 200);
        Engine engine = cut.Engine;
        Rig.Check(engine, engine.OpenNullDevice(speed: 20));
        Rig.Check(engine, engine.Play());
        var swaps = new SwapInfo[64];
        long from = 0;
        double[] later = new double[edits];
        for (int i = 0; i < edits; i++)
        {
            engine.Seek(10);
            long until = engine.GetStatus().FramesRendered + (Rig.Rate / 10);
            while (engine.GetStatus().FramesRendered < until) System.Threading.Thread.Sleep(1); // until no crossfade runs
            _ = engine.ReadSwaps(ref from, swaps);
            cut.Edit();
            EngineStatus status = engine.GetStatus();
            later[i] = Blocks(engine, status, ref from, swaps);
        }

        var blocks = new Samples(later, "blocks");
        return new TargetRow
        {
            Group = Group,
            What = $"published to heard, {edits} edits while it plays",
            Target = "the next block",
            Measured = $"{blocks.At(1):0} block at most",
            OfTarget = blocks.At(1),
            Samples = later,
            Unit = "blocks",
        };
    }

    private static double Blocks(Engine engine, EngineStatus status, ref long from, SwapInfo[] swaps)
    {
        for (long end = Stopwatch.GetTimestamp() + Stopwatch.Frequency; Stopwatch.GetTimestamp() < end;)
        {
            int count = engine.ReadSwaps(ref from, swaps);
            for (int i = 0; i < count; i++)
            {
                if (swaps[i].Serial >= status.PublishedSerial) return Math.Max(0, swaps[i].Block - status.PublishedBlock);
            }
        }

        return double.PositiveInfinity;
    }

    private sealed class Cut : IDisposable
    {
        private readonly float[] _output = new float[2 * Rig.BlockFrames];
        private readonly SegmentId _middle;
        private readonly List<double> _returned = new(1_024);
        private readonly List<double> _atOnce = new(1_024);

        public Cut(double seconds, int segments, bool mixed = false)
        {
            Engine = Rig.Make(seconds);
            Rig.Check(Engine, Engine.SetTimeline(Rig.Pieces(segments, seconds)));
            if (mixed) Mix(seconds, segments);
            Rig.Check(Engine, Engine.Seek(seconds / 2));
            Rig.Check(Engine, Engine.GetSegment(segments / 2, out SegmentInfo middle));
            _middle = middle.Id;
            Pull();
            Rig.Rest(Engine);
        }

        public Engine Engine { get; }

        private void Mix(double seconds, int segments)
        {
            Rig.Check(Engine, Engine.BeginEdits());
            for (int i = 1; i < segments; i += 2)
            {
                Rig.Check(Engine, Engine.GetSegment(i, out SegmentInfo segment));
                Rig.Check(Engine, Engine.SetTransition(segment.Id, TransitionKind.EqualPower, seconds / segments / 4));
            }

            for (int lane = 0; lane < Lanes; lane++)
            {
                Rig.Check(Engine, Engine.AddLane(lane, default, out LaneId id));
                for (int i = 0; i < Items; i++)
                {
                    double at = (i + (lane / (double)Lanes)) * seconds / 2 / Items;
                    Rig.Check(Engine, Engine.AddItem(new ItemSpec(id, new ClipId(1), at, at, at + (seconds / 4 / Items)), out _));
                }
            }

            Rig.Check(Engine, Engine.EndEdits());
        }

        public double Delete()
        {
            Rig.Rest(Engine, 20);
            long start = Stopwatch.GetTimestamp();
            Engine.DeleteSegment(_middle);
            _returned.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            double took = Published();
            Restore();

            // And at once again: on a busy machine the time at rest, which is longer for longer media, leaves the caches to others.
            Engine.DeleteSegment(_middle);
            _atOnce.Add(Published());
            Restore();
            return took;
        }

        private double Published() => Engine.GetStatus().EditToPublishedNanoseconds * 1e-9;

        private void Restore()
        {
            Pull(); // takes the snapshot
            Rig.Check(Engine, Engine.Undo());
            Pull();
        }

        public double Returned() => new Samples([.. _returned], "s").Median;

        // The lower tenth: the loaders that the edit before has woken look through ten hours meanwhile, beside it.
        public double AtOnce() => new Samples([.. _atOnce], "s").Low;

        public void Edit()
        {
            if (Engine.DeleteSegment(_middle) != Status.Ok) Rig.Check(Engine, Engine.Undo());
        }

        public void Dispose() => Engine.Dispose();

        private void Pull()
        {
            fixed (float* to = _output) Engine.Pull(to, Rig.BlockFrames);
        }
    }
}
