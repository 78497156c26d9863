using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace Seamline.Projects;

/// <summary>Writes Final Cut Pro 7 XML (xmeml 4): one sequence with one audio track, in whole frames; silence is left open.</summary>
internal static class XmemlWriter
{
    /// <summary>The text.</summary>
    public static string Write(CutOutput output)
    {
        FrameRate rate = output.Rate;
        bool isNtsc = rate.Denominator == 1_001;
        if (!isNtsc && rate.Denominator != 1)
            throw new ProjectException($"{output.Path}: the format has rates of whole frames a second or 1000/1001 of them, not {rate}.");
        string clock = $"<rate><timebase>{rate.Nominal}</timebase><ntsc>{(isNtsc ? "TRUE" : "FALSE")}</ntsc></rate>";
        output.WarnOfSilentEnd();
        IReadOnlyList<CutItem> items = output.Items(holdsGain: true);
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE xmeml>\n<xmeml version=\"4\">\n");
        text.Append(CultureInfo.InvariantCulture, $"  <sequence>\n    <name>{XmlFile.Escape(output.Project.Name)}</name>\n    <duration>{(items.Count == 0 ? 0 : rate.Frames(items[^1].End))}</duration>\n    {clock}\n    <media>\n      <audio>\n        <track>\n");
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        int moved = 0;
        int number = 0;
        foreach (CutItem item in items)
        {
            long start = rate.Frames(item.Start);
            long length = rate.Frames(item.End) - start;
            if (item.Medium is null || length == 0)
                continue;
            if (item.In < 0)
                throw new ProjectException($"{output.Path}: item \"{item.Segment.Name}\" begins before its medium, which the format cannot say.");
            moved += OtioTime.IsWhole(item.In, rate.PerSecond) && OtioTime.IsWhole(item.Start, rate.PerSecond) && OtioTime.IsWhole(item.End, rate.PerSecond) ? 0 : 1;
            long from = rate.Frames(item.In);
            text.Append(CultureInfo.InvariantCulture, $"          <clipitem id=\"clipitem-{++number}\">\n            <name>{XmlFile.Escape(item.Segment.Name)}</name>\n            <enabled>TRUE</enabled>\n            {clock}\n");
            text.Append(CultureInfo.InvariantCulture, $"            <start>{start}</start>\n            <end>{start + length}</end>\n            <in>{from}</in>\n            <out>{from + length}</out>\n            {File(item.Medium, ids, clock)}\n");
            double gain = item.Segment.GainDb + output.Project.Clips[item.Segment.ClipId - 1].Tracks[0].GainDb;
            if (gain != 0)
                text.Append(CultureInfo.InvariantCulture, $"            <filter><effect><name>Audio Levels</name><effectid>audiolevels</effectid><effecttype>audiolevels</effecttype><mediatype>audio</mediatype><parameter><parameterid>level</parameterid><name>Level</name><value>{Math.Pow(10, gain / 20):R}</value></parameter></effect></filter>\n");
            text.Append("          </clipitem>\n");
        }
        text.Append("        </track>\n      </audio>\n    </media>\n");
        foreach (ProjectMarker marker in output.Project.Markers)
            text.Append(CultureInfo.InvariantCulture, $"    <marker><name>{XmlFile.Escape(marker.Name)}</name><in>{rate.Frames(marker.Start)}</in><out>{(marker.Duration > 0 ? rate.Frames(marker.Start + marker.Duration) : -1)}</out></marker>\n");
        if (moved > 0)
            output.Warnings.Add($"{output.Path}: the format counts whole frames; {moved} of {number} items were moved by up to half a frame.");
        return text.Append("  </sequence>\n</xmeml>\n").ToString();
    }

    // Described where it comes first, by its id later.
    private static string File(string medium, Dictionary<string, int> ids, string clock)
    {
        if (ids.TryGetValue(medium, out int known))
            return string.Create(CultureInfo.InvariantCulture, $"<file id=\"file-{known}\"/>");
        ids.Add(medium, ids.Count + 1);
        return string.Create(CultureInfo.InvariantCulture, $"<file id=\"file-{ids.Count}\"><name>{XmlFile.Escape(Path.GetFileName(medium))}</name><pathurl>{XmlFile.Escape(MediaUrl.Absolute(medium))}</pathurl>{clock}<media><audio/></media></file>");
    }
}
