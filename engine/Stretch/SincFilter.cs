using System;
using System.Runtime.Intrinsics;
using Seamline.Memory;

namespace Seamline.Stretch;

/// <summary>
/// A band-limited look-up between samples: a sinc under a Kaiser window, as long as <see cref="Zeros"/> samples of the slower of the two clocks.
/// Speeds whose places repeat after at most 64 frames have a filter for each place; others take the line between the nearest two of a fine grid.
/// </summary>
/// <remarks>
/// Thread: any, once made. By the window (A = 96 dB; Kaiser, Nonrecursive Digital Filter Design, 1974) the step from pass to stop is 0.128 of the
/// slower rate: at 48 kHz flat to 20.9 kHz and down by 96 dB from 27.1 kHz on. The grid's lines are off by at most pi^2 / (24 x 1024^2), -128 dB.
/// Vectors add in one order on every machine, and nothing is fused, so the bits are the same everywhere.
/// </remarks>
internal sealed unsafe class SincFilter : IDisposable
{
    private const int Zeros = 48; // six vectors
    private const double Beta = 9.62; // 0.1102 x (96 - 8.7)
    private const int MostPlaces = 64;
    private const int GridPlaces = 1_024;
    private const int Lanes = 8;

    private readonly MemoryBudget _budget;
    private readonly double _places;
    private readonly bool _isExact;
    private readonly long _bytes;
    private void* _table;

    private SincFilter(MemoryBudget budget, double speed, double phase)
    {
        _budget = budget;
        double slower = Math.Max(1, speed);
        Taps = (int)Math.Ceiling(Zeros * slower / Lanes) * Lanes;
        int places = PlacesOf(speed, phase);
        _isExact = places != 0;
        _places = _isExact ? places : Math.Ceiling(GridPlaces / slower);
        int rows = (int)_places + (_isExact ? 0 : 1);
        _bytes = (long)rows * Taps * sizeof(float);
        _table = NativeBlock.Take(budget, _bytes);
        if (_table == null) return;
        for (int row = 0; row < rows; row++) Fill((float*)_table + ((long)row * Taps), row / _places, 1 / slower);
    }

    /// <summary>Samples that it takes for one: half of them up to the place, half behind it. A multiple of 8.</summary>
    public int Taps { get; }

    /// <summary>Source frames before the whole part of a place that it reads.</summary>
    public int Before => (Taps / 2) - 1;

    /// <summary>Makes a filter; null where the budget has no room.</summary>
    /// <param name="budget">What its table is counted in.</param>
    /// <param name="speed">Source samples for each one that is made.</param>
    /// <param name="phase">The first place.</param>
    public static SincFilter? Create(MemoryBudget budget, double speed, double phase)
    {
        var filter = new SincFilter(budget, speed, phase);
        return filter._table == null ? null : filter;
    }

    /// <summary>One frame, at a place between samples.</summary>
    /// <param name="fraction">How far the place lies behind a sample: 0 up to 1.</param>
    /// <param name="samples">The first channel, <see cref="Before"/> samples before that one.</param>
    /// <param name="stride">Samples from one channel to the next.</param>
    /// <param name="channels">How many.</param>
    /// <param name="to">Receives one sample of each.</param>
    public void Sum(double fraction, float* samples, long stride, int channels, float* to)
    {
        double place = fraction * _places;
        int row = (int)place;
        float* filter = (float*)_table + ((long)row * Taps);
        float between = (float)(place - row);
        int channel = 0;
        for (; channel + 1 < channels; channel += 2, samples += 2 * stride)
        {
            if (_isExact) Exact(samples, samples + stride, filter, Taps, to + channel);
            else Between(samples, samples + stride, filter, between, Taps, to + channel);
        }

        if (channel == channels) return;
        float* both = stackalloc float[2];
        if (_isExact) Exact(samples, samples, filter, Taps, both);
        else Between(samples, samples, filter, between, Taps, both);
        to[channel] = both[0];
    }

    /// <inheritdoc/>
    public void Dispose() => NativeBlock.Return(_budget, ref _table, _bytes);

