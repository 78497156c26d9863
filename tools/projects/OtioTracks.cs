using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>The track of a timeline that is heard.</summary>
/// <param name="Track">The track.</param>
/// <param name="IsPicture">It is a picture track, whose media's sound is used.</param>
/// <param name="IsMuted">It or the whole stack is disabled.</param>
internal sealed record HeardTrack(JsonObject Track, bool IsPicture, bool IsMuted);

/// <summary>The tracks of a timeline that are heard.</summary>
/// <param name="Main">The main lane.</param>
/// <param name="Lanes">The lanes beside it, each with its tracks: several where items of one lane overlap.</param>
internal sealed record HeardTracks(HeardTrack Main, IReadOnlyList<IReadOnlyList<HeardTrack>> Lanes);

/// <summary>Finds the tracks that are heard: one is the main lane, the others are lanes beside it.</summary>
internal sealed class OtioTracks(Place timeline, MediaFinder finder, Effects effects, List<string> warnings)
{
    private static readonly string[] TimeEffects = ["LinearTimeWarp.1", "FreezeFrame.1", "TimeEffect.1"];

    /// <summary>The audio tracks that hold clips, or the picture tracks whose media do where no audio track holds one.</summary>
    public HeardTracks Find(JsonObject root)
    {
        JsonObject stack = Json.Object(root, "tracks", timeline) ?? throw timeline.Refuse("has no tracks");
        var place = new Place(timeline.File, Json.Schema(stack), Json.Text(stack, "name", timeline) ?? "");
        if (place.Schema is not "Stack.1")
            throw place.Refuse("stands where the Stack.1 of a timeline's tracks belongs");
        List<JsonObject> tracks = Tracks(stack, place);
        effects.Check(stack, place);
        RefuseTrimmed(stack, place);
        JsonObject main = Main(tracks, place, out bool isPicture);
        bool enabled = IsEnabled(stack, place);
        var lanes = new List<List<HeardTrack>>();
        foreach (JsonObject track in tracks)
        {
            bool ofPicture = !IsAudio(track, place);
            if (track == main || !IsLane(track, isPicture, ofPicture, place))
                continue;
            if (!SeamlineMix.Continues(track, Of(track, place)) || lanes.Count == 0)
                lanes.Add([]);
            lanes[^1].Add(new HeardTrack(track, ofPicture, !enabled || !IsEnabled(track, Of(track, place))));
        }
        var heard = new HeardTracks(new HeardTrack(main, isPicture, !enabled || !IsEnabled(main, Of(main, place))), lanes);
        Report(heard, tracks, place);
        return heard;
    }

    /// <summary>The track that is the main lane.</summary>
    public static JsonObject Main(JsonObject root, Place timeline) => Main(Tracks(root["tracks"]!.AsObject(), timeline), timeline, out _);

    /// <summary>The track among those of a stack that is the main lane.</summary>
    internal static JsonObject Main(List<JsonObject> tracks, Place place, out bool isPicture)
    {
        List<JsonObject> audio = tracks.FindAll(track => IsAudio(track, place));
        List<JsonObject> video = OfKind(tracks, "Video", place);
        if (audio.Count + video.Count == 0)
            throw place.Refuse("has no audio track and no video track");
        JsonObject? own = audio.Concat(video).FirstOrDefault(track => SeamlineMix.IsMain(track, Of(track, place)));
        isPicture = own is not null ? !IsAudio(own, place)
            : audio.Count == 0 || (!audio.Exists(track => HoldsClips(track, place)) && video.Exists(track => HoldsClips(track, place)));
        return own ?? (isPicture ? PictureTrack(video, place) : AudioTrack(audio, place));
    }

    private static JsonObject AudioTrack(List<JsonObject> audio, Place stack)
    {
        List<JsonObject> sounding = audio.FindAll(track => HoldsClips(track, stack) && SeamlineMix.Lane(track, Of(track, stack)) is null);
        // Of tracks without clips the longest is the timeline.
        return sounding.Find(track => IsEnabled(track, Of(track, stack))) ?? sounding.FirstOrDefault()
            ?? audio.MaxBy(track => SeamlineMix.Lane(track, Of(track, stack)) is null ? OtioLength.Of(track, Of(track, stack)) : -1)!;
    }

    // Titles, stills and generators over the picture have no sound: they need no lane.
    private static JsonObject PictureTrack(List<JsonObject> video, Place stack)
        => video.Find(track => HoldsMedia(track, stack)) ?? video.Where(track => HoldsClips(track, stack)).MaxBy(track => OtioLength.Of(track, Of(track, stack)))
            ?? video.MaxBy(track => OtioLength.Of(track, Of(track, stack)))!;

    // Pictures are heard where the main lane is one.
    private bool IsLane(JsonObject track, bool isPicture, bool ofPicture, Place stack)
    {
        if (SeamlineMix.Lane(track, Of(track, stack)) is not null)
            return true;
        if (ofPicture)
            return isPicture && HoldsMedia(track, stack) && (IsEnabled(track, Of(track, stack)) || CanSound(track, stack));
        return HoldsClips(track, stack) && (IsEnabled(track, Of(track, stack)) || CanSound(track, stack));
    }

    private void Report(HeardTracks heard, List<JsonObject> tracks, Place place)
    {
        if (heard.Main.IsPicture)
            warnings.Add(Of(heard.Main.Track, place).Sentence("is a video track; the sound of its media is used, as there is no audio track"));
        HeardTrack[] all = [heard.Main, .. heard.Lanes.SelectMany(lane => lane)];
        foreach (JsonObject other in tracks.Where(track => !Array.Exists(all, one => one.Track == track) && !IsSilent(track, place)))
            warnings.Add(Of(other, place).Sentence("is not heard; it is kept as it is in the file"));
        foreach (HeardTrack track in all)
        {
            effects.Check(track.Track, Of(track.Track, place), track.IsPicture);
            RefuseTrimmed(track.Track, Of(track.Track, place));
        }
    }

    /// <summary>
    /// Whether a disabled track could be heard as it is: it is a muted lane then. One that holds what is not supported, or media that
    /// are not there, is no obstacle, and is kept.
    /// </summary>
    private bool CanSound(JsonObject track, Place stack) => OtioLength.IsWhole(track, Of(track, stack)) && CanPlay(track, stack)
        && Children(track, stack).All(child => child is JsonObject item && CanPlay(item, stack) && Json.Schema(item) switch
        {
            "Gap.1" or "Filler.1" or "Transition.1" => true,
            "Clip.1" or "Clip.2" => OtioItems.Reference(item, Of(item, stack)) is not { } reference || Json.Schema(reference) is not "ExternalReference.1"
                || Json.Text(reference, "target_url", Of(item, stack)) is not { Length: > 0 } url || finder.Exists(url, Of(item, stack)),
            _ => false,
        });

    private static bool CanPlay(JsonObject item, Place stack) => (Json.Array(item, "effects", Of(item, stack)) ?? [])
        .All(effect => effect is JsonObject known && Array.IndexOf(TimeEffects, Json.Schema(known)) < 0);

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
        => IsAudio(track, stack) && IsEnabled(track, stack) && !HoldsClips(track, stack);

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

    internal static bool IsAudio(JsonObject track, Place place) => string.Equals(Kind(track, place), "Audio", StringComparison.OrdinalIgnoreCase);

    private static string Kind(JsonObject track, Place place) => Json.Text(track, "kind", Of(track, place)) ?? "Video";

    private static Place Of(JsonObject item, Place parent)
        => new(parent.File, Json.Schema(item), Json.Text(item, "name", parent) ?? "");
}
