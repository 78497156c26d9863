using System;
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
    private const nuint Alignment = 64;

    private float* _rows;
    private bool _isExact;

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
            int period = made->_isExact ? AtOnce * grid.Up : UsualPart;
            made->PartFrames = (UsualPart + period - 1) / period * period;
            int rows = made->_isExact ? grid.Up : GridPlaces + 1;
            made->_rows = (float*)NativeMemory.AlignedAlloc((nuint)rows * (nuint)taps * sizeof(float), Alignment);
            turns = (double*)NativeMemory.Alloc((nuint)(2 * taps), sizeof(double));
            var shape = new SincShape(true, slower, turns);
            for (int i = 0; i < rows; i++) shape.Fill(made->_rows + ((long)i * taps), made->_isExact ? (long)i * grid.Down % grid.Up / (double)grid.Up : i / (double)GridPlaces);
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
        double scale = GridPlaces / (double)Up;
        for (int n = 0; n < count; n += 2)
        {
            float* left0 = samples;
            float* filter0 = Row(rest * scale, out float part0);
            samples += Next(ref rest);
            float* left1 = samples;
            float* filter1 = Row(rest * scale, out float part1);
            samples += Next(ref rest);
            bool isLast = n + 1 == count;
            var sums = SincSums.Between(filter0, isLast ? filter0 : filter1, part0, part1, left0, isLast ? left0 : left1, stride, Taps);
            for (int i = 0; i < (isLast ? 1 : 2); i++, to += channels)
            {
                to[0] = sums[2 * i];
                if (stride != 0) to[1] = sums[(2 * i) + 1];
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

    private readonly float* Row(double place, out float part)
    {
        int row = (int)place;
        part = (float)(place - row);
        return _rows + ((long)row * Taps);
    }
}
