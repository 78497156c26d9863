using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Seamline.Projects;

/// <summary>
/// Rows `start,end,name` of one medium, as LosslessCut exports them, with or without a header: seconds or `[hh:]mm:ss.mmm`. Whole
/// numbers are frames where the rate is given. A row without an end is a marker.
/// </summary>
internal static class CsvCuts
{
    /// <summary>Reads a list for the medium that the user names.</summary>
    public static Project Read(string path, OtioReadOptions options)
    {
        string medium = options.Medium ?? throw new ProjectException($"{path}: it does not say which medium it cuts; give that with --media.");
        (int Number, string Text)[] lines = [.. TextFile.Lines(path).Where(line => line.Text.Trim().Length > 0)];
        string[][] rows = [.. lines.Select(line => Cells(line.Text))];
        int first = rows.Length > 0 && IsHeader(rows[0]) ? 1 : 0;
        FrameRate? frames = options.FrameRate is { } rate && rows.Skip(first).All(row => row.Take(2).All(cell => cell.Trim().All(char.IsAsciiDigit))) ? rate : null;
        var list = new CutList(path);
        var marks = new List<(double Seconds, string Name)>();
        for (int i = first; i < rows.Length; i++)
        {
            double? start = rows[i][0].Trim().Length == 0 ? 0 : Time(rows[i][0], frames);
            bool isMark = rows[i].Length < 2 || rows[i][1].Trim().Length == 0;
            double? end = isMark ? start : Time(rows[i][1], frames);
            if (start is not { } from || end is not { } to || to < from)
                throw new ProjectException($"{path}:{lines[i].Number}: this line is no row of start, end and name: \"{lines[i].Text.Trim()}\".");
            string name = rows[i].Length > 2 ? rows[i][2] : "";
            if (isMark)
                marks.Add((from, name));
            else
                list.Add(medium, from, to, new ProjectSegment { ClipId = 0, In = 0, Out = 0, Name = name }, frames?.PerSecond ?? 0);
        }
        foreach ((double seconds, string name) in marks.Where(mark => !list.MarkMedium(mark.Seconds, mark.Name)))
            list.Warn("is a marker in a part that is cut out; it is left out", $"\"{name}\" at {seconds} s");
        return list.Finish(options);
    }

    /// <summary>The text: seconds, or frames where a rate is given.</summary>
    public static string Write(CutOutput output)
    {
        IReadOnlyList<CutItem> items = output.Items();
        output.OnlyMedium(items, "such a list");
        var text = new StringBuilder("Start,End,Name\n");
        foreach (CutItem item in items)
            text.Append(CultureInfo.InvariantCulture, $"{Time(item.In, output)},{Time(item.Out, output)},{Quoted(item.Segment.Name)}\n");
        foreach (ProjectMarker marker in output.Project.Markers)
        {
            if (CutOutput.MediumTime(items, marker.Start) is { } seconds)
                text.Append(CultureInfo.InvariantCulture, $"{Time(seconds, output)},,{Quoted(marker.Name)}\n");
        }
        return text.ToString();
    }

    private static string Time(double seconds, CutOutput output)
        => output.FrameRate is { } rate ? rate.Frames(seconds).ToString(CultureInfo.InvariantCulture) : seconds.ToString("0.0##############", CultureInfo.InvariantCulture);

    private static double? Time(string cell, FrameRate? frames)
        => frames is { } rate ? long.TryParse(cell.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long frame) ? rate.Seconds(frame) : null : ClockText.Parse(cell);

    private static bool IsHeader(string[] row) => row[0].Trim().Length > 0 && ClockText.Parse(row[0]) is null && row[0].Any(char.IsLetter);

    private static string Quoted(string name) => name.AsSpan().IndexOfAny("\",\n\r") < 0 ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal).ReplaceLineEndings(" ")}\"";

    // RFC 4180, a row a line.
    private static string[] Cells(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                cell.Append(line[++i]);
            else if (line[i] == '"' && (quoted || cell.Length == 0))
                quoted = !quoted;
            else if (line[i] == ',' && !quoted)
                (_, _) = (AddTo(cells, cell), cell.Clear());
            else
                cell.Append(line[i]);
        }
        AddTo(cells, cell);
        return [.. cells];
    }

    private static int AddTo(List<string> cells, StringBuilder cell)
    {
        cells.Add(cell.ToString());
        return cells.Count;
    }
}
