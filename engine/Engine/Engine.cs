using System;
using System.Collections.Generic;
using System.Threading;
using Seamline.Clips;
using Seamline.Device;
using Seamline.Isolation;
using Seamline.Memory;
using Seamline.Render;
using Seamline.Snapshots;
using Seamline.Timeline;

namespace Seamline;

/// <summary>
/// An audio timeline: clips of decoded media, segments of clips, a transport, an output. Edits are heard in the next block.
/// </summary>
/// <remarks>
/// Thread: every member from any thread. Edits, transport and positions are carried out one at a time, in microseconds each; what waits for
/// files, devices or loaders does so beside them. <see cref="Pull(float*, uint)"/> from one thread at a time, concurrently with everything else; a second is
/// refused. Calls return a status; <see cref="LastError"/> has the sentence. Only opening media and devices allocates on the GC heap.
/// </remarks>
public sealed unsafe partial class Engine : IDisposable
{
    private const int ClosingMilliseconds = 500;

    private readonly EditLock _lock;
    private readonly NativeMutex _cleaning = new(); // one clean-up at a time; before the lock, never under it
    private readonly List<ClipPreparation> _preparations = new(16);
    private readonly List<(Clip Clip, int Track, Source Old)> _exchanges = new(16);
    private readonly ManualResetEventSlim _released = new();
    private readonly ErrorText _error = new();
    private readonly EngineConfig _config;
    private readonly MemoryBudget _budget;
    private readonly PagePool _pool;
    private readonly BlockStore _blocks;
    private readonly SourceCache _cache;
    private readonly ClipRegistry _clips;
    private readonly TimelineEditor _editor;
    private readonly RenderHost _host;
    private readonly Publisher _publisher;
    private readonly Loader _loader;
    private readonly EngineOutput _output;
    private readonly EventQueue _events = new();
    private readonly List<OfflineRender> _offline = new(4);
    private readonly EngineMeter _meter = new();
    private readonly DuckingCompiler _ducking;
    private readonly EngineWorkers? _workers;
    private RegionBlock* _block;
    private RegionBlock* _reserved;
    private Snapshot _desired;
    private long _blockSerial;
    private long _publishedBlock;
    private long _published;
    private long _preparationOrder;
    private int _inside;
    private bool _disposed;

    private Engine(EngineConfig config)
    {
        _config = config;
        _lock = new EditLock(CleanUp);
        _budget = new MemoryBudget(config.BudgetBytes) { Locking = config.LockMemory ? new MemoryLock() : null };
        try
        {
            // Rows, tables and undo live beside the pages: an eighth of the budget, at most 48 MiB, is never given to pages.
            // Peaks have a sixteenth of their own, which pages leave too.
            _pool = new PagePool(_budget, Math.Min(config.BudgetBytes / 8, 48L << 20), PeakStore.ShareOf(config.BudgetBytes));
            _blocks = new BlockStore(_budget);
            _cache = new SourceCache(_budget, _pool, _blocks, config.Rate, Loader.ThreadsFor(config.LoaderThreads), config.IndexBytesPerLoader);
            _clips = new ClipRegistry(_budget, _cache, config, _error);
            _editor = new TimelineEditor(_budget, config.Rate, _error, DocumentFeatures.All);
            _ducking = new DuckingCompiler(_budget, config.Rate);
            int ramp = FramesOf(RampMilliseconds);
            _host = new RenderHost(_budget, config.Channels, ramp, config.Rate);
            _meters = new MeterHost(_budget, _host.State, config.Channels, config.Rate);
            _publisher = new Publisher(_budget, _blocks, _host.State);
            _output = new EngineOutput(_host.State, config, _lock, _events, _budget.Locking);
            _cache.Grace.TryAdd(&_host.State->ReaderWord);
            _cache.Queue.Playback = new LivePlayback(&_host.State->Sounding, &_host.State->ReaderWord, &_host.State->FramesRendered, &_host.State->PlayheadFrame);
            _cache.StateChanged = TellMedium;
            _desired = new Snapshot
            {
                SwapFadeFrames = FramesOf(config.SwapFadeMilliseconds),
                RampFrames = ramp,
                Anchor = (PlayheadAnchor)config.Anchor,
            };
            _ = Reserve(0) ? Commit(Status.Ok) : Status.OutOfBudget;
            if (config.Isolation != IsolationMode.Off) _workers = new EngineWorkers(config.Workers, Loader.ThreadsFor(config.LoaderThreads));
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
            using (_lock.Hold()) return _error.ToString();
        }
    }

