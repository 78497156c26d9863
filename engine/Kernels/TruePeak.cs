using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>
/// The largest magnitude between samples, at four times the sample rate, as ITU-R BS.1770-5, Annex 2, asks for: three values a quarter of a
/// frame apart between each frame and the next, of 24 frames each.
/// </summary>
/// <remarks>
/// Thread: any, callback included. The interpolator is a sinc in a Kaiser window (beta 6.5), each phase normalised to unity at 0 Hz: flat to
/// 0.03 dB up to 0.41 of the sample rate, where the 12 taps for each phase of Annex 2 are down by 1 dB. The formula of every column is the same,
/// taps added in order.
/// </remarks>
internal static unsafe class TruePeak
{
    /// <summary>Frames that a value needs before the frame it follows.</summary>
    public const int Before = 11;

    /// <summary>Frames that a value needs behind the frame it follows.</summary>
    public const int After = 12;

    /// <summary>No value between samples is larger than the largest sample around it times this: the sum of the magnitudes of the taps, 2.273, rounded up.</summary>
    public const float MostGain = 2.28f;

    /// <summary>Taps of a phase. The kernel takes those of the first two phases, one after the other; the third is the first one mirrored.</summary>
    public const int Taps = Before + 1 + After;

    /// <summary>
    /// The largest magnitude between each of <paramref name="frames"/> frames and the frame after it, of all channels. Reads
    /// <see cref="Before"/> frames before <paramref name="src"/> and <see cref="After"/> behind the last one; <paramref name="quarter"/> has twice <see cref="Taps"/>.
    /// </summary>
    public static float Largest(float* src, int channels, nuint frames, float* quarter)
    {
        Debug.Assert(frames == 0 || (src != null && quarter != null));
        Debug.Assert(channels is >= 1 and <= Limits.MaxChannels);
        nuint samples = frames * (nuint)channels;
        float* first = src - (Before * channels);
        float* half = quarter + Taps;
        float largest = 0;
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated && samples >= 8)
        {
            Vector256<float> most = Vector256<float>.Zero;
            for (; i + 8 <= samples; i += 8) most = Vector256.MaxNative(At256(first + i, channels, quarter, half), most);
            largest = Magnitude.LargestLane(Vector128.MaxNative(most.GetLower(), most.GetUpper()));
        }

        if (Vector128.IsHardwareAccelerated && samples - i >= 4)
        {
            Vector128<float> most = Vector128<float>.Zero;
            for (; i + 4 <= samples; i += 4) most = Vector128.MaxNative(At128(first + i, channels, quarter, half), most);
            largest = Larger(Magnitude.LargestLane(most), largest);
        }

        for (; i < samples; i++) largest = Larger(At(first + i, channels, quarter, half), largest);
        return largest;
    }

    private static Vector256<float> At256(float* src, int channels, float* quarter, float* half)
    {
        Vector256<float> a = Vector256<float>.Zero, b = a, c = a;
        for (int k = 0; k < Taps; k++, src += channels)
        {
            Vector256<float> x = Vector256.Load(src);
            a += x * Vector256.Create(quarter[k]);
            b += x * Vector256.Create(half[k]);
            c += x * Vector256.Create(quarter[Taps - 1 - k]);
        }

        return Vector256.MaxNative(Vector256.MaxNative(Vector256.Abs(a), Vector256.Abs(b)), Vector256.Abs(c));
    }

    private static Vector128<float> At128(float* src, int channels, float* quarter, float* half)
    {
        Vector128<float> a = Vector128<float>.Zero, b = a, c = a;
        for (int k = 0; k < Taps; k++, src += channels)
        {
            Vector128<float> x = Vector128.Load(src);
            a += x * Vector128.Create(quarter[k]);
            b += x * Vector128.Create(half[k]);
            c += x * Vector128.Create(quarter[Taps - 1 - k]);
        }

        return Vector128.MaxNative(Vector128.MaxNative(Vector128.Abs(a), Vector128.Abs(b)), Vector128.Abs(c));
    }

    private static float At(float* src, int channels, float* quarter, float* half)
    {
        float a = 0, b = 0, c = 0;
        for (int k = 0; k < Taps; k++, src += channels)
        {
            a += *src * quarter[k];
            b += *src * half[k];
            c += *src * quarter[Taps - 1 - k];
        }

        return Larger(Larger(Magnitude.Of(a), Magnitude.Of(b)), Magnitude.Of(c));
    }

    private static float Larger(float a, float b) => a > b ? a : b;
}
