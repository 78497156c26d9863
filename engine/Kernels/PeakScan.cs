using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>Smallest and largest sample and the sum of the squares of one channel.</summary>
internal struct PeakValue
{
    /// <summary>Smallest sample; +infinity of none.</summary>
    public float Min;

    /// <summary>Largest sample; -infinity of none.</summary>
    public float Max;

    /// <summary>Sum of the squares.</summary>
    public float Squares;

    /// <summary>Of no samples at all.</summary>
    public static PeakValue Empty => new PeakValue { Min = float.PositiveInfinity, Max = float.NegativeInfinity };

    /// <summary>Both, the squares of <paramref name="other"/> added last.</summary>
    public void Add(in PeakValue other)
    {
        if (other.Min < Min) Min = other.Min;
        if (other.Max > Max) Max = other.Max;
        Squares += other.Squares;
    }
}

/// <summary>Partial results of a scan: 8 lanes of every vector in a period.</summary>
/// <remarks>Not fixed buffers: with one of those the compiler guards the stack by a check whose failure path leaves raw code.</remarks>
[StructLayout(LayoutKind.Sequential, Size = 3 * PeakScan.MaxPeriod * sizeof(float))]
internal unsafe struct PeakLanes
{
    private readonly float _first;

    /// <summary>Smallest of each lane.</summary>
    public float* Min => (float*)Unsafe.AsPointer(ref Unsafe.AsRef(in _first));

    /// <summary>Largest of each lane.</summary>
    public float* Max => Min + PeakScan.MaxPeriod;

    /// <summary>Sum of squares of each lane.</summary>
    public float* Squares => Max + PeakScan.MaxPeriod;
}

/// <summary>Minimum, maximum and sum of squares of each channel of interleaved samples, in one pass.</summary>
/// <remarks>
/// Thread: any. No alignment needed. NaN counts as 0, and -0 as 0. A sum is rounded in an order that the formula fixes and no
/// width may change: sample <c>i</c> of the whole periods goes to partial sum <c>i mod period</c> (32 where the channels divide 8,
/// else 8 for each of an odd number of vectors), four of which are paired up to 8 lanes where channels allow, the rest of the
/// samples is added to lane <c>i mod lanes</c>, and the lanes of a channel are added in order.
/// </remarks>
internal static unsafe class PeakScan
{
    /// <summary>Most lanes: seven channels in seven vectors.</summary>
    public const int MaxPeriod = 56;

    private const int Unrolled = 32;

    /// <summary>Scans <paramref name="frames"/> frames; <paramref name="result"/> has one value a channel, empty ones of no frames.</summary>
    public static void Run(float* src, int channels, nuint frames, PeakValue* result)
    {
        Debug.Assert(frames == 0 || src != null);
        Debug.Assert(result != null && channels is >= 1 and <= 8);
        nuint samples = frames * (nuint)channels;
        PeakLanes lanes;
        Unsafe.SkipInit(out lanes);
        nuint count = 8;
        nuint i;
        if (8 % channels == 0)
        {
            i = samples - (samples % Unrolled);
            Four(src, i, &lanes);
        }
        else
        {
            // 3, 5, 7 vectors hold a whole number of frames of 3 (and 6), 5 and 7 channels.
            count = 8 * (nuint)(channels == 6 ? 3 : channels);
            i = samples - (samples % count);
            for (nuint at = 0; at < count; at += 8) One(src, i, at, count, &lanes);
        }

        for (nuint lane = 0; i < samples; i++)
        {
            Take(&lanes, lane, src[i]);
            if (++lane == count) lane = 0;
        }

        Gather(&lanes, count, (nuint)channels, result);
    }

