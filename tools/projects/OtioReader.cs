using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;

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
        return ReadTree(Json.ReadFile(path), path, requireMedia).Project;
    }

    /// <summary>Reads a tree that came from <paramref name="path"/>.</summary>
    internal static OtioDocument ReadTree(JsonNode tree, string path, bool requireMedia)
    {
        JsonObject root = Timeline(tree, path);
        var place = new Place(path, "Timeline.1", Json.Text(root, "name", new Place(path, "Timeline.1", "")) ?? "");
        var warnings = new List<string>();
        JsonObject track = FindTrack(root, place, warnings, out bool muted);
        var items = new OtioItems(path, requireMedia, warnings);
        items.Read(track, muted);
        var project = new Project
        {
            Path = Path.GetFullPath(path),
            Name = place.Name,
            Clips = items.Clips,
            Segments = items.Segments,
            DeclickMilliseconds = SeamlineMetadata.ReadDeclick(root, place, warnings),
            Warnings = warnings,
            Original = tree,
        };
        return new OtioDocument(root, track, items.Nodes, project with { ItemClips = [.. items.Segments.Select(segment => project.ClipKey(segment.ClipId))] });
    }

    private static JsonObject Timeline(JsonNode tree, string path)
    {
        if (tree is not JsonObject root)
            throw new ProjectException($"{path}: it holds no object, so it is not a timeline.");
        string schema = Json.Schema(root);
        if (schema is "Timeline.1")
            return root;
        throw new ProjectException(schema.Length == 0
            ? $"{path}: it has no OTIO_SCHEMA, so it is not a timeline."
            : $"{path}: it is a {schema}; a Timeline.1 is needed.");
    }

    /// <summary>The one track that is heard: audio, or the picture track's media where no audio track exists.</summary>
    private static JsonObject FindTrack(JsonObject root, Place timeline, List<string> warnings, out bool muted)
    {
        JsonObject stack = Json.Object(root, "tracks", timeline) ?? throw timeline.Refuse("has no tracks");
        var place = new Place(timeline.File, Json.Schema(stack), Json.Text(stack, "name", timeline) ?? "");
        if (place.Schema is not "Stack.1")
            throw place.Refuse("stands where the Stack.1 of a timeline's tracks belongs");
        Unsupported.Refuse(stack, place, warnings);
        List<JsonObject> tracks = Tracks(stack, place);
        List<JsonObject> audio = OfKind(tracks, "Audio", place);
        List<JsonObject> enabled = [.. audio.Where(track => Json.Flag(track, "enabled", Of(track, place)) ?? true)];
        if (enabled.Count > 1)
            throw Of(enabled[1], place).Refuse("is a second audio track; several audio tracks are not supported yet");
        if (audio.Count > 1 && enabled.Count == 0)
            throw Of(audio[1], place).Refuse("is a second audio track, and all are disabled; several audio tracks are not supported yet");
        JsonObject chosen = enabled.FirstOrDefault() ?? audio.FirstOrDefault() ?? PictureTrack(tracks, place, warnings);
        foreach (JsonObject other in tracks.Where(track => track != chosen))
            warnings.Add(Of(other, place).Sentence("is not heard; it is kept as it is in the file"));
        Unsupported.Refuse(chosen, Of(chosen, place), warnings);
        muted = !(Json.Flag(stack, "enabled", place) ?? true) || !(Json.Flag(chosen, "enabled", Of(chosen, place)) ?? true);
        return chosen;
    }

    private static JsonObject PictureTrack(List<JsonObject> tracks, Place stack, List<string> warnings)
    {
        List<JsonObject> video = OfKind(tracks, "Video", stack);
        if (video.Count == 0)
            throw stack.Refuse("has no audio track and no video track");
        if (video.Count > 1)
            throw Of(video[1], stack).Refuse("is a second video track, and there is no audio track; several tracks are not supported yet");
        warnings.Add(Of(video[0], stack).Sentence("is a video track; the sound of its media is used, as there is no audio track"));
        return video[0];
    }

    private static List<JsonObject> Tracks(JsonObject stack, Place place)
    {
        var tracks = new List<JsonObject>();
        foreach (JsonNode? child in Json.Array(stack, "children", place) ?? [])
        {
            if (child is not JsonObject track)
                throw place.Refuse("has a child that is not an object");
            // "Sequence" is what tracks were called before OpenTimelineIO 0.9.
            if (Json.Schema(track) is not ("Track.1" or "Sequence.1"))
                throw Of(track, place).Refuse("stands beside the tracks; only Track.1 is supported there");
            tracks.Add(track);
        }
        return tracks;
    }

    private static List<JsonObject> OfKind(List<JsonObject> tracks, string kind, Place place)
        => [.. tracks.Where(track => string.Equals(Json.Text(track, "kind", Of(track, place)) ?? "Video", kind, StringComparison.OrdinalIgnoreCase))];

    private static Place Of(JsonObject item, Place parent)
        => new(parent.File, Json.Schema(item), Json.Text(item, "name", parent) ?? "");
}

/// <summary>A timeline with the nodes that its segments came from, for the writer.</summary>
/// <param name="Root">The Timeline.</param>
/// <param name="Track">The track that was read.</param>
/// <param name="Nodes">The item of each segment.</param>
/// <param name="Project">What was read.</param>
internal sealed record OtioDocument(JsonObject Root, JsonObject Track, IReadOnlyList<JsonObject> Nodes, Project Project);
