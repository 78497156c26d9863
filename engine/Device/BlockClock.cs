using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace Seamline.Device;

/// <summary>
/// How long blocks take: count, longest, mean and a histogram, in native memory. One thread at a time measures, any thread reads.
/// Knows nothing of devices: the host-pull entry measures with it too.
/// </summary>
/// <remarks>
/// Every number has one writer, the thread that renders, and is a 64-bit word: a reader sees each whole, though not all
/// of one instant. The writes are volatile so that none is kept in a register; their partners are the reads in <see cref="Read"/>.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = MeasuredOffset + 64 + (DurationHistogram.Buckets * sizeof(long)))]
internal unsafe struct BlockClock
{
    private const int MeasuredOffset = 128;

    // Written once, before the first block.
    [FieldOffset(0)] private MonotonicTime _time;

    // Written by control: how often it has asked for the longest again.
    [FieldOffset(64)] private long _resets;

    // Written by the measuring thread, a cache line pair away from what it only reads.
    [FieldOffset(MeasuredOffset)] private long _blocks;
    [FieldOffset(MeasuredOffset + 8)] private long _longestNanoseconds;
    [FieldOffset(MeasuredOffset + 16)] private long _totalNanoseconds;
    [FieldOffset(MeasuredOffset + 24)] private long _longestSinceReset;
    [FieldOffset(MeasuredOffset + 32)] private long _resetsSeen;
    [FieldOffset(MeasuredOffset + 64)] private fixed long _buckets[DurationHistogram.Buckets];

    /// <summary>Makes a clock at zero. Thread: control.</summary>
    public static BlockClock* Create()
    {
        var time = MonotonicTime.Resolve();
        var clock = (BlockClock*)NativeMemory.AlignedAlloc((nuint)sizeof(BlockClock), 128);
        NativeMemory.Clear(clock, (nuint)sizeof(BlockClock));
        clock->_time = time;
        return clock;
    }

    /// <summary>Frees a clock that no block uses any more, and clears the caller's pointer. Thread: control.</summary>
    public static void Free(ref BlockClock* clock)
    {
        NativeMemory.AlignedFree(clock);
        clock = null;
    }

    /// <summary>A block begins: now, ns. Raw.</summary>
    public static long Begin(BlockClock* clock) => MonotonicTime.Now(&clock->_time);

    /// <summary>The block that began at <paramref name="beganNanoseconds"/> ends: counts it; now, ns. Raw.</summary>
    public static long End(BlockClock* clock, long beganNanoseconds)
    {
        long now = MonotonicTime.Now(&clock->_time);
        Record(clock, unchecked(now - beganNanoseconds));
        return now;
    }

    /// <summary>Counts a block of a duration, ns. Raw.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // the callback's own, every block
    public static void Record(BlockClock* clock, long nanoseconds)
    {
        unchecked
        {
            long* bucket = &clock->_buckets[DurationHistogram.IndexOf(nanoseconds)];
            Volatile.Write(ref *bucket, *bucket + 1);
            Volatile.Write(ref clock->_totalNanoseconds, clock->_totalNanoseconds + nanoseconds);
            if (nanoseconds > clock->_longestNanoseconds)
            {
                Volatile.Write(ref clock->_longestNanoseconds, nanoseconds);
            }

            // Only this thread writes the longest: control asks, and does not believe it before it sees its question answered.
            long resets = Volatile.Read(ref clock->_resets); // partner: AskLongestAnew
            if (nanoseconds > clock->_longestSinceReset || resets != clock->_resetsSeen)
            {
                Volatile.Write(ref clock->_longestSinceReset, nanoseconds);
                Volatile.Write(ref clock->_resetsSeen, resets); // partner: LongestSinceReset; release: the longest before its number
            }

            Volatile.Write(ref clock->_blocks, clock->_blocks + 1);
        }
    }

    /// <summary>From the next block on <see cref="LongestSinceReset"/> knows nothing of those before. Thread: control.</summary>
    public static void AskLongestAnew(BlockClock* clock) =>
        Volatile.Write(ref clock->_resets, unchecked(clock->_resets + 1)); // partner: Record

    /// <summary>The longest block since <see cref="AskLongestAnew"/>, ns; 0 before there is one. Thread: control.</summary>
    public static long LongestSinceReset(BlockClock* clock) =>
        Volatile.Read(ref clock->_resetsSeen) == clock->_resets ? Volatile.Read(ref clock->_longestSinceReset) : 0; // partner: Record

    /// <summary>Copies the counts of all buckets; the sum of all durations, ns. Thread: any, while blocks go on.</summary>
    public static long Copy(BlockClock* clock, Span<long> buckets)
    {
        long total = Volatile.Read(ref clock->_totalNanoseconds);
        for (int i = 0; i < DurationHistogram.Buckets; i++)
        {
            buckets[i] = Volatile.Read(ref clock->_buckets[i]);
        }

        return total;
    }

    /// <summary>The statistics so far. Thread: any, while blocks go on.</summary>
    public static BlockTimes Read(BlockClock* clock)
    {
        long blocks = Volatile.Read(ref clock->_blocks);
        long total = Volatile.Read(ref clock->_totalNanoseconds);
        return new BlockTimes(
            blocks,
            Volatile.Read(ref clock->_longestNanoseconds),
            blocks == 0 ? 0 : (double)total / blocks,
            Percentile(clock, 0.5),
            Percentile(clock, 0.99),
            Percentile(clock, 0.999));
    }

    /// <summary>
    /// The shortest duration, ns, that at least <paramref name="fraction"/> of the blocks did not exceed, rounded up to its
    /// bucket's edge (at most 1/32) and never above the longest; 0 without blocks. Thread: any.
    /// </summary>
    public static long Percentile(BlockClock* clock, double fraction)
    {
        long count = 0;
        for (int i = 0; i < DurationHistogram.Buckets; i++)
        {
            count += Volatile.Read(ref clock->_buckets[i]);
        }

        // The count is the buckets' own sum, so that it agrees with them while blocks are being added.
        long wanted = long.Clamp((long)double.Ceiling(fraction * count), 1, long.Max(count, 1));
        long seen = 0;
        for (int i = 0; i < DurationHistogram.Buckets; i++)
        {
            seen += Volatile.Read(ref clock->_buckets[i]);
            if (seen >= wanted)
            {
                return long.Min(DurationHistogram.UpperEdge(i), Volatile.Read(ref clock->_longestNanoseconds));
            }
        }

        return 0;
    }
}

/// <summary>Durations of blocks.</summary>
/// <param name="Blocks">Blocks measured.</param>
/// <param name="LongestNanoseconds">The longest, ns, exact.</param>
/// <param name="MeanNanoseconds">The mean, ns.</param>
/// <param name="Median">Half of the blocks took no longer, ns.</param>
/// <param name="Percentile99">99 of 100 took no longer, ns.</param>
/// <param name="Percentile999">999 of 1,000 took no longer, ns.</param>
public readonly record struct BlockTimes(
    long Blocks, long LongestNanoseconds, double MeanNanoseconds, long Median, long Percentile99, long Percentile999);
