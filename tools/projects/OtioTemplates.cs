using System.Text.Json.Nodes;

namespace Seamline.Projects;

/// <summary>New items with every field that OpenTimelineIO writes, in its order.</summary>
internal static class OtioTemplates
{
    /// <summary>A timeline of one empty audio track.</summary>
    public static JsonObject Timeline()
    {
        JsonObject track = Item("Track.1", "A1");
        track["children"] = new JsonArray();
        track["kind"] = "Audio";
        JsonObject stack = Item("Stack.1", "tracks");
        stack["children"] = new JsonArray(track);
        return new JsonObject
        {
            ["OTIO_SCHEMA"] = "Timeline.1",
            ["metadata"] = new JsonObject(),
            ["name"] = "",
            ["global_start_time"] = null,
            ["tracks"] = stack,
        };
    }

    /// <summary>An item for a clip, or a gap; name and range are not set yet.</summary>
    public static JsonObject Item(ProjectClip? clip, string folder)
    {
        if (clip is null)
            return Item("Gap.1", "");
        JsonObject item = Item("Clip.2", "");
        item["media_references"] = new JsonObject { ["DEFAULT_MEDIA"] = Reference(clip, folder) };
        item["active_media_reference_key"] = "DEFAULT_MEDIA";
        if (!SeamlineMetadata.IsPlain(clip.Tracks))
            SeamlineMetadata.WriteTracks(item, SeamlineMetadata.Tracks(clip.Tracks, folder));
        return item;
    }

    private static JsonObject Item(string schema, string name) => new()
    {
        ["OTIO_SCHEMA"] = schema,
        ["metadata"] = new JsonObject(),
        ["name"] = name,
        ["source_range"] = null,
        ["effects"] = new JsonArray(),
        ["markers"] = new JsonArray(),
        ["enabled"] = true,
    };

    private static JsonObject Reference(ProjectClip clip, string folder)
    {
        var reference = new JsonObject
        {
            ["OTIO_SCHEMA"] = clip.Tracks.Count == 0 ? "MissingReference.1" : "ExternalReference.1",
            ["metadata"] = new JsonObject(),
            ["name"] = clip.Name,
            ["available_range"] = null,
            ["available_image_bounds"] = null,
        };
        if (clip.Tracks.Count > 0)
            reference["target_url"] = MediaUrl.For(clip.Tracks[0].MediaPath, folder);
        return reference;
    }
}
