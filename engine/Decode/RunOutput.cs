using System;

namespace Seamline.Decode;

/// <summary>
/// The last leg of a run: contiguous source frames in, resampled where rates differ, what stands before the run dropped,
/// cut at the run's end, into the sink.
/// </summary>
/// <remarks>Thread: one loader thread at a time.</remarks>
internal sealed unsafe class RunOutput : IDisposable
{
    private const int FeedFrames = Resampler.FeedFrames;

    private readonly RunGrid _grid;
    private readonly int _channels;
    private readonly Resampler? _resampler;
    private NativeFloats _out;
    private NativeFloats _silence;
    private RunSink? _sink;
    private long _drop;
    private bool _again;

    /// <summary>Makes one for a source.</summary>
    public RunOutput(RunGrid grid, int sourceRate, int engineRate, int channels)
    {
        _grid = grid;
        _channels = channels;
        if (grid.Resamples) _resampler = new Resampler(sourceRate, engineRate, channels);
    }

    /// <summary>Frames that the run still wants.</summary>
    public long Remaining { get; private set; }

    /// <summary>Frames given to the sink.</summary>
    public long Delivered { get; private set; }

    /// <summary>What comes now the sink has already, since <see cref="BeginAgain"/>: milliseconds, in which nothing is to be stopped.</summary>
    public bool Repeats => _again && _drop > 0;

    /// <summary>An FFmpeg error of the resampler; 0 none.</summary>
    public int Error { get; private set; }

    /// <summary>Starts a run; the first frame taken is the grid's first source frame of it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="sink">Where its frames go.</param>
    /// <param name="frames">How many it wants.</param>
    public void Begin(int run, RunSink sink, long frames = Limits.RunFrames)
    {
        _sink = sink;
        _again = false;
        _drop = _grid.FramesBefore(run);
        Remaining = frames;
        Delivered = 0;
        _ = _silence.Reserve(FeedFrames); // not before it is used: there is a decoder a loader thread
        if (_resampler is not null) _ = _out.Reserve(Resampler.OutFrames * _channels);
        Error = _resampler?.Begin() ?? 0;
    }

    /// <summary>The run is decoded again from its beginning: what the sink has of it is not given again.</summary>
    public void BeginAgain(int run)
    {
        long delivered = Delivered;
        Begin(run, _sink!);
        _again = true;
        _drop += delivered;
        Remaining -= delivered;
        Delivered = delivered;
    }

    /// <summary>Takes the next frames.</summary>
    public void Take(in Planes frames, long count)
    {
        if (_resampler is null)
        {
            Deliver(in frames, count);
            return;
        }

        for (long at = 0; at < count && Remaining > 0 && Error == 0; at += FeedFrames)
        {
            _resampler.Feed(frames.From(at), (int)Math.Min(count - at, FeedFrames));
            Resample();
        }
    }

    /// <summary>Takes the next frames in a decoder's own form; only for a sink that takes them so, and where nothing is resampled.</summary>
    public void Take(void* frames, SampleForm form, long count)
    {
        long skip = Math.Min(_drop, count);
        _drop -= skip;
        long part = Math.Min(count - skip, Remaining);
        if (part <= 0) return;
        _sink!.WritePacked((byte*)frames + (skip * _channels * PackedSamples.Bytes(form)), form, (int)part, _channels);
        Remaining -= part;
        Delivered += part;
    }

    /// <summary>Takes silence.</summary>
    public void TakeSilence(long count)
    {
        Planes silence = Planes.Of(_silence.Pointer, _channels, 0);
        while (count > 0 && Remaining > 0 && Error == 0)
        {
            long part = Math.Min(count, FeedFrames);
            Take(in silence, part);
            count -= part;
        }
    }

    /// <summary>The source ends here: gives out what the filter holds, exactly to the source's length.</summary>
    /// <param name="run">The run.</param>
    /// <param name="sourceFrames">Exact length at the media's rate.</param>
    public void End(int run, long sourceFrames)
    {
        long left = _grid.ToEngineFrames(sourceFrames) - (long)run * Limits.RunFrames - Delivered;
        Remaining = Math.Clamp(left, 0, Remaining);
        if (_resampler is not null && Remaining > 0 && Error == 0)
        {
            _resampler.End();
            Resample();
        }

        Pad();
    }

    /// <summary>The run is over, however it ended.</summary>
    public void Rest() => _resampler?.Rest();

    /// <summary>Frees everything; <see cref="Begin"/> makes it again.</summary>
    public void Dispose()
    {
        _resampler?.Dispose();
        _out.Free();
        _silence.Free();
    }

    private void Resample()
    {
        for (int made; Remaining > 0 && (made = _resampler!.TryMake(_out.Pointer)) > 0;)
        {
            long skip = Math.Min(_drop, made);
            _drop -= skip;
            long part = Math.Min(made - skip, Remaining);
            if (part <= 0) continue;
            _sink!.Write(_out.Pointer + (skip * _channels), (int)part);
            Remaining -= part;
            Delivered += part;
        }
    }

    private void Pad()
    {
        _drop = 0;
        Planes silence = Planes.Of(_silence.Pointer, _channels, 0);
        while (Remaining > 0) Deliver(in silence, Math.Min(Remaining, FeedFrames));
    }

    private void Deliver(in Planes frames, long count)
    {
        long skip = Math.Min(_drop, count);
        _drop -= skip;
        long part = Math.Min(count - skip, Remaining);
        if (part <= 0) return;
        if (skip == 0) _sink!.Write(in frames, _channels, (int)part);
        else _sink!.Write(frames.From(skip), _channels, (int)part);
        Remaining -= part;
        Delivered += part;
    }
}
