using System;
using System.Collections.Generic;

namespace Seamline.Projects;

/// <summary>
/// Which of many ranges overlaps a given one most. Sorted by start, with the farthest end so far beside each:
/// where ranges are disjoint, as cuts of one recording are, a search looks at the few that touch.
/// </summary>
internal sealed class OverlapIndex
{
    private readonly List<(double Start, double End, int Id)> _ranges = [];
    private double[]? _farthestEnd;

    /// <summary>Adds a range, seconds; not after the first search.</summary>
    public void Add(int id, double start, double end) => _ranges.Add((start, end, id));

    /// <summary>The id with the largest overlap, the earliest added among equals; -1 where none overlaps.</summary>
    public int Find(double start, double end)
    {
        _farthestEnd ??= Sort();
        int best = -1;
        double bestSeconds = 0;
        for (int i = CountStartingBefore(end) - 1; i >= 0 && _farthestEnd[i] > start; i--)
        {
            (double otherStart, double otherEnd, int id) = _ranges[i];
            double seconds = Math.Min(end, otherEnd) - Math.Max(start, otherStart);
            if (seconds > bestSeconds || (seconds > 0 && seconds.Equals(bestSeconds) && id < best))
                (best, bestSeconds) = (id, seconds);
        }
        return best;
    }

    private double[] Sort()
    {
        _ranges.Sort();
        var farthest = new double[_ranges.Count];
        double end = double.NegativeInfinity;
        for (int i = 0; i < farthest.Length; i++)
            farthest[i] = end = Math.Max(end, _ranges[i].End);
        return farthest;
    }

    private int CountStartingBefore(double time)
    {
        int low = 0;
        int high = _ranges.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_ranges[middle].Start < time)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
