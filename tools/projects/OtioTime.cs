using System;

namespace Seamline.Projects;

/// <summary>A point or a length as OpenTimelineIO writes it: <paramref name="Value"/> / <paramref name="Rate"/> seconds.</summary>
internal readonly record struct RationalTime(double Value, double Rate)
{
    /// <summary>Seconds.</summary>
    public double Seconds => Value / Rate;

    /// <summary>Sum; exact units are kept where both rates are equal, so that cuts on frames meet to the bit.</summary>
    public static RationalTime operator +(RationalTime a, RationalTime b)
        => Same(a, b) ? new(a.Value + b.Value, a.Rate) : new(a.Seconds + b.Seconds, 1);

    /// <summary>Difference, in the way of the sum.</summary>
    public static RationalTime operator -(RationalTime a, RationalTime b)
        => Same(a, b) ? new(a.Value - b.Value, a.Rate) : new(a.Seconds - b.Seconds, 1);

    private static bool Same(RationalTime a, RationalTime b) => a.Rate.Equals(b.Rate);
}

/// <summary>A start and a length.</summary>
internal readonly record struct OtioRange(RationalTime Start, RationalTime Duration);

/// <summary>RationalTime.1 and TimeRange.1 as JSON.</summary>
internal static class OtioTime
{
    /// <summary>
    /// The rate that ranges are written with: one unit is a frame at 48 kHz, which cutting tools show sensibly,
    /// and fractions of it are allowed; the exact seconds stand in the metadata.
    /// </summary>
    public const double WriteRate = 48_000;

    private const double WholeTolerance = 1e-9;

    /// <summary>The range under a key, or null where there is none or it has the rate 0, which editors write for what has no clock.</summary>
    /// <exception cref="ProjectException">It is malformed, has a negative rate, is not finite, or its duration is negative.</exception>
    public static OtioRange? Range(JsonObject parent, string key, Place place)
    {
        if (parent.TryCursor(out JsonCursor cursor) && cursor.TryObject(key, out JsonCursor range) && Plain(range) is { } plain)
            return plain;
        if (Json.Object(parent, key, place) is not { } node)
            return null;
        Expect(node, "TimeRange.1", key, place);
        RationalTime start = Time(node, "start_time", key, place) ?? new RationalTime(0, 1);
        RationalTime duration = Time(node, "duration", key, place)
            ?? throw place.Refuse($"has a {key} without a duration");
        if (start.Rate == 0 || duration.Rate == 0)
            return null;
        if (duration.Value < 0)
            throw place.Refuse($"has a {key} with the negative duration {duration.Value}/{duration.Rate} s");
        return new OtioRange(start, duration);
    }

    /// <summary>The length under a key, seconds; 0 where there is none or it has the rate 0.</summary>
    public static double Offset(JsonObject parent, string key, Place place)
    {
        if (Time(parent, key, "length", place) is not { } time || time.Rate == 0)
            return 0;
        return time.Value >= 0 ? time.Seconds : throw place.Refuse($"has the negative {key} {time.Value}/{time.Rate} s");
    }

    /// <summary>A RationalTime.1 of a length, in whole units of one of the rates where that can be.</summary>
    public static JsonObject Length(double seconds, params ReadOnlySpan<double> rates)
    {
        foreach (double rate in rates)
        {
            if (rate > 0 && IsWhole(seconds, rate))
                return Time(seconds, rate);
        }
        return Time(seconds, WriteRate);
    }

    /// <summary>Whether a time is a whole number of units of a rate, as far as doubles can say.</summary>
    public static bool IsWhole(double seconds, double rate)
    {
        double units = seconds * rate;
        return Math.Abs(units - Math.Round(units)) <= WholeTolerance + (Math.Abs(units) * 1e-15);
    }

    /// <summary>A TimeRange.1.</summary>
    public static JsonObject Range(double startSeconds, double durationSeconds, double rate) => new(3)
    {
        ["OTIO_SCHEMA"] = "TimeRange.1",
        ["duration"] = Time(durationSeconds, rate),
        ["start_time"] = Time(startSeconds, rate),
    };

    // A range as nearly all are; what is not is looked at closely.
    private static OtioRange? Plain(JsonCursor range)
        => range.TryText("OTIO_SCHEMA", out string? schema) && schema is "TimeRange.1"
            && Plain(range, "start_time") is { } start && Plain(range, "duration") is { Value: >= 0 } duration ? new OtioRange(start, duration) : null;

    private static RationalTime? Plain(JsonCursor range, string key)
        => range.TryObject(key, out JsonCursor time) && time.TryText("OTIO_SCHEMA", out string? schema) && schema is "RationalTime.1"
            && time.TryNumber("value", out double value) && time.TryNumber("rate", out double rate) && rate > 0 && double.IsFinite(value / rate) ? new RationalTime(value, rate) : null;

    private static JsonObject Time(double seconds, double rate) => new(3)
    {
        ["OTIO_SCHEMA"] = "RationalTime.1",
        ["rate"] = rate,
        ["value"] = IsWhole(seconds, rate) ? Math.Round(seconds * rate) : seconds * rate,
    };

    private static RationalTime? Time(JsonObject range, string key, string rangeKey, Place place)
    {
        if (Json.Object(range, key, place) is not { } node)
            return null;
        Expect(node, "RationalTime.1", key, place);
        double value = Json.Number(node, "value", place) ?? throw place.Refuse($"has a {rangeKey} whose {key} has no value");
        double rate = Json.Number(node, "rate", place) ?? throw place.Refuse($"has a {rangeKey} whose {key} has no rate");
        if (rate < 0)
            throw place.Refuse($"has a {rangeKey} whose {key} has the rate {rate}, which is negative");
        if (rate > 0 && !double.IsFinite(value / rate))
            throw place.Refuse($"has a {rangeKey} whose {key} is not finite");
        return new RationalTime(value, rate);
    }

    /// <summary>Some writers leave the schema of times out; a wrong one is refused.</summary>
    private static void Expect(JsonObject node, string schema, string key, Place place)
    {
        string found = Json.Schema(node);
        if (found.Length != 0 && !found.Equals(schema, StringComparison.Ordinal))
            throw place.Refuse($"has a {key} of the schema {found} where {schema} belongs");
    }
}
