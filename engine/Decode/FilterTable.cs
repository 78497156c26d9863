using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Decode;

/// <summary>
/// The filters from one rate to another. Their ratio in lowest terms is <see cref="Up"/> / <see cref="Down"/>: where that is not too many, each of
/// the <see cref="Up"/> places that an output frame can have between two of the source has its own filter, in the order in which they come;
/// otherwise a frame takes the line between the nearest two of a grid, off by -116 dB at most.
/// </summary>
/// <remarks>Thread: any; never written once it is made. Native memory, for a decoder allocates nothing else.</remarks>
internal unsafe struct FilterTable
{
    /// <summary>Most frames of a part, see <see cref="PartFrames"/>.</summary>
    public const int MostPartFrames = 8_192;

    private const int MostPlaces = 1_280; // from 11.025 to 96 kHz and from 44.1 to 384
    private const long MostBytes = 1 << 20;
    private const int GridPlaces = 512;
    private const int AtOnce = 4;
    private const int UsualPart = 2_048;
    private const int MostTurns = UsualPart / AtOnce;
    private const nuint Alignment = 64;

    private float* _rows;
    private bool _isExact;
    private int _turn; // frames so far apart have nearly the same place between two samples

    /// <summary>Rate of the source, Hz.</summary>
    public int SourceRate { get; private set; }

    /// <summary>Rate of what is made, Hz.</summary>
    public int EngineRate { get; private set; }

    /// <summary>Frames made for <see cref="Down"/> of the source.</summary>
    public int Up { get; private set; }

    /// <summary>Source frames for <see cref="Up"/> frames.</summary>
    public int Down { get; private set; }

    /// <summary>Source samples for each frame: half of them up to its place, half behind it.</summary>
    public int Taps { get; private set; }

    /// <summary>Frames that are made at a time but for the last: whole periods of places, so that four frames with one filter are there.</summary>
    public int PartFrames { get; private set; }

    /// <summary>Who uses it; kept by <see cref="IdleFilters"/>.</summary>
    public int Users { get; set; }

    /// <summary>Source samples before a place that are needed.</summary>
    public readonly int Before => (Taps / 2) - 1;

    /// <summary>Makes the filters; null where there is no memory.</summary>
    public static FilterTable* Create(int sourceRate, int engineRate)
    {
        FilterTable* made = null;
        double* turns = null;
        try
        {
            made = (FilterTable*)NativeMemory.AllocZeroed((nuint)sizeof(FilterTable));
            var grid = new RunGrid(sourceRate, engineRate);
            double slower = Math.Max(1, sourceRate / (double)engineRate);
            *made = new FilterTable { SourceRate = sourceRate, EngineRate = engineRate, Up = grid.Up, Down = grid.Down, Taps = SincShape.TapsFor(true, slower) };
            int taps = made->Taps;
            made->_isExact = grid.Up <= MostPlaces && (long)grid.Up * taps * sizeof(float) <= MostBytes;
            made->_turn = SincPlace.Turn(grid.Down / (double)grid.Up, MostTurns);
            int period = AtOnce * (made->_isExact ? grid.Up : made->_turn);
            made->PartFrames = made->_isExact ? (UsualPart + period - 1) / period * period : UsualPart / period * period;
            int rows = made->_isExact ? grid.Up : 2 * GridPlaces;
            made->_rows = (float*)NativeMemory.AlignedAlloc((nuint)rows * (nuint)taps * sizeof(float), Alignment);
            turns = (double*)NativeMemory.Alloc((nuint)(2 * taps), sizeof(double));
            made->Fill(new SincShape(true, slower, turns));
            return made;
        }
        catch (OutOfMemoryException)
        {
            Free(made);
            return null;
        }
        finally
        {
            NativeMemory.Free(turns);
        }
    }

    /// <summary>Frees it.</summary>
    public static void Free(FilterTable* table)
    {
        if (table == null) return;
        NativeMemory.AlignedFree(table->_rows);
        NativeMemory.Free(table);
    }

