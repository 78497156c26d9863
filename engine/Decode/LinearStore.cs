using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace Seamline.Decode;

/// <summary>
/// Decodes a stream in one go from the start of a run to its end, as the ffmpeg command does, into the engine's <see cref="SpillFile"/>. Runs of a
/// stream that cannot be entered in its middle are read from there. It decodes as far as a caller needs and goes on from there later.
/// </summary>
/// <remarks>
/// Thread: any loader, several at once: one of them decodes, and goes on until what it needs is there or its own sink says stop; the others
/// wait for theirs. Native memory: one page while it decodes. It is decoded once: what it holds is a function of the source alone.
/// </remarks>
internal sealed unsafe class LinearStore : RunSink, IDisposable
{
    private readonly FFmpegSource _source;
    private readonly SpillFile _spill;
    private readonly FFmpegRunDecoder _decoder;
    private readonly int _frameBytes;
    private RunSink? _caller;
    private long _target;
    private NativeFloats _page;
    private int _filled;
    private long _skip;     // frames that a second attempt gives again
    private int* _blocks;   // room for the longest source, so that they never move under a reader; memory is only what is written
    private int _blockCount;
    private int* _warnings; // a run each, from the first
    private int _firstRun;
    private int _counted;
    private long _available;
    private int _error;
    private bool _finished;
    private int _owned;

    /// <summary>Makes an empty one; nothing is opened yet.</summary>
    public LinearStore(FFmpegSource source, MediaContext prototype)
    {
        _source = source;
        _spill = prototype.Resources.Spill;
        _decoder = new FFmpegRunDecoder(source, new MediaContext(prototype));
        _frameBytes = source.Format.Channels * sizeof(float);
    }

    /// <summary>Frames at the engine's rate that may be read, counted from the source's beginning.</summary>
    public long Available => Volatile.Read(ref _available); // pairs with the write in Flush: samples are in the file before they are counted

    /// <summary>FFmpeg's error that ended it, or 0.</summary>
    public int Error => _error;

    /// <inheritdoc/>
    public override bool Stop => _error < 0 || _available > _target || (_caller is not null && _caller.Stop);

    /// <inheritdoc/>
    public override bool GiveUp => _caller is not null && _caller.GiveUp;

    /// <summary>Has a frame decoded, by this thread or by the one that is at it already.</summary>
    /// <param name="firstRun">The run that the store begins with: always the same one.</param>
    /// <param name="frame">The frame, at the engine's rate; <see cref="long.MaxValue"/>: all.</param>
    /// <param name="sink">Asked between packets; null: never stops.</param>
    public RowState Await(int firstRun, long frame, RunSink? sink)
    {
        while (true)
        {
            bool finished = Volatile.Read(ref _finished); // partner: Finish; what is available then is all
            if (frame < Available) return RowState.Ready;
            if (finished) return _error < 0 ? RowState.Failed : RowState.Beyond;
            if (sink is not null && sink.Stop) return RowState.Stopped;
            if (_source.Look() != MediaState.Same) return RowState.Failed;

            // Partner: the write below. The exchange takes the decoder over with all that its last owner wrote; the write below hands it on.
            if (Interlocked.CompareExchange(ref _owned, 1, 0) == 0)
            {
                try
                {
                    if (!_finished) Advance(firstRun, frame, sink);
                }
                finally
                {
                    _caller = null;
                    Volatile.Write(ref _owned, 0); // partner: the exchange above
                }
            }
            else
            {
                Thread.Sleep(1); // not a lock: a waiting loader must hear its own Stop, and allocate nothing
            }
        }
    }

    /// <summary>Reads frames that are available, interleaved. Returns FFmpeg's error, or 0.</summary>
    public int Read(long frame, float* to, int frames)
    {
        long at = (frame - ((long)_firstRun * Limits.RunFrames)) * _frameBytes;
        var bytes = new Span<byte>(to, frames * _frameBytes);
        while (!bytes.IsEmpty)
        {
            int offset = (int)(at % SpillFile.BlockBytes);
            int count = Math.Min(bytes.Length, SpillFile.BlockBytes - offset);
            int error = _spill.Read(_blocks[at / SpillFile.BlockBytes], offset, bytes[..count]);
            if (error < 0) return error;
            bytes = bytes[count..];
            at += count;
        }

        return 0;
    }

