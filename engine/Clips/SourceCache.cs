using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using Seamline.Decode;
using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline.Clips;

/// <summary>
/// Decoded audio by source: what is in memory, which thread decodes what, what goes when the budget is used up. Edits never come
/// here: they change which pages are wanted, not the pages.
/// </summary>
/// <remarks>
/// Thread: control and loaders, under one lock that is never held while decoding. The callback takes no part: it reads the
/// page tables, and its reader's word delays the reuse of what it may still see.
/// </remarks>
internal sealed unsafe partial class SourceCache : IDisposable
{
    // So many sources may wait for a loader to look before control does that itself.
    private const int ManyGraves = 16;

    private readonly NativeMutex _lock = new();
    private readonly MemoryBudget _budget;
    private readonly PagePool _pool;
    private readonly PageStore _store;
    private readonly LoadQueue _queue;
    private readonly List<Source?> _sources = new(64);
    private readonly List<Source> _buried = new(64);
    private readonly int _loaders;
    private long _identities;
    private int _graves;
    private int _jobs;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="budget">What everything is counted in.</param>
    /// <param name="pool">Where pages come from.</param>
    /// <param name="blocks">Where timelines come from.</param>
    /// <param name="rate">Rate of the engine, Hz.</param>
    /// <param name="loaders">Loader threads there will be: each source has a decoder for each, and one.</param>
    /// <param name="indexBytesPerLoader">A loader's part of the indexes of open files, bytes.</param>
    public SourceCache(MemoryBudget budget, PagePool pool, BlockStore blocks, int rate, int loaders, long indexBytesPerLoader = Limits.IndexBytesPerLoader)
    {
        Resources = new MediaResources(new IdleMedia(loaders, indexBytesPerLoader));
        _budget = budget;
        _pool = pool;
        _loaders = loaders;
        _store = new PageStore(budget, pool, _sources);
        _queue = new LoadQueue(blocks, _store, _sources, rate);
        _peaks = new PeakStore(budget, pool.HeadroomBytes / 2); // rows of edits come first
        PeakReaders = new PeakReaders(budget, Grace);
        LevelShift = PageLevels.ShiftFor(rate);
    }

    /// <summary>The readers that pages wait for.</summary>
    public ReaderGrace Grace { get; } = new();

    /// <summary>What its media share.</summary>
    public MediaResources Resources { get; }

    /// <summary>What is wanted.</summary>
    public LoadQueue Queue => _queue;

    /// <summary>Pages evicted since open.</summary>
    public long Evicted => _store.Evicted;

    /// <summary>How far round the playhead loading has come, frames, and whether all is there or the budget used up.</summary>
    public (long HorizonFrames, bool Done) Progress
    {
        get
        {
            using (_lock.Hold())
            {
                _queue.Serve();
                LoadPlan plan = _queue.Live.Plan;
                return (plan.HorizonFrames, plan.Done && _jobs == 0);
            }
        }
    }

    /// <summary>
    /// A source by key, whose pages hold the channels that are wanted or all that a route needs for them, with one more reference, or null.
    /// One that cannot be read is not found: it is opened again.
    /// </summary>
    public Source? Find(string key, ChannelChoice wanted, int engineChannels)
    {
        using (_lock.Hold())
        {
            foreach (Source? source in _sources)
            {
                if (source == null || source.References == 0 || !source.IsSound || source.Bases.Length != 0) continue;
                if (!string.Equals(source.Key, key, StringComparison.Ordinal)) continue;
                int channels = source.Media.Format.SourceChannels;
                if (wanted.Highest >= channels || wanted.ForPages(channels, engineChannels) != source.Media.Choice) continue;
                source.AddReference();
                return source;
            }

            return null;
        }
    }

    /// <summary>Puts an open medium in, with one reference; null (and the medium disposed) past the limit or the budget.</summary>
    /// <param name="media">The medium, the cache's from here on.</param>
    /// <param name="key">Its identity.</param>
    /// <param name="opening">The number of the call that opened it.</param>
    /// <param name="bases">What it is made of, at another speed; a reference is taken to each.</param>
    public Source? Add(MediaSource media, string key, long opening = 0, params Source[] bases)
    {
        using (_lock.Hold())
        {
            int row = _sources.IndexOf(null);
            if (row < 0) row = _sources.Count;
            var source = new Source(_budget, media, key, row, _loaders + 1) { Opening = opening, Bases = bases };
            foreach (Source one in bases) one.AddReference();
            if (source.Table != null) source.Table->Identity = ++_identities;
            if (row >= Limits.MaxSources || source.Table == null || !source.TryGrow(media.Format.Frames, media.Format.FramesExact))
            {
                DropBases(source);
                source.Dispose();
                return null;
            }

            if (row == _sources.Count) _sources.Add(source);
            else _sources[row] = source;
            _buried.EnsureCapacity(_sources.Count);
            source.AddReference();
            _queue.Stir();
            if (media.ResidentSamples != 0) source.AttachResident();
            else source.OpenDecoders(_loaders + 1); // one for a caller that waits for its first page
            return source;
        }
    }

    /// <summary>One reference less; at the last one the source is freed once no snapshot up to <paramref name="serial"/> is alive.</summary>
    public void Release(Source source, long serial)
    {
        using (_lock.Hold())
        {
            source.RetiredSerial = Math.Max(source.RetiredSerial, serial);
            if (source.DropReference() > 0) return;
            _buried.Add(source);
            Volatile.Write(ref _graves, _buried.Count); // partner: Bury
        }
    }

    /// <summary>Whether sources wait to be freed; costs a read.</summary>
    public bool HasGraves => Volatile.Read(ref _graves) != 0; // partner: Release, Bury

