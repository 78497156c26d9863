using System;
using Seamline.Decode;
using Seamline.Kernels;

namespace Seamline.Stretch;

/// <summary>A part of a clip, as one channel, in which a plan looks for onsets and for where pieces follow each other best (<see cref="Wsola"/>).</summary>
/// <remarks>Thread: one at a time.</remarks>
internal unsafe struct SpliceSearch
{
    private const int BlocksBefore = 8; // of a hop, that an onset stands out from
    private const float OnsetRatio = 16; // 12 dB
    private const float Quiet = 1e-7f; // -70 dB: nothing below begins a sound

    private NativeFloats _samples;
    private NativeFloats _quarters;
    private NativeFloats _piece;
    private long _start;
    private long _count;

    /// <summary>The first frame that it holds; a multiple of 4.</summary>
    public readonly long Start => _start;

    /// <summary>Makes room for frames from <paramref name="start"/> on, all zero.</summary>
    public float* Begin(long start, long count)
    {
        _start = start;
        _count = count;
        float* samples = _samples.Reserve(count);
        new Span<float>(samples, checked((int)count)).Clear();
        return samples;
    }

    /// <summary>The frames are in.</summary>
    public void Ready()
    {
        long count = _count / Wsola.Coarse;
        Wsola.Quarter(_samples.Pointer, _quarters.Reserve(count), count);
    }

    /// <summary>Gives its memory back.</summary>
    public void Free()
    {
        _samples.Free();
        _quarters.Free();
        _piece.Free();
    }

    /// <summary>The energy of the difference of two pieces.</summary>
    public readonly float Difference(long left, long right, int frames) => Wsola.Difference(At(left), At(right), frames);

    /// <summary>The energy of a piece.</summary>
    public readonly float Energy(long start, int frames) => Wsola.Energy(At(start), frames);

    /// <summary>Where the next piece begins: at most a hop from <paramref name="nominal"/>.</summary>
    /// <param name="end">Where the piece before goes on: what follows should be like this.</param>
    /// <param name="nominal">Where the next piece lies by the clock.</param>
    /// <param name="hopFrames">How much is compared; a multiple of 32.</param>
    /// <param name="onsets">Those that a piece might reach.</param>
    /// <param name="pull">Cost of the farthest place, as a part of the piece's energy.</param>
    /// <param name="owed">See <see cref="Wsola.Next"/>.</param>
    public long Next(long end, long nominal, int hopFrames, ReadOnlySpan<Onset> onsets, float pull, ref float owed)
    {
        fixed (Onset* sounds = onsets)
        fixed (float* debt = &owed)
        {
            var query = new WsolaQuery
            {
                Samples = _samples.Pointer,
                Quarters = _quarters.Pointer,
                Start = _start,
                Piece = At(end),
                PieceQuarters = _piece.Reserve(hopFrames / Wsola.Coarse),
                GoesOn = end,
                Nominal = nominal,
                HopFrames = hopFrames,
                Onsets = sounds,
                OnsetCount = onsets.Length,
                Pull = pull,
            };
            return Wsola.Next(&query, debt);
        }
    }

    /// <summary>The sound that begins most suddenly in a range, by its loudest sample; -1 for none that stands out by 12 dB from a hop before.</summary>
    public readonly long FindOnset(long from, long to, int hopFrames)
    {
        int block = hopFrames / BlocksBefore;
        long first = FloorDiv(from + block - 1, block);
        float* at = At(first * block);
        float before = 0;
        for (int i = 1; i <= BlocksBefore; i++) before += Wsola.Energy(at - (i * block), block);
        float most = OnsetRatio;
        float* found = null;
        for (long b = first; b * block < to; b++, at += block)
        {
            float energy = Wsola.Energy(at, block);
            float ratio = energy * BlocksBefore / (before + (Quiet * hopFrames));
            if (ratio > most)
            {
                most = ratio;
                found = at;
            }

            before = Math.Max(0, before + energy - Wsola.Energy(at - (BlocksBefore * block), block));
        }

        if (found == null) return -1;
        int peak = 0;
        for (int i = 1; i < block; i++)
        {
            if (Math.Abs(found[i]) > Math.Abs(found[peak])) peak = i;
        }

        return _start + (found - _samples.Pointer) + peak;
    }

    private readonly float* At(long frame) => _samples.Pointer + (frame - _start);

    private static long FloorDiv(long a, long b) => (a / b) - (a % b < 0 ? 1 : 0);
}
