using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline.Clips;

/// <summary>A page met on a walk along the timeline.</summary>
internal unsafe struct PageVisit
{
    /// <summary>The source's pages.</summary>
    public PageTable* Table;

    /// <summary>The page.</summary>
    public long Page;

    /// <summary>The timeline frame at which the walk met it.</summary>
    public long Frame;

    /// <summary>On a walk forward: the timeline frame up to which it is played, as far as the walk meets it again behind that.</summary>
    public long End;

    /// <summary>Frames from the playhead until then, in playing order; only where a <see cref="PlanArm"/> met it.</summary>
    public long Distance;
}

/// <summary>
/// Walks the timeline from a frame, forward or backward, and meets the pages it would be played from: every track of every
/// region, its fades included. Loading, eviction, readiness and needs are all this one walk.
/// </summary>
/// <remarks>
/// Thread: any that holds a reference to the block. A page is met again where the timeline uses it again. A copy of a walk
/// goes on by itself from where the original stood.
/// </remarks>
internal unsafe partial struct PageWalk
{
    private readonly RegionBlock* _block;
    private readonly bool _backward;
    private int _region;
    private int _track;
    private int _lane; // of several: that of the slab under way, which ends at the boundary
    private int _page; // of several: of the track under way, counted from where the walk meets it
    private long _boundary;

    private PageWalk(RegionBlock* block, long frame, bool backward)
    {
        _block = block;
        _backward = backward;
        _lane = NoSlab;
        Frame = frame;
        long at = backward ? frame - 1 : frame;
        if (block->RegionCount == 0) _region = backward ? -1 : 0;
        else if (at < 0) _region = backward ? -1 : 0;
        else if (at >= block->LengthFrames) _region = backward ? block->RegionCount - 1 : block->RegionCount;
        else _region = FirstSounding(RegionWalk.IndexAt(block->Regions, block->RegionCount, at, -1), at);
        if (frame < 0) Frame = 0;
        if (frame > block->LengthFrames) Frame = block->LengthFrames;
    }

    /// <summary>How far it has come: everything between the start and here was met.</summary>
    public long Frame { get; private set; }

    /// <summary>Whether it has come to the timeline's end (or start).</summary>
    public readonly bool Ended => _block->LaneCount > 1 ? LanesEnded : _backward ? _region < 0 : _region >= _block->RegionCount;

    /// <summary>A walk towards the end.</summary>
    public static PageWalk Forward(RegionBlock* block, long frame) => new(block, frame, backward: false);

    /// <summary>A walk towards the start; it meets the frame before <paramref name="frame"/> first.</summary>
    public static PageWalk Backward(RegionBlock* block, long frame) => new(block, frame, backward: true);

    /// <summary>
    /// The next page that is met before <paramref name="limit"/> (backward: at or behind it), or false: at the end, or with
    /// the limit reached, and then a farther limit goes on.
    /// </summary>
    public bool Next(long limit, out PageVisit visit)
    {
        visit = default;
        if (_block->LaneCount > 1) return NextOfLanes(limit, ref visit);
        while (!Ended)
        {
            Region* region = _block->Regions + _region;
            long from = region->Start;
            long to = region->End;
            if (Frame < from && !_backward) Frame = from;
            if (Frame > to && _backward) Frame = to;
            if (region->TrackCount == 0 || (_backward ? Frame <= from : Frame >= to))
            {
                LeaveRegion();
                continue;
            }

            if (_track == 0)
            {
                if (_backward ? Frame <= limit : Frame >= limit) return false;
                _boundary = _backward ? from : to;
            }

            if (_track < region->TrackCount)
            {
                if (MeetTrack(region, ref visit)) return true;
                continue;
            }

            Frame = _boundary;
            _track = 0;
        }

        return false;
    }

    // Inside a fade both neighbours sound: the walk begins at the one that it would otherwise have behind it.
    private readonly int FirstSounding(int index, long at) => !_backward && index > 0 && at < _block->Regions[index - 1].End ? index - 1 : index;

    private void LeaveRegion()
    {
        _track = 0;
        if (_backward)
        {
            _region--;
            if (_region >= 0) Frame = Larger(Frame, _block->Regions[_region].End);
        }
        else
        {
            _region++;
            if (_region < _block->RegionCount) Frame = Smaller(Frame, _block->Regions[_region].Start);
        }
    }

    // Meets the next track at this frame, and moves the boundary to where the first track meets something new.
    private bool MeetTrack(Region* region, ref PageVisit visit)
    {
        SnapshotTrack* track = _block->Tracks + region->FirstTrack + _track++;
        long at = _backward ? Frame - 1 : Frame;
        long source = RegionWalk.ClipFrameAt(region, at) + track->Offset;
        long material = PageTable.Frames(track->Pages);
        if (source < 0)
        {
            if (!_backward) _boundary = Smaller(_boundary, at - source);
            return false;
        }

        if (source >= material)
        {
            if (_backward && material > 0) _boundary = Larger(_boundary, at - (source - material));
            return false;
        }

        long page = PageTable.PageOf(source);
        long first = page * Limits.PageFrames;
        _boundary = _backward ? Larger(_boundary, at - (source - first)) : Smaller(_boundary, at + (first + Limits.PageFrames - source));
        visit = new PageVisit { Table = track->Pages, Page = page, Frame = at, End = Smaller(_boundary, at + (material - source)) };
        return true;
    }

    private static long Larger(long a, long b) => a > b ? a : b;

    private static long Smaller(long a, long b) => a < b ? a : b;
}
