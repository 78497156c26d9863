using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace Seamline.Projects;

/// <summary>Writes MLT XML as Shotcut opens it: one audio track, in whole frames.</summary>
internal static class MltWriter
{
    /// <summary>The text.</summary>
    public static string Write(CutOutput output)
    {
        FrameRate rate = output.Rate;
        IReadOnlyList<CutItem> items = output.Items(holdsGain: true);
        var media = new Dictionary<string, int>(StringComparer.Ordinal);
        var playlist = new StringBuilder();
        long at = 0;
        int moved = 0;
        foreach (CutItem item in items)
        {
            long length = rate.Frames(item.End) - at;
            if (length <= 0)
                continue;
            at += length;
            if (item.Medium is null)
            {
                playlist.Append(CultureInfo.InvariantCulture, $"    <blank length=\"{length}\"/>\n");
                continue;
            }
            if (item.In < 0)
                throw new ProjectException($"{output.Path}: item \"{item.Segment.Name}\" begins before its medium, which MLT cannot say.");
            moved += OtioTime.IsWhole(item.In, rate.PerSecond) && OtioTime.IsWhole(item.Start, rate.PerSecond) && OtioTime.IsWhole(item.End, rate.PerSecond) ? 0 : 1;
            if (!media.TryGetValue(item.Medium, out int id))
                media.Add(item.Medium, id = media.Count);
            long from = rate.Frames(item.In);
            double gain = item.Segment.GainDb + output.Project.Clips[item.Segment.ClipId - 1].Tracks[0].GainDb;
            playlist.Append(CultureInfo.InvariantCulture, $"    <entry producer=\"chain{id}\" in=\"{from}\" out=\"{from + length - 1}\"");
            if (gain == 0)
                playlist.Append("/>\n");
            else
                playlist.Append(CultureInfo.InvariantCulture, $">\n      <filter><property name=\"mlt_service\">volume</property><property name=\"shotcut:filter\">audioGain</property><property name=\"level\">{(double.IsNegativeInfinity(gain) ? -100 : gain):R}</property></filter>\n    </entry>\n");
        }
        if (moved > 0)
            output.Warnings.Add($"{output.Path}: the timeline counts whole frames; {moved} of {items.Count} items were moved by up to half a frame.");
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        text.Append(CultureInfo.InvariantCulture, $"<mlt LC_NUMERIC=\"C\" version=\"7.0.0\" title=\"{XmlFile.Escape(output.Project.Name)}\" producer=\"tractor0\">\n");
        text.Append(CultureInfo.InvariantCulture, $"  <profile description=\"automatic\" width=\"1920\" height=\"1080\" progressive=\"1\" sample_aspect_num=\"1\" sample_aspect_den=\"1\" display_aspect_num=\"16\" display_aspect_den=\"9\" frame_rate_num=\"{rate.Numerator}\" frame_rate_den=\"{rate.Denominator}\" colorspace=\"709\"/>\n");
        foreach ((string medium, int id) in media)
            text.Append(CultureInfo.InvariantCulture, $"  <chain id=\"chain{id}\">\n    <property name=\"resource\">{XmlFile.Escape(output.Name(medium).Replace(Path.DirectorySeparatorChar, '/'))}</property>\n    <property name=\"mlt_service\">avformat-novalidate</property>\n  </chain>\n");
        text.Append("  <playlist id=\"playlist0\">\n    <property name=\"shotcut:audio\">1</property>\n    <property name=\"shotcut:name\">A1</property>\n").Append(playlist).Append("  </playlist>\n");
        text.Append(CultureInfo.InvariantCulture, $"  <tractor id=\"tractor0\" in=\"0\" out=\"{Math.Max(0, at - 1)}\">\n    <property name=\"shotcut\">1</property>\n");
        if (output.Project.Markers.Count > 0)
        {
            text.Append("    <properties name=\"shotcut:markers\">\n");
            for (int i = 0; i < output.Project.Markers.Count; i++)
            {
                ProjectMarker marker = output.Project.Markers[i];
                text.Append(CultureInfo.InvariantCulture, $"      <properties name=\"{i}\"><property name=\"text\">{XmlFile.Escape(marker.Name)}</property><property name=\"start\">{Timecode.Format(rate.Frames(marker.Start), rate)}</property><property name=\"end\">{Timecode.Format(rate.Frames(marker.Start + marker.Duration), rate)}</property></properties>\n");
            }
            text.Append("    </properties>\n");
        }
        return text.Append("    <track producer=\"playlist0\" hide=\"video\"/>\n  </tractor>\n</mlt>\n").ToString();
    }
}
