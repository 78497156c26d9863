using System;
using System.Collections.Generic;
using System.Threading;
using CsCheck;
using Seamline.Memory;
using Xunit;

namespace Seamline.Tests.Memory;

/// <summary>Pages out of slabs: what is taken is apart, aligned and within the budget, and all of it comes back.</summary>
public sealed unsafe class PagePoolTests
{
    private const long Mib = 1L << 20;

    [Theory]
    [InlineData(32, 4)]
    [InlineData(64, 8)]
    [InlineData(100, 8)]
    [InlineData(255, 16)]
    [InlineData(256, 32)]
    [InlineData(500, 32)]
    [InlineData(16_384, 32)]
    [InlineData(1, 2)]
    public void A_slab_is_an_eighth_of_the_budget_within_2_and_32_mib(int budgetMib, int slabMib) =>
        Assert.Equal(slabMib * Mib, PagePool.SlabBytesFor(budgetMib * Mib));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Pages_are_apart_aligned_and_writable_to_the_last_byte(int channels)
    {
        var budget = new MemoryBudget(32 * Mib);
        var pool = new PagePool(budget, 4 * Mib);
        var pages = new List<PageId>();
        for (PageId page = pool.Take(channels); !page.IsNone; page = pool.Take(channels)) pages.Add(page);
        long perSlab = pool.SlabBytes / ((long)channels * Limits.PageChannelBytes);
        Assert.Equal(perSlab * pool.SlabCount, pages.Count);
        Assert.Equal(pages.Count, pool.Outstanding);
        Assert.False(pool.CanTake(channels));
        int samples = channels * Limits.PageFrames;
        for (int i = 0; i < pages.Count; i++) new Span<float>(pool.Data(pages[i]), samples).Fill(i);
        for (int i = 0; i < pages.Count; i++)
        {
            Assert.Equal(0, (nint)pool.Data(pages[i]) % 64);
            Assert.Equal((long)channels * Limits.PageChannelBytes, pool.Bytes(pages[i]));
            Assert.Equal(-1, new ReadOnlySpan<float>(pool.Data(pages[i]), samples).IndexOfAnyExcept(i));
        }

        Assert.Equal(0, (nint)pool.Data(pages[0]) % (2 * (nint)Mib));
        Return(pool, pages);
        Close(pool, budget);
    }

    [Fact]
    public void A_budget_is_used_up_and_never_exceeded_and_its_headroom_is_left()
    {
        var budget = new MemoryBudget(100 * Mib);
        var pool = new PagePool(budget, 10 * Mib);
        var pages = new List<PageId>();
        for (PageId page = pool.Take(2); !page.IsNone; page = pool.Take(2)) pages.Add(page);
        Assert.InRange(budget.HeldBytes, (90 - 8) * Mib, 90 * Mib);
        Assert.Equal(budget.HeldBytes, budget.PeakBytes);
        Assert.Equal((pool.SlabCount * pool.SlabBytes) + pool.OverheadBytes, budget.HeldBytes);
        Return(pool, pages);
        Close(pool, budget);
    }

    [Fact]
    public void An_empty_slab_is_cut_again_for_another_channel_count()
    {
        var budget = new MemoryBudget(32 * Mib);
        var pool = new PagePool(budget, 4 * Mib);
        int slabs = 0;
        foreach (int channels in (ReadOnlySpan<int>)[1, 8, 2, 5, 1, 7])
        {
            var pages = new List<PageId>();
            for (PageId page = pool.Take(channels); !page.IsNone; page = pool.Take(channels)) pages.Add(page);
            Assert.Equal((int)(pool.SlabBytes / ((long)channels * Limits.PageChannelBytes)) * pool.SlabCount, pages.Count);
            Assert.Equal(pages.Count, new HashSet<PageId>(pages).Count);
            if (slabs != 0) Assert.Equal(slabs, pool.SlabCount);
            slabs = pool.SlabCount;
            Return(pool, pages);
        }

        Close(pool, budget);
    }

