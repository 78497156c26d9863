using System;

namespace Seamline.Bench.Targets;

/// <summary>How a target was met.</summary>
internal enum Verdict
{
    Met,
    Missed,
    NotMeasured,
}

/// <summary>One line of the table.</summary>
internal sealed record TargetRow
{
    /// <summary>Group of the row, for reading.</summary>
    public required string Group { get; init; }

    /// <summary>What was measured.</summary>
    public required string What { get; init; }

    /// <summary>What it should be.</summary>
    public required string Target { get; init; }

    /// <summary>What it is, with its unit.</summary>
    public required string Measured { get; init; }

    /// <summary>Measured / target, the other way round where more is better: up to 1 the target is met. Not a number without a target.</summary>
    public double OfTarget { get; init; } = double.NaN;

    /// <summary>Why there is no figure.</summary>
    public string Because { get; init; } = "";

    /// <summary>The figures behind it, one a round: nanoseconds, seconds or ratios; what --compare reads.</summary>
    public double[] Samples { get; init; } = [];

    /// <summary>Unit of <see cref="Samples"/>.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Whether the target is met.</summary>
    public Verdict Verdict => double.IsNaN(OfTarget) ? Verdict.NotMeasured : OfTarget <= 1 ? Verdict.Met : Verdict.Missed;

    /// <summary>A row whose figure must stay below a limit.</summary>
    public static TargetRow AtMost(string group, string what, string target, double limit, Samples figures, Func<double, string> text) => new()
    {
        Group = group,
        What = what,
        Target = target,
        Measured = $"{text(figures.Median)} [{text(figures.Low)} .. {text(figures.High)}]",
        OfTarget = figures.Median / limit,
        Samples = figures.All,
        Unit = figures.Unit,
    };

    /// <summary>A row whose figure must stay above a limit.</summary>
    public static TargetRow AtLeast(string group, string what, string target, double limit, Samples figures, Func<double, string> text) =>
        AtMost(group, what, target, limit, figures, text) with { OfTarget = limit / figures.Median };

    /// <summary>A row without a figure.</summary>
    public static TargetRow NotMeasured(string group, string what, string target, string because) =>
        new() { Group = group, What = what, Target = target, Measured = "", Because = because };
}
