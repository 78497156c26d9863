using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json.Nodes;

namespace Seamline.Projects;

/// <summary>A timeline as a file holds it: clips, and segments end to end. Plain data; any thread.</summary>
public sealed record Project
{
    /// <summary>Absolute path of the file it was read from.</summary>
    public string? Path { get; init; }

    /// <summary>The timeline's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Clips, ids 1..n in order.</summary>
    public IReadOnlyList<ProjectClip> Clips { get; init; } = [];

    /// <summary>Segments in timeline order.</summary>
    public IReadOnlyList<ProjectSegment> Segments { get; init; } = [];

    /// <summary>Length of the crossfade at seams, ms; null where the project does not say.</summary>
    public double? DeclickMilliseconds { get; init; }

    /// <summary>What was read otherwise than it was written: one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The file's own tree, so that writing keeps what this model does not know.</summary>
    public JsonNode? Original { get; init; }

    /// <summary>What each item of the original file plays, so that a segment of another clip is not taken for a piece of it.</summary>
    internal IReadOnlyList<string> ItemClips { get; init; } = [];

    /// <summary>A text that is equal for clips with the same tracks.</summary>
    internal string ClipKey(int clipId) => clipId == 0 ? "gap" : ClipTable.Key(Clips[clipId - 1].Tracks);

    /// <summary>Media files in a row, each played whole.</summary>
    /// <param name="paths">Media files; one named twice shares its clip.</param>
    /// <param name="durationSeconds">Length of the file at an absolute path, seconds.</param>
    /// <exception cref="ProjectException">A file is missing or its length is no length.</exception>
    public static Project FromMedia(IReadOnlyList<string> paths, Func<string, double> durationSeconds)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(durationSeconds);
        var clips = new ClipTable();
        var segments = new List<ProjectSegment>(paths.Count);
        foreach (string path in paths)
        {
            string full = System.IO.Path.GetFullPath(path);
            if (!File.Exists(full))
                throw new ProjectException(Directory.Exists(full) ? $"{path}: is a folder, not a media file." : $"{path}: there is no such file.");
            double duration = durationSeconds(full);
            if (!double.IsFinite(duration) || duration < 0)
                throw new ProjectException($"{path}: its duration, {duration} s, is not a length.");
            string name = System.IO.Path.GetFileName(full);
            int clip = clips.Add(name, [new ProjectTrack { MediaPath = full }]);
            segments.Add(new ProjectSegment { ClipId = clip, In = 0, Out = duration, Name = name });
        }
        string projectName = paths.Count == 0 ? "" : System.IO.Path.GetFileNameWithoutExtension(paths[0]);
        return new Project { Name = projectName, Clips = clips.Clips, Segments = segments };
    }
}
