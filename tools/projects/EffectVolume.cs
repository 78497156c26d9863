using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// The clip volume of Resolve ("Fairlight Clip Volume and Fades": dB) and of Premiere ("Internal Volume Stereo": linear, in a unit
/// in which 1 is +15 dB; and Mute). A volume without key frames is a gain; fades beside it are not.
/// </summary>
internal static class EffectVolume
{
    private const double MinResolveDb = -100;
    private const double MaxResolveDb = 30;
    private const double PremiereTopDb = 15;

    /// <summary>0 dB in Premiere's unit.</summary>
    private static readonly double PremiereUnity = Math.Pow(10, -PremiereTopDb / 20);

    /// <summary>The gain, dB, where the effect is a constant volume; negative infinity is silence. Null where it is not.</summary>
    public static double? GainDb(JsonObject effect)
    {
        if (Own(effect, "Resolve_OTIO") is { } resolve)
            return OfResolve([.. Parameters(resolve)]);
        return Own(effect, "PremierePro_OTIO") is { } premiere ? OfPremiere([.. Parameters(premiere)]) : null;
    }

    /// <summary>Whether the effect is a volume at all, constant or not.</summary>
    public static bool HasVolume(JsonObject effect)
        => (Own(effect, "Resolve_OTIO") is { } resolve && Parameters(resolve).Any(parameter => Name(parameter) is "volume" or "faderIn" or "faderOut"))
            || (Own(effect, "PremierePro_OTIO") is { } premiere && Parameters(premiere).Any(parameter => Shown(parameter) is "Volume" or "Level"));

    /// <summary>What a tool wrote into the metadata of an effect.</summary>
    public static JsonObject? Own(JsonObject effect, string tool) => (effect["metadata"] as JsonObject)?[tool] as JsonObject;

    /// <summary>The parameters that a tool wrote; what is no object is left out.</summary>
    public static IEnumerable<JsonObject> Parameters(JsonObject own) => (own["Parameters"] as JsonArray)?.OfType<JsonObject>() ?? [];

    /// <summary>Resolve's name of a parameter.</summary>
    public static string? Name(JsonObject parameter) => parameter["Parameter ID"] is JsonValue id && id.TryGetValue(out string? name) ? name : null;

    /// <summary>Whether a parameter changes over time, in either tool's words.</summary>
    public static bool HasKeys(JsonObject parameter)
        => !(IsEmpty(parameter["Key Frames"]) && IsEmpty(parameter["Keyframes"]) && IsEmpty(parameter["KeyFrames"]));

    /// <summary>A number, or null.</summary>
    public static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) ? number : null;

    /// <summary>Whether a parameter of Premiere does nothing.</summary>
    public static bool IsIdleInPremiere(JsonObject parameter)
    {
        if (HasKeys(parameter))
            return false;
        JsonNode? value = Start(parameter);
        return value is null || Shown(parameter) switch
        {
            "Balance" or "Pan" => Number(value) is 0.5,
            "Mute" or "Bypass" => !IsOn(value),
            "Volume" or "Level" => Number(value) is { } level && Math.Abs(level - PremiereUnity) < 1e-6,
            _ => false,
        };
    }

    private static double? OfResolve(JsonObject[] parameters)
    {
        double? gain = null;
        foreach (JsonObject parameter in parameters)
        {
            double? value = Number(parameter["Parameter Value"] ?? parameter["Default Parameter Value"]);
            if (HasKeys(parameter))
                return null;
            if (Name(parameter) is "volume" && value is >= MinResolveDb and <= MaxResolveDb)
                gain = value == MinResolveDb ? double.NegativeInfinity : value;
            else if (value is not (null or 0) || Name(parameter) is not ("faderIn" or "faderOut"))
                return null;
        }
        return gain;
    }

    private static double? OfPremiere(JsonObject[] parameters)
    {
        double? gain = null;
        bool muted = false;
        foreach (JsonObject parameter in parameters)
        {
            if (HasKeys(parameter))
                return null;
            JsonNode? value = Start(parameter);
            if (Shown(parameter) is "Volume" or "Level" && Number(value) is >= 0 and <= 1 and var level)
                gain = Math.Abs(level - PremiereUnity) < 1e-6 ? 0 : PremiereTopDb + (20 * Math.Log10(level));
            else if (Shown(parameter) is "Mute")
                muted = IsOn(value);
            else if (!IsIdleInPremiere(parameter))
                return null;
        }
        return muted ? double.NegativeInfinity : gain;
    }

    private static string Shown(JsonObject parameter) => parameter["DisplayName"] is JsonValue text && text.TryGetValue(out string? shown) ? shown : "";

    private static JsonNode? Start(JsonObject parameter) => parameter["StartValue"] is JsonObject start ? start["Value"] : parameter["StartValue"];

    private static bool IsOn(JsonNode? value) => value is not null && Number(value) is not 0 && !(value is JsonValue flag && flag.TryGetValue(out bool on) && !on);

    private static bool IsEmpty(JsonNode? node) => node is null or JsonArray { Count: 0 } or JsonObject { Count: 0 };
}
