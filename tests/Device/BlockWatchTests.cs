using System;
using System.Linq;
using System.Threading;
using CsCheck;
using Seamline.Device;
using Xunit;

namespace Seamline.Tests.Device;

/// <summary>Durations of blocks since a moment of the host's choice.</summary>
public sealed unsafe class BlockWatchTests
{
    [Fact]
    public void Every_bucket_lies_in_the_bin_of_its_durations()
    {
        for (int i = 0; i < DurationHistogram.Buckets; i++)
        {
            int bin = DurationHistogram.BinOf(i);
            Assert.InRange(bin, 0, BlockBins.Count - 1);
            Assert.InRange(DurationHistogram.UpperEdge(i), BlockBins.LowerEdge(bin), BlockBins.LowerEdge(bin + 1) - 1);
        }

        Assert.Equal(DurationHistogram.LongestNanoseconds + 1, BlockBins.LowerEdge(BlockBins.Count));
    }

    [Fact]
    public void What_came_before_a_reset_is_not_reported() =>
        Gen.Select(Gen.Long[0, 3_000_000].Array[0, 200], Gen.Long[0, 3_000_000].Array[0, 200]).Sample((before, since) =>
        {
            BlockClock* clock = BlockClock.Create();
            var watch = new BlockWatch(clock);
            foreach (long duration in before) BlockClock.Record(clock, duration);
            watch.Reset();
            foreach (long duration in since) BlockClock.Record(clock, duration);
            long[] bins = new long[BlockBins.Count];
            BlockTimes times = watch.Read(bins);
            BlockClock.Free(ref clock);
            long[] expected = new long[BlockBins.Count];
            foreach (long duration in since) expected[DurationHistogram.BinOf(DurationHistogram.IndexOf(duration))]++;
            Assert.Equal(expected, bins);
            Assert.Equal((since.Length, since.DefaultIfEmpty().Max()), (times.Blocks, times.LongestNanoseconds));
            if (since.Length == 0) return times == default;
            long[] sorted = [.. since.Order()];
            long median = sorted[(sorted.Length + 1) / 2 - 1];
            Assert.InRange(times.Median, median, median + (median / 32) + 1);
            return Math.Abs(times.MeanNanoseconds - since.Average()) < 1e-6 * 3_000_000;
        }, iter: 200);

    [Fact]
    public void A_reset_while_blocks_go_on_never_tells_of_an_older_longest()
    {
        BlockClock* clock = BlockClock.Create();
        nint shared = (nint)clock;
        var watch = new BlockWatch(clock);
        bool over = false;
        long phase = 0;
        var writer = new Thread(() =>
        {
            // Long blocks in even phases only; control resets after each has ended.
            while (!Volatile.Read(ref over)) // partner: below
            {
                long now = Volatile.Read(ref phase); // partner: below
                BlockClock.Record((BlockClock*)shared, now % 2 == 0 ? 1_000_000 + now : 100);
                Volatile.Write(ref phase, now % 2 == 0 ? now + 1 : now); // partner: below
            }
        });
        writer.Start();
        for (int i = 0; i < 2_000; i++)
        {
            while (Volatile.Read(ref phase) % 2 == 0) Thread.SpinWait(10); // partner: the writer
            BlockTimes times = watch.Read([]);
            Assert.True(times.LongestNanoseconds is 0 or 100 || times.LongestNanoseconds == 1_000_000 + phase - 1, $"{times}");
            watch.Reset();
            Assert.InRange(watch.Read([]).LongestNanoseconds, 0, 100);
            Volatile.Write(ref phase, phase + 1); // partner: the writer
        }

        Volatile.Write(ref over, true); // partner: the writer
        writer.Join();
        BlockClock.Free(ref clock);
    }
}
