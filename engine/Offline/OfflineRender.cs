using System;
using System.Diagnostics;
using System.Threading;
using Seamline.Clips;
using Seamline.Memory;
using Seamline.Render;
using Seamline.Snapshots;

namespace Seamline;

/// <summary>
/// Renders a timeline as it stood when this was made, in order or not, waiting for what must be decoded: the same bits that
/// playback gives away from where it starts, stops, seeks or misses, for those fade and a render does not unless
/// <see cref="OfflineOptions.EdgeFadeMilliseconds"/> asks for it. Holds no more than the budget.
/// </summary>
/// <remarks>Thread: any one at a time; edits and playback go on beside it.</remarks>
public sealed unsafe partial class OfflineRender : IDisposable
{
    private const int WaitMilliseconds = 100;

    // Looked up and mixed at once where all of it is there: four pages.
    private const int StretchFrames = 4 * Limits.PageFrames;

    // A result of so many bytes goes past the caches: more than any core's own.
    private const long StreamedBytes = 4L << 20;

    // Where so much is there already, the plan need not follow closely: half of it is rendered before it does.
    private const int AheadSeconds = 30;
    private const int FarAheadSeconds = 240;

    private readonly SourceCache _cache;
    private readonly BlockStore _blocks;
    private readonly RenderHost _host;
    private readonly Action<OfflineRender> _closed;
    private readonly int _rate;
    private readonly OfflineOptions _options;
    private readonly EdgeFade _edges;
    private readonly NativeMutex _busy = new();
    private readonly LoadReader _reader;
    private readonly EnergyPass? _energies;
    private RegionBlock* _block;
    private long _wantedFrame = -1;
    private long _nextAsk;
    private bool _disposed;

    internal OfflineRender(
        SourceCache cache, BlockStore blocks, MemoryBudget budget, RegionBlock* block, long serial, int rate, in OfflineOptions options,
        BlockRefiner refine, Action<OfflineRender> closed)
    {
        _reader = cache.Queue.Join() ?? throw new InvalidOperationException("too many offline renders at a time");
        _cache = cache;
        _blocks = blocks;
        _host = new RenderHost(budget, block->Channels, missRampFrames: 0, rate);
        _refine = refine;
        _closed = closed;
        _rate = rate;
        _options = options;
        _edges = new EdgeFade(
            options.FirstFrame,
            options.Frames == OfflineOptions.ToTheEnd ? block->LengthFrames : options.FirstFrame + options.Frames,
            (long)Math.Round(options.EdgeFadeMilliseconds * rate / 1_000));
        if (options.KeepEnergies) _energies = new EnergyPass(budget, rate);
        _block = block;
        Serial = serial;
        blocks.Hold(block);
        if (!cache.Grace.TryAdd(&_host.State->ReaderWord)) throw new InvalidOperationException("too many offline renders at a time");
    }

    /// <summary>Length of the timeline, frames.</summary>
    public long LengthFrames => _block->LengthFrames;

    /// <summary>Channels of the output.</summary>
    public int Channels => _block->Channels;

    /// <summary>Render silence for media that cannot be read, instead of refusing.</summary>
    public bool SilenceForErrors => _options.SilenceForErrors;

    /// <summary>Of all that was rendered so far, twice what was rendered twice; empty unless <see cref="OfflineOptions.MeasureLevels"/> asks for it.</summary>
    public RenderLevels Levels { get; private set; }

    /// <summary>Why the last call failed, or empty.</summary>
    public string LastError { get; private set; } = string.Empty;

    internal long Serial { get; }

    /// <summary>
    /// Renders interleaved frames from <paramref name="frame"/> on; outside the timeline is silence. Waits for decoding.
    /// </summary>
    /// <param name="frame">First timeline frame.</param>
    /// <param name="output">Whole frames of <see cref="Channels"/> samples.</param>
    /// <param name="cancellation">Ends the wait with <see cref="Status.Cancelled"/>.</param>
    public Status Render(long frame, Span<float> output, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using (_busy.Hold()) return RenderLocked(frame, output, cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>A call of <see cref="Render"/> that is under way on another thread ends first, with <see cref="Status.Cancelled"/>.</remarks>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true)) return; // partner: Pass
        using (_busy.Hold())
        {
            _cache.Queue.Leave(_reader);
            _cache.Grace.Remove(&_host.State->ReaderWord);
            _blocks.Release(ref _block);
            _host.Dispose();
        }

