using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// Effects on items and tracks. One that does nothing (disabled, empty, at its defaults without key frames) is no obstacle;
/// a constant clip volume becomes the segment's gain; one that changes time is refused by item and name; any other is reported
/// once by name, kept and not applied, or refused by a strict reader.
/// </summary>
internal sealed class Effects(List<string> warnings, bool strict, bool playsSpeeds = false)
{
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    /// <summary>The gain that an item's effects give it, dB; 0 without any.</summary>
    /// <param name="item">The item; its effects were checked before.</param>
    /// <param name="place">For the sentence of a refusal.</param>
    public static double GainDb(JsonObject item, Place place = default)
        => item.HasNone("effects") ? 0 : Sum(item, place);

    private static double Sum(JsonObject item, Place place)
        => item["effects"] is JsonArray effects ? effects.OfType<JsonObject>().Where(effect => !IsIdle(effect, place)).Sum(effect => EffectVolume.GainDb(effect) ?? 0) : 0;

    /// <summary>Reports what is not heard, and refuses what changes time.</summary>
    /// <param name="item">The item.</param>
    /// <param name="place">For the sentence.</param>
    /// <param name="isPicture">It is an item of a picture track: only effects on time reach its sound.</param>
    /// <param name="readsGain">A constant volume is read as a gain (<see cref="GainDb"/>).</param>
    /// <param name="isItem">It is a clip, which may have a speed, or be silent for what its effects do to time.</param>
    /// <param name="hasSpeed">It may have a speed: it is an item of the main lane.</param>
    /// <returns>Whether it is heard.</returns>
    public bool Check(JsonObject item, Place place, bool isPicture = false, bool readsGain = false, bool isItem = false, bool hasSpeed = false)
    {
        if (item.HasNone("effects"))
            return true;
        bool isHeard = true;
        foreach (JsonNode? node in Json.Array(item, "effects", place) ?? [])
        {
            if (node is not JsonObject effect)
                throw place.Refuse("has an effect that is not an object");
            string name = Name(effect, place);
            if (IsIdle(effect, place))
                WarnOnce(name, place, "which is switched off or at its defaults and has no effect");
            else if (isPicture && Json.Schema(effect) is "Effect.1")
                WarnOnce(name, place, "which is taken to be for the picture and is not heard");
            else if (hasSpeed && playsSpeeds && OtioWarp.IsSpeed(effect, place))
                continue;
            else if (isItem && !strict && OtioWarp.IsOnTime(Json.Schema(effect)) && !OtioWarp.IsSpeed(effect, place))
                isHeard = Silence(name, place);
            else if (Json.Schema(effect) is not "Effect.1")
                throw place.Refuse($"has the effect {name}{(!hasSpeed && OtioWarp.IsSpeed(effect, place) ? ", a speed on a further track; speeds are played on the main lane alone" : "; effects on time are not supported here")}");
            else if (!readsGain || EffectVolume.GainDb(effect) is null)
                Unheard(effect, name, place, readsGain);
        }
        return isHeard;
    }

    // Frozen, backwards, or at a speed that changes.
    private bool Silence(string name, Place place)
    {
        warnings.Add(place.Sentence($"has the effect {name}, which cannot be played; it is silence of its length"));
        return false;
    }

    /// <summary>Reports what is not applied, or refuses it where the reader is strict.</summary>
    public void Unapplied(Place place, string cause)
    {
        if (strict)
            throw place.Refuse(cause);
        warnings.Add(place.Sentence($"{cause}; it is kept"));
    }

    private void Unheard(JsonObject effect, string name, Place place, bool readsGain)
    {
        string what = readsGain && EffectVolume.HasVolume(effect) ? "whose fades or key frames are not applied" : "which is not applied";
        if (strict)
            throw place.Refuse($"has the effect {name}, {what}");
        WarnOnce(name, place, $"{what}; it is kept");
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
        if (name is null or "Resolve Effect" && EffectVolume.Own(effect, "Resolve_OTIO")?["Effect Name"] is JsonValue value && value.TryGetValue(out string? own))
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
        if (EffectVolume.Own(effect, "Resolve_OTIO") is { } resolve)
            return Json.Flag(resolve, "Enabled", place) == false || EffectVolume.Parameters(resolve).All(IsIdleInResolve);
        if (EffectVolume.Own(effect, "PremierePro_OTIO") is { } premiere)
            return EffectVolume.Parameters(premiere).All(EffectVolume.IsIdleInPremiere);
        // Without a name and without data there is nothing that it could do.
        return effect["metadata"] is not JsonObject { Count: > 0 }
            && string.IsNullOrEmpty(Json.Text(effect, "effect_name", place)) && string.IsNullOrEmpty(Json.Text(effect, "name", place));
    }

    private static bool IsIdleInResolve(JsonObject parameter)
    {
        if (EffectVolume.HasKeys(parameter))
            return false;
        JsonNode? value = parameter["Parameter Value"];
        if (value is null)
            return true;
        // The volume's default is 0 dB and is left out by some versions; so are those of the fades, no frames.
        JsonNode? usual = parameter["Default Parameter Value"];
        if (usual is null && EffectVolume.Name(parameter) is "volume" or "faderIn" or "faderOut")
            return EffectVolume.Number(value) is 0;
        return JsonNode.DeepEquals(value, usual) || (EffectVolume.Number(value) is { } a && EffectVolume.Number(usual) is { } b && a.Equals(b));
    }
}
