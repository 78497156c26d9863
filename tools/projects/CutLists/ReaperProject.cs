using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Seamline.Projects;

/// <summary>
/// Reaper projects: the items of the one track that holds any. POSITION, LENGTH, SOFFS (the offset into the medium), VOLPAN (linear
/// gain), MUTE, NAME and the FILE of its SOURCE; MARKER lines. Several tracks, overlaps and play rates are refused by line.
/// </summary>
internal static class ReaperProject
{
    private sealed class Item
    {
        public int Line { get; init; }

        public int Track { get; init; }

        public double Position { get; set; }

        public double Length { get; set; }

        public double Offset { get; set; }

        public double Gain { get; set; } = 1;

        public bool Muted { get; set; }

        public bool Fades { get; set; }

        public string Name { get; set; } = "";

        public string? File { get; set; }
    }

    /// <summary>Fades as short as Reaper's own at every item are taken for declicks.</summary>
    private const double DeclickSeconds = 0.0100001;

    private static readonly char[] Quotes = ['"', '\'', '`'];

    /// <summary>Reads one.</summary>
    public static Project Read(string path, OtioReadOptions options)
    {
        var list = new CutList(path);
        var marks = new List<(double Seconds, string Name)>();
        List<Item> items = Parse(path, marks);
        if (items.Select(item => item.Track).Distinct().Skip(1).Any())
            throw Refuse(path, items.First(item => item.Track != items[0].Track).Line, "is an item of a second track; several audio tracks are not supported yet");
        foreach (Item item in items.OrderBy(item => item.Position))
        {
            if (item.Position < list.End - OtioLength.ToleranceSeconds)
                throw Refuse(path, item.Line, "is an item that begins before the one in front of it ends");
            if (item.Fades)
                list.Warn("has fades, which are not applied", $"line {item.Line}: item \"{item.Name}\"");
            list.GapTo(item.Position);
            var segment = new ProjectSegment { ClipId = 0, In = 0, Out = 0, Name = item.Name, GainDb = 20 * Math.Log10(item.Gain), Muted = item.Muted };
            if (item.File is null)
                list.Gap(item.Length, item.Name);
            else
                list.Add(item.File, item.Offset, item.Offset + item.Length, segment);
        }
        foreach ((double seconds, string name) in marks)
            list.Mark(seconds, 0, name);
        return list.Finish(options);
    }

    /// <summary>The text.</summary>
    public static string Write(CutOutput output)
    {
        var text = new StringBuilder("<REAPER_PROJECT 0.1 \"6.0\" 0\n");
        for (int i = 0; i < output.Project.Markers.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"  MARKER {i + 1} {output.Project.Markers[i].Start:R} {Quoted(output.Project.Markers[i].Name)} 0\n");
        text.Append(CultureInfo.InvariantCulture, $"  <TRACK\n    NAME {Quoted(output.Project.Name)}\n");
        foreach (CutItem item in output.Items(holdsGain: true))
        {
            if (item.Medium is null)
                continue;
            double gain = Math.Pow(10, (item.Segment.GainDb + output.Project.Clips[item.Segment.ClipId - 1].Tracks[0].GainDb) / 20);
            text.Append(CultureInfo.InvariantCulture, $"    <ITEM\n      POSITION {item.Start:R}\n      LENGTH {item.End - item.Start:R}\n      FADEIN 1 0 0\n      FADEOUT 1 0 0\n      MUTE 0\n");
            text.Append(CultureInfo.InvariantCulture, $"      NAME {Quoted(item.Segment.Name)}\n      VOLPAN {gain:R} 0 1 -1\n      SOFFS {item.In:R}\n      PLAYRATE 1 1 0 -1\n");
            text.Append(CultureInfo.InvariantCulture, $"      <SOURCE {Kind(item.Medium)}\n        FILE {Quoted(output.Name(item.Medium))}\n      >\n    >\n");
        }
        return text.Append("  >\n>\n").ToString();
    }

