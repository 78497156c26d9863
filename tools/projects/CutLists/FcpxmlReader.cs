using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// Reads the first project of an FCPXML file: the clips, gaps and transitions of its spine, and what is connected to them, each lane of it
/// as a lane. Times are rational seconds; media time is relative to the asset's start.
/// </summary>
internal sealed partial class FcpxmlReader
{
    private readonly string _path;
    private readonly Dictionary<string, XmlNode> _assets;
    private readonly Dictionary<string, XmlNode> _media;
    private readonly Counter _counter;
    private readonly bool _isStrict;
    private readonly int _depth;
    private readonly CutList _list;
    private readonly FcpxmlClip _clip;
    private readonly SortedDictionary<int, List<PlacedPiece>> _lanes = new(Comparer<int>.Create(static (a, b) => (Math.Abs(a), a).CompareTo((Math.Abs(b), b))));

    private FcpxmlReader(string path, XmlNode root, OtioReadOptions options)
    {
        (_path, _list, _counter, _isStrict) = (path, new CutList(path), new Counter(), options.Strict);
        (_assets, _media) = (Resources(root, "asset"), Resources(root, "media"));
        _clip = new FcpxmlClip(path, _list, _assets, options.PlaysSpeeds);
    }

    // Of a timeline inside of another one.
    private FcpxmlReader(FcpxmlReader outer)
    {
        (_path, _list, _counter, _isStrict) = (outer._path, outer._list, outer._counter, outer._isStrict);
        (_assets, _media, _clip, _depth) = (outer._assets, outer._media, outer._clip, outer._depth + 1);
    }

    private static Dictionary<string, XmlNode> Resources(XmlNode root, string kind)
        => root.Child("resources")?.Children.Where(node => node.Name == kind && node["id"] is not null)
            .GroupBy(node => node["id"]!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal) ?? [];

    /// <summary>Reads one.</summary>
    public static Project Read(string path, OtioReadOptions options)
    {
        XmlNode root = XmlFile.Read(path);
        if (root.Name is not "fcpxml")
            throw root.Refuse(path, "stands where fcpxml belongs");
        // Compound clips are sequences among the resources.
        XmlNode[] sequences = [.. root.Below.Where(node => node.Name is "sequence" && node.Parent?.Name is not "media")];
        XmlNode sequence = sequences.FirstOrDefault() ?? throw root.Refuse(path, "holds no sequence");
        XmlNode spine = sequence.Child("spine") ?? throw sequence.Refuse(path, "holds no spine");
        var reader = new FcpxmlReader(path, root, options);
        reader._list.Name = sequence.Parent?["name"] ?? reader._list.Name;
        if (sequences.Length > 1)
            reader._list.Warn("is the first of several sequences; the others are not read", sequence.Shown);
        reader.Spine(spine, reader.Origin(sequence), Rational.Zero, 0);
        PlacedTracks.Put(reader._list, [.. reader._lanes.Select(lane => (Name(lane.Key), lane.Value))]);
        return reader._list.Finish(options);
    }

    private static string Name(int lane) => lane == 0 ? "spine" : lane < NestedLane ? $"lane {lane}" : $"nested {lane - NestedLane + 1}";

    private void NotHeard(XmlNode item, string cause)
    {
        if (_isStrict)
            throw item.Refuse(_path, cause);
        _list.Warn(cause, item.Shown);
    }

    /// <summary>The items of a spine one after the other.</summary>
    /// <param name="spine">The spine.</param>
    /// <param name="origin">What its offsets count from.</param>
    /// <param name="start">Where that is on the timeline.</param>
    /// <param name="lane">The lane that it stands on.</param>
    private void Spine(XmlNode spine, Rational origin, Rational start, int lane)
    {
        Rational at = Rational.Zero;
        (XmlNode Node, Rational From, Rational To)? transition = null;
        int open = -1; // the piece before it
        XmlNode[] items = [.. spine.Children.Where(item => item["lane"] is null || spine.Name is "spine")];
        for (int i = 0; i < items.Length; i++)
        {
            XmlNode item = items[i];
            try
            {
                if (item.Name is "transition")
                {
                    if ((i > 0 && IsNested(items[i - 1])) || (i + 1 < items.Length && IsNested(items[i + 1])))
                    {
                        NotHeard(item, "lies beside a nested clip; it is a cut");
                        continue;
                    }
                    Rational length = _clip.Time(item, "duration") ?? throw item.Refuse(_path, "has no duration");
                    Rational from = (_clip.Time(item, "offset") ?? origin + at) - origin;
                    if (length < Rational.Zero || from > at || from + length < at)
                        throw item.Refuse(_path, "does not lie over the end of the item in front of it");
                    transition = (item, start + from, start + from + length);
                    if (open >= 0 && Lane(lane)[open] is var before && before.Medium is not null)
                        Lane(lane)[open] = before with { End = transition.Value.To.Seconds, Out = null, FadeOut = length.Seconds, FadesOut = FadeShape.EqualPower };
                    continue;
                }
                if (Length(item) is not { } duration)
                    continue;
                Rational offset = (_clip.Time(item, "offset") ?? origin + at) - origin;
                if (duration < Rational.Zero || offset < at)
                    throw item.Refuse(_path, "lies before the end of the item in front of it");
                int next = Item(item, start + offset, duration, lane);
                if (transition is { } join && next >= 0)
                    Join(lane, open, next, join.Node, join.From.Seconds, join.To.Seconds);
                open = next;
                transition = null;
                at = offset + duration;
            }
            catch (OverflowException)
            {
                throw item.Refuse(_path, "has times whose fractions are too fine to be added exactly");
            }
        }
        // Silence at the end is a part of the timeline.
        if (lane == 0 && open < 0 && at > Rational.Zero && (Lane(0) is not [.., var last] || last.End < at.Seconds))
            Add(0, null, Lane(0) is [.., var end] ? end.End : 0, at.Seconds, 0, new ProjectSegment { ClipId = 0, In = 0, Out = 0 });
    }

