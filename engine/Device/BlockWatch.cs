using System;

namespace Seamline.Device;

/// <summary>The bins of a histogram of block durations as hosts see it: exact to 3 ns, then four an octave up to 137 s.</summary>
public static class BlockBins
{
    /// <summary>Number of bins.</summary>
    public const int Count = 144;

    /// <summary>The shortest duration of a bin, ns; the bin reaches up to the next one's.</summary>
    public static long LowerEdge(int bin) => bin < 4 ? bin : (4L + (bin % 4)) << ((bin / 4) - 1);
}

/// <summary>
/// Durations of blocks since a moment of the host's choice. The clock's counters only rise, for their one writer is the thread that
/// renders; what they were at that moment is kept here, and taken off.
/// </summary>
/// <param name="clock">What is watched; outlives this.</param>
/// <remarks>Thread: control, under the engine's lock, while blocks go on.</remarks>
internal sealed unsafe class BlockWatch(BlockClock* clock)
{
    private readonly long[] _before = new long[DurationHistogram.Buckets];
    private readonly long[] _since = new long[DurationHistogram.Buckets];
    private long _totalBefore;

    /// <summary>Starts over.</summary>
    public void Reset()
    {
        _totalBefore = BlockClock.Copy(clock, _before);
        BlockClock.AskLongestAnew(clock);
    }

    /// <summary>The stats since then; <paramref name="bins"/> becomes the histogram, its last bin takes what is longer.</summary>
    public BlockTimes Read(Span<long> bins)
    {
        long total = BlockClock.Copy(clock, _since) - _totalBefore;
        long blocks = 0;
        bins.Clear();
        for (int i = 0; i < _since.Length; i++)
        {
            _since[i] -= _before[i];
            blocks += _since[i];
            if (!bins.IsEmpty) bins[Math.Min(DurationHistogram.BinOf(i), bins.Length - 1)] += _since[i];
        }

        long longest = BlockClock.LongestSinceReset(clock);
        double mean = blocks == 0 ? 0 : Math.Max(0, (double)total / blocks);
        return new BlockTimes(blocks, longest, mean, Percentile(0.5, blocks, longest), Percentile(0.99, blocks, longest), Percentile(0.999, blocks, longest));
    }

    // As BlockClock.Percentile. A block that was counted just now may not be in the longest yet.
    private long Percentile(double fraction, long blocks, long longest)
    {
        if (blocks == 0) return 0;
        long wanted = Math.Clamp((long)Math.Ceiling(fraction * blocks), 1, blocks);
        long seen = 0;
        int bucket = -1;
        while (seen < wanted) seen += _since[++bucket];
        return longest == 0 ? DurationHistogram.UpperEdge(bucket) : Math.Min(DurationHistogram.UpperEdge(bucket), longest);
    }
}
