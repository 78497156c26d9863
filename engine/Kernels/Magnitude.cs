using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary><c>max |src[i]|</c>; 0 of nothing. NaN counts as 0.</summary>
/// <remarks>Thread: any, callback included. No alignment needed. A maximum does not depend on the order, so every column gives the same bits.</remarks>
internal static unsafe class Magnitude
{
    /// <summary>The largest magnitude of <paramref name="samples"/> floats.</summary>
    public static float Largest(float* src, nuint samples)
    {
        Debug.Assert(samples == 0 || src != null);
        float largest = 0;
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated && samples >= 8)
        {
            // Four at a time: one maximum would wait for the one before.
            Vector256<float> a = Vector256<float>.Zero, b = a, c = a, d = a;
            for (; i + 32 <= samples; i += 32)
            {
                a = Vector256.MaxNative(Vector256.Abs(Vector256.Load(src + i)), a);
                b = Vector256.MaxNative(Vector256.Abs(Vector256.Load(src + i + 8)), b);
                c = Vector256.MaxNative(Vector256.Abs(Vector256.Load(src + i + 16)), c);
                d = Vector256.MaxNative(Vector256.Abs(Vector256.Load(src + i + 24)), d);
            }

            for (; i + 8 <= samples; i += 8) a = Vector256.MaxNative(Vector256.Abs(Vector256.Load(src + i)), a);
            a = Vector256.MaxNative(Vector256.MaxNative(a, b), Vector256.MaxNative(c, d));
            largest = LargestLane(Vector128.MaxNative(a.GetLower(), a.GetUpper()));
        }

        if (Vector128.IsHardwareAccelerated && samples - i >= 4)
        {
            Vector128<float> a = Vector128<float>.Zero;
            for (; i + 4 <= samples; i += 4) a = Vector128.MaxNative(Vector128.Abs(Vector128.Load(src + i)), a);
            float lane = LargestLane(a);
            largest = lane > largest ? lane : largest;
        }

        for (; i < samples; i++)
        {
            float x = Of(src[i]);
            largest = x > largest ? x : largest;
        }

        return largest;
    }

    /// <summary>The magnitude of a sample.</summary>
    internal static float Of(float x) => x < 0 ? -x : x;

    /// <summary>The largest of four.</summary>
    internal static float LargestLane(Vector128<float> x)
    {
        x = Vector128.MaxNative(x, Vector128.Shuffle(x, Vector128.Create(2, 3, 2, 3)));
        return Vector128.MaxNative(x, Vector128.Shuffle(x, Vector128.Create(1, 1, 1, 1))).ToScalar();
    }
}
