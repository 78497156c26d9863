using System;
using System.Collections.Generic;
using System.IO;
using Seamline.Clips;
using Seamline.Decode;
using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline;

/// <summary>Opens media, makes clips of them, and lets go of what no clip uses any more.</summary>
/// <remarks>Thread: control, under the engine's lock. Opening allocates on the GC heap; nothing after it does.</remarks>
internal sealed unsafe partial class ClipDesk(MemoryBudget budget, SourceCache cache, EngineConfig config, ErrorText error) : IDisposable
{
    private readonly List<Clip> _replaced = new(16);

    /// <summary>The clips.</summary>
    public ClipTable Clips { get; } = new();

    /// <summary>Opens the tracks' media and puts the clip in; a clip of that number is replaced. On error nothing changes.</summary>
    public Status SetMedia(ClipId id, ReadOnlySpan<TrackSpec> tracks)
    {
        Status status = CheckId(id);
        if (status != Status.Ok) return status;
        if (tracks.Length > Limits.MaxTracksPerClip)
            return error.Fail(Status.LimitReached, $"clip {id.Value} has {tracks.Length} tracks; the limit is {Limits.MaxTracksPerClip}");
        var sources = new Source[tracks.Length];
        var mixes = new TrackMix[tracks.Length];
        var choices = new ChannelChoice[tracks.Length];
        for (int i = 0; i < tracks.Length && status == Status.Ok; i++)
        {
            mixes[i] = tracks[i].Mix;
            choices[i] = tracks[i].Channels;
            status = CheckMix(id, i, mixes[i]);
            if (status == Status.Ok && (choices[i].First < 0 || choices[i].Second < 0))
                status = error.Fail(Status.InvalidArgument, $"clip {id.Value}, track {i}: there is no {choices[i].ToString()}; channels are counted from 0");
            if (status == Status.Ok) status = Open(tracks[i], out sources[i]!);
        }

        return status == Status.Ok ? Put(id, sources, mixes, choices) : Abandon(sources, status);
    }

    /// <summary>Copies a host's samples and puts them in as a clip of one track.</summary>
    public Status SetPcm(ClipId id, ReadOnlySpan<float> interleaved, int channels, int rate, string name)
    {
        Status status = CheckId(id);
        if (status != Status.Ok) return status;
        if (channels is < 1 or > Limits.MaxChannels)
            return error.Fail(Status.InvalidArgument, $"clip {id.Value}: {channels} channels are outside 1..{Limits.MaxChannels}");
        if (rate is < Limits.MinRate or > Limits.MaxRate)
            return error.Fail(Status.InvalidArgument, $"clip {id.Value}: {rate} Hz is outside {Limits.MinRate}..{Limits.MaxRate} Hz");
        if (interleaved.Length % channels != 0)
            return error.Fail(Status.InvalidArgument, $"clip {id.Value}: {interleaved.Length} samples are no whole frames of {channels} channels");
        long bytes = (long)(interleaved.Length / channels) * Math.Min(channels, config.Channels) * sizeof(float);
        if (!budget.TryReserve(bytes)) return error.Fail(Status.OutOfBudget, $"clip {id.Value}: {bytes} bytes of samples do not fit the memory budget");
        Source? source;
        try
        {
            fixed (float* samples = interleaved)
            {
                var media = new PcmSource(samples, interleaved.Length / channels, channels, rate, config.Rate, config.Channels);
                source = cache.Add(media, $"{name} (clip {id.Value})");
            }
        }
        catch (MediaException e)
        {
            budget.Release(bytes);
            return error.FailText(FFmpegLibraries.Available ? Status.MediaError : Status.MissingLibrary, e.Message);
        }

        if (source?.Media.ResidentSamples is not (null or 0)) cache.Summarize(source);
        return source == null ? TooManySources() : Put(id, [source], [default]);
    }

    /// <summary>Puts a generated or otherwise opened medium in as a clip of one track. For tests and benchmarks.</summary>
    public Status SetSource(ClipId id, MediaSource media, string name)
    {
        Status status = CheckId(id);
        if (status != Status.Ok) return status;
        Source? source = cache.Add(media, name);
        return source == null ? TooManySources() : Put(id, [source], [default]);
    }

    /// <summary>Takes a clip out; segments that name it are silent from now on.</summary>
    public Status Remove(ClipId id)
    {
        Clip? clip = Clips.Take(id.Value);
        if (clip == null) return Unknown(id);
        _replaced.Add(clip);
        return Status.Ok;
    }

    /// <summary>Changes how a track is heard.</summary>
    public Status SetMix(ClipId id, int track, in TrackMix mix)
    {
        Clip? clip = Clips.Find(id.Value);
        if (clip == null) return Unknown(id);
        if (track < 0 || track >= clip.TrackCount)
            return error.Fail(Status.InvalidArgument, $"clip {id.Value} has {clip.TrackCount} tracks; there is no track {track}");
        Status status = CheckMix(id, track, mix);
        if (status == Status.Ok) clip.SetMix(track, mix);
        return status;
    }

