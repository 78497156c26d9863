using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Seamline.Cli;

/// <summary>A range of time, seconds, [start, end).</summary>
internal readonly record struct TimeRange(double Start, double End);

/// <summary>Times as people type them: seconds, `mm:ss(.fff)` or `h:mm:ss(.fff)`; ranges `A..B`.</summary>
internal static class TimeText
{
    /// <summary>Longest time accepted, seconds: the 99 hours that a source may have, and then some.</summary>
    private const double MaxSeconds = 1_000_000;

    /// <summary>Parses a time; digits before a point are needed, minutes and seconds after a colon are two digits below 60.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double seconds)
    {
        seconds = 0;
        Span<Range> parts = stackalloc Range[4];
        int count = text.Split(parts, ':');
        if (count is 0 or > 3)
            return false;
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<char> part = text[parts[i]];
            bool last = i == count - 1;
            if (!IsNumber(part, fraction: last) || (i > 0 && !IsSixtieth(part)))
                return false;
            sum = (sum * 60) + double.Parse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        }
        seconds = sum;
        return sum <= MaxSeconds;
    }

    /// <summary>Parses `A..B` with A before B.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="range">The range.</param>
    /// <param name="cause">What is wrong with it, the end of a sentence.</param>
    public static bool TryParseRange(string text, out TimeRange range, [NotNullWhen(false)] out string? cause)
    {
        range = default;
        cause = null;
        int dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
            cause = $"\"{text}\" is not a range A..B";
        else if (!TryParse(text.AsSpan(0, dots), out double start))
            cause = $"\"{text[..dots]}\" in \"{text}\" is not a time";
        else if (!TryParse(text.AsSpan(dots + 2), out double end))
            cause = $"\"{text[(dots + 2)..]}\" in \"{text}\" is not a time";
        else if (end <= start)
            cause = $"the range \"{text}\" does not end after its start";
        else
            range = new TimeRange(start, end);
        return cause is null;
    }

    /// <summary>`m:ss.fff`, from an hour on `h:mm:ss.fff`; rounded half away from zero before it is cut into fields.</summary>
    public static string Format(double seconds, int decimals = 3)
    {
        if (!double.IsFinite(seconds))
            return seconds.ToString(CultureInfo.InvariantCulture);
        // Decimal: 59.9996 must become 1:00.000, never 0:60.000.
        decimal rounded = Math.Round((decimal)Math.Clamp(Math.Abs(seconds), 0, 1e15), decimals, MidpointRounding.AwayFromZero);
        decimal whole = Math.Floor(rounded / 60);
        string rest = (rounded - (whole * 60)).ToString(decimals == 0 ? "00" : "00." + new string('0', decimals), CultureInfo.InvariantCulture);
        string sign = seconds < 0 && rounded != 0 ? "-" : "";
        decimal hours = Math.Floor(whole / 60);
        return hours == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{sign}{whole:0}:{rest}")
            : string.Create(CultureInfo.InvariantCulture, $"{sign}{hours:0}:{whole - (hours * 60):00}:{rest}");
    }

    /// <summary>`A..B` in the way of <see cref="Format(double, int)"/>.</summary>
    public static string Format(TimeRange range, int decimals = 3) => $"{Format(range.Start, decimals)}..{Format(range.End, decimals)}";

    private static bool IsNumber(ReadOnlySpan<char> text, bool fraction)
    {
        int point = text.IndexOf('.');
        if (point < 0)
            return IsDigits(text);
        return fraction && IsDigits(text[..point]) && IsDigits(text[(point + 1)..]);
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    private static bool IsSixtieth(ReadOnlySpan<char> text)
    {
        int digits = text.IndexOf('.') is var point && point < 0 ? text.Length : point;
        return digits == 2 && text[0] <= '5';
    }
}
