using System;
using Seamline.Clips;
using Seamline.Snapshots;
using Seamline.Timeline;

namespace Seamline;

// Room for the rows of a document, taken before an edit.
public sealed unsafe partial class Engine
{
    private BlockRoom _room; // of the block reserved
    private int _duckingPoints; // of the last compile
    private long _levelsSeen; // levels that it went by
    private long _stepsBefore; // steps of undo that were closed before it was

    private bool ReserveMix(in BlockRoom more)
    {
        _meter.EditBegins();
        _publisher?.Reclaim();
        _stepsBefore = _editor.StepsClosed;
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
        if (room.Duckings != 0) room.Points += _duckingPoints + (_duckingPoints / 2);
        room.Indexed = NextAnchor == PlayheadAnchor.Content ? room.Regions : 0;
        return room;
    }

    // Undo and redo may bring back any rows, and long lists of edits may make more than was reserved: a block with room for all, or the step is
    // taken back, so that document and history are as before.
    private Status Fit(Status status, EditStep step)
    {
        if (status != Status.Ok || (!_editor.Document.HasMix && !_editor.List.HasStretched)) return status;
        if (_editor.List.HasStretched && !_clips.TryMakeRenditions(_editor.List) && step != EditStep.None)
        {
            TakeBack(step);
            _blocks.Release(ref _reserved);
            return _error.FailText(Status.OutOfBudget, "the memory budget has no room for another speed of a clip");
        }

        BlockRoom needed = RoomFor(default);
        if (needed.Tracks <= _room.Tracks && needed.Regions <= _room.Regions && needed.Lanes <= _room.Lanes && needed.Envelopes <= _room.Envelopes && needed.Points <= _room.Points) return status;
        _blocks.Release(ref _reserved);
        _room = needed;
        _reserved = _blocks.Take(_room);
        if (_reserved != null) return status;
        TakeBack(step);
        return NoRows();
    }

    // Compiles the document into the block reserved; a larger one where the gains of ducking have no room in it.
    private bool TryCompile(EditStep step)
    {
        while (true)
        {
            SnapshotCompiler.Compile(_reserved, _editor.Document, _clips.Clips, _config.Channels, FramesOf(_config.DeclickMilliseconds), ++_blockSerial, _block);
            MasterCompiler.Compile(_reserved, _editor.Document.Master, _config.Rate);
            _levelsSeen = _cache.Peaks.LevelChanges;
            bool fits = _ducking.TryCompile(_reserved);
            _duckingPoints = fits ? _reserved->PointCount - _reserved->FixedPoints : _duckingPoints + _ducking.MissingPoints;
            if (fits) return true;
            _blocks.Release(ref _reserved);
            _room = RoomFor(default);
            if (_ducking.MissingPoints != 0) _reserved = _blocks.Take(_room);
            if (_reserved != null) continue;
            TakeBack(step);
            return false;
        }
    }

    private void TakeBack(EditStep step)
    {
        if (step == EditStep.Undo) _ = _editor.Redo();
        else if (step == EditStep.Redo) _ = _editor.Undo();
        else if (step == EditStep.Group) _editor.ReopenGroup();
        else if (step == EditStep.Edit && _editor.StepsClosed != _stepsBefore) _editor.TakeBack();
    }

    // What has changed the document.
    private enum EditStep
    {
        None,
        Edit,
        Group,
        Undo,
        Redo,
    }
}