    private static List<Item> Parse(string path, List<(double Seconds, string Name)> marks)
    {
        var items = new List<Item>();
        var open = new Stack<string>();
        int tracks = 0;
        foreach ((int number, string raw) in TextFile.Lines(path))
        {
            string line = raw.Trim();
            if (line.StartsWith('<'))
            {
                if (open.Count >= FormatLimits.MaxDepth)
                    throw Refuse(path, number, $"is more than {FormatLimits.MaxDepth} blocks deep");
                open.Push(Words(line[1..]) is [var block, ..] ? block : "");
                tracks += open.Peek() is "TRACK" ? 1 : 0;
                if (open.Peek() is "ITEM")
                    items.Add(new Item { Line = number, Track = tracks });
            }
            else if (line is ">" && open.Count > 0)
                open.Pop();
            else if (line.StartsWith("MARKER ", StringComparison.Ordinal) && Words(line) is [_, _, var at, var name, ..])
                marks.Add((Number(at, path, number), name));
            else if (items.Count > 0 && open.Contains("ITEM"))
                Field(items[^1], Words(line), open.Peek() is "ITEM", path, number);
        }
        if (items.Count > FormatLimits.MaxItems)
            throw new ProjectException($"{path}: it has more than {FormatLimits.MaxItems} items.");
        return items;
    }

    private static void Field(Item item, string[] words, bool isOwn, string path, int line)
    {
        if (words is ["FILE", var file, ..])
            item.File ??= file;
        if (!isOwn || words.Length < 2)
            return;
        switch (words[0])
        {
            case "POSITION":
                item.Position = Number(words[1], path, line);
                break;
            case "LENGTH":
                item.Length = Number(words[1], path, line);
                break;
            case "SOFFS":
                item.Offset = Number(words[1], path, line);
                break;
            case "NAME":
                item.Name = words[1];
                break;
            case "MUTE":
                item.Muted = words[1] is not "0";
                break;
            case "VOLPAN":
                item.Gain = Math.Abs(Number(words[1], path, line)) * (words.Length > 3 ? Math.Abs(Number(words[3], path, line)) : 1);
                break;
            case "FADEIN" or "FADEOUT" when words.Length > 2:
                item.Fades |= Number(words[2], path, line) > DeclickSeconds;
                break;
            case "PLAYRATE" when Number(words[1], path, line) is not 1:
                throw Refuse(path, line, "is a play rate; speed changes are not supported yet");
            case "TAKE":
                throw Refuse(path, line, "is a second take of an item, and only one is supported");
        }
    }

    // Words between blanks; quotes of three kinds keep blanks.
    private static string[] Words(string line)
    {
        var words = new List<string>();
        for (int i = 0; i < line.Length;)
        {
            if (char.IsWhiteSpace(line[i]))
            {
                i++;
                continue;
            }
            bool quoted = Quotes.Contains(line[i]);
            int end = quoted ? line.IndexOf(line[i], i + 1) : line.IndexOfAny([' ', '\t'], i);
            end = end < 0 ? line.Length : end;
            words.Add(line[(quoted ? i + 1 : i)..end]);
            i = end + 1;
        }
        return [.. words];
    }

    private static string Quoted(string text)
    {
        string line = text.ReplaceLineEndings(" ");
        char quote = Quotes.FirstOrDefault(mark => !line.Contains(mark, StringComparison.Ordinal), '`');
        return quote + line.Replace(quote, '\'') + quote;
    }

    private static string Kind(string medium) => System.IO.Path.GetExtension(medium).ToUpperInvariant() switch
    {
        ".FLAC" => "FLAC",
        ".MP3" => "MP3",
        ".OGG" or ".OGA" => "VORBIS",
        ".OPUS" => "OPUS",
        ".MP4" or ".MOV" or ".M4A" or ".MKV" or ".WEBM" => "VIDEO",
        _ => "WAVE",
    };

    private static double Number(string text, string path, int line)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && Math.Abs(number) <= FormatLimits.MaxSeconds ? number : throw Refuse(path, line, $"has \"{text}\" where a number belongs");

    private static ProjectException Refuse(string path, int line, string cause) => new($"{path}:{line}: this line {cause}.");
}
