using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// Timelines inside of timelines: compound clips (ref-clip), synchronised clips (sync-clip) and multicam clips (mc-clip). What of them lies in
/// the clip's range is laid out flat; their further lanes are lanes of their own.
/// </summary>
internal sealed partial class FcpxmlReader
{
    private const int MaxNesting = 16;
    private const int NestedLane = 1_000; // above those of the file

    private static bool IsNested(XmlNode item) => item.Name is "ref-clip" or "sync-clip" or "mc-clip";

    // Items of all nested timelines count together: one that is used by many others is laid out as often.
    private sealed class Counter
    {
        public int Items { get; set; }
    }

    /// <param name="Node">What holds its items.</param>
    /// <param name="Origin">Where its clock begins.</param>
    private readonly record struct Content(XmlNode Node, Rational Origin);

    private void Nested(XmlNode item, Rational at, Rational duration, int lane)
    {
        if (item.Child("timeMap") is not null)
            throw item.Refuse(_path, "is nested and retimed, which is not supported");
        if (_depth == MaxNesting)
            throw item.Refuse(_path, $"is nested more than {MaxNesting} deep");
        Require(lane, item);
        (double gain, bool isMuted) = (_clip.Gain(item), item["enabled"] is "0");
        if (item.Child("adjust-volume")?.Below.Any(node => node.Name is "fadeIn" or "fadeOut") == true)
            NotHeard(item, "has fades, which are not applied to nested clips");
        bool isFirst = true;
        foreach (Content content in Contents(item))
        {
            Rational start = (_clip.Time(item, "start") ?? content.Origin) - content.Origin;
            var inner = new FcpxmlReader(this);
            inner.Spine(content.Node, content.Origin, Rational.Zero, 0);
            if (item.Name is "sync-clip")
            {
                bool isSilent = inner._lanes.GetValueOrDefault(0) is { } own && Silence(item, "storyline", own);
                inner.Connected(item, (_clip.Time(item, "start") ?? content.Origin) - content.Origin, 0);
                foreach ((int key, List<PlacedPiece> pieces) in inner._lanes)
                    isSilent |= key != 0 && Silence(item, "connected", pieces);
                if (isSilent)
                    _list.Warn("has synchronised sound that is switched off; it is muted", item.Shown);
            }
            foreach ((int key, List<PlacedPiece> pieces) in inner._lanes)
            {
                PlacedPiece[] heard = [.. pieces.Where(piece => piece.Medium is not null).Select(piece => Cut(piece, start.Seconds, (start + duration).Seconds, at.Seconds)).OfType<PlacedPiece>()
                    .Select(piece => piece with { Segment = piece.Segment with { GainDb = piece.Segment.GainDb + gain, Muted = piece.Segment.Muted || isMuted } })];
                if (heard.Length == 0)
                    continue;
                int target = key == 0 && isFirst ? lane : Free(heard);
                Require(target, item);
                Lane(target).AddRange(heard);
            }
            isFirst = false;
        }
    }

    private IEnumerable<Content> Contents(XmlNode item)
    {
        if (item.Name is "sync-clip")
        {
            XmlNode node = item.Children.FirstOrDefault(child => child.Name is "spine" && child["lane"] is null) ?? item;
            Rational start = _clip.Time(item, "start") ?? Rational.Zero;
            // Its sound may begin before the range that is seen.
            Rational first = node.Children.Where(child => child["lane"] is null).Select(child => _clip.Time(child, "offset")).OfType<Rational>().FirstOrDefault(start);
            return [new Content(node, first < start ? first : node == item ? start : first)];
        }
        XmlNode medium = item["ref"] is { } id && _media.TryGetValue(id, out XmlNode? found) ? found : throw item.Refuse(_path, $"refers to the media \"{item["ref"]}\", which is not there");
        if (item.Name is "ref-clip")
        {
            XmlNode sequence = medium.Child("sequence") ?? throw medium.Refuse(_path, "holds no sequence");
            return [new Content(sequence.Child("spine") ?? throw sequence.Refuse(_path, "holds no spine"), Origin(sequence))];
        }
        XmlNode cameras = medium.Child("multicam") ?? throw medium.Refuse(_path, "holds no multicam");
        XmlNode[] angles = [.. cameras.Children.Where(child => child.Name is "mc-angle")];
        XmlNode[] sources = [.. item.Children.Where(child => child.Name is "mc-source")];
        string?[] heard = sources.Length == 0 ? [angles.FirstOrDefault()?["angleID"]] : [.. sources.Where(source => source["srcEnable"] is null or "all" or "audio").Select(source => source["angleID"])];
        return [.. heard.Select(angle => new Content(Array.Find(angles, one => one["angleID"] == angle) ?? throw item.Refuse(_path, $"plays the angle \"{angle}\", which is not there"), _clip.Time(cameras, "tcStart") ?? Rational.Zero))];
    }

    // Some editors count a sequence's items from its start timecode, others from 0.
    private Rational Origin(XmlNode sequence)
    {
        Rational start = _clip.Time(sequence, "tcStart") ?? Rational.Zero;
        bool counts = (sequence.Child("spine")?.Children ?? []).Select(item => _clip.Time(item, "offset")).OfType<Rational>().FirstOrDefault() is var first && !(first < start);
        return counts ? start : Rational.Zero;
    }

    // The part of a piece that lies in a window of its own clock, moved to where the window begins; a fade at an end that is cut off goes with it.
    private static PlacedPiece? Cut(PlacedPiece piece, double from, double to, double at)
    {
        double start = Math.Max(piece.Start, from);
        double end = Math.Min(piece.End, to);
        if (!(end - start > OtioLength.ToleranceSeconds))
            return null;
        return piece with
        {
            Start = at + (start - from),
            End = at + (end - from),
            In = piece.In + ((start - piece.Start) * piece.Segment.Speed),
            Out = end == piece.End ? piece.Out : null,
            FadeIn = start == piece.Start ? piece.FadeIn : 0,
            FadeOut = end == piece.End ? piece.FadeOut : 0,
        };
    }

    // A lane for nested sound on which nothing lies there yet.
    private int Free(PlacedPiece[] pieces)
    {
        (double from, double to) = (pieces.Min(piece => piece.Start), pieces.Max(piece => piece.End));
        int lane = NestedLane;
        while (_lanes.TryGetValue(lane, out List<PlacedPiece>? known) && known.Exists(piece => piece.Start < to && piece.End > from))
            lane++;
        return lane;
    }

    // Parts of a synchronised clip whose sound is switched off in all its roles.
    private static bool Silence(XmlNode item, string part, List<PlacedPiece> pieces)
    {
        XmlNode? source = item.Children.FirstOrDefault(child => child.Name is "sync-source" && child["sourceID"] == part);
        if (source is null || source.Children.Count == 0 || !source.Children.All(role => role.Name is "audio-role-source" && role["active"] is "0"))
            return false;
        for (int i = 0; i < pieces.Count; i++)
            pieces[i] = pieces[i] with { Segment = pieces[i].Segment with { Muted = true } };
        return true;
    }
}