    [Theory]
    [InlineData(32, 1)]
    [InlineData(32, 7)]
    [InlineData(17, 2)] // one slab is one step
    [InlineData(500, 2)]
    public void A_warm_slab_is_counted_by_what_is_touched_and_whole_from_its_first_page_on(int budgetMib, int channels)
    {
        var budget = new MemoryBudget(budgetMib * Mib);
        var pool = new PagePool(budget, 4 * Mib);
        for (int i = 0; i < 3; i++) pool.Prepare();
        pool.Warm();
        Assert.Equal((0, 0), (pool.SlabCount, pool.Outstanding));
        Assert.Equal((2 * Mib) + pool.OverheadBytes, budget.HeldBytes);
        Assert.True(pool.CanTake(channels));
        PageId page = pool.Take(channels);
        Assert.Equal(pool.SlabBytes + pool.OverheadBytes, budget.HeldBytes);
        new Span<float>(pool.Data(page), channels * Limits.PageFrames).Fill(1);
        pool.Prepare();
        pool.Warm();
        Assert.Equal((1, 1), (pool.SlabCount, pool.Outstanding));
        Assert.Equal(pool.SlabBytes + pool.OverheadBytes, budget.HeldBytes);
        pool.Return(ref page);
        Close(pool, budget);
    }

    [Fact]
    public void A_warm_slab_that_is_never_used_goes_back()
    {
        var budget = new MemoryBudget(32 * Mib);
        var pool = new PagePool(budget, 4 * Mib);
        pool.Prepare();
        Close(pool, budget);
    }

    [Fact]
    public void Where_the_budget_has_no_room_nothing_is_warmed_and_what_is_warm_stays_counted()
    {
        var budget = new MemoryBudget(32 * Mib);
        var pool = new PagePool(budget, 4 * Mib);
        long room = budget.LimitBytes - budget.HeldBytes - (4 * Mib);
        Assert.True(budget.TryReserve(room - (2 * Mib) + 1));
        pool.Prepare();
        Assert.Equal(room - (2 * Mib) + 1 + pool.OverheadBytes, budget.HeldBytes);
        budget.Release(1);
        pool.Prepare();
        pool.Warm();
        Assert.Equal(room + pool.OverheadBytes, budget.HeldBytes);
        Assert.False(pool.CanTake(2)); // the slab itself has no room
        Assert.True(pool.Take(2).IsNone);
        budget.Release(pool.SlabBytes - (2 * Mib));
        Assert.True(pool.CanTake(2));
        PageId page = pool.Take(2);
        Assert.Equal((false, 1), (page.IsNone, pool.SlabCount));
        pool.Return(ref page);
        budget.Release(room - pool.SlabBytes);
        Close(pool, budget);
    }

    [Fact]
    public void A_slab_in_use_is_not_cut_again()
    {
        var budget = new MemoryBudget(32 * Mib);
        var pool = new PagePool(budget, 4 * Mib);
        var pages = new List<PageId>();
        for (PageId page = pool.Take(1); !page.IsNone; page = pool.Take(1)) pages.Add(page);
        int perSlab = pages.Count / pool.SlabCount;
        var kept = new List<PageId>();
        for (int i = 0; i < pages.Count; i++)
        {
            PageId page = pages[i];
            if (i % perSlab == 0) kept.Add(page);
            else pool.Return(ref page);
        }

        Assert.False(pool.CanTake(2)); // one mono page in each slab: room enough, but no slab empty
        Assert.True(pool.Take(2).IsNone);
        PageId last = kept[^1];
        kept.RemoveAt(kept.Count - 1);
        pool.Return(ref last);
        PageId stereo = pool.Take(2);
        Assert.False(stereo.IsNone);
        pool.Return(ref stereo);
        Return(pool, kept);
        Close(pool, budget);
    }

    [Fact]
    public void A_return_clears_the_callers_handle_and_no_page_is_returned_for_none()
    {
        var budget = new MemoryBudget(32 * Mib);
        var pool = new PagePool(budget, 4 * Mib);
        PageId page = pool.Take(2);
        pool.Return(ref page);
        Assert.True(page.IsNone);
        pool.Return(ref page);
        Assert.Equal(0, pool.Outstanding);
        Close(pool, budget);
    }

    [Fact]
    public void A_poisoned_return_reads_as_nan_and_touches_no_neighbour()
    {
        var budget = new MemoryBudget(32 * Mib);
        var pool = new PagePool(budget, 4 * Mib) { PoisonReturned = true };
        PageId[] pages = [pool.Take(2), pool.Take(2), pool.Take(2)];
        int samples = 2 * Limits.PageFrames;
        foreach (PageId page in pages) new Span<float>(pool.Data(page), samples).Fill(1);
        float* middle = pool.Data(pages[1]);
        pool.Return(ref pages[1]);
        foreach (float sample in new ReadOnlySpan<float>(middle, samples)) Assert.True(float.IsNaN(sample));
        Assert.Equal(-1, new ReadOnlySpan<float>(pool.Data(pages[0]), samples).IndexOfAnyExcept(1f));
        Assert.Equal(-1, new ReadOnlySpan<float>(pool.Data(pages[2]), samples).IndexOfAnyExcept(1f));
        pool.Return(ref pages[0]);
        pool.Return(ref pages[2]);
        Close(pool, budget);
    }

#if !DEBUG
    [Fact]
    public void A_second_return_of_the_same_page_changes_nothing()
    {
        var budget = new MemoryBudget(32 * Mib);
        var pool = new PagePool(budget, 4 * Mib);
        PageId page = pool.Take(2);
        PageId copy = page;
        PageId other = pool.Take(2);
        pool.Return(ref page);
        pool.Return(ref copy);
        Assert.Equal(1, pool.Outstanding);
        PageId[] again = [pool.Take(2), pool.Take(2)];
        Assert.NotEqual(again[0], again[1]);
        pool.Return(ref again[0]);
        pool.Return(ref again[1]);
        pool.Return(ref other);
        Close(pool, budget);
    }
#endif

