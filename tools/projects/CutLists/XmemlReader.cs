using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// Reads the first sequence of a Final Cut Pro 7 XML file, as Premiere, Resolve and others write it: audio tracks with clips,
/// cross-fades, levels and markers. Times are frames of a rate, 1000/1001 of it where it is NTSC. A beginning or end of -1 lies in the
/// transition beside it. Tracks that are the channels of the same clips are one.
/// </summary>
internal sealed class XmemlReader
{
    private readonly string _path;
    private readonly CutList _list;
    private readonly FrameRate _rate;
    private readonly bool _playsSpeeds;
    private readonly Dictionary<string, XmlNode> _files = new(StringComparer.Ordinal);

    private XmemlReader(string path, XmlNode sequence, bool playsSpeeds)
    {
        (_path, _list, _playsSpeeds) = (path, new CutList(path), playsSpeeds);
        _rate = Rate(sequence) ?? throw sequence.Refuse(path, "has no rate");
    }

    /// <summary>Reads one.</summary>
    public static Project Read(string path, OtioReadOptions options)
    {
        XmlNode root = XmlFile.Read(path);
        if (root.Name is not "xmeml")
            throw root.Refuse(path, "stands where xmeml belongs");
        XmlNode sequence = root.Below.FirstOrDefault(node => node.Name is "sequence") ?? throw root.Refuse(path, "holds no sequence");
        var reader = new XmemlReader(path, sequence, options.PlaysSpeeds);
        reader._list.Name = sequence.TextOf("name") ?? reader._list.Name;
        // A file is described once, where it comes first, and named by its id from there on.
        foreach (XmlNode file in root.Below.Where(node => node.Name is "file" && node["id"] is not null && node.Child("pathurl") is not null))
            reader._files.TryAdd(file["id"]!, file);
        reader.Tracks(sequence);
        foreach (XmlNode marker in sequence.Children.Where(node => node.Name is "marker"))
            reader.Marker(marker);
        return reader._list.Finish(options);
    }

    private void Tracks(XmlNode sequence)
    {
        XmlNode? media = sequence.Child("media");
        XmlNode[] audio = [.. media?.Child("audio")?.Children.Where(node => node.Name is "track") ?? []];
        if (!audio.Any(track => track.Child("clipitem") is not null))
        {
            audio = [.. media?.Child("video")?.Children.Where(node => node.Name is "track") ?? []];
            if (audio.Length > 0)
                _list.Warn("has no audio clips; the sound of its picture tracks is used", sequence.Shown);
        }
        var tracks = new List<(string Name, List<PlacedPiece> Pieces)>();
        foreach (XmlNode track in audio)
        {
            bool muted = track.TextOf("enabled") is "FALSE";
            List<PlacedPiece> pieces = Pieces(track, muted);
            // The second channel of a stereo clip stands on a track of its own.
            if (pieces.Count > 0 && !tracks.Exists(known => Same(known.Pieces, pieces)))
                tracks.Add(($"A{tracks.Count + 1}", pieces));
        }
        PlacedTracks.Put(_list, tracks);
    }

    private static bool Same(List<PlacedPiece> a, List<PlacedPiece> b) => a.Count == b.Count
        && a.Zip(b).All(pair => pair.First.Medium == pair.Second.Medium && pair.First.Start.Equals(pair.Second.Start) && pair.First.End.Equals(pair.Second.End) && pair.First.In.Equals(pair.Second.In));

