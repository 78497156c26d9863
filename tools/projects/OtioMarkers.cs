using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>Markers of a timeline: those of its items, of the track that is heard, and of the stack.</summary>
internal static class OtioMarkers
{
    /// <summary>All of them by timeline time; those of an item that lie outside what is heard of it are left out.</summary>
    public static IReadOnlyList<ProjectMarker> Read(JsonObject stack, JsonObject track, IReadOnlyList<JsonObject> items, IReadOnlyList<ProjectSegment> segments, string file)
    {
        var found = new List<ProjectMarker>();
        Add(found, stack, 0, 0, double.PositiveInfinity, file);
        Add(found, track, 0, 0, double.PositiveInfinity, file);
        double[] starts = Overlaps.Starts(segments);
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i].HasNone("markers"))
                continue;
            ProjectSegment segment = segments[i];
            double at = starts[i];
            double media = OtioItems.MediaStart(OtioItems.Reference(items[i], default), default);
            Add(found, items[i], (at * segment.Speed) - segment.In - media, at, at + segment.Seconds, file, segment.Speed);
        }
        return [.. found.OrderBy(marker => marker.Start)];
    }

    /// <summary>Puts markers of the timeline onto the items that they lie in, those beyond the end onto the stack.</summary>
    public static void Place(JsonObject root, IReadOnlyList<ProjectMarker> markers)
    {
        JsonObject stack = root["tracks"]!.AsObject();
        JsonArray items = stack["children"]![0]!["children"]!.AsArray();
        double at = 0;
        int index = 0;
        double length = 0;
        foreach (ProjectMarker marker in markers.OrderBy(marker => marker.Start))
        {
            while (index < items.Count && marker.Start >= at + (length = OtioLength.Of(items[index]!.AsObject(), default)))
            {
                at += length;
                index++;
            }
            bool inside = index < items.Count && marker.Start >= at;
            JsonObject owner = inside ? items[index]!.AsObject() : stack;
            double origin = inside ? OtioTime.Range(owner, "source_range", default)?.Start.Seconds ?? 0 : 0;
            owner["markers"]!.AsArray().Add((JsonNode)Marker(marker, marker.Start - (inside ? at : 0) + origin));
        }
    }

    private static JsonObject Marker(ProjectMarker marker, double start) => new()
    {
        ["OTIO_SCHEMA"] = "Marker.2",
        ["metadata"] = new JsonObject(),
        ["name"] = marker.Name,
        ["color"] = "GREEN",
        ["comment"] = "",
        ["marked_range"] = OtioTime.Range(start, marker.Duration, OtioTime.WriteRate),
    };

    private static void Add(List<ProjectMarker> found, JsonObject owner, double offset, double from, double to, string file, double speed = 1)
    {
        if (owner.HasNone("markers") || owner["markers"] is not JsonArray markers)
            return;
        foreach (JsonObject marker in markers.OfType<JsonObject>())
        {
            var place = new Place(file, "Marker", "");
            if (ItemPieces.Start(marker, place) is not { } start)
                continue;
            double at = (start + offset) / speed;
            if (at < from - OtioLength.ToleranceSeconds || at >= to - OtioLength.ToleranceSeconds)
                continue;
            double duration = OtioTime.Range(marker, "marked_range", place)?.Duration.Seconds ?? 0;
            found.Add(new ProjectMarker(Math.Max(from, at), duration / speed, Name(marker)));
        }
    }

    // Some editors leave the name empty and write a comment.
    private static string Name(JsonObject marker)
    {
        string[] texts = [.. new[] { marker["name"], marker["comment"] }.Select(node => node is JsonValue value && value.TryGetValue(out string? text) ? text : "")];
        return texts[0].Length > 0 ? texts[0] : texts[1];
    }
}