    /// <summary>Makes frames; the first lies at a whole source frame where each place has its filter.</summary>
    /// <param name="samples">Of the first channel, at the source frame at or before the first place.</param>
    /// <param name="rest">How far behind it that place is, in parts of <see cref="Up"/>.</param>
    /// <param name="stride">Samples from a channel to the next.</param>
    /// <param name="channels">How many.</param>
    /// <param name="count">Frames.</param>
    /// <param name="to">Receives them, interleaved.</param>
    public readonly void Make(float* samples, int rest, long stride, int channels, int count, float* to)
    {
        samples -= Before;
        for (int c = 0; c < channels; c += 2, samples += 2 * stride, to += 2)
        {
            bool isPair = c + 1 < channels;
            if (_isExact) Exact(samples, isPair ? stride : 0, channels, count, to);
            else Between(samples, rest, isPair ? stride : 0, channels, count, to);
        }
    }

    private readonly void Fill(SincShape shape)
    {
        if (_isExact)
        {
            for (int i = 0; i < Up; i++) shape.Fill(_rows + ((long)i * Taps), (long)i * Down % Up / (double)Up);
            return;
        }

        float* filter = stackalloc float[2 * Taps];
        float* next = filter + Taps;
        shape.Fill(filter, 0);
        for (int i = 0; i < GridPlaces; i++)
        {
            shape.Fill(next, (i + 1) / (double)GridPlaces);
            SincSums.PairWithSlopes(_rows + (2L * i * Taps), filter, next, Taps);
            float* made = filter;
            filter = next;
            next = made;
        }
    }

    private readonly void Exact(float* samples, long stride, int channels, int count, float* to)
    {
        int rest = 0;
        float* filter = _rows;
        for (int place = 0; place < Up && place < count; place++, filter += Taps, to += channels)
        {
            int frames = (count - place + Up - 1) / Up;
            if (stride != 0) SincSums.Stereo(samples, samples + stride, Down, filter, Taps, frames, to, (long)channels * Up);
            else SincSums.Mono(samples, Down, filter, Taps, frames, to, (long)channels * Up);
            samples += Next(ref rest);
        }
    }

    private readonly void Between(float* samples, int rest, long stride, int channels, int count, float* to)
    {
        SincPlace* places = stackalloc SincPlace[AtOnce];
        double* both = stackalloc double[AtOnce];
        double scale = GridPlaces / (double)Up;
        int turn = count >= AtOnce * _turn ? _turn : 1;
        for (int first = 0; first < turn; first++)
        {
            for (int i = first; i < count; i += AtOnce * turn)
            {
                int made = AtOnce;
                while (i + ((made - 1) * turn) >= count) made--;
                for (int k = 0; k < AtOnce; k++) places[k] = PlaceOf(i + (Math.Min(k, made - 1) * turn), rest, scale, samples);
                SincSums.Between(places, stride, Taps, both);
                float* at = to + ((long)i * channels);
                for (int k = 0; k < made; k++, at += (long)turn * channels)
                {
                    if (stride != 0) *(double*)at = both[k];
                    else *at = *(float*)(both + k);
                }
            }
        }
    }

    /// <summary>From a frame's place to the next one's: whole source frames.</summary>
    public readonly int Next(ref int rest)
    {
        rest += Down % Up;
        if (rest < Up) return Down / Up;
        rest -= Up;
        return (Down / Up) + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly SincPlace PlaceOf(int frame, int rest, double scale, float* samples)
    {
        uint parts = (uint)rest + ((uint)frame * (uint)Down); // a part of a few thousand frames: 32 bits, of which a division is quick
        uint whole = parts / (uint)Up;
        double place = (parts - (whole * (uint)Up)) * scale;
        int row = Math.Min(double.ConvertToIntegerNative<int>(place), GridPlaces - 1); // where a place is rounded to the whole, the line ends at the next filter
        return new SincPlace { Filter = _rows + (2L * row * Taps), Samples = samples + whole, Part = (float)(place - row) };
    }
}
