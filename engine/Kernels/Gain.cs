using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>One gain over a run of samples, set or summed. Gains are linear, not dB.</summary>
/// <remarks>
/// Thread: any, callback included. No alignment needed. <c>dst</c> and <c>src</c> are the same or do not overlap.
/// The sum rounds twice, product then sum, never fused: that is what makes all widths and machines agree to the bit.
/// </remarks>
internal static unsafe class Gain
{
    /// <summary><c>dst[i] = src[i] * gain</c>.</summary>
    public static void ScaleSet(float* dst, float* src, float gain, nuint samples)
    {
        Debug.Assert(samples == 0 || (dst != null && src != null));
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            // Four a turn, as in Copy. They are loaded before any is stored: dst may be src.
            for (; i + 32 <= samples; i += 32)
            {
                Vector256<float> a = Vector256.Load(src + i) * gain;
                Vector256<float> b = Vector256.Load(src + i + 8) * gain;
                Vector256<float> c = Vector256.Load(src + i + 16) * gain;
                Vector256<float> d = Vector256.Load(src + i + 24) * gain;
                a.Store(dst + i);
                b.Store(dst + i + 8);
                c.Store(dst + i + 16);
                d.Store(dst + i + 24);
            }

            for (; i + 8 <= samples; i += 8)
                (Vector256.Load(src + i) * gain).Store(dst + i);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 4 <= samples; i += 4)
                (Vector128.Load(src + i) * gain).Store(dst + i);
        }

        for (; i < samples; i++)
            dst[i] = src[i] * gain;
    }

    /// <summary><c>dst[i] = dst[i] + src[i] * gain</c>, two roundings.</summary>
    public static void ScaleAdd(float* dst, float* src, float gain, nuint samples)
    {
        Debug.Assert(samples == 0 || (dst != null && src != null));
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i + 32 <= samples; i += 32)
            {
                Vector256<float> a = Vector256.Load(dst + i) + (Vector256.Load(src + i) * gain);
                Vector256<float> b = Vector256.Load(dst + i + 8) + (Vector256.Load(src + i + 8) * gain);
                Vector256<float> c = Vector256.Load(dst + i + 16) + (Vector256.Load(src + i + 16) * gain);
                Vector256<float> d = Vector256.Load(dst + i + 24) + (Vector256.Load(src + i + 24) * gain);
                a.Store(dst + i);
                b.Store(dst + i + 8);
                c.Store(dst + i + 16);
                d.Store(dst + i + 24);
            }

            for (; i + 8 <= samples; i += 8)
                (Vector256.Load(dst + i) + (Vector256.Load(src + i) * gain)).Store(dst + i);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 4 <= samples; i += 4)
                (Vector128.Load(dst + i) + (Vector128.Load(src + i) * gain)).Store(dst + i);
        }

        for (; i < samples; i++)
            dst[i] = dst[i] + (src[i] * gain);
    }

    /// <summary><c>dst[i] = dst[i] + src[i]</c>.</summary>
    public static void Add(float* dst, float* src, nuint samples)
    {
        Debug.Assert(samples == 0 || (dst != null && src != null));
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i + 32 <= samples; i += 32)
            {
                Vector256<float> a = Vector256.Load(dst + i) + Vector256.Load(src + i);
                Vector256<float> b = Vector256.Load(dst + i + 8) + Vector256.Load(src + i + 8);
                Vector256<float> c = Vector256.Load(dst + i + 16) + Vector256.Load(src + i + 16);
                Vector256<float> d = Vector256.Load(dst + i + 24) + Vector256.Load(src + i + 24);
                a.Store(dst + i);
                b.Store(dst + i + 8);
                c.Store(dst + i + 16);
                d.Store(dst + i + 24);
            }

            for (; i + 8 <= samples; i += 8)
                (Vector256.Load(dst + i) + Vector256.Load(src + i)).Store(dst + i);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 4 <= samples; i += 4)
                (Vector128.Load(dst + i) + Vector128.Load(src + i)).Store(dst + i);
        }

        for (; i < samples; i++)
            dst[i] = dst[i] + src[i];
    }
}
