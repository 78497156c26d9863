using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace Seamline.Projects;

/// <summary>Writes FCPXML 1.10: one spine of asset clips and gaps. Times are fractions of the picture's frames where they are whole, else of 705,600,000.</summary>
internal static class FcpxmlWriter
{
    /// <summary>Units a second that all usual rates of sound and picture divide.</summary>
    private const long Flicks = 705_600_000;

    private static readonly FrameRate DefaultRate = new(25, 1);

    /// <summary>The text.</summary>
    public static string Write(CutOutput output)
    {
        FrameRate rate = output.FrameRate ?? DefaultRate;
        IReadOnlyList<CutItem> items = output.Items(holdsGain: true);
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE fcpxml>\n<fcpxml version=\"1.10\">\n  <resources>\n");
        Line(text, 2, "format", true, ("id", "r0"), ("frameDuration", Fraction(rate.Denominator, rate.Numerator)));
        foreach (IGrouping<string, CutItem> uses in items.Where(item => item.Medium is not null).GroupBy(item => item.Medium!, StringComparer.Ordinal))
        {
            ids.Add(uses.Key, string.Create(CultureInfo.InvariantCulture, $"r{ids.Count + 1}"));
            string name = Path.GetFileNameWithoutExtension(uses.Key);
            Line(text, 2, "asset", false, ("id", ids[uses.Key]), ("name", name), ("start", "0s"), ("duration", Time(uses.Max(item => item.Out), rate)), ("hasAudio", "1"));
            Line(text, 3, "media-rep", true, ("kind", "original-media"), ("src", MediaUrl.Absolute(uses.Key)));
            text.Append("    </asset>\n");
        }
        text.Append("  </resources>\n  <library>\n");
        Line(text, 2, "event", false, ("name", output.Project.Name));
        Line(text, 3, "project", false, ("name", output.Project.Name));
        Line(text, 4, "sequence", false, ("format", "r0"), ("duration", Time(items.Count == 0 ? 0 : items[^1].End, rate)), ("tcStart", "0s"));
        text.Append("          <spine>\n");
        foreach (CutItem item in items)
            Item(text, item, ids, rate, output);
        return text.Append("          </spine>\n        </sequence>\n      </project>\n    </event>\n  </library>\n</fcpxml>\n").ToString();
    }

    private static void Item(StringBuilder text, CutItem item, Dictionary<string, string> ids, FrameRate rate, CutOutput output)
    {
        double start = item.Medium is null ? 0 : item.In;
        if (start < 0)
            throw new ProjectException($"{output.Path}: item \"{item.Segment.Name}\" begins before its medium, which FCPXML cannot say.");
        string element = item.Medium is null ? "gap" : "asset-clip";
        (string, string)[] reference = item.Medium is null ? [] : [("ref", ids[item.Medium])];
        Line(text, 6, element, false, [.. reference, ("name", item.Segment.Name), ("offset", Time(item.Start, rate)), ("start", Time(start, rate)), ("duration", Time(item.End - item.Start, rate))]);
        double gain = item.Medium is null ? 0 : item.Segment.GainDb + output.Project.Clips[item.Segment.ClipId - 1].Tracks[0].GainDb;
        if (gain != 0)
            Line(text, 7, "adjust-volume", true, ("amount", double.IsNegativeInfinity(gain) ? "-96dB" : gain.ToString("R", CultureInfo.InvariantCulture) + "dB"));
        foreach (ProjectMarker marker in output.Project.Markers.Where(marker => marker.Start >= item.Start && marker.Start < item.End))
        {
            double length = marker.Duration > 0 ? marker.Duration : 1 / rate.PerSecond;
            Line(text, 7, "marker", true, ("start", Time(marker.Start - item.Start + start, rate)), ("duration", Time(length, rate)), ("value", marker.Name));
        }
        text.Append(CultureInfo.InvariantCulture, $"            </{element}>\n");
    }

    private static void Line(StringBuilder text, int depth, string element, bool isEmpty, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        text.Append(' ', depth * 2).Append('<').Append(element);
        foreach ((string name, string value) in attributes)
            text.Append(CultureInfo.InvariantCulture, $" {name}=\"{XmlFile.Escape(value)}\"");
        text.Append(isEmpty ? "/>\n" : ">\n");
    }

    private static string Time(double seconds, FrameRate rate)
        => OtioTime.IsWhole(seconds, rate.PerSecond) ? Fraction(rate.Frames(seconds) * rate.Denominator, rate.Numerator)
            : Fraction((long)Math.Round(seconds * Flicks, MidpointRounding.AwayFromZero), Flicks);

    private static string Fraction(long over, long under)
    {
        if (over == 0)
            return "0s";
        long common = (long)Rational.Divisor(over, under);
        string divided = (over / common).ToString(CultureInfo.InvariantCulture);
        return under == common ? $"{divided}s" : string.Create(CultureInfo.InvariantCulture, $"{divided}/{under / common}s");
    }
}
