using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using Seamline.Decode;
using Seamline.Memory;
using Seamline.Render;

namespace Seamline.Clips;

/// <summary>
/// Decoded audio by source: what is in memory, what is wanted next, what goes when the budget is used up. Edits never come
/// here: they change which pages are wanted, not the pages.
/// </summary>
/// <remarks>
/// Thread: control and loaders, under one gate that is never held while decoding. The callback takes no part: it reads the
/// page tables, and its reader's word delays the reuse of what it may still see.
/// </remarks>
internal sealed unsafe class SourceCache : IDisposable
{
    private readonly Lock _gate = new();
    private readonly object _wake = new();
    private readonly object _ready = new();
    private readonly MemoryBudget _budget;
    private readonly PagePool _pool;
    private readonly PageStore _store;
    private readonly BlockStore _blocks;
    private readonly List<Source?> _sources = new(64);
    private readonly List<Source> _buried = new(64);
    private readonly LoadPlan _live;
    private readonly LoadPlan _offline;
    private readonly long _nearFrames;
    private SpanBlock* _wantedLive;
    private SpanBlock* _wantedOffline;
    private long _wantedLiveCenter;
    private long _wantedOfflineCenter;
    private SpanBlock* _liveBlock;
    private SpanBlock* _offlineBlock;
    private long _requests;
    private long _wakeups;
    private long _served;
    private bool _newBlock;
    private bool _closing;

    /// <summary>Makes an empty cache.</summary>
    public SourceCache(MemoryBudget budget, PagePool pool, BlockStore blocks, int rate)
    {
        _budget = budget;
        _pool = pool;
        _blocks = blocks;
        _store = new PageStore(budget, pool, _sources);
        _live = new LoadPlan(_sources, _store, rate);
        _offline = new LoadPlan(_sources, _store, rate);
        _nearFrames = 20L * rate;
    }

    /// <summary>The readers that pages wait for.</summary>
    public ReaderGrace Grace { get; } = new();

    /// <summary>Loaders must come to an end.</summary>
    public bool Closing => Volatile.Read(ref _closing); // partner: Close

    /// <summary>Changes of what is wanted, counted: plans begin anew at each.</summary>
    public long Requests => Volatile.Read(ref _requests); // partner: Ask

    /// <summary>Reasons for a loader to look again, counted.</summary>
    public long Wakeups => Volatile.Read(ref _wakeups); // partner: Wake

    /// <summary>Pages evicted since open.</summary>
    public long Evicted => _store.Evicted;

    /// <summary>How far round the playhead loading has come, frames, and whether all is there or the budget used up.</summary>
    public (long HorizonFrames, bool Done) Progress => (_live.HorizonFrames, _live.Done);

    /// <summary>The sources, freed rows null.</summary>
    public IReadOnlyList<Source?> Sources => _sources;

    /// <summary>A source by key with one more reference, or null.</summary>
    public Source? Find(string key)
    {
        lock (_gate)
        {
            foreach (Source? source in _sources)
            {
                if (source == null || source.References == 0 || !string.Equals(source.Key, key, StringComparison.Ordinal)) continue;
                source.References++;
                return source;
            }

            return null;
        }
    }

    /// <summary>Puts an open medium in, with one reference; null (and the medium disposed) past the limit or the budget.</summary>
    public Source? Add(MediaSource media, string key)
    {
        lock (_gate)
        {
            int row = _sources.IndexOf(null);
            if (row < 0) row = _sources.Count;
            Source? source = row < Limits.MaxSources ? new Source(_budget, media, key, row) : null;
            if (source == null || source.Table == null || !source.TryGrow(media.Format.Frames, media.Format.FramesExact))
            {
                if (source == null)
                {
                    _budget.Release(media.NativeBytes);
                    media.Dispose();
                }

                source?.Dispose();
                return null;
            }

            if (row == _sources.Count) _sources.Add(source);
            else _sources[row] = source;
            source.References = 1;
            AttachResident(source);
            return source;
        }
    }

    /// <summary>One reference less; at the last one the source is freed once no snapshot up to <paramref name="serial"/> is alive.</summary>
    public void Release(Source source, long serial)
    {
        lock (_gate)
        {
            if (--source.References > 0) return;
            source.RetiredSerial = serial;
            _buried.Add(source);
        }
    }

