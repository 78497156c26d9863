using System;
using Seamline.Kernels;

namespace Seamline.Loudness;

/// <summary>The taps of <see cref="TruePeak"/>, as numbers: the C library's sine may differ from one machine to the next.</summary>
/// <remarks>
/// <c>sinc(t) I0(6.5 sqrt(1 - (t / 12)^2)) / I0(6.5)</c> at a distance of t frames, each phase divided by its sum. Thread: any.
/// </remarks>
internal static class TruePeakTaps
{
    /// <summary>Floats that <see cref="Fold"/> writes.</summary>
    public const int Count = TruePeak.FoldedTaps;

    /// <summary>Writes the taps as <see cref="TruePeak"/> takes them.</summary>
    public static void Fold(Span<float> folded)
    {
        ReadOnlySpan<float> taps = Table;
        for (int k = 0; k < TruePeak.Taps / 2; k++)
        {
            float near = taps[k], far = taps[TruePeak.Taps - 1 - k];
            folded[3 * k] = taps[TruePeak.Taps + k];
            folded[(3 * k) + 1] = (near + far) / 2;
            folded[(3 * k) + 2] = (near - far) / 2;
        }
    }

    /// <summary>The table.</summary>
    public static ReadOnlySpan<float> Table =>
    [
        // A quarter of a frame behind the frame at tap 11; mirrored, three quarters.
        -0.00051789758f, 0.0013786502f, -0.00292312811f, 0.00545126858f, -0.00934534024f, 0.0151197885f, -0.0235484705f, 0.0359995067f,
        -0.0554217146f, 0.0899954973f, -0.174330193f, 0.899282911f, 0.296663645f, -0.120677408f, 0.0698355431f, -0.0445333564f,
        0.0291441504f, -0.0189372223f, 0.011957616f, -0.00719944396f, 0.00404264229f, -0.00204829631f, 0.000878967253f, -0.000267714039f,

        // Half a frame behind it.
        -0.000538192985f, 0.00156930166f, -0.00347588384f, 0.00665818769f, -0.0116235229f, 0.0190418923f, -0.0298883363f, 0.0458121624f,
        -0.0701849083f, 0.111712229f, -0.202532017f, 0.633449088f, 0.633449088f, -0.202532017f, 0.111712229f, -0.0701849083f,
        0.0458121624f, -0.0298883363f, 0.0190418923f, -0.0116235229f, 0.00665818769f, -0.00347588384f, 0.00156930166f, -0.000538192985f,
    ];
}
