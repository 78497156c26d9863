using System;
using System.Collections.Generic;
using System.Threading;
using Seamline.Clips;
using Seamline.Decode;
using Seamline.Device;
using Seamline.Memory;
using Seamline.Render;
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
public sealed unsafe class Engine : IDisposable
{
    private readonly Lock _gate = new();
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
    private SpanBlock* _block;
    private SpanBlock* _reserved;
    private Snapshot _desired;
    private long _blockSerial;
    private long _publishedBlock;
    private bool _disposed;

    private Engine(EngineConfig config)
    {
        _config = config;
        _budget = new MemoryBudget(config.BudgetBytes);

        // Rows, tables and undo live beside the pages: an eighth of the budget, at most 48 MiB, is never given to pages.
        _pool = new PagePool(_budget, Math.Min(config.BudgetBytes / 8, 48L << 20));
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

    /// <summary>Start, pause, stop and end ramps, and both sides of a miss, ms.</summary>
    public const double RampMilliseconds = 5;

    /// <summary>The sentence of the last call that failed; empty when none has.</summary>
    public string LastError
    {
        get
        {
            lock (_gate) return _error.ToString();
        }
    }

    /// <summary>What the engine was made with.</summary>
    public EngineConfig Config => _config;

    /// <summary>Segments on the timeline.</summary>
    public int SegmentCount
    {
        get
        {
            lock (_gate) return _editor.List.Count;
        }
    }

    /// <summary>Length of the timeline, frames.</summary>
    public long LengthFrames
    {
        get
        {
            lock (_gate) return _block->LengthFrames;
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
            { Channels: < 1 or > Limits.MaxChannels } => $"{config.Channels} channels are outside 1..{Limits.MaxChannels}",
            { BudgetBytes: < Limits.MinBudgetBytes } => $"the memory budget of {config.BudgetBytes} bytes is below {Limits.MinBudgetBytes}",
            { SwapFadeMilliseconds: not (>= 0 and <= Limits.MaxSwapFadeMilliseconds) } =>
                $"the swap fade of {config.SwapFadeMilliseconds} ms is outside 0..{Limits.MaxSwapFadeMilliseconds} ms",
            { DeclickMilliseconds: not (>= 0 and <= Limits.MaxDeclickMilliseconds) } =>
                $"the declick of {config.DeclickMilliseconds} ms is outside 0..{Limits.MaxDeclickMilliseconds} ms",
            { LoaderThreads: < 0 or > 64 } => $"{config.LoaderThreads} loader threads are outside 0..64",
            _ => string.Empty,
        };
        if (error.Length != 0) return Status.InvalidArgument;
        engine = new Engine(config);
        return Status.Ok;
    }

    /// <summary>Opens media and makes a clip of them; a clip of that number is replaced. Milliseconds at any length.</summary>
    public Status SetClip(ClipId id, params ReadOnlySpan<TrackSpec> tracks)
    {
        lock (_gate) return EditClips(_desk.SetMedia(id, tracks));
    }

    /// <summary>Makes a clip of a host's samples (copied; they count in the budget).</summary>
    /// <param name="id">The clip's number, not 0.</param>
    /// <param name="interleaved">Whole frames.</param>
    /// <param name="channels">Channels, 1..8.</param>
    /// <param name="rate">Their rate, Hz.</param>
    /// <param name="name">What to call them in messages.</param>
    public Status SetClipPcm(ClipId id, ReadOnlySpan<float> interleaved, int channels, int rate, string name = "host samples")
    {
        lock (_gate) return EditClips(_desk.SetPcm(id, interleaved, channels, rate, name));
    }

    /// <summary>Removes a clip; its segments stay, as silence.</summary>
    public Status RemoveClip(ClipId id)
    {
        lock (_gate) return EditClips(_desk.Remove(id));
    }

    /// <summary>Changes a track's offset, gain or stereo mode. Decodes nothing; heard in the next block.</summary>
    public Status SetTrackMix(ClipId id, int track, in TrackMix mix)
    {
        lock (_gate) return EditClips(_desk.SetMix(id, track, mix));
    }

    /// <summary>Length of a clip, frames; an estimate until its media are known to the frame.</summary>
    public Status GetClipFrames(ClipId id, out long frames)
    {
        lock (_gate) return _desk.Frames(id, out frames);
    }

    /// <summary>
    /// Learns a clip's exact length by looking through its files (10 minutes: 10 to 70 ms; 3 hours: up to a second). Not needed to
    /// play; for hosts that lay out whole recordings end to end.
    /// </summary>
    public Status MeasureClip(ClipId id)
    {
        lock (_gate) return _desk.Measure(id);
    }

    /// <summary>What a clip's media files say of themselves.</summary>
    public Status GetMediaFacts(ClipId id, List<MediaFacts> facts)
    {
        lock (_gate) return _desk.Facts(id, facts);
    }

    /// <summary>Replaces the whole timeline. Undo begins anew.</summary>
    public Status SetTimeline(params ReadOnlySpan<SegmentSpec> segments)
    {
        lock (_gate) return Reserve(segments.Length - _editor.List.Count) ? Commit(_editor.Set(segments)) : NoRoom();
    }

    /// <summary>Inserts before the segment at <paramref name="index"/>; the count appends.</summary>
    public Status Insert(int index, in SegmentSpec segment, out SegmentId id)
    {
        lock (_gate)
        {
            id = default;
            return Reserve(1) ? Commit(_editor.Insert(index, segment, out id)) : NoRoom();
        }
    }

    /// <summary>Removes a segment and closes the gap.</summary>
    public Status DeleteSegment(SegmentId id)
    {
        lock (_gate) return Reserve(0) ? Commit(_editor.Delete(id)) : NoRoom();
    }

    /// <summary>Removes [in, out) seconds across segments and closes the gap.</summary>
    public Status RippleDelete(double inSeconds, double outSeconds)
    {
        lock (_gate) return Reserve(1) ? Commit(_editor.RippleDelete(inSeconds, outSeconds)) : NoRoom();
    }

    /// <summary>Cuts the segment under a time in two.</summary>
    public Status Split(double seconds, out SegmentId right)
    {
        lock (_gate)
        {
            right = default;
            return Reserve(1) ? Commit(_editor.Split(seconds, out right)) : NoRoom();
        }
    }

    /// <summary>Moves a segment's in point, seconds on the clip's clock; what follows moves along.</summary>
    public Status TrimIn(SegmentId id, double inSeconds)
    {
        lock (_gate) return Reserve(0) ? Commit(_editor.TrimIn(id, inSeconds)) : NoRoom();
    }

    /// <summary>Moves a segment's out point, seconds on the clip's clock; what follows moves along.</summary>
    public Status TrimOut(SegmentId id, double outSeconds)
    {
        lock (_gate) return Reserve(0) ? Commit(_editor.TrimOut(id, outSeconds)) : NoRoom();
    }

    /// <summary>Moves a segment to another place in the order.</summary>
    public Status Move(SegmentId id, int index)
    {
        lock (_gate) return Reserve(0) ? Commit(_editor.Move(id, index)) : NoRoom();
    }

    /// <summary>Sets a segment's gain, dB.</summary>
    public Status SetSegmentGain(SegmentId id, double decibels)
    {
        lock (_gate) return Reserve(0) ? Commit(_editor.SetGain(id, decibels)) : NoRoom();
    }

    /// <summary>Silences a segment in its place, or lets it sound.</summary>
    public Status SetSegmentMuted(SegmentId id, bool muted)
    {
        lock (_gate) return Reserve(0) ? Commit(_editor.SetMuted(id, muted)) : NoRoom();
    }

    /// <summary>Sets a segment's speed; other than 1 it is silent in this version.</summary>
    public Status SetSegmentTimescale(SegmentId id, double timescale)
    {
        lock (_gate) return Reserve(0) ? Commit(_editor.SetTimescale(id, timescale)) : NoRoom();
    }

    /// <summary>Takes the last edit back.</summary>
    public Status Undo()
    {
        lock (_gate) return Reserve(_editor.UndoGrowth) ? Commit(_editor.Undo()) : NoRoom();
    }

    /// <summary>Does the last undone edit again.</summary>
    public Status Redo()
    {
        lock (_gate) return Reserve(_editor.RedoGrowth) ? Commit(_editor.Redo()) : NoRoom();
    }

    /// <summary>A segment by its place in the order.</summary>
    public Status GetSegment(int index, out SegmentInfo segment)
    {
        lock (_gate)
        {
            segment = default;
            if ((uint)index >= (uint)_editor.List.Count)
                return _error.Fail(Status.NotFound, $"there is no segment at position {index}; the timeline has {_editor.List.Count}");
            segment = _editor.Info(index);
            return Status.Ok;
        }
    }

    /// <summary>The segment that plays at a timeline frame, and its place in the order.</summary>
    public Status GetSegmentAt(long frame, out SegmentInfo segment, out int index)
    {
        lock (_gate)
        {
            segment = default;
            index = -1;
            if (frame < 0 || frame >= _block->LengthFrames)
                return _error.Fail(Status.NotFound, $"frame {frame} is outside the timeline of {_block->LengthFrames} frames");
            index = _editor.List.IndexOf(_block->Spans[SpanBlock.IndexAt(_block, frame, -1)].Segment);
            segment = _editor.Info(index);
            return Status.Ok;
        }
    }

    /// <summary>Plays from the playhead.</summary>
    public Status Play() => Transport(1);

    /// <summary>Stops where it is, with a short fade.</summary>
    public Status Pause() => Transport(0);

    /// <summary>Moves the playhead, seconds; clamped to the timeline.</summary>
    public Status Seek(double seconds)
    {
        if (!(Math.Abs(seconds) <= Limits.MaxSeconds))
        {
            lock (_gate) return _error.Fail(Status.InvalidArgument, $"cannot seek to {seconds} s");
        }

        return SeekFrame(ExactTime.Frame(seconds, _config.Rate));
    }

    /// <summary>Moves the playhead to a frame; clamped to the timeline.</summary>
    public Status SeekFrame(long frame)
    {
        lock (_gate)
        {
            _meter.EditBegins();
            _desired.SeekFrame = Math.Clamp(frame, 0, _block->LengthFrames);
            _desired.SeekSerial++;
            PublishDesired();
            return Status.Ok;
        }
    }

    /// <summary>Loops [in, out) seconds while playing; at least 50 ms.</summary>
    public Status SetLoop(double inSeconds, double outSeconds)
    {
        lock (_gate)
        {
            if (!(inSeconds >= 0 && outSeconds <= Limits.MaxSeconds && outSeconds - inSeconds >= Limits.MinLoopSeconds))
                return _error.Fail(Status.InvalidArgument, $"cannot loop {inSeconds} s .. {outSeconds} s: at least {Limits.MinLoopSeconds} s, not before 0");
            _meter.EditBegins();
            _desired.LoopStart = ExactTime.Frame(inSeconds, _config.Rate);
            _desired.LoopEnd = ExactTime.Frame(outSeconds, _config.Rate);
            PublishDesired();
            return Status.Ok;
        }
    }

    /// <summary>Ends the loop; playback goes on through its end.</summary>
    public Status ClearLoop()
    {
        lock (_gate)
        {
            _meter.EditBegins();
            _desired.LoopStart = 0;
            _desired.LoopEnd = 0;
            PublishDesired();
            return Status.Ok;
        }
    }

    /// <summary>Sets where the playhead goes at edits from now on.</summary>
    public Status SetAnchor(Anchor anchor)
    {
        lock (_gate)
        {
            _desired.Anchor = (PlayheadAnchor)anchor;
            return Status.Ok;
        }
    }

    /// <summary>Where playback is.</summary>
    public Position GetPosition()
    {
        lock (_gate)
        {
            long playhead = Playhead();
            bool playing = Volatile.Read(ref State->TransportSerial) == _desired.TransportSerial // partner: Transport.Take
                ? Volatile.Read(ref State->Sounding) != 0 // partner: Transport.Acknowledge
                : _desired.Playing != 0;
            return new Position(playhead, Math.Max(0, playhead - _output.UnheardFrames()), playing, _block->LengthFrames);
        }
    }

    /// <summary>
    /// Renders the next frames for a host that owns the device: real-time safe, any thread, one at a time, not while an SDL
    /// output is open.
    /// </summary>
    /// <param name="output">Interleaved, room for <paramref name="frames"/> frames.</param>
    /// <param name="frames">Frames wanted.</param>
    public void Pull(float* output, uint frames)
    {
        long began = BlockClock.Begin(_output.Clock);
        Callback.Render(State, output, frames);
        BlockClock.End(_output.Clock, began);
    }

    /// <summary>Opens an SDL device (the engine's rate and channels; SDL converts) and starts it. An open one is closed first.</summary>
    /// <param name="config">Which device; its rate and channels are the engine's.</param>
    /// <param name="tap">Captures what is delivered, or null; outlives the output.</param>
    public Status OpenDevice(OutputConfig config, OutputTap? tap = null)
    {
        lock (_gate)
        {
            try
            {
                _output.OpenDevice(config with { Rate = _config.Rate, Channels = _config.Channels }, tap);
                return Status.Ok;
            }
            catch (DeviceException e)
            {
                return _error.FailText(Status.DeviceError, e.Message);
            }
        }
    }

    /// <summary>Plays to nowhere at the pace of a clock: no device, no SDL.</summary>
    /// <param name="blockFrames">Frames a block.</param>
    /// <param name="speed">1 is real time.</param>
    /// <param name="tap">Captures what is delivered, or null.</param>
    public Status OpenNullDevice(int blockFrames = 480, double speed = 1, OutputTap? tap = null)
    {
        lock (_gate)
        {
            try
            {
                _output.OpenNull(_config.Rate, _config.Channels, blockFrames, speed, tap);
                return Status.Ok;
            }
            catch (DeviceException e)
            {
                return _error.FailText(Status.DeviceError, e.Message);
            }
        }
    }

    /// <summary>The rate that the default playback device prefers, Hz; 48,000 where it is unknown or there is no device.</summary>
    public static int PreferredRate() => SdlOutput.PreferredRate();

    /// <summary>Closes the output; safe while it plays.</summary>
    public void CloseDevice()
    {
        lock (_gate) _output.Close();
    }

    /// <summary>The open output, or null.</summary>
    public OutputInfo? Device
    {
        get
        {
            lock (_gate) return _output.Info;
        }
    }

    /// <summary>Changes of voice that the callback has carried out (swaps, seeks, starts, ends), oldest first.</summary>
    /// <param name="from">Number of the first wanted, 0 for the oldest; on return the number after the last one given.</param>
    /// <param name="swaps">Room for them; the last 64 are kept.</param>
    /// <returns>How many were given.</returns>
    public int ReadSwaps(ref long from, Span<SwapInfo> swaps) => SwapLog.Read(State, ref from, swaps);

    /// <summary>A render of the timeline as it stands now, apart from playback.</summary>
    /// <param name="silenceForErrors">Take silence for media that cannot be read, instead of refusing.</param>
    public OfflineRender BeginOffline(bool silenceForErrors = false)
    {
        lock (_gate)
        {
            var render = new OfflineRender(_cache, _blocks, _budget, _block, _publisher.Serial, _config.Rate, EndOffline)
            {
                SilenceForErrors = silenceForErrors,
            };
            _offline.Add(render);
            return render;
        }
    }

    /// <summary>Waits until <paramref name="frames"/> frames from the playhead on are in memory.</summary>
    public Status WaitReady(long frames, int timeoutMilliseconds)
    {
        long deadline = Environment.TickCount64 + timeoutMilliseconds;
        while (true)
        {
            long left = deadline - Environment.TickCount64;
            lock (_gate)
            {
                // The timeline as it stands at each look: an edit meanwhile may have removed what was waited for.
                long frame = Playhead();
                if (_cache.IsReady(_block, frame, frames)) return Status.Ok;
                if (left <= 0) return _error.Fail(Status.TimedOut, $"frames {frame} .. {frame + frames} were not ready within {timeoutMilliseconds} ms");
            }

            _cache.WaitForPage((int)Math.Min(left, 100));
        }
    }

    /// <summary>The engine in figures.</summary>
    public EngineStatus GetStatus()
    {
        lock (_gate)
        {
            _publisher.Reclaim();
            Bury();
            long playhead = Playhead();
            long missing = _cache.FirstMissing(_block, playhead, Math.Max(0, _block->LengthFrames - playhead));
            return _meter.Status(_budget, _pool, _cache, _output, State) with
            {
                ReadyAheadFrames = (missing < 0 ? _block->LengthFrames : missing) - playhead,
                PublishedSerial = _publisher.Serial,
                PublishedBlock = _publishedBlock,
            };
        }
    }

    /// <summary>The sources in use.</summary>
    public IReadOnlyList<SourceInfo> GetSources() => _cache.Describe();

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
        }

