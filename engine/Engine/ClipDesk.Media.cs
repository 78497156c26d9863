using System.Collections.Generic;
using Seamline.Clips;
using Seamline.Decode;

namespace Seamline;

// Media that have changed: looked for, and opened anew.
internal sealed unsafe partial class ClipDesk
{
    private readonly List<Source> _exchanged = new(16);

    /// <summary>Looks at the files of a clip; how many are not what was opened.</summary>
    public Status Look(ClipId id, out int changed)
    {
        changed = 0;
        Clip? clip = Clips.Find(id.Value);
        if (clip == null) return Unknown(id);
        for (int i = 0; i < clip.TrackCount; i++)
        {
            if (IsFirst(clip, i) && cache.Look(clip.Sources[i]) != MediaState.Same) changed++;
        }

        return Status.Ok;
    }

    /// <summary>
    /// Opens a clip's files anew and exchanges their sources in every clip that uses them; nothing changes unless all can be
    /// opened. Whether a file has changed is not asked: the caller may know better.
    /// </summary>
    public Status Invalidate(ClipId id)
    {
        Clip? clip = Clips.Find(id.Value);
        if (clip == null) return Unknown(id);
        var exchanges = new List<(Source Old, Source New)>(clip.TrackCount);
        Status status = Status.Ok;
        for (int i = 0; i < clip.TrackCount && status == Status.Ok; i++)
        {
            if (!IsFirst(clip, i)) continue;
            Source old = clip.Sources[i];
            status = OpenAnew(id, old, out Source? source);
            if (source != null) exchanges.Add((old, source));
        }

        foreach ((Source old, Source source) in exchanges)
        {
            if (status == Status.Ok) Exchange(old, source);
            cache.Release(source, 0); // the reference from opening: the clips have their own
        }

        return status;
    }

    private Status OpenAnew(ClipId id, Source old, out Source? source)
    {
        source = null;
        try
        {
            MediaSource? media = old.Media.OpenAnew();
            if (media == null)
                return error.Fail(Status.InvalidState, $"clip {id.Value}: {old.Key} is not read from a file; set its samples again instead");
            if (!Fits(media, old))
            {
                int channels = media.Format.SourceChannels;
                media.Dispose();
                return error.Fail(Status.MediaError, $"clip {id.Value}: {old.Key} has {channels} channels now, not those that were chosen; set the clip again");
            }

            source = cache.Add(media, old.Key);
        }
        catch (MediaException e)
        {
            return error.FailText(FFmpegLibraries.Available ? Status.MediaError : Status.MissingLibrary, e.Message);
        }

        return source != null ? Status.Ok : TooManySources();
    }

    // Whether every track of the old source finds the channels that it chose in the new one.
    private bool Fits(MediaSource media, Source old)
    {
        int channels = media.Format.SourceChannels;
        foreach (Clip clip in Clips.All)
        {
            for (int i = 0; i < clip.TrackCount; i++)
            {
                ChannelChoice wanted = clip.Choices[i];
                if (clip.Sources[i] == old && (wanted.Highest >= channels || wanted.ForPages(channels, config.Channels) != media.Choice)) return false;
            }
        }

        return true;
    }

    private void Exchange(Source old, Source source)
    {
        foreach (Clip clip in Clips.All)
        {
            for (int i = 0; i < clip.TrackCount; i++)
            {
                if (clip.Sources[i] != old) continue;
                clip.Exchange(i, source);
                cache.Hold(source);
                _exchanged.Add(old);
            }
        }
    }

    // A file that has changed since another clip opened it is another source: a clip that is set now gets what is there now.
    private Source? FindSame(string key, ChannelChoice wanted)
    {
        while (cache.Find(key, wanted, config.Channels) is { } source)
        {
            if (cache.Look(source) == MediaState.Same) return source;
            cache.Release(source, 0); // it is somebody else's too, so it stays
        }

        return null;
    }

    private static bool IsFirst(Clip clip, int track)
    {
        for (int i = 0; i < track; i++)
        {
            if (clip.Sources[i] == clip.Sources[track]) return false;
        }

        return true;
    }
}
