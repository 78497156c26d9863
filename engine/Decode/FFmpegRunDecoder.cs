using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>Decodes runs of one stream of one file, with a demuxer of its own. See <see cref="RunDecoder"/> for the promise it keeps.</summary>
/// <remarks>Thread: one loader thread at a time. After the constructor nothing is allocated on the GC heap.</remarks>
internal sealed unsafe partial class FFmpegRunDecoder : RunDecoder
{
    private readonly FFmpegSource _source;
    private readonly MediaContext _media;
    private readonly LinearReading _linear;
    private readonly RunFeed _feed;
    private readonly CodecDecoder _decoder;
    private readonly FrameConverter _converter;
    private readonly RunOutput _output;
    private readonly FramePlacer _placer;
    private readonly VersionGuard _guard;
    private readonly int _rate;
    private StreamEnd _end;
    private long _sourceEnd; // the packet clock's index behind the last frame, where this run reaches it
    private long _decoded;
    private int _warnings;
    private bool _packs; // frames go on as the decoder has them, where they have the page's channels
    private bool _contiguous; // time stamps say nothing of what comes: the stream has changed
    private StreamChange _change;
    private long _fed; // packets of this run so far

    /// <summary>Makes one on a medium, which it owns from here on. A closed one is opened by the first run.</summary>
    public FFmpegRunDecoder(FFmpegSource source, MediaContext media)
    {
        _source = source;
        _media = media;
        _media.Closed = FreeBuffers;
        SourceFormat format = source.Format;
        _rate = format.SourceRate;
        _linear = new LinearReading(source.Recipe, source.Primer, source.Grid, format.SourceRate, source.LeadFrames, new StreamChange(source.Parameters));
        _feed = new RunFeed(media, source.Recipe, source.FreshClock, source.PacketsBeforeReopening, _linear);
        _decoder = new CodecDecoder(source.Recipe, source.Parameters);
        _converter = new FrameConverter(format.SourceRate, format.Channels, source.Choice);
        _output = new RunOutput(source.Grid, format.SourceRate, source.EngineRate, format.Channels);
        _placer = new FramePlacer(_output, format.Channels, source.EmptyEdits);
        _guard = new VersionGuard(media.File);
    }

    /// <summary>Seeks repeated from earlier, and readings from the file's beginning, since opening: a measure of how well seeking works.</summary>
    public (int Retries, int Rereads) SeekTrouble => (_feed.Retries, _feed.Rereads);

