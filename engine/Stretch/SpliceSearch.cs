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
    private const float Pull = 0.06f; // cost of the farthest place, as a part of the piece's energy

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

    /// <summary>Where the next piece begins: at most <paramref name="reach"/> from <paramref name="nominal"/>.</summary>
    /// <param name="end">Where the piece before goes on: what follows should be like this.</param>
    /// <param name="nominal">Where the next piece lies by the clock.</param>
    /// <param name="reach">Frames; a multiple of 4.</param>
    /// <param name="frames">How much is compared; a multiple of 32.</param>
    public long Next(long end, long nominal, int reach, int frames)
    {
        float* piece = At(end);
        float* quarters = _piece.Reserve(frames / Coarse);
        Quarter(piece, quarters, frames / Coarse);
        float pull = Pull * Energy(piece, frames) / ((float)reach * reach);
        var best = new Choice { Cost = float.PositiveInfinity };

        long first = FloorDiv(nominal - reach, Coarse) + 1;
        long last = FloorDiv(nominal + reach, Coarse);
        for (long quarter = first; quarter <= last; quarter++)
        {
            float cost = Coarse * Difference(quarters, _quarters.Pointer + (quarter - (_start / Coarse)), frames / Coarse);
            best.Offer(cost, (quarter * Coarse) - nominal, pull);
        }

        long around = best.Distance;
        best = new Choice { Cost = float.PositiveInfinity };
        if (Math.Abs(end - nominal) <= reach) best.Offer(0, end - nominal, pull);
        for (long distance = Math.Max(around - Coarse, -reach); distance <= Math.Min(around + Coarse, reach); distance++)
            best.Offer(Difference(piece, At(nominal + distance), frames), distance, pull);
        return nominal + best.Distance;
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

    private static float Total(Vector256<float> sum)
    {
        Vector128<float> four = sum.GetLower() + sum.GetUpper();
        return (four[0] + four[2]) + (four[1] + four[3]);
    }

    private static long FloorDiv(long a, long b) => (a / b) - (a % b < 0 ? 1 : 0);

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
