using System;
using System.Linq;
using Perfolizer.Mathematics.Distributions.ContinuousDistributions;

namespace Seamline.Bench;

/// <summary>The ratio of two things that were measured several times each, with its interval.</summary>
/// <param name="Ratio">New / old, of geometric means.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
internal readonly record struct RatioInterval(double Ratio, double Low, double High)
{
    /// <summary>The interval leaves 1 out: the two differ beyond what their rounds scatter.</summary>
    public bool Differs => Low > 1 || High < 1;

    /// <summary>
    /// By Welch's method on logarithms: times are skewed and scatter in proportion to themselves, their logarithms less so; and
    /// the two runs need scatter alike no more than they need as many rounds. With one round on a side there is no interval.
    /// </summary>
    /// <param name="old">Figures of the one, all above 0.</param>
    /// <param name="now">Figures of the other.</param>
    /// <param name="confidence">Of the interval, by default 0.99: a table has a hundred rows.</param>
    public static RatioInterval Of(double[] old, double[] now, double confidence = 0.99)
    {
        (double mean, double variance) before = Logs(old);
        (double mean, double variance) after = Logs(now);
        double difference = after.mean - before.mean;
        double a = before.variance / old.Length;
        double b = after.variance / now.Length;
        double ratio = Math.Exp(difference);
        if (old.Length < 2 || now.Length < 2) return new RatioInterval(ratio, 0, double.PositiveInfinity);
        if (a + b <= 0) return new RatioInterval(ratio, ratio, ratio);
        double freedom = (a + b) * (a + b) / ((a * a / (old.Length - 1)) + (b * b / (now.Length - 1)));
        double half = new StudentDistribution(freedom).Quantile(1 - ((1 - confidence) / 2)) * Math.Sqrt(a + b);
        return new RatioInterval(ratio, Math.Exp(difference - half), Math.Exp(difference + half));
    }

    private static (double Mean, double Variance) Logs(double[] figures)
    {
        double mean = figures.Average(Math.Log);
        double squares = figures.Sum(f => (Math.Log(f) - mean) * (Math.Log(f) - mean));
        return (mean, figures.Length > 1 ? squares / (figures.Length - 1) : 0);
    }
}
