using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Seamline.Projects;

/// <summary>A timeline as a file holds it: clips, segments end to end, and lanes beside them. Plain data; any thread.</summary>
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

    /// <summary>Lanes beside the main one, in the order of the file.</summary>
    public IReadOnlyList<ProjectLane> Lanes { get; init; } = [];

    /// <summary>What is done to the sum of all lanes.</summary>
    public ProjectMaster Master { get; init; } = new();

    /// <summary>What gaps of the main lane sound like; null for silence.</summary>
    public ProjectRoomTone? RoomTone { get; init; }

    /// <summary>Whether there is anything beside segments with their gains.</summary>
    public bool HasMix => Lanes.Count > 0 || RoomTone is not null || Master is not { GainDb: 0, Limiter: false, CeilingDb: ProjectMaster.DefaultCeilingDb, Envelope.Count: 0 }
        || Segments.Any(segment => segment.Transition is not null || segment.Envelope.Count > 0);

    /// <summary>Markers in order, by the time of the timeline as it was read; edits move those of the file's own tree.</summary>
    public IReadOnlyList<ProjectMarker> Markers { get; init; } = [];

    /// <summary>Length of the crossfade at seams, ms; null where the project does not say.</summary>
    public double? DeclickMilliseconds { get; init; }

    /// <summary>What was read otherwise than it was written: one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Media that are not there; their items are silent.</summary>
    public IReadOnlyList<MissingMedium> Missing { get; init; } = [];

    /// <summary>The segments are those of a picture track: media without sound are to be expected.</summary>
    public bool IsPicture { get; init; }

    /// <summary>The file's own tree, so that writing keeps what this model does not know.</summary>
    internal JsonNode? Original { get; init; }

    /// <summary>What each item of the original file plays, so that a segment of another clip is not taken for a piece of it.</summary>
    internal IReadOnlyList<string> ItemClips { get; init; } = [];

    /// <summary>Addresses that are rewritten, because their files were found elsewhere.</summary>
    internal IReadOnlyDictionary<string, string> Relinked { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Media files in a row whose lengths are not known yet.</summary>
    /// <param name="paths">Media files; one named twice shares its clip.</param>
    /// <param name="stream">The stream of each, -1 for the best, <see cref="ProjectTrack.AllStreams"/> for all.</param>
    public static Project OfMedia(IReadOnlyList<string> paths, int stream)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var clips = new ClipTable();
        var segments = new List<ProjectSegment>(paths.Count);
        foreach (string path in paths)
        {
            string full = System.IO.Path.GetFullPath(path);
            string name = System.IO.Path.GetFileName(full);
            int clip = clips.Add(name, [new ProjectTrack { MediaPath = full, StreamIndex = stream }]);
            segments.Add(new ProjectSegment { ClipId = clip, In = 0, Out = 0, Name = name });
        }
        return new Project { Name = paths.Count == 0 ? "" : System.IO.Path.GetFileNameWithoutExtension(paths[0]), Clips = clips.Clips, Segments = segments };
    }

    /// <summary>The same with each medium as long as it is; those without a length are left out of the timeline.</summary>
    /// <param name="lengths">By clip: the length in seconds, and the rate whose frames it is a whole number of, or 0.</param>
    public Project WithLengths(IReadOnlyDictionary<int, (double Seconds, int Rate)> lengths)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        return this with
        {
            Clips = [.. Clips.Select(clip => lengths.TryGetValue(clip.Id, out (double Seconds, int Rate) known) ? clip with { Rate = known.Rate } : clip)],
            Segments = [.. Segments.Where(segment => lengths.ContainsKey(segment.ClipId)).Select(segment => segment with { Out = lengths[segment.ClipId].Seconds })],
        };
    }

    /// <summary>One sentence, or a list, that names all media that are not there.</summary>
    public static string AllMissing(string file, IReadOnlyList<MissingMedium> missing)
    {
        ArgumentNullException.ThrowIfNull(missing);
        return missing.Count == 1
            ? missing[0].Sentence
            : $"{file}: {missing.Count} media are missing:\n  {string.Join("\n  ", missing.Select(medium => medium.Line))}";
    }

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
