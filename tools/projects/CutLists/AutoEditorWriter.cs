using System;
using System.Globalization;
using System.Linq;

namespace Seamline.Projects;

/// <summary>Writes timelines of auto-editor, version 3: a layer for each lane, and further ones for items of a lane that overlap.</summary>
internal static class AutoEditorWriter
{
    /// <summary>The text.</summary>
    public static string Write(CutOutput output)
    {
        if (System.IO.Path.GetExtension(output.Path) is { } version && version is not (".v3" or ".json" or ".V3" or ".JSON"))
            throw new ProjectException($"{output.Path}: auto-editor's version 3 is what is written; give the file a name that ends in .v3 or .json.");
        FrameRate rate = output.Rate;
        output.WarnOfSilentEnd();
        var layers = new JsonArray();
        var joins = new JsonArray();
        (int moved, int count) = (0, 0);
        foreach (CutTrack track in CutTracks.Of(output, holdsSpeeds: true))
        {
            CutPiece[] pieces = [.. track.Pieces.Where(piece => !piece.IsMuted && !track.IsMuted && rate.Frames(piece.End) > rate.Frames(piece.Start))];
            if (pieces.Length < track.Pieces.Count)
                output.WarnOnce("the format holds no muted items; they are left out");
            if (pieces.Length == 0)
                continue;
            moved += pieces.Count(piece => !IsWhole(piece, rate));
            count += pieces.Length;
            var transitions = new JsonArray();
            layers.Add((JsonNode)Layer(pieces, rate, output, transitions));
            joins.Add((JsonNode)transitions);
        }
        if (moved > 0)
            output.Warnings.Add($"{output.Path}: the timeline counts whole frames; {moved} of {count} items were moved by up to half a frame.");
        var root = new JsonObject
        {
            ["version"] = "3",
            ["timebase"] = $"{rate.Numerator}/{rate.Denominator}",
            ["background"] = "#000000",
            ["resolution"] = new JsonArray(1920, 1080),
            ["samplerate"] = 48_000,
            ["layout"] = "stereo",
            ["v"] = new JsonArray(),
            ["a"] = layers,
        };
        if (joins.Any(join => join is JsonArray { Count: > 0 }))
            root["transitions"] = new JsonObject { ["v"] = new JsonArray(), ["a"] = joins };
        return JsonText.Of(root);
    }

    private static JsonArray Layer(CutPiece[] pieces, FrameRate rate, CutOutput output, JsonArray transitions)
    {
        var layer = new JsonArray();
        for (int i = 0; i < pieces.Length; i++)
        {
            CutPiece piece = pieces[i];
            if (piece.In < 0)
                throw new ProjectException($"{output.Path}: item \"{piece.Name}\" begins before its medium, which auto-editor cannot say.");
            if (piece.Track.StreamIndex is ProjectTrack.AllStreams or >= 0)
                output.WarnOnce("the format counts audio streams, and which of them is heard is not known here; the first is written");
            long overlap = rate.Frames(piece.Overlap);
            long start = rate.Frames(piece.Start) + (overlap / 2);
            long end = rate.Frames(piece.End);
            if (i + 1 < pieces.Length && pieces[i + 1].Overlap > 0)
                end = rate.Frames(pieces[i + 1].Start) + (rate.Frames(pieces[i + 1].Overlap) / 2);
            layer.Add((JsonNode)new JsonObject
            {
                ["src"] = output.Name(piece.Medium),
                ["start"] = start,
                ["dur"] = end - start,
                ["offset"] = rate.Frames(piece.In / piece.Speed) + (overlap / 2),
                ["stream"] = 0,
                ["effects"] = Effects(piece),
            });
            if (overlap > 0)
                transitions.Add((JsonNode)Transition(start, overlap, "center"));
            else if (rate.Frames(piece.FadeIn) is > 0 and var fadeIn)
                transitions.Add((JsonNode)Transition(start, fadeIn, "start"));
            if (rate.Frames(piece.FadeOut) is > 0 and var fadeOut)
                transitions.Add((JsonNode)Transition(end, fadeOut, "end"));
        }
        return layer;
    }

    private static JsonArray Effects(CutPiece piece)
    {
        var effects = new JsonArray();
        if (piece.Speed != 1)
            effects.Add(JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"{(piece.KeepsPitch ? "speed" : "varispeed")}:{piece.Speed}")));
        if (piece.GainDb != 0)
            effects.Add(JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"volume:{Math.Pow(10, piece.GainDb / 20)}")));
        return effects;
    }

    private static JsonObject Transition(long at, long length, string alignment) => new() { ["kind"] = "dissolve", ["at"] = at, ["dur"] = length, ["alignment"] = alignment };

    private static bool IsWhole(CutPiece piece, FrameRate rate)
        => OtioTime.IsWhole(piece.In / piece.Speed, rate.PerSecond) && OtioTime.IsWhole(piece.Start, rate.PerSecond) && OtioTime.IsWhole(piece.End, rate.PerSecond);
}
