using System;
using System.Collections.Generic;

namespace Seamline.Projects;

/// <summary>
/// Takes ranges of the timeline out of the tracks that are not played, so that picture and sound stay together. Items are cut by
/// their own ranges and keep their fields; a transition whose cut is taken out goes with it.
/// </summary>
internal static class TrackRipple
{
    /// <summary>Shorter pieces are none.</summary>
    private const double SliverSeconds = 1e-9;

    /// <summary>Takes [from, to) seconds out of every track of the timeline but those that are played.</summary>
    /// <exception cref="ProjectException">An item at another speed would have to be cut.</exception>
    public static void Remove(JsonObject root, Func<JsonObject, bool> isPlayed, double from, double to, string file)
    {
        JsonObject stack = root["tracks"]!.AsObject();
        foreach (JsonNode? node in stack["children"]!.AsArray())
        {
            if (node is JsonObject track && !isPlayed(track))
                Remove(track, from, to, new Place(file, Json.Schema(track), Json.Text(track, "name", default) ?? ""));
        }
    }

    private static void Remove(JsonObject track, double from, double to, Place place)
    {
        bool whole = OtioLength.IsWhole(track, place);
        var kept = new JsonArray();
        double at = 0;
        int index = 0;
        foreach (JsonNode? node in Json.Array(track, "children", place) ?? [])
        {
            if (node is not JsonObject item)
                continue;
            var itemPlace = new Place(place.File, Json.Schema(item), Json.Text(item, "name", place) ?? "", index++);
            if (itemPlace.Schema is "Transition.1")
            {
                // It stands on the cut at this place: one strictly inside what goes, or on its edge, has lost a neighbour.
                if (at < from - SliverSeconds || at > to + SliverSeconds)
                    kept.Add((JsonNode)item.DeepClone());
                continue;
            }
            double length = OtioLength.Of(item, itemPlace);
            List<(double Start, double End)> parts = Parts(length, from - at, to - at);
            for (int i = 0; i < parts.Count; i++)
            {
                JsonObject piece = Piece(item, parts[i].Start, parts[i].End, length, itemPlace);
                // What lies in neither piece stays with the one before it, so that no marker is lost.
                KeepMarkers(piece, item, i == 0 ? double.NegativeInfinity : parts[i].Start, i + 1 == parts.Count ? double.PositiveInfinity : parts[i + 1].Start, itemPlace);
                kept.Add((JsonNode)piece);
            }
            at += length;
        }
        track["children"] = kept;
        if (whole)
            OtioLength.Renew(track, place);
    }

    /// <summary>What is left of [0, length) without [from, to).</summary>
    private static List<(double Start, double End)> Parts(double length, double from, double to)
    {
        if (length <= SliverSeconds)
            return [(0, length)]; // nothing to cut
        var parts = new List<(double Start, double End)>(2);
        if (Math.Min(length, from) > SliverSeconds)
            parts.Add((0, Math.Min(length, from)));
        if (length - Math.Max(0, to) > SliverSeconds)
            parts.Add((Math.Max(0, to), length));
        // Untouched, it is one piece.
        return parts.Count == 2 && parts[1].Start - parts[0].End <= SliverSeconds ? [(0, length)] : parts;
    }

    /// <summary>The part [start, end) seconds of an item; the item as it is where that is all of it.</summary>
    private static JsonObject Piece(JsonObject item, double start, double end, double length, Place place)
    {
        JsonObject piece = item.DeepClone().AsObject();
        if (start <= SliverSeconds && length - end <= SliverSeconds)
            return piece;
        if (ChangesTime(item, place))
            throw place.Refuse("is at another speed; it cannot be cut with the sound");
        OtioRange? range = Origin(item, place);
        double origin = range?.Start.Seconds ?? 0;
        double rate = range?.Duration.Rate ?? OtioTime.WriteRate;
        piece["source_range"] = OtioTime.Range(origin + start, end - start, rate);
        return piece;
    }

    private static void KeepMarkers(JsonObject piece, JsonObject item, double from, double to, Place place)
    {
        if (piece["markers"] is not JsonArray markers)
            return;
        double origin = Origin(item, place)?.Start.Seconds ?? 0;
        for (int i = markers.Count - 1; i >= 0; i--)
        {
            if (ItemPieces.Start(markers[i], place) is { } mark && (mark - origin < from - SliverSeconds || mark - origin >= to - SliverSeconds))
                markers.RemoveAt(i);
        }
    }

    private static OtioRange? Origin(JsonObject item, Place place)
        => OtioTime.Range(item, "source_range", place)
            ?? (OtioItems.Reference(item, place) is { } reference ? OtioTime.Range(reference, "available_range", place) : null);

    private static bool ChangesTime(JsonObject item, Place place)
    {
        foreach (JsonNode? node in Json.Array(item, "effects", place) ?? [])
        {
            if (node is JsonObject effect && Json.Flag(effect, "enabled", place) != false && Json.Schema(effect) is "LinearTimeWarp.1" or "FreezeFrame.1" or "TimeEffect.1"
                && Json.Number((JsonObject)node, "time_scalar", place) is not 1)
                return true;
        }
        return false;
    }
}
