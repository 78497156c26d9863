using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Seamline.Bench.Peers;

/// <summary>A figure of several repetitions: the median, and the least and the most.</summary>
internal readonly record struct PeerFigure(double Median, double Least, double Most, int Count)
{
    /// <summary>Of the values that came about; nothing where none did.</summary>
    public static PeerFigure? Of(IEnumerable<double?> values)
    {
        double[] sorted = [.. values.Where(v => v.HasValue).Select(v => v!.Value).Order()];
        if (sorted.Length == 0) return null;
        int half = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new PeerFigure(median, sorted[0], sorted[^1], sorted.Length);
    }

    /// <summary>Median and spread, `1.2 (1.1..1.9)`; the median alone where the spread would say nothing.</summary>
    public string Text
    {
        get
        {
            string median = Short(Median), least = Short(Least), most = Short(Most);
            return least == most ? median : $"{median} ({least}..{most})";
        }
    }

    /// <summary>Two or three digits that count.</summary>
    public static string Short(double value)
    {
        double size = Math.Abs(value);
        string format = size switch { 0 => "0", >= 100 => "0", >= 10 => "0.0", >= 1 => "0.00", _ => "0.000" };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }
}

/// <summary>Everything about a peer and a codec, over its repetitions.</summary>
internal sealed class PeerSummary
{
    /// <summary>Of the runs of one peer and codec.</summary>
    public PeerSummary(string peer, IReadOnlyCollection<PeerRun> runs)
    {
        Peer = peer;
        Version = runs.Select(r => r.Version).FirstOrDefault(v => v is not null);
        Trouble = string.Join(", ", runs.Where(r => r.Trouble is not null).GroupBy(r => r.Trouble, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count()} of {runs.Count}"));
        Start = PeerFigure.Of(runs.Select(r => r.StartMs));
        First = PeerFigure.Of(runs.Select(r => Right(r, "first") + r.StartMs));
        Open = PeerFigure.Of(runs.Select(r => Right(r, "open")));
        Ahead = PeerFigure.Of(runs.Select(r => Right(r, "ahead")));
        Under = PeerFigure.Of(runs.Select(r => Right(r, "under")));
        AheadWrong = PeerFigure.Of(runs.Select(r => Event(r, "ahead")?.WrongMilliseconds));
        UnderWrong = PeerFigure.Of(runs.Select(r => Event(r, "under")?.WrongMilliseconds));
        AheadStep = PeerFigure.Of(runs.Select(r => Event(r, "ahead")?.LargestStep))?.Most;
        UnderStep = PeerFigure.Of(runs.Select(r => Event(r, "under")?.LargestStep))?.Most;
        LiveErrors = [.. runs.SelectMany(r => r.Events.Values).SelectMany(e => new[] { e.ErrorLeast, e.ErrorMost }).OfType<int>().Distinct().Order()];
        NeverRight = runs.SelectMany(r => r.Events.Values).Count(e => e.RightMilliseconds is null);
        Memory = PeerFigure.Of(runs.Select(r => r.PeakKb / 1024d));
        RenderSeconds = PeerFigure.Of(runs.Select(r => r.RenderMs / 1e3));
        RenderFrames = runs.Max(r => r.RenderFrames);
        Render = runs.Select(r => r.Render).FirstOrDefault(r => r is not null);
    }

    public string Peer { get; }

    public string? Version { get; }

    /// <summary>Empty, or how often it ended badly.</summary>
    public string Trouble { get; }

    /// <summary>Milliseconds.</summary>
    public PeerFigure? Start { get; }

    /// <summary>The first open of a process to its first right block, start included, ms.</summary>
    public PeerFigure? First { get; }

    public PeerFigure? Open { get; }

    public PeerFigure? Ahead { get; }

    public PeerFigure? Under { get; }

    public PeerFigure? AheadWrong { get; }

    public PeerFigure? UnderWrong { get; }

    public double? AheadStep { get; }

    public double? UnderStep { get; }

    /// <summary>Every sample error that occurred after an open or an edit.</summary>
    public int[] LiveErrors { get; }

    /// <summary>Events after which nothing right came.</summary>
    public int NeverRight { get; }

    /// <summary>MiB.</summary>
    public PeerFigure? Memory { get; }

    public PeerFigure? RenderSeconds { get; }

    public long RenderFrames { get; }

    public PeerRender? Render { get; }

    public double? RealTimes => RenderSeconds is { } took ? RenderFrames / (double)PeerSound.Rate / took.Median : null;

    private static PeerEvent? Event(PeerRun run, string name) => run.Events.TryGetValue(name, out PeerEvent found) ? found : null;

    private static double? Right(PeerRun run, string name) => Event(run, name)?.RightMilliseconds;
}
