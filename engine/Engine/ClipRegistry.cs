using System;
using System.Collections.Generic;
using Seamline.Clips;
using Seamline.Memory;
using Seamline.Snapshots;
using Seamline.Timeline;

namespace Seamline;

/// <summary>The engine's clips, and the sources that no clip uses any more until they are released.</summary>
/// <remarks>Thread: control, under the edit lock; opens and waits for nothing. <see cref="ReleaseRetired"/> without the lock.</remarks>
internal sealed unsafe class ClipRegistry(MemoryBudget budget, SourceCache cache, EngineConfig config, ErrorText error) : IDisposable
{
    private readonly List<Clip> _replaced = new(16);
    private readonly List<Source> _exchanged = new(16);
    private readonly RenditionMaker _renditions = new(budget, cache, config);
    private List<(Source Source, long Serial)> _retired = new(64);
    private List<(Source Source, long Serial)> _releasing = new(64);

    /// <summary>The clips.</summary>
    public ClipTable Clips { get; } = new();

    /// <summary>Makes what rows play at other speeds; false where the budget or the limit of sources has no room.</summary>
    public bool TryMakeRenditions(SegmentList list) => _renditions.TryMake(Clips, list);

    /// <summary>Whether <see cref="TakeRetired"/> would take something.</summary>
    public bool HasRetired => _retired.Count > 0;

    /// <summary>Whether a clip may be set to these tracks.</summary>
    public Status Check(ClipId id, ReadOnlySpan<TrackSpec> tracks)
    {
        Status status = CheckId(id);
        if (status == Status.Ok && tracks.Length > Limits.MaxTracksPerClip)
            return error.Fail(Status.LimitReached, $"clip {id.Value} has {tracks.Length} tracks; the limit is {Limits.MaxTracksPerClip}");
        for (int i = 0; i < tracks.Length && status == Status.Ok; i++)
        {
            status = CheckMix(id, i, tracks[i].Mix);
            ChannelChoice wanted = tracks[i].Channels;
            if (status == Status.Ok && (wanted.First < 0 || wanted.Second < 0))
                status = error.Fail(Status.InvalidArgument, $"clip {id.Value}, track {i}: there is no {wanted.ToString()}; channels are counted from 0");
        }

        return status;
    }

    /// <summary>Whether a clip may be set to these samples.</summary>
    public Status Check(ClipId id, int samples, int channels, int rate)
    {
        Status status = CheckId(id);
        if (status != Status.Ok) return status;
        if (channels is < 1 or > Limits.MaxChannels)
            return error.Fail(Status.InvalidArgument, $"clip {id.Value}: {channels} channels are outside 1..{Limits.MaxChannels}");
        if (rate is < Limits.MinRate or > Limits.MaxRate)
            return error.Fail(Status.InvalidArgument, $"clip {id.Value}: {rate} Hz is outside {Limits.MinRate}..{Limits.MaxRate} Hz");
        return samples % channels == 0
            ? Status.Ok
            : error.Fail(Status.InvalidArgument, $"clip {id.Value}: {samples} samples are no whole frames of {channels} channels");
    }

    /// <summary>Whether a clip may have this number.</summary>
    public Status CheckId(ClipId id) => id.Value != 0 ? Status.Ok : error.FailText(Status.InvalidArgument, "clip number 0 stands for no clip");

    /// <summary>Puts a clip in, which takes over the references of its sources; a clip of that number is replaced.</summary>
    public Status Put(ClipId id, Source[] sources, ChannelChoice[]? choices, ReadOnlySpan<TrackMix> mixes)
    {
        if (Clips.Count >= Limits.MaxClips && Clips.Find(id.Value) == null)
            return error.Fail(Status.LimitReached, $"clip {id.Value}: the limit of {Limits.MaxClips} clips is reached");
        Clip? clip = Clip.Create(budget, id.Value, sources, choices, mixes, new Clip.Output(config.Rate, config.Channels, config.MonoGain));
        if (clip == null) return error.Fail(Status.OutOfBudget, $"clip {id.Value} does not fit the memory budget");
        Clip? replaced = Clips.Put(clip);
        if (replaced != null) _replaced.Add(replaced);
        return Status.Ok;
    }

