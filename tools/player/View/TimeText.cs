using System;
using System.Globalization;

namespace Seamline.Ui.View;

/// <summary>Times as people read them.</summary>
internal static class TimeText
{
    /// <summary>Signs that the longest text takes.</summary>
    public const int MostSigns = 40;

    /// <summary>m:ss, or h:mm:ss, with so many digits after the point.</summary>
    public static string Of(double seconds, int digits)
    {
        Span<char> text = stackalloc char[MostSigns];
        Write(seconds, digits, text, out int length);
        return text[..length].ToString();
    }

    /// <summary>The same, into a place of its own; nothing is allocated.</summary>
    public static void Write(double seconds, int digits, Span<char> text, out int length)
    {
        // Rounded once, as a whole: 59.9996 s is 1:00.000 and not 0:60.000.
        long unit = 1;
        for (int i = 0; i < digits; i++) unit *= 10;
        long units = (long)Math.Round(Math.Abs(seconds) * unit);
        (long whole, long part) = (units / unit, units % unit);
        string sign = seconds < 0 && units != 0 ? "-" : "";
        bool done = whole < 3_600
            ? text.TryWrite(CultureInfo.InvariantCulture, $"{sign}{whole / 60}:{whole % 60:00}", out length)
            : text.TryWrite(CultureInfo.InvariantCulture, $"{sign}{whole / 3_600}:{whole / 60 % 60:00}:{whole % 60:00}", out length);
        if (!done || digits == 0) return;
        text[length++] = '.';
        for (int i = digits - 1; i >= 0; i--, part /= 10) text[length + i] = (char)('0' + (part % 10));
        length += digits;
    }
}