    private List<PlacedPiece> Pieces(XmlNode track, bool muted)
    {
        var pieces = new List<PlacedPiece>();
        XmlNode[] items = [.. track.Children.Where(node => node.Name is "clipitem" or "transitionitem")];
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i].Name is "transitionitem")
                continue;
            if (pieces.Count >= FormatLimits.MaxItems)
                throw items[i].Refuse(_path, $"is one of more than {FormatLimits.MaxItems} items");
            pieces.Add(Piece(items[i], Transition(items, i - 1), Transition(items, i + 1), muted));
        }
        return pieces;
    }

    private static XmlNode? Transition(XmlNode[] items, int index) => index >= 0 && index < items.Length && items[index].Name is "transitionitem" ? items[index] : null;

    private PlacedPiece Piece(XmlNode item, XmlNode? before, XmlNode? behind, bool muted)
    {
        if (item.Child("sequence") is not null)
            throw item.Refuse(_path, "is a nested sequence; nested timelines are not supported yet");
        long start = Frames(item, "start") ?? throw item.Refuse(_path, "has no start");
        long end = Frames(item, "end") ?? throw item.Refuse(_path, "has no end");
        long from = Frames(item, "in") ?? throw item.Refuse(_path, "has no in");
        long to = Frames(item, "out") ?? throw item.Refuse(_path, "has no out");
        // In and out points reach through the transitions at its ends.
        if (start == -1)
            start = before is null ? throw item.Refuse(_path, "begins at -1 without a transition before it") : Frames(before, "start") ?? throw before.Refuse(_path, "has no start");
        if (end == -1)
            end = behind is null ? throw item.Refuse(_path, "ends at -1 without a transition behind it") : Frames(behind, "end") ?? throw behind.Refuse(_path, "has no end");
        FrameRate rate = Rate(item) ?? _rate;
        double speed = Speed(item);
        if (end < start || to < from)
            throw item.Refuse(_path, "ends before it begins");
        if (speed == 1 && rate == _rate && Math.Abs(to - from - (end - start)) > 1)
            throw item.Refuse(_path, $"plays {to - from} frames of its medium in {end - start}; speed changes are not supported yet");
        string? medium = File(item) is { } file ? file.TextOf("pathurl") is { Length: > 0 } url ? url : file.TextOf("name") : null;
        if (medium is null)
            _list.Warn("has no file; it is silence of its length", item.Shown);
        return new PlacedPiece(medium, _rate.Seconds(start), _rate.Seconds(end), rate.Seconds(from), new ProjectSegment
        {
            ClipId = 0,
            In = 0,
            Out = 0,
            Name = item.TextOf("name") ?? "",
            GainDb = Gain(item),
            Muted = muted || item.TextOf("enabled") is "FALSE",
            Speed = speed,
        })
        {
            Rate = rate.PerSecond,
            Kind = before is not null && before.Below.Any(node => node.Name is "name" or "effectid" && node.Text.Contains("0dB", StringComparison.OrdinalIgnoreCase)) ? TransitionKind.Linear : TransitionKind.EqualPower,
        };
    }

    private XmlNode? File(XmlNode item) => item.Child("file") is not { } file ? null : file.Child("pathurl") is not null ? file : file["id"] is { } id ? _files.GetValueOrDefault(id, file) : file;

    // A constant speed, in percent; what changes over time cannot be played.
    private double Speed(XmlNode item)
    {
        XmlNode? remap = Effects(item).FirstOrDefault(effect => effect.TextOf("effectid") is "timeremap");
        XmlNode? speed = remap?.Children.FirstOrDefault(node => node.Name is "parameter" && node.TextOf("parameterid") is "speed");
        if (remap is null || Number(speed?.TextOf("value")) is null or 100)
            return 1;
        return _playsSpeeds && Number(speed!.TextOf("value")) / 100 is >= OtioWarp.MinSpeed and <= OtioWarp.MaxSpeed and var played ? played
            : throw item.Refuse(_path, "is retimed; speed changes are not supported yet");
    }

    private double Gain(XmlNode item)
    {
        double gain = 0;
        foreach (XmlNode effect in Effects(item).Where(effect => effect.TextOf("effectid") is "audiolevels"))
        {
            XmlNode? level = effect.Children.FirstOrDefault(node => node.Name is "parameter" && node.TextOf("parameterid") is "level");
            if (level?.Child("keyframe") is not null)
                _list.Warn("has a level that changes over time, which is not applied", item.Shown);
            else if (Number(level?.TextOf("value")) is >= 0 and var linear)
                gain += 20 * Math.Log10(linear);
        }
        if (Effects(item).Any(effect => effect.TextOf("effectid") is not ("audiolevels" or "audiopan" or "timeremap") and { Length: > 0 }))
            _list.Warn("has audio filters, which are not applied", item.Shown);
        return gain;
    }

    private static IEnumerable<XmlNode> Effects(XmlNode item) => item.Children.Where(node => node.Name is "filter" && node.TextOf("enabled") is not "FALSE").Select(filter => filter.Child("effect")).OfType<XmlNode>();

    private void Marker(XmlNode marker)
    {
        if (Frames(marker, "in") is not (>= 0 and var start))
            return;
        long end = Frames(marker, "out") ?? -1;
        string name = marker.TextOf("name") is { Length: > 0 } own ? own : marker.TextOf("comment") ?? "";
        _list.Mark(_rate.Seconds(start), end > start ? _rate.Seconds(end - start) : 0, name);
    }

    private FrameRate? Rate(XmlNode element)
    {
        if (element.Child("rate") is not { } rate)
            return null;
        if (!long.TryParse(rate.TextOf("timebase"), NumberStyles.None, CultureInfo.InvariantCulture, out long timebase) || timebase is < 1 or > 1_000)
            throw rate.Refuse(_path, $"has the timebase \"{rate.TextOf("timebase")}\", which is no rate");
        return rate.TextOf("ntsc") is "TRUE" ? new FrameRate(timebase * 1_000, 1_001) : new FrameRate(timebase, 1);
    }

    private long? Frames(XmlNode element, string name)
        => element.TextOf(name) is not { Length: > 0 } text ? null
            : Number(text) is { } frames && Math.Abs(frames) <= FormatLimits.MaxSeconds * 1_000 && frames == Math.Floor(frames) ? (long)frames // some write 5.0
            : throw element.Refuse(_path, $"has the {name} \"{text}\", which is no count of frames");

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
}
