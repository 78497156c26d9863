using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using Seamline.Decode;

namespace Seamline.Bench.Targets;

/// <summary>
/// The largest there is: a day of sound in 65,536 segments, of one clip and of 4,096 with every neighbour another's. What an edit takes, and
/// what the loaders take after it to mark again what is needed.
/// </summary>
internal static unsafe class ScaleRows
{
    private const string Group = "scale";
    private const double Seconds = 86_400;
    private const int Segments = Limits.MaxSegments - 1; // an edit may cut one in two
    private const double MostEdit = 1e-3 / 20_000 * Segments; // as for 20,000: the cost is linear
    private const double MostMarking = 10e-3; // a block: a status query meanwhile waits no longer

    public static IEnumerable<TargetRow> Measure(bool quick)
    {
        foreach (int clips in (int[])[1, Limits.MaxClips])
        {
            using var day = new Day(clips);
            Samples[] took = Samples.ByTurns(quick ? 11 : 41, 3, day.Delete, day.Marked);
            string what = $"24 h, {Segments:N0} segments of {(clips == 1 ? "one clip" : $"{clips:N0} clips")}";
            yield return TargetRow.AtMost(Group, $"{what}: delete to published", $"<= {Text.Time(MostEdit)}", MostEdit, took[0], Text.Time);
            yield return TargetRow.AtMost(Group, $"{what}: the loaders have marked it again", $"<= {Text.Time(MostMarking)}", MostMarking, took[1], Text.Time);
        }
    }

    private sealed class Day : IDisposable
    {
        private readonly float[] _output = new float[2 * Rig.BlockFrames];
        private readonly Engine _engine = Rig.Empty();
        private readonly SegmentId _middle;

        public Day(int clips)
        {
            long frames = (long)(Seconds / clips * Rig.Rate) + 1;
            for (uint i = 1; i <= clips; i++)
                Rig.Check(_engine, _engine.SetClipSource(new ClipId(i), new GeneratedSource(GeneratedShape.Staircase, (int)i, Rig.Rate, 2, frames), $"stairs {i}"));
            var segments = new SegmentSpec[Segments];
            double piece = Seconds / Segments;
            for (int i = 0; i < Segments; i++)
            {
                double from = (i ^ 1) / clips * piece;
                segments[i] = new SegmentSpec(new ClipId((uint)(i % clips) + 1), from, from + piece);
            }

            Rig.Check(_engine, _engine.SetTimeline(segments));
            Rig.Check(_engine, _engine.Seek(Seconds / 2));
            Rig.Check(_engine, _engine.GetSegment(Segments / 2, out SegmentInfo middle));
            _middle = middle.Id;
            Pull();
            Rig.Rest(_engine);
        }

        public double Delete()
        {
            Rig.Rest(_engine, 100);
            Rig.Check(_engine, _engine.DeleteSegment(_middle));
            double took = _engine.GetStatus().EditToPublishedNanoseconds * 1e-9;
            Restore();
            return took;
        }

        // From the call's return until every loader's plan is the new one's.
        public double Marked()
        {
            Rig.Rest(_engine, 100);
            Rig.Check(_engine, _engine.DeleteSegment(_middle));
            long start = Stopwatch.GetTimestamp();
            while (!_engine.Cache.Queue.IsServed) Thread.Yield();
            double took = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Restore();
            return took;
        }

        public void Dispose() => _engine.Dispose();

        private void Restore()
        {
            Pull();
            Rig.Check(_engine, _engine.Undo());
            Pull();
        }

        private void Pull()
        {
            fixed (float* to = _output) _engine.Pull(to, Rig.BlockFrames);
        }
    }
}
