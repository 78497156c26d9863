using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace Seamline.Projects;

/// <summary>Writes EDLs (CMX 3600): audio events with whole frames, silence as black, the record from 01:00:00:00 on.</summary>
internal static class EdlWriter
{
    private const int StartHour = 3_600;

    /// <summary>The text.</summary>
    public static string Write(CutOutput output)
    {
        FrameRate rate = output.Rate;
        long origin = (long)StartHour * rate.Nominal;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"TITLE: {Line(output.Project.Name)}\nFCM: NON-DROP FRAME\n\n");
        int number = 0;
        int moved = 0;
        IReadOnlyList<CutItem> items = output.Items();
        foreach (CutItem item in items)
        {
            long start = rate.Frames(item.Start);
            long end = rate.Frames(item.End);
            if (end == start)
                continue;
            long from = item.Medium is null ? 0 : rate.Frames(item.In);
            if (from < 0)
                throw new ProjectException($"{output.Path}: item \"{item.Segment.Name}\" begins before its medium, which an EDL cannot say.");
            moved += (item.Medium is null || OtioTime.IsWhole(item.In, rate.PerSecond)) && OtioTime.IsWhole(item.Start, rate.PerSecond) && OtioTime.IsWhole(item.End, rate.PerSecond) ? 0 : 1;
            text.Append(CultureInfo.InvariantCulture, $"{++number:000}  {(item.Medium is null ? "BL" : "AX")}       AA    C        ");
            text.Append(CultureInfo.InvariantCulture, $"{Timecode.Format(from, rate)} {Timecode.Format(from + end - start, rate)} {Timecode.Format(origin + start, rate)} {Timecode.Format(origin + end, rate)}\n");
            if (item.Medium is null)
                continue;
            text.Append(CultureInfo.InvariantCulture, $"* FROM CLIP NAME: {Line(Path.GetFileName(item.Medium))}\n* SOURCE FILE: {Line(output.Name(item.Medium))}\n");
        }
        foreach (ProjectMarker marker in output.Project.Markers)
            text.Append(CultureInfo.InvariantCulture, $"* LOC: {Timecode.Format(origin + rate.Frames(marker.Start), rate)} GREEN   {Line(marker.Name)}\n");
        if (moved > 0)
            output.Warnings.Add($"{output.Path}: an EDL counts whole frames; {moved} of {number} events were moved by up to half a frame.");
        return text.ToString();
    }

    private static string Line(string text) => text.ReplaceLineEndings(" ").Trim();
}
