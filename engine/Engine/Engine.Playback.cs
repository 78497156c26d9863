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

// Transport, output, pull, offline renders, figures.
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
            using (_gate.Hold()) return _error.Fail(Status.InvalidArgument, $"cannot seek to {seconds} s");
        }

        return SeekFrame(ExactTime.Frame(seconds, _config.Rate));
    }

    /// <summary>Moves the playhead to a frame; clamped to the timeline.</summary>
    public Status SeekFrame(long frame)
    {
        using (_gate.Hold())
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
        using (_gate.Hold())
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
        using (_gate.Hold())
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
        using (_gate.Hold())
        {
            _desired.Anchor = (PlayheadAnchor)anchor;
            return Status.Ok;
        }
    }

    /// <summary>Where playback is.</summary>
    public Position GetPosition()
    {
        using (_gate.Hold())
        {
            long playhead = Playhead();
            bool playing = Volatile.Read(ref State->TransportSerial) == _desired.TransportSerial // partner: Transport.Take
                ? Volatile.Read(ref State->Sounding) != 0 // partner: Transport.Acknowledge
                : _desired.Playing != 0;
            long latency = _output.UnheardFrames();
            long rendered = Volatile.Read(ref State->FramesRendered); // partner: Transport.Advance
            long heard = SwapLog.TimelineFrameAt(State, rendered - latency, Volatile.Read(ref State->Sounding) != 0, playhead); // partner: Transport.Acknowledge
            return new Position(playhead, Math.Clamp(heard, 0, _block->LengthFrames), playing, _block->LengthFrames, latency);
        }
    }

    /// <summary>Tells how many frames lie between <see cref="Pull"/> and the ear in a host's own device.</summary>
    public Status SetLatency(long frames)
    {
        using (_gate.Hold())
        {
            if (frames is < 0 or > Limits.MaxLatencyFrames)
                return _error.Fail(Status.InvalidArgument, $"a latency of {frames} frames is outside 0..{Limits.MaxLatencyFrames}");
            _output.PullLatencyFrames = frames;
            return Status.Ok;
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
        State->BlockBegan = began;
        Callback.Render(State, output, frames);
        BlockClock.End(_output.Clock, began);
    }

    /// <summary>Opens an SDL device (the engine's rate and channels; SDL converts) and starts it. An open one is closed first.</summary>
    /// <param name="config">Which device; its rate and channels are the engine's.</param>
    /// <param name="tap">Captures what is delivered, or null; outlives the output.</param>
    public Status OpenDevice(OutputConfig config, OutputTap? tap = null)
    {
        if (config.DiskFile is { Length: > 0 } file && MediumAt(file) is { } medium)
            return Refuse(Status.InvalidArgument, $"cannot play to '{file}': it is the medium {medium} of this timeline; choose another name");
        using (_gate.Hold())
        {
            try
            {
                _output.OpenDevice(config with { Rate = _config.Rate, Channels = _config.Channels }, tap);
                return Status.Ok;
            }
            catch (DeviceException e)
            {
                return _error.FailText(e.LibraryMissing ? Status.MissingLibrary : Status.DeviceError, e.Message);
            }
        }
    }

    /// <summary>Plays to nowhere at the pace of a clock: no device, no SDL.</summary>
    /// <param name="blockFrames">Frames a block.</param>
    /// <param name="speed">1 is real time.</param>
    /// <param name="tap">Captures what is delivered, or null.</param>
    public Status OpenNullDevice(int blockFrames = 480, double speed = 1, OutputTap? tap = null)
    {
        using (_gate.Hold())
        {
            try
            {
                _output.OpenNull(_config.Rate, _config.Channels, blockFrames, speed, tap);
                return Status.Ok;
            }
            catch (DeviceException e)
            {
                return _error.FailText(e.LibraryMissing ? Status.MissingLibrary : Status.DeviceError, e.Message);
            }
        }
    }

    /// <summary>The devices that can be opened, the default first.</summary>
    /// <param name="driver">SDL's audio driver; null for the system's.</param>
    /// <param name="devices">The devices; empty on failure.</param>
    /// <param name="error">Why there are none to be told, or empty.</param>
    public static Status ListDevices(string? driver, out OutputDevice[] devices, out string error)
    {
        devices = [];
        error = string.Empty;
        try
        {
            devices = SdlDevices.ListWithDefault(driver);
            return Status.Ok;
        }
        catch (DeviceException e)
        {
            error = e.Message;
            return e.LibraryMissing ? Status.MissingLibrary : Status.DeviceError;
        }
    }

    /// <summary>The rate that the default playback device prefers, Hz; 48,000 where it is unknown or there is no device.</summary>
    public static int PreferredRate() => SdlOutput.PreferredRate();

    /// <summary>Closes the output; safe while it plays.</summary>
    public void CloseDevice()
    {
        using (_gate.Hold()) _output.Close();
    }

    /// <summary>The open output, or null.</summary>
    public OutputInfo? Device
    {
        get
        {
            using (_gate.Hold()) return _output.Info;
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
        using (_gate.Hold()) return _output.Watch.Read(bins);
    }

    /// <summary>Durations of blocks are counted anew, for <see cref="GetBlockTimes"/>; <see cref="GetStatus"/> has them since open.</summary>
    public void ResetBlockTimes()
    {
        using (_gate.Hold()) _output.Watch.Reset();
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
        using (_gate.Hold())
        {
            if (_offline.Count >= Limits.MaxOfflineRenders)
                return _error.Fail(Status.LimitReached, $"{Limits.MaxOfflineRenders} offline renders are under way; that is the limit");
            if (!RenderHost.Fits(_budget, _config.Channels))
                return _error.Fail(Status.OutOfBudget, $"the memory budget of {_budget.LimitBytes} bytes has no room for an offline render");
            render = new OfflineRender(_cache, _blocks, _budget, _block, _publisher.Serial, _config.Rate, options, EndOffline);
            _offline.Add(render);
            return Status.Ok;
        }
    }

    /// <inheritdoc cref="BeginOffline(out OfflineRender?, bool)"/>
    /// <exception cref="InvalidOperationException">The limit or the budget does not allow it.</exception>
    public OfflineRender BeginOffline(bool silenceForErrors = false) =>
        BeginOffline(out OfflineRender? render, silenceForErrors) == Status.Ok ? render! : throw new InvalidOperationException(LastError);

    /// <inheritdoc cref="ExportWav(in WavExport, out RenderLevels, CancellationToken)"/>
    public Status ExportWav(in WavExport wanted, CancellationToken cancellation = default) => ExportWav(wanted, out _, cancellation);

    /// <summary>
    /// Writes the timeline as it stands now to a WAV file, with the bits of an offline render. Refused where the file is a medium of a
    /// clip, by whatever name, and where nothing at all could be decoded. On failure no file is left, and an existing one stays.
    /// </summary>
    /// <param name="wanted">What, where, how; whom to tell.</param>
    /// <param name="levels">How loud it came out.</param>
    /// <param name="cancellation">Ends it with <see cref="Status.Cancelled"/>.</param>
    public Status ExportWav(in WavExport wanted, out RenderLevels levels, CancellationToken cancellation = default)
    {
        levels = default;
        if (string.IsNullOrEmpty(wanted.Path)) return Refuse(Status.InvalidArgument, "an export without a file name");
        if (wanted.Frames < WavExport.ToTheEnd || Math.Abs(wanted.FirstFrame) > MaxExportFrame || wanted.Frames > MaxExportFrame)
            return Refuse(Status.InvalidArgument, $"cannot export {wanted.Frames} frames from {wanted.FirstFrame}: they are outside any timeline");
        if (MediumAt(wanted.Path) is { } medium)
            return Refuse(Status.InvalidArgument, $"cannot write '{wanted.Path}': it is the medium {medium} of this timeline; choose another name");
        Status status = BeginOffline(wanted.Options, out OfflineRender? render);
        if (status != Status.Ok) return status;
        using (render)
        {
            status = wanted.Write(render!, _config.Rate, () => Undecoded(cancellation), cancellation, out string error);
            levels = render!.Levels;
            return status == Status.Ok ? status : Refuse(status, error);
        }
    }

    // Of the longest time that is accepted at the highest rate.
    private const long MaxExportFrame = (long)Limits.MaxSeconds * Limits.MaxRate;

    /// <summary>Waits until <paramref name="frames"/> frames from the playhead on are in memory.</summary>
    public Status WaitReady(long frames, int timeoutMilliseconds)
    {
        long deadline = Environment.TickCount64 + timeoutMilliseconds;
        long patience = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 1_000 * timeoutMilliseconds);
        bool tried = false;
        while (true)
        {
            bool isFirst;
            long left = deadline - Environment.TickCount64;
            long seen = _cache.Arrivals;
            AwaitedPage awaited;
            using (_gate.Hold())
            {
                // The timeline as it stands at each look: an edit meanwhile may have removed what was waited for.
                long frame = Playhead();
                if (!_cache.TryFindAwaited(_block, frame, frames, out awaited)) return Status.Ok;
                isFirst = left > 0 && !tried && _loader.TryTakeFirst(_block, frame, patience);
                if (left <= 0) return _error.Fail(Status.TimedOut, $"frames {frame} .. {frame + frames} were not ready within {timeoutMilliseconds} ms");
            }

            tried = true;
            if (isFirst) _loader.BringFirst();
            else _cache.WaitForPage(seen, awaited, (int)Math.Min(left, 100));
        }
    }

    /// <summary>The engine in figures.</summary>
    public EngineStatus GetStatus()
    {
        using (_gate.Hold())
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
}
