using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Seamline.Memory;
using Seamline.Render;

namespace Seamline.Clips;

/// <summary>Who holds a page of the pool, and when the loader's walk last met it.</summary>
internal struct PageRow
{
    /// <summary>Row of the source, -1 for none.</summary>
    public int Source;

    /// <summary>Page of the source.</summary>
    public int Page;

    /// <summary>Epoch of the plan in which the walk from the playhead met it, or in which it was loaded.</summary>
    public long Epoch;
}

/// <summary>
/// Which page goes when one is wanted and the budget is used up: pages that the timeline does not play first, then the
/// farthest from the playhead in timeline order, and never one that is nearer than the page wanted.
/// </summary>
/// <remarks>
/// Thread: under the cache's gate. Each epoch (a plan between two edits, seeks or moves of the playhead) sweeps the rows once
/// and walks the timeline once from both ends inward, so a victim costs O(1) amortised.
/// </remarks>
internal sealed unsafe class PageStore : IDisposable
{
    private readonly MemoryBudget _budget;
    private readonly PagePool _pool;
    private readonly List<Source?> _sources;
    private readonly PageRow* _rows;
    private readonly long _bytes;
    private PageWalk _fromEnd;
    private PageWalk _fromStart;
    private PageVisit _late;
    private PageVisit _early;
    private int _sweep;
    private bool _lateFound;
    private bool _earlyFound;
    private bool _walking;

    /// <summary>Makes a store over a pool and the cache's sources.</summary>
    public PageStore(MemoryBudget budget, PagePool pool, List<Source?> sources)
    {
        _budget = budget;
        _pool = pool;
        _sources = sources;
        _bytes = (long)(pool.MaxPages + 1) * sizeof(PageRow);
        if (!budget.TryReserve(_bytes)) throw new InvalidOperationException("the memory budget cannot hold the page rows");
        _rows = (PageRow*)NativeMemory.AllocZeroed((nuint)_bytes);
        for (int i = 0; i <= pool.MaxPages; i++) _rows[i].Source = -1;
    }

    /// <summary>Pages evicted.</summary>
    public long Evicted { get; private set; }

    /// <summary>The present epoch.</summary>
    public long Epoch { get; private set; }

    /// <summary>A new plan: everything may have become nearer or farther.</summary>
    public void BeginEpoch(SpanBlock* block)
    {
        Epoch++;
        _sweep = 1;
        _walking = block != null;
        _lateFound = false;
        _earlyFound = false;
        if (block == null) return;
        _fromEnd = PageWalk.Backward(block, block->LengthFrames);
        _fromStart = PageWalk.Forward(block, 0);
    }

    /// <summary>The walk from the playhead has met a page that is in memory: it is nearer than anything the walk has yet to meet.</summary>
    public void Met(Source source, long page)
    {
        if (source.IsPooled(page)) RowOf(source, page)->Epoch = Epoch;
    }

    /// <summary>A page has been put into a source.</summary>
    public void Attached(PageId id, Source source, long page) =>
        _rows[id.Number] = new PageRow { Source = source.Row, Page = (int)page, Epoch = Epoch };

    /// <summary>Whether <see cref="Evict"/> would find a page.</summary>
    public bool CanEvict(long center, long distance) => FindVictim(center, distance, out _, out _);

    /// <summary>
    /// Takes the page out that is wanted least, where it is wanted less than one at <paramref name="distance"/> frames from
    /// <paramref name="center"/>. The caller waits for <see cref="ReaderGrace"/> before it reuses or returns it.
    /// </summary>
    public PageId Evict(long center, long distance)
    {
        if (!FindVictim(center, distance, out Source? source, out long page)) return PageId.None;
        PageId id = source!.Detach(page);
        _rows[id.Number].Source = -1;
        Evicted++;
        return id;
    }

    /// <summary>Returns every page of a source to the pool. Only when no reader can hold them.</summary>
    public void ReturnAll(Source source)
    {
        for (int i = 1; i <= _pool.MaxPages; i++)
        {
            if (_rows[i].Source != source.Row) continue;
            PageId id = source.Detach(_rows[i].Page);
            _rows[i].Source = -1;
            _pool.Return(ref id);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(_rows);
        _budget.Release(_bytes);
    }

    private bool Evictable(in PageVisit visit)
    {
        Source? source = _sources[visit.Table->Source];
        return source != null && source.IsReady(visit.Page) && source.IsPooled(visit.Page) && RowOf(source, visit.Page)->Epoch != Epoch;
    }

    private bool FindVictim(long center, long distance, out Source? source, out long page)
    {
        for (; _sweep <= _pool.MaxPages; _sweep++)
        {
            PageRow* row = _rows + _sweep;
            if (row->Source < 0 || row->Epoch == Epoch) continue;
            source = _sources[row->Source]!;
            page = row->Page;
            if ((source.Runs[(int)(page / Limits.RunPages)].Needed >> (int)(page % Limits.RunPages) & 1) == 0) return true;
        }

        source = null;
        page = 0;
        if (!_walking) return false;
        _lateFound = _lateFound && Evictable(_late);
        _earlyFound = _earlyFound && Evictable(_early);
        while (!_lateFound && _fromEnd.Frame > center && _fromEnd.Next(out _late)) _lateFound = Evictable(_late);
        while (!_earlyFound && _fromStart.Frame < center && _fromStart.Next(out _early)) _earlyFound = Evictable(_early);
        long late = _lateFound ? _late.Frame - center : -1;
        long early = _earlyFound ? center - _early.Frame : -1;
        if (Math.Max(late, early) <= distance) return false;
        PageVisit visit = late >= early ? _late : _early;
        source = _sources[visit.Table->Source]!;
        page = visit.Page;
        return true;
    }

    private PageRow* RowOf(Source source, long page)
    {
        var chunk = (PageChunk*)source.Table->Directory[page / PageTable.ChunkPages];
        return _rows + chunk->Pages[page % PageTable.ChunkPages];
    }
}
