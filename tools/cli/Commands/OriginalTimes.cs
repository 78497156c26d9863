using System;
using System.Collections.Generic;

namespace Seamline.Cli.Commands;

/// <summary>Where times of the timeline as it was given lie on the timeline as it is, after ranges of it have been removed.</summary>
internal sealed class OriginalTimes
{
    // Ranges of the original, in order, apart.
    private readonly List<(double From, double To)> _removed = [];

    /// <summary>Refuses edits that leave an original time without a place.</summary>
    public static void Check(IReadOnlyList<EditStep> steps)
    {
        foreach (EditStep step in steps)
        {
            if (step.Name is "--move" or "--delete-segment" or "--trim-in" or "--trim-out" or SpeedChoice.Speed or "--transition" or "--no-transition" or MainEdits.StripSilence)
                throw new UsageException($"{step.Name} changes what times mean, so it does not go with --original-times; do it in a second `seamline edit`");
        }
    }

    /// <summary>The place of a time; where it was removed, the place of the cut.</summary>
    public double Now(double seconds)
    {
        double gone = 0;
        foreach ((double from, double to) in _removed) gone += Math.Clamp(seconds, from, to) - from;
        return seconds - gone;
    }

    /// <summary>The range of the original was removed.</summary>
    public void Remove(double from, double to)
    {
        for (int i = _removed.Count - 1; i >= 0; i--)
        {
            if (_removed[i].To < from || _removed[i].From > to) continue;
            from = Math.Min(from, _removed[i].From);
            to = Math.Max(to, _removed[i].To);
            _removed.RemoveAt(i);
        }

        int place = _removed.FindIndex(one => one.From > from);
        _removed.Insert(place < 0 ? _removed.Count : place, (from, to));
    }
}