    /// <summary>Frees sources that no snapshot, plan or job can reach any more.</summary>
    /// <param name="oldestLiveSerial">Of all snapshots that are still read.</param>
    /// <param name="now">
    /// Does not wait for a loader to look at what was asked for last. Marking hours of pages takes a millisecond, which no edit
    /// should pay; but a host that exchanges clips faster than loaders look would run out of memory, so many graves do that too.
    /// </param>
    public void Bury(long oldestLiveSerial, bool now = false)
    {
        // Looked at without the lock: every edit comes by, and a loader may hold the lock while it marks hours of pages.
        if (Volatile.Read(ref _graves) == 0) return; // partners: Release, and the write below; control writes both
        using (_lock.Hold())
        {
            if (now || _buried.Count >= ManyGraves) _queue.Serve();
            for (int i = _buried.Count - 1; i >= 0; i--)
            {
                Source source = _buried[i];
                if (source.RetiredSerial >= oldestLiveSerial || source.Jobs != 0 || !_queue.IsServed) continue;
                _buried.RemoveAt(i);
                Free(source);
            }

            Volatile.Write(ref _graves, _buried.Count); // partner: the look above
        }
    }

    /// <summary>Says what playback wants: a timeline (a reference is taken) and where. Cheap: a loader does the rest.</summary>
    public void Want(RegionBlock* block, long center, FrameRange loop = default) => _queue.Want(_queue.Live, block, center, loop);

    /// <summary>Learns a source's exact length by looking through its file. The source must be referenced. Thread: control, without any lock.</summary>
    /// <param name="source">The source.</param>
    /// <param name="stop">Ends it early.</param>
    public void Measure(Source source, RunSink? stop = null)
    {
        long frames = source.Media.Measure(stop);
        bool learned;
        using (_lock.Hold()) learned = source.Learn(frames);
        if (learned) _queue.Ask(newNeeds: true);
    }

    /// <inheritdoc cref="LoadQueue.Follow"/>
    public void Follow(long playhead, long step) => _queue.Follow(playhead, step);

    /// <summary>The sources as they stand.</summary>
    public IReadOnlyList<SourceInfo> Describe()
    {
        using (_lock.Hold())
        {
            var list = new List<SourceInfo>(_sources.Count);
            foreach (Source? source in _sources)
            {
                if (source != null && source.References > 0) list.Add(source.Info());
            }

            return list;
        }
    }

    /// <summary>Whether everything in [frame, + frames) of a timeline that a reader has asked for is in memory (or cannot be had).</summary>
    public bool IsReady(RegionBlock* block, long frame, long frames) => FirstMissing(block, frame, frames) < 0;

    /// <summary>The first page's frame that is not in memory (and may still come), -1 for none.</summary>
    public long FirstMissing(RegionBlock* block, long frame, long frames)
    {
        using (_lock.Hold())
        {
            _queue.Serve(); // lengths that were guessed are stretched to what is wanted before anything is called ready
            PageWalk walk = PageWalk.Forward(block, frame);
            while (walk.Next(frame + frames, out PageVisit visit))
            {
                if (!IsHere(visit)) return visit.Frame;
            }

            return -1;
        }
    }

    /// <summary>
    /// What a range waits for: the last of its pages that is missing, for pages come nearest first, and a caller that waits for the last one
    /// is woken once. False where there is none.
    /// </summary>
    public bool TryFindAwaited(RegionBlock* block, long frame, long frames, out AwaitedPage awaited)
    {
        awaited = default;
        int pages = 0;
        using (_lock.Hold())
        {
            _queue.Serve(); // as in FirstMissing
            PageWalk walk = PageWalk.Forward(block, frame);
            while (pages < PagesAwaited && walk.Next(frame + frames, out PageVisit visit))
            {
                if (awaited.Source != null) pages++;
                if (!IsHere(visit)) awaited = new AwaitedPage(_sources[visit.Table->Source], visit.Page);
            }
        }

        return awaited.Source != null;
    }

    /// <summary>The source in [frame, + frames) that cannot be read, or null.</summary>
    public Source? FirstFailed(RegionBlock* block, long frame, long frames)
    {
        using (_lock.Hold())
        {
            PageWalk walk = PageWalk.Forward(block, frame);
            while (walk.Next(frame + frames, out PageVisit visit))
            {
                Source? source = _sources[visit.Table->Source];
                if (source != null && source.IsFailed(visit.Page)) return source;
            }

            return null;
        }
    }

    /// <summary>Tells loaders to come to an end.</summary>
    public void Close()
    {
        _queue.Close();
        Arrived();
    }

    /// <summary>Frees everything. Only when no loader, callback or offline render runs any more.</summary>
    public void Dispose()
    {
        Debug.Assert(_queue.Closing, "close first");
        for (int i = 0; i < _sources.Count; i++)
        {
            if (_sources[i] is { Bases.Length: > 0 } source) Free(source); // before what it is made of
        }

        for (int i = 0; i < _sources.Count; i++)
        {
            if (_sources[i] is { } source) Free(source);
        }

        _sources.Clear();
        _buried.Clear();
        _queue.Release();
        _store.Dispose();
        PeakReaders.Dispose();
    }

    private void Free(Source source)
    {
        _store.ReturnAll(source);
        _peaks.ReturnAll(source);
        _sources[source.Row] = null;
        DropBases(source);
        source.Dispose();
    }

    // What a source at another speed was made of may be played as long as that itself.
    private void DropBases(Source source)
    {
        foreach (Source one in source.Bases)
        {
            one.RetiredSerial = Math.Max(one.RetiredSerial, source.RetiredSerial);
            if (one.DropReference() == 0) _buried.Add(one);
        }
    }
}