        _closed(this);
    }

    private Status RenderLocked(long frame, Span<float> output, CancellationToken cancellation)
    {
        int channels = Channels;
        if (Refine(cancellation) is var refined and not Status.Ok) return refined;
        fixed (float* start = output)
        {
            float* to = start;
            bool streams = (long)output.Length * sizeof(float) >= StreamedBytes;
            _host.State->Scratch.Streams = streams ? 1 : 0;
            for (long left = output.Length / channels; left > 0;)
            {
                Status status = Pass(frame, left, to, cancellation, out long count);
                if (status != Status.Ok) return status;
                _edges.Apply(frame, to, channels, count);
                if (_options.MeasureLevels) Levels = Levels.With(to, channels, count);
                frame += count;
                to += count * channels;
                left -= count;
            }

            // What went past the caches is in memory before any other thread learns that the render is done (Copy.RunStreaming).
            // Partner: the acquire of that thread.
            if (streams) Interlocked.MemoryBarrier();
        }

        return Status.Ok;
    }

    private Status Pass(long frame, long left, float* output, CancellationToken cancellation, out long count)
    {
        while (true)
        {
            count = 0;

            // Partner: Dispose.
            if (Volatile.Read(ref _disposed) || cancellation.IsCancellationRequested) return Fail(Status.Cancelled, "cancelled");
            Ask(frame); // first: only for what has been asked for is 'ready' to be believed
            long seen = _cache.Arrivals;
            count = Stretch(frame, left);
            if (!SilenceForErrors && FirstFailed(frame, count) is { } failed)
                return Fail(Status.MediaError, failed.Error ?? $"{failed.Key}: cannot be read at {(double)frame / _rate:0.###} s");
            if (TryRender(frame, count, output)) return Status.Ok;
            if (IsReady(frame, count)) continue;
            _nextAsk = Math.Min(_nextAsk, _wantedFrame + _rate); // what was there has been evicted since
            _cache.WaitForPage(seen, WaitMilliseconds);
        }
    }

    // As much as can be mixed in one go: what is not there, or cannot be had, is waited for and reported block by block.
    private long Stretch(long frame, long left)
    {
        long stretch = Math.Min(left, StretchFrames);
        bool whole = stretch > Limits.MaxBlockFrames && IsReady(frame, stretch) && FirstFailed(frame, stretch) == null;
        return whole ? stretch : Math.Min(left, Limits.MaxBlockFrames);
    }

    // Odd while mixing: a page that was found cannot be reused before the word is even again. It can be taken out of its table
    // between the look and the mixing, though, or between that and the measuring: then the pass is done again.
    private bool TryRender(long frame, long count, float* output)
    {
        // A declick's frames farther: whether the medium ends there decides how the last frames sound.
        if (!IsReady(frame, count)) return false;
        long missed = _host.State->Misses.Frames;
        int hint = 0;
        Interlocked.Increment(ref _host.State->ReaderWord); // partner: ReaderGrace.Wait
        Renderer.Render(_block, frame, (uint)count, output, &_host.State->Scratch, &_host.State->Misses, &hint);
        bool isMeasured = _energies?.Run(_block, frame, count) != false;
        Interlocked.Increment(ref _host.State->ReaderWord); // partner: ReaderGrace.Wait
        if (isMeasured && _host.State->Misses.Frames == missed) return true;
        if (SilenceForErrors && FirstFailed(frame, count) != null && IsReady(frame, count)) return true;
        Limiter.Forget(&_host.State->Scratch);
        return false;
    }

    // What frames depend on: a declick behind them, and the limiter's window around them.
    private bool IsReady(long frame, long count)
    {
        long first = Math.Max(0, frame - _block->Master.BackFrames);
        return _cache.IsReady(_block, first, frame + count - first + _block->EdgeFrames + _block->Master.AheadFrames);
    }

    private Source? FirstFailed(long frame, long count)
    {
        long first = Math.Max(0, frame - _block->Master.BackFrames);
        return _cache.FirstFailed(_block, first, frame + count - first + _block->Master.AheadFrames);
    }

    // The plan follows in steps of a second; asking again for every block would only make loaders plan instead of decode. Of what is
    // in memory a second takes 20 us: there the plan follows in larger steps, for a loader that plans holds the lock that looking needs.
    private void Ask(long frame)
    {
        if (_wantedFrame >= 0 && frame >= _wantedFrame && frame < _nextAsk) return;
        _wantedFrame = frame;
        _cache.Queue.Want(_reader, _block, frame);
        _nextAsk = frame + (IsThere(frame, FarAheadSeconds) ? FarAheadSeconds / 2 : IsThere(frame, AheadSeconds) ? AheadSeconds / 2 : 1) * (long)_rate;
    }

    private bool IsThere(long frame, int seconds) => _cache.IsReady(_block, frame, (long)seconds * _rate);

    private Status Fail(Status status, string sentence)
    {
        LastError = sentence;
        Debug.Assert(status != Status.Ok, "a failure has a status");
        return status;
    }
}
