using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Seamline.Decode;
using Seamline.Memory;

namespace Seamline.Stretch;

/// <summary>
/// A band-limited look-up between samples, by the short shape of <see cref="SincShape"/>. Speeds that are a fraction, such as 1.37, have as many
/// different places between two samples as its denominator says: where those are at most 1,024, each has its filter and its place is exact. Other
/// speeds take the line between the nearest two filters of a grid.
/// </summary>
/// <remarks>
/// Thread: any, once made. The grid's lines are off by at most pi^2 / (24 x 256^2), -104 dB. The bits are the same everywhere: see
/// <see cref="SincSums"/>.
/// </remarks>
internal sealed unsafe class SincFilter : IDisposable
{
    private const int MostPlaces = 1_024;
    private const int GridPlaces = 256;
    private const int UsualPart = 512;
    private const int AtOnce = 4;
    private const double Equal = 1e-6; // how far a track's offset may lie off a place, which it does by rounding only

    private readonly MemoryBudget _budget;
    private readonly int _places; // of the fraction, 0 for none
    private readonly long _step; // from a frame to the next, in parts of a sample
    private readonly long _phase;
    private readonly double _grid;
    private readonly long _bytes;
    private void* _table;

    private SincFilter(MemoryBudget budget, double speed, double phase)
    {
        _budget = budget;
        double slower = Math.Max(1, speed);
        Taps = SincShape.TapsFor(false, slower);
        _places = PlacesOf(speed, phase);
        _step = (long)Math.Round(speed * _places);
        _phase = (long)Math.Round(phase * _places);
        _grid = Math.Ceiling(GridPlaces / slower);
        int period = Math.Max(1, AtOnce * _places);
        PartFrames = period < UsualPart ? UsualPart / period * period : period;
        int rows = _places != 0 ? _places : (int)_grid + 1;
        _bytes = (long)rows * Taps * sizeof(float);
        _table = NativeBlock.Take(budget, _bytes);
        if (_table == null) return;
        double* turns = stackalloc double[2 * Taps];
        var shape = new SincShape(false, slower, turns);
        for (int row = 0; row < rows; row++) shape.Fill((float*)_table + ((long)row * Taps), row / (_places != 0 ? _places : _grid));
    }

    /// <summary>Samples that it takes for one: half of them up to the place, half behind it. A multiple of 8.</summary>
    public int Taps { get; }

    /// <summary>Source frames before the whole part of a place that it reads.</summary>
    public int Before => (Taps / 2) - 1;

    /// <summary>Frames that are best made at a time: four of each place.</summary>
    public int PartFrames { get; }

    /// <summary>Makes a filter; null where the budget has no room.</summary>
    /// <param name="budget">What its table is counted in.</param>
    /// <param name="speed">Source samples for each one that is made.</param>
    /// <param name="phase">The first place.</param>
    public static SincFilter? Create(MemoryBudget budget, double speed, double phase)
    {
        var filter = new SincFilter(budget, speed, phase);
        return filter._table == null ? null : filter;
    }

    /// <summary>The source frame at or before a frame's place.</summary>
    public long WholeOf(in StretchClock clock, long frame) => _places != 0 ? Place(frame, out _) : (long)Math.Floor(clock.SourceOf(frame));

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
        for (int c = 0; c < channels; c += 2, samples += 2 * stride, to += 2)
        {
            long other = c + 1 < channels ? stride : 0; // 0: the last one alone
            if (_places != 0) Exact(frame, count, samples, other, channels, to);
            else Between(clock, frame, count, samples, other, channels, to);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => NativeBlock.Return(_budget, ref _table, _bytes);

    // Frames that are as many apart as there are places have one filter.
    private void Exact(long frame, int count, float* samples, long stride, int step, float* to)
    {
        for (int i = 0; i < _places && i < count; i++, to += step)
        {
            float* from = samples + Place(frame + i, out long place);
            float* filter = (float*)_table + (place * Taps);
            int frames = (count - i + _places - 1) / _places;
            if (stride != 0) SincSums.Stereo(from, from + stride, _step, filter, Taps, frames, to, (long)_places * step);
            else SincSums.Mono(from, _step, filter, Taps, frames, to, (long)_places * step);
        }
    }

    private long Place(long frame, out long place)
    {
        long parts = (frame * _step) + _phase;
        long whole = parts / _places;
        place = parts - (whole * _places);
        return whole;
    }

    // Each frame through the line between a filter of the grid and the next; two at a time, or one sum would wait for its own additions.
    private void Between(in StretchClock clock, long frame, int count, float* samples, long stride, int step, float* to)
    {
        for (; count > 0; count -= 2, frame += 2, to += 2 * step)
        {
            float* filter0 = Row(clock.SourceOf(frame), samples, out float* left0, out float part0);
            float* filter1 = filter0;
            float* left1 = left0;
            float part1 = part0;
            if (count > 1) filter1 = Row(clock.SourceOf(frame + 1), samples, out left1, out part1);
            Vector128<double> sums = SincSums.Between(filter0, filter1, part0, part1, left0, left1, stride, Taps).AsDouble();
            Put(sums.ToScalar(), stride, to);
            if (count > 1) Put(sums.GetElement(1), stride, to + step);
        }
    }

    private static void Put(double both, long stride, float* to)
    {
        if (stride != 0) *(double*)to = both;
        else *to = *(float*)&both;
    }

    // The filter before a place, how far the place lies behind it, and the samples that it takes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float* Row(double source, float* samples, out float* left, out float part)
    {
        double whole = Math.Floor(source);
        double place = (source - whole) * _grid;
        int row = double.ConvertToIntegerNative<int>(place);
        left = samples + double.ConvertToIntegerNative<long>(whole);
        part = (float)(place - row);
        return (float*)_table + ((long)row * Taps);
    }

    // The denominator of the fraction that a speed is, to the last bit; 0 where it is too large.
    private static int PlacesOf(double speed, double phase)
    {
        for (int n = 1; n <= MostPlaces; n++)
        {
            if (Math.Round(speed * n) / n == speed && Math.Abs((phase * n) - Math.Round(phase * n)) < Equal) return n;
        }

        return 0;
    }
}
