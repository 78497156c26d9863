using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>The gain of a fade at its progress.</summary>
internal interface IFadeCurve // fence: constrains structs alone, never a box
{
    /// <summary>The gain at as many values of the progress as a width has.</summary>
    T At<T>(T progress)
        where T : struct, IFloats<T>; // fence: a struct's
}

/// <summary>A gain that goes with the progress of a fade, in place: the loops of all fades.</summary>
/// <remarks>Thread: any, callback included. Interleaved, 1..8 channels; no alignment needed.</remarks>
internal static unsafe class FadeColumns
{
    /// <summary><c>buf *= curve(progress)</c> at each frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // of each kernel's own
    public static void Apply<TCurve>(float* buffer, FadeProgress g, TCurve curve, int channels, nuint frames)
        where TCurve : struct, IFadeCurve // fence: a struct's
    {
        Debug.Assert(frames == 0 || buffer != null);
        Debug.Assert(channels is >= 1 and <= Limits.MaxChannels);
        if (channels == 2)
            Stereo(buffer, g, curve, frames);
        else if (channels == 1)
            Mono(buffer, g, curve, frames);
        else
            Any(buffer, g, curve, channels, frames);
    }

    private static void Stereo<TCurve>(float* buffer, FadeProgress g, TCurve curve, nuint frames)
        where TCurve : struct, IFadeCurve // fence: a struct's
    {
        nuint lanes = g.LaneFrames(frames);
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<int> k = g.Lanes256;
            Vector256<int> turn = g.Turn256;
            Vector256<int> whole = g.Whole256;
            Vector256<float> divisor = Vector256.ConvertToSingle(whole);
            for (; i + 8 <= lanes; i += 8, k += turn)
            {
                Vector256<float> gain = curve.At(new Floats8(FadeProgress.At256(k, whole, divisor))).Value; // fence: a struct
                float* at = buffer + (2 * i);
                (Vector256.Load(at) * Pairs.Low(gain)).Store(at);
                (Vector256.Load(at + 8) * Pairs.High(gain)).Store(at + 8);
            }
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 4 <= lanes; i += 4)
            {
                Vector128<float> gain = curve.At(new Floats4(g.At128(i))).Value; // fence: a struct
                float* at = buffer + (2 * i);
                (Vector128.Load(at) * Pairs.Low(gain)).Store(at);
                (Vector128.Load(at + 4) * Pairs.High(gain)).Store(at + 4);
            }
        }

        for (; i < frames; i++)
        {
            float gain = curve.At(new Floats1(g.At(i))).Value; // fence: a struct
            buffer[2 * i] *= gain;
            buffer[(2 * i) + 1] *= gain;
        }
    }

    private static void Mono<TCurve>(float* buffer, FadeProgress g, TCurve curve, nuint frames)
        where TCurve : struct, IFadeCurve // fence: a struct's
    {
        nuint lanes = g.LaneFrames(frames);
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<int> k = g.Lanes256;
            Vector256<int> turn = g.Turn256;
            Vector256<int> whole = g.Whole256;
            Vector256<float> divisor = Vector256.ConvertToSingle(whole);
            for (; i + 8 <= lanes; i += 8, k += turn)
                (Vector256.Load(buffer + i) * curve.At(new Floats8(FadeProgress.At256(k, whole, divisor))).Value).Store(buffer + i); // fence: a struct
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + 4 <= lanes; i += 4)
                (Vector128.Load(buffer + i) * curve.At(new Floats4(g.At128(i))).Value).Store(buffer + i); // fence: a struct
        }

        for (; i < frames; i++)
            buffer[i] *= curve.At(new Floats1(g.At(i))).Value; // fence: a struct
    }

    private static void Any<TCurve>(float* buffer, FadeProgress g, TCurve curve, int channels, nuint frames)
        where TCurve : struct, IFadeCurve // fence: a struct's
    {
        nuint s = 0;
        for (nuint i = 0; i < frames; i++)
        {
            float gain = curve.At(new Floats1(g.At(i))).Value; // fence: a struct
            for (int c = 0; c < channels; c++, s++)
                buffer[s] *= gain;
        }
    }
}
