using System;
using Seamline.Clips;
using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline.Timeline;

/// <summary>
/// What an edit needs to know of all items without going through them: the clips they play, in the order in which items first name them, and the
/// rows they take in a block. Found again when items or clips have changed.
/// </summary>
/// <remarks>Thread: control. No GC allocation.</remarks>
internal sealed unsafe class ItemClips(MemoryBudget budget) : IDisposable
{
    private readonly NativeList<uint> _clips = new(budget, Limits.MaxClips);
    private long _clipsEdition = -1; // changes of items and clips that the list is of
    private long _roomEdition = -1; // changes of items that the room is of
    private BlockRoom _room;

    /// <summary>Regions and envelopes that the items take.</summary>
    public BlockRoom Room(Document document)
    {
        if (_roomEdition == document.Items.Edition) return _room;
        _room = default;
        foreach (ref readonly ItemRow item in document.Items.Span)
        {
            _room.Regions += item.Pieces;
            if (item.NeedsShape) _room.Envelopes++;
        }

        _roomEdition = document.Items.Edition;
        return _room;
    }

    /// <summary>
    /// Places the tracks of the items' clips in a block that has none yet, so that where they are depends on items and clips alone.
    /// </summary>
    public void PlaceTracks(RegionBlock* block, Document document, ClipTable clips)
    {
        long edition = document.Items.Edition + clips.Edition;
        if (edition == _clipsEdition)
        {
            foreach (uint id in _clips.Span) _ = clips.Find(id)!.PlaceTracks(block);
            return;
        }

        _clips.Clear();
        bool complete = true;
        uint last = 0;
        foreach (ref readonly ItemRow item in document.Items.Span)
        {
            if (item.Clip == last || clips.Find(item.Clip) is not { } clip) continue;
            last = item.Clip;
            int tracks = block->TrackCount;
            _ = clip.PlaceTracks(block);
            if (block->TrackCount != tracks) complete &= _clips.TryAdd(last);
        }

        _clipsEdition = complete ? edition : -1; // without room for the list every compile goes through the items
    }

    /// <inheritdoc/>
    public void Dispose() => _clips.Dispose();
}
