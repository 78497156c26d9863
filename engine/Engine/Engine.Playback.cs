using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using Seamline.Clips;
using Seamline.Device;
using Seamline.Render;
using Seamline.Snapshots;
using Seamline.Timeline;

namespace Seamline;

// Transport, waiting, offline renders, status.
public sealed unsafe partial class Engine
{
    /// <summary>Plays from the playhead.</summary>
    public Status Play() => Transport(1);

    /// <summary>Stops where it is, with a short fade.</summary>
    public Status Pause() => Transport(0);

    /// <summary>Moves the playhead, seconds; clamped to the timeline.</summary>
    public Status Seek(double seconds)
    {
        if (!(Math.Abs(seconds) <= Limits.MaxSeconds))
        {
            using (_lock.Hold()) return _error.Fail(Status.InvalidArgument, $"cannot seek to {seconds} s");
        }

        return SeekFrame(ExactTime.Frame(seconds, _config.Rate));
    }

    /// <summary>Moves the playhead to a frame; clamped to the timeline.</summary>
    public Status SeekFrame(long frame)
    {
        using (_lock.Hold())
        {
            _meter.EditBegins();
            SeekTo(frame);
            _desired.StopFrame = 0;
            PublishDesired();
            return Status.Ok;
        }
    }

    /// <summary>Loops [in, out) seconds while playing; at least 50 ms.</summary>
    public Status SetLoop(double inSeconds, double outSeconds)
    {
        using (_lock.Hold())
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
        using (_lock.Hold())
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
        using (_lock.Hold())
        {
            _desired.Anchor = (PlayheadAnchor)anchor;
            return Status.Ok;
        }
    }

    /// <summary>Where playback is.</summary>
    public Position GetPosition()
    {
        using (_lock.Hold())
        {
            long playhead = Playhead();
            bool playing = Volatile.Read(ref State->TransportSerial) == _desired.TransportSerial // partner: Transport.Take
                ? Volatile.Read(ref State->Sounding) != 0 // partner: Transport.Acknowledge
                : _desired.Playing != 0;
            long latency = _output.UnheardFrames();
            long rendered = Volatile.Read(ref State->FramesRendered); // partner: Transport.Advance
            long step = playing ? _desired.Step : 0;
            long heard = step != 0 ? playhead - (long)(latency * (step / Shuttle.One)) : SwapLog.TimelineFrameAt(State, rendered - latency, Volatile.Read(ref State->Sounding) != 0, playhead); // partner: Transport.Acknowledge
            return new Position(playhead, Math.Clamp(heard, 0, _block->LengthFrames), playing, _block->LengthFrames, latency);
        }
    }

    /// <summary>Tells how many frames lie between <see cref="Pull(float*, uint)"/> and the ear in a host's own device.</summary>
    public Status SetLatency(long frames)
    {
        using (_lock.Hold())
        {
            if (frames is < 0 or > Limits.MaxLatencyFrames)
                return _error.Fail(Status.InvalidArgument, $"a latency of {frames} frames is outside 0..{Limits.MaxLatencyFrames}");
            _output.PullLatencyFrames = frames;
            return Status.Ok;
        }
    }

    /// <summary>Changes of voice that the callback has carried out (swaps, seeks, starts, ends), oldest first.</summary>
    /// <param name="from">Number of the first wanted, 0 for the oldest; on return the number after the last one given.</param>
    /// <param name="swaps">Room for them; the last 63 are kept.</param>
    /// <returns>How many were given.</returns>
    public int ReadSwaps(ref long from, Span<SwapInfo> swaps) => SwapLog.Read(State, ref from, swaps);

    /// <summary>Durations of blocks since open, or the last <see cref="ResetBlockTimes"/>.</summary>
    /// <param name="bins">
    /// Becomes the histogram: element i counts blocks of <see cref="BlockBins.LowerEdge"/>(i) ns up to the next one's; the last takes
    /// what is longer. May be empty.
    /// </param>
    public BlockTimes GetBlockTimes(Span<long> bins)
    {
        using (_lock.Hold()) return _output.Watch.Read(bins);
    }

    /// <summary>Durations of blocks are counted from zero, for <see cref="GetBlockTimes"/>; <see cref="GetStatus"/> has them since open.</summary>
    public void ResetBlockTimes()
    {
        using (_lock.Hold()) _output.Watch.Reset();
    }

    /// <summary>A render of the timeline as it stands now, apart from playback. At most <see cref="Limits.MaxOfflineRenders"/> at a time.</summary>
    /// <param name="render">The render; dispose it.</param>
    /// <param name="silenceForErrors">Take silence for media that cannot be read, instead of refusing.</param>
    public Status BeginOffline(out OfflineRender? render, bool silenceForErrors = false) =>
        BeginOffline(new OfflineOptions { SilenceForErrors = silenceForErrors }, out render);

