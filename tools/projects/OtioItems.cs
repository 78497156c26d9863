using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;

namespace Seamline.Projects;

/// <summary>Reads the items of the one track that is heard.</summary>
internal sealed class OtioItems(string file, MediaFinder finder, Effects effects, HeardTrack heard, List<string> warnings)
{
    /// <summary>
    /// How far exact in and out points may be from source_range, seconds. Beyond it another tool has trimmed the item since,
    /// and source_range counts.
    /// </summary>
    private const double ExactTolerance = 1e-6;

    private readonly ClipTable _clips = new();
    private readonly List<ProjectSegment> _segments = [];
    private readonly List<JsonObject> _nodes = [];

    /// <summary>Clips in order of first use.</summary>
    public IReadOnlyList<ProjectClip> Clips => _clips.Clips;

    /// <summary>Segments in order.</summary>
    public IReadOnlyList<ProjectSegment> Segments => _segments;

    /// <summary>The item of each segment.</summary>
    public IReadOnlyList<JsonObject> Nodes => _nodes;

    /// <summary>Reads the children of the track.</summary>
    public void Read()
    {
        JsonObject track = heard.Track;
        var trackPlace = new Place(file, Json.Schema(track), Json.Text(track, "name", default) ?? "");
        foreach (JsonNode? child in Json.Array(track, "children", trackPlace) ?? [])
        {
            if (child is not JsonObject item)
                throw trackPlace.Refuse($"has a child, item {_segments.Count}, that is not an object");
            var place = new Place(file, Json.Schema(item), "", _segments.Count);
            place = place with { Name = Json.Text(item, "name", place) ?? "" };
            ProjectSegment segment = ReadItem(item, place);
            _segments.Add(segment with { Muted = heard.IsMuted || segment.Muted, Item = _segments.Count });
            _nodes.Add(item);
        }
    }

    /// <summary>In and out points of an item, seconds of clip time, without the exact ones of the metadata; null where it has no range.</summary>
    public static (double In, double Out)? ReadRange(JsonObject item, JsonObject? reference, Place place)
    {
        OtioRange? source = OtioTime.Range(item, "source_range", place);
        OtioRange? available = reference is null ? null : OtioTime.Range(reference, "available_range", place);
        if ((source ?? available) is not { } range)
            return null;
        // Media time starts where the available range does: a camera's time of day is not a position in the file.
        RationalTime start = available is { } media ? range.Start - media.Start : range.Start;
        RationalTime end = start + range.Duration;
        return (start.Seconds, end.Seconds);
    }

    /// <summary>Where the medium's own clock starts, seconds: the start of its available range.</summary>
    public static double MediaStart(JsonObject? reference, Place place)
        => reference is null ? 0 : OtioTime.Range(reference, "available_range", place)?.Start.Seconds ?? 0;

    /// <summary>The media reference that counts, or null.</summary>
    public static JsonObject? Reference(JsonObject item, Place place)
    {
        // Clip.1 has one; Clip.2 several under keys. Tools in the field mix the two up, so the fields decide.
        if (Json.Object(item, "media_references", place) is not { } references)
            return Json.Object(item, "media_reference", place);
        string key = Json.Text(item, "active_media_reference_key", place) ?? "DEFAULT_MEDIA";
        if (!references.ContainsKey(key))
            throw place.Refuse($"names the media reference \"{key}\", which it does not hold");
        return Json.Object(references, key, place);
    }

    private ProjectSegment ReadItem(JsonObject item, Place place)
    {
        switch (place.Schema)
        {
            case "Clip.1" or "Clip.2":
                return ReadClip(item, place);
            case "Gap.1" or "Filler.1":
                return Segment(item, null, 0, place, SeamlineMetadata.ReadItem(item, place, warnings));
            case "Transition.1":
                throw place.Refuse("is a transition; transitions are not supported yet");
            case "Stack.1" or "Track.1" or "Sequence.1":
                throw place.Refuse("is nested in a track; nested tracks and stacks are not supported yet");
            case "":
                throw place.Refuse("has no OTIO_SCHEMA");
            default:
                throw place.Refuse("is of a schema that is not known");
        }
    }

