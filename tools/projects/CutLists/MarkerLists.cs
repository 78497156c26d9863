using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace Seamline.Projects;

/// <summary>
/// Lists of places of one medium, which they do not cut: Audacity labels, chapters as video sites take them (`1:02:03 Name`), subtitles
/// (SRT) and cue sheets. Read, they are the whole medium with markers.
/// </summary>
internal static class MarkerLists
{
    private const int CueFramesPerSecond = 75;

    /// <summary>Audacity: start TAB end TAB text; lines that begin with a backslash hold frequencies.</summary>
    public static Project ReadLabels(string path, OtioReadOptions options)
    {
        CutList list = Whole(path, options.Medium, options);
        foreach ((int number, string line) in TextFile.Lines(path))
        {
            if (line.Trim().Length == 0 || line.StartsWith('\\'))
                continue;
            string[] cells = line.Split('\t', 3);
            if (cells.Length < 2 || Seconds(cells[0]) is not { } start || Seconds(cells[1]) is not { } end || end < start)
                throw Refuse(path, number, "no label: start, end and text between tabs");
            list.Mark(start, end - start, cells.Length > 2 ? cells[2] : "");
        }
        return list.Finish(options);
    }

    /// <summary>Chapters: a time and a name a line.</summary>
    public static Project ReadChapters(string path, OtioReadOptions options)
    {
        CutList list = Whole(path, options.Medium, options);
        foreach ((int number, string line) in TextFile.Lines(path))
        {
            string[] words = line.Trim().Split((char[])[' ', '\t'], 2);
            if (words[0].Length == 0)
                continue;
            double start = (words[0].Contains(':', StringComparison.Ordinal) ? ClockText.Parse(words[0]) : null) ?? throw Refuse(path, number, "no chapter: a time such as 1:02:03, and a name");
            list.Mark(start, 0, words.Length > 1 ? words[1].TrimStart('-', ' ') : "");
        }
        return list.Finish(options);
    }

    /// <summary>SRT: a number, `start --> end`, lines of text, an empty line.</summary>
    public static Project ReadSubtitles(string path, OtioReadOptions options)
    {
        CutList list = Whole(path, options.Medium, options);
        (int Number, string Text)[] lines = TextFile.Lines(path);
        for (int i = 0; i < lines.Length; i++)
        {
            int arrow = lines[i].Text.IndexOf("-->", StringComparison.Ordinal);
            if (arrow < 0)
                continue;
            double? start = ClockText.Parse(lines[i].Text[..arrow]);
            double? end = ClockText.Parse(lines[i].Text[(arrow + 3)..].Trim().Split(' ')[0]);
            if (start is not { } from || end is not { } to || to < from)
                throw Refuse(path, lines[i].Number, "no pair of times of a subtitle");
            var text = new StringBuilder();
            for (; i + 1 < lines.Length && lines[i + 1].Text.Trim().Length > 0; i++)
                text.Append(text.Length > 0 ? " " : "").Append(lines[i + 1].Text.Trim());
            list.Mark(from, to - from, text.ToString());
        }
        return list.Finish(options);
    }

