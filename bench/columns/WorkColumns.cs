using System;
using System.Linq;
using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Seamline.Bench;

/// <summary>A column made of a benchmark's mean and of the sound it moves.</summary>
internal abstract class WorkColumn(string name, string legend) : IColumn
{
    private const int BytesPerFrame = 2 * sizeof(float); // all of them write stereo

    /// <summary>All of them.</summary>
    public static IColumn[] All => [new PerFrame(), new PerSecond(), new OverMemcpy()];

    /// <inheritdoc/>
    public string Id => nameof(WorkColumn) + "." + name;

    /// <inheritdoc/>
    public string ColumnName => name;

    /// <inheritdoc/>
    public bool AlwaysShow => false;

    /// <inheritdoc/>
    public ColumnCategory Category => ColumnCategory.Custom;

    /// <inheritdoc/>
    public int PriorityInCategory => 0;

    /// <inheritdoc/>
    public bool IsNumeric => true;

    /// <inheritdoc/>
    public UnitType UnitType => UnitType.Dimensionless;

    /// <inheritdoc/>
    public string Legend => legend;

    /// <inheritdoc/>
    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    /// <inheritdoc/>
    public bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(c => Work(c) != null);

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        double mean = Mean(summary, benchmarkCase);
        return Work(benchmarkCase) is { } work && mean > 0 ? Value(summary, benchmarkCase, mean, work.Frames, work.Bytes) : "-";
    }

    /// <summary>The cell.</summary>
    /// <param name="summary">The run.</param>
    /// <param name="one">The benchmark.</param>
    /// <param name="mean">Nanoseconds of one operation.</param>
    /// <param name="frames">Frames it moves.</param>
    /// <param name="bytes">Bytes it writes.</param>
    protected abstract string Value(Summary summary, BenchmarkCase one, double mean, double frames, double bytes);

    /// <summary>Nanoseconds of one operation; 0 where it has not run.</summary>
    protected static double Mean(Summary summary, BenchmarkCase one) => summary[one]?.ResultStatistics?.Mean ?? 0;

    private static (double Frames, double Bytes)? Work(BenchmarkCase one)
    {
        if (one.Descriptor.WorkloadMethod.GetCustomAttribute<WorkAttribute>() is not { } work) return null;
        object? parameter = one.Parameters.Items.FirstOrDefault(p => p.Name is "Frames" or "Minutes")?.Value;
        double frames = work.Frames != 0 ? work.Frames : System.Convert.ToDouble(parameter) * work.FramesPerUnit;
        return (frames, frames * BytesPerFrame);
    }

    private sealed class PerFrame() : WorkColumn("ns/frame", "mean of an operation / frames it moves")
    {
        protected override string Value(Summary summary, BenchmarkCase one, double mean, double frames, double bytes) => $"{mean / frames:0.000}";
    }

    private sealed class PerSecond() : WorkColumn("GB/s", "bytes of sound written / mean of an operation")
    {
        protected override string Value(Summary summary, BenchmarkCase one, double mean, double frames, double bytes) => $"{bytes / mean:0.00}";
    }

    /// <summary>The baseline of a suite of this kind is a memcpy of the same bytes.</summary>
    private sealed class OverMemcpy() : WorkColumn("x memcpy", "mean / mean of a memcpy of the same bytes in the same run")
    {
        protected override string Value(Summary summary, BenchmarkCase one, double mean, double frames, double bytes)
        {
            BenchmarkCase? copy = summary.BenchmarksCases.FirstOrDefault(c => c.Descriptor.Baseline && c.Job.Equals(one.Job)
                && string.Equals(c.Parameters.ValueInfo, one.Parameters.ValueInfo, StringComparison.Ordinal));
            return copy != null && Mean(summary, copy) is > 0 and var other ? $"{mean / other:0.00}" : "-";
        }
    }
}
