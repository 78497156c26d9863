using System;
using System.Collections.Generic;
using System.Linq;
using Seamline.Projects;

namespace Seamline.Cli;

/// <summary>A project's clips in an engine.</summary>
internal static class ClipMedia
{
    /// <summary>Opens them; what cannot be heard.</summary>
    public static IReadOnlyList<MediaFault> Open(Engine engine, Project project, ChannelChoice channels = default)
    {
        string? Set(ProjectClip clip) => engine.SetClip(new ClipId((uint)clip.Id), [.. clip.Tracks.Select(track => ToSpec(track, channels))]) == Status.Ok ? null
            : TextSniffer.Explain(engine.LastError, clip);
        var opening = new Projects.MediaOpening(Set, clip => AudioStreams(engine, clip)) { AtOnce = Environment.ProcessorCount };
        return ProjectMedia.Open(project, opening);
    }

    /// <summary>The audio streams of the medium of a clip's first track.</summary>
    public static int[] AudioStreams(Engine engine, ProjectClip clip)
    {
        var facts = new List<MediaFacts>();
        OpenProject.Check(engine, engine.GetMediaFacts(new ClipId((uint)clip.Id), facts));
        return [.. facts.Take(1).SelectMany(file => file.Streams).Where(stream => stream.Kind == "audio").Select(stream => stream.Index)];
    }

    private static TrackSpec ToSpec(ProjectTrack track, ChannelChoice channels) => new(track.MediaPath)
    {
        StreamIndex = track.StreamIndex,
        Channels = channels,
        Mix = new TrackMix { OffsetSeconds = track.OffsetSeconds, GainDb = track.GainDb, Mode = (StereoMode)track.Mode },
    };
}
