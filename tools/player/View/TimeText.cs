using System;
using System.Globalization;

namespace Seamline.Ui.View;

/// <summary>Times as people read them.</summary>
internal static class TimeText
{
    /// <summary>m:ss, or h:mm:ss, with so many digits after the point.</summary>
    public static string Of(double seconds, int digits)
    {
        // Rounded once, as a whole: 59.9996 s is 1:00.000 and not 0:60.000.
        decimal unit = 1;
        for (int i = 0; i < digits; i++) unit *= 10;
        decimal rounded = Math.Round((decimal)Math.Abs(seconds) * unit) / unit;
        string sign = seconds < 0 && rounded != 0 ? "-" : "";
        long whole = (long)rounded;
        string format = digits == 0 ? "00" : "00." + new string('0', digits);
        string rest = (rounded - whole + (whole % 60)).ToString(format, CultureInfo.InvariantCulture);
        long minutes = whole / 60;
        return minutes < 60
            ? string.Create(CultureInfo.InvariantCulture, $"{sign}{minutes}:{rest}")
            : string.Create(CultureInfo.InvariantCulture, $"{sign}{minutes / 60}:{minutes % 60:00}:{rest}");
    }
}
