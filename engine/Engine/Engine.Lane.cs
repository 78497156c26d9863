namespace Seamline;

// Edits of the main lane that leave its length, or everything but one place, alone.
public sealed partial class Engine
{
    /// <summary>
    /// Replaces [in, out) seconds by one gap of exactly that length; what follows stays where it is. Segments that are cut keep their
    /// ids, the second piece of one that is cut twice has a new one, and so has the gap.
    /// </summary>
    public Status Lift(double inSeconds, double outSeconds)
    {
        using (_lock.Hold()) return ReserveEdit(2) ? CommitEdit(_editor.Lift(inSeconds, outSeconds)) : NoRoom();
    }

    /// <summary>
    /// Puts a segment at a time of the timeline, over as much of it as the segment lasts; what follows stays where it is. At the end
    /// it appends, past the end the timeline grows. Ids as of <see cref="Lift"/>.
    /// </summary>
    public Status Overwrite(double seconds, in SegmentSpec segment, out SegmentId id)
    {
        using (_lock.Hold())
        {
            id = default;
            return ReserveEdit(2) ? CommitEdit(_editor.Overwrite(seconds, segment, out id)) : NoRoom();
        }
    }

    /// <summary>
    /// Moves the seam before a segment: its in point becomes this, seconds on the clip's clock, and the segment before ends as much
    /// sooner or later; nothing else moves. Refused before the first segment and where either would end before it begins.
    /// </summary>
    public Status RollIn(SegmentId id, double inSeconds)
    {
        using (_lock.Hold()) return ReserveEdit(0) ? CommitEdit(_editor.RollIn(id, inSeconds)) : NoRoom();
    }

    /// <summary>
    /// Moves the seam behind a segment: its out point becomes this, seconds on the clip's clock, and the segment behind begins as much
    /// sooner or later; nothing else moves. Refused behind the last segment and where either would end before it begins.
    /// </summary>
    public Status RollOut(SegmentId id, double outSeconds)
    {
        using (_lock.Hold()) return ReserveEdit(0) ? CommitEdit(_editor.RollOut(id, outSeconds)) : NoRoom();
    }

    /// <summary>Plays other material of the clip in a segment's place: its in point becomes this, seconds on the clip's clock; length and place stay.</summary>
    public Status Slip(SegmentId id, double inSeconds)
    {
        using (_lock.Hold()) return ReserveEdit(0) ? CommitEdit(_editor.Slip(id, inSeconds)) : NoRoom();
    }

    /// <summary>
    /// Moves a segment by seconds of the timeline (less than 0: earlier) over its neighbours: the one before ends later by as much, the
    /// one behind begins later; nothing else moves. Refused without a neighbour on either side, and where one is too short.
    /// </summary>
    public Status Slide(SegmentId id, double seconds)
    {
        using (_lock.Hold()) return ReserveEdit(0) ? CommitEdit(_editor.Slide(id, seconds)) : NoRoom();
    }
}