    // The piece behind a transition begins under it; two pieces go into each other, one alone is faded.
    private void Join(int lane, int open, int next, XmlNode transition, double from, double to)
    {
        List<PlacedPiece> pieces = Lane(lane);
        PlacedPiece piece = pieces[next];
        double lent = piece.Start - from;
        if (piece.Medium is null)
            return;
        bool isCross = open >= 0 && pieces[open].Medium is not null;
        if (isCross)
            pieces[open] = pieces[open] with { FadeOut = 0 };
        pieces[next] = piece with { Start = from, In = piece.In - (lent * piece.Segment.Speed), Out = piece.MediumEnd, FadeIn = isCross ? 0 : to - from, Fades = FadeShape.EqualPower, Kind = transition["name"] is "Cross Fade 0 dB" ? TransitionKind.Linear : TransitionKind.EqualPower };
    }

    private Rational? Length(XmlNode item)
    {
        switch (item.Name)
        {
            case "spine" or "audition":
                throw item.Refuse(_path, item.Name is "spine" ? "stands in a spine, which is not supported" : "is a choice of takes, which is not supported; keep one of them");
            case "ref-clip" or "sync-clip" or "mc-clip" or "gap" or "title" or "caption" or "video" or "asset-clip" or "clip" or "audio":
                return _clip.Time(item, "duration") ?? (_clip.Asset(item) is { } own ? _clip.Time(own, "duration") : null) ?? throw item.Refuse(_path, "has no duration");
            default:
                return null;
        }
    }

    // The place of its piece on the lane; -1 where it is a gap.
    private int Item(XmlNode item, Rational at, Rational duration, int lane)
    {
        int place = -1;
        if (_clip.IsSilent(item, lane))
        {
            if (item.Name is not "gap" && lane == 0)
                place = Add(lane, null, at.Seconds, (at + duration).Seconds, 0, new ProjectSegment { ClipId = 0, In = 0, Out = 0, Name = item["name"] ?? "" });
        }
        else if (IsNested(item))
        {
            Nested(item, at, duration, lane);
        }
        else
        {
            PlacedPiece piece = _clip.Piece(item, at, duration);
            Require(lane, item);
            Lane(lane).Add(piece);
            place = Lane(lane).Count - 1;
        }
        if (item.Name is not "sync-clip")
            Connected(item, at, lane);
        Markers(item, at, duration);
        return place;
    }

    // Their offsets are times of the clock of what they are connected to, which begins at its start.
    private void Connected(XmlNode item, Rational at, int lane)
    {
        Rational start = _clip.Start(item);
        foreach (XmlNode inner in item.Children.Where(inner => inner["lane"] is not null && !(item.Name is "clip" or "video" or "audio" && inner.Name is "audio" or "video")))
        {
            if (!int.TryParse(inner["lane"], System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out int own))
                throw inner.Refuse(_path, $"has the lane \"{inner["lane"]}\", which is no number");
            Rational place = at + ((_clip.Time(inner, "offset") ?? start) - start);
            if (inner.Name is "spine")
                Spine(inner, Rational.Zero, place, lane + own == 0 ? own : lane + own);
            else if (Length(inner) is { } duration)
                Item(inner, place, duration, lane + own == 0 ? own : lane + own);
        }
    }

    // A marker stands on the clock of its item, which begins at the item's start.
    private void Markers(XmlNode item, Rational at, Rational duration)
    {
        if (_depth > 0)
            return; // of the nested timeline
        Rational origin = _clip.Start(item);
        foreach (XmlNode marker in item.Children.Where(inner => inner.Name is "marker" or "chapter-marker"))
        {
            Rational place = (_clip.Time(marker, "start") ?? origin) - origin;
            if (!(place < Rational.Zero) && place < duration)
                _list.Mark((at + place).Seconds, (_clip.Time(marker, "duration") ?? Rational.Zero).Seconds, marker["value"] ?? "");
        }
    }

    private int Add(int lane, string? medium, double start, double end, double from, ProjectSegment segment)
    {
        Lane(lane).Add(new PlacedPiece(medium, start, end, from, segment));
        return Lane(lane).Count - 1;
    }

    private void Require(int lane, XmlNode item)
    {
        if (Lane(lane).Count >= FormatLimits.MaxItems || ++_counter.Items > FormatLimits.MaxItems)
            throw item.Refuse(_path, $"is one of more than {FormatLimits.MaxItems} items");
    }

    private List<PlacedPiece> Lane(int lane)
    {
        if (!_lanes.TryGetValue(lane, out List<PlacedPiece>? pieces))
            _lanes.Add(lane, pieces = []);
        return pieces;
    }
}
