using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Seamline.Projects;

namespace Seamline.Cli;

/// <summary>
/// Items that lie wholly outside their medium, as a time of day without an available range does: they are silent, and nothing else
/// would say so.
/// </summary>
internal static class OutsideMedia
{
    private const double OneMillisecond = 0.001;

    /// <summary>A sentence for each medium: its first item, and how many more.</summary>
    public static IEnumerable<string> Warnings(Project project, Engine engine)
    {
        foreach (IGrouping<int, ProjectSegment> items in project.Segments.Where(segment => segment.ClipId != 0 && segment.Out > segment.In).GroupBy(segment => segment.ClipId))
        {
            if (engine.GetClipFrames(new ClipId((uint)items.Key), out long frames) != Status.Ok) continue;
            double length = (double)frames / engine.Config.Rate;
            ProjectSegment[] outside = [.. items.Where(item => item.In >= length || item.Out <= 0)];
            if (outside.Length == 0) continue;
            // The length is an estimate until it is needed exactly.
            if (engine.MeasureClip(new ClipId((uint)items.Key)) != Status.Ok || engine.GetClipFrames(new ClipId((uint)items.Key), out frames) != Status.Ok) continue;
            length = (double)frames / engine.Config.Rate;
            outside = [.. items.Where(item => item.In >= length || item.Out <= 0)];
            if (outside.Length > 0) yield return Sentence(project, outside, length);
        }
    }

    /// <summary>A sentence for each transition that reaches behind the end of the medium before it: there is no handle, or not enough of one.</summary>
    public static IEnumerable<string> Handles(Project project, Engine engine)
    {
        for (int i = 1; i < project.Segments.Count; i++)
        {
            ProjectSegment left = project.Segments[i - 1];
            if (project.Segments[i].Transition == null || left.ClipId == 0 || engine.GetClipFrames(new ClipId((uint)left.ClipId), out long frames) != Status.Ok) continue;
            if (left.Out <= ((double)frames / engine.Config.Rate) + OneMillisecond) continue;
            if (engine.MeasureClip(new ClipId((uint)left.ClipId)) != Status.Ok || engine.GetClipFrames(new ClipId((uint)left.ClipId), out frames) != Status.Ok) continue;
            double beyond = left.Out - ((double)frames / engine.Config.Rate);
            if (beyond <= OneMillisecond) continue;
            yield return string.Create(CultureInfo.InvariantCulture, $"{project.Path}: item {left.Item} \"{left.Name}\" ends {beyond:0.###} s behind its medium ")
                + "for the transition behind it; the transition goes on from silence";
        }
    }

    private static string Sentence(Project project, ProjectSegment[] outside, double length)
    {
        ProjectSegment item = outside[0];
        string more = outside.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" (and {outside.Length - 1} more of its items)");
        return string.Create(CultureInfo.InvariantCulture, $"{project.Path}: item {item.Item} \"{item.Name}\" lies wholly outside its medium: ")
            + $"it plays {TimeText.Format(item.In)} to {TimeText.Format(item.Out)} of {project.Clips[item.ClipId - 1].Tracks[0].MediaPath}, "
            + $"which is {TimeText.Format(length)} long; it is silence. Its times may be times of day without an available_range{more}";
    }
}
