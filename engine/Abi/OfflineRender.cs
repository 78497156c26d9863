using System;
using System.Diagnostics;
using System.Threading;
using Seamline.Clips;
using Seamline.Memory;
using Seamline.Render;

namespace Seamline;

/// <summary>
/// Renders a timeline as it stood when this was made, in order or not, waiting for what must be decoded: the same bits that
/// playback gives. Holds no more than the budget.
/// </summary>
/// <remarks>Thread: any one at a time; edits and playback go on beside it.</remarks>
public sealed unsafe class OfflineRender : IDisposable
{
    private const int WaitMilliseconds = 100;

    private readonly SourceCache _cache;
    private readonly BlockStore _blocks;
    private readonly RenderHost _host;
    private readonly Action<OfflineRender> _closed;
    private readonly int _rate;
    private readonly Gate _busy = new();
    private readonly Listener _listener;
    private SpanBlock* _block;
    private long _wantedFrame = -1;
    private bool _disposed;

    internal OfflineRender(
        SourceCache cache, BlockStore blocks, MemoryBudget budget, SpanBlock* block, long serial, int rate, Action<OfflineRender> closed)
    {
        _listener = cache.Queue.Join() ?? throw new InvalidOperationException("too many offline renders at a time");
        _cache = cache;
        _blocks = blocks;
        _host = new RenderHost(budget, block->Channels, missRampFrames: 0);
        _closed = closed;
        _rate = rate;
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
    public bool SilenceForErrors { get; init; }

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
            _cache.Queue.Leave(_listener);
            _cache.Grace.Remove(&_host.State->ReaderWord);
            _blocks.Release(ref _block);
            _host.Dispose();
        }

        _closed(this);
    }

    private Status RenderLocked(long frame, Span<float> output, CancellationToken cancellation)
    {
        int channels = Channels;
        fixed (float* start = output)
        {
            float* to = start;
            for (long left = output.Length / channels; left > 0;)
            {
                uint count = (uint)Math.Min(left, Limits.MaxBlockFrames);
                Status status = Pass(frame, count, to, cancellation);
                if (status != Status.Ok) return status;
                frame += count;
                to += (long)count * channels;
                left -= count;
            }
        }

        return Status.Ok;
    }

    private Status Pass(long frame, uint count, float* output, CancellationToken cancellation)
    {
        while (true)
        {
            // Partner: Dispose.
            if (Volatile.Read(ref _disposed) || cancellation.IsCancellationRequested) return Fail(Status.Cancelled, "cancelled");
            Ask(frame); // first: only for what has been asked for is 'ready' to be believed
            long seen = _cache.Arrivals;
            if (!SilenceForErrors && _cache.FirstFailed(_block, frame, count) is { } failed)
                return Fail(Status.MediaError, failed.Error ?? $"{failed.Key}: cannot be read at {(double)frame / _rate:0.###} s");
            if (TryRender(frame, count, output)) return Status.Ok;
            if (!_cache.IsReady(_block, frame, count)) _cache.WaitForPage(seen, WaitMilliseconds);
        }
    }

    // Odd while mixing: a page that was found cannot be reused before the word is even again. It can be taken out of its table
    // between the look and the mixing, though: then frames were missed, and the pass is done again.
    private bool TryRender(long frame, uint count, float* output)
    {
        if (!_cache.IsReady(_block, frame, count)) return false;
        long missed = _host.State->Misses.Frames;
        int hint = 0;
        Interlocked.Increment(ref _host.State->ReaderWord); // partner: ReaderGrace.Wait
        Renderer.Render(_block, frame, count, output, &_host.State->Scratch, &_host.State->Misses, &hint);
        Interlocked.Increment(ref _host.State->ReaderWord); // partner: ReaderGrace.Wait
        if (_host.State->Misses.Frames == missed) return true;
        return SilenceForErrors && _cache.FirstFailed(_block, frame, count) != null && _cache.IsReady(_block, frame, count);
    }

    // The plan follows in steps of a second; asking anew for every block would only make loaders plan instead of decode.
    private void Ask(long frame)
    {
        if (_wantedFrame >= 0 && frame >= _wantedFrame && frame < _wantedFrame + _rate) return;
        _wantedFrame = frame;
        _cache.Queue.Want(_listener, _block, frame);
    }

    private Status Fail(Status status, string sentence)
    {
        LastError = sentence;
        Debug.Assert(status != Status.Ok, "a failure has a status");
        return status;
    }
}
