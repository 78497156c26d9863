using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Seamline.Projects;

/// <summary>Cuts, retimes and pads the items of nested tracks. Items are changed where they are; each stands in nothing yet.</summary>
/// <param name="at">The timeline, for messages.</param>
/// <param name="warnings">Receives what is not played.</param>
internal sealed class OtioPieces(Place at, List<string> warnings)
{
    /// <summary>Shorter pieces are none.</summary>
    private const double SliverSeconds = 1e-9;

    /// <summary>Silence.</summary>
    public static JsonObject Gap(double seconds)
    {
        JsonObject gap = OtioTemplates.Item(null, "");
        gap["source_range"] = OtioTime.Range(0, Math.Max(0, seconds), OtioTime.WriteRate);
        return gap;
    }

    /// <summary>Whether there is anything but gaps in an item, at any depth.</summary>
    public bool HoldsClips(JsonObject item) => Json.Schema(item) switch
    {
        "Gap.1" or "Filler.1" or "Transition.1" => false,
        "Stack.1" or "Track.1" or "Sequence.1" => (Json.Array(item, "children", at) ?? []).Any(child => child is JsonObject inner && HoldsClips(inner)),
        _ => true, // what is not known is refused where it is read
    };

    /// <summary>Silence behind a line, up to a length.</summary>
    public void PadTo(List<JsonObject> line, double seconds)
    {
        double length = line.Sum(item => OtioLength.Of(item, at));
        if (seconds - length > SliverSeconds)
            line.Add(Gap(seconds - length));
    }

    /// <summary>What is disabled or has a gain passes that on to its clips.</summary>
    public void Inherit(List<List<JsonObject>> lines, bool enabled, double gainDb)
    {
        foreach (JsonObject clip in lines.SelectMany(line => line).Where(item => Json.Schema(item) is "Clip.1" or "Clip.2"))
        {
            if (!enabled)
                clip["enabled"] = false;
            if (gainDb != 0)
            {
                double own = SeamlineMetadata.Own(clip, at) is { } data && data["gain_db"] is not null ? SeamlineMetadata.Gain(data, at) : Effects.GainDb(clip, at);
                SeamlineMetadata.Store(clip, data => SeamlineMetadata.Set(data, "gain_db", SeamlineMetadata.Gain(own + gainDb)));
            }
        }
    }

    /// <summary>
    /// The part [from, to) seconds of a line; beyond its ends is silence. A transition whose cut is not inside goes; at an end that is not
    /// cut off it stays where it is the end of a track.
    /// </summary>
    public List<JsonObject> Trimmed(List<JsonObject> line, double from, double to, bool keepsEdges)
    {
        var kept = new List<JsonObject>(line.Count);
        if (from < -SliverSeconds)
            kept.Add(Gap(Math.Min(to, 0) - from));
        double place = 0;
        double length = line.Sum(item => OtioLength.Of(item, at));
        foreach (JsonObject item in line)
        {
            if (Json.Schema(item) is "Transition.1")
            {
                bool isEdge = keepsEdges && ((place <= SliverSeconds && Math.Abs(from) <= SliverSeconds) || (place >= length - SliverSeconds && Math.Abs(to - place) <= SliverSeconds));
                if (isEdge || (place > from + SliverSeconds && place < to - SliverSeconds && place > SliverSeconds && place < length - SliverSeconds))
                    kept.Add(item);
                continue;
            }
            double own = OtioLength.Of(item, at);
            (double first, double last) = (Math.Max(0, from - place), Math.Min(own, to - place));
            if (last - first > SliverSeconds || (own == 0 && place >= from - SliverSeconds && place <= to + SliverSeconds))
                kept.Add(first <= SliverSeconds && own - last <= SliverSeconds ? item : Cut(item, first, last));
            place += own;
        }
        double end = Math.Max(place, from);
        if (to - end > SliverSeconds)
            kept.Add(Gap(to - end));
        return kept;
    }

