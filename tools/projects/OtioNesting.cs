using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// Lays nested tracks and stacks out flat before a timeline is read: what is nested in a track takes its place there, further layers of a
/// nested stack become tracks of their own, and a trimmed track or stack holds what its range leaves of it. Name, metadata and other fields of
/// what was nested stay with its first item, in metadata.seamline.nested.
/// </summary>
internal sealed class OtioNesting(Place timeline, Effects effects, List<string> warnings)
{
    private readonly OtioPieces _pieces = new(timeline, warnings);
    private int _nested;

    /// <summary>A track or stack laid out.</summary>
    /// <param name="Lines">Items one after the other: the first takes its place, the others sound beside it. All are as long as it is.</param>
    /// <param name="Markers">Its markers and those in it, from its start.</param>
    private sealed record Laid(List<List<JsonObject>> Lines, List<JsonObject> Markers);

    /// <summary>Lays out the tracks that are heard; a timeline in which nothing is nested or trimmed stays as it is.</summary>
    public void Flatten(JsonObject root)
    {
        if (root["tracks"] is not JsonObject stack || Json.Schema(stack) is not "Stack.1" || stack["children"] is not JsonArray children)
            return; // refused by the code that looks for tracks
        Place place = Of(stack);
        if (children.Any(child => child is JsonObject item && IsItem(item) && !IsTrack(item)))
            Lift(children);
        if (!children.Any(child => child is JsonObject item && IsTrack(item)))
            return;
        OtioRange? trim = OtioLength.IsWhole(stack, place) ? null : OtioTime.Range(stack, "source_range", place);
        JsonObject[] tracks = [.. children.OfType<JsonObject>().Where(IsTrack)];
        OtioTracks.Main([.. tracks], place, out bool isPicture);
        Flatten(tracks, children, isPicture, trim);
        // Sound that turns out to be silence leaves the picture's sound to be heard.
        OtioTracks.Main([.. children.OfType<JsonObject>().Where(IsTrack)], place, out bool isNowPicture);
        if (isNowPicture != isPicture)
            Flatten(tracks, children, isNowPicture, null);
        if (trim is { } whole)
        {
            stack["source_range"] = null;
            _pieces.Shift(stack, -whole.Start.Seconds, whole.Duration.Seconds);
        }
        if (_nested > 0)
            warnings.Add(timeline.Sentence($"has {_nested} nested {(_nested == 1 ? "track or stack, whose" : "tracks and stacks, whose")} items are read in its place and written flat"));
    }

    // What stands beside the tracks becomes tracks: of sound where it holds audio tracks.
    private void Lift(JsonArray children)
    {
        JsonNode?[] all = [.. children];
        children.Clear();
        foreach (JsonNode? child in all)
        {
            if (child is not JsonObject item || !IsItem(item) || IsTrack(item))
            {
                children.Add(child);
                continue;
            }
            bool isPicture = !HoldsAudio(item);
            Laid laid = IsNest(item) ? Lay(item, isPicture) : new Laid([[item]], []);
            foreach (List<JsonObject> line in laid.Lines)
                children.Add((JsonNode)Track(Json.Text(item, "name", timeline) ?? "", line, isPicture, enabled: true));
            AddMarkers(children[^laid.Lines.Count]!.AsObject(), laid.Markers);
        }
    }

    private void Flatten(IEnumerable<JsonObject> tracks, JsonArray children, bool isPicture, OtioRange? trim)
    {
        foreach (JsonObject track in tracks)
        {
            if (OtioTracks.IsAudio(track, Of(track)) != isPicture)
                Flatten(track, children, isPicture, trim);
            else if (trim is { } range)
                Narrow(track, range);
        }
    }

