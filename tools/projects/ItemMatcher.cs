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
    private readonly string[] _clipKeys;
    private readonly Dictionary<(string Clip, long In, long Out, string Name), Queue<int>> _named = [];
    private readonly Dictionary<(string Clip, long In, long Out), int> _exact = [];
    private readonly Dictionary<string, OverlapIndex> _ofClip = new(StringComparer.Ordinal);

    /// <summary>Indexes the items of the original for the segments of <paramref name="project"/>.</summary>
    public ItemMatcher(OtioDocument document, Project project)
    {
        _document = document;
        _clipKeys = ClipKeys(project);
        string[] keys = ClipKeys(document.Project);
        for (int i = 0; i < document.Nodes.Count; i++)
        {
            ProjectSegment segment = document.Project.Segments[i];
            string clip = keys[segment.ClipId];
            long start = Bits(segment.In);
            long end = Bits(segment.Out);
            if (!_named.TryGetValue((clip, start, end, segment.Name), out Queue<int>? queue))
                _named.Add((clip, start, end, segment.Name), queue = new Queue<int>());
            queue.Enqueue(i);
            _exact.TryAdd((clip, start, end), i);
            if (!_ofClip.TryGetValue(clip, out OverlapIndex? index))
                _ofClip.Add(clip, index = new OverlapIndex());
            index.Add(i, segment.In, segment.Out);
        }
    }

    /// <summary>The item that a segment came from, or null.</summary>
    public JsonObject? Find(ProjectSegment segment)
    {
        string clip = _clipKeys[segment.ClipId];
        long start = Bits(segment.In);
        long end = Bits(segment.Out);
        // Equal items are used up in order, so that each keeps its own; the last one serves those that were copied.
        if (_named.TryGetValue((clip, start, end, segment.Name), out Queue<int>? queue))
            return _document.Nodes[queue.Count > 1 ? queue.Dequeue() : queue.Peek()];
        if (_exact.TryGetValue((clip, start, end), out int exact))
            return _document.Nodes[exact];
        // A gap has no content that an overlap could be of.
        if (segment.ClipId == 0 || !_ofClip.TryGetValue(clip, out OverlapIndex? index))
            return null;
        int overlapping = index.Find(segment.In, segment.Out);
        return overlapping < 0 ? null : _document.Nodes[overlapping];
    }

    /// <summary>By clip id; 0 is the gap, whose key is no clip's.</summary>
    private static string[] ClipKeys(Project project)
    {
        var keys = new string[project.Clips.Count + 1];
        keys[0] = "gap";
        for (int i = 0; i < project.Clips.Count; i++)
            keys[i + 1] = ClipTable.Key(project.Clips[i].Tracks);
        return keys;
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
