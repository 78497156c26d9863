using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>From one rendering of the same frames to another, linearly: snapshot swaps, seeks and loop wraps.</summary>
/// <remarks>
/// Thread: any, callback included. Interleaved, 1..8 channels; no alignment needed. <c>output</c> is one of the inputs
/// or does not overlap them. For finite samples.
/// </remarks>
internal static unsafe class Crossfade
{
    /// <summary>
    /// <c>out = new - (new - old) * g</c>, <c>g = (float)(N - k) / (float)N</c> at frame <c>k = k0 + i</c>, held at 1
    /// before the fade and at 0 after it.
    /// </summary>
    /// <remarks>
    /// Equal content stays equal to the bit, whatever g: the difference is then +0. The same number as
    /// <c>new + (old - new) * g</c>, but that turns a -0 common to both into +0.
    /// </remarks>
    public static void Linear(
        float* output, float* oldBlock, float* newBlock, long k0, long fadeFrames, int channels, nuint frames)
    {
        Debug.Assert(frames == 0 || (output != null && oldBlock != null && newBlock != null));
        Debug.Assert(channels is >= 1 and <= Limits.MaxChannels);
        FadeProgress g = FadeProgress.Falling(k0, fadeFrames);
        if (channels == 2)
            Stereo(output, oldBlock, newBlock, g, frames);
        else if (channels == 1)
            Mono(output, oldBlock, newBlock, g, frames);
        else
            Any(output, oldBlock, newBlock, g, channels, frames);
    }

    private static void Stereo(float* output, float* oldBlock, float* newBlock, FadeProgress g, nuint frames)
    {
        nuint lanes = g.LaneFrames(frames);
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<int> k = g.Lanes256;
            Vector256<int> turn = g.Turn256;
            for (; i + 8 <= lanes; i += 8, k += turn)
            {
                Vector256<float> gain = g.At256(k);
                nuint s = 2 * i;
                Vector256<float> a = Vector256.Load(newBlock + s);
                Vector256<float> b = Vector256.Load(newBlock + s + 8);
                a -= (a - Vector256.Load(oldBlock + s)) * Pairs.Low(gain);
                b -= (b - Vector256.Load(oldBlock + s + 8)) * Pairs.High(gain);
                a.Store(output + s);
                b.Store(output + s + 8);
            }
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 4 <= lanes; i += 4)
            {
                Vector128<float> gain = g.At128(i);
                nuint s = 2 * i;
                Vector128<float> a = Vector128.Load(newBlock + s);
                Vector128<float> b = Vector128.Load(newBlock + s + 4);
                a -= (a - Vector128.Load(oldBlock + s)) * Pairs.Low(gain);
                b -= (b - Vector128.Load(oldBlock + s + 4)) * Pairs.High(gain);
                a.Store(output + s);
                b.Store(output + s + 4);
            }
        }

        for (; i < frames; i++)
        {
            float gain = g.At(i);
            nuint s = 2 * i;
            float a = newBlock[s];
            float b = newBlock[s + 1];
            output[s] = a - ((a - oldBlock[s]) * gain);
            output[s + 1] = b - ((b - oldBlock[s + 1]) * gain);
        }
    }

    private static void Mono(float* output, float* oldBlock, float* newBlock, FadeProgress g, nuint frames)
    {
        nuint lanes = g.LaneFrames(frames);
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<int> k = g.Lanes256;
            Vector256<int> turn = g.Turn256;
            for (; i + 8 <= lanes; i += 8, k += turn)
            {
                Vector256<float> a = Vector256.Load(newBlock + i);
                (a - ((a - Vector256.Load(oldBlock + i)) * g.At256(k))).Store(output + i);
            }
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 4 <= lanes; i += 4)
            {
                Vector128<float> a = Vector128.Load(newBlock + i);
                (a - ((a - Vector128.Load(oldBlock + i)) * g.At128(i))).Store(output + i);
            }
        }

        for (; i < frames; i++)
            output[i] = newBlock[i] - ((newBlock[i] - oldBlock[i]) * g.At(i));
    }

    private static void Any(float* output, float* oldBlock, float* newBlock, FadeProgress g, int channels, nuint frames)
    {
        nuint s = 0;
        for (nuint i = 0; i < frames; i++)
        {
            float gain = g.At(i);
            for (int c = 0; c < channels; c++, s++)
                output[s] = newBlock[s] - ((newBlock[s] - oldBlock[s]) * gain);
        }
    }
}
