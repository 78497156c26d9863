using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline.Clips;

/// <summary>
/// What is wanted in memory, and what of it comes next. Control and offline renders say what they play and where; loaders
/// take that over when they next look, so that asking costs control nothing.
/// </summary>
/// <remarks>Thread: asking and waiting any, under a lock of its own; everything else under the cache's lock, which comes first.</remarks>
internal sealed unsafe class LoadQueue
{
    private const int ProtectedSeconds = 3;

    // One of so many parts of the pages is kept for what is near the readers.
    private const int NearShare = 4;

    // And of so many one at most for what playback leaves.
    private const int HeardShare = 8;

    private readonly NativeMutex _wake = new();
    private readonly BlockStore _blocks;
    private readonly PageStore _store;
    private readonly List<Source?> _sources;
    private readonly LoadReader[] _readers = new LoadReader[ReaderGrace.MaxReaders];
    private readonly int _rate;
    private readonly long _nearFrames;
    private long _requests;
    private long _wakeups;
    private long _served;
    private int _turn;
    private bool _newNeeds;
    private bool _closing;

    /// <summary>Makes an empty queue.</summary>
    public LoadQueue(BlockStore blocks, PageStore store, List<Source?> sources, int rate)
    {
        _blocks = blocks;
        _store = store;
        _sources = sources;
        _rate = rate;
        _nearFrames = 20L * rate;
        for (int i = 0; i < _readers.Length; i++) _readers[i] = new LoadReader(new LoadPlan(sources, store, rate));
        Live.InUse = true;
    }

    /// <summary>What the callback plays; without, nothing is kept for what fades out. Before the first loader.</summary>
    public LivePlayback? Playback { get; set; }

    /// <summary>Playback.</summary>
    public LoadReader Live => _readers[0];

    /// <summary>Playback and offline renders, those not in use without a timeline.</summary>
    public ReadOnlySpan<LoadReader> Readers => _readers;

    /// <summary>Changes of what is wanted, counted: plans start over at each.</summary>
    public long Requests => Volatile.Read(ref _requests); // partner: AskLocked

    /// <summary>Reasons for a loader to look again, counted.</summary>
    public long Wakeups => Volatile.Read(ref _wakeups); // partner: WakeLocked, Stir

    /// <summary>Loaders must come to an end.</summary>
    public bool Closing => Volatile.Read(ref _closing); // partner: Close

    /// <summary>Whether no plan holds a timeline that is no longer wanted.</summary>
    public bool IsServed => _served == Requests;

    /// <summary>A reader for an offline render, or null when there are too many. <see cref="Leave"/> gives it back.</summary>
    public LoadReader? Join()
    {
        using (_wake.Hold())
        {
            foreach (LoadReader reader in _readers)
            {
                if (reader.InUse) continue;
                reader.InUse = true;
                return reader;
            }

            return null;
        }
    }

    /// <summary>An offline render is over.</summary>
    public void Leave(LoadReader reader)
    {
        Want(reader, null, 0);
        using (_wake.Hold()) reader.InUse = false;
    }

    /// <summary>Says what a reader plays (a reference is taken) and where. Cheap: a loader does the rest.</summary>
    public void Want(LoadReader reader, RegionBlock* block, long center, FrameRange loop = default)
    {
        using (_wake.Hold())
        {
            if (block != reader.WantedBlock)
            {
                Swap(ref reader.WantedBlock, block);
                _newNeeds = true;
            }

            reader.WantedCenter = center;
            reader.WantedLoop = loop;
            AskLocked();
        }
    }

    /// <summary>Moves playback's plan with the playhead once it has come <paramref name="step"/> frames from where the plan stands.</summary>
    public void Follow(long playhead, long step)
    {
        using (_wake.Hold())
        {
            if (Live.WantedBlock == null || Math.Abs(playhead - Live.WantedCenter) < step) return;
            Live.WantedCenter = playhead;
            AskLocked();
        }
    }

    /// <summary>Plans must start over; with <paramref name="newNeeds"/> also which pages are needed.</summary>
    public void Ask(bool newNeeds)
    {
        using (_wake.Hold())
        {
            _newNeeds |= newNeeds;
            AskLocked();
        }
    }

    /// <summary>Loaders look again.</summary>
    public void Wake()
    {
        using (_wake.Hold()) WakeLocked();
    }

