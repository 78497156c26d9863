using System;
using System.IO;
using Seamline.Clips;
using Seamline.Decode;
using Seamline.Isolation;
using Seamline.Memory;

namespace Seamline;

/// <summary>Opens a medium: <see cref="FFmpegSource"/>, or what a test puts in its place.</summary>
internal delegate MediaSource OpenMedia(string path, int streamIndex, int rate, int channels, ChannelChoice wantedChannels, RunSink stop);

/// <summary>
/// Opens the media of a clip's tracks as sources of the cache, outside the edit lock. What it holds is given to a clip when the edit commits,
/// or released again.
/// </summary>
/// <remarks>Thread: the one that prepares.</remarks>
internal sealed class MediaOpening(SourceCache cache, MemoryBudget budget, EngineConfig config, ClipPreparation work, EngineWorkers? isolation)
{
    private Source?[] _sources = [];
    private bool _lacksWorker;

    /// <summary>The sources of the tracks, in order; a reference of each is the opening's.</summary>
    public Source[] Sources => _sources!;

    /// <summary>Why it failed; empty where it did not.</summary>
    public string Sentence { get; private set; } = string.Empty;

    /// <summary>Opens all tracks or none.</summary>
    public Status Open(ReadOnlySpan<TrackSpec> tracks)
    {
        _sources = new Source[tracks.Length];
        for (int i = 0; i < tracks.Length; i++)
        {
            Status status = Open(tracks[i], out _sources[i]);
            if (status != Status.Ok) return status;
        }

        return Status.Ok;
    }

    /// <summary>Copies a host's samples into a source of one track.</summary>
    public Status Copy(ClipId id, in PcmTrack samples)
    {
        _sources = new Source[1];
        long bytes = samples.Frames * Math.Min(samples.Channels, config.Channels) * sizeof(float);
        if (!budget.TryReserve(bytes)) return Fail(Status.OutOfBudget, $"clip {id.Value}: {bytes} bytes of samples do not fit the memory budget");
        try
        {
            _sources[0] = cache.Add(samples.Open(config), samples.Key);
        }
        catch (MediaException e)
        {
            budget.Release(bytes);
            return Fail(e);
        }

        if (_sources[0] is not { } source) return TooMany();
        if (source.Media.ResidentSamples != 0) cache.Summarize(source);
        return Status.Ok;
    }

    /// <summary>Takes an open medium as a source of one track.</summary>
    public Status Take(MediaSource media, string name)
    {
        _sources = [cache.Add(media, name)];
        return _sources[0] != null ? Status.Ok : TooMany();
    }

    /// <summary>Opens once more what each of a clip's sources is read from; track by track, the same source for tracks that share one.</summary>
    public Status Reopen(ClipId id, ReadOnlySpan<Source> old)
    {
        _sources = new Source[old.Length];
        for (int i = 0; i < old.Length; i++)
        {
            int first = old.IndexOf(old[i]);
            if (first < i)
            {
                SourceCache.Hold(_sources[i] = _sources[first]!);
                continue;
            }

            Status status = Reopen(id, old[i], out _sources[i]);
            if (status != Status.Ok) return status;
        }

        return Status.Ok;
    }

    /// <summary>Gives back what it holds.</summary>
    public void Abandon()
    {
        foreach (Source? source in _sources)
        {
            if (source != null) cache.Release(source, 0);
        }

        _sources = [];
    }

    private Status Open(in TrackSpec track, out Source? source)
    {
        source = null;
        if (string.IsNullOrEmpty(track.Path)) return Fail(Status.InvalidArgument, "a track without a file name");
        string path = Path.GetFullPath(track.Path);
        string key = track.StreamIndex switch
        {
            MediaOpener.FirstOrBest => $"{path} (first stream)",
            < 0 => path,
            _ => $"{path} (stream {track.StreamIndex})",
        };
        source = FindSame(key, track.Channels);
        if (source != null) return Status.Ok;
        try
        {
            MediaSource media = config.OpenMedia is { } open
                ? open(path, track.StreamIndex, config.Rate, config.Channels, track.Channels, work)
                : OpenFile(path, track);
            source = FindSame(key, track.Channels); // another call has opened the same file meanwhile: one is enough
            if (source != null)
            {
                media.Dispose();
                return Status.Ok;
            }

            source = cache.Add(media, key, work.Order);
        }
        catch (MediaException e)
        {
            return Fail(e);
        }

        return source != null ? Status.Ok : TooMany();
    }

    private MediaSource OpenFile(string path, in TrackSpec track)
    {
        if (isolation is not null)
        {
            WorkerPool workers = isolation.Enter() ?? throw new MediaException($"cannot open '{path}': the engine is being closed");
            bool required = config.Isolation == IsolationMode.Required;
            if (required && !workers.IsAvailable)
            {
                _lacksWorker = workers.Reason != Refusal.NoFFmpeg;
                throw new MediaException($"cannot open '{path}': isolation is required, and {workers.Why}");
            }

            try
            {
                if (workers.IsAvailable) return RemoteSource.Open(workers, path, track.StreamIndex, config.Rate, config.Channels, track.Channels, work);
            }
            catch (MediaException) when (!required && !workers.IsAvailable)
            {
                // It was not to be had when it was asked for the first time.
            }
        }

        return FFmpegSource.Open(path, track.StreamIndex, config.Rate, config.Channels, track.Channels, work, cache.Resources);
    }

    private Status Reopen(ClipId id, Source old, out Source? source)
    {
        source = null;
        try
        {
            MediaSource? media = old.Media.Reopen(work);
            if (media == null) return Fail(Status.InvalidState, $"clip {id.Value}: {old.Key} is not read from a file; set its samples again instead");
            source = cache.Add(media, old.Key, work.Order);
        }
        catch (MediaException e)
        {
            return Fail(e);
        }

        return source != null ? Status.Ok : TooMany();
    }

    // A file that has changed since another clip opened it is another source: a clip that is set now gets what is there now.
    private Source? FindSame(string key, ChannelChoice wanted)
    {
        while (!work.Stop && cache.Find(key, wanted, config.Channels) is { } source)
        {
            if (cache.Look(source) == MediaState.Same) return source;
            cache.Release(source, 0);
        }

        return null;
    }

    private Status TooMany() =>
        Fail(Status.OutOfBudget, $"another source does not fit: {Limits.MaxSources} sources, {config.BudgetBytes} bytes");

    private Status Fail(MediaException e) => Fail(_lacksWorker || FFmpegLibraries.Available ? Status.MediaError : Status.MissingLibrary, e.Message);

    private Status Fail(Status status, string sentence)
    {
        Sentence = sentence;
        return status;
    }
}