    private void Flatten(JsonObject track, JsonArray children, bool isPicture, OtioRange? trim)
    {
        if (OtioTime.Range(track, "source_range", Of(track)) is { } range && range.Start.Seconds != 0 && OtioLength.IsClock(range, track, Of(track)))
            warnings.Add(Of(track).Sentence("has a source_range as long as what it holds and wholly outside of it; it is taken for a clock, and all is heard"));
        if (trim is null && OtioLength.IsWhole(track, Of(track)) && OtioWarp.Of(track, Of(track)).Speed == 1
            && !(track["children"] is JsonArray items && items.Any(child => child is JsonObject item && IsNest(item))))
            return;
        Laid laid = Lay(track, isPicture, trim, isRoot: true);
        track["source_range"] = null;
        track["children"] = new JsonArray([.. laid.Lines[0]]);
        track["markers"] = new JsonArray([.. laid.Markers]);
        RemoveWarps(track);
        int at = 0;
        while (children[at] != track)
            at++;
        JsonNode?[] behind = [.. children.Skip(at + 1)];
        while (children.Count > at + 1)
            children.RemoveAt(children.Count - 1);
        foreach (List<JsonObject> line in laid.Lines.Skip(1))
            children.Add((JsonNode)Track(Json.Text(track, "name", timeline) ?? "", line, isPicture, Json.Flag(track, "enabled", Of(track)) ?? true));
        foreach (JsonNode? child in behind)
            children.Add(child);
    }

    // A range of a track that is not heard: what is in it stays as it is.
    private void Narrow(JsonObject track, OtioRange trim)
    {
        Place place = Of(track);
        double start = OtioTime.Range(track, "source_range", place)?.Start.Seconds ?? 0;
        double length = Math.Clamp(OtioLength.Of(track, place) - trim.Start.Seconds, 0, trim.Duration.Seconds);
        track["source_range"] = OtioTime.Range(start + trim.Start.Seconds, length, trim.Duration.Rate);
    }

    private Laid Lay(JsonObject item, bool isPicture, OtioRange? trim = null, bool isRoot = false)
    {
        Place place = Of(item);
        double length = OtioLength.Of(item, place);
        OtioWarp warp = OtioWarp.Of(item, place);
        // What a trim of the whole timeline leaves of it, on its own clock.
        (double from, double to) = trim is { } range ? (range.Start.Seconds, range.Start.Seconds + range.Duration.Seconds) : (0, length);
        if (!isRoot)
        {
            _nested++;
            if (!effects.Check(item, place, isPicture, readsGain: !isPicture, isItem: true, hasSpeed: true))
                return new Laid([[Keep(OtioPieces.Gap(to - from), item)]], []);
        }
        Laid inner = Json.Schema(item) is "Stack.1" ? OfStack(item, isPicture) : OfTrack(item, isPicture);
        double origin = OtioTime.Range(item, "source_range", place) is { } own && !OtioLength.IsClock(own, item, place) ? own.Start.Seconds : 0;
        (double start, double end) = (origin + (from * warp.Speed), origin + (to * warp.Speed));
        List<List<JsonObject>> lines = [.. inner.Lines.Select(line => _pieces.Scaled(_pieces.Trimmed(line, start, end, keepsEdges: isRoot), warp.Speed, warp.Mode, place))];
        if (!isRoot)
        {
            _pieces.Inherit(lines, Json.Flag(item, "enabled", place) ?? true, isPicture ? 0 : Effects.GainDb(item, place));
            Keep(lines[0].Find(one => Json.Schema(one) is "Clip.1" or "Clip.2") ?? lines[0].FirstOrDefault(), item);
        }
        return new Laid(lines, [.. inner.Markers.Concat(OtioPieces.Markers(item)).Select(marker => _pieces.Moved(marker, start, end, warp.Speed)).OfType<JsonObject>()]);
    }

    private Laid OfTrack(JsonObject track, bool isPicture)
    {
        var lines = new List<List<JsonObject>> { new() };
        var markers = new List<JsonObject>();
        double at = 0;
        foreach (JsonObject child in (Json.Array(track, "children", Of(track)) ?? []).OfType<JsonObject>())
        {
            double length = OtioLength.Of(child, Of(child));
            if (!IsNest(child))
            {
                lines[0].Add(child.DeepClone().AsObject());
            }
            else
            {
                Laid laid = Lay(child, isPicture);
                for (int i = 0; i < laid.Lines.Count; i++)
                {
                    if (i == lines.Count)
                        lines.Add([]);
                    if (i > 0)
                        _pieces.PadTo(lines[i], at);
                    lines[i].AddRange(laid.Lines[i]);
                }
                markers.AddRange(laid.Markers.Select(marker => _pieces.Moved(marker, -at, double.PositiveInfinity, 1)).OfType<JsonObject>());
            }
            at += length;
        }
        return new Laid(lines, markers);
    }

