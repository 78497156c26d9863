using System;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Seamline.Projects;

/// <summary>
/// Writes `.otio` files. What <see cref="OtioReader"/> reads of them is the project to the bit, apart from clips that no segment uses;
/// what the original file held besides is kept wherever its items survive.
/// </summary>
public static class OtioWriter
{
    /// <summary>How trees are written.</summary>
    internal static readonly JsonWriterOptions Options = new()
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
            tree.WriteTo(writer);
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
        var items = new ItemWriter(original, project, path, folder);
        JsonObject root = original?.Root ?? OtioTemplates.Timeline();
        JsonObject stack = root["tracks"]!.AsObject();
        JsonObject track = original?.Track ?? stack["children"]![0]!.AsObject();
        track["children"] = Main(project, original, items);
        // A disabled track was read as muted segments, and each of them says so itself now.
        Enable(stack);
        Enable(track);
        SeamlineMix.WriteMain(track, false);
        if (original is not null)
            OtioLength.Renew(track, new Place(path, Json.Schema(track), ""));
        if (project.Lanes.Count > 0 || original is { Lanes.Count: > 0 })
            new LaneWriter(original, items, path).Write(project, stack);
        if (original is not null)
            OtioLength.Renew(stack, new Place(path, Json.Schema(stack), ""));
        // Own data say which track is the main lane where a reader would take another one.
        if (stack["children"]!.AsArray().Count > 1 && OtioTracks.Main(root, new Place(path, "Timeline.1", "")) != track)
            SeamlineMix.WriteMain(track, true);
        ItemWriter.SetText(root, "name", project.Name);
        SeamlineMetadata.WriteDeclick(root, project.DeclickMilliseconds);
        SeamlineMix.WriteMaster(root, project.Master);
        SeamlineTone.WriteRoomTone(root, project, folder);
        return root;
    }

    private static JsonArray Main(Project project, OtioDocument? original, ItemWriter items)
    {
        JsonObject?[] joints = TransitionWriter.Of(project, original);
        var children = new JsonArray();
        AddEdge(children, original?.Rows is [{ Before: { IsInside: false } first }, ..] && project.Segments is [{ Item: 0 }, ..] ? first : null);
        for (int i = 0; i < project.Segments.Count; i++)
        {
            if (joints[i] is { } joint)
                children.Add((JsonNode)joint);
            double head = joints[i] is { } before ? OtioTime.Offset(before, "in_offset", default) : 0;
            double tail = i + 1 < joints.Length && joints[i + 1] is { } behind ? OtioTime.Offset(behind, "out_offset", default) : 0;
            children.Add((JsonNode)items.Item(project.Segments[i], i, head, tail));
        }
        int last = (original?.Project.Segments.Count ?? 0) - 1;
        AddEdge(children, last >= 0 && project.Segments is [.., { } end] && end.Item == last ? original!.Rows[last].After : null);
        return children;
    }

    // A fade at an end of the track is not heard, and kept.
    private static void AddEdge(JsonArray children, OtioTransition? edge)
    {
        if (edge is { IsInside: false })
            children.Add(edge.Node.DeepClone());
    }

    private static OtioDocument? Original(Project project, string path, string folder)
    {
        if (project.Original is null)
            return null;
        string from = project.Path ?? path;
        OtioDocument document = OtioReader.ReadTree(project.Original.DeepClone(), from, new OtioReadOptions { RequireMedia = false, PlaysSpeeds = true });
        string oldFolder = Path.GetDirectoryName(Path.GetFullPath(from)) ?? "";
        RelativeUrls.Move(document.Root, oldFolder, folder, project.Relinked);
        return document;
    }

    private static void Enable(JsonObject item)
    {
        if (item["enabled"] is not null)
            item["enabled"] = true;
    }
}
