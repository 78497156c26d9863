using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using Seamline.Projects;

namespace Seamline.Cli;

/// <summary>The line that says what a command has written: on the standard output, or as JSON.</summary>
internal static class Summary
{
    /// <summary>Of a file of sound: length, size, time, speed, level.</summary>
    public static string OfSound(string path, long frames, int rate, int channels, string format, long bytes, double seconds, in RenderLevels levels)
    {
        double length = (double)frames / rate;
        string size = bytes < 0 ? "" : $", {Size(bytes)}";
        string speed = seconds > 0 ? string.Create(CultureInfo.InvariantCulture, $"{length / seconds:#,0} x real time") : "at once";
        string level = levels.Peak == 0 ? "silence" : string.Create(CultureInfo.InvariantCulture, $"peak {levels.PeakDbfs:0.0} dBFS, {(levels.ClippedSamples == 0 ? "nothing clipped" : $"{levels.ClippedSamples:#,0} samples above full scale")}");
        return string.Create(CultureInfo.InvariantCulture, $"{path}: {TimeText.Format(length)}, {format}, {rate:#,0} Hz, {Channels(channels)}{size}; {seconds:0.0} s, {speed}; {level}");
    }

    /// <summary>Of an edited project.</summary>
    public static void OfEdit(OpenProject open, string path, double before, double after, bool asJson)
    {
        int segments = open.Engine.SegmentCount;
        if (asJson)
        {
            using var json = new JsonOut();
            json.Field("output", path).Field("segments", (long)segments).Field("lanes", (long)open.Engine.LaneCount).Field("seconds_before", before).Field("seconds", after);
            json.WriteTo(Console.Out);
            return;
        }

        double change = after - before;
        string difference = Math.Abs(change) < 0.0005 ? "as long as before" : $"{TimeText.Format(Math.Abs(change))} {(change < 0 ? "shorter" : "longer")}";
        Console.WriteLine($"{path}: {TimeText.Format(after)}, {difference}; {Count(segments, "segment")}{(open.Engine.LaneCount is > 0 and var lanes ? $", {Count(lanes, "lane")}" : "")}");
    }

    /// <summary>Of a project in another format.</summary>
    public static void OfProject(Project project, string path, bool asJson)
    {
        (int segments, int lanes, int markers) = (project.Segments.Count, project.Lanes.Count, project.Markers.Count);
        if (asJson)
        {
            using var json = new JsonOut();
            json.Field("output", path).Field("segments", (long)segments).Field("lanes", (long)lanes).Field("markers", (long)markers);
            json.WriteTo(Console.Out);
            return;
        }

        Console.WriteLine($"{path}: {Count(segments, "segment")}{(lanes > 0 ? $", {Count(lanes, "lane")}" : "")}{(markers > 0 ? $", {Count(markers, "marker")}" : "")}");
    }

    /// <summary>Bytes of a regular file; -1 for what is none.</summary>
    public static long BytesOf(string path) => OutputCheck.IsRegular(path) ? new FileInfo(path).Length : -1;

    /// <summary>Seconds since a time stamp.</summary>
    public static double Since(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";

    private static string Channels(int channels) => channels switch { 1 => "mono", 2 => "stereo", _ => $"{channels} channels" };

    private static string Size(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} bytes",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.00} GB"),
    };
}
