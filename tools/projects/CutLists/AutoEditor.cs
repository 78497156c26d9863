using System;
using System.Globalization;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// Timelines of auto-editor, versions 1 (chunks of one medium) and 3 (layers of clips). Times are frames of the timebase. All audio
/// streams of a medium of version 1 sound together.
/// </summary>
internal static class AutoEditor
{
    /// <summary>A chunk of this speed or 0 is cut out.</summary>
    private const double CutSpeed = 99_999;

    /// <summary>Reads one.</summary>
    public static Project Read(string path, OtioReadOptions options)
    {
        JsonObject root = Json5.Read(path);
        var place = new Place(path, "auto-editor", "");
        string version = root["version"] is JsonValue value ? value.ToString() : "";
        var list = new CutList(path);
        switch (version)
        {
            case "1":
                Chunks(root, Timebase(root, options, place), list, place);
                break;
            case "3":
                Layers(root, Timebase(root, options, place), list, place);
                break;
            default:
                throw place.Refuse($"has the version \"{version}\"; 1 and 3 are supported");
        }
        return list.Finish(options);
    }

    /// <summary>The text, version 3.</summary>
    public static string Write(CutOutput output)
    {
        FrameRate rate = output.Rate;
        var layer = new JsonArray();
        int moved = 0;
        foreach (CutItem item in output.Items(holdsGain: true))
        {
            long start = rate.Frames(item.Start);
            long length = rate.Frames(item.End) - start;
            if (item.Medium is null || length == 0)
                continue;
            if (item.In < 0)
                throw new ProjectException($"{output.Path}: item \"{item.Segment.Name}\" begins before its medium, which auto-editor cannot say.");
            moved += OtioTime.IsWhole(item.In, rate.PerSecond) && OtioTime.IsWhole(item.Start, rate.PerSecond) && OtioTime.IsWhole(item.End, rate.PerSecond) ? 0 : 1;
            ProjectTrack track = output.Project.Clips[item.Segment.ClipId - 1].Tracks[0];
            var effects = new JsonArray();
            if (item.Segment.GainDb + track.GainDb is not 0 and var gain)
                effects.Add(JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"volume:{Math.Pow(10, gain / 20)}")));
            layer.Add((JsonNode)new JsonObject
            {
                ["src"] = output.Name(item.Medium),
                ["start"] = start,
                ["dur"] = length,
                ["offset"] = rate.Frames(item.In),
                ["stream"] = Math.Max(0, track.StreamIndex),
                ["effects"] = effects,
            });
        }
        if (moved > 0)
            output.Warnings.Add($"{output.Path}: the timeline counts whole frames; {moved} of {layer.Count} items were moved by up to half a frame.");
        var root = new JsonObject
        {
            ["version"] = "3",
            ["timebase"] = $"{rate.Numerator}/{rate.Denominator}",
            ["background"] = "#000000",
            ["resolution"] = new JsonArray(1920, 1080),
            ["samplerate"] = 48_000,
            ["layout"] = "stereo",
            ["v"] = new JsonArray(),
            ["a"] = new JsonArray(layer),
        };
        return JsonText.Of(root);
    }

    private static FrameRate Timebase(JsonObject root, OtioReadOptions options, Place place)
    {
        if (Json.Text(root, "timebase", place) is { } text)
            return FrameRate.TryParse(text, out FrameRate rate) ? rate : throw place.Refuse($"has the timebase \"{text}\", which is no rate");
        return options.FrameRate ?? throw place.Refuse("has no timebase; give the rate of its medium's frames with --fps");
    }

    private static void Chunks(JsonObject root, FrameRate rate, CutList list, Place place)
    {
        string source = Json.Text(root, "source", place) ?? throw place.Refuse("has no source");
        JsonArray chunks = Json.Array(root, "chunks", place) ?? throw place.Refuse("has no chunks");
        long next = 0;
        for (int i = 0; i < chunks.Count; i++)
        {
            double[]? chunk = (chunks[i] as JsonArray)?.Select(node => node is JsonValue value && value.TryGetValue(out double number) ? number : double.NaN).ToArray();
            if (chunk is not [var first, var last, var speed] || first != next || !(last >= first) || last > FormatLimits.MaxSeconds * rate.PerSecond || last != Math.Floor(last) || !(speed >= 0))
                throw place.Refuse($"has the chunk {i}, {Json.Shown(chunks[i])}, which is no [start, end, speed] that begins where the one before it ends");
            next = (long)last;
            if (speed is 0 or >= CutSpeed || Math.Round((last - first) / speed) == 0)
                continue;
            if (speed is not 1)
                throw place.Refuse($"has the chunk {i} at the speed {speed.ToString(CultureInfo.InvariantCulture)}; speed changes are not supported yet");
            list.Add(source, rate.Seconds((long)first), rate.Seconds(next), null, rate.PerSecond, ProjectTrack.AllStreams);
        }
    }

    private static void Layers(JsonObject root, FrameRate rate, CutList list, Place place)
    {
        if (root["transitions"] is JsonObject transitions && transitions["a"] is JsonArray { Count: > 0 })
            throw place.Refuse("has audio transitions, which are not supported yet");
        JsonArray[] layers = [.. (Json.Array(root, "a", place) ?? throw place.Refuse("has no audio layers")).Select(layer => layer as JsonArray ?? throw place.Refuse("has an audio layer that is no list")).Where(layer => layer.Count > 0)];
        if (layers.Length == 0)
            return;
        // The streams of one medium are a layer each: together they are that medium.
        bool all = layers.Length > 1;
        if (all && !layers.Skip(1).All(layer => layer.Count == layers[0].Count && layer.Zip(layers[0]).All(pair => SameButStream(pair.First, pair.Second))))
            throw place.Refuse("has several audio layers that are not the streams of the same clips; several audio tracks are not supported yet");
        for (int i = 0; i < layers[0].Count; i++)
        {
            var itemPlace = new Place(place.File, "clip", "", i);
            Clip(layers[0][i] as JsonObject ?? throw itemPlace.Refuse("is no object"), rate, list, all, itemPlace);
        }
    }

    private static bool SameButStream(JsonNode? a, JsonNode? b)
    {
        if (a is not JsonObject || b is not JsonObject)
            return false;
        JsonObject[] bare = [.. new[] { a, b }.Select(node => node!.DeepClone().AsObject())];
        Array.ForEach(bare, one => one.Remove("stream"));
        return JsonNode.DeepEquals(bare[0], bare[1]);
    }

    private static void Clip(JsonObject clip, FrameRate rate, CutList list, bool allStreams, Place place)
    {
        long start = Frames(clip, "start", place);
        long length = Frames(clip, "dur", place);
        double gain = 0;
        foreach (JsonNode? node in Json.Array(clip, "effects", place) ?? [])
            gain += Gain(node, place);
        if (rate.Seconds(start) < list.End - OtioLength.ToleranceSeconds)
            throw place.Refuse("begins before the clip in front of it ends");
        list.GapTo(rate.Seconds(start));
        // Media time is offset x speed, and the speed is 1.
        long offset = Frames(clip, "offset", place);
        if (Json.Text(clip, "src", place) is not { } source)
            list.Gap(rate.Seconds(length));
        else
            list.Add(source, rate.Seconds(offset), rate.Seconds(offset + length), new ProjectSegment { ClipId = 0, In = 0, Out = 0, Name = System.IO.Path.GetFileName(source), GainDb = gain }, rate.PerSecond, allStreams ? ProjectTrack.AllStreams : -1);
    }

    private static double Gain(JsonNode? node, Place place)
    {
        string effect = node is JsonValue value && value.TryGetValue(out string? text) ? text : Json.Shown(node);
        string[] parts = effect.Split(':', 2);
        if (parts.Length != 2 || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double amount) || !(amount >= 0))
            throw place.Refuse($"has the effect {effect}, which is not known");
        return parts[0] switch
        {
            "volume" => 20 * Math.Log10(amount),
            "speed" or "varispeed" when amount is 1 => 0,
            _ => throw place.Refuse($"has the effect {effect}, which is not supported yet"),
        };
    }

    private static long Frames(JsonObject clip, string key, Place place)
        => Json.Number(clip, key, place) is { } number && number >= 0 && number <= 1e12 && number == Math.Floor(number) ? (long)number : throw place.Refuse($"has a \"{key}\" that is no count of frames");
}
