using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// Own data of transitions, lanes and the master in `.otio` files: on a transition kind and seconds; on a track main, or lane with
/// {gain_db, solo, ripples, extends, continues, envelope, ducking}; on the timeline master with {gain_db, limiter, ceiling_db, envelope}.
/// </summary>
internal static class SeamlineMix
{
    private static readonly string[] Kinds = ["equal_power", "linear", "through_black"];
    private static readonly string[] LaneKeys = ["gain_db", "solo", "ripples", "extends", "continues", "envelope", "ducking"];
    private static readonly string[] MasterKeys = ["gain_db", "limiter", "ceiling_db", "envelope"];

    /// <summary>How a transition goes, where own data say it.</summary>
    public static TransitionKind? Kind(JsonObject transition, Place place)
    {
        if (SeamlineMetadata.Own(transition, place) is not { } own || Json.Text(own, "kind", place) is not { } name)
            return null;
        int kind = Array.IndexOf(Kinds, name);
        return kind >= 0 ? (TransitionKind)kind : throw place.Refuse($"has the kind \"{name}\"; known are {string.Join(", ", Kinds)}");
    }

    /// <summary>The exact length of a transition as it was asked for, or null.</summary>
    public static double? Seconds(JsonObject transition, Place place)
    {
        double? seconds = SeamlineMetadata.Own(transition, place) is { } own ? Json.Number(own, "seconds", place) : null;
        return seconds is null or > 0 ? seconds : throw place.Refuse($"has a transition of {seconds} s in metadata.seamline");
    }

    /// <summary>Writes a transition's.</summary>
    public static void WriteTransition(JsonObject transition, TransitionKind? kind, double? seconds) => SeamlineMetadata.Store(transition, own =>
    {
        SeamlineMetadata.Set(own, "kind", kind is { } known ? JsonValue.Create(Kinds[(int)known]) : null);
        SeamlineMetadata.Set(own, "seconds", seconds is { } exact ? JsonValue.Create(exact) : null);
    });

    /// <summary>Whether own data make a track the main lane.</summary>
    public static bool IsMain(JsonObject track, Place place) => SeamlineMetadata.Own(track, place) is { } own && Json.Flag(own, "main", place) == true;

    /// <summary>Writes whether own data make a track the main lane.</summary>
    public static void WriteMain(JsonObject track, bool isMain) => SeamlineMetadata.Store(track, own => SeamlineMetadata.Set(own, "main", isMain ? JsonValue.Create(true) : null));

    /// <summary>What makes a track a lane of our own, or null.</summary>
    public static JsonObject? Lane(JsonObject track, Place place) => SeamlineMetadata.Own(track, place) is { } own ? Json.Object(own, "lane", place) : null;

    /// <summary>Whether a track goes on with the lane of the track before it, which has items that overlap.</summary>
    public static bool Continues(JsonObject track, Place place) => Lane(track, place) is { } lane && Json.Flag(lane, "continues", place) == true;

    /// <summary>Reads a lane's settings.</summary>
    public static ProjectLane ReadLane(JsonObject track, bool muted, Place place, List<string> warnings)
    {
        if (SeamlineMetadata.Own(track, place) is { } all)
            SeamlineMetadata.WarnUnknown(all, ["main", "lane"], place, warnings);
        var lane = new ProjectLane { Name = place.Name, Muted = muted, Extends = !muted };
        if (Lane(track, place) is not { } own)
            return lane;
        SeamlineMetadata.WarnUnknown(own, LaneKeys, place, warnings);
        return lane with
        {
            GainDb = SeamlineMetadata.Gain(own, place),
            Solo = Json.Flag(own, "solo", place) ?? false,
            Ripples = Json.Flag(own, "ripples", place) ?? false,
            Extends = Json.Flag(own, "extends", place) ?? !muted,
            Envelope = ReadEnvelope(own, place),
            Ducking = SeamlineTone.ReadDucking(own, place, warnings),
        };
    }

