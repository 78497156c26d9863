using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>What an item's metadata.seamline says.</summary>
internal sealed record ItemMetadata
{
    /// <summary>Exact in and out points, seconds, or null.</summary>
    public (double In, double Out)? Range { get; init; }

    /// <summary>Gain of the segment, dB, instead of what the item's effects say; null where they count.</summary>
    public double? GainDb { get; init; }

    /// <summary>Silent.</summary>
    public bool Muted { get; init; }

    /// <summary>Gain over time.</summary>
    public IReadOnlyList<EnvelopePoint> Envelope { get; init; } = [];

    /// <summary>Tracks, or null where the item says nothing: one track of the medium as it is.</summary>
    public IReadOnlyList<TrackMetadata>? Tracks { get; init; }
}

/// <summary>One track as written; without a URL it is the item's own medium.</summary>
internal sealed record TrackMetadata(string? TargetUrl, int Stream, double Offset, double GainDb, StereoMode Mode);

/// <summary>
/// Own data in `.otio` files. On a timeline: declick_ms. On an item: in, out (exact seconds), gain_db, mute, and tracks, a list of
/// {target_url, stream, offset, gain_db, stereo_mode}; or, by hand for the item's own medium, stream or streams, offset, stereo_mode
/// at the top. A stream is its index in the file or "all"; streams is a list of indices or "all": a track each.
/// </summary>
internal static class SeamlineMetadata
{
    /// <summary>What tracks and stacks held that were nested and are written flat.</summary>
    internal const string Nested = "nested";

    private const string Key = "seamline";
    private const string AllStreams = "all";
    private static readonly ItemMetadata Nothing = new();
    private static readonly string[] ItemKeys = ["in", "out", "gain_db", "mute", "tracks", "stream", "streams", "offset", "stereo_mode", "envelope", "speed_mode", Nested, .. LaneItem.Keys];
    private static readonly string[] TrackKeys = ["target_url", "stream", "offset", "gain_db", "stereo_mode"];

    /// <summary>Reads an item's; keys that are not known become warnings and stay in the file.</summary>
    public static ItemMetadata ReadItem(JsonObject item, Place place, List<string> warnings)
    {
        if (Own(item, place) is not { } own)
            return Nothing;
        WarnUnknown(own, ItemKeys, place, warnings);
        double? start = Json.Number(own, "in", place);
        double? end = Json.Number(own, "out", place);
        if (start.HasValue != end.HasValue)
            throw place.Refuse("has metadata.seamline with only one of \"in\" and \"out\"");
        return new ItemMetadata
        {
            Range = start.HasValue && end.HasValue ? (start.Value, end.Value) : null,
            GainDb = own["gain_db"] is null ? null : Gain(own, place),
            Muted = Json.Flag(own, "mute", place) ?? false,
            Envelope = SeamlineMix.ReadEnvelope(own, place),
            Tracks = ReadTracks(own, place, warnings),
        };
    }

    /// <summary>Reads the timeline's declick, ms.</summary>
    public static double? ReadDeclick(JsonObject timeline, Place place, List<string> warnings)
    {
        if (Own(timeline, place) is not { } own)
            return null;
        WarnUnknown(own, ["declick_ms", "master", "room_tone"], place, warnings);
        double? declick = Json.Number(own, "declick_ms", place);
        return declick is >= 0 or null ? declick : throw place.Refuse($"has the negative declick_ms {declick}");
    }

    /// <summary>Writes the timeline's declick, keeping what else is there.</summary>
    public static void WriteDeclick(JsonObject timeline, double? milliseconds)
        => Store(timeline, own => Set(own, "declick_ms", milliseconds is { } ms ? JsonValue.Create(ms) : null));

    /// <summary>Writes an item's own data, keeping keys it does not know; an empty entry is left out.</summary>
    /// <param name="item">The item.</param>
    /// <param name="segment">Its segment.</param>
    /// <param name="exactRange">Whether in and out need to stand beside source_range.</param>
    /// <param name="effectsGainDb">The gain that the item's effects alone give it.</param>
    public static void WriteItem(JsonObject item, ProjectSegment segment, bool exactRange, double effectsGainDb) => Store(item, own =>
    {
        Set(own, "in", exactRange ? JsonValue.Create(segment.In) : null);
        Set(own, "out", exactRange ? JsonValue.Create(segment.Out) : null);
        // It counts instead of the volume among the item's effects, which is kept as it was.
        Set(own, "gain_db", segment.GainDb.Equals(effectsGainDb) && double.IsNegative(segment.GainDb) == double.IsNegative(effectsGainDb) ? null : Gain(segment.GainDb));
        // Muting is the item's "enabled", which other tools know too; a second word for it could only contradict.
        Set(own, "mute", null);
        Set(own, "envelope", SeamlineMix.Envelope(segment.Envelope));
    });

    /// <summary>Writes an item's list of tracks.</summary>
    public static void WriteTracks(JsonObject item, JsonArray tracks) => Store(item, own => Set(own, "tracks", tracks));

    /// <summary>Whether the medium alone says it all: one track, best stream, no offset, no gain, stereo.</summary>
    public static bool IsPlain(IReadOnlyList<ProjectTrack> tracks)
        => tracks is [{ StreamIndex: ProjectTrack.BestStream, Mode: StereoMode.Stereo } track]
            && BitConverter.DoubleToInt64Bits(track.OffsetSeconds) == 0 && BitConverter.DoubleToInt64Bits(track.GainDb) == 0;

