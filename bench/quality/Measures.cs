using System;
using System.Collections.Generic;

namespace Seamline.Bench.Quality;

/// <summary>How hits came out.</summary>
/// <param name="Median">How far from their place by the clock, ms, median.</param>
/// <param name="Worst">The farthest.</param>
/// <param name="Width">How long nine tenths of their energy take beyond what they take in the source, ms, mean.</param>
/// <param name="Wrong">How many were heard twice, or not at all.</param>
internal sealed record HitFigures(double Median, double Worst, double Width, int Wrong);

/// <summary>What the ear would object to, as numbers.</summary>
internal static class Measures
{
    private const int Rate = Material.Rate;
    private const int Hop = Rate / 100;
    private const int Fine = Hop / 4; // of the source's spectra, and of lags that are tried
    private const int MostLag = 6 * Hop;
    private const double Floor = 60; // dB below the loudest band, from which on the source counts as silent
    private const int Near = Rate * 6 / 100;
    private const int Around = Rate * 3 / 100;

    /// <summary>
    /// The mean difference of band levels, dB, of what is heard and the source at the same place by the clock: 40 bands, every 10 ms, where the
    /// source is within 60 dB of its loudest. A delay that is the same throughout, up to 60 ms, is taken out.
    /// </summary>
    public static double SpectralDistance(Fourier fourier, float[] source, float[] heard, double speed)
    {
        double[][] of = Levels(fourier, source, Fine);
        double[][] at = Levels(fourier, heard, Hop);
        double loudest = double.NegativeInfinity;
        foreach (double[] levels in of)
        {
            foreach (double level in levels) loudest = Math.Max(loudest, level);
        }

        double best = double.PositiveInfinity;
        for (int lag = -MostLag; lag <= MostLag; lag += Fine) best = Math.Min(best, Distance(of, at, speed, lag, loudest - Floor));
        return best;
    }

    /// <summary>Where hits are heard and how sharp they are.</summary>
    public static HitFigures Hits(float[] source, float[] heard, IReadOnlyList<int> hits, double speed)
    {
        var away = new List<double>();
        double width = 0;
        int wrong = 0;
        double usual = Quantile(source, hits[0] - Around, hits[0] + Around, 0.5) - hits[0];
        foreach (int hit in hits)
        {
            int ideal = (int)Math.Round(hit / speed);
            int peak = ideal;
            double energy = 0;
            for (int i = Math.Max(0, ideal - Near); i < Math.Min(heard.Length, ideal + Near); i++)
            {
                if (Math.Abs(heard[i]) > Math.Abs(heard[peak])) peak = i;
                energy += heard[i] * (double)heard[i];
            }

            double own = Energy(source, hit - Around, hit + Around);
            double middle = Quantile(heard, peak - Around, peak + Around, 0.5);
            double error = (middle - usual - (hit / speed)) * 1_000 / Rate;
            double there = Energy(heard, peak - (Rate / 100), peak + (Rate / 100));
            if (there < own / 4 || energy - there > own / 4)
            {
                wrong++;
                continue;
            }

            away.Add(Math.Abs(error));
            width += Spread(heard, peak) - Spread(source, hit);
        }

        away.Sort();
        return away.Count == 0 ? new HitFigures(double.NaN, double.NaN, double.NaN, wrong)
            : new HitFigures(away[away.Count / 2], away[^1], width * 1_000 / Rate / away.Count, wrong);
    }

    /// <summary>
    /// What of steady tones is something else: energy beside tones of their frequencies at one level and phase, in windows of 200 ms, dB below them.
    /// </summary>
    public static double Warble(float[] heard, IReadOnlyList<double> tones)
    {
        const int Length = Rate / 5;
        double beside = 0;
        double all = 0;
        for (int at = Rate / 2; at + Length + (Rate / 2) < heard.Length; at += Length / 2)
        {
            (double part, double whole) = Beside(heard.AsSpan(at, Length), tones);
            beside += part;
            all += whole;
        }

        return 10 * Math.Log10((beside / all) + 1e-15);
    }

    private static double[][] Levels(Fourier fourier, float[] sound, int hop)
    {
        var levels = new double[(sound.Length / hop) + 1][];
        for (int i = 0; i < levels.Length; i++) fourier.Levels(sound, (long)i * hop, levels[i] = new double[Fourier.Bands]);
        return levels;
    }

    private static double Distance(double[][] source, double[][] heard, double speed, int lag, double floor)
    {
        double sum = 0;
        long count = 0;
        for (int i = 5; i < heard.Length - 5; i++)
        {
            int at = (int)Math.Round(((i * Hop) - lag) * speed / Fine);
            if (at < 0 || at >= source.Length) continue;
            for (int band = 0; band < Fourier.Bands; band++)
            {
                if (source[at][band] < floor) continue;
                sum += Math.Abs(source[at][band] - Math.Max(heard[i][band], floor));
                count++;
            }
        }

        return sum / Math.Max(1, count);
    }

    private static double Energy(float[] sound, int from, int to)
    {
        double sum = 0;
        for (int i = Math.Max(0, from); i < Math.Min(sound.Length, to); i++) sum += sound[i] * (double)sound[i];
        return sum;
    }

    // The sample up to which a part of the energy has come.
    private static double Quantile(float[] sound, int from, int to, double part)
    {
        double wanted = part * Energy(sound, from, to);
        double sum = 0;
        int i = Math.Max(0, from);
        for (; i < Math.Min(sound.Length, to) && sum < wanted; i++) sum += sound[i] * (double)sound[i];
        return i;
    }

    private static double Spread(float[] sound, int at) => Quantile(sound, at - Around, at + Around, 0.95) - Quantile(sound, at - Around, at + Around, 0.05);

    // Least squares by the normal equations, under a Hann window.
    private static (double Beside, double All) Beside(ReadOnlySpan<float> sound, IReadOnlyList<double> tones)
    {
        int size = 2 * tones.Count;
        var matrix = new double[size, size + 1];
        var row = new double[size];
        for (int i = 0; i < sound.Length; i++)
        {
            double weight = Fill(row, tones, i, sound.Length);
            for (int a = 0; a < size; a++)
            {
                for (int b = 0; b < size; b++) matrix[a, b] += weight * row[a] * row[b];
                matrix[a, size] += weight * row[a] * sound[i];
            }
        }

        double[] levels = Solve(matrix, size);
        double beside = 0;
        double all = 0;
        for (int i = 0; i < sound.Length; i++)
        {
            double weight = Fill(row, tones, i, sound.Length);
            double rest = sound[i];
            for (int a = 0; a < size; a++) rest -= levels[a] * row[a];
            beside += weight * rest * rest;
            all += weight * sound[i] * sound[i];
        }

        return (beside, all);
    }

    private static double Fill(double[] row, IReadOnlyList<double> tones, int i, int length)
    {
        for (int t = 0; t < tones.Count; t++) (row[2 * t], row[(2 * t) + 1]) = Math.SinCos(2 * Math.PI * tones[t] * i / Rate);
        return 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / length));
    }

    private static double[] Solve(double[,] matrix, int size)
    {
        for (int pivot = 0; pivot < size; pivot++)
        {
            for (int other = 0; other < size; other++)
            {
                if (other == pivot) continue;
                double factor = matrix[other, pivot] / matrix[pivot, pivot];
                for (int c = pivot; c <= size; c++) matrix[other, c] -= factor * matrix[pivot, c];
            }
        }

        var solved = new double[size];
        for (int i = 0; i < size; i++) solved[i] = matrix[i, size] / matrix[i, i];
        return solved;
    }
}
