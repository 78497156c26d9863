using System;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <content>Streams that cannot be entered in their middle: how the one decode goes on and on, and how runs are read from what it left.</content>
internal sealed unsafe partial class FFmpegRunDecoder
{
    private const int PartFrames = 4_096;

    private NativeFloats _part;
    private bool _isEndless;
    private bool _hasBegun;
    private int _moves;

    /// <summary>Frames that came out of the decode that <see cref="DecodeOn"/> began.</summary>
    public long Delivered => _output.Delivered;

    /// <summary>Warnings of that decode up to now.</summary>
    public int WarningsSoFar => _warnings + _placer.Warnings;

    /// <summary>
    /// Decodes from the start of a run to the end of the stream. What was stopped goes on with the next call; the demuxer may have been closed
    /// meanwhile, the decoder stays. On <see cref="RunEnd.Changed"/> what was read last is lost: <see cref="Rest"/>, and it begins from the start.
    /// </summary>
    public RunResult DecodeOn(int run, RunSink sink)
    {
        _isEndless = true;
        _media.Closed = null; // what it has decoded so far stays
        if (_hasBegun) _guard.Continue(sink);
        else _guard.Begin(sink);
        if (sink.Stop) return Result(RunEnd.Stopped);
        if (!_guard.IsSame()) return Changed();
        _media.Idle.Wake(_media);
        _media.Ask(_guard);
        try
        {
            RunResult result = Continue(run);
            if (_media.Interrupted)
            {
                _media.Close();
                result = sink.Stop ? Result(RunEnd.Stopped) : Failed(ffmpeg.AVERROR_EXIT);
            }

            return Checked(result);
        }
        finally
        {
            _media.Ask(null);
            _moves = _media.Moves;
            _media.Idle.Rest(_media);
        }
    }

    /// <summary>That decode is over.</summary>
    public void Rest()
    {
        _hasBegun = false;
        _decoder.Close();
        _output.Rest();
        _media.Idle.Wake(_media);
        _media.Close();
        FreeBuffers();
    }

    private RunResult Continue(int run)
    {
        if (_hasBegun) return Return(run) ?? Feed(run, _guard);
        _decoded = 0;
        _warnings = 0;
        _placer.Warnings = 0;
        _end = default;
        return DecodeGuarded(run, long.MaxValue);
    }

    // Null: the next packet is the one behind those that were decoded. Where the demuxer was closed it reads all of them again, without decoding.
    private RunResult? Return(int run)
    {
        if (_media.IsOpen && _moves == _media.Moves && _fed == _feed.Delivered) return null;
        if (!_media.IsOpen || _moves != _media.Moves)
        {
            if (_media.OpenAt(_source.StreamIndex) is < 0 and var refused) return Failed(refused);
            Landing landing = run == 0 ? _feed.StartAtBeginning(_guard) : _feed.Start(in _source.Table[run], _guard);
            if (landing == Landing.Failed) return Failed(_feed.Error);
            if (landing == Landing.Stopped)
            {
                _media.Close(); // so that it is known to be nowhere
                return Result(RunEnd.Stopped);
            }
        }

        while (_feed.Delivered < _fed)
        {
            if (_guard.Stop) return Result(RunEnd.Stopped);
            if (_feed.Next() is null) return Failed(_feed.Error);
        }

        return null;
    }

    private RunResult ReadLinear(int run)
    {
        RunResult result = ReadLinear(run, _source.Store);
        _part.Free();
        return result;
    }

    private RunResult ReadLinear(int run, LinearStore store)
    {
        int channels = _source.Format.Channels;
        float* part = _part.Reserve(PartFrames * channels);
        long end = (run + 1L) * Limits.RunFrames;
        for (long at = end - Limits.RunFrames; at < end;)
        {
            RowState state = store.Await(_source.LinearFrom, at, _guard);
            if (state == RowState.Ready)
            {
                if (_guard.Stop) return Result(RunEnd.Stopped);
                int count = (int)Math.Min(PartFrames, Math.Min(end, store.Available) - at);
                if (store.Read(at, part, count) is < 0 and var error) return Failed(error);
                _guard.Write(part, count);
                at += count;
                _decoded += count;
                continue;
            }

            if (state == RowState.Beyond) _warnings = at > (long)run * Limits.RunFrames ? store.WarningsIn(run) : 0;
            return state switch
            {
                RowState.Beyond => Result(RunEnd.EndOfSource),
                RowState.Stopped => Result(RunEnd.Stopped),
                _ => Failed(store.Error),
            };
        }

        _warnings = store.WarningsIn(run);
        return Result(RunEnd.Complete);
    }

    private void BeginStream()
    {
        _fed = 0;
        _change = new StreamChange(_source.Parameters);
        _contiguous = _source.Recipe.Contiguous;
        _placer.Contiguous = _contiguous;
        if (!_isEndless) return;
        _linear.End();
        _hasBegun = true;
    }

    private void BeginContiguous()
    {
        _contiguous = true;
        _placer.Contiguous = true;
    }

    // What the filter of a part at another rate holds back.
    private void PlaceTail()
    {
        Planes tail = _converter.Drain(out int count);
        if (count > 0) _placer.Place(in tail, count, long.MinValue);
    }
}
