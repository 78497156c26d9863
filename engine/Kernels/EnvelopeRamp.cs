using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>A stretch of an envelope between two points, in place: the gain is linear in dB.</summary>
/// <remarks>Thread: any, callback included. Interleaved, 1..8 channels; no alignment needed.</remarks>
internal static unsafe class EnvelopeRamp
{
    /// <summary><c>buf *= 10^((from + (to - from) * k / N) / 20)</c> at frame <c>k = k0 + i</c>; -96 dB and below is 0.</summary>
    public static void Apply(float* buffer, long k0, long stretchFrames, float from, float to, int channels, nuint frames)
    {
        Debug.Assert(frames == 0 || buffer != null);
        Debug.Assert(channels is >= 1 and <= Limits.MaxChannels);
        FadeProgress x = FadeProgress.Rising(k0, stretchFrames);
        float span = to - from;
        if (channels == 2)
            Stereo(buffer, x, from, span, frames);
        else if (channels == 1)
            Mono(buffer, x, from, span, frames);
        else
            Any(buffer, x, from, span, channels, frames);
    }

    private static void Stereo(float* buffer, FadeProgress x, float from, float span, nuint frames)
    {
        nuint lanes = x.LaneFrames(frames);
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<int> k = x.Lanes256;
            Vector256<int> turn = x.Turn256;
            for (; i + 8 <= lanes; i += 8, k += turn)
            {
                Vector256<float> gain = DecibelGain.Of((x.At256(k) * span) + Vector256.Create(from));
                float* at = buffer + (2 * i);
                (Vector256.Load(at) * Pairs.Low(gain)).Store(at);
                (Vector256.Load(at + 8) * Pairs.High(gain)).Store(at + 8);
            }
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 4 <= lanes; i += 4)
            {
                Vector128<float> gain = DecibelGain.Of((x.At128(i) * span) + Vector128.Create(from));
                float* at = buffer + (2 * i);
                (Vector128.Load(at) * Pairs.Low(gain)).Store(at);
                (Vector128.Load(at + 4) * Pairs.High(gain)).Store(at + 4);
            }
        }

        for (; i < frames; i++)
        {
            float gain = DecibelGain.Of((x.At(i) * span) + from);
            buffer[2 * i] *= gain;
            buffer[(2 * i) + 1] *= gain;
        }
    }

    private static void Mono(float* buffer, FadeProgress x, float from, float span, nuint frames)
    {
        nuint lanes = x.LaneFrames(frames);
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<int> k = x.Lanes256;
            Vector256<int> turn = x.Turn256;
            for (; i + 8 <= lanes; i += 8, k += turn)
                (Vector256.Load(buffer + i) * DecibelGain.Of((x.At256(k) * span) + Vector256.Create(from))).Store(buffer + i);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 4 <= lanes; i += 4)
                (Vector128.Load(buffer + i) * DecibelGain.Of((x.At128(i) * span) + Vector128.Create(from))).Store(buffer + i);
        }

        for (; i < frames; i++)
            buffer[i] *= DecibelGain.Of((x.At(i) * span) + from);
    }

    private static void Any(float* buffer, FadeProgress x, float from, float span, int channels, nuint frames)
    {
        nuint s = 0;
        for (nuint i = 0; i < frames; i++)
        {
            float gain = DecibelGain.Of((x.At(i) * span) + from);
            for (int c = 0; c < channels; c++, s++)
                buffer[s] *= gain;
        }
    }
}