    /// <summary>Damaged packets and holes in a run that is available.</summary>
    public int WarningsIn(int run) => _warnings[run - _firstRun];

    /// <inheritdoc/>
    public override void Write(float* interleaved, int frames)
    {
        int channels = _source.Format.Channels;
        float* page = _page.Reserve(Limits.PageFrames * channels);
        int skipped = (int)Math.Min(_skip, frames);
        _skip -= skipped;
        interleaved += skipped * channels;
        frames -= skipped;
        while (frames > 0)
        {
            int count = Math.Min(frames, Limits.PageFrames - _filled);
            new ReadOnlySpan<float>(interleaved, count * channels).CopyTo(new Span<float>(page + (_filled * channels), count * channels));
            interleaved += count * channels;
            frames -= count;
            _filled += count;
            if (_filled == Limits.PageFrames) Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _decoder.Dispose();
        _page.Free();
        for (int i = 0; i < _blockCount; i++) _spill.Return(_blocks[i]);
        NativeMemory.Free(_blocks);
        NativeMemory.Free(_warnings);
        _blocks = _warnings = null;
        _blockCount = 0;
    }

    private void Advance(int firstRun, long target, RunSink? sink)
    {
        if (_blocks is null)
        {
            _firstRun = firstRun;
            _blocks = (int*)NativeMemory.AllocZeroed((nuint)(Limits.MaxSourceFrames * _frameBytes / SpillFile.BlockBytes) + 1, sizeof(int));
            _warnings = (int*)NativeMemory.AllocZeroed((nuint)(Limits.MaxSourceFrames / Limits.RunFrames) + 1, sizeof(int));
            _available = (long)firstRun * Limits.RunFrames;
        }

        _caller = sink;
        _target = target;
        RunResult result = _decoder.DecodeOn(firstRun, this);
        if (result.End == RunEnd.Changed)
        {
            BeginAgain();
            return;
        }

        CountWarnings(result.Warnings);
        if (_error < 0) End(_error);
        else if (result.End is RunEnd.EndOfSource or RunEnd.Complete) End(0);
        else if (result.End == RunEnd.Failed) End(result.ErrorCode);
    }

    // The file was away for a moment, and what was read of it then is lost. A file that has changed is never the same again.
    private void BeginAgain()
    {
        _decoder.Rest();
        _filled = 0;
        _skip = _available - ((long)_firstRun * Limits.RunFrames);
        _counted = 0;
        NativeMemory.Clear(_warnings, (nuint)((_available / Limits.RunFrames) - _firstRun + 1) * sizeof(int));
    }

    private void Flush()
    {
        var bytes = new ReadOnlySpan<byte>(_page.Pointer, _filled * _frameBytes);
        long at = (_available - ((long)_firstRun * Limits.RunFrames)) * _frameBytes;
        while (!bytes.IsEmpty && _error == 0)
        {
            int offset = (int)(at % SpillFile.BlockBytes);
            int count = Math.Min(bytes.Length, SpillFile.BlockBytes - offset);
            if (offset == 0) TakeBlock();
            if (_error == 0) _error = _spill.Write(_blocks[at / SpillFile.BlockBytes], offset, bytes[..count]);
            bytes = bytes[count..];
            at += count;
        }

        CountWarnings(_decoder.WarningsSoFar);
        if (_error == 0) Volatile.Write(ref _available, _available + _filled); // partner: Available; release: the file and the warnings before it
        _filled = 0;
    }

    private void TakeBlock()
    {
        int block = (_available - ((long)_firstRun * Limits.RunFrames)) / Limits.PageFrames >= Limits.MaxSourceFrames / Limits.PageFrames
            ? Codes.NoSpace : _spill.Take();
        if (block < 0) _error = block;
        else _blocks[_blockCount++] = block;
    }

    // Those that were met since the last page was whole are that page's.
    private void CountWarnings(int soFar)
    {
        long given = _skip > 0 ? _decoder.Delivered : _available - ((long)_firstRun * Limits.RunFrames);
        long run = given / Limits.RunFrames;
        _warnings[run] += soFar - _counted;
        _counted = soFar;
    }

    private void End(int error)
    {
        if (error == 0 && _filled > 0) Flush();
        if (_error == 0) _error = error;
        _decoder.Rest();
        _page.Free();
        Volatile.Write(ref _finished, true); // partner: Await; release: what is available and the error before the word
    }
}