    /// <summary>Frees sources that no snapshot, plan or job can reach any more.</summary>
    public void Bury(long oldestLiveSerial)
    {
        if (_buried.Count == 0) return;
        lock (_gate)
        {
            for (int i = _buried.Count - 1; i >= 0; i--)
            {
                Source source = _buried[i];
                if (source.RetiredSerial >= oldestLiveSerial || source.Jobs != 0 || !IsServed) continue;
                _buried.RemoveAt(i);
                Free(source);
            }
        }
    }

    /// <summary>Says what playback wants: a timeline (a reference is taken) and where. Cheap: a loader does the rest.</summary>
    public void Want(SpanBlock* block, long center)
    {
        lock (_wake)
        {
            if (block != _wantedLive)
            {
                Swap(ref _wantedLive, block);
                _newBlock = true;
            }

            _wantedLiveCenter = center;
            Ask();
        }
    }

    /// <summary>Says what an offline render wants; null when it is over.</summary>
    public void WantOffline(SpanBlock* block, long center)
    {
        lock (_wake)
        {
            if (block != _wantedOffline)
            {
                Swap(ref _wantedOffline, block);
                _newBlock = true;
            }

            _wantedOfflineCenter = center;
            Ask();
        }
    }

    /// <summary>Learns a source's exact length by looking through its file. The source must be referenced. Thread: control.</summary>
    public void Measure(Source source)
    {
        long frames = source.Media.Measure();
        lock (_gate) _ = Learn(source, frames);
        lock (_wake) Ask();
    }

    /// <summary>Moves the plan with the playhead once it has come <paramref name="step"/> frames from where the plan stands.</summary>
    public void Follow(long playhead, long step)
    {
        lock (_wake)
        {
            if (_wantedLive == null || Math.Abs(playhead - _wantedLiveCenter) < step) return;
            _wantedLiveCenter = playhead;
            Ask();
        }
    }

    /// <summary>The sources as they stand.</summary>
    public IReadOnlyList<SourceInfo> Describe()
    {
        lock (_gate)
        {
            var list = new List<SourceInfo>(_sources.Count);
            foreach (Source? source in _sources)
            {
                if (source != null && source.References > 0) list.Add(source.Info());
            }

            return list;
        }
    }

    /// <summary>Whether everything in [frame, + frames) of a timeline is in memory (or cannot be had).</summary>
    public bool IsReady(SpanBlock* block, long frame, long frames) => FirstMissing(block, frame, frames) < 0;

    /// <summary>The first page's frame that is not in memory (and may still come), -1 for none.</summary>
    public long FirstMissing(SpanBlock* block, long frame, long frames)
    {
        lock (_gate)
        {
            PageWalk walk = PageWalk.Forward(block, frame);
            while (walk.Frame < frame + frames && walk.Next(out PageVisit visit))
            {
                if (visit.Frame >= frame + frames) break;
                Source? source = _sources[visit.Table->Source];
                if (source != null && !source.IsReady(visit.Page) && !source.IsFailed(visit.Page)) return visit.Frame;
            }

            return -1;
        }
    }

    /// <summary>The source in [frame, + frames) that cannot be read, or null.</summary>
    public Source? FirstFailed(SpanBlock* block, long frame, long frames)
    {
        lock (_gate)
        {
            PageWalk walk = PageWalk.Forward(block, frame);
            while (walk.Frame < frame + frames && walk.Next(out PageVisit visit))
            {
                Source? source = _sources[visit.Table->Source];
                if (source != null && source.IsFailed(visit.Page)) return source;
            }

            return null;
        }
    }

    /// <summary>Waits for a page to come in, at most so long; a caller looks again afterwards.</summary>
    public void WaitForPage(int milliseconds)
    {
        lock (_ready) Monitor.Wait(_ready, milliseconds);
    }

    /// <summary>Waits for a reason to look again, unless there has been one since <paramref name="seen"/>. Thread: loaders.</summary>
    public void WaitForWork(long seen, int milliseconds)
    {
        lock (_wake)
        {
            if (_wakeups == seen && !_closing) Monitor.Wait(_wake, milliseconds);
        }
    }

