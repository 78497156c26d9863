using System.Collections.Generic;
using System.Linq;

namespace Seamline.Projects;

/// <summary>A timeline as formats of one lane hold it: what they have no word for is dropped, and named.</summary>
internal static class OneLane
{
    private const int MaxNamed = 5;

    /// <summary>The main lane with cuts in the middle of its transitions, so that its length stays.</summary>
    public static Project Of(Project project, string path, List<string> warnings)
    {
        if (!project.HasMix)
            return project;
        foreach (ProjectLane lane in project.Lanes)
            warnings.Add($"{path}: the format holds one lane; lane \"{lane.Name}\" with {lane.Items.Count} item{(lane.Items.Count == 1 ? "" : "s")} is dropped.");
        Drop(project.Segments.Where(segment => segment.Transition is not null), $"{path}: the format holds no transitions; cuts stand for those before", warnings);
        Drop(project.Segments.Where(segment => segment.Envelope.Count > 0), $"{path}: the format holds no envelopes; dropped are those of", warnings);
        if (!(project with { Lanes = [], Segments = [] }).HasMix)
            return Cut(project);
        if (project.RoomTone is not null)
            warnings.Add($"{path}: the format holds no room tone; gaps are silent.");
        ProjectMaster master = project.Master;
        string[] parts = [.. new[] { (master.GainDb != 0, "gain"), (master.Limiter, "limiter"), (master.Envelope.Count > 0, "envelope") }.Where(part => part.Item1).Select(part => part.Item2)];
        if (parts.Length > 0)
            warnings.Add($"{path}: the format holds no master; its {string.Join(", ", parts)} {(parts.Length == 1 ? "is" : "are")} dropped.");
        return Cut(project);
    }

    private static Project Cut(Project project)
    {
        var segments = new List<ProjectSegment>(project.Segments.Count);
        for (int i = 0; i < project.Segments.Count; i++)
        {
            ProjectSegment segment = project.Segments[i];
            double head = Overlaps.Of(project.Segments, i) / 2;
            double tail = Overlaps.Of(project.Segments, i + 1) / 2;
            segments.Add(segment with { In = head == 0 ? segment.In : segment.In + head, Out = tail == 0 ? segment.Out : segment.Out - tail, Transition = null, Envelope = [] });
        }
        return project with { Segments = segments, Lanes = [], Master = new ProjectMaster(), RoomTone = null };
    }

    private static void Drop(IEnumerable<ProjectSegment> segments, string sentence, List<string> warnings)
    {
        string[] names = [.. segments.Select(segment => $"\"{segment.Name}\"")];
        if (names.Length > 0)
            warnings.Add($"{sentence} {string.Join(", ", names.Take(MaxNamed))}{(names.Length > MaxNamed ? $" and {names.Length - MaxNamed} more" : "")}.");
    }
}
