using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// Reads MLT XML, as Shotcut and Kdenlive save it. A track is a playlist, or a tractor of two whose clips overlap where they go into each
/// other. The out point of an entry is its last frame. Tracks whose sound is hidden are not heard.
/// </summary>
internal sealed class MltReader
{
    private static readonly string[] Silent = ["color", "colour", "qimage", "pixbuf", "kdenlivetitle", "qtext", "pango", "noise", "count", "blank", "frei0r"];

    private readonly string _path;
    private readonly XmlNode _root;
    private readonly FrameRate _rate;
    private readonly CutList _list;
    private readonly bool _playsSpeeds;
    private readonly Dictionary<string, XmlNode> _services;
    private int _pieces;

    private MltReader(string path, XmlNode root, bool playsSpeeds)
    {
        (_path, _root, _list, _playsSpeeds) = (path, root, new CutList(path), playsSpeeds);
        _services = root.Children.Where(node => node["id"] is not null).GroupBy(node => node["id"]!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        XmlNode profile = root.Child("profile") ?? throw root.Refuse(path, "has no profile, so its frame rate is not known");
        _rate = FrameRate.TryParse($"{profile["frame_rate_num"]}/{profile["frame_rate_den"] ?? "1"}", out FrameRate rate) ? rate : throw profile.Refuse(path, "has no frame rate");
    }

    /// <summary>Reads one.</summary>
    public static Project Read(string path, OtioReadOptions options)
    {
        XmlNode root = XmlFile.Read(path);
        if (root.Name is not "mlt")
            throw root.Refuse(path, "stands where mlt belongs");
        var reader = new MltReader(path, root, options.PlaysSpeeds);
        XmlNode main = (root["producer"] is { } named ? reader._services.GetValueOrDefault(named) : null) ?? root.Children.LastOrDefault(node => node.Name is "tractor") ?? throw root.Refuse(path, "holds no tractor, so no timeline");
        var tracks = new List<(string Name, List<PlacedPiece> Pieces)>();
        reader.Tracks(reader.Sequence(main), tracks);
        PlacedTracks.Put(reader._list, tracks);
        reader.Markers();
        return reader._list.Finish(options);
    }

    // The outermost tractor of newer Kdenlive files holds nothing but the sequence.
    private XmlNode Sequence(XmlNode main)
    {
        for (int depth = 0; depth < FormatLimits.MaxDepth; depth++)
        {
            XmlNode[] tracks = [.. main.Children.Where(node => node.Name is "track")];
            if (tracks.Length != 1 || tracks[0]["producer"] is not { } id || !_services.TryGetValue(id, out XmlNode? inner) || inner.Name is not "tractor" || Is(inner, "kdenlive:audio_track"))
                return main;
            main = inner;
        }
        throw main.Refuse(_path, $"is nested more than {FormatLimits.MaxDepth} deep");
    }

    private void Tracks(XmlNode tractor, List<(string Name, List<PlacedPiece> Pieces)> tracks)
    {
        foreach (XmlNode track in tractor.Children.Where(node => node.Name is "track"))
        {
            if (track["hide"] is "audio" or "both" || track["producer"] is not { } id || !_services.TryGetValue(id, out XmlNode? service))
                continue;
            var pieces = new List<PlacedPiece>();
            XmlNode[] lists = service.Name is "tractor" ? [.. service.Children.Where(node => node.Name is "track" && node["hide"] is not ("audio" or "both")).Select(node => _services.GetValueOrDefault(node["producer"] ?? "")).OfType<XmlNode>()] : [service];
            foreach (XmlNode list in lists.Where(list => list.Name is "playlist"))
                Playlist(list, pieces);
            if (lists.Any(list => list.Name is "tractor"))
                throw service.Refuse(_path, "is nested; nested timelines are not supported yet");
            if (pieces.Count > 0)
                tracks.Add((Property(service, "kdenlive:track_name") ?? Property(service, "shotcut:name") ?? $"A{tracks.Count + 1}", pieces));
        }
    }

    private void Playlist(XmlNode list, List<PlacedPiece> pieces)
    {
        long at = 0;
        foreach (XmlNode node in list.Children)
        {
            if (node.Name is "blank")
                at += Frames(node, "length") ?? throw node.Refuse(_path, "has no length");
            else if (node.Name is "entry")
                at += Entry(node, at, pieces);
        }
    }

    // Its frames; the last of them is named.
    private long Entry(XmlNode entry, long at, List<PlacedPiece> pieces)
    {
        XmlNode producer = _services.GetValueOrDefault(entry["producer"] ?? "") ?? throw entry.Refuse(_path, $"names the producer \"{entry["producer"]}\", which is not there");
        if (producer.Name is "tractor" or "playlist")
            throw entry.Refuse(_path, "is nested; nested timelines are not supported yet");
        long from = Frames(entry, "in") ?? Frames(producer, "in") ?? 0;
        long to = Frames(entry, "out") ?? Frames(producer, "out") ?? throw entry.Refuse(_path, "has no out point");
        if (to < from)
            throw entry.Refuse(_path, "ends before it begins");
        if (++_pieces > FormatLimits.MaxItems)
            throw entry.Refuse(_path, $"is one of more than {FormatLimits.MaxItems} items");
        (string? medium, double speed, SpeedMode mode) = Medium(producer);
        var segment = new ProjectSegment
        {
            ClipId = 0,
            In = 0,
            Out = 0,
            Name = Property(producer, "kdenlive:clipname") is { Length: > 0 } own ? own : Property(producer, "shotcut:caption") ?? System.IO.Path.GetFileName(medium ?? ""),
            GainDb = Gain(entry) + Gain(producer),
            Speed = speed,
            SpeedMode = mode,
        };
        long length = to - from + 1;
        pieces.Add(new PlacedPiece(medium, _rate.Seconds(at), _rate.Seconds(at + length), _rate.Seconds(from) * speed, segment) { Rate = _rate.PerSecond, Stream = Stream(producer) });
        return length;
    }

    private (string? Medium, double Speed, SpeedMode Mode) Medium(XmlNode producer)
    {
        string? resource = Property(producer, "resource");
        string service = Property(producer, "mlt_service") ?? "";
        if (Array.Exists(Silent, silent => service.StartsWith(silent, StringComparison.Ordinal)) || string.IsNullOrEmpty(resource) || Property(producer, "set.test_audio") is "1" || Property(producer, "audio_index") is "-1" || Stills.IsStill(resource))
            return (null, 1, SpeedMode.KeepPitch);
        if (service is not "timewarp")
            return (Rooted(resource), 1, SpeedMode.KeepPitch);
        if (!_playsSpeeds)
            throw producer.Refuse(_path, $"\"{resource}\" plays at another speed; speed changes are not supported yet");
        string[] parts = resource.Split(':', 2);
        double speed = double.TryParse(Property(producer, "warp_speed") ?? parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number is >= OtioWarp.MinSpeed and <= OtioWarp.MaxSpeed ? number
            : throw producer.Refuse(_path, $"\"{resource}\" plays at a speed that is not supported");
        return (Rooted(Property(producer, "warp_resource") ?? parts[^1]), speed, Property(producer, "warp_pitch") is "1" ? SpeedMode.KeepPitch : SpeedMode.Varispeed);
    }

    // Relative to the folder that the file names, if it is of this machine; else to the file's own.
    private string Rooted(string resource)
    {
        if (_root["root"] is not { Length: > 0 } root || System.IO.Path.IsPathRooted(resource) || MediaUrl.IsDrive(resource) || resource.Contains("://", StringComparison.Ordinal) || resource.Contains('\0', StringComparison.Ordinal))
            return resource;
        string full = System.IO.Path.Combine(root, resource);
        return System.IO.File.Exists(full) ? full : resource;
    }

    private static int Stream(XmlNode producer) => int.TryParse(Property(producer, "audio_index"), NumberStyles.None, CultureInfo.InvariantCulture, out int stream) && stream <= 255 ? stream : ProjectTrack.BestStream;

    // A constant volume, dB; filters that are switched off, or that the editor added itself at its defaults, do nothing.
    private double Gain(XmlNode owner)
    {
        double gain = 0;
        foreach (XmlNode filter in owner.Children.Where(node => node.Name is "filter" && Property(node, "disable") is not "1"))
        {
            string service = Property(filter, "mlt_service") ?? "";
            bool isVolume = service is "volume";
            string text = Property(filter, "level") ?? Property(filter, "gain") ?? "";
            bool isPlain = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value);
            bool isOwn = Property(filter, "internal_added") is "237";
            if (isVolume && isPlain)
                gain += Property(filter, "level") is not null ? value : 20 * Math.Log10(Math.Max(0, value));
            else if (isVolume && text.Length > 0)
                _list.Warn("has a volume that changes over time, which is not applied", owner.Shown);
            else if (!isOwn && !isVolume && IsHeard(service))
                _list.Warn($"has the filter {service}, which is not applied", owner.Shown);
        }
        return gain;
    }

    private static bool IsHeard(string service) => service is "panner" or "channelcopy" or "swap" or "mono" or "normalize" or "loudness" or "dynamic_loudness"
        || service.StartsWith("sox", StringComparison.Ordinal) || service.StartsWith("ladspa", StringComparison.Ordinal) || service.StartsWith("lv2", StringComparison.Ordinal) || service.StartsWith("avfilter.a", StringComparison.Ordinal);

    private void Markers()
    {
        foreach (XmlNode group in _root.Below.Where(node => node.Name is "properties" && node["name"] is "shotcut:markers"))
        {
            foreach (XmlNode marker in group.Children.Where(node => node.Name is "properties"))
            {
                if (Time(Property(marker, "start") ?? "") is { } start)
                    _list.Mark(_rate.Seconds(start), Time(Property(marker, "end") ?? "") is { } end && end > start ? _rate.Seconds(end - start) : 0, Property(marker, "text") ?? "");
            }
        }
        string? guides = _root.Below.Where(node => node.Name is "property" && node["name"] is "kdenlive:sequenceproperties.guides" or "kdenlive:docproperties.guides" && node.Text.Length > 2).Select(node => node.Text).FirstOrDefault();
        if (guides is null || Json.Parse(System.Text.Encoding.UTF8.GetBytes(guides), _path) is not JsonArray list)
            return;
        foreach (JsonObject guide in list.OfType<JsonObject>())
        {
            if (EffectVolume.Number(guide["pos"]) is >= 0 and <= FormatLimits.MaxSeconds * 1_000 and var at)
                _list.Mark(_rate.Seconds((long)at), 0, (string?)guide["comment"] ?? "");
        }
    }

    private static bool Is(XmlNode element, string property) => Property(element, property) is "1";

    private static string? Property(XmlNode element, string name) => element.Children.FirstOrDefault(node => node.Name is "property" && node["name"] == name)?.Text;

    private long? Frames(XmlNode element, string name)
        => element[name] is not { Length: > 0 } text ? null : Time(text) ?? throw element.Refuse(_path, $"has the {name} \"{text}\", which is no time");

    // Frames, a clock with thousandths, or a timecode.
    private long? Time(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long frames))
            return frames <= FormatLimits.MaxSeconds * 1_000 ? frames : null;
        return text.Count(c => c == ':') == 3 || text.Contains(';', StringComparison.Ordinal) ? Timecode.Parse(text, _rate, drop: false)
            : text.Contains(':', StringComparison.Ordinal) && ClockText.Parse(text) is { } seconds ? _rate.Frames(seconds) : null;
    }
}
