using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// Reads `.otio` files (OpenTimelineIO's JSON). What is not supported is refused by name, never left out silently.
/// </summary>
public static class OtioReader
{
    /// <summary>Reads a timeline.</summary>
    /// <param name="path">The `.otio` file.</param>
    /// <param name="requireMedia">Whether a medium that is not there refuses the project; else it is a warning.</param>
    /// <exception cref="ProjectException">The sentence names file, item, schema and cause.</exception>
    public static Project Read(string path, bool requireMedia = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(path, new OtioReadOptions { RequireMedia = requireMedia });
    }

    /// <inheritdoc cref="Read(string, bool)"/>
    /// <param name="path">The `.otio` file.</param>
    /// <param name="options">What to do about media that are not there.</param>
    public static Project Read(string path, OtioReadOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        return ReadTree(Json.ReadFile(path), path, options).Project;
    }

    /// <summary>Reads a tree that came from <paramref name="path"/>.</summary>
    internal static OtioDocument ReadTree(JsonNode tree, string path, OtioReadOptions options)
    {
        JsonObject root = Timeline(tree, path);
        var place = new Place(path, "Timeline.1", Json.Text(root, "name", new Place(path, "Timeline.1", "")) ?? "");
        var warnings = new List<string>();
        var effects = new Effects(warnings, options.Strict, options.PlaysSpeeds);
        var finder = new MediaFinder(path, options, warnings);
        new OtioNesting(place, effects, warnings).Flatten(root);
        HeardTracks heard = new OtioTracks(place, finder, effects, warnings).Find(root);
        var clips = new OtioClips(finder, warnings);
        var items = new OtioItems(path, clips, effects, heard.Main, warnings);
        items.Read();
        OtioLane[] lanes = [.. heard.Lanes.Select(tracks => Lane(tracks, new OtioLane(path, clips, effects, warnings), path))];
        ProjectRoomTone? tone = SeamlineTone.ReadRoomTone(root, place, clips, warnings);
        finder.Finish(options.RequireMedia);
        OtioRow[] rows = [.. items.Rows, .. lanes.SelectMany(lane => lane.Items).Select(item => item.Row.Row)];
        var project = new Project
        {
            Path = Path.GetFullPath(path),
            Name = place.Name,
            Clips = clips.Clips,
            Segments = items.Segments,
            Lanes = Lanes(lanes, items.Segments.Count),
            Master = SeamlineMix.ReadMaster(root, place, warnings),
            RoomTone = tone,
            Markers = OtioMarkers.Read(root["tracks"]!.AsObject(), heard.Main.Track, [.. items.Rows.Select(row => row.Node)], items.Segments, path),
            DeclickMilliseconds = SeamlineMetadata.ReadDeclick(root, place, warnings),
            Warnings = warnings,
            Missing = finder.Missing,
            Relinked = finder.Relinked,
            IsPicture = heard.Main.IsPicture,
            Original = tree,
        };
        string[] keys = [.. Enumerable.Range(0, project.Clips.Count + 1).Select(project.ClipKey)];
        IEnumerable<int> played = items.Segments.Select(segment => segment.ClipId).Concat(project.Lanes.SelectMany(lane => lane.Items).Select(item => item.ClipId));
        return new OtioDocument(root, heard.Main.Track, rows, lanes, project with { ItemClips = [.. played.Select(clip => keys[clip])] });
    }

    private static OtioLane Lane(IReadOnlyList<HeardTrack> tracks, OtioLane lane, string path)
    {
        foreach (HeardTrack track in tracks)
            lane.Add(track, new Place(path, Json.Schema(track.Track), Json.Text(track.Track, "name", default) ?? ""));
        lane.Finish();
        return lane;
    }

    // Items are numbered on behind the segments.
    private static ProjectLane[] Lanes(OtioLane[] lanes, int item)
    {
        var read = new ProjectLane[lanes.Length];
        for (int i = 0; i < lanes.Length; i++)
            read[i] = lanes[i].Settings! with { Track = i, Items = [.. lanes[i].Items.Select(one => one.Item with { Item = item++ })] };
        return read;
    }

    private static JsonObject Timeline(JsonNode tree, string path)
    {
        if (tree is not JsonObject root)
            throw new ProjectException($"{path}: it holds no object, so it is not a timeline.");
        string schema = string.Concat(Json.Schema(root).Where(character => !char.IsControl(character)));
        if (Json.Schema(root) is "Timeline.1")
            return root;
        throw new ProjectException(schema.Length == 0
            ? $"{path}: it has no OTIO_SCHEMA, so it is not a timeline."
            : $"{path}: it is a {schema}; a Timeline.1 is needed.");
    }
}

/// <summary>How media that are not there are taken.</summary>
public sealed record OtioReadOptions
{
    /// <summary>A medium that is not there refuses the project; else it is silence, and a warning.</summary>
    public bool RequireMedia { get; init; } = true;

    /// <summary>What is not heard as the project says (an effect that is not applied) refuses the project; else it is a warning.</summary>
    public bool Strict { get; init; }

    /// <summary>Speeds of items are read; else an item with one is refused.</summary>
    public bool PlaysSpeeds { get; init; } = OtioWarp.ArePlayed;

    /// <summary>The picture's rate, for formats that count its frames and do not say it.</summary>
    public FrameRate? FrameRate { get; init; }

    /// <summary>The medium of lists that name none.</summary>
    public string? Medium { get; init; }

    /// <summary>How long a medium is, seconds, for lists that play all of it; null where nothing of it can be heard.</summary>
    public Func<string, double?>? MediumSeconds { get; init; }

    /// <summary>The audio streams of a medium, by their indices in the file, for formats that count them.</summary>
    public Func<string, IReadOnlyList<int>>? MediumStreams { get; init; }

    /// <summary>The folder that bundles in archives are unpacked into; null for the user's cache.</summary>
    public string? BundleFolder { get; init; }

    /// <summary>Folders to look in for media that are not where the project says.</summary>
    public IReadOnlyList<string> MediaRoots { get; init; } = [];
}

/// <summary>A timeline with the nodes that its segments and items came from, for the writer.</summary>
/// <param name="Root">The Timeline.</param>
/// <param name="Track">The track that is the main lane.</param>
/// <param name="Rows">The item of each segment, and of each item of the lanes.</param>
/// <param name="Lanes">The lanes.</param>
/// <param name="Project">What was read.</param>
internal sealed record OtioDocument(JsonObject Root, JsonObject Track, IReadOnlyList<OtioRow> Rows, IReadOnlyList<OtioLane> Lanes, Project Project)
{
    /// <summary>Whether an item stands on a picture track.</summary>
    public static bool IsPicture(JsonObject item) => item.Parent?.Parent is JsonObject track && !OtioTracks.IsAudio(track, default);

    /// <summary>Whether a track is a lane, or a part of one.</summary>
    public bool IsLane(JsonObject track) => Lanes.Any(lane => lane.Tracks.Any(part => part.Track == track));
}
