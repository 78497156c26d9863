using System;
using System.Linq;
using CsCheck;
using Seamline.Device;
using Xunit;

namespace Seamline.Tests.Device;

public sealed unsafe class BlockClockTests
{
    [Fact]
    public void Percentiles_are_right_to_a_bucket()
    {
        BlockClock* clock = BlockClock.Create();
        // 1..100,000 ns, each once, in an order of no meaning.
        for (long i = 0; i < 100_000; i++)
        {
            BlockClock.Record(clock, ((i * 7_919) % 100_000) + 1);
        }

        BlockTimes times = BlockClock.Read(clock);
        Assert.Equal((100_000L, 100_000L, 50_000.5), (times.Blocks, times.LongestNanoseconds, times.MeanNanoseconds));
        Assert.InRange(times.Median, 50_000, 50_000 * 33 / 32);
        Assert.InRange(times.Percentile99, 99_000, 100_000);
        Assert.InRange(times.Percentile999, 99_900, 100_000);
        Assert.Equal(100_000, BlockClock.Percentile(clock, 1));
        Assert.Equal(1, BlockClock.Percentile(clock, 0));
        BlockClock.Free(ref clock);
        Assert.True(clock == null);
    }

    [Fact]
    public void A_rare_long_block_is_seen_in_the_thousandths_only()
    {
        BlockClock* clock = BlockClock.Create();
        Assert.Equal(default, BlockClock.Read(clock));
        for (int i = 0; i < 10_000; i++)
        {
            BlockClock.Record(clock, i % 500 == 0 ? 5_000_000 : 20);
        }

        BlockTimes times = BlockClock.Read(clock);
        Assert.Equal((20L, 20L), (times.Median, BlockClock.Percentile(clock, 0.998)));
        Assert.Equal(5_000_000, times.Percentile999);
        BlockClock.Free(ref clock);
    }

    [Fact]
    public void Percentiles_agree_with_sorting() =>
        Gen.Long[0, 10_000_000].Array[1, 300].Sample(durations =>
        {
            BlockClock* clock = BlockClock.Create();
            foreach (long duration in durations)
            {
                BlockClock.Record(clock, duration);
            }

            long[] sorted = [.. durations.Order()];
            bool right = new[] { 0.01, 0.5, 0.9, 0.999, 1 }.All(fraction =>
            {
                long exact = sorted[(int)double.Ceiling(fraction * sorted.Length) - 1];
                long found = BlockClock.Percentile(clock, fraction);
                return found >= exact && found <= exact + (exact / 32) + 1 && found <= sorted[^1];
            });
            BlockClock.Free(ref clock);
            return right;
        }, iter: 300);

    [Fact]
    public void Buckets_are_monotonic_and_their_edges_belong_to_them()
    {
        for (int i = 0; i < DurationHistogram.Buckets; i++)
        {
            long edge = DurationHistogram.UpperEdge(i);
            Assert.Equal(i, DurationHistogram.IndexOf(edge));
            Assert.Equal(int.Min(i + 1, DurationHistogram.Buckets - 1), DurationHistogram.IndexOf(edge + 1));
        }

        Assert.Equal(DurationHistogram.LongestNanoseconds, DurationHistogram.UpperEdge(DurationHistogram.Buckets - 1));
        Assert.Equal((0, DurationHistogram.Buckets - 1), (DurationHistogram.IndexOf(-5), DurationHistogram.IndexOf(long.MaxValue)));
    }

    [Fact]
    public void Measures_real_time()
    {
        BlockClock* clock = BlockClock.Create();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        long began = BlockClock.Begin(clock);
        System.Threading.Thread.Sleep(20);
        long ended = BlockClock.End(clock, began);
        watch.Stop();
        Assert.InRange(ended - began, 20_000_000, watch.Elapsed.TotalNanoseconds);
        Assert.Equal(ended - began, BlockClock.Read(clock).LongestNanoseconds);
        BlockClock.Free(ref clock);
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        BlockClock* clock = BlockClock.Create();
        _ = BlockClock.Read(clock);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            _ = BlockClock.End(clock, BlockClock.Begin(clock));
            _ = BlockClock.Read(clock);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        BlockClock.Free(ref clock);
    }
}
