using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>Mono to both sides of stereo, with a linear gain: <c>src</c> has one sample a frame, <c>dst</c> two.</summary>
/// <remarks>Thread: any, callback included. No alignment needed. <c>dst</c> and <c>src</c> do not overlap.</remarks>
internal static unsafe class Spread
{
    /// <summary><c>dst[2i] = dst[2i + 1] = src[i] * gain</c>.</summary>
    public static void SpreadSet(float* dst, float* src, float gain, nuint frames)
    {
        Debug.Assert(frames == 0 || (dst != null && src != null));
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i + 8 <= frames; i += 8)
            {
                Vector256<float> x = Vector256.Load(src + i) * gain;
                Pairs.Low(x).Store(dst + (2 * i));
                Pairs.High(x).Store(dst + (2 * i) + 8);
            }
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 4 <= frames; i += 4)
            {
                Vector128<float> x = Vector128.Load(src + i) * gain;
                Pairs.Low(x).Store(dst + (2 * i));
                Pairs.High(x).Store(dst + (2 * i) + 4);
            }
        }

        for (; i < frames; i++)
        {
            float x = src[i] * gain;
            dst[2 * i] = x;
            dst[(2 * i) + 1] = x;
        }
    }

    /// <summary><c>dst[2i] += src[i] * gain</c> and <c>dst[2i + 1] += src[i] * gain</c>, two roundings.</summary>
    public static void SpreadAdd(float* dst, float* src, float gain, nuint frames)
    {
        Debug.Assert(frames == 0 || (dst != null && src != null));
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i + 8 <= frames; i += 8)
            {
                Vector256<float> x = Vector256.Load(src + i) * gain;
                (Vector256.Load(dst + (2 * i)) + Pairs.Low(x)).Store(dst + (2 * i));
                (Vector256.Load(dst + (2 * i) + 8) + Pairs.High(x)).Store(dst + (2 * i) + 8);
            }
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 4 <= frames; i += 4)
            {
                Vector128<float> x = Vector128.Load(src + i) * gain;
                (Vector128.Load(dst + (2 * i)) + Pairs.Low(x)).Store(dst + (2 * i));
                (Vector128.Load(dst + (2 * i) + 4) + Pairs.High(x)).Store(dst + (2 * i) + 4);
            }
        }

        for (; i < frames; i++)
        {
            float x = src[i] * gain;
            dst[2 * i] = dst[2 * i] + x;
            dst[(2 * i) + 1] = dst[(2 * i) + 1] + x;
        }
    }
}
