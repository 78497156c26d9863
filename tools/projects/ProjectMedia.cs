using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace Seamline.Projects;

/// <summary>A medium of a clip that cannot be heard.</summary>
/// <param name="ClipId">The clip.</param>
/// <param name="Sentence">Why.</param>
/// <param name="IsExpected">It has no sound where none is to be expected: silence is right.</param>
/// <param name="IsMissing">There is no such file.</param>
public sealed record MediaFault(int ClipId, string Sentence, bool IsExpected, bool IsMissing);

/// <summary>What an engine does for <see cref="ProjectMedia"/>.</summary>
/// <param name="SetClip">Opens a clip's tracks; null, or the sentence why that failed.</param>
/// <param name="AudioStreams">The audio streams of the medium of a clip's first track, once that is open.</param>
public sealed record MediaOpening(Func<ProjectClip, string?> SetClip, Func<ProjectClip, IReadOnlyList<int>> AudioStreams)
{
    /// <summary>How many clips may be opened at once; <see cref="SetClip"/> is then called by as many threads.</summary>
    public int AtOnce { get; init; } = 1;
}

/// <summary>Opens a project's clips into an engine; one medium that cannot be opened stops nothing.</summary>
public static class ProjectMedia
{
    private const string NoSound = "no audio stream";

    /// <summary>Opens every clip with those of its tracks that can be opened; what cannot be heard, in the order of the clips.</summary>
    public static IReadOnlyList<MediaFault> Open(Project project, MediaOpening engine)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(engine);
        var faults = new List<MediaFault>();
        HashSet<int> open = engine.AtOnce > 1 ? Together(project.Clips, engine) : [];
        foreach (ProjectClip clip in project.Clips)
        {
            if (!open.Contains(clip.Id))
                Open(clip, project.IsPicture, engine, faults);
        }
        return faults;
    }

    // The clips that could be opened. Of each medium one is: then the engine has it for the others. What fails is tried again
    // in its turn, so that the sentence is its own.
    private static HashSet<int> Together(IReadOnlyList<ProjectClip> clips, MediaOpening engine)
    {
        var media = new HashSet<string>(StringComparer.Ordinal);
        ProjectClip[] first = [.. clips.Where(clip => clip.Tracks.Count > 0 && clip.Tracks.All(track => track.StreamIndex != ProjectTrack.AllStreams && media.Add(track.MediaPath) && File.Exists(track.MediaPath)))];
        var open = new HashSet<int>();
        if (first.Length < 2)
            return open;
        var waiting = new Queue<ProjectClip>(first);
        Thread[] others = [.. Enumerable.Range(1, Math.Min(engine.AtOnce, first.Length) - 1).Select(_ => new Thread(() => OpenAll(waiting, open, engine)))];
        Array.ForEach(others, thread => thread.Start());
        OpenAll(waiting, open, engine);
        Array.ForEach(others, thread => thread.Join());
        return open;
    }

    private static void OpenAll(Queue<ProjectClip> waiting, HashSet<int> open, MediaOpening engine)
    {
        while (true)
        {
            ProjectClip? clip;
            lock (open)
            {
                if (!waiting.TryDequeue(out clip))
                    return;
            }
            if (engine.SetClip(clip) is not null)
                continue;
            lock (open)
                open.Add(clip.Id);
        }
    }

    private static void Open(ProjectClip clip, bool isPicture, MediaOpening engine, List<MediaFault> faults)
    {
        var tracks = new List<ProjectTrack>();
        foreach (ProjectTrack track in clip.Tracks)
        {
            if (File.Exists(track.MediaPath))
                tracks.AddRange(Expanded(clip, track, engine));
            else
                faults.Add(new MediaFault(clip.Id, $"{track.MediaPath}: {(Directory.Exists(track.MediaPath) ? "is a folder, not a medium" : "there is no such file")}", false, true));
        }
        if (tracks.Count == 0 && clip.Tracks.Count > 0)
            return;
        if (engine.SetClip(clip with { Tracks = tracks }) is not { } sentence)
            return;
        if (tracks.Count == 1)
        {
            faults.Add(Fault(clip, tracks[0], sentence, isPicture));
            return;
        }
        // One of several: each alone says which.
        var good = new List<ProjectTrack>();
        foreach (ProjectTrack track in tracks)
        {
            if (engine.SetClip(clip with { Tracks = [track] }) is { } why)
                faults.Add(Fault(clip, track, why, isPicture));
            else
                good.Add(track);
        }
        if (good.Count > 0 && engine.SetClip(clip with { Tracks = good }) is { } last)
            faults.Add(new MediaFault(clip.Id, last, false, false));
    }

    private static MediaFault Fault(ProjectClip clip, ProjectTrack track, string sentence, bool isPicture)
    {
        // Of all streams of a file those that can be decoded are heard.
        bool oneOfAll = clip.Tracks.Any(own => own.StreamIndex == ProjectTrack.AllStreams && own.MediaPath == track.MediaPath) && track.StreamIndex >= 0;
        return new MediaFault(clip.Id, sentence, oneOfAll || (isPicture && sentence.Contains(NoSound, StringComparison.Ordinal)), false);
    }

    private static IReadOnlyList<ProjectTrack> Expanded(ProjectClip clip, ProjectTrack track, MediaOpening engine)
    {
        if (track.StreamIndex != ProjectTrack.AllStreams)
            return [track];
        ProjectTrack best = track with { StreamIndex = -1 };
        ProjectClip one = clip with { Tracks = [best] };
        if (engine.SetClip(one) is not null || engine.AudioStreams(one) is not { Count: > 0 } streams)
            return [best];
        return [.. streams.Select(stream => track with { StreamIndex = stream })];
    }
}
