using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary><c>dst[i] = src[i]</c>, by plain loads and stores: Span.CopyTo and memmove leave raw code.</summary>
/// <remarks>Thread: any, callback included. No alignment needed. <c>dst</c> and <c>src</c> may overlap where <c>dst</c> comes first.</remarks>
internal static unsafe class Copy
{
    /// <summary>Copies <paramref name="samples"/> floats.</summary>
    public static void Run(float* dst, float* src, nuint samples)
    {
        Debug.Assert(samples == 0 || (dst != null && src != null));
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            // Four a turn: with one, the loop's own counting costs as much as the copying.
            for (; i + 32 <= samples; i += 32)
            {
                Vector256<float> a = Vector256.Load(src + i);
                Vector256<float> b = Vector256.Load(src + i + 8);
                Vector256<float> c = Vector256.Load(src + i + 16);
                Vector256<float> d = Vector256.Load(src + i + 24);
                a.Store(dst + i);
                b.Store(dst + i + 8);
                c.Store(dst + i + 16);
                d.Store(dst + i + 24);
            }

            for (; i + 8 <= samples; i += 8)
                Vector256.Load(src + i).Store(dst + i);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 4 <= samples; i += 4)
                Vector128.Load(src + i).Store(dst + i);
        }

        for (; i < samples; i++)
            dst[i] = src[i];
    }

    /// <summary>
    /// Copies <paramref name="samples"/> floats past the caches, for contiguous renders of many MB: a result larger than
    /// the cache would only evict what is needed next, and non-temporal stores read no line before they write it.
    /// Slower than <see cref="Run"/> where the result is read again soon.
    /// </summary>
    /// <remarks>
    /// Non-temporal stores are weakly ordered even on x86: a thread that signals another that the result is there needs a full fence
    /// before that, once for all copies.
    /// </remarks>
    public static void RunStreaming(float* dst, float* src, nuint samples)
    {
        Debug.Assert(samples == 0 || (dst != null && src != null));
        Debug.Assert(((nuint)dst & 3) == 0);
        if (!Vector256.IsHardwareAccelerated)
        {
            Run(dst, src, samples);
            return;
        }

        // Non-temporal stores want 32-byte alignment; at most 7 samples lead up to it.
        nuint i = 0;
        for (; i < samples && ((nuint)(dst + i) & 31) != 0; i++)
            dst[i] = src[i];

        for (; i + 16 <= samples; i += 16)
        {
            Vector256<float> a = Vector256.Load(src + i);
            Vector256<float> b = Vector256.Load(src + i + 8);
            a.StoreAlignedNonTemporal(dst + i);
            b.StoreAlignedNonTemporal(dst + i + 8);
        }

        for (; i < samples; i++)
            dst[i] = src[i];
    }
}
