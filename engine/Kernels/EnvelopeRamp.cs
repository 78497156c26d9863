using System.Runtime.CompilerServices;

namespace Seamline.Kernels;

/// <summary>A stretch of an envelope between two points, in place: the gain is linear in dB.</summary>
/// <remarks>Thread: any, callback included. Interleaved, 1..8 channels; no alignment needed.</remarks>
internal static unsafe class EnvelopeRamp
{
    /// <summary><c>buf *= 10^((from + (to - from) * k / N) / 20)</c> at frame <c>k = k0 + i</c>; -96 dB and below is 0.</summary>
    public static void Apply(float* buffer, long k0, long stretchFrames, float from, float to, int channels, nuint frames) =>
        FadeColumns.Apply(buffer, FadeProgress.Rising(k0, stretchFrames), new Curve(from, to - from), channels, frames); // fence: a struct

    private readonly struct Curve(float from, float span) : IFadeCurve // fence: a struct
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T At<T>(T progress)
            where T : struct, IFloats<T> => DecibelGain.Of((progress * T.Create(span)) + T.Create(from)); // fence: a struct's
    }
}