    private ProjectSegment ReadClip(JsonObject item, Place place)
    {
        JsonObject? reference = Reference(item, place);
        ItemMetadata own = SeamlineMetadata.ReadItem(item, place, warnings);
        string? path = MediaPath(reference, place, quiet: own.Tracks is { } listed && listed.All(track => track.TargetUrl is not null));
        var tracks = new List<ProjectTrack>();
        foreach (TrackMetadata track in own.Tracks ?? [new TrackMetadata(null, -1, 0, 0, StereoMode.Stereo)])
        {
            string? media = track.TargetUrl is null ? path : finder.Find(track.TargetUrl, place);
            if (media is null)
                continue;
            tracks.Add(new ProjectTrack
            {
                MediaPath = media,
                StreamIndex = track.Stream,
                OffsetSeconds = track.Offset,
                GainDb = track.GainDb,
                Mode = track.Mode,
            });
        }
        if (tracks.Count == 0 && own.Tracks is not { Count: 0 })
            return Segment(item, reference, 0, place, own);
        string name = reference is null ? "" : Json.Text(reference, "name", place) ?? "";
        if (name.Length == 0)
            name = path is null ? place.Name : Path.GetFileName(path);
        return Segment(item, reference, _clips.Add(name, tracks), place, own);
    }

    private ProjectSegment Segment(JsonObject item, JsonObject? reference, int clip, Place place, ItemMetadata own)
    {
        effects.Check(item, place, heard.IsPicture, readsGain: !heard.IsPicture);
        (double start, double end) = ReadRange(item, reference, place) ?? NoRange(item, place);
        if (own.Range is { } exact && Near(exact.In, start) && Near(exact.Out, end) && exact.Out >= exact.In)
            (start, end) = exact;
        return new ProjectSegment
        {
            ClipId = clip,
            In = start,
            Out = end,
            GainDb = own.GainDb ?? (heard.IsPicture ? 0 : Effects.GainDb(item)),
            Muted = own.Muted || !(Json.Flag(item, "enabled", place) ?? true),
            Name = place.Name,
        };
    }

    private static bool Near(double exact, double written)
        => Math.Abs(exact - written) <= ExactTolerance + (Math.Abs(exact) * 1e-12);

    /// <summary>An item whose range has the rate 0 has no length; one without any range is refused.</summary>
    private (double In, double Out) NoRange(JsonObject item, Place place)
    {
        if (item["source_range"] is null)
            throw place.Refuse("has neither a source_range nor an available_range, so it has no length");
        warnings.Add(place.Sentence("has a source_range of the rate 0, so it has no length"));
        return (0, 0);
    }

    /// <summary>The medium's path, there or not; null where the item is silent, which is said.</summary>
    private string? MediaPath(JsonObject? reference, Place place, bool quiet)
    {
        string schema = reference is null ? "MissingReference.1" : Json.Schema(reference);
        switch (schema)
        {
            case "ExternalReference.1":
                return ExternalPath(reference!, place);
            case "MissingReference.1":
                return quiet ? null : Silence("has no medium (MissingReference)", place); // its tracks name their own
            case "ImageSequenceReference.1":
                return Silence($"has an image sequence ({schema}) as its medium, which has no sound", place);
            case "GeneratorReference.1":
                string kind = Json.Text(reference!, "generator_kind", place) ?? "";
                return Silence($"has a generator ({schema} \"{kind}\") as its medium, which is not generated", place);
            default:
                finder.Lost(schema, $"has a medium of the schema \"{schema}\", which is not known", place);
                return null;
        }
    }

    private string? ExternalPath(JsonObject reference, Place place)
    {
        string url = Json.Text(reference, "target_url", place) ?? "";
        if (url.Length == 0)
            return Silence("has no medium (an empty target_url)", place);
        if (Stills.IsStill(url))
            return Silence($"has the still picture {url} as its medium, which has no sound", place);
        // Editors write a range of the rate 0 for stills and for media that were lost: there is nothing to find.
        bool timeless = Json.Object(reference, "available_range", place) is not null && OtioTime.Range(reference, "available_range", place) is null;
        return timeless && !finder.Exists(url, place)
            ? Silence($"has the medium {url}, which has no clock (an available_range of the rate 0) and is not there", place)
            : finder.Find(url, place);
    }

    private string? Silence(string cause, Place place)
    {
        warnings.Add(place.Sentence($"{cause}; it is silence of its length"));
        return null;
    }
}
