using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>How large and how bent a stretch of sound is; see <see cref="Curvature"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CurvatureValue
{
    /// <summary>The largest magnitude of a sample.</summary>
    public float Largest;

    /// <summary>The largest magnitude of a second difference.</summary>
    public float Bend;
}

/// <summary>
/// <c>max |x[n]|</c> and <c>max |x[n] + x[n - 2] - 2 x[n - 1]|</c> of all channels: what bounds the values between samples
/// (<see cref="TruePeak.MostGain"/>, <see cref="TruePeak.MostBend"/>) at a tenth of the cost of computing them.
/// </summary>
/// <remarks>Thread: any, callback included. Interleaved; reads two frames before <c>src</c>. Maxima do not depend on the order, so every column gives the same bits.</remarks>
internal static unsafe class Curvature
{
    /// <summary>Frames of a stretch.</summary>
    public const int StretchFrames = 16;

    /// <summary>
    /// The values of <paramref name="count"/> stretches of 16 frames, one after the other; the frame behind a stretch counts for its largest sample too, so
    /// that one is read behind the last.
    /// </summary>
    public static void Stretches(float* src, int channels, int count, float* largest, float* bends)
    {
        Debug.Assert(count == 0 || (src != null && largest != null && bends != null));
        Debug.Assert(channels is >= 1 and <= Limits.MaxChannels);
        int samples = StretchFrames * channels;
        for (; count > 0; count--, largest++, bends++)
        {
            if (Vector256.IsHardwareAccelerated)
            {
                // The last load ends with the frame behind the stretch.
                Vector256<float> most = Vector256.Abs(Vector256.Load(src + samples + channels - 8)), bend = Vector256<float>.Zero;
                for (float* end = src + samples; src < end; src += 16) Add(src, src - channels, src - (2 * channels), ref most, ref bend);
                Vector256<float> both = Vector256.Create(Vector128.MaxNative(most.GetLower(), most.GetUpper()), Vector128.MaxNative(bend.GetLower(), bend.GetUpper()));
                both = Vector256.MaxNative(both, Vector256.Shuffle(both, Vector256.Create(2, 3, 2, 3, 6, 7, 6, 7)));
                both = Vector256.MaxNative(both, Vector256.Shuffle(both, Vector256.Create(1, 1, 1, 1, 5, 5, 5, 5)));
                *largest = both.ToScalar();
                *bends = both.GetUpper().ToScalar();
                continue;
            }

            CurvatureValue value;
            Run(src, channels, StretchFrames, &value);
            src += samples;
            *largest = Larger(value.Largest, Magnitude.Largest(src, (nuint)channels));
            *bends = value.Bend;
        }
    }

    /// <summary>The values of <paramref name="frames"/> frames.</summary>
    public static void Run(float* src, int channels, nuint frames, CurvatureValue* value)
    {
        Debug.Assert(value != null && (frames == 0 || src != null));
        Debug.Assert(channels is >= 1 and <= Limits.MaxChannels);
        nuint samples = frames * (nuint)channels;
        float* one = src - channels;
        float* two = one - channels;
        float largest = 0, bend = 0;
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated && samples >= 16)
        {
            Vector256<float> most = Vector256<float>.Zero, most2 = most;
            for (; i + 16 <= samples; i += 16) Add(src + i, one + i, two + i, ref most, ref most2);
            largest = Magnitude.LargestLane(Vector128.MaxNative(most.GetLower(), most.GetUpper()));
            bend = Magnitude.LargestLane(Vector128.MaxNative(most2.GetLower(), most2.GetUpper()));
        }

        if (Vector128.IsHardwareAccelerated && samples - i >= 4)
        {
            Vector128<float> most = Vector128<float>.Zero, most2 = most;
            for (; i + 4 <= samples; i += 4)
            {
                Vector128<float> x = Vector128.Load(src + i), b = Vector128.Load(one + i);
                most = Vector128.MaxNative(Vector128.Abs(x), most);
                most2 = Vector128.MaxNative(Vector128.Abs((x + Vector128.Load(two + i)) - (b + b)), most2);
            }

            largest = Larger(largest, Magnitude.LargestLane(most));
            bend = Larger(bend, Magnitude.LargestLane(most2));
        }

        for (; i < samples; i++)
        {
            largest = Larger(largest, Magnitude.Of(src[i]));
            bend = Larger(bend, Magnitude.Of((src[i] + two[i]) - (one[i] + one[i])));
        }

        value->Largest = largest;
        value->Bend = bend;
    }

    // 16 samples.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* src, float* one, float* two, ref Vector256<float> most, ref Vector256<float> bend)
    {
        Vector256<float> x = Vector256.Load(src), y = Vector256.Load(src + 8);
        Vector256<float> b = Vector256.Load(one), c = Vector256.Load(one + 8);
        most = Vector256.MaxNative(Vector256.MaxNative(Vector256.Abs(x), Vector256.Abs(y)), most);
        Vector256<float> u = Vector256.Abs((x + Vector256.Load(two)) - (b + b));
        bend = Vector256.MaxNative(Vector256.MaxNative(u, Vector256.Abs((y + Vector256.Load(two + 8)) - (c + c))), bend);
    }

    private static float Larger(float a, float b) => a > b ? a : b;
}
