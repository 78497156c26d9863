using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace Seamline.Projects;

/// <summary>
/// Effects on items and tracks. One that does nothing (disabled, empty, at its defaults without key frames) is no obstacle;
/// one that could be heard is refused by item and name.
/// </summary>
internal sealed class Effects(List<string> warnings)
{
    /// <summary>0 dB in Premiere's unit, in which 1 is +15 dB.</summary>
    private static readonly double PremiereUnity = Math.Pow(10, -15.0 / 20);

    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    /// <summary>Refuses an effect that could be heard.</summary>
    /// <param name="item">The item.</param>
    /// <param name="place">For the sentence.</param>
    /// <param name="isPicture">It is an item of a picture track: only effects on time reach its sound.</param>
    public void Check(JsonObject item, Place place, bool isPicture = false)
    {
        foreach (JsonNode? node in Json.Array(item, "effects", place) ?? [])
        {
            if (node is not JsonObject effect)
                throw place.Refuse("has an effect that is not an object");
            string name = Name(effect, place);
            if (IsIdle(effect, place))
                WarnOnce(name, place, "which is switched off or at its defaults and has no effect");
            else if (isPicture && Json.Schema(effect) is "Effect.1")
                WarnOnce(name, place, "which is taken to be for the picture and is not heard");
            else
                throw place.Refuse($"has the effect {name}; effects are not supported yet");
        }
    }

    // Editors hang the same five effects on every clip: each is reported once for a timeline.
    private void WarnOnce(string name, Place place, string what)
    {
        if (_named.Add(name + what))
            warnings.Add(place.Sentence($"has the effect {name}, {what}"));
    }

    private static string Name(JsonObject effect, Place place)
    {
        string schema = Json.Schema(effect);
        string?[] names = [Json.Text(effect, "name", place), Json.Text(effect, "effect_name", place)];
        string? name = names.FirstOrDefault(name => !string.IsNullOrEmpty(name));
        if (name is null or "Resolve Effect" && Own(effect, "Resolve_OTIO")?["Effect Name"] is JsonValue value && value.TryGetValue(out string? own))
            name = own;
        return string.IsNullOrEmpty(name) ? schema : $"{schema} \"{name}\"";
    }

    private static bool IsIdle(JsonObject effect, Place place)
    {
        if (Json.Flag(effect, "enabled", place) == false)
            return true;
        string schema = Json.Schema(effect);
        if (schema is "LinearTimeWarp.1")
            return Json.Number(effect, "time_scalar", place) is 1 or null;
        if (schema is not "Effect.1")
            return false;
        if (Own(effect, "Resolve_OTIO") is { } resolve)
            return Json.Flag(resolve, "Enabled", place) == false || Parameters(resolve).All(IsIdleInResolve);
        if (Own(effect, "PremierePro_OTIO") is { } premiere)
            return Parameters(premiere).All(IsIdleInPremiere);
        // Without a name and without data there is nothing that it could do.
        return effect["metadata"] is not JsonObject { Count: > 0 }
            && string.IsNullOrEmpty(Json.Text(effect, "effect_name", place)) && string.IsNullOrEmpty(Json.Text(effect, "name", place));
    }

    private static JsonObject? Own(JsonObject effect, string tool) => (effect["metadata"] as JsonObject)?[tool] as JsonObject;

    private static IEnumerable<JsonNode?> Parameters(JsonObject own) => own["Parameters"] as JsonArray ?? [];

    private static bool IsIdleInResolve(JsonNode? node)
    {
        if (node is not JsonObject parameter || !IsEmpty(parameter["Key Frames"]))
            return false;
        JsonNode? value = parameter["Parameter Value"];
        if (value is null)
            return true;
        // The volume's default is 0 dB and is left out by some versions.
        JsonNode? usual = parameter["Default Parameter Value"];
        if (usual is null && parameter["Parameter ID"] is JsonValue id && id.TryGetValue(out string? name) && name is "volume")
            return Number(value) is 0;
        return JsonNode.DeepEquals(value, usual) || (Number(value) is { } a && Number(usual) is { } b && a.Equals(b));
    }

    private static bool IsIdleInPremiere(JsonNode? node)
    {
        if (node is not JsonObject parameter || !IsEmpty(parameter["Keyframes"]) || !IsEmpty(parameter["KeyFrames"]))
            return false;
        JsonNode? value = parameter["StartValue"] is JsonObject start ? start["Value"] : parameter["StartValue"];
        if (value is null)
            return true;
        string name = parameter["DisplayName"] is JsonValue text && text.TryGetValue(out string? shown) ? shown : "";
        return name switch
        {
            "Balance" or "Pan" => Number(value) is 0.5,
            "Mute" or "Bypass" => Number(value) is 0 || (value is JsonValue flag && flag.TryGetValue(out bool on) && !on),
            "Volume" or "Level" => Number(value) is { } level && Math.Abs(level - PremiereUnity) < 1e-6,
            _ => false,
        };
    }

    private static bool IsEmpty(JsonNode? node) => node is null or JsonArray { Count: 0 } or JsonObject { Count: 0 };

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) ? number : null;
}
