using System;
using System.Collections.Generic;

namespace Seamline.Projects;

/// <summary>
/// Which item of the project each segment is a piece of, through every edit. Engines keep a segment's id over edits, undo and
/// redo, and give a new id only to the right half of a cut, which stands directly behind its left half: an id that is not known
/// yet inherits the item before it. Thread: one at a time.
/// </summary>
public sealed class ItemOrigins
{
    private readonly Dictionary<long, int> _items = [];

    /// <summary>Takes note of the segments as the project laid them out.</summary>
    /// <param name="ids">Ids in timeline order, one a segment of the project.</param>
    /// <param name="segments">The project's segments.</param>
    public ItemOrigins(ReadOnlySpan<long> ids, IReadOnlyList<ProjectSegment> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        for (int i = 0; i < Math.Min(ids.Length, segments.Count); i++)
            _items[ids[i]] = i;
    }

    /// <summary>Follows an edit. Call it after each one.</summary>
    /// <param name="ids">Ids in timeline order, after the edit.</param>
    public void Follow(ReadOnlySpan<long> ids)
    {
        int before = -1;
        foreach (long id in ids)
        {
            if (_items.TryGetValue(id, out int known))
                before = known;
            else
                _items[id] = before;
        }
    }

    /// <summary>The index, among the segments that the project was opened with, of the one that a segment is a piece of; -1 for none.</summary>
    public int Of(long id) => _items.GetValueOrDefault(id, -1);
}