    /// <inheritdoc cref="BeginOffline(out OfflineRender?, bool)"/>
    /// <param name="options">What it is besides the timeline's bits: a fade at its ends, levels.</param>
    /// <param name="render">The render; dispose it.</param>
    public Status BeginOffline(in OfflineOptions options, out OfflineRender? render)
    {
        render = null;
        if (!(options.EdgeFadeMilliseconds is >= 0 and <= Limits.MaxEdgeFadeMilliseconds))
            return Refuse(Status.InvalidArgument, $"the edge fade of {options.EdgeFadeMilliseconds} ms is outside 0..{Limits.MaxEdgeFadeMilliseconds} ms");
        if (options.Frames < OfflineOptions.ToTheEnd || Math.Abs(options.FirstFrame) > MaxExportFrame || options.Frames > MaxExportFrame)
            return Refuse(Status.InvalidArgument, $"cannot render {options.Frames} frames from {options.FirstFrame}: they are outside any timeline");
        using (_lock.Hold())
        {
            if (_disposed) return _error.FailText(Status.InvalidState, ClosedSentence);
            if (_offline.Count >= Limits.MaxOfflineRenders)
                return _error.Fail(Status.LimitReached, $"{Limits.MaxOfflineRenders} offline renders are under way; that is the limit");
            if (!RenderHost.Fits(_budget, _config.Channels, _config.Rate))
                return _error.Fail(Status.OutOfBudget, $"the memory budget of {_budget.LimitBytes} bytes has no room for an offline render");
            RefreshDuckingLocked();
            render = new OfflineRender(_cache, _blocks, _budget, _block, _publisher.Serial, _config.Rate, options, Refine, EndOffline);
            _offline.Add(render);
            return Status.Ok;
        }
    }

    /// <inheritdoc cref="BeginOffline(out OfflineRender?, bool)"/>
    /// <exception cref="InvalidOperationException">The limit or the budget does not allow it.</exception>
    public OfflineRender BeginOffline(bool silenceForErrors = false) =>
        BeginOffline(out OfflineRender? render, silenceForErrors) == Status.Ok ? render! : throw new InvalidOperationException(LastError);

    // Of the longest time that is accepted at the highest rate.
    private const long MaxExportFrame = (long)Limits.MaxSeconds * Limits.MaxRate;

    /// <summary>Waits until <paramref name="frames"/> frames from the playhead on are in memory. Other calls go on meanwhile.</summary>
    public Status WaitReady(long frames, int timeoutMilliseconds)
    {
        if (!TryEnter()) return Refuse(Status.InvalidState, ClosedSentence);
        try
        {
            return WaitInside(frames, timeoutMilliseconds);
        }
        finally
        {
            Leave();
        }
    }

    private Status WaitInside(long frames, int timeoutMilliseconds)
    {
        long deadline = Environment.TickCount64 + timeoutMilliseconds;
        long patience = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 1_000 * timeoutMilliseconds);
        bool tried = false;
        while (true)
        {
            // The timeline as it stands at each look: an edit meanwhile may have removed what was waited for.
            long left = deadline - Environment.TickCount64;
            long seen = _cache.Arrivals;
            if (!TryBeginView(out TimelineView view)) return Refuse(Status.Cancelled, "the engine was closed while a call waited for its sound");
            bool waits = _cache.TryFindAwaited(view.Block, view.Playhead, frames, out AwaitedPage awaited);
            bool isFirst = waits && left > 0 && !tried && _loader.TryTakeFirst(view.Block, view.Playhead, patience);
            EndView(ref view);
            if (!waits) return Status.Ok;
            if (left <= 0)
            {
                using (_lock.Hold())
                    return _error.Fail(Status.TimedOut, $"frames {view.Playhead} .. {view.Playhead + frames} were not ready within {timeoutMilliseconds} ms");
            }

            tried = true;
            if (isFirst) _loader.BringFirst();
            else _cache.WaitForPage(seen, awaited, (int)Math.Min(left, 100));
        }
    }

    /// <summary>Counters and state of the engine.</summary>
    public EngineStatus GetStatus()
    {
        if (!TryBeginView(out TimelineView view)) return default;
        long playhead = view.Playhead;
        long length = view.Block->LengthFrames;
        long missing = _cache.FirstMissing(view.Block, playhead, Math.Max(0, length - playhead));
        EndView(ref view);
        using (_lock.Hold())
        {
            if (_disposed) return default;
            _publisher.Reclaim();
            if (_cache.HasGraves) _lock.CleanUpLater();
            return _meter.Status(_budget, _pool, _cache, _output, State) with
            {
                Workers = _workers?.Pool?.Started ?? 0,
                ReadyAheadFrames = (missing < 0 ? length : missing) - playhead,
                PublishedSerial = _publisher.Serial,
                PublishedBlock = _publishedBlock,
                Segments = _editor.List.Count,
                LengthFrames = _block->LengthFrames,
            };
        }
    }

    /// <summary>The sources in use.</summary>
    public IReadOnlyList<SourceInfo> GetSources() => _cache.Describe();

    /// <summary>
    /// Waits for the decoding that is under way now: then <see cref="GetSources"/> counts all the damage of what is in memory. A page is ready
    /// before the run that it belongs to is through, which is when damage is counted.
    /// </summary>
    public void WaitForCounts(CancellationToken cancellation = default)
    {
        if (!TryEnter()) return;
        try
        {
            _cache.WaitForCounts(cancellation);
        }
        finally
        {
            Leave();
        }
    }
}
