using System;

namespace Seamline.Ui.App;

/// <summary>How long frames took, from looking at the engine to what is ready to be shown. Thread: the window's.</summary>
internal sealed class FrameMeter
{
    private const int Capacity = 8_192;
    private readonly double[] _times = new double[Capacity];
    private readonly double[] _cpu = new double[Capacity];
    private readonly double[] _sorted = new double[Capacity];

    /// <summary>Frames drawn.</summary>
    public long Count { get; private set; }

    /// <summary>The last, ms.</summary>
    public double LastMilliseconds { get; private set; }

    /// <summary>Notes a frame.</summary>
    /// <param name="milliseconds">By the clock.</param>
    /// <param name="cpuMilliseconds">Of the thread's own.</param>
    public void Note(double milliseconds, double cpuMilliseconds)
    {
        _cpu[Count % Capacity] = cpuMilliseconds;
        _times[Count++ % Capacity] = milliseconds;
        LastMilliseconds = milliseconds;
    }

    /// <summary>Forgets what was noted.</summary>
    public void Clear() => Count = 0;

    /// <summary>The time that such a share of the last frames did not exceed, ms; 0 without frames.</summary>
    public double Percentile(double share) => Percentile(_times, share);

    /// <summary>The same of the thread's own time: what others take of the machine is not in it.</summary>
    public double CpuPercentile(double share) => Percentile(_cpu, share);

    private double Percentile(double[] times, double share)
    {
        int count = (int)Math.Min(Count, Capacity);
        if (count == 0) return 0;
        times.AsSpan(0, count).CopyTo(_sorted);
        _sorted.AsSpan(0, count).Sort();
        return _sorted[Math.Clamp((int)Math.Ceiling(share * count) - 1, 0, count - 1)];
    }
}
