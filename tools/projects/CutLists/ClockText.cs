using System;
using System.Globalization;

namespace Seamline.Projects;

/// <summary>Times of lists that people read: seconds, or `[hh:]mm:ss[.fff]` with a point or a comma.</summary>
internal static class ClockText
{
    /// <summary>Seconds; null where it is no time.</summary>
    public static double? Parse(string text)
    {
        string[] parts = text.Trim().Replace(',', '.').Split(':');
        if (parts.Length is 0 or > 3)
            return null;
        double seconds = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            NumberStyles style = i == parts.Length - 1 ? NumberStyles.AllowDecimalPoint : NumberStyles.None;
            if (parts[i].Length == 0 || !double.TryParse(parts[i], style, CultureInfo.InvariantCulture, out double part) || (i > 0 && part >= 60))
                return null;
            seconds = (seconds * 60) + part;
        }
        return seconds <= FormatLimits.MaxSeconds ? seconds : null;
    }

    /// <summary>`hh:mm:ss`, with as many decimals.</summary>
    public static string Format(double seconds, int decimals, char point = '.')
    {
        decimal rounded = Math.Round((decimal)seconds, decimals, MidpointRounding.AwayFromZero);
        decimal whole = Math.Floor(rounded / 60);
        string rest = (rounded - (whole * 60)).ToString(decimals == 0 ? "00" : "00." + new string('0', decimals), CultureInfo.InvariantCulture).Replace('.', point);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(whole / 60):00}:{whole % 60:00}:{rest}");
    }
}