        _output.Dispose();
        foreach (OfflineRender render in _offline.ToArray()) render.Dispose();
        _loader.Dispose();
        _blocks.Release(ref _block);
        _blocks.Release(ref _reserved);
        _publisher.Dispose();
        _desk.Dispose();
        _cache.Dispose();
        _editor.Dispose();
        _host.Dispose();
        _blocks.Dispose();
        _pool.Dispose();
        HeldAtClose = _budget.HeldBytes;
    }

    /// <summary>Bytes still held after <see cref="Dispose"/>: 0, or something leaks. For tests.</summary>
    internal long HeldAtClose { get; private set; }

    internal Status SetClipSource(ClipId id, MediaSource media, string name)
    {
        lock (_gate) return EditClips(_desk.SetSource(id, media, name));
    }

    /// <summary>Held by every call; the C border holds it over several that belong together.</summary>
    internal Lock Gate => _gate;

    /// <summary>Keeps a sentence of the border's own.</summary>
    internal Status Refuse(Status status, string sentence)
    {
        lock (_gate) return _error.FailText(status, sentence);
    }

    /// <summary>Copies <see cref="LastError"/> as a C string without allocating; returns its length, bytes.</summary>
    internal int CopyError(Span<byte> to)
    {
        lock (_gate) return Abi.Border.Copy(_error.Utf8Text, to);
    }

    private int FramesOf(double milliseconds) => (int)ExactTime.Frame(milliseconds / 1000, _config.Rate);

    private Status NoRoom() => _error.Fail(Status.OutOfBudget, $"the memory budget of {_budget.LimitBytes} bytes has no room for the timeline's rows");

    // Takes the block for the rows an edit will leave, before the edit: an edit that cannot be published is not begun.
    private bool Reserve(int moreRows)
    {
        _meter.EditBegins();
        _publisher?.Reclaim();
        _reserved = _blocks.Take(Math.Max(0, _editor.List.Count + moreRows), _desk.Clips.TotalTracks);
        return _reserved != null;
    }

    private Status EditClips(Status status)
    {
        if (status != Status.Ok) return status;
        return Reserve(0) ? Commit(status) : NoRoom();
    }

    // Compiles and publishes what an edit left, or drops the reservation when it was refused.
    private Status Commit(Status status)
    {
        if (status != Status.Ok)
        {
            _blocks.Release(ref _reserved);
            return status;
        }

        SnapshotCompiler.Compile(_reserved, _editor.List, _desk.Clips, _config.Channels, FramesOf(_config.DeclickMilliseconds), ++_blockSerial);
        long lastWithOld = _publisher.Serial;
        SpanBlock* old = _block;
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
        _publisher.Publish(_desired);
        _publishedBlock = Volatile.Read(ref State->Blocks); // partner: Callback.Render
        _meter.EditEnds();
        _cache.Want(_block, Playhead());
    }

    private Status Transport(int playing)
    {
        lock (_gate)
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

    private void Bury()
    {
        long oldest = _publisher.OldestLive();
        foreach (OfflineRender render in _offline) oldest = Math.Min(oldest, render.Serial);
        _cache.Bury(oldest);
    }

    private void EndOffline(OfflineRender render)
    {
        lock (_gate)
        {
            _offline.Remove(render);
            Bury();
        }
    }
}
