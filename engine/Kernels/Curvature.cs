using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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
        if (channels == 2 && count >= 4 && Vector256.IsHardwareAccelerated)
        {
            // The last four may overlap those before: the same values again.
            for (int i = 0; i < count; i += 4)
            {
                i = i <= count - 4 ? i : count - 4;
                FourOfStereo(src + (i * samples), largest + i, bends + i);
            }

            return;
        }

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

    // Four stretches of stereo, whose lanes are folded together: eight maxima for the price of two.
    private static void FourOfStereo(float* src, float* largest, float* bends)
    {
        StretchOfStereo(src, out Vector256<float> most0, out Vector256<float> bend0);
        StretchOfStereo(src + 32, out Vector256<float> most1, out Vector256<float> bend1);
        Vector256<float> mosts01 = Halves(most0, most1), bends01 = Halves(bend0, bend1);
        StretchOfStereo(src + 64, out most0, out bend0);
        StretchOfStereo(src + 96, out most1, out bend1);
        Vector256<float> mosts23 = Halves(most0, most1), bends23 = Halves(bend0, bend1);
        Vector256<float> mosts = Vector256.MaxNative(Avx.Shuffle(mosts01, mosts23, 0x44), Avx.Shuffle(mosts01, mosts23, 0xEE));
        Vector256<float> bent = Vector256.MaxNative(Avx.Shuffle(bends01, bends23, 0x44), Avx.Shuffle(bends01, bends23, 0xEE));
        Vector256<float> both = Vector256.MaxNative(Avx.Shuffle(mosts, bent, 0x88), Avx.Shuffle(mosts, bent, 0xDD)); // 0 2 | 1 3 of each
        Sse.UnpackLow(both.GetLower(), both.GetUpper()).Store(largest);
        Sse.UnpackHigh(both.GetLower(), both.GetUpper()).Store(bends);
    }

    // The larger of both halves of a below, of b above.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(Vector256<float> a, Vector256<float> b) =>
        Vector256.MaxNative(Avx.Permute2x128(a, b, 0x20), Avx.Permute2x128(a, b, 0x31));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StretchOfStereo(float* src, out Vector256<float> most, out Vector256<float> bend)
    {
        most = Vector256.Abs(Vector256.Load(src + 26)); // ends with the frame behind
        bend = Vector256<float>.Zero;
        for (int i = 0; i < 32; i += 8)
        {
            Vector256<float> x = Vector256.Load(src + i);
            most = Vector256.MaxNative(Vector256.Abs(x), most);

            // Half of it: a multiplication by a power of 2 is exact and takes an instruction less.
            bend = Vector256.MaxNative(Vector256.Abs(((x + Vector256.Load(src + i - 4)) * Vector256.Create(0.5f)) - Vector256.Load(src + i - 2)), bend);
        }

        bend += bend;
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