    /// <summary>Gives a loader the nearest run that is missing. Thread: loaders.</summary>
    /// <param name="job">Set up on success.</param>
    /// <param name="offlineOnly">The loader works for offline renders only.</param>
    /// <param name="decoder">An idle decoder of the source, or null.</param>
    public bool TryBegin(RunJob job, bool offlineOnly, out RunDecoder? decoder)
    {
        decoder = null;
        lock (_gate)
        {
            if (_closing) return false;
            Serve();
            if (!TryNext(offlineOnly, out LoadPlan plan, out PageVisit visit)) return false;
            Source source = _sources[visit.Table->Source]!;
            long distance = Math.Abs(visit.Frame - plan.Center);
            if (!_pool.CanTake(source.Table->Channels) && !_store.CanEvict(plan.Center, distance))
            {
                plan.Finish();
                return false;
            }

            int run = (int)(visit.Page / Limits.RunPages);
            ref RunState state = ref source.Runs[run];
            uint wanted = state.Needed & ~(state.Ready | state.Coming | state.Failed);
            wanted |= 1u << (int)(visit.Page % Limits.RunPages);
            state.Coming |= wanted;
            source.Jobs++;
            job.Begin(source, run, wanted, visit.Page, distance);
            decoder = source.TakeDecoder();
            return true;
        }
    }

    /// <summary>Takes a job's outcome. Thread: loaders.</summary>
    public void Finish(RunJob job, RunDecoder? decoder, in RunResult result, string? error)
    {
        bool again;
        lock (_gate)
        {
            Source source = job.Source;
            ref RunState run = ref source.Runs[job.Run];
            source.Jobs--;
            uint left = run.Coming & job.Wanted;
            run.Coming &= ~job.Wanted;
            if (decoder != null) source.KeepDecoder(decoder);
            source.FramesDecoded += result.FramesDecoded;
            source.Warnings += result.Warnings;
            if (result.End == RunEnd.Failed)
            {
                run.Failed |= left;
                source.Error ??= error;
            }

            again = Learn(source, result.SourceFrames >= 0 ? result.SourceFrames : source.Media.ExactFrames);

            // A source that ends before pages which its header promised: they will never come.
            if (result.End is RunEnd.Complete or RunEnd.EndOfSource) run.Failed |= left & ~run.Ready;
            again |= result.End == RunEnd.Stopped && left != 0 && !job.IsFull;
        }

        lock (_wake)
        {
            if (again) Ask();
            else Wake();
        }

        lock (_ready) Monitor.PulseAll(_ready);
    }

    /// <summary>Whether a running job should make room for something nearer. Thread: loaders.</summary>
    public bool ShouldYield(RunJob job)
    {
        lock (_gate)
        {
            Serve();
            if (_offline.Block != null) return false;
            _live.Look(job.Source, job.Run, out bool meetsRun, out bool meetsMissing);
            return meetsMissing && !meetsRun;
        }
    }

    /// <summary>A page to fill: a free one, or one that is wanted less. None when the budget holds only what is wanted more.</summary>
    public PageId TakePage(int channels, long distance)
    {
        const int MaxTries = 64; // a page of a smaller kind frees a slab only together with its neighbours
        long bytes = (long)channels * Limits.PageChannelBytes;
        for (int i = 0; i < MaxTries; i++)
        {
            PageId page = _pool.Take(channels);
            if (!page.IsNone) return page;
            lock (_gate)
            {
                LoadPlan plan = _offline.Block != null ? _offline : _live;
                page = _store.Evict(plan.Center, distance);
            }

            if (page.IsNone) return page;
            Grace.Wait();
            if (_pool.Bytes(page) >= bytes) return page;
            _pool.Return(ref page);
        }

        return PageId.None;
    }

    /// <summary>Puts a filled page in. Thread: loaders.</summary>
    public void Attach(Source source, long page, float* samples, PageId id)
    {
        lock (_gate)
        {
            source.Attach(page, samples, id);
            _store.Attached(id, source, page);
        }

        lock (_ready) Monitor.PulseAll(_ready);
    }

    /// <summary>Tells loaders to come to an end.</summary>
    public void Close()
    {
        Volatile.Write(ref _closing, true); // partner: Closing, read between packets
        lock (_wake) Ask();
        lock (_ready) Monitor.PulseAll(_ready);
    }

