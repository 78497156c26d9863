using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>
/// Writes lanes as tracks. Items that overlap without fading into each other stand on further tracks of the lane; a fade beside a
/// gap is a transition there, as other tools write it, and what those cannot say stands in own data.
/// </summary>
internal sealed class LaneWriter(OtioDocument? original, ItemWriter items, string path)
{
    /// <summary>Items this close follow each other without a gap; their exact places stand in own data.</summary>
    private const double TouchSeconds = 1e-9;

    /// <summary>Puts a project's lanes in the place of those that the stack held.</summary>
    public void Write(Project project, JsonObject stack)
    {
        var pending = new Queue<ProjectLane>(project.Lanes);
        JsonArray children = stack["children"]!.AsArray();
        JsonNode?[] held = [.. children];
        children.Clear();
        int index = project.Segments.Count;
        foreach (JsonNode? child in held)
        {
            if (original is null || child is not JsonObject track || !original.IsLane(track))
                children.Add(child);
            else if (original.Lanes.Any(lane => lane.Tracks[0].Track == track) && pending.TryDequeue(out ProjectLane? lane))
                Add(children, lane, ref index);
        }
        while (pending.TryDequeue(out ProjectLane? lane))
            Add(children, lane, ref index);
    }

    private void Add(JsonArray children, ProjectLane lane, ref int index)
    {
        OtioLane? own = original is not null && lane.Track >= 0 && lane.Track < original.Lanes.Count ? original.Lanes[lane.Track] : null;
        List<List<(ProjectItem Item, int Index)>> parts = Parts(lane, ref index);
        for (int i = 0; i < parts.Count; i++)
        {
            LaneTrack? ownTrack = own is not null && i < own.Tracks.Count ? own.Tracks[i] : null;
            JsonObject track = ownTrack?.Track.DeepClone().AsObject() ?? OtioTemplates.Track(lane.Name);
            bool whole = OtioLength.IsWhole(track, default);
            if (i == 0)
                ItemWriter.SetText(track, "name", lane.Name);
            if (lane.Muted || track["enabled"] is not null)
                track["enabled"] = !lane.Muted;
            track["children"] = Children(parts[i], ownTrack);
            WriteOwn(track, parts[i]);
            if (ownTrack is not null && whole)
                OtioLength.Renew(track, default);
            bool hidden = parts[i].TrueForAll(part => part.Item.Seconds <= 0 || (part.Item.ClipId == 0 && !OtioTracks.IsAudio(track, default)));
            SeamlineMix.WriteLane(track, lane, continues: i > 0, says: i == 0 && hidden);
            children.Add((JsonNode)track);
        }
    }

    // Which items stand on which track.
    private static List<List<(ProjectItem Item, int Index)>> Parts(ProjectLane lane, ref int index)
    {
        var parts = new List<List<(ProjectItem Item, int Index)>> { new() };
        foreach (ProjectItem item in lane.Items)
        {
            List<(ProjectItem Item, int Index)>? part = parts.Find(part => part.Count == 0 || Follows(part[^1].Item, item));
            if (part is null)
                parts.Add(part = []);
            part.Add((item, index++));
        }
        return parts;
    }

    private static bool Follows(ProjectItem before, ProjectItem item) => item.Start >= before.End - TouchSeconds || Crossfades(before, item);

    // They overlap by exactly the length of both fades.
    private static bool Crossfades(ProjectItem before, ProjectItem item)
    {
        double overlap = before.End - item.Start;
        return overlap >= Overlaps.MinSeconds && before.LoopSeconds == 0 && item.LoopSeconds == 0 && before.FadeOutShape == item.FadeInShape
            && Math.Abs(before.FadeOut - overlap) <= TouchSeconds && Math.Abs(item.FadeIn - overlap) <= TouchSeconds
            && overlap <= (Math.Min(before.Seconds, item.Seconds) / 2) + TouchSeconds;
    }

