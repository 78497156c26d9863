using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>One channel of stereo to both sides ("mono from left", "mono from right"), with a linear gain.</summary>
/// <remarks>
/// Thread: any, callback included. No alignment needed. <c>dst</c> and <c>src</c> are the same or do not overlap.
/// <c>channel</c> is 0 (left) or 1 (right).
/// </remarks>
internal static unsafe class Pick
{
    /// <summary><c>dst[2i] = dst[2i + 1] = src[2i + channel] * gain</c>.</summary>
    public static void PickSet(float* dst, float* src, int channel, float gain, nuint frames)
    {
        Debug.Assert(frames == 0 || (dst != null && src != null));
        Debug.Assert(channel is 0 or 1);
        nuint samples = 2 * frames;
        nuint right = channel == 0 ? 0u : 1u;
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i + 8 <= samples; i += 8)
                (Both(Vector256.Load(src + i), right) * gain).Store(dst + i);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 4 <= samples; i += 4)
                (Both(Vector128.Load(src + i), right) * gain).Store(dst + i);
        }

        for (; i < samples; i += 2)
        {
            float x = src[i + right] * gain;
            dst[i] = x;
            dst[i + 1] = x;
        }
    }

    /// <summary><c>dst[2i] += src[2i + channel] * gain</c> and the same to <c>dst[2i + 1]</c>, two roundings.</summary>
    public static void PickAdd(float* dst, float* src, int channel, float gain, nuint frames)
    {
        Debug.Assert(frames == 0 || (dst != null && src != null));
        Debug.Assert(channel is 0 or 1);
        nuint samples = 2 * frames;
        nuint right = channel == 0 ? 0u : 1u;
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i + 8 <= samples; i += 8)
                (Vector256.Load(dst + i) + (Both(Vector256.Load(src + i), right) * gain)).Store(dst + i);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 4 <= samples; i += 4)
                (Vector128.Load(dst + i) + (Both(Vector128.Load(src + i), right) * gain)).Store(dst + i);
        }

        for (; i < samples; i += 2)
        {
            float x = src[i + right] * gain;
            dst[i] = dst[i] + x;
            dst[i + 1] = dst[i + 1] + x;
        }
    }

    // The branch is the same all through a call, so it is predicted; both sides are constant shuffles of one instruction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Both(Vector256<float> x, nuint right) => right == 0
        ? Vector256.Shuffle(x, Vector256.Create(0, 0, 2, 2, 4, 4, 6, 6))
        : Vector256.Shuffle(x, Vector256.Create(1, 1, 3, 3, 5, 5, 7, 7));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Both(Vector128<float> x, nuint right) => right == 0
        ? Vector128.Shuffle(x, Vector128.Create(0, 0, 2, 2))
        : Vector128.Shuffle(x, Vector128.Create(1, 1, 3, 3));
}
