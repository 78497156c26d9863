using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace Seamline.Projects;

/// <summary>The track of a timeline that is heard.</summary>
/// <param name="Track">The track.</param>
/// <param name="IsPicture">It is a picture track, whose media's sound is used.</param>
/// <param name="IsMuted">It or the whole stack is disabled.</param>
internal sealed record HeardTrack(JsonObject Track, bool IsPicture, bool IsMuted);

/// <summary>Finds the one track that is heard; what would need a second one is refused by name.</summary>
internal sealed class OtioTracks(Place timeline, Effects effects, List<string> warnings)
{
    /// <summary>The audio track that sounds, or the picture track whose media do where no audio track holds a clip.</summary>
    public HeardTrack Find(JsonObject root)
    {
        JsonObject stack = Json.Object(root, "tracks", timeline) ?? throw timeline.Refuse("has no tracks");
        var place = new Place(timeline.File, Json.Schema(stack), Json.Text(stack, "name", timeline) ?? "");
        if (place.Schema is not "Stack.1")
            throw place.Refuse("stands where the Stack.1 of a timeline's tracks belongs");
        List<JsonObject> tracks = Tracks(stack, place);
        effects.Check(stack, place);
        RefuseTrimmed(stack, place);
        List<JsonObject> audio = OfKind(tracks, "Audio", place);
        List<JsonObject> video = OfKind(tracks, "Video", place);
        if (audio.Count + video.Count == 0)
            throw place.Refuse("has no audio track and no video track");
        bool isPicture = !audio.Exists(track => HoldsClips(track, place)) && video.Exists(track => HoldsClips(track, place));
        JsonObject chosen = isPicture ? PictureTrack(video, place) : AudioTrack(audio.Count > 0 ? audio : video, place);
        isPicture |= audio.Count == 0;
        if (isPicture)
            warnings.Add(Of(chosen, place).Sentence("is a video track; the sound of its media is used, as there is no audio track"));
        foreach (JsonObject other in tracks.Where(track => track != chosen && !IsSilent(track, place)))
            warnings.Add(Of(other, place).Sentence("is not heard; it is kept as it is in the file"));
        effects.Check(chosen, Of(chosen, place), isPicture);
        RefuseTrimmed(chosen, Of(chosen, place));
        return new HeardTrack(chosen, isPicture, !IsEnabled(stack, place) || !IsEnabled(chosen, Of(chosen, place)));
    }

    private static JsonObject AudioTrack(List<JsonObject> audio, Place stack)
    {
        List<JsonObject> sounding = audio.FindAll(track => HoldsClips(track, stack));
        List<JsonObject> enabled = sounding.FindAll(track => IsEnabled(track, Of(track, stack)));
        if (enabled.Count > 1)
            throw Of(enabled[1], stack).Refuse("is a second audio track; several audio tracks are not supported yet");
        if (sounding.Count > 1 && enabled.Count == 0)
            throw Of(sounding[1], stack).Refuse("is a second audio track, and all are disabled; several audio tracks are not supported yet");
        // Of tracks without clips the longest is the timeline.
        return enabled.FirstOrDefault() ?? sounding.FirstOrDefault() ?? audio.MaxBy(track => OtioLength.Of(track, Of(track, stack)))!;
    }

    private static JsonObject PictureTrack(List<JsonObject> video, Place stack)
    {
        // Titles, stills and generators over the picture have no sound: they need no lane.
        List<JsonObject> sounding = video.FindAll(track => HoldsMedia(track, stack));
        if (sounding.Count > 1)
            throw Of(sounding[1], stack).Refuse("is a second video track, and there is no audio track; several tracks are not supported yet");
        return sounding.FirstOrDefault() ?? video.Where(track => HoldsClips(track, stack)).MaxBy(track => OtioLength.Of(track, Of(track, stack)))!;
    }

    private static void RefuseTrimmed(JsonObject parent, Place place)
    {
        if (!OtioLength.IsWhole(parent, place))
            throw place.Refuse("has a source_range that is not all of it; trimmed tracks and stacks are not supported yet");
    }

    /// <summary>Whether there is anything in a track but gaps.</summary>
    private static bool HoldsClips(JsonObject track, Place stack) => Children(track, stack).Any(child =>
        child is not JsonObject item || (Json.Schema(item) is not ("Gap.1" or "Filler.1") && OtioLength.Of(item, Of(item, stack)) > 0));

    /// <summary>Whether there is anything in a picture track whose medium may have sound.</summary>
    private static bool HoldsMedia(JsonObject track, Place stack) => Children(track, stack).Any(child =>
        child is not JsonObject item || Json.Schema(item) switch
        {
            "Gap.1" or "Filler.1" or "Transition.1" => false,
            "Clip.1" or "Clip.2" => OtioItems.Reference(item, Of(item, stack)) is { } reference
                && Json.Schema(reference) is not ("MissingReference.1" or "GeneratorReference.1" or "ImageSequenceReference.1")
                && Json.Text(reference, "target_url", Of(item, stack)) is { Length: > 0 } url && !Stills.IsStill(url),
            _ => true,
        });

    /// <summary>Whether nothing would be heard of an audio track in any case: no word about it is needed.</summary>
    private static bool IsSilent(JsonObject track, Place stack)
        => string.Equals(Kind(track, stack), "Audio", StringComparison.OrdinalIgnoreCase) && IsEnabled(track, stack) && !HoldsClips(track, stack);

    private static JsonArray Children(JsonObject track, Place stack) => Json.Array(track, "children", Of(track, stack)) ?? [];

    private static bool IsEnabled(JsonObject item, Place place) => Json.Flag(item, "enabled", place) ?? true;

    private static List<JsonObject> Tracks(JsonObject stack, Place place)
    {
        var tracks = new List<JsonObject>();
        foreach (JsonNode? child in Json.Array(stack, "children", place) ?? [])
        {
            if (child is not JsonObject track)
                throw place.Refuse("has a child that is not an object");
            // "Sequence" is what tracks were called before OpenTimelineIO 0.9.
            if (Json.Schema(track) is not ("Track.1" or "Sequence.1"))
                throw Of(track, place).Refuse("stands beside the tracks; only Track.1 is supported there");
            tracks.Add(track);
        }
        return tracks;
    }

    private static List<JsonObject> OfKind(List<JsonObject> tracks, string kind, Place place)
        => tracks.FindAll(track => string.Equals(Kind(track, place), kind, StringComparison.OrdinalIgnoreCase));

    private static string Kind(JsonObject track, Place place) => Json.Text(track, "kind", Of(track, place)) ?? "Video";

    private static Place Of(JsonObject item, Place parent)
        => new(parent.File, Json.Schema(item), Json.Text(item, "name", parent) ?? "");
}