    /// <summary>What the engine was made with.</summary>
    public EngineConfig Config => _config;

    /// <summary>Segments on the timeline.</summary>
    public int SegmentCount
    {
        get
        {
            using (_lock.Hold()) return _editor.List.Count;
        }
    }

    /// <summary>Length of the timeline, frames.</summary>
    public long LengthFrames
    {
        get
        {
            using (_lock.Hold()) return Math.Max(_editor.List.LengthFrames, _editor.InGroup ? 0 : _block->LengthFrames);
        }
    }

    internal RenderState* State => _host.State;

    /// <summary>Has the claim to render lie in a handle's row, which outlives every engine. Before anybody renders.</summary>
    internal void ShareClaim(int* claim) => _host.ShareClaim(claim);

    internal SourceCache Cache => _cache;

    internal PagePool Pool => _pool;

    internal WorkerPool? Workers => _workers?.Pool;

    internal BlockStore Blocks => _blocks;

    internal Publisher Publisher => _publisher;

    internal ClipRegistry Clips => _clips;

    internal EngineOutput Output => _output;

    /// <summary>Makes an engine, or says in <paramref name="error"/> what of the configuration is wrong.</summary>
    public static Status Create(EngineConfig config, out Engine? engine, out string error)
    {
        ArgumentNullException.ThrowIfNull(config);
        engine = null;
        if (config.Isolation == IsolationMode.Auto) config = config with { Isolation = IsolationChoice.OfEnvironment(out error) };
        else error = string.Empty;
        if (error.Length != 0) return Status.InvalidArgument;
        error = config switch
        {
            { Rate: < Limits.MinRate or > Limits.MaxRate } => $"the rate {config.Rate} Hz is outside {Limits.MinRate}..{Limits.MaxRate} Hz",
            { Isolation: not (IsolationMode.Auto or IsolationMode.Off or IsolationMode.Required) } => $"isolation {(int)config.Isolation} is not known",
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
    /// <remarks>
    /// Ends calls that wait or prepare, and offline renders, and waits for the block under way and for an open device to close. A loader or a
    /// call that the system keeps in a read of a file or in opening a device is not waited for longer than half a second: it ends when
    /// the system lets it, and what it uses is released then.
    /// </remarks>
    public void Dispose()
    {
        AudioOutput? output;
        using (_lock.Hold())
        {
            if (_disposed) return;
            Volatile.Write(ref _disposed, true); // partner: IsClosed
            foreach (ClipPreparation work in _preparations) work.End(PreparationEnd.Closed);
        }

        _events.Close();
        _output.Supervisor.Dispose();
        using (_lock.Hold()) output = _output.Detach();
        if (output != null) LeaveOutput(output);
        while (!RenderClaim.TryClose(_host.Claim)) Thread.Sleep(1);
        foreach (OfflineRender render in _offline.ToArray()) render.Dispose();
        _cache.Close();
        EndPeakLooks();
        bool idle = WaitUntilIdle(ClosingMilliseconds);
        if (_loader.TryStop(idle ? ClosingMilliseconds : 0) && idle) FinishClosing();
        else new Thread(FinishClosing) { IsBackground = true, Name = "seamline closing" }.Start();
    }

    private void FinishClosing()
    {
        _ = WaitUntilIdle(Timeout.Infinite);
        ReleaseAll();
        HeldAtClose = _budget.HeldBytes;
        _released.Set();
    }

    /// <summary>After <see cref="Dispose"/>: waits until what the system kept is released too. For tests.</summary>
    internal void WaitReleased() => _released.Wait();

    // Of an engine that was not finished some are not there.
    private void ReleaseAll()
    {
        _loader?.Dispose();
        _output?.Dispose();
        _blocks?.Release(ref _block);
        _blocks?.Release(ref _reserved);
        _publisher?.Dispose();
        _clips?.Dispose();
        _workers?.Dispose(); // before what they have open, which then need not be closed one by one where they end
        _cache?.Dispose();
        _editor?.Dispose();
        _ducking?.Dispose();
        _host?.Dispose();
        _meters?.Dispose();
        _blocks?.Dispose();
        _pool?.Dispose();
    }

    /// <summary>Bytes still held after <see cref="Dispose"/>: 0, or something leaks. For tests.</summary>
    internal long HeldAtClose { get; private set; }

    /// <summary>Held by every call; the C border holds it over several that belong together.</summary>
    internal EditLock Lock => _lock;

    /// <summary>Keeps a sentence of the border's own.</summary>
    internal Status Refuse(Status status, string sentence)
    {
        using (_lock.Hold()) return _error.FailText(status, sentence);
    }

    /// <summary>Copies <see cref="LastError"/> as a C string without allocating; returns its length, bytes.</summary>
    internal int CopyError(Span<byte> to)
    {
        using (_lock.Hold()) return _error.CopyTo(to);
    }

    private int FramesOf(double milliseconds) => (int)ExactTime.Frame(milliseconds / 1000, _config.Rate);

    private Status NoRoom() => _editor.InGroup ? _editor.InAGroup() : NoRows();

    private Status NoRows() => _error.Fail(Status.OutOfBudget, $"the memory budget of {_budget.LimitBytes} bytes has no room for the timeline's rows");

    // Takes the block for the rows an edit will leave, before the edit: an edit that cannot be published is not begun.
    // While an edit group is open only its edits change anything.
    private bool Reserve(int moreRows, int moreTracks = 0) => !_editor.InGroup && ReserveBlock(moreRows, moreTracks);

    private bool ReserveBlock(int moreRows, int moreTracks) => ReserveMix(new BlockRoom { Regions = moreRows, Tracks = moreTracks });

    // Compiles and publishes what an edit left, or drops the reservation when it was refused.
    private Status Commit(Status status, EditStep step = EditStep.None)
    {
        status = Fit(status, step);
        if (status != Status.Ok)
        {
            _blocks.Release(ref _reserved);
            return status;
        }

        if (!TryCompile(step)) return NoRows();
        CommitCompiled();
        return Status.Ok;
    }

    // Publishes the block reserved, which is compiled.
    private void CommitCompiled()
    {
        Volatile.Write(ref _ducks, _reserved->DuckingCount != 0); // partner: RefreshDucking
        long lastWithOld = _publisher.Serial;
        RegionBlock* old = _block;
        _block = _reserved;
        _reserved = null;
        PublishDesired();
        _blocks.Release(ref old);
        _clips.Retire(lastWithOld);
        if (_clips.HasRetired || _cache.HasGraves) _lock.CleanUpLater();
    }

    private void PublishDesired()
    {
        _desired.Block = _block;
        _desired.Published = _meter.Publishes(_output.Clock, State);
        long serial = _editor.List.HasStretched ? PublishSpeeds() : _publisher.Publish(_desired);
        Volatile.Write(ref _published, serial); // partner: EndOnSources
        _publishedBlock = Volatile.Read(ref State->Blocks); // partner: Callback.Render
        _meter.EditEnds();
        _cache.Want(_block, LoadCenter(NextPlayhead()), new FrameRange(_desired.LoopStart, _desired.LoopEnd));
    }

    private Status Transport(int playing)
    {
        using (_lock.Hold())
        {
            _meter.EditBegins();
            Sound(playing, 0, 0);
            PublishDesired();
            return Status.Ok;
        }
    }

    // The playhead as the callback last reported it, or the target of a seek that it has not taken yet.
    private long Playhead()
    {
        if (_editor.List.HasStretched && IsPlacePending()) return Math.Min(_placeNext, _block->LengthFrames);
        bool sought = Volatile.Read(ref State->SeekSerial) == _desired.SeekSerial; // partner: Transport.Take
        long frame = sought ? Volatile.Read(ref State->PlayheadFrame) : _desired.SeekFrame; // partner: Transport.Acknowledge
        return Math.Min(frame, _block->LengthFrames);
    }

    // On a loader, now and then: the plan moves with the playhead.
    private void Follow()
    {
        RefreshDucking();
        LookForNews();
        if (Volatile.Read(ref State->SeekSerial) != Volatile.Read(ref _desired.SeekSerial) || !IsPlaceTaken()) return; // partners: Transport.Take, SeekFrame
        _cache.Follow(LoadCenter(Volatile.Read(ref State->PlayheadFrame)), _config.Rate); // partner: Transport.Acknowledge
    }

    private void EndOffline(OfflineRender render)
    {
        using (_lock.Hold())
        {
            _offline.Remove(render);
            _lock.CleanUpLater();
        }
    }
}
