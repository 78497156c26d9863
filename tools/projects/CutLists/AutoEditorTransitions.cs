using System;
using System.Collections.Generic;

namespace Seamline.Projects;

/// <summary>Dissolves of auto-editor: at the cut between two clips, which reach into each other, or from or to silence at the end of one.</summary>
internal static class AutoEditorTransitions
{
    private const double CutSeconds = 1e-9;

    /// <summary>Applies those of a layer to its pieces.</summary>
    public static void Apply(List<PlacedPiece> pieces, JsonArray? transitions, FrameRate rate, Place file)
    {
        for (int i = 0; i < (transitions?.Count ?? 0); i++)
        {
            var place = new Place(file.File, "transition", "", i);
            JsonObject one = transitions![i] as JsonObject ?? throw place.Refuse("is no object");
            if (Json.Text(one, "kind", place) is not (null or "dissolve") and var kind)
                throw place.Refuse($"is a \"{kind}\", which is not known");
            long at = Frames(one, "at", place);
            long length = Frames(one, "dur", place);
            string alignment = Json.Text(one, "alignment", place) ?? "";
            int left = pieces.FindIndex(piece => Math.Abs(piece.End - rate.Seconds(at)) <= CutSeconds);
            int right = pieces.FindIndex(piece => Math.Abs(piece.Start - rate.Seconds(at)) <= CutSeconds);
            if (alignment is not ("start" or "center" or "end") || (alignment is not "start" && left < 0) || (alignment is not "end" && right < 0) || length == 0)
                throw place.Refuse($"lies at the frame {at} with the alignment \"{alignment}\", where there is no clip to join");
            if (alignment is "start")
                pieces[right] = pieces[right] with { FadeIn = rate.Seconds(length), Fades = FadeShape.EqualPower };
            else if (alignment is "end")
                pieces[left] = pieces[left] with { FadeOut = rate.Seconds(length), FadesOut = FadeShape.EqualPower };
            else
                Cross(pieces, left, right, rate.Seconds(at - (length / 2)), rate.Seconds(at - (length / 2) + length));
        }
    }

    private static void Cross(List<PlacedPiece> pieces, int left, int right, double from, double to)
    {
        PlacedPiece before = pieces[left];
        PlacedPiece behind = pieces[right];
        pieces[left] = before with { End = to, Out = before.MediumEnd + ((to - before.End) * before.Segment.Speed) };
        pieces[right] = behind with { Start = from, In = behind.In - ((behind.Start - from) * behind.Segment.Speed), Out = behind.MediumEnd };
    }

    private static long Frames(JsonObject one, string key, Place place)
        => Json.Number(one, key, place) is { } number && number >= 0 && number <= 1e12 && number == Math.Floor(number) ? (long)number : throw place.Refuse($"has a \"{key}\" that is no count of frames");
}