    /// <summary>Cue sheets: FILE names the medium; INDEX 01 of a TRACK is its chapter, in minutes, seconds and 75ths.</summary>
    public static Project ReadCue(string path, OtioReadOptions options)
    {
        string? medium = options.Medium;
        string title = "";
        var marks = new List<(double Seconds, string Name)>();
        foreach ((int number, string raw) in TextFile.Lines(path))
        {
            string line = raw.Trim();
            string word = line.Split(' ', 2)[0].ToUpperInvariant();
            if (word is "FILE" && options.Medium is null)
                medium = medium is null ? Argument(line) : throw Refuse(path, number, "a second FILE, and only one is supported");
            else if (word is "TRACK")
                title = "";
            else if (word is "TITLE")
                title = Argument(line);
            else if (word is "INDEX" && line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var index, var time] && index is "01" or "1")
                marks.Add((CueTime(time) ?? throw Refuse(path, number, "no INDEX with a time of minutes, seconds and 75ths"), title));
        }
        CutList list = Whole(path, medium, options);
        foreach ((double seconds, string name) in marks)
            list.Mark(seconds, 0, name);
        return list.Finish(options);
    }

    /// <summary>Audacity labels.</summary>
    public static string WriteLabels(CutOutput output) => Write(output, (text, marker, _) =>
        text.Append(CultureInfo.InvariantCulture, $"{marker.Start:0.000000}\t{marker.Start + marker.Duration:0.000000}\t{Line(marker.Name)}\n"));

    /// <summary>Chapters; video sites ask for one at the start.</summary>
    public static string WriteChapters(CutOutput output)
    {
        string first = output.Project.Markers is [{ Start: < 1 }, ..] ? "" : "0:00 Start\n";
        return first + Write(output, (text, marker, _) => text.Append(CultureInfo.InvariantCulture, $"{Short(marker.Start)} {Line(marker.Name)}\n"));
    }

    /// <summary>Subtitles; a point lasts until the next, two seconds at most.</summary>
    public static string WriteSubtitles(CutOutput output)
    {
        IReadOnlyList<ProjectMarker> markers = output.Project.Markers;
        return Write(output, (text, marker, i) =>
        {
            double next = i + 1 < markers.Count && markers[i + 1].Start > marker.Start ? markers[i + 1].Start : double.PositiveInfinity;
            double end = marker.Duration > 0 ? marker.Start + marker.Duration : Math.Min(marker.Start + 2, next);
            text.Append(CultureInfo.InvariantCulture, $"{i + 1}\n{ClockText.Format(marker.Start, 3, ',')} --> {ClockText.Format(end, 3, ',')}\n{Line(marker.Name)}\n\n");
        });
    }

    private static string Write(CutOutput output, Action<StringBuilder, ProjectMarker, int> row)
    {
        if (output.Project.Markers.Count == 0)
            output.Warnings.Add($"{output.Path}: the timeline has no markers, so the list is empty.");
        var text = new StringBuilder();
        for (int i = 0; i < output.Project.Markers.Count; i++)
            row(text, output.Project.Markers[i], i);
        return text.ToString();
    }

    private static CutList Whole(string path, string? medium, OtioReadOptions options)
    {
        string name = medium ?? throw new ProjectException($"{path}: it does not say which medium its markers belong to; give that with --media.");
        var list = new CutList(path);
        string full = Path.GetFullPath(name, options.Medium is null ? Path.GetDirectoryName(Path.GetFullPath(path)) ?? "" : Environment.CurrentDirectory);
        list.Add(full, 0, options.MediumSeconds?.Invoke(full) ?? throw new ProjectException($"{path}: the length of {full} is not known."));
        return list;
    }

    private static string Short(double seconds)
    {
        long whole = (long)Math.Floor(seconds);
        return string.Create(CultureInfo.InvariantCulture, $"{(whole >= 3_600 ? $"{whole / 3_600}:{whole / 60 % 60:00}" : $"{whole / 60}")}:{whole % 60:00}");
    }

    private static double? Seconds(string cell)
        => double.TryParse(cell.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds <= FormatLimits.MaxSeconds ? seconds : null;

    private static double? CueTime(string text)
    {
        string[] parts = text.Split(':');
        return parts.Length == 3 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int minutes)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds < 60
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int frames) && frames < CueFramesPerSecond
            ? (minutes * 60.0) + seconds + ((double)frames / CueFramesPerSecond)
            : null;
    }

    // FILE "a b.wav" WAVE, TITLE "x", TITLE x
    private static string Argument(string line)
    {
        int quote = line.IndexOf('"');
        int end = quote < 0 ? -1 : line.LastIndexOf('"');
        return end > quote ? line[(quote + 1)..end] : line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries) is [_, var word, ..] ? word : "";
    }

    private static string Line(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');

    private static ProjectException Refuse(string path, int line, string cause) => new($"{path}:{line}: this line is {cause}.");
}