    /// <summary>Learns the exact length of a clip's media: a look through each file, no decoding.</summary>
    public Status Measure(ClipId id)
    {
        Clip? clip = Clips.Find(id.Value);
        if (clip == null) return Unknown(id);
        foreach (Source source in clip.Sources)
        {
            cache.Measure(source);
            if (cache.Look(source) != MediaState.Same) return error.FailText(Status.MediaError, source.Error!);
        }

        return Status.Ok;
    }

    /// <summary>What a clip's media files say of themselves.</summary>
    public Status Facts(ClipId id, List<MediaFacts> facts)
    {
        Clip? clip = Clips.Find(id.Value);
        if (clip == null) return Unknown(id);
        foreach (Source source in clip.Sources)
        {
            if (source.Media.MediaFacts is { } media) facts.Add(media);
        }

        return Status.Ok;
    }

    /// <summary>Copies the rows of a clip's tracks into a look, or of the one track that it is at.</summary>
    public Status CopyTracks(ClipId id, int track, ref PeakLook look)
    {
        Clip? clip = Clips.Find(id.Value);
        if (clip == null) return Unknown(id);
        bool one = look.Scope == PeakScope.Track;
        if (one && (track < 0 || track >= clip.TrackCount))
            return error.Fail(Status.InvalidArgument, $"clip {id.Value} has {clip.TrackCount} tracks; there is no track {track}");
        look.TrackCount = one ? 1 : clip.TrackCount;
        clip.CopyTracks(one ? track : 0, ((Span<SnapshotTrack>)look.Tracks)[..look.TrackCount]);
        if (one) look.Channels = look.Tracks[0].Pages->Channels;
        return Status.Ok;
    }

    /// <summary>Length of a clip, frames.</summary>
    public Status Frames(ClipId id, out long frames)
    {
        Clip? clip = Clips.Find(id.Value);
        frames = clip?.Frames ?? 0;
        return clip != null ? Status.Ok : Unknown(id);
    }

    /// <summary>Lets go of replaced clips. After the snapshot without them is out; <paramref name="serial"/> is the last one with them.</summary>
    public void LetGo(long serial)
    {
        foreach (Clip clip in _replaced)
        {
            foreach (Source source in clip.Sources) cache.Release(source, serial);
            clip.Dispose();
        }

        _replaced.Clear();
        foreach (Source source in _exchanged) cache.Release(source, serial);
        _exchanged.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        LetGo(long.MaxValue);
        Clips.Dispose();
    }

    private Status Open(in TrackSpec track, out Source? source)
    {
        source = null;
        if (string.IsNullOrEmpty(track.Path)) return error.FailText(Status.InvalidArgument, "a track without a file name");
        string path = Path.GetFullPath(track.Path);
        string key = track.StreamIndex < 0 ? path : $"{path} (stream {track.StreamIndex})";
        source = FindSame(key, track.Channels);
        if (source != null) return Status.Ok;
        try
        {
            source = cache.Add(FFmpegSource.Open(path, track.StreamIndex, config.Rate, config.Channels, track.Channels), key);
        }
        catch (MediaException e)
        {
            return error.FailText(FFmpegLibraries.Available ? Status.MediaError : Status.MissingLibrary, e.Message);
        }

        return source != null ? Status.Ok : TooManySources();
    }

    private Status Put(ClipId id, Source[] sources, TrackMix[] mixes, ChannelChoice[]? choices = null)
    {
        if (Clips.Count >= Limits.MaxClips && Clips.Find(id.Value) == null)
            return Abandon(sources, error.Fail(Status.LimitReached, $"clip {id.Value}: the limit of {Limits.MaxClips} clips is reached"));
        Clip? clip = Clip.Create(budget, id.Value, sources, choices, mixes, config);
        if (clip == null) return Abandon(sources, error.Fail(Status.OutOfBudget, $"clip {id.Value} does not fit the memory budget"));
        Clip? replaced = Clips.Put(clip);
        if (replaced != null) _replaced.Add(replaced);
        return Status.Ok;
    }

    private Status Abandon(Source[] sources, Status status)
    {
        foreach (Source? source in sources)
        {
            if (source != null) cache.Release(source, 0);
        }

        return status;
    }

    private Status CheckId(ClipId id) => id.Value != 0 ? Status.Ok : error.FailText(Status.InvalidArgument, "clip number 0 stands for no clip");

    private Status CheckMix(ClipId id, int track, in TrackMix mix)
    {
        if (!(Math.Abs(mix.OffsetSeconds) <= Limits.MaxSeconds))
            return error.Fail(Status.InvalidArgument, $"clip {id.Value}, track {track}: offset {mix.OffsetSeconds} s is not a time within {Limits.MaxSeconds} s");
        if (!(mix.GainDb <= Limits.MaxGainDb))
            return error.Fail(Status.InvalidArgument, $"clip {id.Value}, track {track}: gain {mix.GainDb} dB is not at most {Limits.MaxGainDb} dB");
        return Status.Ok;
    }

    private Status Unknown(ClipId id) => error.Fail(Status.NotFound, $"there is no clip {id.Value}");

    private Status TooManySources() =>
        error.Fail(Status.OutOfBudget, $"another source does not fit: {Limits.MaxSources} sources, {budget.LimitBytes} bytes");
}