    /// <summary>Frees everything. Only when no loader, callback or offline render runs any more.</summary>
    public void Dispose()
    {
        Debug.Assert(_closing, "close first");
        for (int i = 0; i < _sources.Count; i++)
        {
            if (_sources[i] is { } source) Free(source);
        }

        _sources.Clear();
        _buried.Clear();
        _blocks.Release(ref _wantedLive);
        _blocks.Release(ref _wantedOffline);
        _blocks.Release(ref _liveBlock);
        _blocks.Release(ref _offlineBlock);
        _live.Restart(null, 0);
        _offline.Restart(null, 0);
        _store.Dispose();
    }

    private bool IsServed => _served == Requests;

    // Under _wake: plans begin anew.
    private void Ask()
    {
        Volatile.Write(ref _requests, _requests + 1); // partner: Requests, read by jobs between packets
        Wake();
    }

    // Under _wake: loaders look again.
    private void Wake()
    {
        Volatile.Write(ref _wakeups, _wakeups + 1); // partner: Wakeups
        Monitor.PulseAll(_wake);
    }

    private void Swap(ref SpanBlock* held, SpanBlock* block)
    {
        if (held == block) return;
        if (block != null) _blocks.Hold(block);
        _blocks.Release(ref held);
        held = block;
    }

    // Under the gate: takes over what was asked for since the last time.
    private void Serve()
    {
        bool newBlock;
        long liveCenter;
        long offlineCenter;
        lock (_wake)
        {
            if (_served == _requests) return;
            _served = _requests;
            newBlock = _newBlock;
            _newBlock = false;
            Swap(ref _liveBlock, _wantedLive);
            Swap(ref _offlineBlock, _wantedOffline);
            liveCenter = _wantedLiveCenter;
            offlineCenter = _wantedOfflineCenter;
        }

        if (newBlock) MarkNeeds();
        _live.Restart(_liveBlock, liveCenter);
        _offline.Restart(_offlineBlock, offlineCenter);
        _store.BeginEpoch(_offlineBlock != null ? _offlineBlock : _liveBlock);
    }

    private void MarkNeeds()
    {
        foreach (Source? source in _sources)
        {
            if (source == null) continue;
            foreach (ref RunState run in source.Runs) run.Needed = 0;
        }

        MarkNeeds(_liveBlock);
        MarkNeeds(_offlineBlock);
    }

    private void MarkNeeds(SpanBlock* block)
    {
        if (block == null) return;
        PageWalk walk = PageWalk.Forward(block, 0);
        while (walk.Next(out PageVisit visit))
        {
            _sources[visit.Table->Source]!.Runs[(int)(visit.Page / Limits.RunPages)].Needed |= 1u << (int)(visit.Page % Limits.RunPages);
        }
    }

    // What is near the playhead first, then what an offline render waits for, then everything else.
    private bool TryNext(bool offlineOnly, out LoadPlan plan, out PageVisit visit)
    {
        plan = _live;
        if (!offlineOnly && _live.Next(_nearFrames, out visit)) return true;
        plan = _offline;
        if (_offlineBlock != null && _offline.Next(2 * _nearFrames, out visit)) return true;
        plan = _live;
        visit = default;
        return !offlineOnly && _live.Next(long.MaxValue / 4, out visit);
    }

    // A length that the header did not know. True where plans must begin anew.
    private bool Learn(Source source, long frames)
    {
        if (frames < 0 || (source.FramesExact && frames == PageTable.Frames(source.Table))) return false;
        bool changed = frames != PageTable.Frames(source.Table);
        if (!source.TryGrow(frames, exact: true)) return false;
        lock (_wake) _newBlock |= changed;
        return changed;
    }

    // Memory that already holds the whole source at the engine's rate is played where it lies.
    private static void AttachResident(Source source)
    {
        var samples = (float*)source.Media.ResidentSamples;
        if (samples == null) return;
        for (long page = 0; page < source.Pages; page++)
        {
            source.Attach(page, samples + (page * Limits.PageFrames * source.Table->Channels), PageId.None);
        }
    }

    private void Free(Source source)
    {
        _store.ReturnAll(source);
        _sources[source.Row] = null;
        source.Dispose();
    }
}
