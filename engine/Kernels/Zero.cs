using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary><c>dst[i] = +0</c>: silence, by plain stores (Span.Clear and memset leave raw code).</summary>
/// <remarks>Thread: any, callback included. No alignment needed.</remarks>
internal static unsafe class Zero
{
    /// <summary>Zeroes <paramref name="samples"/> floats.</summary>
    public static void Run(float* dst, nuint samples)
    {
        Debug.Assert(samples == 0 || dst != null);
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            // Four a turn, as in Copy.
            for (; i + 32 <= samples; i += 32)
            {
                Vector256<float>.Zero.Store(dst + i);
                Vector256<float>.Zero.Store(dst + i + 8);
                Vector256<float>.Zero.Store(dst + i + 16);
                Vector256<float>.Zero.Store(dst + i + 24);
            }

            for (; i + 8 <= samples; i += 8)
                Vector256<float>.Zero.Store(dst + i);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 4 <= samples; i += 4)
                Vector128<float>.Zero.Store(dst + i);
        }

        for (; i < samples; i++)
            dst[i] = 0f;
    }
}
