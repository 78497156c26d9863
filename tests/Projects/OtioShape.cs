using System.Linq;

namespace Seamline.Tests.Projects;

/// <summary>Timelines with every field, as the official library writes them.</summary>
internal static class OtioShape
{
    public static string Timeline(params JsonObject[] tracks)
    {
        JsonObject stack = Item("Stack.1", "tracks", null);
        stack["children"] = new JsonArray([.. tracks]);
        return Make("Timeline.1", ("metadata", new JsonObject()), ("name", "t"), ("global_start_time", null), ("tracks", stack)).ToJsonString();
    }

    public static JsonObject Audio(params JsonObject[] items) => Track("Audio", items);

    public static JsonObject Video(params JsonObject[] items) => Track("Video", items);

    public static JsonObject Track(string kind, params JsonObject[] items)
    {
        JsonObject track = Item("Track.1", "", null);
        track["children"] = new JsonArray([.. items]);
        track["kind"] = kind;
        return track;
    }

    /// <summary>A clip; times are frames at 24 a second.</summary>
    public static JsonObject Clip(string name, double start, double duration, JsonObject? reference)
    {
        JsonObject clip = Item("Clip.2", name, Range(start, duration));
        clip["media_references"] = new JsonObject { ["DEFAULT_MEDIA"] = reference };
        clip["active_media_reference_key"] = "DEFAULT_MEDIA";
        return clip;
    }

    public static JsonObject Gap(string name, double duration) => Item("Gap.1", name, Range(0, duration));

    public static JsonObject External(string url, JsonObject? available = null) => Reference("ExternalReference.1", "", available, ("target_url", url));

    public static JsonObject Missing(string name, JsonObject? available = null) => Reference("MissingReference.1", name, available);

    public static JsonObject Reference(string schema, string name, JsonObject? available, params (string Key, JsonNode? Value)[] fields)
    {
        return Make(schema, [("metadata", new JsonObject()), ("name", name), ("available_range", available), ("available_image_bounds", null), .. fields]);
    }

    public static JsonObject Marker(string name, double start) => Make(
        "Marker.2", ("metadata", new JsonObject()), ("name", name), ("color", "RED"), ("comment", ""), ("marked_range", Range(start, 0)));

    public static JsonObject Range(double start, double duration, double rate = 24)
        => Make("TimeRange.1", ("duration", Time(duration, rate)), ("start_time", Time(start, rate)));

    public static JsonObject Time(double value, double rate) => Make("RationalTime.1", ("rate", rate), ("value", value));

    /// <summary>An object of a schema.</summary>
    public static JsonObject Make(string schema, params (string Key, JsonNode? Value)[] fields)
    {
        var made = new JsonObject { ["OTIO_SCHEMA"] = schema };
        foreach ((string key, JsonNode? value) in fields)
            made[key] = value;
        return made;
    }

    /// <summary>The item with a field set.</summary>
    public static JsonObject With(this JsonObject item, string key, JsonNode? value)
    {
        item[key] = value;
        return item;
    }

    /// <summary>The items of a track of a written file.</summary>
    public static JsonObject[] Items(string text, int track = 0)
        => [.. JsonNode.Parse(text)!["tracks"]!["children"]![track]!["children"]!.AsArray().Select(item => item!.AsObject())];

    /// <summary>Start and duration, seconds.</summary>
    public static (double Start, double Duration) Seconds(JsonObject item)
    {
        JsonNode range = item["source_range"]!;
        return (Seconds(range["start_time"]!), Seconds(range["duration"]!));
    }

    private static double Seconds(JsonNode time) => (double)time["value"]! / (double)time["rate"]!;

    private static JsonObject Item(string schema, string name, JsonObject? range) => Make(
        schema,
        ("metadata", new JsonObject()),
        ("name", name),
        ("source_range", range),
        ("effects", new JsonArray()),
        ("markers", new JsonArray()),
        ("enabled", true));
}