    // Two channels through one filter: it is read once for both, and neither waits for its own additions.
    private static void Exact(float* left, float* right, float* filter, int taps, float* to)
    {
        Vector256<float> leftEven = Vector256<float>.Zero;
        Vector256<float> leftOdd = Vector256<float>.Zero;
        Vector256<float> rightEven = Vector256<float>.Zero;
        Vector256<float> rightOdd = Vector256<float>.Zero;
        float* end = filter + taps;
        for (; filter + Lanes < end; filter += 2 * Lanes, left += 2 * Lanes, right += 2 * Lanes)
        {
            Vector256<float> a = Vector256.Load(filter);
            Vector256<float> b = Vector256.Load(filter + Lanes);
            leftEven += Vector256.Load(left) * a;
            rightEven += Vector256.Load(right) * a;
            leftOdd += Vector256.Load(left + Lanes) * b;
            rightOdd += Vector256.Load(right + Lanes) * b;
        }

        if (filter < end)
        {
            Vector256<float> a = Vector256.Load(filter);
            leftEven += Vector256.Load(left) * a;
            rightEven += Vector256.Load(right) * a;
        }

        Totals(leftEven + leftOdd, rightEven + rightOdd, to);
    }

    // The same through the line between a filter of the grid and the next.
    private static void Between(float* left, float* right, float* filter, float part, int taps, float* to)
    {
        Vector256<float> leftEven = Vector256<float>.Zero;
        Vector256<float> leftOdd = Vector256<float>.Zero;
        Vector256<float> rightEven = Vector256<float>.Zero;
        Vector256<float> rightOdd = Vector256<float>.Zero;
        var parts = Vector256.Create(part);
        float* end = filter + taps;
        float* next = end;
        for (; filter + Lanes < end; filter += 2 * Lanes, next += 2 * Lanes, left += 2 * Lanes, right += 2 * Lanes)
        {
            Vector256<float> a = Vector256.Load(filter);
            Vector256<float> b = Vector256.Load(filter + Lanes);
            a += (Vector256.Load(next) - a) * parts;
            b += (Vector256.Load(next + Lanes) - b) * parts;
            leftEven += Vector256.Load(left) * a;
            rightEven += Vector256.Load(right) * a;
            leftOdd += Vector256.Load(left + Lanes) * b;
            rightOdd += Vector256.Load(right + Lanes) * b;
        }

        if (filter < end)
        {
            Vector256<float> a = Vector256.Load(filter);
            a += (Vector256.Load(next) - a) * parts;
            leftEven += Vector256.Load(left) * a;
            rightEven += Vector256.Load(right) * a;
        }

        Totals(leftEven + leftOdd, rightEven + rightOdd, to);
    }

    private static void Totals(Vector256<float> left, Vector256<float> right, float* to)
    {
        Vector128<float> l = left.GetLower() + left.GetUpper();
        Vector128<float> r = right.GetLower() + right.GetUpper();
        Vector128<float> sums = Vector128.Create(l.GetLower(), r.GetLower()) + Vector128.Create(l.GetUpper(), r.GetUpper());
        to[0] = sums[0] + sums[1];
        to[1] = sums[2] + sums[3];
    }

    // How many different places there are, where that is few: whole numbers of 1/n of a frame, which f64 has exactly. 0 for none.
    private static int PlacesOf(double speed, double phase)
    {
        for (int n = 1; n <= MostPlaces; n *= 2)
        {
            if (speed * n == Math.Floor(speed * n) && phase * n == Math.Floor(phase * n)) return n;
        }

        return 0;
    }

    // Each row sums to 1, so that a constant stays one.
    private void Fill(float* row, double fraction, double cutoff)
    {
        double sum = 0;
        double half = Taps / 2.0;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < Taps; i++)
            {
                double x = i - Before - fraction;
                double window = Math.Abs(x) >= half ? 0 : Bessel(Beta * Math.Sqrt(1 - (x / half * (x / half)))) / Bessel(Beta);
                double angle = Math.PI * x * cutoff;
                double value = window * (angle == 0 ? 1 : Math.Sin(angle) / angle);
                if (pass == 0) sum += value;
                else row[i] = (float)(value / sum);
            }
        }
    }

    // The modified Bessel function of order 0, by its series.
    private static double Bessel(double x)
    {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-17; k++)
        {
            double factor = x / (2 * k);
            term *= factor * factor;
            sum += term;
        }

        return sum;
    }
}
