using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Seamline.Memory;

namespace Seamline.Stretch;

/// <summary>
/// A band-limited look-up between samples: a sinc under a Kaiser window, as long as <see cref="Zeros"/> samples of the slower of the two clocks.
/// Speeds whose places repeat after at most 64 frames have a filter for each place; others take the line between the nearest two of a fine grid.
/// </summary>
/// <remarks>
/// Thread: any, once made. By the window (A = 96 dB; Kaiser, Nonrecursive Digital Filter Design, 1974) the step from pass to stop is 0.128 of the
/// slower rate: at 48 kHz flat to 20.9 kHz and down by 96 dB from 27.1 kHz on. The grid's lines are off by at most pi^2 / (24 x 256^2), -104 dB.
/// Vectors add in one order on every machine, and nothing is fused, so the bits are the same everywhere.
/// </remarks>
internal sealed unsafe class SincFilter : IDisposable
{
    private const int Zeros = 48; // six vectors
    private const double Beta = 9.62; // 0.1102 x (96 - 8.7)
    private const int MostPlaces = 64;
    private const int GridPlaces = 256;
    private const int Lanes = 8;
    private const int MostAtOnce = 256;

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

    /// <summary>Frames that follow each other.</summary>
    /// <param name="clock">Where they are in the source.</param>
    /// <param name="frame">The first.</param>
    /// <param name="count">How many.</param>
    /// <param name="samples">The first channel, <see cref="Before"/> samples before source frame 0.</param>
    /// <param name="stride">Samples from one channel to the next.</param>
    /// <param name="channels">How many.</param>
    /// <param name="to">Receives them, interleaved.</param>
    public void Make(in StretchClock clock, long frame, int count, float* samples, long stride, int channels, float* to)
    {
        int channel = 0;
        for (; channel + 1 < channels; channel += 2, samples += 2 * stride)
        {
            if (_isExact) Exact(clock, frame, count, samples, stride, channels, to + channel);
            else Between(clock, frame, count, samples, stride, channels, to + channel);
        }

        if (channel == channels) return;
        float* both = stackalloc float[2 * MostAtOnce]; // the last one as both of two
        for (int done = 0; done < count; done += MostAtOnce)
        {
            int part = Math.Min(MostAtOnce, count - done);
            if (_isExact) Exact(clock, frame + done, part, samples, 0, 2, both);
            else Between(clock, frame + done, part, samples, 0, 2, both);
            for (int n = 0; n < part; n++) to[((long)(done + n) * channels) + channel] = both[2 * n];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => NativeBlock.Return(_budget, ref _table, _bytes);

    // Frames that are as many apart as there are places have one filter: four at a time, two channels each, so that it is read once for eight sums.
    // Each sum has one order, whatever it is made with.
    private void Exact(in StretchClock clock, long frame, int count, float* samples, long stride, int step, float* to)
    {
        int places = (int)_places;
        float* sums = stackalloc float[Lanes];
        for (int place = 0; place < places && place < count; place++)
        {
            double source = clock.SourceOf(frame + place);
            double whole = Math.Floor(source);
            float* filter = (float*)_table + ((long)((source - whole) * _places) * Taps);
            float* left = samples + (long)whole;
            long apart = (long)(clock.Speed * _places);
            float* at = to + ((long)place * step);
            int rest = (count - place + places - 1) / places;
            for (; rest >= 4; rest -= 4, left += 4 * apart)
            {
                Four(left, left + stride, apart, filter, Taps, sums);
                for (int i = 0; i < Lanes; i += 2, at += (long)places * step) *(double*)at = *(double*)(sums + i);
            }

            for (; rest > 0; rest--, left += apart, at += (long)places * step) One(left, left + stride, filter, Taps, at);
        }
    }

    // Interleaved sums of four frames.
    private static void Four(float* left, float* right, long apart, float* filter, int taps, float* to)
    {
        if (!Avx.IsSupported)
        {
            for (int i = 0; i < 4; i++) One(left + (i * apart), right + (i * apart), filter, taps, to + (2 * i));
            return;
        }

        Vector256<float> l0 = Vector256<float>.Zero, l1 = l0, l2 = l0, l3 = l0, r0 = l0, r1 = l0, r2 = l0, r3 = l0;
        long twice = 2 * apart;
        float* left2 = left + twice;
        float* right2 = right + twice;
        for (nint i = 0; i < taps; i += Lanes, left += Lanes, left2 += Lanes, right += Lanes, right2 += Lanes)
        {
            Vector256<float> a = Vector256.Load(filter + i);
            l0 += Vector256.Load(left) * a;
            l1 += Vector256.Load(left + apart) * a;
            l2 += Vector256.Load(left2) * a;
            l3 += Vector256.Load(left2 + apart) * a;
            r0 += Vector256.Load(right) * a;
            r1 += Vector256.Load(right + apart) * a;
            r2 += Vector256.Load(right2) * a;
            r3 += Vector256.Load(right2 + apart) * a;
        }

        Vector256<float> a01 = Pairs(Halves(l0, r0), Halves(l1, r1));
        Vector256<float> a23 = Pairs(Halves(l2, r2), Halves(l3, r3));
        Vector256<float> sums = Avx.Shuffle(a01, a23, 0x88) + Avx.Shuffle(a01, a23, 0xDD); // left 0 1 2 3, right 0 1 2 3
        Sse.UnpackLow(sums.GetLower(), sums.GetUpper()).Store(to);
        Sse.UnpackHigh(sums.GetLower(), sums.GetUpper()).Store(to + 4);
    }

    // Both halves of a below, of b above, added.
    private static Vector256<float> Halves(Vector256<float> a, Vector256<float> b) => Avx.Permute2x128(a, b, 0x20) + Avx.Permute2x128(a, b, 0x31);

    private static Vector256<float> Pairs(Vector256<float> a, Vector256<float> b) => Avx.Shuffle(a, b, 0x44) + Avx.Shuffle(a, b, 0xEE);

    private static void One(float* left, float* right, float* filter, int taps, float* to)
    {
        Vector256<float> l = Vector256<float>.Zero, r = l;
        for (nint i = 0; i < taps; i += Lanes)
        {
            Vector256<float> a = Vector256.Load(filter + i);
            l += Vector256.Load(left + i) * a;
            r += Vector256.Load(right + i) * a;
        }

        Totals(l, r, to);
    }

    // Each frame through the line between a filter of the grid and the next; two at a time, or one sum would wait for its own additions.
    private void Between(in StretchClock clock, long frame, int count, float* samples, long stride, int step, float* to)
    {
        for (; count > 1; count -= 2, frame += 2, to += 2 * step)
        {
            float* filter0 = Row(clock.SourceOf(frame), samples, out float* left0, out float part0);
            float* filter1 = Row(clock.SourceOf(frame + 1), samples, out float* left1, out float part1);
            Two(filter0, filter1, part0, part1, left0, left1, stride, to, to + step);
        }

        if (count == 0) return;
        float* both = stackalloc float[4];
        float* filter = Row(clock.SourceOf(frame), samples, out float* left, out float part);
        Two(filter, filter, part, part, left, left, stride, both, both + 2);
        *(double*)to = *(double*)both;
    }

    // The filter before a place, how far the place lies behind it, and the samples that it takes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float* Row(double source, float* samples, out float* left, out float part)
    {
        double whole = Math.Floor(source);
        double place = (source - whole) * _places;
        int row = double.ConvertToIntegerNative<int>(place);
        left = samples + double.ConvertToIntegerNative<long>(whole);
        part = (float)(place - row);
        return (float*)_table + ((long)row * Taps);
    }

    private void Two(float* filter0, float* filter1, float part0, float part1, float* left0, float* left1, long stride, float* to0, float* to1)
    {
        int taps = Taps;
        float* next0 = filter0 + taps;
        float* next1 = filter1 + taps;
        float* right0 = left0 + stride;
        float* right1 = left1 + stride;
        var parts0 = Vector256.Create(part0);
        var parts1 = Vector256.Create(part1);
        Vector256<float> l0 = Vector256<float>.Zero, r0 = l0, l1 = l0, r1 = l0;
        for (nint i = 0; i < taps; i += Lanes)
        {
            Vector256<float> a = Vector256.Load(filter0 + i);
            Vector256<float> b = Vector256.Load(filter1 + i);
            a += (Vector256.Load(next0 + i) - a) * parts0;
            b += (Vector256.Load(next1 + i) - b) * parts1;
            l0 += Vector256.Load(left0 + i) * a;
            r0 += Vector256.Load(right0 + i) * a;
            l1 += Vector256.Load(left1 + i) * b;
            r1 += Vector256.Load(right1 + i) * b;
        }

        Totals(l0, r0, to0);
        Totals(l1, r1, to1);
    }

    // In the order of Four.
    private static void Totals(Vector256<float> left, Vector256<float> right, float* to)
    {
        Vector128<float> l = left.GetLower() + left.GetUpper();
        Vector128<float> r = right.GetLower() + right.GetUpper();
        Vector128<float> sums = Sse.IsSupported
            ? Sse.Shuffle(l, r, 0x44) + Sse.Shuffle(l, r, 0xEE)
            : Vector128.Create(l.GetLower(), r.GetLower()) + Vector128.Create(l.GetUpper(), r.GetUpper());
        sums = Vector128.Shuffle(sums, Vector128.Create(0, 2, 0, 2)) + Vector128.Shuffle(sums, Vector128.Create(1, 3, 1, 3));
        *(double*)to = sums.AsDouble().ToScalar();
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
        double middle = Bessel(Beta);
        double* values = stackalloc double[Taps];
        for (int i = 0; i < Taps; i++)
        {
            double x = i - Before - fraction;
            double window = Math.Abs(x) >= half ? 0 : Bessel(Beta * Math.Sqrt(1 - (x / half * (x / half)))) / middle;
            double angle = Math.PI * x * cutoff;
            values[i] = window * (angle == 0 ? 1 : Math.Sin(angle) / angle);
            sum += values[i];
        }

        for (int i = 0; i < Taps; i++) row[i] = (float)(values[i] / sum);
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
