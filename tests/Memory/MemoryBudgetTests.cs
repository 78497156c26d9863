using System;
using System.Threading;
using Seamline.Memory;
using Xunit;

namespace Seamline.Tests.Memory;

public sealed unsafe class MemoryBudgetTests
{
    [Fact]
    public void A_reservation_fits_or_changes_nothing()
    {
        var budget = new MemoryBudget(1_000);
        Assert.True(budget.TryReserve(600));
        Assert.False(budget.TryReserve(401));
        Assert.False(budget.TryReserve(400, headroomBytes: 1));
        Assert.Equal(600, budget.HeldBytes);
        Assert.True(budget.TryReserve(400));
        budget.Release(1_000);
        Assert.Equal(0, budget.HeldBytes);
        Assert.Equal(1_000, budget.PeakBytes);
    }

    [Fact]
    public void Threads_that_reserve_at_once_never_pass_the_limit()
    {
        const int Limit = 1_000;
        var budget = new MemoryBudget(Limit);
        long taken = 0;
        int above = 0;
        var threads = new Thread[4];
        for (int t = 0; t < threads.Length; t++)
        {
            int bytes = 90 + (7 * t);
            threads[t] = new Thread(() =>
            {
                for (int i = 0; i < 100_000; i++)
                {
                    if (!budget.TryReserve(bytes)) continue;
                    if (Interlocked.Add(ref taken, bytes) > Limit) Interlocked.Increment(ref above);
                    Interlocked.Add(ref taken, -bytes);
                    budget.Release(bytes);
                }
            });
            threads[t].Start();
        }

        foreach (Thread thread in threads) thread.Join();
        Assert.Equal(0, above);
        Assert.Equal(0, budget.HeldBytes);
        Assert.InRange(budget.PeakBytes, 111, Limit);
    }

    [Fact]
    public void A_block_is_zeroed_aligned_counted_and_given_back()
    {
        var budget = new MemoryBudget(10_000);
        void* block = NativeBlock.Take(budget, 5_000);
        Assert.Equal(0, (nint)block % NativeBlock.CacheLine);
        Assert.Equal(-1, new ReadOnlySpan<byte>(block, 5_000).IndexOfAnyExcept((byte)0));
        Assert.True(NativeBlock.Take(budget, 5_001) == null);
        Assert.Equal(5_000, budget.HeldBytes);
        NativeBlock.Return(budget, ref block, 5_000);
        Assert.True(block == null);
        NativeBlock.Return(budget, ref block, 5_000);
        Assert.Equal(0, budget.HeldBytes);
    }

    [Fact]
    public void A_block_that_the_system_does_not_have_is_none_and_not_counted()
    {
        var budget = new MemoryBudget(long.MaxValue);
        Assert.True(NativeBlock.Take(budget, 1L << 60) == null);
        Assert.Equal(0, budget.HeldBytes);
    }
}
