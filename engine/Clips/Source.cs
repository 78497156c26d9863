using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using Seamline.Decode;
using Seamline.Memory;

namespace Seamline.Clips;

/// <summary>One audio stream of one file, or one host buffer: its pages, what state they are in, and its decoders.</summary>
/// <remarks>
/// Thread: under the cache's lock, but for <see cref="Table"/>, which the callback reads, and <see cref="Media"/>, which
/// decoders share.
/// </remarks>
internal sealed unsafe class Source : IDisposable
{
    private readonly MemoryBudget _budget;
    private readonly NativeList<RunState> _runs;
    private readonly Stack<RunDecoder> _idle;
    private readonly List<(nint Block, long Bytes)> _directories = new(16); // each at least doubles: there are never more
    private int _references;
    private int _directoryEntries;
    private int _chunks;
    private PeakHold _peaks;
    private ScanState _scan;
    private bool _failed;
    private int _errorCode;
    private string? _sentence;

    private enum ScanState
    {
        Wanted,
        UnderWay,
        Done,
    }

    /// <summary>Makes a source of an open medium; <see cref="TryGrow"/> gives it room.</summary>
    /// <param name="budget">What its tables are counted in.</param>
    /// <param name="media">The medium, which it owns from here on.</param>
    /// <param name="key">Its identity.</param>
    /// <param name="row">Its row in the cache.</param>
    /// <param name="decoders">Decoders it will have at most: one a loader thread, and one.</param>
    public Source(MemoryBudget budget, MediaSource media, string key, int row, int decoders)
    {
        _budget = budget;
        Media = media;
        Key = key;
        _idle = new Stack<RunDecoder>(decoders);
        Row = row;
        _runs = new NativeList<RunState>(budget, (int)(Limits.MaxSourceFrames / Limits.RunFrames));
        FramesExact = media.Format.FramesExact;
        Table = (PageTable*)NativeBlock.Take(budget, sizeof(PageTable));
        if (Table == null) return;
        Table->Channels = media.Format.Channels;
        Table->Source = row;
    }

    /// <summary>Identity of a source.</summary>
    public string Key { get; }

    public int Row { get; } // in the cache

    public MediaSource Media { get; }

    /// <summary>The pages; null when the budget had no room for a source.</summary>
    public PageTable* Table { get; private set; }

    /// <summary>Tracks that use it, and calls that work on it. The last one is dropped under the cache's lock only.</summary>
    public int References => Volatile.Read(ref _references); // partner: AddReference, DropReference

    /// <summary>The sources that it is made of, at another speed: it holds a reference to each. None for a medium of its own.</summary>
    public Source[] Bases { get; init; } = [];

    /// <summary>The number of the call that opened it: of two openings of one file the later one wins.</summary>
    public long Opening { get; init; }

    /// <summary>One more. The caller knows of one that stays while it asks, or holds the cache's lock. Thread: any.</summary>
    public void AddReference() => Interlocked.Increment(ref _references); // partner: References

    /// <summary>One less; how many are left. Under the cache's lock.</summary>
    public int DropReference() => Interlocked.Decrement(ref _references); // partner: References

    /// <summary>Newest snapshot that may hold its pages, once nothing else refers to it.</summary>
    public long RetiredSerial { get; set; }

    /// <summary>Jobs that decode it now.</summary>
    public int Jobs { get; set; }

    /// <summary>Whether the length is known to the frame.</summary>
    public bool FramesExact { get; private set; }

    /// <summary>What has become of its medium. While it is not the same, nothing is loaded.</summary>
    public MediaState State { get; set; }

    /// <summary>Whether what is not in memory can be had: the medium is the one that was opened, and can be read.</summary>
    public bool IsSound => !_failed && State == MediaState.Same;

    /// <summary>Why it cannot be read, or null. The sentence is made when it is asked for: failing allocates nothing.</summary>
    public string? Error => State switch
    {
        MediaState.Changed => $"{Key}: the file has changed since it was opened; invalidate its clip to load it again",
        MediaState.Missing => $"{Key}: the file is gone",
        _ => !_failed ? null : _sentence ??= $"{Key}: {SourceError.Cause(_errorCode, Media.MediaFacts?.Codec)}",
    };

    /// <summary>Frames out of the codec.</summary>
    public long FramesDecoded { get; set; }

    public int PagesReady { get; private set; } // in memory

    /// <summary>Pages filled.</summary>
    public long PagesLoaded { get; private set; }

    /// <summary>Pages filled again.</summary>
    public long PagesReloaded { get; private set; }

    /// <summary>Damage that became silence.</summary>
    public int Warnings { get; set; }

    /// <summary>What its peaks hold; <see cref="PeakStore"/> keeps them.</summary>
    public ref PeakHold Peaks => ref _peaks;