    /// <inheritdoc/>
    public override RunResult Decode(int run, RunSink sink)
    {
        _decoded = 0;
        _warnings = 0;
        _placer.Warnings = 0;
        _end = default;
        if (sink.Stop) return Result(RunEnd.Stopped);
        _guard.Begin(sink);
        if (!_guard.IsSame()) return Changed();
        if (AwaitRow(run) is { } early) return Checked(early);
        if (_source.IsLinear(run)) return Checked(ReadLinear(run));
        _media.Idle.Wake(_media);
        _media.Ask(_guard);
        try
        {
            RunResult result = DecodeGuarded(run);
            if (_media.Interrupted)
            {
                _media.Close();
                result = sink.Stop ? Result(RunEnd.Stopped) : Failed(ffmpeg.AVERROR_EXIT); // or opening took too long
            }

            return Checked(result);
        }
        finally
        {
            // There is a decoder for each source and loader: at rest it holds its demuxer, and that only as long as few rest.
            _decoder.Close();
            _output.Rest();
            _media.Ask(null);
            if (!_media.IsOpen) FreeBuffers();
            _media.Idle.Rest(_media);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _output.Dispose();
        _converter.Dispose();
        _decoder.Dispose();
        _feed.Dispose();
        _linear.End();
        _media.Dispose();
        _part.Free();
    }

    // The source's last page is handed over behind its end, and an error may be the other version's.
    private RunResult Checked(RunResult result)
    {
        bool last = result.End is RunEnd.EndOfSource or RunEnd.Failed;
        return _guard.Tripped || (last && !_guard.IsSame()) ? Changed() : result;
    }

    // Null: the run has its row. While the scan looks for it the decoder's own demuxer is at rest, or not open yet: the scan has another one, and
    // a loader never holds two of a long file.
    private RunResult? AwaitRow(int run)
    {
        if (run == 0 || _source.Recipe.DirectPcm) return null;
        return _source.WaitForRow(run, _guard) switch
        {
            RowState.Ready or RowState.Linear => null,
            RowState.Stopped => Result(RunEnd.Stopped),
            RowState.Beyond => Result(RunEnd.EndOfSource),
            _ => Failed(_source.Table.Error),
        };
    }

    private RunResult DecodeGuarded(int run, long frames = Limits.RunFrames)
    {
        if (!_media.IsOpen && _source.OpenMedium(_media) is < 0 and var refused) return Failed(refused);
        RunEnd? ended = Seek(run, _guard);
        if (ended is { } early) return early == RunEnd.Failed ? Failed(_source.Table.Error) : Result(early);
        _packs = _guard.TakesPacked && !_source.Grid.Resamples && _source.EmptyEdits is null;
        _decoder.StartsLater = run > 0;
        _output.Begin(run, _guard, frames);
        _converter.Begin();
        if (_output.Error < 0) return Failed(_output.Error);
        int error = _decoder.Open();
        if (error < 0) return Failed(error);
        BeginStream();
        if (run > 0 && _source.Primer.Places > 0) _decoded += _source.Primer.Prime(_decoder, _source.Table[run].Clock.Packets);
        return Feed(run, _guard);
    }

    private void FreeBuffers()
    {
        _linear.End();
        _feed.Forget();
        _converter.Dispose();
        _output.Dispose();
    }

    // Null: the first packet is next. Otherwise how the run ends before it began.
    private RunEnd? Seek(int run, RunSink sink)
    {
        long first = _source.Grid.FirstSourceFrame(run);
        _sourceEnd = long.MaxValue;
        Landing landing;
        if (run == 0)
        {
            if (_isEndless && !_media.Pristine && _media.Reopen() < 0) return RunEnd.Failed;
            bool known = !_media.Pristine && _source.Table.Rows > 0 && !_source.Recipe.StartsAfresh; // else the decoder finds the first packet by itself
            landing = known ? _feed.Start(in _source.Table[0], sink) : _feed.StartAtBeginning(sink);
            _placer.BeginAtFirst(_source.LeadFrames, _feed.Slack);
        }
        else if (_source.Recipe.DirectPcm)
        {
            landing = _feed.StartPcm(first);
            _placer.Begin(0, 0, first, 0);
            if (landing == Landing.Failed) return BeyondEnd(run, sink);
        }
        else
        {
            landing = _feed.Start(in _source.Table[run], sink);
            _placer.Begin(_source.Table.Origin, _source.LeadFrames, first, _feed.Slack);
        }

        if (landing != Landing.Landed) return landing == Landing.Stopped ? RunEnd.Stopped : RunEnd.Failed;
        if (_isEndless) return null;
        return _feed.IsLinear || _source.Recipe.DirectPcm || !_media.File.MetError ? null : FindEnd(run, sink);
    }

    // Behind a seek some demuxers read on over the error that ended the stream for the scan, which reads it in a row as everybody else has to hear
    // it: there the scan has to have seen all of this run. Not in other files, where it would be open beside the decoders for longer.
    private RunEnd? FindEnd(int run, RunSink sink)
    {
        bool waits = !_source.HasRow(run + 1);
        if (waits) _media.Idle.Rest(_media);
        RowState next = _source.WaitForRow(run + 1, sink);
        if (waits) _media.Idle.Wake(_media);
        if (next == RowState.Beyond) _sourceEnd = _source.Table.Origin + _source.Table.SourceFrames;
        if (next is RowState.Stopped or RowState.Failed) return next == RowState.Stopped ? RunEnd.Stopped : RunEnd.Failed;
        if (_media.IsOpen) return null;
        if (_source.OpenMedium(_media) < 0) return RunEnd.Failed; // it was closed to make room
        Landing landing = _feed.Start(in _source.Table[run], sink);
        return landing == Landing.Landed ? null : landing == Landing.Stopped ? RunEnd.Stopped : RunEnd.Failed;
    }

    private RunEnd BeyondEnd(int run, RunSink sink) => _source.WaitForRow(run, sink) switch
    {
        RowState.Stopped => RunEnd.Stopped,
        RowState.Beyond => RunEnd.EndOfSource,
        _ => RunEnd.Failed,
    };

    private RunResult Feed(int run, RunSink sink)
    {
        AVPacket* packet;
        while (true)
        {
            if (_isEndless && sink.Stop) return Result(RunEnd.Stopped); // before a packet is taken that the next call would miss
            packet = _feed.Next();
            if (packet is null) break;
            if (!_isEndless && !_output.Repeats && sink.Stop) return Result(RunEnd.Stopped);
            _fed++;
            if (!_contiguous && _change.IsAt(packet)) BeginContiguous();
            if (!_contiguous && _feed.Index - _rate > _sourceEnd) break; // no decoder holds back a second
            _placer.Limit = _contiguous ? long.MaxValue : long.Min(long.Min(_feed.EndLimit, _sourceEnd), EndOfEdits());
            long nominalEnd = _feed.Index + _decoder.FramesAtEnd(_feed.Frames);
            Account(_decoder.Send(packet, _feed.Index, _feed.Frames), nominalEnd, true);
            Account(ReceiveAll(), nominalEnd, false);
            if (_output.Error < 0) return Failed(_output.Error);
            if (_output.Remaining > 0) continue;
            _linear.Hand(_source);
            return Result(RunEnd.Complete);
        }

        bool again = run == 0 && _feed is { HasSought: true, Error: < 0 } && !_media.Interrupted;
        return again ? FeedAgain(sink) : Finish(run);
    }

    // An error that find_stream_info has met is read on over by a demuxer that was opened for the first run, as everybody hears it; behind a seek
    // it ends the stream. What was delivered up to there is the same.
    private RunResult FeedAgain(RunSink sink)
    {
        if (_media.Reopen() is < 0 and var refused) return Failed(refused);
        Landing landing = _feed.StartAtBeginning(sink);
        if (landing != Landing.Landed) return landing == Landing.Stopped ? Result(RunEnd.Stopped) : Failed(_feed.Error);
        _warnings = 0;
        _end = default;
        _placer.BeginAtFirst(_source.LeadFrames, _feed.Slack);
        _output.BeginAgain(0);
        _converter.Begin();
        if (_output.Error < 0) return Failed(_output.Error);
        int error = _decoder.Open();
        if (error < 0) return Failed(error);
        BeginStream();
        return Feed(0, sink);
    }

    private RunResult Finish(int run)
    {
        if (_media.Interrupted) return Result(RunEnd.Stopped); // this is no end
        if (_feed.Error < 0) _warnings++;
        _ = _decoder.Send(null, 0, 0);
        _ = ReceiveAll();
        long frames = Length();
        if (run == 0 && _decoded == 0 && _warnings > 0) return Failed(Codes.NothingDecoded);
        if (_placer.Origin + frames - _placer.Cursor > _rate) _warnings++;
        if (!_guard.IsSame()) return Changed(); // the length too is read of the file
        _output.End(run, frames);
        _source.LearnLength(frames);
        return _output.Error < 0 ? Failed(_output.Error) : Result(_output.Delivered == Limits.RunFrames ? RunEnd.Complete : RunEnd.EndOfSource);
    }

    private long Length()
    {
        if (_contiguous)
        {
            PlaceTail();
            return _placer.Cursor - _placer.Origin;
        }

        long last = long.Min(_end.Index, _placer.Limit);
        if (EndOfEdits() is var reported && long.Abs(reported - last) <= _rate / 5) last = reported;
        if (last - _placer.Cursor > _rate) _warnings++; // more than a decoder holds back: what is not there is no sound
        _placer.FillTo(last);
        return _source.Table.Finished && _source.Table.Error == 0
            ? _source.Table.SourceFrames
            : long.Max(0, last - _placer.Origin);
    }

    private long EndOfEdits()
    {
        long edits = _media.IsOpen ? _feed.FramesOfEdits : long.MaxValue;
        return edits == long.MaxValue || _placer.First == long.MaxValue ? long.MaxValue : _placer.First + edits;
    }

    private int ReceiveAll()
    {
        int error;
        while ((error = _decoder.Receive()) == 0)
        {
            AVFrame* frame = _decoder.Frame;
            _linear.SetFirst(frame->pts == ffmpeg.AV_NOPTS_VALUE ? 0 : frame->pts);
            _decoded += frame->nb_samples;
            _end.Received(frame->pts, _decoder.Length);
            if (_contiguous && _converter.EndsAt(frame)) PlaceTail();
            if (_packs && PackedSamples.TryFind(frame, out SampleForm form) && _converter.Passes(frame))
            {
                _placer.Place(frame->extended_data[0], form, frame->nb_samples, frame->pts == ffmpeg.AV_NOPTS_VALUE ? long.MinValue : frame->pts);
                continue;
            }

            Planes samples = _converter.Convert(frame, out int count);
            if (count < 0) _warnings++;
            else _placer.Place(in samples, count, frame->pts == ffmpeg.AV_NOPTS_VALUE ? long.MinValue : frame->pts - _converter.Held);
        }

        return error;
    }

    private void Account(int error, long nominalEnd, bool sent)
    {
        if (sent) _end.Sent(error, nominalEnd);
        else _end.Ended(error);
        if (error < 0 && error != Codes.Again && error != ffmpeg.AVERROR_EOF) _warnings++;
    }

    private RunResult Result(RunEnd end) => new(end, _source.ExactFrames, _decoded, _warnings + _placer.Warnings, 0);

    private RunResult Changed() => new(RunEnd.Changed, -1, _decoded, _warnings + _placer.Warnings, 0);

    private RunResult Failed(int error)
        => new(RunEnd.Failed, -1, _decoded, _warnings + _placer.Warnings, error < 0 ? error : Codes.Unreadable);
}
