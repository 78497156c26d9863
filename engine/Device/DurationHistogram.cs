using System.Numerics;
using System.Runtime.CompilerServices;

namespace Seamline.Device;

/// <summary>
/// The buckets of a log-linear histogram of durations: exact to 31 ns, then 32 buckets an octave (an edge is at most
/// 1/32 above what it stands for) up to 137 s.
/// </summary>
internal static class DurationHistogram
{
    /// <summary>Number of buckets.</summary>
    public const int Buckets = 33 * 32;

    /// <summary>The longest duration with a bin of its own, ns; longer ones count as this.</summary>
    public const long LongestNanoseconds = (1L << 37) - 1;

    /// <summary>The bucket of a duration. Raw.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // the callback's own, every block
    public static int IndexOf(long nanoseconds)
    {
        if (nanoseconds < 32)
        {
            return nanoseconds < 0 ? 0 : unchecked((int)nanoseconds);
        }

        ulong value = unchecked((ulong)(nanoseconds > LongestNanoseconds ? LongestNanoseconds : nanoseconds));
        int octave = BitOperations.Log2(value);
        return unchecked(((octave - 4) << 5) + (int)((value >> (octave - 5)) & 31));
    }

    /// <summary>The bin (<see cref="BlockBins"/>) that a bucket lies in.</summary>
    public static int BinOf(int index) => index < 4 ? index
        : index < 32 ? ((BitOperations.Log2((uint)index) - 1) << 2) + ((index >> (BitOperations.Log2((uint)index) - 2)) & 3)
        : (((index >> 5) + 3) << 2) + ((index & 31) >> 3);

    /// <summary>The longest duration of a bucket, ns.</summary>
    public static long UpperEdge(int index)
    {
        if (index < 32)
        {
            return index;
        }

        int shift = (index >> 5) - 1;
        return ((32L + (index & 31) + 1) << shift) - 1;
    }
}
