using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>Writes items: those that the file held keep their fields.</summary>
internal sealed class ItemWriter
{
    private readonly OtioDocument? _original;
    private readonly Project _project;
    private readonly string _path;
    private readonly string _folder;
    private readonly ItemPieces _pieces;
    private readonly Dictionary<JsonObject, IReadOnlyList<JsonObject>> _gaps = [];
    private readonly Dictionary<string, string> _urls = new(StringComparer.Ordinal);

    /// <summary>A writer of one project.</summary>
    public ItemWriter(OtioDocument? original, Project project, string path, string folder)
    {
        (_original, _project, _path, _folder) = (original, project, path, folder);
        _pieces = new ItemPieces([.. project.Segments, .. project.Lanes.SelectMany(lane => lane.Items).Select(LaneItem.AsSegment)]);
        foreach ((_, PlacedRow row) in original?.Lanes.SelectMany(lane => lane.Items) ?? [])
            _gaps[row.Row.Node] = row.Gaps;
    }

    /// <summary>Whether an item of a lane is a piece of one that the file held.</summary>
    public bool IsOwn(ProjectItem item) => OwnItem(LaneItem.AsSegment(item)) is not null;

    /// <summary>The gaps that stood before an item of a lane.</summary>
    public IReadOnlyList<JsonObject> GapsBefore(ProjectItem item)
        => OwnItem(LaneItem.AsSegment(item)) is { } own && _gaps.TryGetValue(own, out IReadOnlyList<JsonObject>? gaps) ? gaps : [];

    /// <summary>The item of a segment.</summary>
    /// <param name="segment">The segment, or what an item of a lane has in common with one.</param>
    /// <param name="index">Its place among all that are written.</param>
    /// <param name="head">What it lends to the transition before it, seconds.</param>
    /// <param name="tail">What it lends to the transition behind it, seconds.</param>
    /// <param name="loopSeconds">How long its range is repeated, or 0.</param>
    public JsonObject Item(ProjectSegment segment, int index, double head, double tail, double loopSeconds = 0)
    {
        ProjectClip? clip = segment.ClipId == 0 ? null : _project.Clips[segment.ClipId - 1];
        JsonObject? own = OwnItem(segment);
        bool ofLane = index >= _project.Segments.Count;
        JsonObject item = own?.DeepClone().AsObject() ?? (ofLane && clip is null ? OtioTemplates.Missing(segment.Name) : OtioTemplates.Item(clip, _folder, Url(clip)));
        var place = new Place(_path, Json.Schema(item), segment.Name);
        if (own is not null)
            _pieces.KeepOwnMarkers(item, index, place);
        SetText(item, "name", segment.Name);
        if (segment.Muted || item["enabled"] is not null)
            item["enabled"] = !segment.Muted;
        JsonObject? reference = OtioItems.Reference(item, place);
        OtioWarp.Write(item, segment.Speed, segment.SpeedMode, place);
        ProjectSegment shown = loopSeconds > 0 ? segment with { Out = segment.In + loopSeconds } : segment;
        if (!SaysExactly(item, reference, shown, head, tail, place))
            item["source_range"] = Range(item, reference, shown, head, tail, clip, place);
        bool exact = loopSeconds > 0 || !SaysExactly(item, reference, segment, head, tail, place);
        bool readsGain = own is null || !OtioDocument.IsPicture(own);
        SeamlineMetadata.WriteItem(item, segment, exact, readsGain ? Effects.GainDb(item) : 0);
        return item;
    }

    // Clips of one medium are many, and finding out how it is written asks the file system.
    private string Url(ProjectClip? clip)
    {
        if (clip is not { Tracks: [var track, ..] })
            return "";
        if (!_urls.TryGetValue(track.MediaPath, out string? url))
            _urls.Add(track.MediaPath, url = MediaUrl.For(track.MediaPath, _folder));
        return url;
    }

    /// <summary>Sets a text; a null one reads as the empty one and stays null.</summary>
    public static void SetText(JsonObject item, string key, string text)
    {
        string old = item[key] is JsonValue value && value.TryGetValue(out string? present) ? present ?? "" : "";
        if (!string.Equals(old, text, StringComparison.Ordinal))
            item[key] = text;
    }

    /// <summary>
    /// The item that a segment is a piece of: the very one, never another of the same medium. A segment that was given another clip
    /// since is no piece of it any more.
    /// </summary>
    private JsonObject? OwnItem(ProjectSegment segment)
    {
        if (_original is null || segment.Item < 0 || segment.Item >= Math.Min(_original.Rows.Count, _project.ItemClips.Count))
            return null;
        return string.Equals(_project.ItemClips[segment.Item], _project.ClipKey(segment.ClipId), StringComparison.Ordinal)
            ? _original.Rows[segment.Item].Node
            : null;
    }

    /// <summary>The range in the item's own unit, the medium's or frames at 48 kHz, whichever says it in whole numbers.</summary>
    private static JsonObject Range(JsonObject item, JsonObject? reference, ProjectSegment segment, double head, double tail, ProjectClip? clip, Place place)
    {
        double start = segment.In + (head * segment.Speed) + OtioItems.MediaStart(reference, place);
        double duration = Math.Max(0, segment.Seconds - head - tail) * (OtioWarp.Of(item, place).IsOfMedium ? segment.Speed : 1);
        double[] rates = [OtioTime.Range(item, "source_range", place)?.Duration.Rate ?? 0, clip?.Rate ?? 0];
        double rate = Array.Find(rates, rate => rate > 0 && OtioTime.IsWhole(start, rate) && OtioTime.IsWhole(duration, rate));
        return OtioTime.Range(start, duration, rate > 0 ? rate : OtioTime.WriteRate);
    }

    /// <summary>Whether the item's ranges alone give the segment's in and out points to the bit.</summary>
    private static bool SaysExactly(JsonObject item, JsonObject? reference, ProjectSegment segment, double head, double tail, Place place)
    {
        if (OtioItems.ReadLent(item, reference, head, tail, place) is not (double start, double end))
            return false;
        return BitConverter.DoubleToInt64Bits(start) == BitConverter.DoubleToInt64Bits(segment.In)
            && BitConverter.DoubleToInt64Bits(end) == BitConverter.DoubleToInt64Bits(segment.Out);
    }
}