    /// <summary>Chunks of its page table.</summary>
    public int ChunkCount => _chunks;

    /// <summary>Runs.</summary>
    public Span<RunState> Runs => _runs.Span;

    /// <summary>Pages it has.</summary>
    public long Pages => (PageTable.Frames(Table) + Limits.PageFrames - 1) / Limits.PageFrames;

    /// <summary>Whether a page is in memory.</summary>
    public bool IsReady(long page) => Has(_runs[(int)(page / Limits.RunPages)].Ready, page);

    /// <summary>Whether a page is neither in memory, nor on its way, nor given up.</summary>
    public bool IsMissing(long page)
    {
        ref RunState run = ref _runs[(int)(page / Limits.RunPages)];
        return State == MediaState.Same && !Has(run.Ready | run.Coming | run.Failed, page);
    }

    /// <summary>Whether a page's run failed, or the source as a whole; of a changed medium what is not in memory.</summary>
    public bool IsFailed(long page) => _failed || (State != MediaState.Same && !IsReady(page)) || Has(_runs[(int)(page / Limits.RunPages)].Failed, page);

    /// <summary>What has become of a page.</summary>
    public PageStates StatesOf(long page)
    {
        ref RunState run = ref _runs[(int)(page / Limits.RunPages)];
        return Has(run.Ready, page) ? PageStates.Loaded
            : IsFailed(page) ? PageStates.Unreadable
            : Has(run.Coming, page) ? PageStates.Loading
            : Has(run.Seen, page) ? PageStates.Evicted
            : PageStates.NotLoaded;
    }

    /// <summary>
    /// Sets the length and makes room for its pages; false, and nothing changed, where the budget has none. A longer source
    /// gets new chunks and, beyond its directory, a new directory; the old one stays for readers that still hold it.
    /// </summary>
    public bool TryGrow(long frames, bool exact)
    {
        frames = Math.Clamp(frames, 0, Limits.MaxSourceFrames);
        long pages = (frames + Limits.PageFrames - 1) / Limits.PageFrames;
        int runs = (int)((pages + Limits.RunPages - 1) / Limits.RunPages);
        int chunks = (int)((pages + PageTable.ChunkPages - 1) / PageTable.ChunkPages);
        if (!_runs.TryReserve(runs) || !TryGrowDirectory(chunks) || !TryAddChunks(chunks)) return false;
        while (_runs.Count < runs) _ = _runs.TryAdd(default);
        FramesExact |= exact;

        // Partner: PageTable.Frames. Release: a reader that sees the new length sees the directory that holds its pages.
        Volatile.Write(ref Table->FrameCount, frames);
        if (FramesExact) Volatile.Write(ref Table->FramesExact, 1); // partner: PageTable.IsExact; release: the length before its flag
        return true;
    }

    /// <summary>Takes over a length that the header did not know, -1 for none; true where it is another one.</summary>
    public bool Learn(long frames)
    {
        if (frames < 0) return false;
        bool changed = frames != PageTable.Frames(Table);
        return (changed || !FramesExact) && TryGrow(frames, exact: true) && changed;
    }

    /// <summary>
    /// Makes the decoders now, not when a loader first needs one: after open nothing is allocated on the GC heap. They open
    /// their files later.
    /// </summary>
    public void OpenDecoders(int count)
    {
        try
        {
            for (int i = 0; i < count; i++) KeepDecoder(Media.OpenDecoder());
        }
        catch (MediaException e)
        {
            Fail(0, e.Message);
        }
    }

    /// <summary>Memory that already holds the whole source at the engine's rate is played where it lies.</summary>
    public void AttachResident()
    {
        var samples = (float*)Media.ResidentSamples;
        for (long page = 0; page < Pages; page++) Attach(page, samples + (page * Limits.PageFrames * Table->Channels), PageId.None);
    }

    /// <summary>Puts a whole page in: from now on the callback may play it.</summary>
    public void Attach(long page, float* samples, PageId id)
    {
        PageChunk* chunk = ChunkOf(page);
        Debug.Assert(chunk->Samples[page % PageTable.ChunkPages] == 0, "page attached twice");
        chunk->Pages[page % PageTable.ChunkPages] = id.Number;

        // Partner: PageTable.PageAt. Release: the samples are written before the pointer; without it the callback could mix
        // what the page held before.
        Volatile.Write(ref chunk->Samples[page % PageTable.ChunkPages], (long)samples);
        ref RunState run = ref _runs[(int)(page / Limits.RunPages)];
        uint bit = Bit(page);
        run.Ready |= bit;
        run.Coming &= ~bit;
        PagesReady++;
        PagesLoaded++;
        if ((run.Seen & bit) != 0) PagesReloaded++;
        run.Seen |= bit;
    }

