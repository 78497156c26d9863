
namespace Seamline.Projects;

/// <summary>New items with every field that OpenTimelineIO writes, in its order.</summary>
internal static class OtioTemplates
{
    /// <summary>A timeline of one empty audio track.</summary>
    public static JsonObject Timeline()
    {
        JsonObject stack = Item("Stack.1", "tracks");
        stack["children"] = new JsonArray(Track("A1"));
        return new JsonObject
        {
            ["OTIO_SCHEMA"] = "Timeline.1",
            ["metadata"] = new JsonObject(),
            ["name"] = "",
            ["global_start_time"] = null,
            ["tracks"] = stack,
        };
    }

    /// <summary>An empty audio track.</summary>
    public static JsonObject Track(string name)
    {
        JsonObject track = Item("Track.1", name);
        track["children"] = new JsonArray();
        track["kind"] = "Audio";
        return track;
    }

    /// <summary>A transition without lengths.</summary>
    public static JsonObject Transition() => new()
    {
        ["OTIO_SCHEMA"] = "Transition.1",
        ["metadata"] = new JsonObject(),
        ["name"] = "",
        ["in_offset"] = null,
        ["out_offset"] = null,
        ["transition_type"] = "SMPTE_Dissolve",
    };

    /// <summary>A clip whose medium is not known; name and range are not set yet.</summary>
    public static JsonObject Missing(string name) => Item(new ProjectClip { Id = 0, Name = name, Tracks = [] }, "", says: false);

    /// <summary>An item for a clip, or a gap; name and range are not set yet.</summary>
    public static JsonObject Item(ProjectClip? clip, string folder, string url = "", bool says = true)
    {
        if (clip is null)
            return Item("Gap.1", "");
        JsonObject item = Item("Clip.2", "");
        item["media_references"] = new JsonObject(1) { ["DEFAULT_MEDIA"] = Reference(clip, url) };
        item["active_media_reference_key"] = "DEFAULT_MEDIA";
        if (says && !SeamlineMetadata.IsPlain(clip.Tracks))
            SeamlineMetadata.WriteTracks(item, SeamlineMetadata.Tracks(clip.Tracks, folder));
        return item;
    }

    // A clip has two more.
    private static JsonObject Item(string schema, string name) => new(9)
    {
        ["OTIO_SCHEMA"] = schema,
        ["metadata"] = new JsonObject(1),
        ["name"] = name,
        ["source_range"] = null,
        ["effects"] = new JsonArray(),
        ["markers"] = new JsonArray(),
        ["enabled"] = true,
    };

    private static JsonObject Reference(ProjectClip clip, string url)
    {
        var reference = new JsonObject(6)
        {
            ["OTIO_SCHEMA"] = clip.Tracks.Count == 0 ? "MissingReference.1" : "ExternalReference.1",
            ["metadata"] = new JsonObject(),
            ["name"] = clip.Name,
            ["available_range"] = null,
            ["available_image_bounds"] = null,
        };
        if (clip.Tracks.Count > 0)
            reference["target_url"] = url;
        return reference;
    }
}
