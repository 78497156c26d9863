using System;
using Seamline.Clips;
using Seamline.Snapshots;
using Seamline.Timeline;

namespace Seamline;

// Room for the rows of a document, taken before an edit.
public sealed unsafe partial class Engine
{
    private BlockRoom _room; // of the block reserved

    private bool ReserveMix(in BlockRoom more)
    {
        _meter.EditBegins();
        _publisher?.Reclaim();
        _room = RoomFor(more);
        _reserved = _blocks.Take(_room);
        return _reserved != null;
    }

    // What the document needs, and more rows.
    private BlockRoom RoomFor(in BlockRoom more)
    {
        BlockRoom room = MixCompiler.RoomFor(_editor.Document);
        room.Regions = Math.Max(0, room.Regions + more.Regions);
        room.Tracks = _clips.Clips.TotalTracks + more.Tracks;
        room.Lanes += more.Lanes;
        if (more.Regions > 0 && room.Envelopes != 0)
        {
            // Pieces of a segment with an envelope have one each: the points under them, and one more on either side.
            room.Envelopes += more.Regions;
            room.Points += room.Points + (3 * more.Regions);
        }

        room.Envelopes += more.Envelopes;
        room.Points += more.Points;
        room.Indexed = _desired.Anchor == PlayheadAnchor.Content ? room.Regions : 0;
        return room;
    }

    // Undo and redo may bring back any rows, and long lists of edits may make more than was reserved: a block with room for all, or the step is
    // taken back.
    private Status Fit(Status status, bool undone)
    {
        if (status != Status.Ok || !_editor.Document.HasMix) return status;
        BlockRoom needed = RoomFor(default);
        if (needed.Regions <= _room.Regions && needed.Lanes <= _room.Lanes && needed.Envelopes <= _room.Envelopes && needed.Points <= _room.Points) return status;
        _blocks.Release(ref _reserved);
        _room = needed;
        _reserved = _blocks.Take(_room);
        if (_reserved != null) return status;
        _ = undone ? _editor.Redo() : _editor.Undo();
        return NoRows();
    }
}
