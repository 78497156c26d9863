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

    /// <summary>A filter as <see cref="Between"/> takes it: eight factors, then what each lacks to the next filter's, and so on.</summary>
    /// <param name="to">Receives twice as many floats as there are taps.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="next">The one that follows it.</param>
    /// <param name="taps">Factors of a filter.</param>
    public static void PairWithSlopes(float* to, float* filter, float* next, int taps)
    {
        for (int i = 0; i < taps; i += Lanes, to += 2 * Lanes)
        {
            var factors = Vector256.Load(filter + i);
            factors.Store(to);
            (Vector256.Load(next + i) - factors).Store(to + Lanes);
        }
    }

    /// <summary>Four frames of two channels, each by the line between a filter and the one that follows it.</summary>
    /// <param name="at">Their places.</param>
    /// <param name="stride">From a channel to the other.</param>
    /// <param name="taps">Factors of a filter.</param>
    /// <param name="to">Receives left and right of each, as the halves of a double.</param>
    public static void Between(SincPlace* at, long stride, int taps, double* to)
    {
        float* f0 = at[0].Filter, f1 = at[1].Filter, f2 = at[2].Filter, f3 = at[3].Filter;
        float* s0 = at[0].Samples, s1 = at[1].Samples, s2 = at[2].Samples, s3 = at[3].Samples;
        Vector256<float> p0 = Vector256.Create(at[0].Part), p1 = Vector256.Create(at[1].Part);
        Vector256<float> p2 = Vector256.Create(at[2].Part), p3 = Vector256.Create(at[3].Part);
        Vector256<float> l0 = Vector256<float>.Zero, l1 = l0, l2 = l0, l3 = l0, r0 = l0, r1 = l0, r2 = l0, r3 = l0;
        for (nint i = 0; i < taps; i += Lanes, s0 += Lanes, s1 += Lanes, s2 += Lanes, s3 += Lanes)
        {
            Vector256<float> a = Vector256.Load(f0 + (2 * i)) + (Vector256.Load(f0 + (2 * i) + Lanes) * p0);
            l0 += Vector256.Load(s0) * a;
            r0 += Vector256.Load(s0 + stride) * a;
            a = Vector256.Load(f1 + (2 * i)) + (Vector256.Load(f1 + (2 * i) + Lanes) * p1);
            l1 += Vector256.Load(s1) * a;
            r1 += Vector256.Load(s1 + stride) * a;
            a = Vector256.Load(f2 + (2 * i)) + (Vector256.Load(f2 + (2 * i) + Lanes) * p2);
            l2 += Vector256.Load(s2) * a;
            r2 += Vector256.Load(s2 + stride) * a;
            a = Vector256.Load(f3 + (2 * i)) + (Vector256.Load(f3 + (2 * i) + Lanes) * p3);
            l3 += Vector256.Load(s3) * a;
            r3 += Vector256.Load(s3 + stride) * a;
        }

        if (!Avx.IsSupported)
        {
            (to[0], to[1], to[2], to[3]) = (Totals(l0, r0), Totals(l1, r1), Totals(l2, r2), Totals(l3, r3));
            return;
        }

        Vector256<float> a01 = Pairs(Halves(l0, r0), Halves(l1, r1));
        Vector256<float> a23 = Pairs(Halves(l2, r2), Halves(l3, r3));
        Vector256<float> sums = Avx.Shuffle(a01, a23, 0x88) + Avx.Shuffle(a01, a23, 0xDD);
        Sse.UnpackLow(sums.GetLower(), sums.GetUpper()).AsDouble().Store(to);
        Sse.UnpackHigh(sums.GetLower(), sums.GetUpper()).AsDouble().Store(to + 2);
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
