using System.Runtime.CompilerServices;

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

    /// <summary>Of one value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of(float decibels) => Of(Floats1.Create(decibels)).Value;

    /// <summary>Of as many values as a width has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T decibels)
        where T : struct, IFloats<T> // fence: a struct's
    {
        T y = T.Max(decibels, T.Create(Silence)) * T.Create(OctavesPerDecibel);
        T f = T.Split(y, out T power);
        T p = (f * T.Create(C9)) + T.Create(C8);
        p = (p * f) + T.Create(C7);
        p = (p * f) + T.Create(C6);
        p = (p * f) + T.Create(C5);
        p = (p * f) + T.Create(C4);
        p = (p * f) + T.Create(C3);
        p = (p * f) + T.Create(C2);
        p = (p * f) + T.Create(C1);
        p = (p * f) + T.Create(1);
        return T.WhereAbove(p * power, decibels, Silence);
    }
}
