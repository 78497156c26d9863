using System;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Seamline.Projects;

/// <summary>
/// Writes `.otio` files. What <see cref="OtioReader"/> reads of them is the project to the bit, apart from clips that no segment uses;
/// what the original file held besides is kept wherever its items survive.
/// </summary>
public static class OtioWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        IndentSize = 4,
        NewLine = "\n",
        // Names in any script stay readable; the file is no HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a project; the file at <paramref name="path"/> is replaced as a whole or not at all.</summary>
    /// <exception cref="ProjectException">The project holds what `.otio` files cannot say yet, or the file is a medium of it, or cannot be written.</exception>
    public static void Write(Project project, string path)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ProjectOutputs.Refuse(project, path);
        JsonObject tree = Tree(project, path);
        AtomicFile.Write(path, stream =>
        {
            using var writer = new Utf8JsonWriter(stream, Options);
            NonFinite.Write(tree, writer);
            writer.Flush();
            stream.WriteByte((byte)'\n');
        });
    }

    /// <summary>The tree to write to <paramref name="path"/>.</summary>
    internal static JsonObject Tree(Project project, string path)
    {
        ProjectCheck.Writable(project, path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
        OtioDocument? original = Original(project, path, folder);
        var pieces = new ItemPieces(project.Segments);
        var items = new JsonArray();
        for (int i = 0; i < project.Segments.Count; i++)
        {
            ProjectSegment segment = project.Segments[i];
            ProjectClip? clip = segment.ClipId == 0 ? null : project.Clips[segment.ClipId - 1];
            JsonObject? own = original is null ? null : OwnItem(original, project, segment);
            JsonObject item = own?.DeepClone().AsObject() ?? OtioTemplates.Item(clip, folder);
            var place = new Place(path, Json.Schema(item), segment.Name);
            if (own is not null)
                pieces.KeepOwnMarkers(item, i, place);
            WriteSegment(item, segment, clip, place, readsGain: !project.IsPicture);
            items.Add((JsonNode)item);
        }
        JsonObject root = original?.Root ?? OtioTemplates.Timeline();
        JsonObject stack = root["tracks"]!.AsObject();
        JsonObject track = original?.Track ?? stack["children"]![0]!.AsObject();
        track["children"] = items;
        // A disabled track was read as muted segments, and each of them says so itself now.
        Enable(stack);
        Enable(track);
        if (original is not null)
        {
            OtioLength.Renew(track, new Place(path, Json.Schema(track), ""));
            OtioLength.Renew(stack, new Place(path, Json.Schema(stack), ""));
        }
        SetText(root, "name", project.Name);
        SeamlineMetadata.WriteDeclick(root, project.DeclickMilliseconds);
        return root;
    }

    private static OtioDocument? Original(Project project, string path, string folder)
    {
        if (project.Original is null)
            return null;
        string from = project.Path ?? path;
        OtioDocument document = OtioReader.ReadTree(project.Original.DeepClone(), from, new OtioReadOptions { RequireMedia = false });
        string oldFolder = Path.GetDirectoryName(Path.GetFullPath(from)) ?? "";
        RelativeUrls.Move(document.Root, oldFolder, folder, project.Relinked);
        return document;
    }

    /// <summary>
    /// The item that a segment is a piece of: the very one, never another of the same medium. A segment that was given another clip
    /// since is no piece of it any more.
    /// </summary>
    private static JsonObject? OwnItem(OtioDocument original, Project project, ProjectSegment segment)
    {
        if (segment.Item < 0 || segment.Item >= Math.Min(original.Nodes.Count, project.ItemClips.Count))
            return null;
        return string.Equals(project.ItemClips[segment.Item], project.ClipKey(segment.ClipId), StringComparison.Ordinal)
            ? original.Nodes[segment.Item]
            : null;
    }

    private static void WriteSegment(JsonObject item, ProjectSegment segment, ProjectClip? clip, Place place, bool readsGain)
    {
        SetText(item, "name", segment.Name);
        if (segment.Muted || item["enabled"] is not null)
            item["enabled"] = !segment.Muted;
        JsonObject? reference = OtioItems.Reference(item, place);
        if (!SaysExactly(item, reference, segment, place))
        {
            item["source_range"] = Range(item, reference, segment, clip, place);
        }
        SeamlineMetadata.WriteItem(item, segment, exactRange: !SaysExactly(item, reference, segment, place), readsGain ? Effects.GainDb(item) : 0);
    }

    /// <summary>The range in the item's own unit, the medium's or frames at 48 kHz, whichever says it in whole numbers.</summary>
    private static JsonObject Range(JsonObject item, JsonObject? reference, ProjectSegment segment, ProjectClip? clip, Place place)
    {
        double start = segment.In + OtioItems.MediaStart(reference, place);
        double duration = segment.Out - segment.In;
        double[] rates = [OtioTime.Range(item, "source_range", place)?.Duration.Rate ?? 0, clip?.Rate ?? 0];
        double rate = Array.Find(rates, rate => rate > 0 && OtioTime.IsWhole(start, rate) && OtioTime.IsWhole(duration, rate));
        return OtioTime.Range(start, duration, rate > 0 ? rate : OtioTime.WriteRate);
    }

    /// <summary>Whether the item's ranges alone give the segment's in and out points to the bit.</summary>
    private static bool SaysExactly(JsonObject item, JsonObject? reference, ProjectSegment segment, Place place)
    {
        if (OtioItems.ReadRange(item, reference, place) is not (double start, double end))
            return false;
        return BitConverter.DoubleToInt64Bits(start) == BitConverter.DoubleToInt64Bits(segment.In)
            && BitConverter.DoubleToInt64Bits(end) == BitConverter.DoubleToInt64Bits(segment.Out);
    }

    private static void Enable(JsonObject item)
    {
        if (item["enabled"] is not null)
            item["enabled"] = true;
    }

    private static void SetText(JsonObject item, string key, string text)
    {
        // A null name reads as the empty one and stays null.
        string old = item[key] is JsonValue value && value.TryGetValue(out string? present) ? present ?? "" : "";
        if (!string.Equals(old, text, StringComparison.Ordinal))
            item[key] = text;
    }
}
