using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// Reads timelines of auto-editor: versions 1 (chunks of one medium) and 2 (clips of one medium with a table of effects), whose audio streams
/// sound together, and 3 (layers of clips). Times are frames of the timebase; media time is the offset times the speed.
/// </summary>
internal sealed class AutoEditor
{
    /// <summary>A chunk of this speed or 0 is cut out.</summary>
    private const double CutSpeed = 99_999;

    private readonly OtioReadOptions _options;
    private readonly CutList _list;
    private readonly Place _place;
    private readonly FrameRate _rate;
    private readonly AutoEditorEffects _effects;

    private AutoEditor(JsonObject root, string timebase, OtioReadOptions options, Place place)
    {
        (_options, _place, _list) = (options, place, new CutList(place.File));
        _rate = Timebase(root, timebase);
        _effects = new AutoEditorEffects(_list, options);
    }

    /// <summary>Reads one.</summary>
    public static Project Read(string path, OtioReadOptions options)
    {
        JsonObject root = Json5.Read(path);
        var place = new Place(path, "auto-editor", "");
        string version = root["version"] is JsonValue value ? value.ToString() : "";
        if (version is not ("1" or "2" or "3"))
            throw place.Refuse($"has the version \"{version}\"; 1, 2 and 3 are supported");
        var reader = new AutoEditor(root, version is "2" ? "tb" : "timebase", options, place);
        List<(string Name, List<PlacedPiece> Pieces)> tracks = version is "3" ? reader.Layers(root) : [("A1", reader.Linear(root, version is "1"))];
        PlacedTracks.Put(reader._list, tracks);
        return reader._list.Finish(options);
    }

    private FrameRate Timebase(JsonObject root, string key)
    {
        if (Json.Text(root, key, _place) is { } text)
            return FrameRate.TryParse(text, out FrameRate rate) ? rate : throw _place.Refuse($"has the timebase \"{text}\", which is no rate");
        return _options.FrameRate ?? throw _place.Refuse("has no timebase; give the rate of its medium's frames with --fps");
    }

