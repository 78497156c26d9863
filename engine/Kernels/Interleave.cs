using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>Channels that lie apart made into frames: <c>dst[channels * i + c] = planes[c][i]</c>.</summary>
/// <remarks>Thread: any. No alignment needed. <c>dst</c> and the planes do not overlap.</remarks>
internal static unsafe class Interleave
{
    /// <summary>Two channels.</summary>
    public static void Stereo(float* dst, float* left, float* right, nuint frames)
    {
        Debug.Assert(frames == 0 || (dst != null && left != null && right != null));
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<int> even = Vector256.Create(-1, 0, -1, 0, -1, 0, -1, 0);
            for (; i + 8 <= frames; i += 8)
            {
                Vector256<float> l = Vector256.Load(left + i);
                Vector256<float> r = Vector256.Load(right + i);
                Vector256.ConditionalSelect(even.AsSingle(), Pairs.Low(l), Pairs.Low(r)).Store(dst + (2 * i));
                Vector256.ConditionalSelect(even.AsSingle(), Pairs.High(l), Pairs.High(r)).Store(dst + (2 * i) + 8);
            }
        }

        if (Vector128.IsHardwareAccelerated)
        {
            Vector128<int> even = Vector128.Create(-1, 0, -1, 0);
            for (; i + 4 <= frames; i += 4)
            {
                Vector128<float> l = Vector128.Load(left + i);
                Vector128<float> r = Vector128.Load(right + i);
                Vector128.ConditionalSelect(even.AsSingle(), Pairs.Low(l), Pairs.Low(r)).Store(dst + (2 * i));
                Vector128.ConditionalSelect(even.AsSingle(), Pairs.High(l), Pairs.High(r)).Store(dst + (2 * i) + 4);
            }
        }

        for (; i < frames; i++)
        {
            dst[2 * i] = left[i];
            dst[(2 * i) + 1] = right[i];
        }
    }

    /// <summary>One channel of several: <c>dst[stride * i] = plane[i]</c>.</summary>
    public static void Channel(float* dst, nuint stride, float* plane, nuint frames)
    {
        Debug.Assert(frames == 0 || (dst != null && plane != null && stride > 0));
        for (nuint i = 0; i < frames; i++) dst[stride * i] = plane[i];
    }
}
