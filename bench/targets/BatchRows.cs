using System.Collections.Generic;
using System.Linq;

namespace Seamline.Bench.Targets;

/// <summary>Ten thousand cuts in one call, to their one publication: on one recording and on a timeline that is cut already.</summary>
internal static unsafe class BatchRows
{
    private const int Cuts = 10_000;
    private const double Seconds = 3_000;
    private const double Limit = 5e-3;

    public static IEnumerable<TargetRow> Measure(bool quick)
    {
        foreach (int segments in new[] { 1, 20_000 })
        {
            using Engine engine = Rig.Make(Seconds);
            Rig.Check(engine, engine.SetTimeline(Rig.Pieces(segments, Seconds)));
            EditRange[] ranges = [.. Enumerable.Range(0, Cuts).Select(i => new EditRange((Seconds / Cuts * i) + 0.1, (Seconds / Cuts * i) + 0.2))];
            long published = 0;
            Samples took = Samples.ByTurns(quick ? 11 : 51, 5, () => Remove(engine, ranges, out published))[0];
            TargetRow row = TargetRow.AtMost("edit", $"{Cuts:N0} cuts in one call on {segments:N0} segments", $"<= {Text.Time(Limit)}, one publication", Limit, took, Text.Time);
            yield return published == 1 ? row : row with { Measured = $"{row.Measured}, {published} publications", OfTarget = double.PositiveInfinity };
        }
    }

    private static double Remove(Engine engine, EditRange[] ranges, out long published)
    {
        long before = engine.GetStatus().PublishedSerial;
        Rig.Check(engine, engine.RemoveRanges(ranges));
        EngineStatus status = engine.GetStatus();
        published = status.PublishedSerial - before;
        Pull(engine); // takes the snapshot
        Rig.Check(engine, engine.Undo());
        Pull(engine);
        return status.EditToPublishedNanoseconds * 1e-9;
    }

    private static void Pull(Engine engine)
    {
        float* output = stackalloc float[2 * Rig.BlockFrames];
        engine.Pull(output, Rig.BlockFrames);
    }
}
