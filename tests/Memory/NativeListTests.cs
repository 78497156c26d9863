using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Seamline.Memory;
using Xunit;

namespace Seamline.Tests.Memory;

public sealed class NativeListTests
{
    private static readonly Gen<(int At, int Removed, int Inserted)[]> Splices =
        Gen.Select(Gen.Int[0, 1_000], Gen.Int[0, 1_000], Gen.Int[0, 40]).Array[0, 200];

    [Fact]
    public void Splices_do_what_a_list_does() => Splices.Sample(
        splices =>
        {
            const int Limit = 300;
            var budget = new MemoryBudget(1 << 20);
            var list = new NativeList<long>(budget, Limit);
            var model = new List<long>();
            long next = 0;
            foreach ((int at, int removed, int inserted) in splices)
            {
                int index = at % (model.Count + 1);
                int count = removed % (model.Count - index + 1);
                long[] rows = [.. Enumerable.Range(0, inserted).Select(_ => ++next)];
                bool fits = model.Count - count + inserted <= Limit;
                Assert.Equal(fits, list.TrySplice(index, count, rows));
                if (fits)
                {
                    model.RemoveRange(index, count);
                    model.InsertRange(index, rows);
                }

                Assert.True(list.Span.SequenceEqual(model.ToArray()));
            }

            list.Dispose();
            Assert.Equal(0, budget.HeldBytes);
        });

    [Fact]
    public void Without_budget_for_growth_nothing_changes()
    {
        var budget = new MemoryBudget(16 * sizeof(int) + 100);
        using var list = new NativeList<int>(budget, 1_000);
        for (int i = 0; i < 16; i++) Assert.True(list.TryAdd(i));
        Assert.False(list.TryAdd(16));
        Assert.Equal(Enumerable.Range(0, 16), list.Span.ToArray());
        Assert.True(list.TrySplice(3, 1, [99]));
        Assert.Equal(99, list[3]);
    }

    [Fact]
    public void A_clear_keeps_the_memory_and_a_reserve_makes_the_next_splice_sure()
    {
        var budget = new MemoryBudget(1 << 20);
        using var list = new NativeList<int>(budget, 1_000);
        Assert.True(list.TryReserve(500));
        long held = budget.HeldBytes;
        Assert.False(list.TryReserve(1_001));
        Assert.True(list.TrySplice(0, 0, new int[500]));
        list.Clear();
        Assert.Equal(0, list.Count);
        Assert.Equal(held, budget.HeldBytes);
    }
}