    /// <summary>Takes a clip out; segments that name it are silent from now on.</summary>
    public Status Remove(ClipId id)
    {
        Clip? clip = Clips.Take(id.Value);
        if (clip == null) return Unknown(id);
        _replaced.Add(clip);
        return Status.Ok;
    }

    /// <summary>
    /// Plays <paramref name="source"/> in every track of every clip that plays an older opening of the same medium; how many tracks. Undone by
    /// <see cref="ExchangeBack"/> until <see cref="Retire"/>.
    /// </summary>
    /// <param name="source">The new opening.</param>
    /// <param name="done">What was exchanged.</param>
    /// <param name="forGood">The clips at other speeds go; otherwise they stay, of the old opening, because what plays now is to be compiled meanwhile.</param>
    public int Exchange(Source source, List<(Clip Clip, int Track, Source Old)> done, bool forGood)
    {
        int before = done.Count;
        foreach (Clip clip in Clips.All)
        {
            for (int i = 0; i < clip.TrackCount; i++)
            {
                Source old = clip.Sources[i];
                if (old == source || old.Opening >= source.Opening || !string.Equals(old.Key, source.Key, StringComparison.Ordinal)) continue;
                if (!Finds(clip.Choices[i], source)) continue;
                done.Add((clip, i, old));
                if (forGood) _renditions.Drop(Clips, clip);
                clip.Exchange(i, source);
            }
        }

        return done.Count - before;
    }

    /// <summary>Whether every track that plays a source finds the channels that it chose in another opening of the medium.</summary>
    public Status CheckChoices(ClipId id, Source old, Source source)
    {
        foreach (Clip clip in Clips.All)
        {
            for (int i = 0; i < clip.TrackCount; i++)
            {
                if (clip.Sources[i] != old || Finds(clip.Choices[i], source)) continue;
                int channels = source.Media.Format.SourceChannels;
                return error.Fail(Status.MediaError, $"clip {id.Value}: {old.Key} has {channels} channels now, not those that were chosen; set the clip again");
            }
        }

        return Status.Ok;
    }

    /// <summary>Takes exchanges back that were not for good.</summary>
    public static void ExchangeBack(List<(Clip Clip, int Track, Source Old)> done)
    {
        foreach ((Clip clip, int track, Source old) in done) clip.Exchange(track, old);
        done.Clear();
    }

    /// <summary>Keeps exchanges: each track has a reference of its own from now on, and the old ones go with the next snapshot.</summary>
    public void KeepExchanges(List<(Clip Clip, int Track, Source Old)> done)
    {
        foreach ((Clip clip, int track, Source old) in done)
        {
            SourceCache.Hold(clip.Sources[track]);
            _exchanged.Add(old);
        }
    }

    /// <summary>Changes how a track is heard.</summary>
    public Status SetMix(ClipId id, int track, in TrackMix mix)
    {
        Clip? clip = Clips.Find(id.Value);
        if (clip == null) return Unknown(id);
        if (track < 0 || track >= clip.TrackCount) return NoTrack(Status.InvalidArgument, clip, track);
        Status status = CheckMix(id, track, mix);
        if (status != Status.Ok) return status;
        if (clip.IsMovedBy(track, mix)) _renditions.Drop(Clips, clip);
        clip.SetMix(track, mix);
        return status;
    }

    /// <summary>The sources of a clip's tracks, each with one more reference.</summary>
    public Status Hold(ClipId id, out Source[] sources)
    {
        sources = [];
        Clip? clip = Clips.Find(id.Value);
        if (clip == null) return Unknown(id);
        sources = [.. clip.Sources];
        foreach (Source source in sources) SourceCache.Hold(source);
        return Status.Ok;
    }