    /// <summary>A line at another speed.</summary>
    public List<JsonObject> Scaled(List<JsonObject> line, double speed, SpeedMode mode, Place nest)
    {
        if (speed == 1)
            return line;
        return [.. line.Select(item => Scaled(item, speed, mode, nest))];
    }

    /// <summary>Markers of an item.</summary>
    public static IEnumerable<JsonObject> Markers(JsonObject item) => item["markers"] is JsonArray list ? list.OfType<JsonObject>().Select(marker => marker.DeepClone().AsObject()) : [];

    /// <summary>A marker on the clock of what its owner stood in; null where its place is cut off.</summary>
    public JsonObject? Moved(JsonObject marker, double from, double to, double speed)
    {
        if (ItemPieces.Start(marker, at) is not { } start)
            return marker;
        if (start < from - SliverSeconds || start >= to - SliverSeconds)
            return null;
        OtioRange range = OtioTime.Range(marker, "marked_range", at)!.Value;
        marker["marked_range"] = OtioTime.Range((start - from) / speed, range.Duration.Seconds / speed, range.Duration.Rate);
        return marker;
    }

    /// <summary>Moves the markers of a stack whose beginning is cut off.</summary>
    public void Shift(JsonObject owner, double seconds, double length)
    {
        if (owner["markers"] is JsonArray)
            owner["markers"] = new JsonArray([.. Markers(owner).Select(marker => Moved(marker, -seconds, length - seconds, 1)).OfType<JsonObject>()]);
    }

    private JsonObject Scaled(JsonObject item, double speed, SpeedMode mode, Place nest)
    {
        if (Json.Schema(item) is "Transition.1")
        {
            foreach (string key in (string[])["in_offset", "out_offset"])
            {
                if (item[key] is JsonObject time)
                    item[key] = OtioTime.Length(OtioTime.Offset(item, key, at) / speed, EffectVolume.Number(time["rate"]) ?? 0);
            }
            return item;
        }
        OtioRange? range = Range(item);
        double length = OtioLength.Of(item, at) / speed;
        if (Json.Schema(item) is not ("Clip.1" or "Clip.2"))
        {
            item["source_range"] = OtioTime.Range(range?.Start.Seconds ?? 0, length, range?.Duration.Rate ?? OtioTime.WriteRate);
            return item;
        }
        OtioWarp own = OtioWarp.Of(item, at);
        if (own.Speed * speed is not (>= OtioWarp.MinSpeed and <= OtioWarp.MaxSpeed))
        {
            warnings.Add(nest.Sentence(string.Create(CultureInfo.InvariantCulture, $"plays the item \"{(string?)item["name"]}\" at the speed {own.Speed * speed:0.###}, which is not played; it is silence of its length")));
            return Gap(length);
        }
        if (!own.IsOfMedium)
            item["source_range"] = OtioTime.Range(range?.Start.Seconds ?? 0, length, range?.Duration.Rate ?? OtioTime.WriteRate);
        OtioWarp.Write(item, own.Speed * speed, own.Speed == 1 ? mode : own.Mode, at);
        return item;
    }

    // By its own range; a composition's begins at 0.
    private JsonObject Cut(JsonObject item, double first, double last)
    {
        OtioRange? range = Range(item);
        OtioWarp warp = OtioWarp.Of(item, at);
        item["source_range"] = OtioTime.Range((range?.Start.Seconds ?? 0) + (first * warp.Speed), (last - first) * (warp.IsOfMedium ? warp.Speed : 1), range?.Duration.Rate ?? OtioTime.WriteRate);
        return item;
    }

    private OtioRange? Range(JsonObject item) => OtioTime.Range(item, "source_range", at)
        ?? (Json.Schema(item) is "Clip.1" or "Clip.2" && OtioItems.Reference(item, at) is { } reference ? OtioTime.Range(reference, "available_range", at) : null);
}
