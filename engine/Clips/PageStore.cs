using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Seamline.Memory;

namespace Seamline.Clips;

/// <summary>The owner of a page of the pool, and when a walk from a playhead last met it.</summary>
internal struct PageRow
{
    /// <summary>Row of the source, -1 for none.</summary>
    public int Source;

    /// <summary>Page of the source.</summary>
    public int Page;

    /// <summary>Epoch in which a walk outward from a playhead met it.</summary>
    public long Epoch;

    /// <summary>It may sound although no plan wants it until the callback has rendered so many frames in all; 0: it does not.</summary>
    public long HeardUntil;
}

/// <summary>
/// Which page goes when one is wanted and the budget is used up: pages that no timeline plays first, then the farthest from
/// its playhead in timeline order, and never one that is nearer than the page wanted.
/// </summary>
/// <remarks>
/// What playback leaves by an edit or a seek goes on sounding while it fades out: its pages stay until the callback has rendered that, however late
/// (<see cref="KeepUntil"/>), or the fade would break off. Thread: under the cache's lock. Each epoch (a plan between two edits, seeks or moves of the
/// playhead) sweeps the rows once and walks each timeline once from both ends inward, so a victim costs O(1) amortised.
/// </remarks>
internal sealed unsafe class PageStore : IDisposable
{
    private readonly MemoryBudget _budget;
    private readonly PagePool _pool;
    private readonly List<Source?> _sources;
    private readonly PageRow* _rows;
    private readonly long _bytes;
    private int _sweep = 1;
    private LivePlayback? _playback;
    private long _heardUntil;
    private long _keptUntil;

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

    /// <summary>Pages of one channel that there is room for.</summary>
    public int MonoPages => _pool.MaxPages;

    /// <summary>Pages evicted.</summary>
    public long Evicted { get; private set; }

    /// <summary>Whether a page that was kept because it may have sounded could go by now: a new epoch finds it.</summary>
    public bool HasMore => _keptUntil != 0 && _playback!.Rendered >= _keptUntil;

    /// <summary>The present epoch.</summary>
    public long Epoch { get; private set; } = 1;

    /// <summary>New plans: everything may have become nearer or farther.</summary>
    public void BeginEpoch()
    {
        Epoch++;
        _sweep = 1;
        _keptUntil = 0;
    }

    /// <summary>What <see cref="Heard"/> is called for from now on stays until playback has rendered so many frames.</summary>
    /// <param name="playback">Playback.</param>
    /// <param name="rendered">
    /// Half a second from now is enough: the longest crossfade is 100 ms, and begins when the one before it is over, at another speed up to 50 ms later.
    /// </param>
    public void KeepUntil(LivePlayback playback, long rendered)
    {
        _playback = playback;
        _heardUntil = rendered;
    }

    /// <summary>Playback may have sounded a page until now, and leaves it: it stays a while, whatever the next plans say.</summary>
    public void Heard(Source source, long page)
    {
        int id = source.PoolPage(page).Number;
        if (id != 0) _rows[id].HeardUntil = _heardUntil;
    }

    /// <summary>A walk from a playhead has met a page that is in memory: it is nearer than anything that walk has yet to meet.</summary>
    public void Met(Source source, long page)
    {
        int id = source.PoolPage(page).Number;
        if (id != 0) _rows[id].Epoch = Epoch;
    }

    /// <summary>A page has been put into a source.</summary>
    /// <param name="id">The page.</param>
    /// <param name="source">Whose it is.</param>
    /// <param name="page">Which of its pages.</param>
    /// <param name="met">The walk has passed its place already: it is not to be given up for what is farther.</param>
    public void Attached(PageId id, Source source, long page, bool met) =>
        _rows[id.Number] = new PageRow { Source = source.Row, Page = (int)page, Epoch = met ? Epoch : 0 };

    /// <summary>Whether <see cref="Evict"/> would find a page.</summary>
    public bool CanEvict(ReadOnlySpan<LoadReader> readers, long distance) => FindVictim(readers, distance, out _, out _);

    /// <summary>
    /// Takes the page out that is wanted least, where it is wanted less than one at <paramref name="distance"/> frames from
    /// a playhead. The caller waits for <see cref="ReaderGrace"/> before it reuses or returns it.
    /// </summary>
    public PageId Evict(ReadOnlySpan<LoadReader> readers, long distance)
    {
        if (!FindVictim(readers, distance, out Source? source, out long page)) return PageId.None;
        PageId id = source!.Detach(page);
        _rows[id.Number].Source = -1;
        Evicted++;
        return id;
    }

    /// <summary>Whether a page lies in the pool and no walk outward has met it in this epoch.</summary>
    public bool IsEvictable(in PageVisit visit)
    {
        Source? source = _sources[visit.Table->Source];
        if (source == null || !source.IsReady(visit.Page)) return false;
        int id = source.PoolPage(visit.Page).Number;
        return id != 0 && _rows[id].Epoch != Epoch && !IsHeard(_rows + id);
    }

    /// <summary>Returns every page of a source to the pool. Only when no reader can hold them.</summary>
    public void ReturnAll(Source source)
    {
        Span<RunState> runs = source.Runs;
        for (int run = 0; run < runs.Length; run++)
        {
            if (runs[run].Ready == 0) continue;
            for (long page = (long)run * Limits.RunPages; page < (run + 1L) * Limits.RunPages; page++)
            {
                if (!source.IsReady(page) || source.PoolPage(page).IsNone) continue;
                PageId id = source.Detach(page);
                _rows[id.Number].Source = -1;
                _pool.Return(ref id);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(_rows);
        _budget.Release(_bytes);
    }

    private bool IsHeard(PageRow* row)
    {
        if (row->HeardUntil == 0) return false;
        if (_playback!.Rendered >= row->HeardUntil)
        {
            row->HeardUntil = 0;
            return false;
        }

        _keptUntil = Math.Max(_keptUntil, row->HeardUntil);
        return true;
    }

    private bool FindVictim(ReadOnlySpan<LoadReader> readers, long distance, out Source? source, out long page)
    {
        for (; _sweep <= _pool.MaxPages; _sweep++)
        {
            PageRow* row = _rows + _sweep;
            if (row->Source < 0 || row->Epoch == Epoch || IsHeard(row)) continue;
            source = _sources[row->Source]!;
            page = row->Page;
            if ((source.Runs[(int)(page / Limits.RunPages)].Needed >> (int)(page % Limits.RunPages) & 1) == 0) return true;
        }

        source = null;
        page = 0;
        long farthest = distance;
        foreach (LoadReader reader in readers)
        {
            if (!reader.Plan.TryFarthest(out PageVisit visit, out long away) || away <= farthest) continue;
            farthest = away;
            source = _sources[visit.Table->Source];
            page = visit.Page;
        }

        return source != null;
    }
}
