using System;
using System.Runtime.InteropServices;
using Seamline.Decode;

namespace Seamline.Stretch;

/// <summary>
/// Reads any frames of a source at the engine's rate: from its pages where they are in memory, else from a decoder. What it reads is the same
/// either way, for a page is a function of source and index.
/// </summary>
/// <remarks>
/// Thread: one loader at a time. A decoder delivers runs from their start on, so what is decoded goes on beyond what was asked for, further each
/// time, as long as the reading goes on where the last one ended.
/// </remarks>
internal sealed unsafe class SourceReader(MediaSource medium, PageCopies pages) : RunSink, IDisposable
{
    private const int LeastAhead = 2 * Limits.PageFrames;

    private readonly RunDecoder _decoder = medium.OpenDecoder();
    private readonly int _channels = medium.Format.Channels;
    private NativeFloats _window;
    private RunSink? _outer;
    private long _windowStart;
    private long _captured;
    private long _wanted;
    private long _position; // of the decoder, source frames
    private int _ahead = LeastAhead;
    private long _length = -1;

    /// <summary>Channels of what it reads.</summary>
    public int Channels => _channels;

    /// <summary>Length of the source, frames; -1 until it is known.</summary>
    public long Length => _length >= 0 ? _length : medium.ExactFrames;

    /// <summary>Damaged packets that became silence, of the worst run.</summary>
    public int Warnings { get; private set; }

    /// <summary>FFmpeg's error where a reading failed.</summary>
    public int ErrorCode { get; private set; }

    /// <inheritdoc/>
    public override bool Stop => _captured >= _wanted || _outer!.Stop;

    /// <inheritdoc/>
    public override bool GiveUp => _outer!.GiveUp;

    /// <inheritdoc/>
    public override double OpeningSeconds => _outer!.OpeningSeconds;

    /// <summary>Reads frames, interleaved: silence before the source and behind it.</summary>
    /// <param name="from">The first; may be negative.</param>
    /// <param name="count">How many.</param>
    /// <param name="to">Where to.</param>
    /// <param name="outer">For whom: asked whether to stop.</param>
    /// <returns><see cref="RunEnd.Complete"/>, or why it could not be read.</returns>
    public RunEnd Read(long from, long count, float* to, RunSink outer)
    {
        _outer = outer;
        long before = Math.Clamp(-from, 0, count);
        NativeMemory.Clear(to, (nuint)(before * _channels * sizeof(float)));
        long at = from + before;
        long end = from + count;
        to += before * _channels;
        while (at < end)
        {
            long length = Length;
            if (length >= 0 && at >= length)
            {
                NativeMemory.Clear(to, (nuint)((end - at) * _channels * sizeof(float)));
                break;
            }

            int part = (int)Math.Min(end - at, Limits.PageFrames - (at % Limits.PageFrames));
            if (at >= _windowStart && at < _windowStart + _captured)
            {
                part = (int)Math.Min(end - at, _windowStart + _captured - at);
                NativeMemory.Copy(_window.Pointer + ((at - _windowStart) * _channels), to, (nuint)((long)part * _channels * sizeof(float)));
            }
            else if (!pages.TryCopy(at / Limits.PageFrames, (int)(at % Limits.PageFrames), part, to))
            {
                RunEnd result = Capture(at, end - at);
                if (result != RunEnd.Complete) return result;
                continue;
            }

            at += part;
            to += (long)part * _channels;
        }

        return RunEnd.Complete;
    }

    /// <summary>Forgets what it has ahead.</summary>
    public void Rest()
    {
        _window.Free();
        _windowStart = _captured = 0;
        _ahead = LeastAhead;
        _outer = null;
    }

    /// <inheritdoc/>
    public override void Write(float* interleaved, int frames)
    {
        long skip = Math.Clamp(_windowStart - _position, 0, frames);
        long kept = Math.Min(frames - skip, _wanted - _captured);
        if (kept > 0)
        {
            NativeMemory.Copy(interleaved + (skip * _channels), _window.Pointer + (_captured * _channels), (nuint)(kept * _channels * sizeof(float)));
            _captured += kept;
        }

        _position += frames;
    }

    /// <inheritdoc/>
    public override void Write(in Planes planes, int channels, int frames)
    {
        long skip = Math.Clamp(_windowStart - _position, 0, frames);
        long kept = Math.Min(frames - skip, _wanted - _captured);
        if (kept > 0)
        {
            planes.From(skip).CopyTo(_window.Pointer + (_captured * _channels), channels, (int)kept);
            _captured += kept;
        }

        _position += frames;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _decoder.Dispose();
        _window.Free();
    }

    // Decodes from a frame on, to the end of its run at most.
    private RunEnd Capture(long from, long count)
    {
        long run = from / Limits.RunFrames;
        long left = ((run + 1) * Limits.RunFrames) - from;
        _ahead = from == _windowStart + _captured && _captured > 0 ? Math.Min(4 * _ahead, Limits.RunFrames) : LeastAhead;
        _windowStart = from;
        _captured = 0;
        _wanted = Math.Min(left, Math.Max(count, _ahead));
        _position = run * Limits.RunFrames;
        _window.Reserve(_wanted * _channels);
        RunResult result = _decoder.Decode((int)run, this);
        if (result.SourceFrames >= 0) _length = result.SourceFrames;
        Warnings = Math.Max(Warnings, result.Warnings);
        if (_captured > 0) return RunEnd.Complete; // the rest, and what is wrong with it, is met when it is asked for
        ErrorCode = result.ErrorCode;
        if (result.End is RunEnd.Complete or RunEnd.EndOfSource && Length < 0) _length = from; // an end that was not reported
        return result.End is RunEnd.EndOfSource ? RunEnd.Complete : result.End;
    }
}
