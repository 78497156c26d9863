using System;
using System.Globalization;

namespace Seamline.Projects;

/// <summary>Effects of auto-editor: speeds and volumes; what is not heard is reported once, or refused by a strict reader.</summary>
internal sealed class AutoEditorEffects(CutList list, OtioReadOptions options)
{
    private static readonly string[] OfPicture = ["zoom", "hflip", "vflip", "invert", "opacity", "pos", "scale", "rotate", "blur", "drawbox", "brightness", "contrast", "saturation", "hue", "crop", "flip"];

    /// <summary>A group of effects.</summary>
    /// <param name="Speed">Seconds of the medium a second of the timeline.</param>
    /// <param name="KeepsPitch">Whether that keeps the pitch.</param>
    /// <param name="GainDb">Gain, dB.</param>
    /// <param name="IsCut">It is cut out.</param>
    internal readonly record struct Group(double Speed, bool KeepsPitch, double GainDb, bool IsCut);

    /// <summary>Reads a list of effects; speeds are multiplied.</summary>
    public Group Read(JsonArray effects, Place place)
    {
        var group = new Group(1, true, 0, false);
        foreach (JsonNode? node in effects)
        {
            string effect = node is JsonValue value && value.TryGetValue(out string? text) ? text : throw place.Refuse($"has the effect {Json.Shown(node)}, which is no text");
            string[] parts = effect.Split(':', 2);
            bool isNumber = double.TryParse(parts[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out double amount) && double.IsFinite(amount);
            group = parts[0] switch
            {
                "nil" => group,
                "cut" => group with { IsCut = true },
                "speed" or "varispeed" => isNumber && amount > 0 ? group with { Speed = group.Speed * amount, KeepsPitch = group.KeepsPitch && parts[0] is "speed" } : throw place.Refuse($"has the effect {effect}, which is no speed"),
                "volume" when parts.Length == 2 && Gain(parts[1]) is { } gain => group with { GainDb = group.GainDb + gain },
                _ => Unknown(group, effect, parts[0], place),
            };
        }
        return group;
    }

    /// <summary>Reports what is not heard as the file says.</summary>
    public void NotHeard(Place place, string cause)
    {
        if (options.Strict)
            throw place.Refuse(cause);
        list.Warn(cause, place.Item);
    }

    private Group Unknown(Group group, string effect, string name, Place place)
    {
        if (Array.IndexOf(OfPicture, name) < 0)
            NotHeard(place, $"has the effect {effect}, which is not applied");
        return group;
    }

    // A factor, or decibels.
    private static double? Gain(string text)
    {
        bool isDecibels = text.EndsWith("dB", StringComparison.Ordinal);
        if (!double.TryParse(isDecibels ? text[..^2] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out double amount) || !double.IsFinite(amount))
            return null;
        return isDecibels ? amount : amount >= 0 ? 20 * Math.Log10(amount) : null;
    }
}
