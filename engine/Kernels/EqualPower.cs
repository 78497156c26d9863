using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>An equal-power fade in place: declicks at seams and transitions, where two unrelated sounds overlap.</summary>
/// <remarks>
/// Thread: any, callback included. Interleaved, 1..8 channels; no alignment needed. A fade out is the fade in read
/// backwards, so the squares of the two gains of a pair sum to 1 within 3e-7.
/// </remarks>
internal static unsafe class EqualPower
{
    /// <summary><c>buf *= sin(pi/2 * k / N)</c> at frame <c>k = k0 + i</c>; 0 before the fade, 1 after it.</summary>
    public static void FadeIn(float* buffer, long k0, long fadeFrames, int channels, nuint frames) =>
        Apply(buffer, FadeProgress.Rising(k0, fadeFrames), channels, frames);

    /// <summary><c>buf *= cos(pi/2 * k / N)</c> at frame <c>k = k0 + i</c>; 1 before the fade, 0 after it.</summary>
    public static void FadeOut(float* buffer, long k0, long fadeFrames, int channels, nuint frames) =>
        Apply(buffer, FadeProgress.Falling(k0, fadeFrames), channels, frames);

    private static void Apply(float* buffer, FadeProgress g, int channels, nuint frames)
    {
        Debug.Assert(frames == 0 || buffer != null);
        Debug.Assert(channels is >= 1 and <= Limits.MaxChannels);
        if (channels == 2)
            Stereo(buffer, g, frames);
        else if (channels == 1)
            Mono(buffer, g, frames);
        else
            Any(buffer, g, channels, frames);
    }

    private static void Stereo(float* buffer, FadeProgress g, nuint frames)
    {
        nuint lanes = g.LaneFrames(frames);
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<int> k = g.Lanes256;
            Vector256<int> turn = g.Turn256;
            for (; i + 8 <= lanes; i += 8, k += turn)
            {
                Vector256<float> gain = QuarterSine.Of(g.At256(k));
                float* at = buffer + (2 * i);
                (Vector256.Load(at) * Pairs.Low(gain)).Store(at);
                (Vector256.Load(at + 8) * Pairs.High(gain)).Store(at + 8);
            }
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 4 <= lanes; i += 4)
            {
                Vector128<float> gain = QuarterSine.Of(g.At128(i));
                float* at = buffer + (2 * i);
                (Vector128.Load(at) * Pairs.Low(gain)).Store(at);
                (Vector128.Load(at + 4) * Pairs.High(gain)).Store(at + 4);
            }
        }

        for (; i < frames; i++)
        {
            float gain = QuarterSine.Of(g.At(i));
            buffer[2 * i] *= gain;
            buffer[(2 * i) + 1] *= gain;
        }
    }

    private static void Mono(float* buffer, FadeProgress g, nuint frames)
    {
        nuint lanes = g.LaneFrames(frames);
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<int> k = g.Lanes256;
            Vector256<int> turn = g.Turn256;
            for (; i + 8 <= lanes; i += 8, k += turn)
                (Vector256.Load(buffer + i) * QuarterSine.Of(g.At256(k))).Store(buffer + i);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 4 <= lanes; i += 4)
                (Vector128.Load(buffer + i) * QuarterSine.Of(g.At128(i))).Store(buffer + i);
        }

        for (; i < frames; i++)
            buffer[i] *= QuarterSine.Of(g.At(i));
    }

    private static void Any(float* buffer, FadeProgress g, int channels, nuint frames)
    {
        nuint s = 0;
        for (nuint i = 0; i < frames; i++)
        {
            float gain = QuarterSine.Of(g.At(i));
            for (int c = 0; c < channels; c++, s++)
                buffer[s] *= gain;
        }
    }
}
