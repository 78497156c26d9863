using System;
using System.Diagnostics;

namespace Seamline.Bench.Targets;

/// <summary>Figures of the same thing, one a round.</summary>
internal sealed class Samples
{
    private readonly double[] _sorted;

    public Samples(double[] all, string unit)
    {
        All = all;
        Unit = unit;
        _sorted = [.. all];
        Array.Sort(_sorted);
    }

    /// <summary>In the order in which they were taken.</summary>
    public double[] All { get; }

    /// <summary>Their unit.</summary>
    public string Unit { get; }

    /// <summary>The middle one.</summary>
    public double Median => At(0.5);

    /// <summary>One in ten is lower.</summary>
    public double Low => At(0.1);

    /// <summary>One in ten is higher.</summary>
    public double High => At(0.9);

    /// <summary>The figure below which a share of them lies.</summary>
    public double At(double share) => _sorted[(int)Math.Round(share * (_sorted.Length - 1), MidpointRounding.AwayFromZero)];

    /// <summary>Round by round, this over another: what else the machine does hits both, so the ratio holds where times do not.</summary>
    public Samples Over(Samples other)
    {
        double[] ratios = new double[All.Length];
        for (int i = 0; i < ratios.Length; i++) ratios[i] = All[i] / other.All[i];
        return new Samples(ratios, "ratio");
    }

    /// <summary>
    /// Two or more things in alternation, each once a round, in an order that alternates too. Seconds of each.
    /// </summary>
    public static Samples[] ByTurns(int rounds, int dropped, params Func<double>[] things)
    {
        double[][] seconds = new double[things.Length][];
        for (int t = 0; t < things.Length; t++) seconds[t] = new double[rounds];
        for (int round = -dropped; round < rounds; round++)
        {
            for (int i = 0; i < things.Length; i++)
            {
                int t = (i + round + dropped) % things.Length;
                double took = things[t]();
                if (round >= 0) seconds[t][round] = took;
            }
        }

        return Array.ConvertAll(seconds, s => new Samples(s, "s"));
    }

    /// <summary>Seconds of one call.</summary>
    public static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
