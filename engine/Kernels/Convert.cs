using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>Floats to 16-bit integers, the one place where a mix is clipped.</summary>
/// <remarks>Thread: any, callback included. No alignment needed. <c>dst</c> and <c>src</c> do not overlap.</remarks>
internal static unsafe class Convert
{
    /// <summary><c>dst[i] = round(32768 * src[i])</c>, half away from zero, saturated to -32768..32767; NaN gives 0.</summary>
    /// <remarks>
    /// Scaling by a power of two is exact. Saturation comes before rounding, so that the integer conversion never
    /// overflows. The fraction is taken exactly after truncation: adding one half first would round 0.49999997 up.
    /// </remarks>
    public static void ToInt16(short* dst, float* src, nuint samples)
    {
        Debug.Assert(samples == 0 || (dst != null && src != null));
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i + 16 <= samples; i += 16)
                Vector256.Narrow(Round(Vector256.Load(src + i)), Round(Vector256.Load(src + i + 8))).Store(dst + i);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 8 <= samples; i += 8)
                Vector128.Narrow(Round(Vector128.Load(src + i)), Round(Vector128.Load(src + i + 4))).Store(dst + i);
        }

        for (; i < samples; i++)
            dst[i] = Round(src[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Round(Vector256<float> x)
    {
        Vector256<float> y = x * 32768f;
        y &= Vector256.Equals(y, y);
        y = Vector256.MinNative(Vector256.MaxNative(y, Vector256.Create(-32768f)), Vector256.Create(32767f));
        Vector256<int> whole = Vector256.ConvertToInt32Native(y);
        Vector256<float> rest = y - Vector256.ConvertToSingle(whole);
        // A true comparison is -1 in its lane.
        whole -= Vector256.GreaterThanOrEqual(rest, Vector256.Create(0.5f)).AsInt32();
        return whole + Vector256.LessThanOrEqual(rest, Vector256.Create(-0.5f)).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Round(Vector128<float> x)
    {
        Vector128<float> y = x * 32768f;
        y &= Vector128.Equals(y, y);
        y = Vector128.MinNative(Vector128.MaxNative(y, Vector128.Create(-32768f)), Vector128.Create(32767f));
        Vector128<int> whole = Vector128.ConvertToInt32Native(y);
        Vector128<float> rest = y - Vector128.ConvertToSingle(whole);
        whole -= Vector128.GreaterThanOrEqual(rest, Vector128.Create(0.5f)).AsInt32();
        return whole + Vector128.LessThanOrEqual(rest, Vector128.Create(-0.5f)).AsInt32();
    }

    private static short Round(float x)
    {
        float y = x * 32768f;
        if (float.IsNaN(y))
            return 0;
        y = y < -32768f ? -32768f : y > 32767f ? 32767f : y;
        int whole = (int)y;
        float rest = y - whole;
        return (short)(rest >= 0.5f ? whole + 1 : rest <= -0.5f ? whole - 1 : whole);
    }
}
