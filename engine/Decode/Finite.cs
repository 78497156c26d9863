using System.Runtime.Intrinsics;
using System.Threading;

namespace Seamline.Decode;

/// <summary>Keeps NaN and infinities out of the engine, and what a filter would make one of: one would silence a whole mix.</summary>
internal static unsafe class Finite
{
    /// <summary>No sound is louder: 600 dB. What is, is damage, and sums of it overflow.</summary>
    private const float Loudest = 1e30f;

    /// <summary>Sets every sample that is not finite, or beyond all loudness, to 0; true when there was one.</summary>
    public static bool Repair(float* samples, long count)
    {
        long i = 0;
        var largest = Vector256.Create(Loudest);
        for (; i + (4 * Vector256<float>.Count) <= count; i += 4 * Vector256<float>.Count)
        {
            Vector256<float> fine = Fine(samples + i, largest) & Fine(samples + i + 8, largest) & Fine(samples + i + 16, largest) & Fine(samples + i + 24, largest);
            if (!Vector256.EqualsAll(fine.AsInt32(), Vector256<int>.AllBitsSet)) return RepairFrom(samples, i, count);
        }

        for (; i + Vector256<float>.Count <= count; i += Vector256<float>.Count)
        {
            if (!Vector256.EqualsAll(Fine(samples + i, largest).AsInt32(), Vector256<int>.AllBitsSet)) return RepairFrom(samples, i, count);
        }

        return RepairFrom(samples, i, count);
    }

    /// <summary>The same into a copy: what is checked is what was copied, whoever writes to the samples meanwhile.</summary>
    public static void CopyRepaired(float* samples, float* to, long count)
    {
        long i = 0;
        var largest = Vector256.Create(Loudest);
        for (; i + (4 * Vector256<float>.Count) <= count; i += 4 * Vector256<float>.Count)
        {
            CopyFine(samples + i, to + i, largest);
            CopyFine(samples + i + 8, to + i + 8, largest);
            CopyFine(samples + i + 16, to + i + 16, largest);
            CopyFine(samples + i + 24, to + i + 24, largest);
        }

        for (; i + Vector256<float>.Count <= count; i += Vector256<float>.Count) CopyFine(samples + i, to + i, largest);

        for (; i < count; i++)
        {
            float loaded = Volatile.Read(ref samples[i]); // partner: a worker, which may write at any time; read once
            to[i] = float.Abs(loaded) <= Loudest ? loaded : 0;
        }
    }

    private static void CopyFine(float* from, float* to, Vector256<float> largest)
    {
        Vector256<float> loaded = Vector256.Load(from);
        Vector256.Store(loaded & Vector256.LessThanOrEqual(Vector256.Abs(loaded), largest), to);
    }

    // A comparison with NaN is false, so one test finds both kinds.
    private static Vector256<float> Fine(float* samples, Vector256<float> largest)
        => Vector256.LessThanOrEqual(Vector256.Abs(Vector256.Load(samples)), largest);

    private static bool RepairFrom(float* samples, long from, long count)
    {
        bool found = false;
        for (long i = from; i < count; i++)
        {
            if (float.Abs(samples[i]) <= Loudest) continue; // not so for NaN
            samples[i] = 0;
            found = true;
        }

        return found;
    }
}
