using System.Collections.Generic;
using System.IO;

namespace Seamline.Projects;

/// <summary>Refuses to write what could not be read back.</summary>
internal static class ProjectCheck
{
    /// <summary>Checks ids, ranges, gains and speeds.</summary>
    /// <exception cref="ProjectException">The sentence names the file to be written and the item.</exception>
    public static void Writable(Project project, string path)
    {
        if (project.DeclickMilliseconds is { } declick && !(double.IsFinite(declick) && declick >= 0))
            throw new ProjectException($"{path}: the declick of {declick} ms cannot be written.");
        for (int i = 0; i < project.Clips.Count; i++)
        {
            if (project.Clips[i].Id != i + 1)
                throw new ProjectException($"{path}: clip {i + 1} has the id {project.Clips[i].Id}; ids count from 1 in order.");
            foreach (ProjectTrack track in project.Clips[i].Tracks)
                Track(track, new Place(path, "clip", project.Clips[i].Name));
        }
        for (int i = 0; i < project.Segments.Count; i++)
            Segment(project, project.Segments[i], new Place(path, "segment", project.Segments[i].Name, i));
        foreach (ProjectLane lane in project.Lanes)
            Lane(project, lane, path);
        var master = new Place(path, "master", "");
        Gain(project.Master.GainDb, master);
        Envelope(project.Master.Envelope, master);
        if (project.RoomTone is { } tone)
            Tone(project, tone, new Place(path, "room tone", ""));
        if (!double.IsFinite(project.Master.CeilingDb))
            throw master.Refuse($"has the ceiling {project.Master.CeilingDb} dB, which cannot be written");
    }

    private static void Tone(Project project, ProjectRoomTone tone, Place place)
    {
        if (tone.ClipId < 0 || tone.ClipId > project.Clips.Count)
            throw place.Refuse($"names the clip {tone.ClipId}, which the project does not hold");
        if (!SeamlineTone.IsWritable(tone))
            throw place.Refuse($"reaches from {tone.In} to {tone.Out} s with a crossfade of {tone.CrossfadeSeconds} s, which cannot be written");
        Gain(tone.GainDb, place);
    }

    private static void Lane(Project project, ProjectLane lane, string path)
    {
        var place = new Place(path, "lane", lane.Name);
        Gain(lane.GainDb, place);
        if (lane.Ducking is { } ducking && !SeamlineTone.IsWritable(ducking))
            throw place.Refuse($"has a ducking of {ducking.AmountDb} dB from {ducking.ThresholdDb} dB on, which cannot be written");
        Envelope(lane.Envelope, place);
        for (int i = 0; i < lane.Items.Count; i++)
        {
            ProjectItem item = lane.Items[i];
            var itemPlace = new Place(path, "item", item.Name, i);
            Segment(project, LaneItem.AsSegment(item), itemPlace);
            if (!(item.Start >= 0 && double.IsFinite(item.End * OtioTime.WriteRate)) || !IsLength(item.FadeIn) || !IsLength(item.FadeOut) || !IsLength(item.LoopSeconds))
                throw itemPlace.Refuse($"starts at {item.Start} s with fades of {item.FadeIn} and {item.FadeOut} s and a loop of {item.LoopSeconds} s, which cannot be written");
            if (i > 0 && item.Start < lane.Items[i - 1].Start)
                throw itemPlace.Refuse($"starts at {item.Start} s, before the item before it");
        }
    }

    private static bool IsLength(double seconds) => seconds >= 0 && double.IsFinite(seconds);

    private static void Envelope(IReadOnlyList<EnvelopePoint> points, Place place)
    {
        for (int i = 0; i < points.Count; i++)
        {
            Gain(points[i].Decibels, place);
            if (!double.IsFinite(points[i].Seconds) || (i > 0 && points[i].Seconds <= points[i - 1].Seconds))
                throw place.Refuse($"has an envelope point at {points[i].Seconds} s, which cannot be written");
        }
    }

    private static void Track(ProjectTrack track, Place place)
    {
        if (!Path.IsPathFullyQualified(track.MediaPath))
            throw place.Refuse($"has the medium {track.MediaPath}, which is not an absolute path");
        if (!double.IsFinite(track.OffsetSeconds))
            throw place.Refuse($"has the offset {track.OffsetSeconds} s, which is not finite");
        if (track.StreamIndex < ProjectTrack.AllStreams)
            throw place.Refuse($"has the stream {track.StreamIndex}, which is no stream index");
        Gain(track.GainDb, place);
    }

    private static void Segment(Project project, ProjectSegment segment, Place place)
    {
        if (segment.ClipId < 0 || segment.ClipId > project.Clips.Count)
            throw place.Refuse($"names the clip {segment.ClipId}, which the project does not hold");
        if (!double.IsFinite(segment.In * OtioTime.WriteRate) || !double.IsFinite(segment.Out * OtioTime.WriteRate))
            throw place.Refuse($"reaches from {segment.In} to {segment.Out} s, which is not finite");
        if (segment.Out < segment.In)
            throw place.Refuse($"reaches from {segment.In} back to {segment.Out} s");
        if (segment.Speed is not (>= OtioWarp.MinSpeed and <= OtioWarp.MaxSpeed))
            throw place.Refuse($"has the speed {segment.Speed}, which is not within {OtioWarp.MinSpeed} and {OtioWarp.MaxSpeed}");
        Gain(segment.GainDb, place);
        Envelope(segment.Envelope, place);
        if (segment.Transition is { } transition && !(transition.Seconds > 0 && double.IsFinite(transition.Seconds * OtioTime.WriteRate)))
            throw place.Refuse($"has a transition of {transition.Seconds} s, which cannot be written");
    }

    private static void Gain(double gainDb, Place place)
    {
        if (double.IsNaN(gainDb) || double.IsPositiveInfinity(gainDb))
            throw place.Refuse($"has the gain {gainDb} dB, which cannot be written");
    }
}