    /// <summary>Something is going on: loaders at rest count their rest from here. None is woken for it.</summary>
    public void Stir()
    {
        using (_wake.Hold()) Volatile.Write(ref _wakeups, _wakeups + 1); // partner: Wakeups
    }

    /// <summary>Waits for a reason to look again, unless there has been one since <paramref name="seen"/>. Thread: loaders.</summary>
    public void WaitForWork(long seen, int milliseconds)
    {
        // A condition variable may wake a thread without a reason, and a rest cut short would count as a whole one (Loader.RestMilliseconds).
        long began = Stopwatch.GetTimestamp();
        using (_wake.Hold())
        {
            while (_wakeups == seen && !_closing)
            {
                int left = milliseconds < 0 ? Timeout.Infinite : milliseconds - (int)Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                if (milliseconds >= 0 && left <= 0) return;
                _wake.Wait(left);
            }
        }
    }

    /// <summary>Tells loaders to come to an end.</summary>
    public void Close()
    {
        Volatile.Write(ref _closing, true); // partner: Closing, read between packets
        Ask(newNeeds: false);
    }

    /// <summary>Takes over what was asked for since the last time.</summary>
    public void Serve()
    {
        bool hasMore = _store.HasMore;
        bool newNeeds;
        Span<long> centers = stackalloc long[ReaderGrace.MaxReaders];
        Span<FrameRange> loops = stackalloc FrameRange[ReaderGrace.MaxReaders];
        using (_wake.Hold())
        {
            if (_served == _requests && !hasMore) return;
            NoteHeardLocked();
            _served = _requests;
            newNeeds = _newNeeds;
            _newNeeds = false;
            for (int i = 0; i < _readers.Length; i++)
            {
                Swap(ref _readers[i].Block, _readers[i].WantedBlock);
                centers[i] = _readers[i].WantedCenter;
                loops[i] = _readers[i].WantedLoop;
            }
        }

        if (newNeeds) MarkNeeds();
        _store.BeginEpoch();
        int active = 0;
        for (int i = 0; i < _readers.Length; i++)
        {
            _readers[i].Plan.Restart(_readers[i].Block, centers[i], loops[i]);
            if (_readers[i].Block != null) active++;
        }

        // Before anything is evicted: a page that is played next may be played again far away, and be the farthest there. A walk outward, which would
        // meet it first, has not begun, or stands before a page that is missing.
        foreach (LoadReader reader in _readers) reader.Plan.Protect((long)ProtectedSeconds * _rate, int.MaxValue);

        // As long as they are few also all that is near: or it would be loaded again and again, for that reason and because each reader takes the
        // others' pages for far away.
        foreach (LoadReader reader in _readers) reader.Plan.Protect(_nearFrames, _store.MonoPages / (NearShare * Math.Max(1, active)));
    }

    /// <summary>What is near the playhead first, then what offline renders wait for in turn, then everything else.</summary>
    /// <param name="offlineOnly">Nothing for playback.</param>
    /// <param name="nearOnly">Nothing of everything else: a walk outward keeps all that it meets, which are the pages that a render could have.</param>
    /// <param name="plan">Whose.</param>
    /// <param name="visit">What.</param>
    public bool TryNext(bool offlineOnly, bool nearOnly, out LoadPlan plan, out PageVisit visit)
    {
        plan = Live.Plan;
        if (!offlineOnly && plan.Next(_nearFrames, out visit)) return true;
        int renders = _readers.Length - 1;
        for (int i = 0; i < renders; i++)
        {
            plan = _readers[1 + ((_turn + i) % renders)].Plan;
            if (plan.Block == null || !plan.Next(2 * _nearFrames, out visit)) continue;
            _turn = (_turn + i + 1) % renders;
            return true;
        }

        plan = Live.Plan;
        visit = default;
        return !offlineOnly && !nearOnly && plan.Next(LoadPlan.Far, out visit);
    }

    /// <summary>
    /// Whether pages that a job found no room for are near another reader than the one it worked for, or near in a plan that
    /// has begun since: those plans have passed them, for they were coming. Its own plan has done what can be done.
    /// </summary>
    public bool WasPassed(RunJob job, uint pages)
    {
        foreach (LoadReader reader in _readers)
        {
            bool judged = reader.Plan == job.Plan && job.BegunAt == Requests;
            if (!judged && reader.Plan.IsNear(job.Source, job.Run, pages)) return true;
        }

        return false;
    }

