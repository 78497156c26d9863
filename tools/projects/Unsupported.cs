using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace Seamline.Projects;

/// <summary>What changes the sound of any item and is not supported yet: refused by name.</summary>
internal static class Unsupported
{
    /// <summary>Refuses effects on an item, and a source_range on a track or stack.</summary>
    /// <remarks>An effect that does nothing (disabled, or with every value at its default) is a warning only.</remarks>
    public static void Refuse(JsonObject item, Place place, List<string> warnings)
    {
        foreach (JsonNode? node in Json.Array(item, "effects", place) ?? [])
        {
            if (node is not JsonObject effect)
                throw place.Refuse("has an effect that is not an object");
            string name = EffectName(effect, place);
            if (!IsIdle(effect, place))
                throw place.Refuse($"has the effect {name}; effects are not supported yet");
            warnings.Add(place.Sentence($"has the effect {name}, which is switched off or at its defaults and has no effect"));
        }
        if (place.Schema is "Track.1" or "Sequence.1" or "Stack.1" && item["source_range"] is not null)
            throw place.Refuse("has a source_range; trimmed tracks and stacks are not supported yet");
    }

    private static string EffectName(JsonObject effect, Place place)
    {
        string schema = Json.Schema(effect);
        string?[] names = [Json.Text(effect, "name", place), Json.Text(effect, "effect_name", place)];
        string? name = names.FirstOrDefault(name => !string.IsNullOrEmpty(name));
        return name is null ? schema : $"{schema} \"{name}\"";
    }

    /// <summary>
    /// DaVinci Resolve hangs its standard effects on every clip, with an empty list of parameters where each is at its default.
    /// </summary>
    private static bool IsIdle(JsonObject effect, Place place)
    {
        if (Json.Flag(effect, "enabled", place) == false)
            return true;
        if (Json.Schema(effect) is not "Effect.1" || effect["metadata"] is not JsonObject metadata || metadata["Resolve_OTIO"] is not JsonObject own)
            return false;
        return Json.Flag(own, "Enabled", place) == false || own["Parameters"] is JsonArray { Count: 0 };
    }
}