    // Four vectors a turn, each with sums of its own: one sum would wait for itself. Then pairs of pairs.
    private static void Four(float* src, nuint whole, PeakLanes* lanes)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            Four256(src, whole, lanes);
            return;
        }

        if (Vector128.IsHardwareAccelerated)
        {
            Four128(src, whole, lanes, 0);
            Four128(src, whole, lanes, 4);
            return;
        }

        for (nuint lane = 0; lane < Unrolled; lane++) Clear(lanes, lane);
        for (nuint i = 0; i < whole; i += Unrolled)
        {
            for (nuint lane = 0; lane < Unrolled; lane++) Take(lanes, lane, src[i + lane]);
        }

        for (nuint lane = 0; lane < 8; lane++)
        {
            float low = Smaller(Smaller(lanes->Min[lane], lanes->Min[lane + 8]), Smaller(lanes->Min[lane + 16], lanes->Min[lane + 24]));
            float high = Larger(Larger(lanes->Max[lane], lanes->Max[lane + 8]), Larger(lanes->Max[lane + 16], lanes->Max[lane + 24]));
            lanes->Min[lane] = low;
            lanes->Max[lane] = high;
            lanes->Squares[lane] = (lanes->Squares[lane] + lanes->Squares[lane + 8]) + (lanes->Squares[lane + 16] + lanes->Squares[lane + 24]);
        }
    }

    private static void Four256(float* src, nuint whole, PeakLanes* lanes)
    {
        Vector256<float> low0 = Vector256.Create(float.PositiveInfinity), low1 = low0, low2 = low0, low3 = low0;
        Vector256<float> high0 = Vector256.Create(float.NegativeInfinity), high1 = high0, high2 = high0, high3 = high0;
        Vector256<float> sum0 = Vector256<float>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        for (nuint i = 0; i < whole; i += Unrolled)
        {
            Take(Vector256.Load(src + i), ref low0, ref high0, ref sum0);
            Take(Vector256.Load(src + i + 8), ref low1, ref high1, ref sum1);
            Take(Vector256.Load(src + i + 16), ref low2, ref high2, ref sum2);
            Take(Vector256.Load(src + i + 24), ref low3, ref high3, ref sum3);
        }

        Vector256.MinNative(Vector256.MinNative(low0, low1), Vector256.MinNative(low2, low3)).Store(lanes->Min);
        Vector256.MaxNative(Vector256.MaxNative(high0, high1), Vector256.MaxNative(high2, high3)).Store(lanes->Max);
        ((sum0 + sum1) + (sum2 + sum3)).Store(lanes->Squares);
    }

    private static void Four128(float* src, nuint whole, PeakLanes* lanes, nuint at)
    {
        Vector128<float> low0 = Vector128.Create(float.PositiveInfinity), low1 = low0, low2 = low0, low3 = low0;
        Vector128<float> high0 = Vector128.Create(float.NegativeInfinity), high1 = high0, high2 = high0, high3 = high0;
        Vector128<float> sum0 = Vector128<float>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        for (nuint i = at; i < whole; i += Unrolled)
        {
            Take(Vector128.Load(src + i), ref low0, ref high0, ref sum0);
            Take(Vector128.Load(src + i + 8), ref low1, ref high1, ref sum1);
            Take(Vector128.Load(src + i + 16), ref low2, ref high2, ref sum2);
            Take(Vector128.Load(src + i + 24), ref low3, ref high3, ref sum3);
        }

        Vector128.MinNative(Vector128.MinNative(low0, low1), Vector128.MinNative(low2, low3)).Store(lanes->Min + at);
        Vector128.MaxNative(Vector128.MaxNative(high0, high1), Vector128.MaxNative(high2, high3)).Store(lanes->Max + at);
        ((sum0 + sum1) + (sum2 + sum3)).Store(lanes->Squares + at);
    }

    // One vector of a period. The loops of a period's vectors do not wait for each other: the processor runs them side by side.
    private static void One(float* src, nuint whole, nuint at, nuint period, PeakLanes* lanes)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<float> low = Vector256.Create(float.PositiveInfinity), high = Vector256.Create(float.NegativeInfinity), sum = Vector256<float>.Zero;
            for (nuint i = at; i < whole; i += period) Take(Vector256.Load(src + i), ref low, ref high, ref sum);
            low.Store(lanes->Min + at);
            high.Store(lanes->Max + at);
            sum.Store(lanes->Squares + at);
            return;
        }

        for (nuint part = at; part < at + 8; part += 4)
        {
            if (Vector128.IsHardwareAccelerated)
            {
                Vector128<float> low = Vector128.Create(float.PositiveInfinity), high = Vector128.Create(float.NegativeInfinity), sum = Vector128<float>.Zero;
                for (nuint i = part; i < whole; i += period) Take(Vector128.Load(src + i), ref low, ref high, ref sum);
                low.Store(lanes->Min + part);
                high.Store(lanes->Max + part);
                sum.Store(lanes->Squares + part);
                continue;
            }

            for (nuint lane = part; lane < part + 4; lane++)
            {
                Clear(lanes, lane);
                for (nuint i = lane; i < whole; i += period) Take(lanes, lane, src[i]);
            }
        }
    }

    private static void Gather(PeakLanes* lanes, nuint count, nuint channels, PeakValue* result)
    {
        if (channels == 2 && count == 8 && Vector128.IsHardwareAccelerated)
        {
            GatherStereo(lanes, result);
            return;
        }

        for (nuint channel = 0; channel < channels; channel++)
        {
            PeakValue value = PeakValue.Empty;
            for (nuint lane = channel; lane < count; lane += channels)
            {
                if (lanes->Min[lane] < value.Min) value.Min = lanes->Min[lane];
                if (lanes->Max[lane] > value.Max) value.Max = lanes->Max[lane];
                value.Squares += lanes->Squares[lane];
            }

            // -0 becomes +0: which of the two a minimum returns is the processor's affair.
            value.Min += 0f;
            value.Max += 0f;
            result[channel] = value;
        }
    }

    // The same for both channels at once, a pair of lanes after the other: the order of the sums is the same.
    private static void GatherStereo(PeakLanes* lanes, PeakValue* result)
    {
        Vector128<float> low = Vector128.MinNative(Vector128.Load(lanes->Min), Vector128.Load(lanes->Min + 4));
        Vector128<float> high = Vector128.MaxNative(Vector128.Load(lanes->Max), Vector128.Load(lanes->Max + 4));
        Vector128<float> first = Vector128.Load(lanes->Squares);
        Vector128<float> second = Vector128.Load(lanes->Squares + 4);
        low = Vector128.MinNative(low, UpperPair(low)) + Vector128<float>.Zero;
        high = Vector128.MaxNative(high, UpperPair(high)) + Vector128<float>.Zero;
        Vector128<float> sum = first + UpperPair(first) + second + UpperPair(second);
        result[0] = new PeakValue { Min = low[0], Max = high[0], Squares = sum[0] };
        result[1] = new PeakValue { Min = low[1], Max = high[1], Squares = sum[1] };
    }

    private static Vector128<float> UpperPair(Vector128<float> x) => Vector128.Shuffle(x, Vector128.Create(2, 3, 2, 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(Vector256<float> x, ref Vector256<float> low, ref Vector256<float> high, ref Vector256<float> sum)
    {
        x &= Vector256.Equals(x, x);
        low = Vector256.MinNative(low, x);
        high = Vector256.MaxNative(high, x);
        sum += x * x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(Vector128<float> x, ref Vector128<float> low, ref Vector128<float> high, ref Vector128<float> sum)
    {
        x &= Vector128.Equals(x, x);
        low = Vector128.MinNative(low, x);
        high = Vector128.MaxNative(high, x);
        sum += x * x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(PeakLanes* lanes, nuint lane, float sample)
    {
        float x = float.IsNaN(sample) ? 0f : sample;
        lanes->Min[lane] = Smaller(lanes->Min[lane], x);
        lanes->Max[lane] = Larger(lanes->Max[lane], x);
        lanes->Squares[lane] = lanes->Squares[lane] + (x * x);
    }

    private static void Clear(PeakLanes* lanes, nuint lane)
    {
        lanes->Min[lane] = float.PositiveInfinity;
        lanes->Max[lane] = float.NegativeInfinity;
        lanes->Squares[lane] = 0f;
    }

    private static float Smaller(float a, float b) => a < b ? a : b;

    private static float Larger(float a, float b) => a > b ? a : b;
}
