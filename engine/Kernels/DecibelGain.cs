using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>10^(dB/20), at most <see cref="Silence"/> is 0; within 2e-6 of itself, 0 dB is exactly 1.</summary>
/// <remarks>
/// Thread: any, callback included. 2^y is the power of the whole part, set in the exponent, times the Taylor polynomial of degree 9 of the rest,
/// which lies in (-1, 1): off by 7e-9. The same operations in all widths, so the same bits.
/// </remarks>
internal static class DecibelGain
{
    /// <summary>dB that are silence, and all below.</summary>
    public const float Silence = -96;

    private const float OctavesPerDecibel = 0.166096404744368f; // log2(10) / 20
    private const float C1 = 0.693147180559945f; // ln(2)^n / n!
    private const float C2 = 0.240226506959101f;
    private const float C3 = 0.0555041086648216f;
    private const float C4 = 0.00961812910762848f;
    private const float C5 = 0.00133335581464284f;
    private const float C6 = 0.000154035303933816f;
    private const float C7 = 1.52527338040598e-05f;
    private const float C8 = 1.32154867901443e-06f;
    private const float C9 = 1.01780860092397e-07f;

    /// <summary>Of 8 values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> decibels)
    {
        Vector256<float> heard = Vector256.GreaterThan(decibels, Vector256.Create(Silence));
        Vector256<float> y = Vector256.Max(decibels, Vector256.Create(Silence)) * OctavesPerDecibel;
        Vector256<int> whole = Vector256.ConvertToInt32(y);
        Vector256<float> f = y - Vector256.ConvertToSingle(whole);
        Vector256<float> p = (f * C9) + Vector256.Create(C8);
        p = (p * f) + Vector256.Create(C7);
        p = (p * f) + Vector256.Create(C6);
        p = (p * f) + Vector256.Create(C5);
        p = (p * f) + Vector256.Create(C4);
        p = (p * f) + Vector256.Create(C3);
        p = (p * f) + Vector256.Create(C2);
        p = (p * f) + Vector256.Create(C1);
        p = (p * f) + Vector256<float>.One;
        return (p * Vector256.ShiftLeft(whole + Vector256.Create(127), 23).AsSingle()) & heard;
    }

    /// <summary>Of 4 values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of(Vector128<float> decibels)
    {
        Vector128<float> heard = Vector128.GreaterThan(decibels, Vector128.Create(Silence));
        Vector128<float> y = Vector128.Max(decibels, Vector128.Create(Silence)) * OctavesPerDecibel;
        Vector128<int> whole = Vector128.ConvertToInt32(y);
        Vector128<float> f = y - Vector128.ConvertToSingle(whole);
        Vector128<float> p = (f * C9) + Vector128.Create(C8);
        p = (p * f) + Vector128.Create(C7);
        p = (p * f) + Vector128.Create(C6);
        p = (p * f) + Vector128.Create(C5);
        p = (p * f) + Vector128.Create(C4);
        p = (p * f) + Vector128.Create(C3);
        p = (p * f) + Vector128.Create(C2);
        p = (p * f) + Vector128.Create(C1);
        p = (p * f) + Vector128<float>.One;
        return (p * Vector128.ShiftLeft(whole + Vector128.Create(127), 23).AsSingle()) & heard;
    }

    /// <summary>Of one value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of(float decibels)
    {
        if (!(decibels > Silence)) return 0;
        float y = decibels * OctavesPerDecibel;
        int whole = (int)y;
        float f = y - whole;
        float p = (f * C9) + C8;
        p = (p * f) + C7;
        p = (p * f) + C6;
        p = (p * f) + C5;
        p = (p * f) + C4;
        p = (p * f) + C3;
        p = (p * f) + C2;
        p = (p * f) + C1;
        p = (p * f) + 1f;
        return p * Vector128.CreateScalar((whole + 127) << 23).AsSingle().ToScalar();
    }
}