    private JsonArray Children(List<(ProjectItem Item, int Index)> part, LaneTrack? ownTrack)
    {
        var children = new JsonArray();
        double at = 0;
        (JsonObject? Node, double Out) joint = default;
        for (int i = 0; i < part.Count; i++)
        {
            ProjectItem item = part[i].Item;
            OtioRow? own = original is not null && items.IsOwn(item) ? original.Rows[item.Item] : null;
            double head = 0;
            if (joint.Node is not null)
            {
                children.Add((JsonNode)joint.Node);
                head = OtioTime.Offset(joint.Node, "in_offset", default);
            }
            else
            {
                JsonObject? fade = at + TouchSeconds < item.Start || i == 0 ? Fade(item.FadeIn, item.FadeInShape, own?.Before, item, head: true) : null;
                head = fade is null ? 0 : OtioTime.Offset(fade, "in_offset", default);
                AddGaps(children, item.Start + head - at, own is null ? [] : items.GapsBefore(item));
                if (fade is not null)
                    children.Add((JsonNode)fade);
            }
            joint = Joint(part, i, own);
            double tail = joint.Node is null ? 0 : joint.Out;
            children.Add((JsonNode)items.Item(LaneItem.AsSegment(item), part[i].Index, head, tail, item.LoopSeconds));
            at = item.End - tail;
            if (joint.Node is not null && (i + 1 == part.Count || part[i + 1].Item.Start > item.End + TouchSeconds))
            {
                children.Add((JsonNode)joint.Node);
                joint = default;
            }
        }
        foreach (JsonObject gap in ownTrack?.TrailingGaps ?? [])
            children.Add((JsonNode)gap.DeepClone());
        return children;
    }

    // The transition behind an item: to the next one, or its fade-out.
    private static (JsonObject? Node, double Out) Joint(List<(ProjectItem Item, int Index)> part, int index, OtioRow? own)
    {
        ProjectItem item = part[index].Item;
        if (index + 1 < part.Count && item.End > part[index + 1].Item.Start + TouchSeconds)
        {
            double overlap = item.End - part[index + 1].Item.Start;
            JsonObject node = TransitionWriter.Node(own?.After, item.FadeOutShape == FadeShape.Linear ? TransitionKind.Linear : TransitionKind.EqualPower, overlap);
            return (node, OtioTime.Offset(node, "out_offset", default));
        }
        bool touches = index + 1 < part.Count && part[index + 1].Item.Start <= item.End + TouchSeconds;
        JsonObject? fade = touches ? null : Fade(item.FadeOut, item.FadeOutShape, own?.After, item, head: false);
        return (fade, fade is null ? 0 : OtioTime.Offset(fade, "out_offset", default));
    }

    // A fade as a transition: the file's own one where it is as long, else one that borrows nothing.
    private static JsonObject? Fade(double seconds, FadeShape shape, OtioTransition? own, ProjectItem item, bool head)
    {
        if (seconds <= 0 || item.FadeIn + item.FadeOut > item.Seconds || item.LoopSeconds > 0)
            return null;
        TransitionKind kind = shape == FadeShape.Linear ? TransitionKind.Linear : TransitionKind.EqualPower;
        return TransitionWriter.Fade(own is { IsFade: true } ? own : null, kind, seconds, head);
    }

    private static void AddGaps(JsonArray children, double seconds, IReadOnlyList<JsonObject> own)
    {
        double known = own.Sum(gap => OtioLength.Of(gap, default));
        if (own.Count > 0 && Math.Abs(known - seconds) <= TouchSeconds)
        {
            foreach (JsonObject gap in own)
                children.Add((JsonNode)gap.DeepClone());
            return;
        }
        if (seconds <= TouchSeconds)
            return;
        JsonObject made = own.Count > 0 ? own[0].DeepClone().AsObject() : OtioTemplates.Item(null, "");
        made["source_range"] = OtioTime.Range(0, seconds, own.Count > 0 ? OtioTime.Range(own[0], "source_range", default)?.Duration.Rate ?? OtioTime.WriteRate : OtioTime.WriteRate);
        children.Add((JsonNode)made);
    }

    // What a reader takes from the track alone, so that only the rest is written.
    private void WriteOwn(JsonObject track, List<(ProjectItem Item, int Index)> part)
    {
        List<PlacedRow> placed = OtioLane.Place(OtioRow.Of(track, path), out _, []);
        for (int i = 0; i < part.Count; i++)
        {
            ProjectItem read = OtioLane.WithFades(part[i].Item with { Start = placed[i].Start }, placed[i].Row);
            LaneItem.Write(placed[i].Row.Node, part[i].Item, read);
        }
    }
}