    /// <summary>Lets go of every timeline. Only when no loader runs any more.</summary>
    public void Release()
    {
        foreach (LoadReader reader in _readers)
        {
            _blocks.Release(ref reader.WantedBlock);
            _blocks.Release(ref reader.Block);
            reader.Plan.Restart(null, 0, default);
        }
    }

    // Where playback goes elsewhere, what it leaves sounds until it has faded out. Before the swap: the plan's timeline may go with that.
    private void NoteHeardLocked()
    {
        long ahead = (long)ProtectedSeconds * _rate;
        if (Playback is null || (Live.WantedBlock == Live.Block && Playback.Playhead - Live.WantedCenter is >= 0 and var passed && passed <= ahead)) return;
        if (!Playback.MayHaveSounded()) return;
        _store.KeepUntil(Playback, Playback.Rendered + (_rate / 2));
        Live.Plan.NoteHeard(Playback.Playhead, ahead, _store.MonoPages / HeardShare);
    }

    private void AskLocked()
    {
        Volatile.Write(ref _requests, _requests + 1); // partner: Requests, read by jobs between packets
        WakeLocked();
    }

    private void WakeLocked()
    {
        Volatile.Write(ref _wakeups, _wakeups + 1); // partner: Wakeups
        _wake.WakeAll();
    }

    private void Swap(ref RegionBlock* held, RegionBlock* block)
    {
        if (held == block) return;
        if (block != null) _blocks.Hold(block);
        _blocks.Release(ref held);
        held = block;
    }

    private void MarkNeeds()
    {
        foreach (Source? source in _sources)
        {
            if (source == null) continue;
            foreach (ref RunState run in source.Runs) run.Needed = 0;
        }

        foreach (LoadReader reader in _readers)
        {
            if (reader.Block == null) continue;
            Stretch(reader.Block);
            Mark(reader.Block);
        }
    }

    // The pages that a walk over the whole timeline meets, a run at a time instead of a page: of hours that is what the first page waits for.
    private void Mark(RegionBlock* block)
    {
        for (int i = 0; i < block->RegionCount; i++)
        {
            Region* region = block->Regions + i;
            for (int t = 0; t < region->TrackCount; t++)
            {
                SnapshotTrack* track = block->Tracks + region->FirstTrack + t;
                long first = Math.Max(0, RegionWalk.ClipFrameAt(region, region->Start) + track->Offset);
                long end = Math.Min(PageTable.Frames(track->Pages), RegionWalk.ClipFrameAt(region, region->End) + track->Offset);
                if (first < end) Mark(_sources[track->Pages->Source]!.Runs, PageTable.PageOf(first), PageTable.PageOf(end - 1));
            }
        }
    }

    private static void Mark(Span<RunState> runs, long first, long last)
    {
        for (long run = first / Limits.RunPages; run <= last / Limits.RunPages; run++)
        {
            int from = (int)Math.Max(first - (run * Limits.RunPages), 0);
            int to = (int)Math.Min(last - (run * Limits.RunPages), Limits.RunPages - 1);
            runs[(int)run].Needed |= (uint.MaxValue >> (Limits.RunPages - 1 - to)) & (uint.MaxValue << from);
        }
    }

    // A header that only guessed the length may have guessed too little: what the timeline plays beyond it is taken to exist
    // until a decoder has come to the end. Four times the guess or ten minutes more, or tables would eat the budget.
    private void Stretch(RegionBlock* block)
    {
        const int MaxTimes = 4;
        const int MaxSeconds = 600;
        for (int i = 0; i < block->RegionCount; i++)
        {
            Region* region = block->Regions + i;
            for (int t = 0; t < region->TrackCount; t++)
            {
                SnapshotTrack* track = block->Tracks + region->FirstTrack + t;
                Source source = _sources[track->Pages->Source]!;
                if (source.FramesExact) continue;
                long guess = source.Media.Format.Frames;
                long end = RegionWalk.ClipFrameAt(region, region->End) + track->Offset;
                end = Math.Min(end, Math.Max(MaxTimes * guess, guess + ((long)MaxSeconds * _rate)));
                if (end > PageTable.Frames(track->Pages)) _ = source.TryGrow(end, exact: false);
            }
        }
    }
}
