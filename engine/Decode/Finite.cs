using System.Runtime.Intrinsics;

namespace Seamline.Decode;

/// <summary>Keeps NaN and infinities out of the engine: one would silence a whole mix.</summary>
internal static unsafe class Finite
{
    /// <summary>Sets every sample that is not finite to 0; true when there was one.</summary>
    public static bool Repair(float* samples, long count)
    {
        long i = 0;
        var largest = Vector256.Create(float.MaxValue);
        for (; i + Vector256<float>.Count <= count; i += Vector256<float>.Count)
        {
            // A comparison with NaN is false, so one test finds both kinds.
            if (!Vector256.LessThanOrEqualAll(Vector256.Abs(Vector256.Load(samples + i)), largest)) return RepairFrom(samples, i, count);
        }

        return RepairFrom(samples, i, count);
    }

    private static bool RepairFrom(float* samples, long from, long count)
    {
        bool found = false;
        for (long i = from; i < count; i++)
        {
            if (float.IsFinite(samples[i])) continue;
            samples[i] = 0;
            found = true;
        }

        return found;
    }
}
