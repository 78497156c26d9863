using System;
using SDL3;
using Seamline.Ui.Native;

namespace Seamline.Ui.App;

/// <summary>What --report prints: how long things took, and whether the player's promises held in this run.</summary>
internal static class PlayerReport
{
    private const double OpenMilliseconds = 1_000;
    private const double FrameMilliseconds = 16;

    public static void Write(Session session, Rest? rest)
    {
        SeamStats now = session.Stats;
        FrameMeter frames = session.Frames;
        SeamSwap edit = session.Watch.Edit;
        Line("timeline", $"{now.Segments:#,0} segments, {now.LengthFrames / (double)Math.Max(1, now.Rate):#,0.0} s");
        Line("opening", $"{session.OpenMilliseconds:0.0} ms; since the program began: drawn after {session.FirstFrameMilliseconds:0} ms, playable after {session.PlayableMilliseconds:0} ms{Verdict(session.FirstFrameMilliseconds < OpenMilliseconds, "below 1 s")}");
        if (frames.Count > 0)
        {
            Line("frames", $"{frames.Count:#,0}: half {frames.Percentile(0.5):0.0} ms, 99 % {frames.Percentile(0.99):0.0} ms, worst {frames.Percentile(1):0.0} ms{Verdict(frames.Percentile(0.99) < FrameMilliseconds, "99 % below 16 ms")}");
            Line("  their own CPU", $"half {frames.CpuPercentile(0.5):0.0} ms, 99 % {frames.CpuPercentile(0.99):0.0} ms, worst {frames.CpuPercentile(1):0.0} ms{Verdict(frames.CpuPercentile(0.99) < FrameMilliseconds, "99 % below 16 ms")}");
        }

        if (rest is { Seconds: > 0 }) Line("left alone", $"{rest.Seconds:0.0} s: {rest.Frames} frames drawn, {rest.CpuSeconds / rest.Seconds * 100:0.0} % of a core{Verdict(rest.Frames == 0, "none drawn")}");
        Line("sound", $"{now.Blocks:#,0} blocks, {now.MissFrames:#,0} frames missed, {now.Underruns:#,0} underruns{Verdict(now.MissFrames == 0 && now.Underruns == 0, "neither")}");
        SeamBlockTimes blocks = session.Watch.Blocks;
        Line("  their blocks", $"half {blocks.P50Ns / 1e3:0.0} us, 99.9 % {blocks.P999Ns / 1e3:0.0} us, worst {blocks.MaxNs / 1e3:0.0} us of {session.Output.PeriodFrames * 1e6 / Math.Max(1, now.Rate):0} us");
        if (edit.Serial > 0) Line("last edit", $"published in {edit.EditNs / 1e3:0.0} us, in a block after {edit.HeardNs / 1e6:0.0} ms, the {(edit.HeardBlock == edit.PublishedBlock + 1 ? "next" : "one after a crossfade")}");
        Line("collections", $"{now.Collections:#,0} in the engine, {GC.CollectionCount(0):#,0} in the window");
        Line("memory", $"{now.HeldBytes / 1e6:0} MB held of {now.BudgetBytes / 1e6:0} MB");
        Line("CPU", $"{Environment.CpuUsage.TotalTime.TotalSeconds:0.0} s in all, on SDL's driver {SDL.GetCurrentVideoDriver()}");
    }

    private static string Verdict(bool holds, string what) => $"  [{what}: {(holds ? "yes" : "no")}]";

    private static void Line(string name, string text) => Console.WriteLine($"{name,-16} {text}");
}
