using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Seamline.Kernels;

namespace Seamline.Clips;

/// <summary>
/// Minimum, maximum and rms of a stretch of one channel in 6 bytes: binary16, minimum rounded down and maximum rounded up so that
/// the stored range encloses the true one, rms rounded to nearest. Beyond +-65,504 (96 dB over full scale) all three are that.
/// </summary>
/// <remarks>
/// Minimum and maximum are kept as sign and magnitude turned into two's complement: they compare as integers, so a drawn column
/// is a minimum and a maximum of shorts, and two conversions at its end.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct PeakEntry
{
    /// <summary>Smallest sample, as <see cref="Decode"/> reads it; larger than <see cref="Max"/> where there were no samples.</summary>
    public short Min;

    /// <summary>Largest sample.</summary>
    public short Max;

    /// <summary>Root of the mean of the squares.</summary>
    public ushort Rms;

    // The largest finite binary16, 65,504.
    private const int Largest = 0x7BFF;

    // 2^112 moves the exponent's bias from binary16's 15 to binary32's 127, of what is below the smallest normal number too.
    private const float Rebias = 5.192296858534828e33f;

    /// <summary>Of no samples.</summary>
    public static PeakEntry Empty => new() { Min = short.MaxValue, Max = short.MinValue };

    /// <summary>Whether there were samples.</summary>
    public readonly bool HasSamples => Min <= Max;

    /// <summary>Rounds what a scan of <paramref name="frames"/> frames has found.</summary>
    public static PeakEntry Of(in PeakValue value, long frames)
    {
        if (frames <= 0) return Empty;
        return new PeakEntry
        {
            Min = value.Min < 0 ? (short)-Magnitude(-value.Min, up: true) : (short)Magnitude(value.Min, up: false),
            Max = value.Max < 0 ? (short)-Magnitude(-value.Max, up: false) : (short)Magnitude(value.Max, up: true),
            Rms = EncodeRms(MathF.Sqrt(value.Squares / frames)),
        };
    }

    /// <summary>An rms, rounded to nearest (half to even).</summary>
    public static ushort EncodeRms(float rms) => (ushort)Nearest(rms);

    /// <summary>A stored minimum or maximum.</summary>
    public static float Decode(int stored)
    {
        float magnitude = DecodeMagnitude(stored < 0 ? -stored : stored);
        return stored < 0 ? -magnitude : magnitude;
    }

    /// <summary>A stored rms.</summary>
    public static float DecodeMagnitude(int stored) => BitConverter.Int32BitsToSingle(stored << 13) * Rebias;

    // A number from 0 on as binary16, cut or rounded up.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Magnitude(float x, bool up)
    {
        Split(x, out int whole, out int rest);
        return Math.Min(up && rest != 0 ? whole + 1 : whole, Largest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Nearest(float x)
    {
        Split(x, out int whole, out int rest);
        const int half = 0x1000;
        return Math.Min(rest > half || (rest == half && (whole & 1) != 0) ? whole + 1 : whole, Largest);
    }

    // The binary16 at or below x, and what is left of it in 8,192ths of the step to the next one, the last bit set where there is more.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(float x, out int whole, out int rest)
    {
        const int smallestNormal = 0x38800000;
        const int rebias = 0x38000000;
        int bits = BitConverter.SingleToInt32Bits(x);
        if (bits >= smallestNormal)
        {
            // Infinity too, and what no page holds, NaN: the largest.
            whole = Math.Min((bits - rebias) >> 13, Largest);
            rest = bits & 0x1FFF;
            return;
        }

        // Steps of 2^-24. Scaling by a power of two is exact, and so is what is left behind the point.
        float steps = x * 16_777_216f;
        whole = (int)steps;
        float part = (steps - whole) * 8_192f;
        rest = (int)part;
        if (rest < part) rest |= 1;
    }
}
