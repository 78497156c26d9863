using System;
using System.Collections.Generic;
using System.Threading;
using Seamline.Clips;
using Seamline.Decode;
using Seamline.Memory;
using Seamline.Render;
using Seamline.Snapshots;
using Seamline.Timeline;

namespace Seamline;

/// <summary>
/// An audio timeline: clips of decoded media, segments of clips, a transport, an output. Edits are heard in the next block.
/// </summary>
/// <remarks>
/// Thread: every member from any thread, one call at a time is carried out; <see cref="Pull"/> from one thread at a time,
/// concurrently with everything else. Calls return a status; <see cref="LastError"/> has the sentence. Only opening media and
/// devices allocates on the GC heap.
/// </remarks>
public sealed unsafe partial class Engine : IDisposable
{
    private readonly Gate _gate = new();
    private readonly ErrorText _error = new();
    private readonly EngineConfig _config;
    private readonly MemoryBudget _budget;
    private readonly PagePool _pool;
    private readonly BlockStore _blocks;
    private readonly SourceCache _cache;
    private readonly ClipDesk _desk;
    private readonly TimelineEditor _editor;
    private readonly RenderHost _host;
    private readonly Publisher _publisher;
    private readonly Loader _loader;
    private readonly EngineOutput _output;
    private readonly List<OfflineRender> _offline = new(4);
    private readonly EngineMeter _meter = new();
    private RegionBlock* _block;
    private RegionBlock* _reserved;
    private Snapshot _desired;
    private long _blockSerial;
    private long _publishedBlock;
    private bool _disposed;

    private Engine(EngineConfig config)
    {
        _config = config;
        _budget = new MemoryBudget(config.BudgetBytes);
        try
        {
            // Rows, tables and undo live beside the pages: an eighth of the budget, at most 48 MiB, is never given to pages.
            // Peaks have a sixteenth of their own, which pages leave too.
            _pool = new PagePool(_budget, Math.Min(config.BudgetBytes / 8, 48L << 20), PeakStore.ShareOf(config.BudgetBytes));
            _blocks = new BlockStore(_budget);
            _cache = new SourceCache(_budget, _pool, _blocks, config.Rate, Loader.ThreadsFor(config.LoaderThreads));
            _desk = new ClipDesk(_budget, _cache, config, _error);
            _editor = new TimelineEditor(_budget, config.Rate, _error);
            int ramp = FramesOf(RampMilliseconds);
            _host = new RenderHost(_budget, config.Channels, ramp);
            _publisher = new Publisher(_budget, _blocks, _host.State);
            _output = new EngineOutput(_host.State);
            _cache.Grace.TryAdd(&_host.State->ReaderWord);
            _desired = new Snapshot
            {
                SwapFadeFrames = FramesOf(config.SwapFadeMilliseconds),
                RampFrames = ramp,
                Anchor = (PlayheadAnchor)config.Anchor,
            };
            _ = Reserve(0) ? Commit(Status.Ok) : Status.OutOfBudget;
            _loader = new Loader(_cache, _pool, config.LoaderThreads, Follow);
            _meter.Open();
        }
        catch (Exception)
        {
            // The system had no memory for all of it: what there is goes back.
            ReleaseAll();
            throw;
        }
    }

    /// <summary>Start, pause, stop and end ramps, and both sides of a miss, ms.</summary>
    public const double RampMilliseconds = 5;

    /// <summary>The sentence of the last call that failed; empty when none has.</summary>
    public string LastError
    {
        get
        {
            using (_gate.Hold()) return _error.ToString();
        }
    }

    /// <summary>What the engine was made with.</summary>
    public EngineConfig Config => _config;

    /// <summary>Segments on the timeline.</summary>
    public int SegmentCount
    {
        get
        {
            using (_gate.Hold()) return _editor.List.Count;
        }
    }

    /// <summary>Length of the timeline, frames.</summary>
    public long LengthFrames
    {
        get
        {
            using (_gate.Hold()) return _editor.List.LengthFrames;
        }
    }

    internal RenderState* State => _host.State;

    internal SourceCache Cache => _cache;

    internal PagePool Pool => _pool;

    internal BlockStore Blocks => _blocks;

    internal Publisher Publisher => _publisher;

    internal ClipDesk Desk => _desk;

    internal EngineOutput Output => _output;

    /// <summary>Makes an engine, or says in <paramref name="error"/> what of the configuration is wrong.</summary>
    public static Status Create(EngineConfig config, out Engine? engine, out string error)
    {
        ArgumentNullException.ThrowIfNull(config);
        engine = null;
        error = config switch
        {
            { Rate: < Limits.MinRate or > Limits.MaxRate } => $"the rate {config.Rate} Hz is outside {Limits.MinRate}..{Limits.MaxRate} Hz",
            { MonoLevel: not (MonoLevel.EqualPower or MonoLevel.Unity) } => $"mono level {(int)config.MonoLevel} is neither -3 dB nor unity",
            { Channels: < 1 or > Limits.MaxChannels } => $"{config.Channels} channels are outside 1..{Limits.MaxChannels}",
            { BudgetBytes: < Limits.MinBudgetBytes } => $"the memory budget of {config.BudgetBytes} bytes is below {Limits.MinBudgetBytes}",
            { SwapFadeMilliseconds: not (>= 0 and <= Limits.MaxSwapFadeMilliseconds) } =>
                $"the swap fade of {config.SwapFadeMilliseconds} ms is outside 0..{Limits.MaxSwapFadeMilliseconds} ms",
            { DeclickMilliseconds: not (>= 0 and <= Limits.MaxDeclickMilliseconds) } =>
                $"the declick of {config.DeclickMilliseconds} ms is outside 0..{Limits.MaxDeclickMilliseconds} ms",
            { LoaderThreads: < 0 or > Limits.MaxLoaderThreads } => $"{config.LoaderThreads} loader threads are outside 0..{Limits.MaxLoaderThreads}",
            _ => string.Empty,
        };
        if (error.Length != 0) return Status.InvalidArgument;
        engine = new Engine(config);
        return Status.Ok;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        using (_gate.Hold())
        {
            if (_disposed) return;
            _disposed = true;
        }

        _output.Dispose();
        foreach (OfflineRender render in _offline.ToArray()) render.Dispose();
        EndPeakLooks();
        ReleaseAll();
        HeldAtClose = _budget.HeldBytes;
    }

