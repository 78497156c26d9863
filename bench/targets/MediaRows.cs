using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Bench.Targets;

/// <summary>Files beside FFmpeg's own way with them: opening to the first sound, and whole decodes.</summary>
internal static class MediaRows
{
    private const string Group = "media";

    /// <summary>Opening to the first sound.</summary>
    public static IEnumerable<TargetRow> Opening(bool quick)
    {
        if (Missing() is { } because)
        {
            yield return TargetRow.NotMeasured(Group, "open to the first 250 ms / FFmpeg", "<= 1.5 x", because);
            yield break;
        }

        foreach (string codec in Codecs(quick))
        {
            yield return Open(codec, "10 min", DecodeMedia.Path(codec), quick ? 7 : 21);
            yield return Open(codec, "3 h", DecodeMedia.LongPath(codec), quick ? 7 : 21);
            int own = DecodeMedia.Rate(codec);
            if (own == Rig.Rate) continue;
            yield return Open(codec, "10 min at its own rate", DecodeMedia.Path(codec), quick ? 7 : 21, own);
            yield return Open(codec, "3 h at its own rate", DecodeMedia.LongPath(codec), quick ? 7 : 21, own);
        }
    }

    /// <summary>Whole files.</summary>
    public static IEnumerable<TargetRow> Decoding(bool quick)
    {
        if (Missing() is { } because)
        {
            yield return TargetRow.NotMeasured(Group, "10 min decoded / the ffmpeg command", ">= 0.95 x", because);
            yield break;
        }

        foreach (string codec in Codecs(quick))
        {
            foreach (TargetRow row in Decoding(codec, "decoded", DecodeBench.Measure(DecodeMedia.Path(codec), quick ? 3 : 5))) yield return row;
            int own = DecodeMedia.Rate(codec);
            if (own == Rig.Rate || quick) continue;
            foreach (TargetRow row in Decoding(codec, "decoded at its own rate", DecodeBench.Measure(DecodeMedia.Path(codec), 5, own))) yield return row;
        }
    }

    private static IEnumerable<TargetRow> Decoding(string codec, string what, DecodeBench.Figures figures)
    {
        yield return Decode($"{codec}, 10 min {what}, one core / the ffmpeg command", 0.95, figures, figures.Single);
        yield return Environment.ProcessorCount > 1
            ? Decode($"{codec}, 10 min {what}, two cores / the ffmpeg command", 1.6, figures, figures.Pair)
            : TargetRow.NotMeasured(Group, $"{codec}, 10 min {what}, two cores", ">= 1.6 x", "this machine has one core");
    }

    private static IEnumerable<string> Codecs(bool quick) => quick ? ["aac44", "opus"] : DecodeMedia.Names([]);

    private static TargetRow Open(string codec, string length, string path, int passes, int rate = 48_000)
    {
        DecodeOpenBench.Figures figures = DecodeOpenBench.Measure(path, passes, rate);
        Samples ffmpeg = InSeconds(figures.Bare);
        Samples ours = InSeconds(figures.Engine);
        string own = Text.Ratio(ours.Over(InSeconds(figures.OwnRate)).Median);
        TargetRow row = TargetRow.AtMost(Group, $"{codec} {length}, open to the first 250 ms / FFmpeg", "<= 1.5 x", 1.5, ours.Over(ffmpeg), Text.Ratio);
        return row with { Measured = $"{row.Measured}, {Text.Time(ours.Median)} ({Text.Time(ffmpeg.Median)}); {own} of it without resampling" };
    }

    // How many times as fast as the command, as it comes; behind it by processor time, and asked for the same filter and for floats.
    private static TargetRow Decode(string what, double least, DecodeBench.Figures figures, DecodeBench.Cost[] engine)
    {
        Samples theirs = Wall(figures.Command);
        Samples ours = Wall(engine);
        double alike = Wall(figures.Alike).Over(ours).Median;
        double cpu = Cpu(figures.Command).Over(Cpu(engine)).Median;
        TargetRow row = TargetRow.AtLeast(Group, what, $">= {least} x", least, theirs.Over(ours), Text.Ratio);
        return row with { Measured = $"{row.Measured}, {Text.Time(ours.Median)} ({Text.Time(theirs.Median)}); {Text.Ratio(cpu)} by processor time, {Text.Ratio(alike)} asked for the same filter" };
    }

    private static Samples Cpu(DecodeBench.Cost[] costs) => new([.. costs.Select(c => c.Cpu)], "s");

    private static Samples Wall(DecodeBench.Cost[] costs) => new([.. costs.Select(c => c.Wall)], "s");

    private static Samples InSeconds(double[] milliseconds) => new([.. milliseconds.Select(m => m / 1_000)], "s");

    private static string? Missing()
    {
        try
        {
            _ = DecodeMedia.Path("aac44");
            return null;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return "there is no ffmpeg command";
        }
    }
}
