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

    /// <summary>Reads a time as people type it: 62.5, 1:02.5, 1:02:03.5, 1h2m3s, @frame; +5 and -3 go on from a time.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="from">Where + and - go on from, seconds.</param>
    /// <param name="rate">Frames a second.</param>
    /// <param name="seconds">The time.</param>
    public static bool TryParse(string text, double from, int rate, out double seconds)
    {
        text = text.Trim();
        seconds = 0;
        bool back = text is ['-' or '\u2212', ..];
        if (!back && text is not ['+', ..]) return TryParse(text, rate, out seconds);
        if (!TryParse(text[1..].TrimStart(), rate, out double by)) return false;
        seconds = Math.Max(0, back ? from - by : from + by);
        return true;
    }

    private static bool TryParse(string text, int rate, out double seconds)
    {
        seconds = 0;
        if (text.Length == 0) return false;
        if (text[0] == '@') return TryNumber(text[1..], out seconds) && (seconds /= rate) >= 0;
        if (char.IsAsciiLetter(text[^1])) return TryParseUnits(text, out seconds);
        string[] parts = text.Split(':');
        if (parts.Length > 3) return false;
        for (int i = 0; i < parts.Length; i++)
        {
            // Minutes and seconds after a colon are two digits below 60.
            bool sixtieth = i == 0 || (parts[i].Split('.')[0].Length == 2 && parts[i][0] <= '5');
            if (!sixtieth || !TryNumber(parts[i], out double part) || (i < parts.Length - 1 && parts[i].Contains('.'))) return false;
            seconds = (seconds * 60) + part;
        }

        return true;
    }

    private static bool TryParseUnits(string text, out double seconds)
    {
        seconds = 0;
        ReadOnlySpan<(string Unit, double Scale)> units = [("h", 3_600), ("m", 60), ("s", 1), ("ms", 0.001)];
        int next = 0;
        while (text.Length > 0)
        {
            int letters = 0;
            while (letters < text.Length && (char.IsAsciiDigit(text[letters]) || text[letters] == '.')) letters++;
            if (letters is 0 || letters == text.Length) return false;
            int end = letters;
            while (end < text.Length && char.IsAsciiLetter(text[end])) end++;
            string unit = text[letters..end];
            while (next < units.Length && units[next].Unit != unit) next++;
            if (next == units.Length || !TryNumber(text[..letters], out double number)) return false;
            seconds += number * units[next++].Scale;
            text = text[end..];
        }

        return true;
    }

    private static bool TryNumber(string text, out double number)
    {
        number = 0;
        return text.Length > 0 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[^1])
            && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && number <= 1e6 * 200;
    }
}
