using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Seamline.Decode;

/// <summary>Sums of samples times the factors of filters.</summary>
/// <remarks>
/// Thread: any. Each sum has one order, whatever it is made with: eight sums of every eighth product, then the halves, the pairs and the rest.
/// Nothing is fused. So the bits are the same on every machine, and for frames made one by one or four at a time.
/// </remarks>
internal static unsafe class SincSums
{
    /// <summary>Products that are made at once; filters are a multiple of it long.</summary>
    public const int Lanes = 8;

    /// <summary>Frames of two channels by one filter.</summary>
    /// <param name="left">The samples of the first frame, first channel.</param>
    /// <param name="right">The other channel's.</param>
    /// <param name="apart">Samples from a frame to the next.</param>
    /// <param name="filter">The factors.</param>
    /// <param name="taps">How many.</param>
    /// <param name="count">Frames.</param>
    /// <param name="to">Receives both samples of each.</param>
    /// <param name="step">Floats from one to the next there.</param>
    public static void Stereo(float* left, float* right, long apart, float* filter, int taps, int count, float* to, long step)
    {
        Debug.Assert(taps % Lanes == 0, "whole vectors");
        for (; Avx.IsSupported && count >= 4; count -= 4, left += 4 * apart, right += 4 * apart)
        {
            Vector256<float> sums = Four(left, right, apart, filter, taps);
            Vector128<double> first = Sse.UnpackLow(sums.GetLower(), sums.GetUpper()).AsDouble();
            Vector128<double> last = Sse.UnpackHigh(sums.GetLower(), sums.GetUpper()).AsDouble();
            *(double*)to = first.ToScalar();
            *(double*)(to + step) = first.GetUpper().ToScalar();
            to += 2 * step;
            *(double*)to = last.ToScalar();
            *(double*)(to + step) = last.GetUpper().ToScalar();
            to += 2 * step;
        }

        for (; count > 0; count--, left += apart, right += apart, to += step) *(double*)to = One(left, right, filter, taps);
    }

    /// <summary>Frames of one channel by one filter; see <see cref="Stereo"/>.</summary>
    public static void Mono(float* from, long apart, float* filter, int taps, int count, float* to, long step)
    {
        Debug.Assert(taps % Lanes == 0, "whole vectors");
        for (; Avx.IsSupported && count >= 8; count -= 8, from += 8 * apart)
        {
            Vector256<float> sums = Four(from, from + (4 * apart), apart, filter, taps);
            for (int i = 0; i < 8; i++, to += step) *to = sums[i];
        }

        double two;
        for (; count > 0; count -= 2, from += 2 * apart, to += 2 * step)
        {
            two = One(from, count > 1 ? from + apart : from, filter, taps);
            *to = *(float*)&two;
            if (count > 1) to[step] = *((float*)&two + 1);
        }
    }

    /// <summary>Two frames of two channels, each by the line between a filter and the one that follows it.</summary>
    /// <param name="filter0">The filter before the first frame's place.</param>
    /// <param name="filter1">And before the second's.</param>
    /// <param name="part0">How far from there to the next filter the first place lies.</param>
    /// <param name="part1">And the second.</param>
    /// <param name="left0">The samples of the first frame, first channel.</param>
    /// <param name="left1">Those of the second.</param>
    /// <param name="stride">From a channel to the other.</param>
    /// <param name="taps">Factors of a filter.</param>
    /// <returns>Left and right of the first frame, then of the second.</returns>
    public static Vector128<float> Between(float* filter0, float* filter1, float part0, float part1, float* left0, float* left1, long stride, int taps)
    {
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

        if (!Avx.IsSupported) return Vector128.Create(Totals(l0, r0), Totals(l1, r1)).AsSingle();
        Vector256<float> pairs = Pairs(Halves(l0, r0), Halves(l1, r1));
        pairs = Avx.Shuffle(pairs, pairs, 0x88) + Avx.Shuffle(pairs, pairs, 0xDD);
        return Sse.UnpackLow(pairs.GetLower(), pairs.GetUpper());
    }

    // Four frames of two channels, so that the filter is read once for eight sums: left 0 1 2 3, right 0 1 2 3.
    private static Vector256<float> Four(float* left, float* right, long apart, float* filter, int taps)
    {
        Vector256<float> l0 = Vector256<float>.Zero, l1 = l0, l2 = l0, l3 = l0, r0 = l0, r1 = l0, r2 = l0, r3 = l0;
        float* left2 = left + (2 * apart);
        float* right2 = right + (2 * apart);
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
        return Avx.Shuffle(a01, a23, 0x88) + Avx.Shuffle(a01, a23, 0xDD);
    }

    private static double One(float* left, float* right, float* filter, int taps)
    {
        Vector256<float> l = Vector256<float>.Zero, r = l;
        for (nint i = 0; i < taps; i += Lanes)
        {
            Vector256<float> a = Vector256.Load(filter + i);
            l += Vector256.Load(left + i) * a;
            r += Vector256.Load(right + i) * a;
        }

        return Totals(l, r);
    }

    // Both halves of a below, of b above, added.
    private static Vector256<float> Halves(Vector256<float> a, Vector256<float> b) => Avx.Permute2x128(a, b, 0x20) + Avx.Permute2x128(a, b, 0x31);

    private static Vector256<float> Pairs(Vector256<float> a, Vector256<float> b) => Avx.Shuffle(a, b, 0x44) + Avx.Shuffle(a, b, 0xEE);

    // In the order of Four; both as the halves of a double.
    private static double Totals(Vector256<float> left, Vector256<float> right)
    {
        Vector128<float> l = left.GetLower() + left.GetUpper();
        Vector128<float> r = right.GetLower() + right.GetUpper();
        Vector128<float> sums = Sse.IsSupported
            ? Sse.Shuffle(l, r, 0x44) + Sse.Shuffle(l, r, 0xEE)
            : Vector128.Create(l.GetLower(), r.GetLower()) + Vector128.Create(l.GetUpper(), r.GetUpper());
        sums = Vector128.Shuffle(sums, Vector128.Create(0, 2, 0, 2)) + Vector128.Shuffle(sums, Vector128.Create(1, 3, 1, 3));
        return sums.AsDouble().ToScalar();
    }
}
