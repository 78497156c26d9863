using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary><c>dst = src * (from + (to - from) * k / 16)</c> at frame <c>k</c> of 16: a gain that goes evenly from one to another.</summary>
/// <remarks>Thread: any, callback included. Interleaved, 1..8 channels; no alignment needed. A gain of 1 at both ends changes no bit.</remarks>
internal static unsafe class GainSlope
{
    /// <summary>Frames of the whole slope.</summary>
    public const int Frames = 16;

    private const float Step = 1f / Frames;

    /// <summary>Applies frames [<paramref name="first"/>, + <paramref name="frames"/>) of the slope.</summary>
    public static void Run(float* dst, float* src, float from, float to, int first, int channels, int frames)
    {
        Debug.Assert(frames == 0 || (dst != null && src != null));
        Debug.Assert(first >= 0 && frames >= 0 && first + frames <= Frames);
        float rise = to - from;
        int i = 0;
        if (channels == 2 && Vector256.IsHardwareAccelerated)
        {
            Vector256<float> k = (Vector256.Create(0f, 0, 1, 1, 2, 2, 3, 3) + Vector256.Create((float)first)) * Vector256.Create(Step);
            for (; i + 4 <= frames; i += 4, k += Vector256.Create(4 * Step))
                (Vector256.Load(src + (2 * i)) * (Vector256.Create(from) + (Vector256.Create(rise) * k))).Store(dst + (2 * i));
        }

        if (channels == 2 && Vector128.IsHardwareAccelerated)
        {
            Vector128<float> k = (Vector128.Create(0f, 0, 1, 1) + Vector128.Create((float)(first + i))) * Vector128.Create(Step);
            for (; i + 2 <= frames; i += 2, k += Vector128.Create(2 * Step))
                (Vector128.Load(src + (2 * i)) * (Vector128.Create(from) + (Vector128.Create(rise) * k))).Store(dst + (2 * i));
        }

        for (; i < frames; i++)
        {
            float gain = from + (rise * ((first + i) * Step));
            for (int channel = 0; channel < channels; channel++) dst[(i * channels) + channel] = src[(i * channels) + channel] * gain;
        }
    }
}
