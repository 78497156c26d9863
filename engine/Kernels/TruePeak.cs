using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>
/// The largest magnitude between samples, at four times the sample rate, as ITU-R BS.1770-5, Annex 2, asks for: three values a quarter of a
/// frame apart between each frame and the next, of 24 frames each.
/// </summary>
/// <remarks>
/// Thread: any, callback included. The interpolator is a sinc in a Kaiser window (beta 6.5), each phase normalised to unity at 0 Hz: flat to
/// 0.03 dB up to 0.41 of the sample rate, where the 12 taps for each phase of Annex 2 are down by 1 dB. The half phase is symmetric and the two
/// quarters mirror each other, so taps are taken in pairs from the outside in: with sums s and differences d of the frames of a pair, the
/// quarters are e + o and e - o, where e sums s and o sums d times folded taps; the larger magnitude of both is |e| + |o|. The formula of every
/// column is the same.
/// </remarks>
internal static unsafe class TruePeak
{
    /// <summary>Frames that a value needs before the frame it follows.</summary>
    public const int Before = 11;

    /// <summary>Frames that a value needs behind the frame it follows.</summary>
    public const int After = 12;

    /// <summary>No value between samples is larger than the largest sample around it times this: the sum of the magnitudes of the taps, 2.273, rounded up.</summary>
    public const float MostGain = 2.28f;

    /// <summary>
    /// A value between two samples is larger than both by at most this times the largest second difference around: 0.4095, the sum of the
    /// magnitudes of the second sums of the taps less those of the straight line, rounded up.
    /// </summary>
    public const float MostBend = 0.41f;

    /// <summary>Frames of a phase.</summary>
    public const int Taps = Before + 1 + After;

    /// <summary>Floats of the folded taps: for each pair, that of the half phase, and the even and the odd part of the quarter's.</summary>
    public const int FoldedTaps = 3 * (Taps / 2);

    /// <summary>
    /// The largest magnitude between each of <paramref name="frames"/> frames and the frame after it, of all channels. Reads
    /// <see cref="Before"/> frames before <paramref name="src"/> and <see cref="After"/> behind the last one; <paramref name="folded"/> has <see cref="FoldedTaps"/>.
    /// </summary>
    public static float Largest(float* src, int channels, nuint frames, float* folded)
    {
        Debug.Assert(frames == 0 || (src != null && folded != null));
        Debug.Assert(channels is >= 1 and <= Limits.MaxChannels);
        nuint samples = frames * (nuint)channels;
        float* first = src - (Before * channels);
        float largest = 0;
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated && samples >= 8)
        {
            // Two at a time share the loads of taps.
            Vector256<float> most = Vector256<float>.Zero;
            for (; i + 16 <= samples; i += 16) most = Vector256.MaxNative(Two256(first + i, channels, folded), most);
            if (i + 8 <= samples)
            {
                most = Vector256.MaxNative(At<Floats8>(first + i, channels, folded).Value, most);
                i += 8;
            }

            largest = Magnitude.LargestLane(Vector128.MaxNative(most.GetLower(), most.GetUpper()));
        }

        if (Vector128.IsHardwareAccelerated && samples - i >= 4)
        {
            Vector128<float> most = Vector128<float>.Zero;
            for (; i + 4 <= samples; i += 4) most = Vector128.MaxNative(At<Floats4>(first + i, channels, folded).Value, most);
            largest = Larger(Magnitude.LargestLane(most), largest);
        }

        for (; i < samples; i++) largest = Larger(At<Floats1>(first + i, channels, folded).Value, largest);
        return largest;
    }

    private static Vector256<float> Two256(float* src, int channels, float* folded)
    {
        Vector256<float> h = Vector256<float>.Zero, e = h, o = h, h2 = h, e2 = h, o2 = h;
        float* mirror = src + ((Taps - 1) * channels);
        for (float* end = folded + FoldedTaps; folded < end; folded += 3, src += channels, mirror -= channels)
        {
            Vector256<float> a = Vector256.Load(src), a2 = Vector256.Load(src + 8);
            Vector256<float> b = Vector256.Load(mirror), b2 = Vector256.Load(mirror + 8);
            Vector256<float> s = a + b, d = a - b, s2 = a2 + b2, d2 = a2 - b2;
            Vector256<float> half = Vector256.Create(folded[0]), even = Vector256.Create(folded[1]), odd = Vector256.Create(folded[2]);
            h += s * half;
            h2 += s2 * half;
            e += s * even;
            e2 += s2 * even;
            o += d * odd;
            o2 += d2 * odd;
        }

        Vector256<float> one = Vector256.MaxNative(Vector256.Abs(h), Vector256.Abs(e) + Vector256.Abs(o));
        return Vector256.MaxNative(one, Vector256.MaxNative(Vector256.Abs(h2), Vector256.Abs(e2) + Vector256.Abs(o2)));
    }

    // The three values of as many samples as a width has.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T At<T>(float* src, int channels, float* folded)
        where T : struct, IFloats<T> // fence: a struct's
    {
        T h = T.Create(0), e = h, o = h;
        float* mirror = src + ((Taps - 1) * channels);
        for (float* end = folded + FoldedTaps; folded < end; folded += 3, src += channels, mirror -= channels)
        {
            T a = T.Load(src), b = T.Load(mirror);
            T s = a + b;
            h += s * T.Create(folded[0]);
            e += s * T.Create(folded[1]);
            o += (a - b) * T.Create(folded[2]);
        }

        return T.Max(T.Abs(h), T.Abs(e) + T.Abs(o));
    }

    private static float Larger(float a, float b) => a > b ? a : b;
}