    // Chunks follow each other; clips of version 2 leave out what is cut.
    private List<PlacedPiece> Linear(JsonObject root, bool isChunks)
    {
        string source = Json.Text(root, "source", _place) ?? throw _place.Refuse("has no source");
        string key = isChunks ? "chunks" : "clips";
        JsonArray rows = Json.Array(root, key, _place) ?? throw _place.Refuse($"has no {key}");
        AutoEditorEffects.Group[] table = isChunks ? [] : [.. (Json.Array(root, "effects", _place) ?? throw _place.Refuse("has no effects")).Select(group => _effects.Read(group as JsonArray ?? throw _place.Refuse("has a group of effects that is no list"), _place))];
        var pieces = new List<PlacedPiece>();
        long at = 0;
        long next = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            double[]? row = (rows[i] as JsonArray)?.Select(node => node is JsonValue value && value.TryGetValue(out double number) ? number : double.NaN).ToArray();
            if (row is not [var first, var last, var third] || !(isChunks ? first == next : first >= 0) || !(last >= first) || last > FormatLimits.MaxSeconds * _rate.PerSecond || last != Math.Floor(last) || first != Math.Floor(first) || !(third >= 0))
                throw _place.Refuse($"has the {key[..^1]} {i}, {Json.Shown(rows[i])}, which is no [start, end, {(isChunks ? "speed] that begins where the one before it ends" : "effect]")}");
            if (!isChunks && (third != Math.Floor(third) || third >= table.Length))
                throw _place.Refuse($"has the clip {i} with the effect {third}, which is not in the table");
            next = (long)last;
            AutoEditorEffects.Group effects = isChunks ? new AutoEditorEffects.Group(third, true, 0, third is 0 or >= CutSpeed) : table[(int)third];
            if (effects.IsCut || Math.Round((last - first) / effects.Speed) == 0)
                continue;
            long offset = (long)Math.Ceiling(first / effects.Speed);
            long length = (long)Math.Ceiling(last / effects.Speed) - offset;
            string name = System.IO.Path.GetFileName(source);
            pieces.Add(Piece(source, at, length, offset, effects, name, ProjectTrack.AllStreams, new Place(_place.File, key[..^1], name, i)));
            at += length;
        }
        return pieces;
    }

    private List<(string Name, List<PlacedPiece> Pieces)> Layers(JsonObject root)
    {
        JsonArray[] layers = [.. (Json.Array(root, "a", _place) ?? throw _place.Refuse("has no audio layers")).Select(layer => layer as JsonArray ?? throw _place.Refuse("has an audio layer that is no list"))];
        JsonArray?[] joins = Transitions(root, layers.Length);
        var tracks = new List<(string Name, List<PlacedPiece> Pieces)>();
        var known = new HashSet<int>();
        for (int i = 0; i < layers.Length; i++)
        {
            if (layers[i].Count == 0 || !known.Add(i))
                continue;
            // The streams of one medium are a layer each: together they are that medium.
            int[] same = [.. Enumerable.Range(i + 1, layers.Length - i - 1).Where(other => !known.Contains(other) && SameButStream(layers[i], layers[other]) && JsonNode.DeepEquals(joins[i], joins[other]))];
            known.UnionWith(same);
            List<PlacedPiece> pieces = Layer(layers[i], allStreams: same.Length > 0);
            AutoEditorTransitions.Apply(pieces, joins[i], _rate, _place);
            tracks.Add(($"A{i + 1}", pieces));
        }
        return tracks;
    }

    private JsonArray?[] Transitions(JsonObject root, int layers)
    {
        if (Json.Object(root, "transitions", _place) is not { } transitions || Json.Array(transitions, "a", _place) is not { Count: > 0 } lists)
            return new JsonArray?[layers];
        if (lists.Count != layers)
            throw _place.Refuse("has transitions for another number of audio layers than it has");
        return [.. lists.Select(list => list as JsonArray ?? throw _place.Refuse("has transitions of a layer that are no list"))];
    }

    private static bool SameButStream(JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => SameButStream(pair.First, pair.Second));

    private static bool SameButStream(JsonNode? a, JsonNode? b)
    {
        if (a is not JsonObject || b is not JsonObject)
            return false;
        JsonObject[] bare = [.. new[] { a, b }.Select(node => node!.DeepClone().AsObject())];
        Array.ForEach(bare, one => one.Remove("stream"));
        return JsonNode.DeepEquals(bare[0], bare[1]);
    }

    private List<PlacedPiece> Layer(JsonArray layer, bool allStreams)
    {
        var pieces = new List<PlacedPiece>(layer.Count);
        long end = 0;
        for (int i = 0; i < layer.Count; i++)
        {
            var place = new Place(_place.File, "clip", "", i);
            JsonObject clip = layer[i] as JsonObject ?? throw place.Refuse("is no object");
            long start = Frames(clip, "start", place);
            long length = Frames(clip, "dur", place);
            if (start < end)
                throw place.Refuse("begins before the clip in front of it ends");
            end = start + length;
            long offset = Frames(clip, "offset", place);
            string? source = Json.Text(clip, "src", place);
            AutoEditorEffects.Group effects = _effects.Read(Json.Array(clip, "effects", place) ?? [], place);
            if (!effects.IsCut)
                pieces.Add(Piece(source, start, length, offset, effects, System.IO.Path.GetFileName(source ?? ""), source is null ? ProjectTrack.BestStream : Stream(clip, source, allStreams, place), place));
        }
        return pieces;
    }

    private PlacedPiece Piece(string? source, long start, long length, long offset, AutoEditorEffects.Group effects, string name, int stream, Place place)
    {
        if (effects.Speed is not (>= OtioWarp.MinSpeed and <= OtioWarp.MaxSpeed))
        {
            _effects.NotHeard(place, string.Create(CultureInfo.InvariantCulture, $"plays at the speed {effects.Speed}, which is not played; it is silence of its length"));
            (source, effects) = (null, effects with { Speed = 1 });
        }
        return new PlacedPiece(source, _rate.Seconds(start), _rate.Seconds(start + length), _rate.Seconds(offset) * effects.Speed, new ProjectSegment
        {
            ClipId = 0,
            In = 0,
            Out = 0,
            Name = name,
            GainDb = effects.GainDb,
            Speed = effects.Speed,
            SpeedMode = effects.KeepsPitch ? SpeedMode.KeepPitch : SpeedMode.Varispeed,
        })
        {
            Rate = _rate.PerSecond,
            Stream = stream,
            Out = _rate.Seconds(offset + length) * effects.Speed,
        };
    }

    // Streams are counted among those of sound; the first is the one that is heard without a word.
    private int Stream(JsonObject clip, string source, bool allStreams, Place place)
    {
        if (allStreams)
            return ProjectTrack.AllStreams;
        double stream = Json.Number(clip, "stream", place) ?? 0;
        if (stream == 0)
            return ProjectTrack.BestStream;
        IReadOnlyList<int> streams = _options.MediumStreams?.Invoke(_list.Resolve(source)) ?? [];
        if (stream > 0 && stream < streams.Count && stream == Math.Floor(stream))
            return streams[(int)stream];
        _effects.NotHeard(place, string.Create(CultureInfo.InvariantCulture, $"plays the audio stream {stream} of {source}, which that does not have; the best stream is heard"));
        return ProjectTrack.BestStream;
    }

    private static long Frames(JsonObject clip, string key, Place place)
        => Json.Number(clip, key, place) is { } number && number >= 0 && number <= 1e12 && number == Math.Floor(number) ? (long)number : throw place.Refuse($"has a \"{key}\" that is no count of frames");
}
