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
    private const int MostTurns = UsualPart / AtOnce;
    private const double Equal = 1e-6; // how far a track's offset may lie off a place, which it does by rounding only

    private readonly MemoryBudget _budget;
    private readonly int _places; // of the fraction, 0 for none
    private readonly long _step; // from a frame to the next, in parts of a sample
    private readonly long _phase;
    private readonly double _grid;
    private readonly int _turn; // frames so far apart have nearly the same place between two samples
    private readonly int _row; // floats of a row
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
        _turn = SincPlace.Turn(speed, MostTurns);
        int period = AtOnce * (_places != 0 ? _places : _turn);
        PartFrames = period < UsualPart ? UsualPart / period * period : period;
        _row = _places != 0 ? Taps : 2 * Taps;
        int rows = _places != 0 ? _places : (int)_grid;
        _bytes = (long)rows * _row * sizeof(float);
        _table = NativeBlock.Take(budget, _bytes);
        if (_table == null) return;
        double* turns = stackalloc double[2 * Taps];
        var shape = new SincShape(false, slower, turns);
        if (_places != 0)
        {
            for (int row = 0; row < rows; row++) shape.Fill((float*)_table + ((long)row * _row), row / (double)_places);
            return;
        }

        float* filter = stackalloc float[Taps];
        float* next = stackalloc float[Taps];
        shape.Fill(filter, 0);
        for (int row = 0; row < rows; row++)
        {
            shape.Fill(next, (row + 1) / _grid);
            SincSums.PairWithSlopes((float*)_table + ((long)row * _row), filter, next, Taps);
            new Span<float>(next, Taps).CopyTo(new Span<float>(filter, Taps));
        }
    }

    /// <summary>Samples that it takes for one: half of them up to the place, half behind it. A multiple of 8.</summary>
    public int Taps { get; }

    /// <summary>Source frames before the whole part of a place that it reads.</summary>
    public int Before => (Taps / 2) - 1;

    /// <summary>Frames that are best made at a time: four of each place, or four that are nearly at one place.</summary>
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

    // Each frame through the line between a filter of the grid and the next; four at a time, or one sum would wait for its own additions. They
    // are taken in an order in which the next ones find their filters in the first cache.
    private void Between(in StretchClock clock, long frame, int count, float* samples, long stride, int step, float* to)
    {
        SincPlace* places = stackalloc SincPlace[AtOnce];
        double* both = stackalloc double[AtOnce];
        int turn = count >= AtOnce * _turn ? _turn : 1;
        for (int first = 0; first < turn; first++)
        {
            for (int i = first; i < count; i += AtOnce * turn)
            {
                int made = AtOnce;
                while (i + ((made - 1) * turn) >= count) made--;
                for (int k = 0; k < AtOnce; k++) places[k] = PlaceOn(clock.SourceOf(frame + i + (Math.Min(k, made - 1) * turn)), samples);
                SincSums.Between(places, stride, Taps, both);
                float* at = to + ((long)i * step);
                for (int k = 0; k < made; k++, at += (long)turn * step) Put(both[k], stride, at);
            }
        }
    }

    private static void Put(double both, long stride, float* to)
    {
        if (stride != 0) *(double*)to = both;
        else *to = *(float*)&both;
    }

    // The filter before a place, how far the place lies behind it, and the samples that it takes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SincPlace PlaceOn(double source, float* samples)
    {
        double whole = Math.Floor(source);
        double place = (source - whole) * _grid;
        int row = Math.Min(double.ConvertToIntegerNative<int>(place), (int)_grid - 1); // where a part is rounded to the whole, the line ends at the next
        return new SincPlace
        {
            Filter = (float*)_table + ((long)row * _row),
            Samples = samples + double.ConvertToIntegerNative<long>(whole),
            Part = (float)(place - row),
        };
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