    [Fact]
    public void Any_order_of_takes_and_returns_keeps_pages_apart() =>
        Gen.Int[0, 1_000].Array[0, 400].Sample(
            steps =>
            {
                var budget = new MemoryBudget(32 * Mib);
                var pool = new PagePool(budget, 16 * Mib);
                var held = new List<(PageId Page, int Channels, float Mark)>();
                foreach (int step in steps)
                {
                    if (step % 3 != 0 || held.Count == 0)
                    {
                        int channels = 1 + (step % Limits.MaxChannels);
                        bool can = pool.CanTake(channels);
                        PageId page = pool.Take(channels);
                        Assert.Equal(can, !page.IsNone);
                        if (page.IsNone) continue;
                        float* data = pool.Data(page);
                        data[0] = step;
                        data[(channels * Limits.PageFrames) - 1] = step;
                        held.Add((page, channels, step));
                    }
                    else
                    {
                        int row = step % held.Count;
                        PageId page = held[row].Page;
                        Check(pool, held[row]);
                        pool.Return(ref page);
                        held.RemoveAt(row);
                    }

                    Assert.True(budget.HeldBytes <= 16 * Mib);
                }

                foreach (var entry in held)
                {
                    Check(pool, entry);
                    PageId page = entry.Page;
                    pool.Return(ref page);
                }

                Close(pool, budget);
            },
            iter: 60);

    [Fact]
    public void Threads_take_and_return_at_once()
    {
        var budget = new MemoryBudget(64 * Mib);
        var pool = new PagePool(budget, 8 * Mib);
        int wrong = 0;
        var threads = new Thread[4];
        for (int t = 0; t < threads.Length; t++)
        {
            int number = t;
            threads[t] = new Thread(() =>
            {
                var random = new Random(number);
                var mine = new Queue<(PageId Page, int Channels)>();
                for (int i = 0; i < 20_000; i++)
                {
                    int channels = 1 + random.Next(3);
                    PageId page = pool.Take(channels);
                    if (!page.IsNone)
                    {
                        pool.Data(page)[0] = number;
                        pool.Data(page)[(channels * Limits.PageFrames) - 1] = number;
                        mine.Enqueue((page, channels));
                    }

                    if (mine.Count < 20 && !page.IsNone) continue;
                    if (!mine.TryDequeue(out (PageId Page, int Channels) old)) continue;
                    float* data = pool.Data(old.Page);
                    if (data[0] != number || data[(old.Channels * Limits.PageFrames) - 1] != number) Interlocked.Increment(ref wrong);
                    pool.Return(ref old.Page);
                }

                while (mine.TryDequeue(out (PageId Page, int Channels) last)) pool.Return(ref last.Page);
            });
            threads[t].Start();
        }

        foreach (Thread thread in threads) thread.Join();
        Assert.Equal(0, wrong);
        Assert.InRange(budget.PeakBytes, 1, 56 * Mib);
        Close(pool, budget);
    }

    private static void Check(PagePool pool, (PageId Page, int Channels, float Mark) entry)
    {
        Assert.Equal(entry.Mark, pool.Data(entry.Page)[0]);
        Assert.Equal(entry.Mark, pool.Data(entry.Page)[(entry.Channels * Limits.PageFrames) - 1]);
    }

    private static void Return(PagePool pool, List<PageId> pages)
    {
        foreach (PageId page in pages)
        {
            PageId copy = page;
            pool.Return(ref copy);
        }
    }

    private static void Close(PagePool pool, MemoryBudget budget)
    {
        Assert.Equal(0, pool.Outstanding);
        pool.Dispose();
        Assert.Equal(0, budget.HeldBytes);
    }
}