    // Of an engine that was not finished some are not there.
    private void ReleaseAll()
    {
        _loader?.Dispose();
        _output?.Dispose();
        _blocks?.Release(ref _block);
        _blocks?.Release(ref _reserved);
        _publisher?.Dispose();
        _desk?.Dispose();
        _cache?.Dispose();
        _editor?.Dispose();
        _host?.Dispose();
        _blocks?.Dispose();
        _pool?.Dispose();
    }

    /// <summary>Bytes still held after <see cref="Dispose"/>: 0, or something leaks. For tests.</summary>
    internal long HeldAtClose { get; private set; }

    internal Status SetClipSource(ClipId id, MediaSource media, string name)
    {
        using (_gate.Hold()) return Reserve(0, 1) ? Commit(_desk.SetSource(id, media, name)) : NoRoom();
    }

    /// <summary>Held by every call; the C border holds it over several that belong together.</summary>
    internal Gate Gate => _gate;

    /// <summary>Keeps a sentence of the border's own.</summary>
    internal Status Refuse(Status status, string sentence)
    {
        using (_gate.Hold()) return _error.FailText(status, sentence);
    }

    /// <summary>Copies <see cref="LastError"/> as a C string without allocating; returns its length, bytes.</summary>
    internal int CopyError(Span<byte> to)
    {
        using (_gate.Hold()) return _error.CopyTo(to);
    }

    private int FramesOf(double milliseconds) => (int)ExactTime.Frame(milliseconds / 1000, _config.Rate);

    private Status NoRoom() => _editor.InGroup ? _editor.InAGroup() : NoRows();

    private Status NoRows() => _error.Fail(Status.OutOfBudget, $"the memory budget of {_budget.LimitBytes} bytes has no room for the timeline's rows");

    // Takes the block for the rows an edit will leave, before the edit: an edit that cannot be published is not begun.
    // While an edit group is open only its edits change anything.
    private bool Reserve(int moreRows, int moreTracks = 0) => !_editor.InGroup && ReserveBlock(moreRows, moreTracks);

    private bool ReserveBlock(int moreRows, int moreTracks)
    {
        _meter.EditBegins();
        _publisher?.Reclaim();
        _reserved = _blocks.Take(Math.Max(0, _editor.List.Count + moreRows), _desk.Clips.TotalTracks + moreTracks, _desired.Anchor == PlayheadAnchor.Content);
        return _reserved != null;
    }

    // Compiles and publishes what an edit left, or drops the reservation when it was refused.
    private Status Commit(Status status, int waitMilliseconds = 0)
    {
        if (status != Status.Ok)
        {
            _blocks.Release(ref _reserved);
            return status;
        }

        SnapshotCompiler.Compile(_reserved, _editor.List, _desk.Clips, _config.Channels, FramesOf(_config.DeclickMilliseconds), ++_blockSerial);
        if (waitMilliseconds > 0) Anticipate(_reserved, waitMilliseconds);
        long lastWithOld = _publisher.Serial;
        RegionBlock* old = _block;
        _block = _reserved;
        _reserved = null;
        PublishDesired();
        _blocks.Release(ref old);
        _desk.LetGo(lastWithOld);
        Bury();
        return Status.Ok;
    }

    private void PublishDesired()
    {
        _desired.Block = _block;
        _desired.Published = _meter.Publishes(_output.Clock, State);
        _publisher.Publish(_desired);
        _publishedBlock = Volatile.Read(ref State->Blocks); // partner: Callback.Render
        _meter.EditEnds();
        _cache.Want(_block, Playhead(), new FrameRange(_desired.LoopStart, _desired.LoopEnd));
    }

    private Status Transport(int playing)
    {
        using (_gate.Hold())
        {
            _meter.EditBegins();
            _desired.Playing = playing;
            _desired.TransportSerial++;
            PublishDesired();
            return Status.Ok;
        }
    }

    // The playhead as the callback last told, or the target of a seek that it has not taken yet.
    private long Playhead()
    {
        bool sought = Volatile.Read(ref State->SeekSerial) == _desired.SeekSerial; // partner: Transport.Take
        long frame = sought ? Volatile.Read(ref State->PlayheadFrame) : _desired.SeekFrame; // partner: Transport.Acknowledge
        return Math.Min(frame, _block->LengthFrames);
    }

    // On a loader, now and then: the plan moves with the playhead.
    private void Follow()
    {
        if (Volatile.Read(ref State->SeekSerial) != Volatile.Read(ref _desired.SeekSerial)) return; // partners: Transport.Take, SeekFrame
        _cache.Follow(Volatile.Read(ref State->PlayheadFrame), _config.Rate); // partner: Transport.Acknowledge
    }

    private void Bury(bool now = false)
    {
        long oldest = _publisher.OldestLive();
        foreach (OfflineRender render in _offline) oldest = Math.Min(oldest, render.Serial);
        oldest = Math.Min(oldest, _cache.PeakReaders.OldestSerial());
        _cache.Bury(oldest, now);
    }

    private void EndOffline(OfflineRender render)
    {
        using (_gate.Hold())
        {
            _offline.Remove(render);
            Bury();
        }
    }
}