    /// <summary>Writes a lane's settings.</summary>
    /// <param name="track">A track of the lane.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="continues">It is not the lane's first track.</param>
    /// <param name="says">Own data must be there: nothing else makes the track a lane.</param>
    public static void WriteLane(JsonObject track, ProjectLane lane, bool continues, bool says)
    {
        JsonObject own = SeamlineMetadata.Own(track, default)?["lane"] as JsonObject ?? [];
        bool first = !continues;
        SeamlineMetadata.Set(own, "gain_db", first && IsGain(lane.GainDb) ? SeamlineMetadata.Gain(lane.GainDb) : null);
        SeamlineMetadata.Set(own, "solo", first && lane.Solo ? JsonValue.Create(true) : null);
        SeamlineMetadata.Set(own, "ripples", first && lane.Ripples ? JsonValue.Create(true) : null);
        SeamlineMetadata.Set(own, "extends", first && (says || lane.Extends == lane.Muted) ? JsonValue.Create(lane.Extends) : null);
        SeamlineMetadata.Set(own, "continues", continues ? JsonValue.Create(true) : null);
        SeamlineMetadata.Set(own, "envelope", first ? Envelope(lane.Envelope) : null);
        SeamlineMetadata.Set(own, "ducking", first ? SeamlineTone.Ducking(lane.Ducking) : null);
        SeamlineMetadata.Store(track, all => SeamlineMetadata.Set(all, "lane", own.Count == 0 ? null : own.Parent is null ? own : own.DeepClone()));
    }

    /// <summary>Reads the master.</summary>
    public static ProjectMaster ReadMaster(JsonObject timeline, Place place, List<string> warnings)
    {
        if (SeamlineMetadata.Own(timeline, place) is not { } all || Json.Object(all, "master", place) is not { } own)
            return new ProjectMaster();
        SeamlineMetadata.WarnUnknown(own, MasterKeys, place, warnings);
        return new ProjectMaster
        {
            GainDb = SeamlineMetadata.Gain(own, place),
            Limiter = Json.Flag(own, "limiter", place) ?? false,
            CeilingDb = Json.Number(own, "ceiling_db", place) ?? ProjectMaster.DefaultCeilingDb,
            Envelope = ReadEnvelope(own, place),
        };
    }

    /// <summary>Writes the master; one that does nothing is left out.</summary>
    public static void WriteMaster(JsonObject timeline, ProjectMaster master) => SeamlineMetadata.Store(timeline, all =>
    {
        JsonObject own = all["master"] as JsonObject ?? [];
        SeamlineMetadata.Set(own, "gain_db", IsGain(master.GainDb) ? SeamlineMetadata.Gain(master.GainDb) : null);
        SeamlineMetadata.Set(own, "limiter", master.Limiter ? JsonValue.Create(true) : null);
        SeamlineMetadata.Set(own, "ceiling_db", master.CeilingDb.Equals(ProjectMaster.DefaultCeilingDb) ? null : JsonValue.Create(master.CeilingDb));
        SeamlineMetadata.Set(own, "envelope", Envelope(master.Envelope));
        SeamlineMetadata.Set(all, "master", own.Count == 0 ? null : own.Parent is null ? own : own.DeepClone());
    });

    /// <summary>The points under "envelope": a list of [seconds, dB].</summary>
    public static IReadOnlyList<EnvelopePoint> ReadEnvelope(JsonObject own, Place place)
    {
        if (Json.Array(own, "envelope", place) is not { } list)
            return [];
        var points = new List<EnvelopePoint>(list.Count);
        foreach (JsonNode? entry in list)
        {
            if (entry is not JsonArray { Count: 2 } pair || EffectVolume.Number(pair[0]) is not { } seconds || !double.IsFinite(seconds) || Decibels(pair[1]) is not { } decibels)
                throw place.Refuse($"has the envelope point {Json.Shown(entry)}, which is not [seconds, dB]");
            if (points.Count > 0 && seconds <= points[^1].Seconds)
                throw place.Refuse($"has an envelope whose points do not rise in time, at {seconds} s");
            points.Add(new EnvelopePoint(seconds, decibels));
        }
        return points;
    }

    /// <summary>The points as JSON, or null where there are none.</summary>
    public static JsonArray? Envelope(IReadOnlyList<EnvelopePoint> points)
        => points.Count == 0 ? null : [.. points.Select(JsonNode (point) => new JsonArray(point.Seconds, SeamlineMetadata.Gain(point.Decibels)))];

    /// <summary>Whether a gain has to be written: 0 with either sign differs in its bits.</summary>
    public static bool IsGain(double decibels) => decibels != 0 || double.IsNegative(decibels);

    private static double? Decibels(JsonNode? node)
        => node is JsonValue value && value.TryGetValue(out string? text) && text is "-inf" ? double.NegativeInfinity
            : EffectVolume.Number(node) is { } number && double.IsFinite(number) ? number : null;
}
