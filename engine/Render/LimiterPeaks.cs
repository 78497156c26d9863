using System;
using System.Numerics;
using System.Runtime.Intrinsics;
using Seamline.Kernels;
using Seamline.Snapshots;

namespace Seamline.Render;

/// <summary>
/// The peaks of the limiter's groups: the largest magnitude of the samples from a group's first frame to the next group's, and of the values between
/// them, rounded up to 9 bits behind the first (0.017 dB); 0 where it is not above the ceiling.
/// </summary>
/// <remarks>
/// Interpolating costs twenty times as much as a block without a limiter, so it is put off: a group has a bound first, from its largest sample and
/// its largest second difference, and is interpolated when a window needs to know (<see cref="LimiterWindows"/>). Which groups that are changes no
/// gain. Where a sample is above the ceiling and the bound within 1/256 of it, as of low tones, the bound is the peak: at most 0.034 dB more than the
/// sample.
/// </remarks>
internal static unsafe class LimiterPeaks
{
    private const int Group = MasterSettings.GroupFrames;
    private const float Near = 1 + (1f / 256);

    // What rounding can make of sums of 24 products: 3.4e-6 of the largest sample.
    private const float Rounding = 1e-5f;

    // A peak is the bits of a float, whose order is that of integers; the lowest says that it is not a bound.
    private const int Known = 1;
    private const int LowBits = (1 << 14) - 1;

    /// <summary>Whether a peak is known: not a bound.</summary>
    public static bool IsKnown(int peak) => peak == 0 || (peak & Known) != 0;

    /// <summary>Its magnitude.</summary>
    public static float Magnitude(int peak) => BitConverter.Int32BitsToSingle(peak & ~Known);

    /// <summary>Bounds the peaks of all groups up to one, whose samples are there.</summary>
    public static void Bound(RegionBlock* block, LimiterMemory* memory, long endGroup)
    {
        int channels = block->Channels;
        int groups = (int)(endGroup - memory->EndGroup);
        int* peaks = memory->Peaks + (memory->EndGroup - memory->FirstGroup);

        // No value between samples is larger than the largest sample near it times a constant: most blocks need no more. Where the last one did, this
        // one does.
        if (memory->LastAbove < memory->EndGroup - groups && IsQuiet(block, memory, groups))
        {
            for (int i = 0; i < groups; i++) peaks[i] = 0;
            memory->EndGroup = endGroup;
            return;
        }

        Measure(memory, channels, endGroup + 1);
        float* mosts = memory->Mosts + (memory->EndGroup - memory->FirstGroup + 1);
        float* bends = memory->Bends + (memory->EndGroup - memory->FirstGroup + 1);
        int at = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            // The last eight overlap those before: the same bounds again.
            for (; groups >= 8 && at < groups; at += 8)
            {
                at = at <= groups - 8 ? at : groups - 8;
                Vector256<int> bounds = Bounds(mosts + at, bends + at, block->Master.Ceiling);
                bounds.Store(peaks + at);
                if (bounds == Vector256<int>.Zero) continue;
                uint above = Vector256.GreaterThan(bounds, Vector256<int>.Zero).ExtractMostSignificantBits();
                uint known = Vector256.ShiftLeft(bounds, 31).ExtractMostSignificantBits();
                memory->LastAbove = memory->EndGroup + at + BitOperations.Log2(above);
                if ((above & ~known) != 0) memory->LastOpen = memory->EndGroup + at + BitOperations.Log2(above & ~known);
            }
        }

        for (; at < groups; at++)
        {
            int peak = Bound(mosts + at, bends + at, block->Master.Ceiling);
            peaks[at] = peak;
            if (peak == 0) continue;
            memory->LastAbove = memory->EndGroup + at;
            if (!IsKnown(peak)) memory->LastOpen = memory->EndGroup + at;
        }

        memory->EndGroup = endGroup;
    }

    /// <summary>Interpolates a group, which must be below <see cref="LimiterMemory.EndGroup"/>.</summary>
    public static void Interpolate(RegionBlock* block, LimiterMemory* memory, long group)
    {
        int channels = block->Channels;
        float* from = memory->Samples + (((group * Group) - memory->FirstFrame) * channels);
        float peak = memory->Mosts[group - memory->FirstGroup + 1];
        peak = Larger(peak, TruePeak.Largest(from, channels, Group, memory->Taps));
        memory->Peaks[group - memory->FirstGroup] = peak <= block->Master.Ceiling ? 0 : RoundedUp(peak) | Known;
    }

    private static bool IsQuiet(RegionBlock* block, LimiterMemory* memory, int groups)
    {
        float* from = memory->Samples + ((((memory->EndGroup - 1) * Group) - memory->FirstFrame) * block->Channels);
        return Kernels.Magnitude.Largest(from, (nuint)((groups + 2) * Group * block->Channels)) * TruePeak.MostGain <= block->Master.Ceiling;
    }

    // From the group before those that have no peaks yet: it is their neighbour. Row 0 is that of the group before the first.
    private static void Measure(LimiterMemory* memory, int channels, long end)
    {
        long group = memory->EndMost > memory->EndGroup - 1 ? memory->EndMost : memory->EndGroup - 1;
        long row = group - memory->FirstGroup + 1;
        float* from = memory->Samples + (((group * Group) - memory->FirstFrame) * channels);
        Curvature.Stretches(from, channels, (int)(end - group), memory->Mosts + row, memory->Bends + row);
        memory->EndMost = end;
    }

    // The bends of three groups are those of all frames that a value in the middle one depends on.
    private static Vector256<int> Bounds(float* mosts, float* bends, float ceiling)
    {
        Vector256<float> most = Vector256.Load(mosts);
        Vector256<float> largest = Vector256.MaxNative(Vector256.MaxNative(Vector256.Load(mosts - 1), Vector256.Load(mosts + 1)), most);
        Vector256<float> bend = Vector256.MaxNative(Vector256.MaxNative(Vector256.Load(bends - 1), Vector256.Load(bends + 1)), Vector256.Load(bends));
        Vector256<float> bound = most + (bend * TruePeak.MostBend) + (largest * Rounding);
        bound = Vector256.MinNative(bound, largest * TruePeak.MostGain);
        Vector256<float> limit = Vector256.Create(ceiling);
        Vector256<float> known = Vector256.GreaterThan(most, limit) & Vector256.LessThanOrEqual(bound, most * Near);
        Vector256<int> rounded = (bound.AsInt32() + Vector256.Create(LowBits)) & Vector256.Create(~LowBits);
        return (rounded | (known.AsInt32() & Vector256.Create(Known))) & Vector256.GreaterThan(bound, limit).AsInt32();
    }

    private static int Bound(float* mosts, float* bends, float ceiling)
    {
        float largest = Larger(Larger(mosts[-1], mosts[1]), mosts[0]);
        float bend = Larger(Larger(bends[-1], bends[1]), bends[0]);
        float bound = mosts[0] + (bend * TruePeak.MostBend) + (largest * Rounding);
        bound = bound < largest * TruePeak.MostGain ? bound : largest * TruePeak.MostGain;
        if (!(bound > ceiling)) return 0;
        return RoundedUp(bound) | (mosts[0] > ceiling && bound <= mosts[0] * Near ? Known : 0);
    }

    private static int RoundedUp(float peak) => (BitConverter.SingleToInt32Bits(peak) + LowBits) & ~LowBits;

    private static float Larger(float a, float b) => a > b ? a : b;
}
