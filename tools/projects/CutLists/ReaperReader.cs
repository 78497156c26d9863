using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// Reads Reaper projects: the items of every track. POSITION, LENGTH, SOFFS (the offset into the medium), PLAYRATE, VOLPAN (linear gain), MUTE,
/// FADEIN, FADEOUT, NAME and the FILE of its SOURCE; VOLPAN and MUTESOLO of tracks; MARKER lines. The first track with sound is the main lane.
/// Items that overlap by the length of their fades go into each other; others that overlap sound on a further lane.
/// </summary>
internal sealed class ReaperReader
{
    private sealed class Track
    {
        public string Name { get; set; } = "";

        public double Gain { get; set; } = 1;

        public bool Muted { get; set; }

        public bool Solo { get; set; }

        public List<Item> Items { get; } = [];
    }

    private sealed class Item
    {
        public int Line { get; init; }

        public double Position { get; set; }

        public double Length { get; set; }

        public double Offset { get; set; }

        public double Rate { get; set; } = 1;

        public bool KeepsPitch { get; set; } = true;

        public double Gain { get; set; } = 1;

        public bool Muted { get; set; }

        public double FadeIn { get; set; }

        public double FadeOut { get; set; }

        public bool IsLinear { get; set; }

        public bool EndsLinear { get; set; }

        public string Name { get; set; } = "";

        public string? File { get; set; }
    }

    /// <summary>Fades as short as Reaper's own at every item are taken for declicks.</summary>
    private const double DeclickSeconds = 0.0100001;

    private const double SameSeconds = 0.001;

    private readonly string _path;
    private readonly CutList _list;
    private readonly bool _playsSpeeds;
    private readonly List<Track> _tracks = [];
    private readonly List<(double Seconds, string Name)> _marks = [];
    private int _items;

    private ReaperReader(string path, bool playsSpeeds) => (_path, _list, _playsSpeeds) = (path, new CutList(path), playsSpeeds);

    /// <summary>Reads one.</summary>
    public static Project Read(string path, OtioReadOptions options)
    {
        var reader = new ReaperReader(path, options.PlaysSpeeds);
        reader.Parse();
        bool solo = reader._tracks.Exists(track => track.Solo);
        var tracks = new List<(string Name, List<PlacedPiece> Pieces)>();
        foreach (Track track in reader._tracks.Where(track => track.Items.Count > 0))
            tracks.AddRange(Parts(track, track.Muted || (solo && !track.Solo)).Select((part, i) => (i == 0 ? track.Name : $"{track.Name} {i + 1}", part)));
        PlacedTracks.Put(reader._list, tracks);
        foreach ((double seconds, string name) in reader._marks)
            reader._list.Mark(seconds, 0, name);
        return reader._list.Finish(options);
    }

    // What overlaps without going into each other stands in parts of its own.
    private static List<List<PlacedPiece>> Parts(Track track, bool muted)
    {
        var parts = new List<List<PlacedPiece>>();
        foreach (Item item in track.Items.OrderBy(item => item.Position))
        {
            PlacedPiece piece = Piece(item, track, muted);
            List<PlacedPiece>? part = parts.Find(part => piece.Start >= part[^1].End - OtioLength.ToleranceSeconds || Crossfades(part[^1], piece));
            if (part is null)
                parts.Add(part = []);
            else if (piece.Start < part[^1].End - OtioLength.ToleranceSeconds)
                (part[^1], piece) = (part[^1] with { FadeOut = 0 }, piece with { FadeIn = 0 });
            part.Add(piece);
        }
        return parts;
    }

    private static bool Crossfades(PlacedPiece before, PlacedPiece piece)
    {
        double overlap = before.End - piece.Start;
        return before.Medium is not null && piece.Medium is not null && overlap >= Overlaps.MinSeconds && overlap <= Math.Min(before.Seconds, piece.Seconds) / 2
            && Math.Abs(before.FadeOut - overlap) <= SameSeconds && Math.Abs(piece.FadeIn - overlap) <= SameSeconds;
    }

    private static PlacedPiece Piece(Item item, Track track, bool muted) => new(item.File, item.Position, item.Position + item.Length, item.Offset, new ProjectSegment
    {
        ClipId = 0,
        In = 0,
        Out = 0,
        Name = item.Name,
        GainDb = 20 * Math.Log10(item.Gain * track.Gain),
        Muted = item.Muted || muted,
        Speed = item.Rate,
        SpeedMode = item.KeepsPitch ? SpeedMode.KeepPitch : SpeedMode.Varispeed,
    })
    {
        Out = item.Offset + (item.Length * item.Rate),
        FadeIn = item.FadeIn,
        FadeOut = item.FadeOut,
        Fades = item.IsLinear ? FadeShape.Linear : FadeShape.EqualPower,
        FadesOut = item.EndsLinear ? FadeShape.Linear : FadeShape.EqualPower,
        Kind = item.IsLinear ? TransitionKind.Linear : TransitionKind.EqualPower,
    };

