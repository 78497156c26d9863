using Seamline.Clips;
using Seamline.Decode;
using Seamline.Memory;
using Xunit;

namespace Seamline.Tests.Memory;

/// <summary>The table that the callback reads, as its only writer (a source) changes it.</summary>
public sealed unsafe class PageTableTests
{
    [Fact]
    public void Growth_keeps_pages_where_they_are_and_leaves_the_old_directory_to_its_readers()
    {
        var budget = new MemoryBudget(64 << 20);
        var source = Make(budget, frames: 10L * Limits.PageFrames);
        float[] samples = new float[8];
        fixed (float* data = samples)
        {
            source.Attach(3, data, PageId.None);
            nint* oldDirectory = source.Table->Directory;
            nint oldChunk = oldDirectory[0];
            for (long pages = 11; pages < 500_000; pages = (pages * 3) + 1)
            {
                Assert.True(source.TryGrow(pages * Limits.PageFrames - 5, exact: false));
                Assert.Equal(pages * Limits.PageFrames - 5, PageTable.Frames(source.Table));
                Assert.Equal(pages, source.Pages);
                Assert.True(PageTable.PageAt(source.Table, 3) == data);
                Assert.True(PageTable.PageAt(source.Table, pages - 1) == null);
            }

            Assert.True(oldDirectory != source.Table->Directory);
            Assert.Equal(oldChunk, oldDirectory[0]); // a reader that still holds it finds the page there
        }

        source.Dispose();
        Assert.Equal(0, budget.HeldBytes);
    }

    [Fact]
    public void Shrinking_keeps_the_pages_that_there_were()
    {
        var budget = new MemoryBudget(64 << 20);
        var source = Make(budget, frames: 10L * Limits.PageFrames);
        float[] samples = new float[8];
        fixed (float* data = samples)
        {
            source.Attach(9, data, PageId.None);
            Assert.True(source.TryGrow(5L * Limits.PageFrames, exact: true));
            Assert.Equal(5, source.Pages);
            Assert.True(source.FramesExact);
            Assert.True(source.IsReady(9));
            _ = source.Detach(9);
            Assert.False(source.IsReady(9));
        }

        source.Dispose();
        Assert.Equal(0, budget.HeldBytes);
    }

    [Fact]
    public void Without_budget_the_length_stays()
    {
        var budget = new MemoryBudget(100_000);
        var source = Make(budget, frames: 10L * Limits.PageFrames);
        Assert.False(source.TryGrow(Limits.MaxSourceFrames, exact: false));
        Assert.Equal(10, source.Pages);
        source.Dispose();
        Assert.Equal(0, budget.HeldBytes);
    }

    [Fact]
    public void A_page_out_of_its_table_is_gone_for_readers_and_counted_as_loaded_again_when_it_returns()
    {
        var budget = new MemoryBudget(64 << 20);
        var source = Make(budget, frames: 10L * Limits.PageFrames);
        float[] samples = new float[8];
        fixed (float* data = samples)
        {
            source.Attach(2, data, new PageId(7));
            Assert.Equal(new PageId(7), source.PoolPage(2));
            Assert.Equal(new PageId(7), source.Detach(2));
            Assert.True(PageTable.PageAt(source.Table, 2) == null);
            Assert.Equal((1, 0), (source.PagesLoaded, source.PagesReloaded));
            source.Attach(2, data, new PageId(8));
            Assert.Equal((2, 1), (source.PagesLoaded, source.PagesReloaded));
            Assert.Equal(1, source.PagesReady);
        }

        source.Dispose();
        Assert.Equal(0, budget.HeldBytes);
    }

    private static Source Make(MemoryBudget budget, long frames)
    {
        var source = new Source(budget, new GeneratedSource(GeneratedShape.Silence, 0, 48_000, 2, frames), "s", 0, 1);
        Assert.True(source.TryGrow(frames, exact: false));
        return source;
    }
}
