using System;
using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Seamline.Cli;

/// <summary>A range of time, seconds, [start, end); without an end it is infinite there.</summary>
internal readonly record struct TimeRange(double Start, double End);

/// <summary>
/// Times as people type them: seconds (`62.5`), `mm:ss(.fff)`, `h:mm:ss(.fff)`, units (`1h2m3.5s`, `90s`, `250ms`), or a frame
/// (`@48000`); ranges `A..B`, `A..` to the end, `..B` from the start.
/// </summary>
internal static class TimeText
{
    /// <summary>Longest time accepted, seconds: the 99 hours that a source may have, and then some.</summary>
    private const double MaxSeconds = 1_000_000;

    /// <summary>The ways to write a time, for help and messages.</summary>
    public const string Forms = "62.5, 1:02.5, 1:02:03.5, 1h2m3s or @frame";

    /// <summary>Frames a second where nothing else is said.</summary>
    public const int DefaultRate = 48_000;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private static readonly (string Unit, double Scale)[] Units = [("h", 3_600), ("m", 60), ("s", 1), ("ms", 0.001)];

    /// <summary>
    /// Parses a time; digits before a point are needed, minutes and seconds after a colon are two digits below 60. Units go from large
    /// to small, each once.
    /// </summary>
    /// <param name="text">What was typed.</param>
    /// <param name="seconds">The time.</param>
    /// <param name="rate">Frames a second, for `@frame`.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out double seconds, int rate = DefaultRate)
    {
        seconds = 0;
        if (text.StartsWith('@'))
        {
            if (!IsDigits(text[1..]) || !long.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out long frame)) return false;
            seconds = (double)frame / rate;
            return seconds <= MaxSeconds;
        }

        if (!text.IsEmpty && char.IsAsciiLetter(text[^1])) return TryParseUnits(text, out seconds);
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

    /// <summary>Parses `A..B` with A before B; `A..` reaches to the end, which is infinite here, and `..B` begins at 0.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="range">The range.</param>
    /// <param name="cause">What is wrong with it, the end of a sentence.</param>
    /// <param name="rate">Frames a second, for `@frame`.</param>
    public static bool TryParseRange(string text, out TimeRange range, [NotNullWhen(false)] out string? cause, int rate = DefaultRate)
    {
        range = default;
        cause = null;
        int dots = text.IndexOf("..", StringComparison.Ordinal);
        double start = 0;
        double end = double.PositiveInfinity;
        if (dots < 0 || text.Length == 2)
            cause = $"\"{text}\" is not a range A..B";
        else if (dots > 0 && !TryParse(text.AsSpan(0, dots), out start, rate))
            cause = $"\"{text[..dots]}\" in \"{text}\" is not a time";
        else if (dots + 2 < text.Length && !TryParse(text.AsSpan(dots + 2), out end, rate))
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

    private static bool TryParseUnits(ReadOnlySpan<char> text, out double seconds)
    {
        seconds = 0;
        int next = 0;
        while (!text.IsEmpty)
        {
            int letters = text.IndexOfAnyExcept(NumberCharacters);
            if (letters < 0) return false;
            ReadOnlySpan<char> rest = text[letters..];
            int end = rest.IndexOfAnyInRange('0', '9') is >= 0 and var digit ? digit : rest.Length;
            string unit = rest[..end].ToString();
            int found = Array.FindIndex(Units, next, one => one.Unit == unit);
            ReadOnlySpan<char> number = text[..letters];
            // Only the last may have a fraction.
            if (found < 0 || !IsNumber(number, fraction: end == rest.Length)) return false;
            seconds += double.Parse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * Units[found].Scale;
            next = found + 1;
            text = rest[end..];
        }

        return seconds <= MaxSeconds;
    }

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
