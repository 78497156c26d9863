using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Seamline.Projects;

/// <summary>What one element of an FCPXML file plays: its medium, in point, speed, gain and fades.</summary>
internal sealed class FcpxmlClip(string path, CutList list, IReadOnlyDictionary<string, XmlNode> assets, bool playsSpeeds)
{
    private const double SilentDb = -96;

    /// <summary>The asset that an element refers to.</summary>
    public XmlNode? Asset(XmlNode item) => item["ref"] is { } id ? assets.GetValueOrDefault(id) : null;

    /// <summary>Where an element's own clock begins.</summary>
    public Rational Start(XmlNode item) => Time(item, "start") ?? (Asset(item) is { } asset ? Time(asset, "start") : null) ?? Rational.Zero;

    /// <summary>Whether an element has no sound, which is said of what might have.</summary>
    public bool IsSilent(XmlNode item, int lane)
    {
        if (item.Name is "gap" or "title" or "caption")
            return true;
        bool picture = item.Name is "video" || item["srcEnable"] is "video" || (Asset(item) is { } asset && asset["hasAudio"] is "0" or null && asset["hasVideo"] is "1");
        if (picture)
            list.Warn(lane == 0 ? "has no sound; it is silence of its length" : "is connected and has no sound; it is left out", item.Shown);
        return picture;
    }

    /// <summary>What a clip plays.</summary>
    public PlacedPiece Piece(XmlNode item, Rational at, Rational duration)
    {
        // A clip holds the element that refers to the medium.
        XmlNode user = item.Name is "clip" ? item.Below.FirstOrDefault(inner => inner.Name is "audio") ?? item.Child("video") ?? throw item.Refuse(path, "holds neither audio nor video") : item;
        XmlNode asset = Asset(user) ?? throw item.Refuse(path, $"refers to the asset \"{user["ref"]}\", which is not there");
        string source = asset["src"] ?? asset.Child("media-rep")?["src"] ?? throw asset.Refuse(path, "has no src");
        Rational assetStart = Time(asset, "start") ?? Rational.Zero;
        Rational start = Time(item, "start") ?? (item == user ? assetStart : Time(user, "start") ?? assetStart);
        if (item["audioStart"] is not null || item["audioDuration"] is not null)
            list.Warn("has sound that begins or ends apart from its picture; it is played with the picture", item.Shown);
        if (item != user && item["start"] is not null && Time(user, "offset") is { } inner)
            start = start - inner + (Time(user, "start") ?? assetStart); // where it stands inside the clip
        (double from, double to, double speed, bool keepsPitch) = Retimed(item, start, duration);
        (double fadeIn, double fadeOut) = Fades(item);
        double first = speed == 1 ? (start - assetStart).Seconds : from - assetStart.Seconds;
        return new PlacedPiece(source, at.Seconds, (at + duration).Seconds, first, new ProjectSegment
        {
            ClipId = 0,
            In = 0,
            Out = 0,
            Name = item["name"] ?? asset["name"] ?? "",
            GainDb = Gain(item),
            Muted = item["enabled"] is "0",
            Speed = speed,
            SpeedMode = keepsPitch ? SpeedMode.KeepPitch : SpeedMode.Varispeed,
        })
        {
            Rate = Math.Max(start.Rate, duration.Rate),
            Out = speed == 1 ? (start - assetStart + duration).Seconds : to - assetStart.Seconds,
            FadeIn = fadeIn,
            FadeOut = fadeOut,
        };
    }

    /// <summary>A time of an element.</summary>
    public Rational? Time(XmlNode element, string name)
        => element[name] is not { } text ? null
            : Rational.Parse(text) ?? throw element.Refuse(path, $"has the {name} \"{text}\", which is no time");

    // Two points of a map are a constant speed; the clip's start and length are times on the map.
    private (double From, double To, double Speed, bool KeepsPitch) Retimed(XmlNode item, Rational start, Rational duration)
    {
        if (item.Child("timeMap") is not { } map)
            return (0, 0, 1, true);
        XmlNode[] points = [.. map.Children.Where(node => node.Name is "timept")];
        if (!playsSpeeds || points.Length != 2 || Time(points[0], "time") is not { } t0 || Time(points[0], "value") is not { } v0
            || Time(points[1], "time") is not { } t1 || Time(points[1], "value") is not { } v1 || !(t0 < t1) || points.Any(point => point["interp"] is "smooth" or "smooth2"))
            throw item.Refuse(path, "is retimed by more than a constant speed, which is not supported");
        double speed = (v1 - v0).Seconds / (t1 - t0).Seconds;
        if (Math.Abs(speed - 1) < 1e-9)
            speed = 1;
        if (speed is not (>= OtioWarp.MinSpeed and <= OtioWarp.MaxSpeed) || (speed == 1 && v0 != t0))
            throw item.Refuse(path, string.Create(CultureInfo.InvariantCulture, $"is retimed to the speed {speed:0.###}, which is not played"));
        double from = v0.Seconds + ((start - t0).Seconds * speed);
        return (from, from + (duration.Seconds * speed), speed, map["preservesPitch"] is not "0");
    }

    /// <summary>Decibels: "-6dB". A level that changes over time is reported and not applied.</summary>
    public double Gain(XmlNode item)
    {
        XmlNode? volume = item.Child("adjust-volume");
        if (volume is null)
            return 0;
        if (volume.Below.Any(node => node.Name is "keyframe"))
            list.Warn("has key frames of its volume, which are not applied", item.Shown);
        string text = (volume["amount"] ?? "0dB").Replace("dB", "", StringComparison.Ordinal);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double gain) && double.IsFinite(gain))
            return gain <= SilentDb ? double.NegativeInfinity : gain;
        return text.Contains("inf", StringComparison.OrdinalIgnoreCase) ? double.NegativeInfinity : throw volume.Refuse(path, $"has the amount \"{text}\", which is no gain");
    }

    private (double In, double Out) Fades(XmlNode item)
    {
        if (item.Child("adjust-volume") is not { } volume)
            return (0, 0);
        XmlNode? fadeIn = volume.Below.FirstOrDefault(node => node.Name is "fadeIn");
        XmlNode? fadeOut = volume.Below.FirstOrDefault(node => node.Name is "fadeOut");
        if ((fadeIn ?? fadeOut) is not null && new[] { fadeIn, fadeOut }.Any(fade => fade is not null && fade["type"] is not "linear"))
            list.Warn("has fades that are not linear; they are taken as linear ones", item.Shown);
        return (fadeIn is null ? 0 : (Time(fadeIn, "duration") ?? Rational.Zero).Seconds, fadeOut is null ? 0 : (Time(fadeOut, "duration") ?? Rational.Zero).Seconds);
    }
}
