using System;
using System.Collections.Generic;

namespace Seamline.Projects;

/// <summary>Where segments lie that overlap by transitions.</summary>
public static class Overlaps
{
    /// <summary>Shortest transition, seconds; between segments of less than twice that there is none.</summary>
    public const double MinSeconds = 0.05;

    /// <summary>Seconds that a segment overlaps the one before it: its transition's, at least <see cref="MinSeconds"/> and at most half the shorter of the two.</summary>
    public static double Of(IReadOnlyList<ProjectSegment> segments, int index)
    {
        ArgumentNullException.ThrowIfNull(segments);
        return index == 0 || index >= segments.Count || segments[index].Transition is not { } transition ? 0
            : Fit(transition.Seconds, segments[index - 1].Seconds, segments[index].Seconds);
    }

    /// <summary>Where each segment starts, seconds of the timeline, and behind them all where the last one ends.</summary>
    public static double[] Starts(IReadOnlyList<ProjectSegment> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        double[] starts = new double[segments.Count + 1];
        double at = 0;
        for (int i = 0; i < segments.Count; i++)
        {
            starts[i] = at -= Of(segments, i);
            at += segments[i].Seconds;
        }
        starts[^1] = at;
        return starts;
    }

    /// <summary>What fits of a transition between two lengths, seconds.</summary>
    public static double Fit(double seconds, double left, double right)
    {
        double most = Math.Min(left, right) / 2;
        return most < MinSeconds ? 0 : Math.Clamp(seconds, MinSeconds, most);
    }
}
