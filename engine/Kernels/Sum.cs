using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Seamline.Kernels;

/// <summary>A source of a sum: samples and a linear gain.</summary>
internal unsafe struct SumSource
{
    /// <summary>The samples.</summary>
    public float* From;

    /// <summary>Their gain.</summary>
    public float Gain;
}

/// <summary>
/// Several sources into one block in a pass: what is summed stays in a register until the last is in it, where a pass a source loads and
/// stores the sum each time.
/// </summary>
/// <remarks>
/// Thread: any, callback included. No alignment needed. <c>dst</c> overlaps no source. Sources are summed in order, and each product and each
/// sum is rounded: the bits are those of <see cref="Gain"/>, source by source.
/// </remarks>
internal static unsafe class Sum
{
    /// <summary><c>dst[i] = s0[i] * g0 + s1[i] * g1</c>, in this order.</summary>
    public static void TwoSet(float* dst, SumSource* sources, nuint samples)
    {
        Debug.Assert(samples == 0 || (dst != null && sources != null));
        nuint i = Two<Floats8, Set>(dst, sources, 0, samples);
        i = Two<Floats4, Set>(dst, sources, i, samples);
        Two<Floats1, Set>(dst, sources, i, samples);
    }

    /// <summary><c>dst[i] = dst[i] + s0[i] * g0 + s1[i] * g1</c>, in this order.</summary>
    public static void TwoAdd(float* dst, SumSource* sources, nuint samples)
    {
        Debug.Assert(samples == 0 || (dst != null && sources != null));
        nuint i = Two<Floats8, Add>(dst, sources, 0, samples);
        i = Two<Floats4, Add>(dst, sources, i, samples);
        Two<Floats1, Add>(dst, sources, i, samples);
    }

    /// <summary><c>dst[i] = s0[i] * g0 + ... + s3[i] * g3</c>, in this order.</summary>
    public static void FourSet(float* dst, SumSource* sources, nuint samples)
    {
        Debug.Assert(samples == 0 || (dst != null && sources != null));
        nuint i = Four<Floats8, Set>(dst, sources, 0, samples);
        i = Four<Floats4, Set>(dst, sources, i, samples);
        Four<Floats1, Set>(dst, sources, i, samples);
    }

    /// <summary><c>dst[i] = dst[i] + s0[i] * g0 + ... + s3[i] * g3</c>, in this order.</summary>
    public static void FourAdd(float* dst, SumSource* sources, nuint samples)
    {
        Debug.Assert(samples == 0 || (dst != null && sources != null));
        nuint i = Four<Floats8, Add>(dst, sources, 0, samples);
        i = Four<Floats4, Add>(dst, sources, i, samples);
        Four<Floats1, Add>(dst, sources, i, samples);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Two<T, TInto>(float* dst, SumSource* sources, nuint i, nuint samples)
        where T : struct, IFloats<T> // fence: a struct's
        where TInto : struct, IInto // fence: a struct's
    {
        if (!T.IsAccelerated) return i;
        float* a = sources[0].From;
        float* b = sources[1].From;
        T p = T.Create(sources[0].Gain);
        T q = T.Create(sources[1].Gain);
        for (; i + (2 * T.Count) <= samples; i += 2 * T.Count)
        {
            nuint k = i + T.Count;
            T x = TInto.Begin(dst + i, T.Scaled(a + i, p));
            x += T.Scaled(b + i, q);
            T y = TInto.Begin(dst + k, T.Scaled(a + k, p));
            y += T.Scaled(b + k, q);
            x.Store(dst + i);
            y.Store(dst + k);
        }

        for (; i + T.Count <= samples; i += T.Count)
        {
            T x = TInto.Begin(dst + i, T.Scaled(a + i, p));
            x += T.Scaled(b + i, q);
            x.Store(dst + i);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Four<T, TInto>(float* dst, SumSource* sources, nuint i, nuint samples)
        where T : struct, IFloats<T> // fence: a struct's
        where TInto : struct, IInto // fence: a struct's
    {
        if (!T.IsAccelerated) return i;
        float* a = sources[0].From;
        float* b = sources[1].From;
        float* c = sources[2].From;
        float* d = sources[3].From;
        T p = T.Create(sources[0].Gain);
        T q = T.Create(sources[1].Gain);
        T r = T.Create(sources[2].Gain);
        T s = T.Create(sources[3].Gain);
        for (; i + (2 * T.Count) <= samples; i += 2 * T.Count)
        {
            nuint k = i + T.Count;
            T x = TInto.Begin(dst + i, T.Scaled(a + i, p));
            x += T.Scaled(b + i, q);
            x += T.Scaled(c + i, r);
            x += T.Scaled(d + i, s);
            T y = TInto.Begin(dst + k, T.Scaled(a + k, p));
            y += T.Scaled(b + k, q);
            y += T.Scaled(c + k, r);
            y += T.Scaled(d + k, s);
            x.Store(dst + i);
            y.Store(dst + k);
        }

        for (; i + T.Count <= samples; i += T.Count)
        {
            T x = TInto.Begin(dst + i, T.Scaled(a + i, p));
            x += T.Scaled(b + i, q);
            x += T.Scaled(c + i, r);
            x += T.Scaled(d + i, s);
            x.Store(dst + i);
        }

        return i;
    }
}
