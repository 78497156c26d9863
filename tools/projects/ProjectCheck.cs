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
        if (segment.Speed is not 1)
            throw place.Refuse($"has the speed {segment.Speed}; speeds cannot be written yet");
        Gain(segment.GainDb, place);
    }

    private static void Gain(double gainDb, Place place)
    {
        if (double.IsNaN(gainDb) || double.IsPositiveInfinity(gainDb))
            throw place.Refuse($"has the gain {gainDb} dB, which cannot be written");
    }
}
