using System;
using System.Runtime.Intrinsics;
using Seamline.Decode;

namespace Seamline.Stretch;

/// <summary>
/// Finds where a piece of sound is best followed by another: the place at which what comes differs least from how the piece itself goes on. First
/// on a quarter of the samples, then sample by sample around the best.
/// </summary>
/// <remarks>
/// Thread: one at a time. The measure is the energy of the difference, and not correlation: a click in what comes costs, so it is not heard twice,
/// and between silences the nearest place wins. Vectors add in one order on every machine.
/// </remarks>
internal unsafe struct SpliceSearch
{
    private const int Coarse = 4;
    private const int Lanes = 8;
    private const int BlocksBefore = 8; // of a hop, that an onset stands out from
    private const float OnsetRatio = 16; // 12 dB
    private const float Beside = 0.02f; // what a place beside the best may cost more, as a part of the piece's energy: -17 dB
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
        long count = _count / Coarse;
        float* quarters = _quarters.Reserve(count);
        Quarter(_samples.Pointer, quarters, count);
    }

    /// <summary>Gives its memory back.</summary>
    public void Free()
    {
        _samples.Free();
        _quarters.Free();
        _piece.Free();
    }

    /// <summary>The energy of the difference of two pieces.</summary>
    public readonly float Difference(long left, long right, int frames) => Difference(At(left), At(right), frames);

    /// <summary>The energy of a piece.</summary>
    public readonly float Energy(long start, int frames) => Energy(At(start), frames);

    /// <summary>Where the next piece begins: at most a hop from <paramref name="nominal"/>.</summary>
    /// <param name="end">Where the piece before goes on: what follows should be like this.</param>
    /// <param name="nominal">Where the next piece lies by the clock.</param>
    /// <param name="hopFrames">How much is compared; a multiple of 32.</param>
    /// <param name="onsets">Those that a piece might reach.</param>
    /// <param name="pull">Cost of the farthest place, as a part of the piece's energy.</param>
    /// <param name="owed">How far the pieces before lie short of where they fit between two frames, at most half a frame: paid back by the next.
    /// Without it the rounding of a tone's jumps, each the same, would shift its pitch.</param>
    public long Next(long end, long nominal, int hopFrames, ReadOnlySpan<Onset> onsets, float pull, ref float owed)
    {
        if (TryNext(end, nominal, hopFrames, onsets, pull, ref owed, out long start)) return start;
        _ = TryNext(end, nominal, hopFrames, default, pull, ref owed, out start); // too fast or too slow to keep clear of all
        return start;
    }

    /// <summary>The sound that begins most suddenly in a range, by its loudest sample; -1 for none that stands out by 12 dB from a hop before.</summary>
    public readonly long FindOnset(long from, long to, int hopFrames)
    {
        int block = hopFrames / BlocksBefore;
        long first = FloorDiv(from + block - 1, block);
        float* at = At(first * block);
        float before = 0;
        for (int i = 1; i <= BlocksBefore; i++) before += Energy(at - (i * block), block);
        float most = OnsetRatio;
        float* found = null;
        for (long b = first; b * block < to; b++, at += block)
        {
            float energy = Energy(at, block);
            float ratio = energy * BlocksBefore / (before + (Quiet * hopFrames));
            if (ratio > most)
            {
                most = ratio;
                found = at;
            }

            before = Math.Max(0, before + energy - Energy(at - (BlocksBefore * block), block));
        }

        if (found == null) return -1;
        int peak = 0;
        for (int i = 1; i < block; i++)
        {
            if (Math.Abs(found[i]) > Math.Abs(found[peak])) peak = i;
        }

        return _start + (found - _samples.Pointer) + peak;
    }

    private bool TryNext(long end, long nominal, int hopFrames, ReadOnlySpan<Onset> onsets, float pull, ref float owed, out long start)
    {
        float* piece = At(end);
        float* quarters = _piece.Reserve(hopFrames / Coarse);
        Quarter(piece, quarters, hopFrames / Coarse);
        float energy = Energy(piece, hopFrames);
        pull *= energy / ((float)hopFrames * hopFrames);

        var coarse = new Choice { Cost = float.PositiveInfinity };
        long last = FloorDiv(nominal + hopFrames, Coarse);
        for (long quarter = FloorDiv(nominal - hopFrames, Coarse) + 1; quarter <= last; quarter++)
        {
            if (Forbids(onsets, quarter * Coarse, hopFrames)) continue;
            float cost = Coarse * Difference(quarters, _quarters.Pointer + (quarter - (_start / Coarse)), hopFrames / Coarse);
            coarse.Offer(cost, (quarter * Coarse) - nominal, pull);
        }

        var best = new Choice { Cost = float.PositiveInfinity };
        var near = new Range(piece, nominal, hopFrames, pull, onsets);
        Try(near, end, ref best);
        foreach (Onset onset in onsets) Try(near, onset.Start, ref best);
        if (!float.IsPositiveInfinity(coarse.Cost))
        {
            long goesOn = best.Distance;
            long found = Refine(near, coarse.Distance, Beside * energy, owed, out float paid);
            Try(near, nominal + found, ref best);
            if (best.Distance == found && found != goesOn) owed = paid;
        }

        start = nominal + best.Distance;
        return !float.IsPositiveInfinity(best.Cost);
    }

    // Around a place of the coarse search: the least difference, whatever the clock says, and from there to the frame that pays what is owed.
    private readonly long Refine(in Range near, long coarse, float beside, float owed, out float left)
    {
        float* differences = stackalloc float[(2 * Coarse) + 1];
        int least = 0;
        for (int i = 0; i <= 2 * Coarse; i++)
        {
            differences[i] = near.Allows(near.Nominal + coarse + i - Coarse) ? Difference(near.Piece, At(near.Nominal + coarse + i - Coarse), near.HopFrames) : float.PositiveInfinity;
            if (differences[i] < differences[least] || (differences[i] == differences[least] && Math.Abs(coarse + i - Coarse) < Math.Abs(coarse + least - Coarse))) least = i;
        }

        long found = coarse + least - Coarse;
        left = owed;
        if (least is 0 or 2 * Coarse) return found;
        float below = differences[least - 1] - differences[least];
        float above = differences[least + 1] - differences[least];
        if (!(below + above > 0) || float.IsInfinity(below + above)) return found;
        float wanted = (0.5f * (below - above) / (below + above)) + owed; // the vertex of the parabola through three
        int step = wanted > 0.5f ? 1 : wanted < -0.5f ? -1 : 0;
        if (step != 0 && (step > 0 ? above : below) > beside) step = 0;
        left = Math.Clamp(wanted - step, -0.5f, 0.5f);
        return found + step;
    }

    private readonly void Try(in Range near, long start, ref Choice best)
    {
        if (near.Allows(start)) best.Offer(Difference(near.Piece, At(start), near.HopFrames), start - near.Nominal, near.Pull);
    }

    private readonly float* At(long frame) => _samples.Pointer + (frame - _start);

    private static void Quarter(float* samples, float* quarters, long count)
    {
        for (long i = 0; i < count; i++, samples += Coarse) quarters[i] = ((samples[0] + samples[1]) + (samples[2] + samples[3])) * 0.25f;
    }

    private static float Energy(float* samples, int frames)
    {
        Vector256<float> sum = Vector256<float>.Zero;
        for (int i = 0; i < frames; i += Lanes)
        {
            Vector256<float> x = Vector256.Load(samples + i);
            sum += x * x;
        }

        return Total(sum);
    }

    private static float Difference(float* left, float* right, int frames)
    {
        Vector256<float> even = Vector256<float>.Zero;
        Vector256<float> odd = Vector256<float>.Zero;
        int i = 0;
        for (; i + Lanes < frames; i += 2 * Lanes)
        {
            Vector256<float> x = Vector256.Load(left + i) - Vector256.Load(right + i);
            Vector256<float> y = Vector256.Load(left + i + Lanes) - Vector256.Load(right + i + Lanes);
            even += x * x;
            odd += y * y;
        }

        if (i < frames)
        {
            Vector256<float> x = Vector256.Load(left + i) - Vector256.Load(right + i);
            even += x * x;
        }

        return Total(even + odd);
    }

    private static bool Forbids(ReadOnlySpan<Onset> onsets, long start, int hopFrames)
    {
        foreach (Onset onset in onsets)
        {
            if (onset.Forbids(start, hopFrames)) return true;
        }

        return false;
    }

    private static float Total(Vector256<float> sum)
    {
        Vector128<float> four = sum.GetLower() + sum.GetUpper();
        return (four[0] + four[2]) + (four[1] + four[3]);
    }

    private static long FloorDiv(long a, long b) => (a / b) - (a % b < 0 ? 1 : 0);

    // What pieces are tried by.
    private readonly ref struct Range(float* piece, long nominal, int hopFrames, float pull, ReadOnlySpan<Onset> onsets)
    {
        public float* Piece => piece;

        public long Nominal => nominal;

        public int HopFrames => hopFrames;

        public float Pull => pull;

        private readonly ReadOnlySpan<Onset> _onsets = onsets;

        public bool Allows(long start) => Math.Abs(start - nominal) <= hopFrames && !Forbids(_onsets, start, hopFrames);
    }

    // The cheapest place; of several the one nearest to the clock's.
    private struct Choice
    {
        public float Cost;
        public long Distance;

        public void Offer(float difference, long distance, float pull)
        {
            float cost = difference + (pull * distance * distance);
            if (cost > Cost || (cost == Cost && Math.Abs(distance) >= Math.Abs(Distance))) return;
            Cost = cost;
            Distance = distance;
        }
    }
}
