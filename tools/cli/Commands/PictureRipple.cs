using System;
using System.Collections.Generic;
using System.Linq;
using Seamline.Projects;

namespace Seamline.Cli.Commands;

/// <summary>What edits of the sound mean for the tracks that are not played: the same ranges go, or a warning says that they do not.</summary>
/// <param name="project">The project.</param>
/// <param name="ripples">The ranges go from all tracks.</param>
internal sealed class PictureRipple(OpenProject project, bool ripples)
{
    private readonly List<(double From, double To)> _removed = [];
    private readonly List<(double From, double To)> _pending = [];
    private bool _moved;

    /// <summary>Notes what an edit will take out of the timeline. Before it is carried out.</summary>
    public void Note(string name, double from, double to, bool lengthens = false)
    {
        if (from >= to && !lengthens) return;
        _moved = true;
        if (!ripples) return;
        if (lengthens) throw new CommandException($"{name}: --ripple-video takes ranges out of all tracks; what moves or lengthens segments cannot be done to the picture");
        _removed.Add((from, to));
        _pending.Add((from, to));
    }

    /// <summary>Notes that a transition will be set, or taken away: the overlap goes, or comes back.</summary>
    public void NoteTransition(string name, int index, double seconds)
    {
        (double start, SegmentSpec spec) = Find(index);
        if (index == 0) return;
        (_, SegmentSpec before) = Find(index - 1);
        double fits = seconds == 0 ? 0 : Overlaps.Fit(seconds, before.Out - before.In, spec.Out - spec.In);
        double change = fits - Overlap(index);
        Note(name, start - Math.Max(0, change), start, lengthens: change < 0);
    }

    /// <summary>The edit noted last was carried out: the lanes follow it, where all tracks do.</summary>
    public void Applied()
    {
        foreach ((double from, double to) in _pending) LaneRipple.Remove(project, from, to);
        _pending.Clear();
    }

    /// <summary>The project to write.</summary>
    public Project Finish(Project edited)
    {
        IReadOnlyList<string> others = !_moved ? [] : [.. OtherTracks.Of(edited), .. ripples ? [] : edited.Lanes.Where(lane => lane.Track >= 0 && !lane.Ripples && lane.Items.Count > 0).Select(lane => $"lane \"{lane.Name}\"")];
        if (others.Count == 0) return edited;
        if (ripples) return OtherTracks.Ripple(edited, _removed);
        Console.Error.WriteLine(
            $"seamline: warning: {edited.Path}: only the {(edited.Lanes.Count > 0 ? "main lane" : "sound")} was edited; {string.Join(", ", others)} {(others.Count == 1 ? "is" : "are")} not shortened and may be out of step with it. --ripple-video takes the same ranges out of all tracks");
        return edited;
    }

    /// <summary>Where a segment starts, seconds, and how long it is.</summary>
    public (double Start, SegmentSpec Spec) Find(int index)
    {
        project.Check(project.Engine.GetSegment(index, out SegmentInfo wanted));
        double start = 0;
        for (int i = 0; i < index; i++)
        {
            project.Check(project.Engine.GetSegment(i, out SegmentInfo before));
            start += ((before.Spec.Out - before.Spec.In) / before.Spec.Speed) - Overlap(before.Id);
        }

        return (start - Overlap(wanted.Id), wanted.Spec);
    }

    private double Overlap(SegmentId id) => project.Engine.GetTransition(id, out TransitionInfo info) == Status.Ok ? info.Overlap : 0;

    private double Overlap(int index)
    {
        project.Check(project.Engine.GetSegment(index, out SegmentInfo info));
        return Overlap(info.Id);
    }
}