    private void Parse()
    {
        var open = new Stack<string>();
        Item? item = null;
        foreach ((int number, string raw) in TextFile.Lines(_path))
        {
            string line = raw.Trim();
            if (line.StartsWith('<'))
            {
                if (open.Count >= FormatLimits.MaxDepth)
                    throw Refuse(number, $"is more than {FormatLimits.MaxDepth} blocks deep");
                open.Push(ReaperText.Words(line[1..]) is [var block, ..] ? block : "");
                if (open.Peek() is "TRACK")
                    _tracks.Add(new Track());
                if (open.Peek() is "ITEM")
                    item = AddItem(number);
            }
            else if (line is ">" && open.Count > 0)
                open.Pop();
            else if (line.StartsWith("MARKER ", StringComparison.Ordinal) && ReaperText.Words(line) is [_, _, var at, var name, ..])
                _marks.Add((Number(at, number), name));
            else if (item is not null && open.Contains("ITEM"))
                Field(item, ReaperText.Words(line), open.Peek() is "ITEM", number);
            else if (open.Count > 0 && open.Peek() is "TRACK")
                Field(_tracks[^1], ReaperText.Words(line), number);
        }
    }

    private Item AddItem(int line)
    {
        if (++_items > FormatLimits.MaxItems)
            throw new ProjectException($"{_path}: it has more than {FormatLimits.MaxItems} items.");
        if (_tracks.Count == 0)
            _tracks.Add(new Track());
        var item = new Item { Line = line };
        _tracks[^1].Items.Add(item);
        return item;
    }

    private void Field(Track track, string[] words, int line)
    {
        switch (words)
        {
            case ["NAME", var name, ..]:
                track.Name = name;
                break;
            case ["VOLPAN", var gain, ..]:
                track.Gain = Math.Abs(Number(gain, line));
                Pan(words, line, $"track \"{track.Name}\"");
                break;
            case ["MUTESOLO", var mute, ..]:
                track.Muted = mute is not "0";
                track.Solo = words.Length > 2 && words[2] is not "0";
                break;
        }
    }

    private void Field(Item item, string[] words, bool isOwn, int line)
    {
        if (words is ["FILE", var file, ..])
            item.File ??= file;
        if (words is ["STARTPOS", var section, ..] && !isOwn)
            item.Offset += Number(section, line);
        if (!isOwn || words.Length < 2)
            return;
        switch (words[0])
        {
            case "POSITION":
                item.Position = Number(words[1], line);
                break;
            case "LENGTH":
                item.Length = Number(words[1], line);
                if (item.Length < 0)
                    throw Refuse(line, $"is the length {words[1]}, which is negative");
                break;
            case "SOFFS":
                item.Offset += Number(words[1], line);
                break;
            case "NAME":
                item.Name = words[1];
                break;
            case "MUTE":
                item.Muted = words[1] is not "0";
                break;
            case "VOLPAN":
                item.Gain = Math.Abs(Number(words[1], line)) * (words.Length > 3 ? Math.Abs(Number(words[3], line)) : 1);
                Pan(words, line, $"item \"{item.Name}\"");
                break;
            case "FADEIN" when words.Length > 2:
                (item.FadeIn, item.IsLinear) = (Fade(words, line, item), words[1] is "0");
                break;
            case "FADEOUT" when words.Length > 2:
                (item.FadeOut, item.EndsLinear) = (Fade(words, line, item), words[1] is "0");
                break;
            case "PLAYRATE":
                item.Rate = Number(words[1], line);
                item.KeepsPitch = words.Length < 3 || words[2] is not "0";
                if (item.Rate != 1 && (!_playsSpeeds || item.Rate is not (>= OtioWarp.MinSpeed and <= OtioWarp.MaxSpeed)))
                    throw Refuse(line, $"is the play rate {words[1]}, which is not played");
                break;
            case "TAKE":
                throw Refuse(line, "is a second take of an item, and only one is supported");
        }
    }

    // Shape, length, and the length that overlaps give it; shape 0 is linear, and of the others equal power is nearest to the usual one.
    private double Fade(string[] words, int line, Item item)
    {
        double own = words.Length > 3 ? Number(words[3], line) : 0;
        double seconds = own > 0 ? own : Number(words[2], line);
        if (seconds <= DeclickSeconds)
            return 0;
        if (words[1] is not ("0" or "1"))
            _list.Warn("has fades of a curve that is not known; they have equal power", $"line {line}: item \"{item.Name}\"");
        return seconds;
    }

    private void Pan(string[] words, int line, string owner)
    {
        if (words.Length > 2 && Number(words[2], line) is not 0)
            _list.Warn("has a pan, which is not applied", $"line {line}: {owner}");
    }

    private double Number(string text, int line)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && Math.Abs(number) <= FormatLimits.MaxSeconds ? number : throw Refuse(line, $"has \"{text}\" where a number belongs");

    private ProjectException Refuse(int line, string cause) => new(string.Create(CultureInfo.InvariantCulture, $"{_path}:{line}: this line {cause}."));
}
