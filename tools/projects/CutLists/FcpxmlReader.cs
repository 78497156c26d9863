using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// Reads the first project of an FCPXML file: the clips and gaps of its spine. Times are rational seconds; media time is relative to
/// the asset's start. What needs more than one lane, nested timelines, transitions and retiming are refused by line.
/// </summary>
internal sealed class FcpxmlReader
{
    private readonly string _path;
    private readonly Dictionary<string, XmlNode> _assets;
    private readonly CutList _list;

    private FcpxmlReader(string path, XmlNode root)
    {
        _path = path;
        _list = new CutList(path);
        _assets = root.Child("resources")?.Children.Where(node => node.Name is "asset" && node["id"] is not null)
            .GroupBy(asset => asset["id"]!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal) ?? [];
    }

    /// <summary>Reads one.</summary>
    public static Project Read(string path, OtioReadOptions options)
    {
        XmlNode root = XmlFile.Read(path);
        if (root.Name is not "fcpxml")
            throw root.Refuse(path, "stands where fcpxml belongs");
        XmlNode sequence = root.Below.FirstOrDefault(node => node.Name is "sequence") ?? throw root.Refuse(path, "holds no sequence");
        XmlNode spine = sequence.Child("spine") ?? throw sequence.Refuse(path, "holds no spine");
        var reader = new FcpxmlReader(path, root);
        reader._list.Name = sequence.Parent?["name"] ?? reader._list.Name;
        if (root.Below.Count(node => node.Name is "sequence") > 1)
            reader._list.Warn("is the first of several sequences; the others are not read", sequence.Shown);
        Rational at = Rational.Zero;
        foreach (XmlNode item in spine.Children)
        {
            try
            {
                at = reader.Item(item, at);
            }
            catch (OverflowException)
            {
                throw item.Refuse(path, "has times whose fractions are too fine to be added exactly");
            }
        }
        return reader._list.Finish(options);
    }

    // Where the item ends, seconds of the spine.
    private Rational Item(XmlNode item, Rational at)
    {
        switch (item.Name)
        {
            case "transition":
                throw item.Refuse(_path, "is a transition; transitions are not supported yet");
            case "ref-clip" or "sync-clip" or "mc-clip" or "spine" or "audition":
                throw item.Refuse(_path, "is nested; nested timelines are not supported yet");
            case "gap" or "title" or "caption" or "video" or "asset-clip" or "clip" or "audio":
                break;
            default:
                return at;
        }
        Rational duration = Time(item, "duration") ?? (Asset(item) is { } own ? Time(own, "duration") : null) ?? throw item.Refuse(_path, "has no duration");
        Rational offset = Time(item, "offset") ?? at;
        if (duration < Rational.Zero || offset < at)
            throw item.Refuse(_path, "lies before the end of the item in front of it");
        _list.GapTo(offset.Seconds);
        RefuseInner(item);
        if (IsSilent(item))
            _list.Gap(duration.Seconds, item["name"] ?? "");
        else
            Clip(item, duration);
        Markers(item, offset, duration);
        return offset + duration;
    }

    private void Clip(XmlNode item, Rational duration)
    {
        // A clip holds the element that refers to the medium.
        XmlNode user = item.Name is "clip" ? item.Below.FirstOrDefault(inner => inner.Name is "audio") ?? item.Child("video") ?? throw item.Refuse(_path, "holds neither audio nor video") : item;
        XmlNode asset = Asset(user) ?? throw item.Refuse(_path, $"refers to the asset \"{user["ref"]}\", which is not there");
        string source = asset["src"] ?? asset.Child("media-rep")?["src"] ?? throw asset.Refuse(_path, "has no src");
        Rational assetStart = Time(asset, "start") ?? Rational.Zero;
        Rational start = (Time(item, "start") ?? (item == user ? assetStart : Time(user, "start") ?? assetStart)) - assetStart;
        double gain = Gain(item);
        var segment = new ProjectSegment
        {
            ClipId = 0,
            In = 0,
            Out = 0,
            Name = item["name"] ?? asset["name"] ?? "",
            GainDb = gain,
            Muted = item["enabled"] is "0",
        };
        Rational end = start + duration;
        _list.Add(source, start.Seconds, end.Seconds, segment, Math.Max(start.Rate, duration.Rate));
    }

    private XmlNode? Asset(XmlNode item) => item["ref"] is { } id ? _assets.GetValueOrDefault(id) : null;

    private bool IsSilent(XmlNode item)
    {
        if (item.Name is "gap" or "title" or "caption")
            return true;
        bool picture = item.Name is "video" || item["srcEnable"] is "video" || (Asset(item) is { } asset && asset["hasAudio"] is "0" or null && asset["hasVideo"] is "1");
        if (picture)
            _list.Warn("has no sound; it is silence of its length", item.Shown);
        return picture;
    }

    private void RefuseInner(XmlNode item)
    {
        foreach (XmlNode inner in item.Children)
        {
            string name = inner.Name;
            if (name is "timeMap")
                throw item.Refuse(_path, "is retimed; speed changes are not supported yet");
            if (inner["lane"] is null || name is "title" or "caption")
                continue;
            if (name is "video" || (Asset(inner) is { } asset && asset["hasAudio"] is not "1"))
                _list.Warn("is connected and has no sound; it is left out", inner.Shown);
            else
                throw inner.Refuse(_path, "is connected on a lane of its own; several audio tracks are not supported yet");
        }
    }

    // Decibels: "-6dB". A level that changes over time is reported and not applied.
    private double Gain(XmlNode item)
    {
        XmlNode? volume = item.Child("adjust-volume");
        if (volume is null)
            return 0;
        if (volume.Below.Any(node => node.Name is "keyframe" or "fadeIn" or "fadeOut"))
            _list.Warn("has fades or key frames of its volume, which are not applied", item.Shown);
        string text = (volume["amount"] ?? "0dB").Replace("dB", "", StringComparison.Ordinal);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double gain) && double.IsFinite(gain))
            return gain <= -96 ? double.NegativeInfinity : gain;
        return text.Contains("inf", StringComparison.OrdinalIgnoreCase) ? double.NegativeInfinity : throw volume.Refuse(_path, $"has the amount \"{text}\", which is no gain");
    }

    // A marker stands on the clock of its item, which begins at the item's start.
    private void Markers(XmlNode item, Rational offset, Rational duration)
    {
        Rational origin = Time(item, "start") ?? (Asset(item) is { } asset ? Time(asset, "start") : null) ?? Rational.Zero;
        foreach (XmlNode marker in item.Children.Where(inner => inner.Name is "marker" or "chapter-marker"))
        {
            Rational place = (Time(marker, "start") ?? origin) - origin;
            if (!(place < Rational.Zero) && place < duration)
                _list.Mark((offset + place).Seconds, (Time(marker, "duration") ?? Rational.Zero).Seconds, marker["value"] ?? "");
        }
    }

    private Rational? Time(XmlNode element, string name)
        => element[name] is not { } text ? null
            : Rational.Parse(text) ?? throw element.Refuse(_path, $"has the {name} \"{text}\", which is no time");
}
