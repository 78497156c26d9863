using System.Runtime.CompilerServices;

namespace Seamline.Kernels;

/// <summary>A linear fade in place: at misses, starts, stops, and for music lanes.</summary>
/// <remarks>Thread: any, callback included. Interleaved, 1..8 channels; no alignment needed.</remarks>
internal static unsafe class LinearRamp
{
    /// <summary><c>buf *= (float)k / (float)N</c> at frame <c>k = k0 + i</c>; 0 before the fade, 1 after it.</summary>
    public static void RampIn(float* buffer, long k0, long fadeFrames, int channels, nuint frames) =>
        FadeColumns.Apply(buffer, FadeProgress.Rising(k0, fadeFrames), default(Curve), channels, frames);

    /// <summary><c>buf *= (float)(N - k) / (float)N</c> at frame <c>k = k0 + i</c>; 1 before the fade, 0 after it.</summary>
    public static void RampOut(float* buffer, long k0, long fadeFrames, int channels, nuint frames) =>
        FadeColumns.Apply(buffer, FadeProgress.Falling(k0, fadeFrames), default(Curve), channels, frames);

    private readonly struct Curve : IFadeCurve // fence: a struct
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T At<T>(T progress)
            where T : struct, IFloats<T> => progress; // fence: a struct's
    }
}
