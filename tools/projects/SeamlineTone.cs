using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// Own data of ducking and room tone in `.otio` files: in a track's lane ducking with {amount_db, threshold_db, hold, fall, rise}; on the timeline
/// room_tone with {in, out, gain_db, crossfade, tracks}, whose tracks all name their media.
/// </summary>
internal static class SeamlineTone
{
    private const double Crossfade = 0.1;
    private static readonly string[] DuckingKeys = ["amount_db", "threshold_db", "hold", "fall", "rise"];
    private static readonly string[] ToneKeys = ["in", "out", "gain_db", "crossfade", "tracks"];

    /// <summary>Reads the ducking of a lane; what it leaves out is as usual.</summary>
    public static ProjectDucking? ReadDucking(JsonObject lane, Place place, List<string> warnings)
    {
        if (Json.Object(lane, "ducking", place) is not { } own)
            return null;
        SeamlineMetadata.WarnUnknown(own, DuckingKeys, place, warnings);
        var usual = new ProjectDucking();
        return new ProjectDucking(
            Json.Number(own, "amount_db", place) ?? usual.AmountDb,
            Json.Number(own, "threshold_db", place) ?? usual.ThresholdDb,
            Json.Number(own, "hold", place) ?? usual.HoldSeconds,
            Json.Number(own, "fall", place) ?? usual.FallSeconds,
            Json.Number(own, "rise", place) ?? usual.RiseSeconds);
    }

    /// <summary>The ducking of a lane as JSON, or null where there is none.</summary>
    public static JsonObject? Ducking(ProjectDucking? ducking) => ducking is null ? null : new JsonObject
    {
        ["amount_db"] = ducking.AmountDb,
        ["threshold_db"] = ducking.ThresholdDb,
        ["hold"] = ducking.HoldSeconds,
        ["fall"] = ducking.FallSeconds,
        ["rise"] = ducking.RiseSeconds,
    };

    /// <summary>Reads what gaps sound like, or null.</summary>
    public static ProjectRoomTone? ReadRoomTone(JsonObject timeline, Place place, OtioClips clips, List<string> warnings)
    {
        if (SeamlineMetadata.Own(timeline, place) is not { } all || Json.Object(all, "room_tone", place) is not { } own)
            return null;
        SeamlineMetadata.WarnUnknown(own, ToneKeys, place, warnings);
        if (Json.Number(own, "in", place) is not { } start || Json.Number(own, "out", place) is not { } end || !(start < end))
            throw place.Refuse("has metadata.seamline.room_tone without a range from \"in\" to \"out\"");
        if (SeamlineMetadata.ReadTracks(own, place, warnings) is not { } tracks || tracks.Exists(track => track.TargetUrl is null))
            throw place.Refuse("has metadata.seamline.room_tone without tracks that name their media");
        double crossfade = Json.Number(own, "crossfade", place) ?? Math.Min(Crossfade, (end - start) / 2);
        return new ProjectRoomTone(clips.Of(tracks, new Place(place.File, "room tone", "room tone")), start, end, SeamlineMetadata.Gain(own, place), crossfade);
    }

    /// <summary>Writes what gaps sound like; one whose medium is missing stays as it was.</summary>
    public static void WriteRoomTone(JsonObject timeline, Project project, string folder) => SeamlineMetadata.Store(timeline, all =>
    {
        if (project.RoomTone is { ClipId: 0 })
            return;
        SeamlineMetadata.Set(all, "room_tone", project.RoomTone is not { } tone ? null : new JsonObject
        {
            ["in"] = tone.In,
            ["out"] = tone.Out,
            ["gain_db"] = SeamlineMetadata.Gain(tone.GainDb),
            ["crossfade"] = tone.CrossfadeSeconds,
            ["tracks"] = SeamlineMetadata.Tracks(project.Clips[tone.ClipId - 1].Tracks, folder, ownMedium: false),
        });
    });

    /// <summary>Whether the numbers can be written.</summary>
    public static bool IsWritable(ProjectDucking ducking) =>
        new[] { ducking.AmountDb, ducking.ThresholdDb, ducking.HoldSeconds, ducking.FallSeconds, ducking.RiseSeconds }.All(double.IsFinite);

    /// <summary>Whether the numbers can be written.</summary>
    public static bool IsWritable(ProjectRoomTone tone) => double.IsFinite(tone.In) && double.IsFinite(tone.Out) && tone.In < tone.Out && double.IsFinite(tone.CrossfadeSeconds);
}