    /// <summary>The list of tracks as JSON; where the first is the item's own medium it carries no URL that could go stale.</summary>
    public static JsonArray Tracks(IReadOnlyList<ProjectTrack> tracks, string folder, bool ownMedium = true)
    {
        var list = new JsonArray();
        foreach (ProjectTrack track in tracks)
        {
            var node = new JsonObject(5);
            if (list.Count > 0 || !ownMedium)
                node["target_url"] = MediaUrl.For(track.MediaPath, folder);
            node["stream"] = track.StreamIndex == ProjectTrack.AllStreams ? JsonValue.Create(AllStreams) : JsonValue.Create((double)track.StreamIndex);
            node["offset"] = track.OffsetSeconds;
            node["gain_db"] = Gain(track.GainDb);
            node["stereo_mode"] = ModeName(track.Mode);
            list.Add((JsonNode)node);
        }
        return list;
    }

    internal static JsonObject? Own(JsonObject item, Place place)
        => Json.Object(item, "metadata", place) is { } metadata ? Json.Object(metadata, Key, place) : null;

    internal static List<TrackMetadata>? ReadTracks(JsonObject own, Place place, List<string> warnings)
    {
        bool flat = own["stream"] is not null || own["streams"] is not null || own["offset"] is not null || own["stereo_mode"] is not null;
        if (Json.Array(own, "tracks", place) is not { } list)
            return flat ? ReadStreams(own, place) : null;
        if (flat)
            throw place.Refuse("has metadata.seamline with both \"tracks\" and a track's own fields");
        var tracks = new List<TrackMetadata>(list.Count);
        foreach (JsonNode? entry in list)
        {
            if (entry is not JsonObject node)
                throw place.Refuse("has a track in metadata.seamline that is not an object");
            WarnUnknown(node, TrackKeys, place, warnings);
            tracks.Add(ReadTrack(node, Gain(node, place), place));
        }
        return tracks;
    }

    private static List<TrackMetadata> ReadStreams(JsonObject own, Place place)
    {
        TrackMetadata track = ReadTrack(own, 0, place);
        if (own["streams"] is null)
            return [track];
        if (own["stream"] is not null)
            throw place.Refuse("has metadata.seamline with both \"stream\" and \"streams\"");
        if (own["streams"] is not JsonArray list)
            return [track with { Stream = Stream(own["streams"], place) }];
        if (list.Count == 0)
            throw place.Refuse("has metadata.seamline.streams without a stream");
        return [.. list.Select(stream => track with { Stream = Stream(stream, place) })];
    }

    private static TrackMetadata ReadTrack(JsonObject node, double gainDb, Place place)
    {
        int stream = node["stream"] is { } named ? Stream(named, place) : -1;
        string? url = Json.Text(node, "target_url", place);
        return new TrackMetadata(url, stream, Json.Number(node, "offset", place) ?? 0, gainDb, Mode(node, place));
    }

    private static int Stream(JsonNode? node, Place place)
    {
        if (node is JsonValue text && text.TryGetValue(out string? name) && name is AllStreams)
            return ProjectTrack.AllStreams;
        if (node is JsonValue value && value.TryGetValue(out double stream) && stream >= -1 && stream <= int.MaxValue && stream == Math.Floor(stream))
            return (int)stream;
        throw place.Refuse($"has the stream {Json.Shown(node)} in metadata.seamline, which is neither a stream index nor \"all\"");
    }

    private static StereoMode Mode(JsonObject node, Place place) => Json.Text(node, "stereo_mode", place) switch
    {
        null or "stereo" => StereoMode.Stereo,
        "mono_left" => StereoMode.MonoLeft,
        "mono_right" => StereoMode.MonoRight,
        { } other => throw place.Refuse($"has the stereo_mode \"{other}\"; known are stereo, mono_left and mono_right"),
    };

    private static string ModeName(StereoMode mode) => mode switch
    {
        StereoMode.MonoLeft => "mono_left",
        StereoMode.MonoRight => "mono_right",
        _ => "stereo",
    };

    /// <summary>JSON has no infinity: silence is the text "-inf".</summary>
    internal static double Gain(JsonObject node, Place place)
        => node["gain_db"] is JsonValue value && value.TryGetValue(out string? text) && text is "-inf"
            ? double.NegativeInfinity
            : Json.Number(node, "gain_db", place) ?? 0;

    internal static JsonValue Gain(double gainDb)
        => double.IsNegativeInfinity(gainDb) ? JsonValue.Create("-inf") : JsonValue.Create(gainDb);

    internal static void WarnUnknown(JsonObject own, string[] known, Place place, List<string> warnings)
    {
        foreach (string key in own.Names())
        {
            if (Array.IndexOf(known, key) < 0)
                warnings.Add(place.Sentence($"has metadata.seamline.{key}, which is not known and has no effect"));
        }
    }

    internal static void Store(JsonObject item, Action<JsonObject> write)
    {
        var metadata = item["metadata"] as JsonObject;
        var own = metadata?[Key] as JsonObject ?? [];
        write(own);
        if (own.Count == 0)
        {
            metadata?.Remove(Key);
            return;
        }
        if (metadata is null)
            item["metadata"] = metadata = [];
        if (own.Parent is null)
            metadata[Key] = own;
    }

    internal static void Set(JsonObject own, string key, JsonNode? value)
    {
        if (value is null)
            own.Remove(key);
        else
            own[key] = value;
    }
}
