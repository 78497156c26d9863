using System;
using System.Runtime.Intrinsics;
using Seamline.Memory;

namespace Seamline.Stretch;

/// <summary>
/// A band-limited look-up between samples: a sinc under a Kaiser window, as long as <see cref="Zeros"/> samples of the slower of the two clocks.
/// Speeds whose places repeat after at most 64 frames have a filter for each place; others take the line between the nearest two of a fine grid.
/// </summary>
/// <remarks>
/// Thread: any, once made. By the window (A = 100 dB; Kaiser, Nonrecursive Digital Filter Design, 1974) the step from pass to stop is 0.116 of the
/// slower rate: at 48 kHz flat to 21 kHz and down by 100 dB from 27 kHz on. The grid's lines are off by at most pi^2 / (24 x 1024^2), -128 dB.
/// Vectors add in one order on every machine, and nothing is fused, so the bits are the same everywhere.
/// </remarks>
internal sealed unsafe class SincFilter : IDisposable
{
    private const int Zeros = 56; // seven vectors
    private const double Beta = 10.06; // 0.1102 x (100 - 8.7)
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

    /// <summary>The filter for a place between two samples.</summary>
    /// <param name="fraction">0 up to 1.</param>
    /// <param name="scratch">Room for <see cref="Taps"/> floats.</param>
    public float* At(double fraction, float* scratch)
    {
        double place = fraction * _places;
        int row = (int)place;
        float* left = (float*)_table + ((long)row * Taps);
        if (_isExact) return left;
        Vector256<float> part = Vector256.Create((float)(place - row));
        float* right = left + Taps;
        for (int i = 0; i < Taps; i += Lanes)
        {
            Vector256<float> a = Vector256.Load(left + i);
            (a + ((Vector256.Load(right + i) - a) * part)).Store(scratch + i);
        }

        return scratch;
    }

    /// <summary>The sum of samples through a filter.</summary>
    public float Sum(float* samples, float* filter)
    {
        Vector256<float> even = Vector256<float>.Zero;
        Vector256<float> odd = Vector256<float>.Zero;
        int i = 0;
        for (; i + Lanes < Taps; i += 2 * Lanes)
        {
            even += Vector256.Load(samples + i) * Vector256.Load(filter + i);
            odd += Vector256.Load(samples + i + Lanes) * Vector256.Load(filter + i + Lanes);
        }

        if (i < Taps) even += Vector256.Load(samples + i) * Vector256.Load(filter + i);
        return Total(even + odd);
    }

    /// <summary>The sums of two channels, each as of one: a filter is read once for both, and neither waits for its own additions.</summary>
    public void Sum(float* left, float* right, float* filter, float* to)
    {
        Vector256<float> leftEven = Vector256<float>.Zero;
        Vector256<float> leftOdd = Vector256<float>.Zero;
        Vector256<float> rightEven = Vector256<float>.Zero;
        Vector256<float> rightOdd = Vector256<float>.Zero;
        int taps = Taps;
        int i = 0;
        for (; i + Lanes < taps; i += 2 * Lanes)
        {
            Vector256<float> a = Vector256.Load(filter + i);
            Vector256<float> b = Vector256.Load(filter + i + Lanes);
            leftEven += Vector256.Load(left + i) * a;
            rightEven += Vector256.Load(right + i) * a;
            leftOdd += Vector256.Load(left + i + Lanes) * b;
            rightOdd += Vector256.Load(right + i + Lanes) * b;
        }

        if (i < taps)
        {
            Vector256<float> a = Vector256.Load(filter + i);
            leftEven += Vector256.Load(left + i) * a;
            rightEven += Vector256.Load(right + i) * a;
        }

        to[0] = Total(leftEven + leftOdd);
        to[1] = Total(rightEven + rightOdd);
    }

    /// <inheritdoc/>
    public void Dispose() => NativeBlock.Return(_budget, ref _table, _bytes);

    private static float Total(Vector256<float> sum)
    {
        Vector128<float> four = sum.GetLower() + sum.GetUpper();
        Vector128<float> two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two.ToScalar() + two.GetElement(1);
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
