using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>What a segment of another speed than 1 sounds like; the numbers are the engine's.</summary>
public enum SpeedMode
{
    /// <summary>Silence of its length.</summary>
    Silence,

    /// <summary>Faster is higher.</summary>
    Varispeed,

    /// <summary>Faster at the same pitch.</summary>
    KeepPitch,
}

/// <summary>
/// LinearTimeWarp: an item's speed. It lasts as long as its source_range says and uses that much times the speed of its medium; Premiere
/// writes the range of the medium, and the item lasts that much over the speed.
/// </summary>
/// <param name="Speed">Seconds of the medium a second of the timeline.</param>
/// <param name="Mode">What it sounds like.</param>
/// <param name="IsOfMedium">source_range is the medium's.</param>
internal readonly record struct OtioWarp(double Speed, SpeedMode Mode, bool IsOfMedium)
{
    /// <summary>Slowest speed that is played.</summary>
    public const double MinSpeed = 0.25;

    /// <summary>Fastest speed that is played.</summary>
    public const double MaxSpeed = 8;

    private const string Schema = "LinearTimeWarp.1";
    private static readonly string[] Modes = ["silence", "varispeed", "keep_pitch"];

    /// <summary>No warp.</summary>
    public static OtioWarp None => new(1, SpeedMode.KeepPitch, false);

    /// <summary>Whether the engine plays speeds. Where it does not, a warp is refused by item and name.</summary>
    public static bool ArePlayed => true;

    /// <summary>Whether an effect changes time.</summary>
    public static bool IsOnTime(string schema) => schema is Schema or "FreezeFrame.1" or "TimeEffect.1";

    /// <summary>Whether an effect is a speed that the engine could play.</summary>
    public static bool IsSpeed(JsonObject effect, Place place)
        => Json.Schema(effect) is Schema && Json.Number(effect, "time_scalar", place) is >= MinSpeed and <= MaxSpeed;

    /// <summary>The warp of an item; the product of several.</summary>
    public static OtioWarp Of(JsonObject item, Place place) => item.HasNone("effects") ? None : OfEffects(item, place); // what a lambda takes along is an object at the call

    private static OtioWarp OfEffects(JsonObject item, Place place)
    {
        if (Effects(item, place) is not [_, ..] effects)
            return None;
        double speed = effects.Aggregate(1.0, (product, effect) => product * Json.Number(effect, "time_scalar", place)!.Value);
        if (speed is not (>= MinSpeed and <= MaxSpeed))
            return None;
        SpeedMode mode = SeamlineMetadata.Own(item, place) is not { } own || Json.Text(own, "speed_mode", place) is not { } name ? SpeedMode.KeepPitch
            : Array.IndexOf(Modes, name) is >= 0 and var known ? (SpeedMode)known
            : throw place.Refuse($"has the speed_mode \"{name}\"; known are {string.Join(", ", Modes)}");
        return new OtioWarp(speed, mode, IsOfPremiere(item) || effects.Exists(IsOfPremiere));
    }

    /// <summary>Gives an item a speed: the warp that it has, or a new one.</summary>
    public static void Write(JsonObject item, double speed, SpeedMode mode, Place place)
    {
        List<JsonObject> effects = Effects(item, place);
        if (!Of(item, place).Speed.Equals(speed))
        {
            foreach (JsonObject one in effects.Skip(1))
                one["enabled"] = false;
            if (effects is [var first, ..])
            {
                first["time_scalar"] = speed;
            }
            else
            {
                if (item["effects"] is not JsonArray)
                    item["effects"] = new JsonArray();
                item["effects"]!.AsArray().Add(New(speed));
            }
        }
        SeamlineMetadata.Store(item, own => SeamlineMetadata.Set(own, "speed_mode", speed == 1 || mode == SpeedMode.KeepPitch ? null : JsonValue.Create(Modes[(int)mode])));
    }

    private static List<JsonObject> Effects(JsonObject item, Place place) => Json.Array(item, "effects", place) is not { Count: > 0 } effects ? []
        : [.. effects.OfType<JsonObject>().Where(effect => Json.Schema(effect) is Schema && Json.Flag(effect, "enabled", place) != false && Json.Number(effect, "time_scalar", place) is not null)];

    private static bool IsOfPremiere(JsonObject item) => item["metadata"] is JsonObject metadata && metadata.ContainsKey("PremierePro_OTIO");

    private static JsonObject New(double speed) => new()
    {
        ["OTIO_SCHEMA"] = Schema,
        ["metadata"] = new JsonObject(),
        ["name"] = "",
        ["effect_name"] = "LinearTimeWarp",
        ["time_scalar"] = speed,
        ["enabled"] = true,
    };
}
