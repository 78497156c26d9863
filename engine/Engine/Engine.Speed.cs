using System;
using System.Threading;
using Seamline.Snapshots;
using Seamline.Timeline;

namespace Seamline;

// Speed of segments. Who listens stays at the place of the recording, and hears the old sound until the new one is there.
public sealed unsafe partial class Engine
{
    /// <summary>How long the old sound goes on while the first page at a new speed is made, ms.</summary>
    public const double SpeedPatienceMilliseconds = 50;

    private long _placeSegment; // the segment under the playhead before a change of speed, 0 for none
    private long _placeFrames; // how far in it
    private double _placeSpeed;
    private long _placeSerial; // of the last snapshot with a change of speed
    private long _placeSeek; // the last seek before it
    private long _placeNext; // where the playhead goes in it

    /// <summary>
    /// Sets a segment's speed; its <see cref="SpeedMode"/> says what it sounds like. The playhead stays on its content. While playing, the old
    /// sound goes on until the new one is there, for <see cref="SpeedPatienceMilliseconds"/> at most. Memory for a clip at another speed is taken
    /// when it is first needed, as for a clip.
    /// </summary>
    public Status SetSegmentSpeed(SegmentId id, double speed)
    {
        using (_lock.Hold())
        {
            BeginSpeedChange();
            return EndSpeedChange(ReserveEdit(0) ? CommitEdit(_editor.SetSpeed(id, speed)) : NoRoom());
        }
    }

    /// <summary>Sets a segment's speed and mode in one step.</summary>
    public Status SetSegmentSpeed(SegmentId id, double speed, SpeedMode mode)
    {
        using (_lock.Hold())
        {
            BeginSpeedChange();
            return EndSpeedChange(ReserveEdit(0) ? CommitEdit(_editor.SetSpeed(id, speed, mode)) : NoRoom());
        }
    }

    /// <summary>Sets what a segment sounds like at a speed other than 1.</summary>
    public Status SetSegmentSpeedMode(SegmentId id, SpeedMode mode)
    {
        using (_lock.Hold())
        {
            BeginSpeedChange();
            return EndSpeedChange(ReserveEdit(0) ? CommitEdit(_editor.SetSpeedMode(id, mode)) : NoRoom());
        }
    }

    // Where the playhead is to go at the next publication: a change of speed that the callback has not taken yet goes on in what replaces it.
    private PlayheadAnchor NextAnchor =>
        _placeSegment != 0 || (_editor.List.HasStretched && IsPlacePending()) ? PlayheadAnchor.Content : _desired.Anchor;

    private void BeginSpeedChange()
    {
        long frame = Playhead();
        if (_editor.InGroup || frame < 0 || frame >= _editor.List.LengthFrames) return;
        ref readonly SegmentRow row = ref _editor.List.Rows[_editor.List.IndexAtFrame(frame)];
        _placeSegment = row.Id;
        _placeFrames = frame - row.Start;
        _placeSpeed = row.Speed;
    }

    private Status EndSpeedChange(Status status)
    {
        _placeSegment = 0;
        return status;
    }

    // A timeline with speeds: the playhead may stay on its content, and the first page may be waited for.
    private long PublishSpeeds()
    {
        _desired.PatienceFrames = FramesOf(SpeedPatienceMilliseconds);
        PlayheadAnchor anchor = _desired.Anchor;
        _desired.Anchor = NextAnchor;
        long serial = _publisher.Publish(_desired);
        _desired.Anchor = anchor;
        return serial;
    }

    // The playhead in what has just been published.
    private long NextPlayhead()
    {
        int index = _placeSegment == 0 || !_editor.List.HasStretched ? -1 : _editor.List.IndexOf(_placeSegment);
        if (index < 0) return Playhead();
        ref readonly SegmentRow row = ref _editor.List.Rows[index];
        _placeNext = Math.Min(row.Start + (long)(_placeFrames * (_placeSpeed / row.Speed)), _block->LengthFrames);
        _placeSeek = _desired.SeekSerial;
        Volatile.Write(ref _placeSerial, _published); // partner: Engine.IsPlaceTaken
        return _placeNext;
    }

    // Whether the playhead is to go to a new place and nothing has sent it elsewhere since.
    private bool IsPlacePending() => !IsPlaceTaken() && _placeSeek == _desired.SeekSerial;

    // Whether the callback has gone to the new place: until then what it says of its place is of the old timeline.
    private bool IsPlaceTaken() => Volatile.Read(ref State->TakenSerial) >= Volatile.Read(ref _placeSerial); // partners: Transport.Acknowledge, NextPlayhead
}
