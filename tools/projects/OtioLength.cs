using System;

namespace Seamline.Projects;

/// <summary>How long items of any kind are on the timeline, tracks that are not played included.</summary>
internal static class OtioLength
{
    /// <summary>Lengths this close are equal: sums of rationals in doubles differ in their last bits.</summary>
    public const double ToleranceSeconds = 1e-6;

    /// <summary>Seconds; 0 for what has no length of its own, such as a transition.</summary>
    public static double Of(JsonObject item, Place place)
    {
        string schema = Json.Schema(item);
        if (schema is "Transition.1")
            return 0;
        if (OtioTime.Range(item, "source_range", place) is { } source)
            return source.Duration.Seconds / OfMedium(item, place);
        if (schema is "Stack.1" or "Track.1" or "Sequence.1")
            return OfChildren(item, place);
        return OtioItems.Reference(item, place) is { } reference ? OtioTime.Range(reference, "available_range", place)?.Duration.Seconds / OfMedium(item, place) ?? 0 : 0;
    }

    // The speed of an item whose range is its medium's.
    private static double OfMedium(JsonObject item, Place place) => OtioWarp.Of(item, place) is { IsOfMedium: true } warp ? warp.Speed : 1;

    /// <summary>Seconds of what a track or stack holds, whatever its own range: a track's children one after the other, a stack's at once.</summary>
    public static double OfChildren(JsonObject parent, Place place)
    {
        bool parallel = Json.Schema(parent) is "Stack.1";
        double seconds = 0;
        foreach (JsonNode? child in Json.Array(parent, "children", place) ?? [])
        {
            if (child is JsonObject item)
                seconds = parallel ? Math.Max(seconds, Of(item, place)) : seconds + Of(item, place);
        }
        return seconds;
    }

    /// <summary>Whether the item has no range of its own, or one that is all of what it holds.</summary>
    public static bool IsWhole(JsonObject parent, Place place)
        => OtioTime.Range(parent, "source_range", place) is not { } range || IsClock(range, parent, place);

    /// <summary>
    /// Whether a range is as long as all of it, and begins with it or lies wholly outside: importers of other formats write such ranges
    /// for the timecode that a track starts with.
    /// </summary>
    public static bool IsClock(OtioRange range, JsonObject parent, Place place)
        => OfChildren(parent, place) is var length && Math.Abs(range.Duration.Seconds - length) <= ToleranceSeconds
            && (Math.Abs(range.Start.Seconds) <= ToleranceSeconds || Math.Abs(range.Start.Seconds) >= length - ToleranceSeconds);

    /// <summary>Lets a range that was all of a track or stack be all of it again, in its own unit.</summary>
    public static void Renew(JsonObject parent, Place place)
    {
        if (OtioTime.Range(parent, "source_range", place) is { } range && !IsWhole(parent, place))
            parent["source_range"] = OtioTime.Range(0, OfChildren(parent, place), range.Duration.Rate);
    }
}