    // All layers sound at once: the audio tracks, or the others where no audio track holds a clip.
    private Laid OfStack(JsonObject stack, bool isPicture)
    {
        JsonObject[] layers = [.. (Json.Array(stack, "children", Of(stack)) ?? []).OfType<JsonObject>().Where(_pieces.HoldsClips)];
        JsonObject[] audio = [.. layers.Where(layer => IsNest(layer) ? HoldsAudio(layer) : !isPicture)];
        double length = OtioLength.OfChildren(stack, Of(stack));
        var lines = new List<List<JsonObject>>();
        var markers = new List<JsonObject>();
        foreach (JsonObject layer in audio.Length > 0 ? audio : layers)
        {
            Laid laid = IsNest(layer) ? Lay(layer, isPicture) : new Laid([[layer.DeepClone().AsObject()]], []);
            lines.AddRange(laid.Lines);
            markers.AddRange(laid.Markers);
        }
        if (lines.Count == 0)
            lines.Add([]);
        lines.ForEach(line => _pieces.PadTo(line, length));
        return new Laid(lines, markers);
    }

    // The fields of what is no longer there.
    private static JsonObject Keep(JsonObject? item, JsonObject nest)
    {
        if (item is null)
            return [];
        var kept = new JsonObject();
        foreach ((string key, JsonNode? value) in nest.Where(field => field.Key is not ("children" or "markers")))
            kept[key is "OTIO_SCHEMA" ? "schema" : key] = value?.DeepClone(); // without its children it is no object of the schema
        SeamlineMetadata.Store(item, own =>
        {
            if (own[SeamlineMetadata.Nested] is not JsonArray list)
                own[SeamlineMetadata.Nested] = list = [];
            list.Add((JsonNode)kept);
        });
        return item;
    }

    private void RemoveWarps(JsonObject track)
    {
        if (track["effects"] is not JsonArray list)
            return;
        for (int i = list.Count - 1; i >= 0; i--)
        {
            if (list[i] is JsonObject effect && OtioWarp.IsSpeed(effect, Of(track)))
                list.RemoveAt(i);
        }
    }

    private static JsonObject Track(string name, List<JsonObject> items, bool isPicture, bool enabled)
    {
        JsonObject track = OtioTemplates.Track(name);
        track["kind"] = isPicture ? "Video" : "Audio";
        track["enabled"] = enabled;
        track["children"] = new JsonArray([.. items.Select(item => item.Parent is null ? item : item.DeepClone())]);
        return track;
    }

    private static void AddMarkers(JsonObject track, List<JsonObject> markers) => markers.ForEach(marker => track["markers"]!.AsArray().Add((JsonNode)marker));

    private bool HoldsAudio(JsonObject item) => Json.Schema(item) switch
    {
        "Track.1" or "Sequence.1" => OtioTracks.IsAudio(item, Of(item)),
        "Stack.1" => (Json.Array(item, "children", Of(item)) ?? []).OfType<JsonObject>().Any(child => HoldsAudio(child) && _pieces.HoldsClips(child)),
        _ => false,
    };

    private static bool IsTrack(JsonObject item) => Json.Schema(item) is "Track.1" or "Sequence.1";

    private static bool IsNest(JsonObject item) => Json.Schema(item) is "Stack.1" or "Track.1" or "Sequence.1";

    private static bool IsItem(JsonObject item) => IsNest(item) || Json.Schema(item) is "Clip.1" or "Clip.2" or "Gap.1" or "Filler.1";

    private Place Of(JsonObject item) => new(timeline.File, Json.Schema(item), Json.Text(item, "name", timeline) ?? "");
}