    /// <summary>
    /// Takes a page out. Readers inside a block may still read it: it may be reused only after <see cref="ReaderGrace"/>.
    /// </summary>
    public PageId Detach(long page)
    {
        PageChunk* chunk = ChunkOf(page);
        var id = new PageId(chunk->Pages[page % PageTable.ChunkPages]);
        chunk->Pages[page % PageTable.ChunkPages] = 0;

        // Partner: PageTable.PageAt; ReaderGrace.Wait has the fence that orders it before the look at the reader's word.
        Volatile.Write(ref chunk->Samples[page % PageTable.ChunkPages], 0);
        _runs[(int)(page / Limits.RunPages)].Ready &= ~Bit(page);
        PagesReady--;
        return id;
    }

    /// <summary>The page of the pool that holds a page; none where it is not in memory, or in memory that is not the pool's.</summary>
    public PageId PoolPage(long page) => new(ChunkOf(page)->Pages[page % PageTable.ChunkPages]);

    /// <summary>It cannot be read. The first cause stays.</summary>
    /// <param name="code">FFmpeg's error.</param>
    /// <param name="sentence">What to say of it, or null for a sentence with the code.</param>
    public void Fail(int code, string? sentence)
    {
        if (_failed) return;
        _failed = true;
        _errorCode = code;
        _sentence = sentence;
    }

    /// <summary>The source for status.</summary>
    public SourceInfo Info() => new(
        Key, Media.Description, Media.Format.SourceRate, Media.Format.SourceChannels, Media.Format.Channels, PageTable.Frames(Table),
        FramesExact, FramesDecoded, PagesReady, PagesLoaded, PagesReloaded, Pages, Warnings, State, Error)
    {
        PeakPages = _peaks.Pages,
        PeakFrames = PeakLevels.FramesOf((PeakDepth)Table->PeakDepth),
        PeakBytes = _peaks.Bytes,
        Choice = Media.Choice,
        Notice = Media.Notice,
    };

    /// <summary>Takes it for a scan of its file; false where that is done, or another loader is at it.</summary>
    public bool BeginScan()
    {
        if (_scan != ScanState.Wanted) return false;
        _scan = ScanState.UnderWay;
        Jobs++;
        return true;
    }

    /// <summary>The look is over, or interrupted.</summary>
    public void EndScan(bool done)
    {
        Jobs--;
        _scan = done ? ScanState.Done : ScanState.Wanted;
    }

    /// <summary>A decoder out of the idle ones. There is one for every loader thread and one for a caller that waits for a first page, so one is always idle.</summary>
    public RunDecoder TakeDecoder() => _idle.Pop();

    /// <summary>Keeps a decoder for the next job.</summary>
    public void KeepDecoder(RunDecoder decoder) => _idle.Push(decoder);

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryPop(out RunDecoder? decoder)) decoder.Dispose();
        _budget.Release(Media.NativeBytes);
        Media.Dispose();
        _runs.Dispose();
        if (Table == null) return;
        for (int i = 0; i < _chunks; i++)
        {
            void* chunk = (void*)Table->Directory[i];
            NativeBlock.Return(_budget, ref chunk, sizeof(PageChunk));
        }

        foreach ((nint block, long bytes) in _directories)
        {
            void* directory = (void*)block;
            NativeBlock.Return(_budget, ref directory, bytes);
        }

        void* table = Table;
        NativeBlock.Return(_budget, ref table, sizeof(PageTable));
        Table = null;
    }

    private static uint Bit(long page) => 1u << (int)(page % Limits.RunPages);

    private static bool Has(uint mask, long page) => (mask & Bit(page)) != 0;

    private PageChunk* ChunkOf(long page) => (PageChunk*)Table->Directory[page / PageTable.ChunkPages];

    private bool TryGrowDirectory(int chunks)
    {
        if (chunks <= _directoryEntries) return true;
        int entries = Math.Max(chunks, Math.Min(2 * _directoryEntries, 8_192));
        long bytes = (long)entries * sizeof(nint);
        var directory = (nint*)NativeBlock.Take(_budget, bytes);
        if (directory == null) return false;
        for (int i = 0; i < _chunks; i++) directory[i] = Table->Directory[i];
        _directories.Add(((nint)directory, bytes));
        _directoryEntries = entries;

        // Partner: PageTable.PageAt. Release: the entries are copied before the directory can be seen.
        Volatile.Write(ref *(nint*)&Table->Directory, (nint)directory);
        return true;
    }

    private bool TryAddChunks(int chunks)
    {
        while (_chunks < chunks)
        {
            void* chunk = NativeBlock.Take(_budget, sizeof(PageChunk));
            if (chunk == null) return false;
            Volatile.Write(ref Table->Directory[_chunks], (nint)chunk); // partner: PageTable.PageAt; release: zeroed before seen
            _chunks++;
        }

        return true;
    }
}
