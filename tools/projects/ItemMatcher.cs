using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;

namespace Seamline.Projects;

/// <summary>
/// Finds the item of the original file that a segment came from, so that its markers, metadata and unknown fields survive.
/// Segments carry no trace of their item through an engine's edits, so content decides: the same clip and range,
/// or else the same clip and the largest overlap (a trimmed or split item).
/// </summary>
internal sealed class ItemMatcher
{
    private readonly OtioDocument _document;
    private readonly Dictionary<(string Clip, long In, long Out, string Name), Queue<int>> _named = [];
    private readonly Dictionary<(string Clip, long In, long Out), int> _exact = [];
    private readonly Dictionary<string, List<int>> _ofClip = new(StringComparer.Ordinal);

    /// <summary>Indexes the items of the original.</summary>
    public ItemMatcher(OtioDocument document)
    {
        _document = document;
        for (int i = 0; i < document.Nodes.Count; i++)
        {
            ProjectSegment segment = document.Project.Segments[i];
            string clip = ClipKey(document.Project, segment);
            (string, long, long) range = (clip, Bits(segment.In), Bits(segment.Out));
            var named = (range.Item1, range.Item2, range.Item3, segment.Name);
            if (!_named.TryGetValue(named, out Queue<int>? queue))
                _named.Add(named, queue = new Queue<int>());
            queue.Enqueue(i);
            _exact.TryAdd(range, i);
            if (!_ofClip.TryGetValue(clip, out List<int>? list))
                _ofClip.Add(clip, list = []);
            list.Add(i);
        }
    }

    /// <summary>The item that a segment of <paramref name="project"/> came from, or null.</summary>
    public JsonObject? Find(Project project, ProjectSegment segment)
    {
        string clip = ClipKey(project, segment);
        long start = Bits(segment.In);
        long end = Bits(segment.Out);
        // Equal items are used up in order, so that each keeps its own; the last one serves those that were copied.
        if (_named.TryGetValue((clip, start, end, segment.Name), out Queue<int>? queue))
            return _document.Nodes[queue.Count > 1 ? queue.Dequeue() : queue.Peek()];
        if (_exact.TryGetValue((clip, start, end), out int exact))
            return _document.Nodes[exact];
        return segment.ClipId == 0 ? null : LargestOverlap(clip, segment);
    }

    private JsonObject? LargestOverlap(string clip, ProjectSegment segment)
    {
        if (!_ofClip.TryGetValue(clip, out List<int>? candidates))
            return null;
        int best = -1;
        double bestSeconds = 0;
        foreach (int i in candidates)
        {
            ProjectSegment other = _document.Project.Segments[i];
            double seconds = Math.Min(segment.Out, other.Out) - Math.Max(segment.In, other.In);
            if (seconds > bestSeconds)
                (best, bestSeconds) = (i, seconds);
        }
        return best < 0 ? null : _document.Nodes[best];
    }

    private static string ClipKey(Project project, ProjectSegment segment)
        => segment.ClipId == 0 ? "gap" : ClipTable.Key(project.Clips[segment.ClipId - 1].Tracks);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