    /// <summary>The source of a clip's track, with one more reference.</summary>
    public Status Hold(ClipId id, int track, out Source? source)
    {
        source = null;
        Clip? clip = Clips.Find(id.Value);
        if (clip == null) return Unknown(id);
        if (track < 0 || track >= clip.TrackCount) return NoTrack(Status.NotFound, clip, track);
        SourceCache.Hold(source = clip.Sources[track]);
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

    /// <summary>Copies the rows of a clip's tracks into a reading of peaks, or of the one track that is read.</summary>
    public Status CopyTracks(ClipId id, int track, ref PeakLook look)
    {
        Clip? clip = Clips.Find(id.Value);
        if (clip == null) return Unknown(id);
        bool one = look.Scope == PeakScope.Track;
        if (one && (track < 0 || track >= clip.TrackCount)) return NoTrack(Status.InvalidArgument, clip, track);
        look.TrackCount = one ? 1 : clip.TrackCount;
        clip.CopyTracks(one ? track : 0, ((Span<SnapshotTrack>)look.Tracks)[..look.TrackCount]);
        if (one) look.Channels = look.Tracks[0].Pages->Channels;
        return Status.Ok;
    }

    /// <summary>How a track is heard.</summary>
    public Status Mix(ClipId id, int track, out TrackMix mix)
    {
        Clip? clip = Clips.Find(id.Value);
        mix = default;
        if (clip == null) return Unknown(id);
        if (track < 0 || track >= clip.TrackCount) return NoTrack(Status.NotFound, clip, track);
        mix = clip.Mixes[track];
        return Status.Ok;
    }

    /// <summary>Copies the clips by number, as many as there is room for; how many there are.</summary>
    public int List(Span<ClipInfo> to)
    {
        Span<uint> numbers = stackalloc uint[Clips.Count];
        int count = 0;
        foreach (Clip clip in Clips.All) numbers[count++] = clip.Id;
        numbers.Sort();
        for (int i = 0; i < Math.Min(count, to.Length); i++)
        {
            Clip clip = Clips.Find(numbers[i])!;
            bool exact = true;
            foreach (Source source in clip.Sources) exact &= PageTable.IsExact(source.Table);
            to[i] = new ClipInfo(new ClipId(clip.Id), clip.TrackCount, clip.Frames, exact);
        }

        return count;
    }

    /// <summary>Length of a clip, frames.</summary>
    public Status Frames(ClipId id, out long frames)
    {
        Clip? clip = Clips.Find(id.Value);
        frames = clip?.Frames ?? 0;
        return clip != null ? Status.Ok : Unknown(id);
    }

    /// <summary>Retires what was replaced. After the snapshot without it is out; <paramref name="serial"/> is the last one with it.</summary>
    public void Retire(long serial)
    {
        _renditions.Retire(_retired, serial);
        foreach (Clip clip in _replaced)
        {
            foreach (Source source in clip.Sources) _retired.Add((source, serial));
            foreach (Rendition rendition in clip.Renditions)
            {
                foreach (Source source in rendition.Sources) _retired.Add((source, serial));
            }

            clip.Dispose();
        }

        _replaced.Clear();
        foreach (Source source in _exchanged) _retired.Add((source, serial));
        _exchanged.Clear();
    }

    /// <summary>Takes what is retired for <see cref="ReleaseRetired"/>, by one thread at a time.</summary>
    public void TakeRetired() => (_retired, _releasing) = (_releasing, _retired);

    /// <summary>Releases what was taken. Without the edit lock: a loader may hold the cache for a millisecond.</summary>
    public void ReleaseRetired()
    {
        foreach ((Source source, long serial) in _releasing) cache.Release(source, serial);
        _releasing.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Retire(long.MaxValue);
        Clips.Dispose();
    }

    /// <summary>There is no such clip.</summary>
    public Status Unknown(ClipId id) => error.Fail(Status.NotFound, $"there is no clip {id.Value}");

    private bool Finds(ChannelChoice wanted, Source source)
    {
        int channels = source.Media.Format.SourceChannels;
        return wanted.Highest < channels && wanted.ForPages(channels, config.Channels) == source.Media.Choice;
    }

    private Status NoTrack(Status status, Clip clip, int track) =>
        error.Fail(status, $"clip {clip.Id} has {clip.TrackCount} tracks; there is no track {track}");

    private Status CheckMix(ClipId id, int track, in TrackMix mix)
    {
        if (!(Math.Abs(mix.OffsetSeconds) <= Limits.MaxSeconds))
            return error.Fail(Status.InvalidArgument, $"clip {id.Value}, track {track}: offset {mix.OffsetSeconds} s is not a time within {Limits.MaxSeconds} s");
        return mix.GainDb <= Limits.MaxGainDb
            ? Status.Ok
            : error.Fail(Status.InvalidArgument, $"clip {id.Value}, track {track}: gain {mix.GainDb} dB is not at most {Limits.MaxGainDb} dB");
    }
}
