using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline.Clips;

/// <content>The walk over several lanes: a slab of a page's frames at a time, in it lane by lane, so that all lanes are met in timeline order.</content>
internal unsafe partial struct PageWalk
{
    private const int NoSlab = -1;
    private const int NoRegion = -1;

    private readonly bool LanesEnded => _lane == NoSlab && (_backward ? Frame <= 0 : Frame >= _block->LengthFrames);

    private bool NextOfLanes(long limit, ref PageVisit visit)
    {
        while (!LanesEnded)
        {
            if (_lane == NoSlab)
            {
                if (_backward ? Frame <= limit : Frame >= limit) return false;
                _boundary = _backward
                    ? Larger(0, Larger(limit, Frame - Limits.PageFrames))
                    : Smaller(_block->LengthFrames, Smaller(limit, Frame + Limits.PageFrames));
                _lane = 0;
                _region = NoRegion;
            }

            for (; _lane < _block->LaneCount; _lane++, _region = NoRegion)
            {
                if (MeetLane(_block->Lanes + _lane, ref visit)) return true;
            }

            _lane = NoSlab;
            Frame = _boundary;
        }

        return false;
    }

    private bool MeetLane(RegionLane* lane, ref PageVisit visit)
    {
        if (lane->RegionCount == 0 || lane->Muted != 0) return false;
        Region* regions = _block->Regions + lane->FirstRegion;
        long from = _backward ? _boundary : Frame;
        long to = _backward ? Frame : _boundary;
        if (_region == NoRegion)
        {
            _region = from < regions->Start ? 0 : RegionWalk.IndexAt(regions, lane->RegionCount, from, -1);
            if (_region > 0 && regions[_region - 1].End > from) _region--;
            _track = 0;
            _page = 0;
        }

        for (; _region < lane->RegionCount && regions[_region].Start < to; _region++, _track = 0)
        {
            for (; _track < regions[_region].TrackCount; _track++, _page = 0)
            {
                if (MeetPage(regions + _region, from, to, ref visit)) return true;
            }
        }

        return false;
    }

    // The next page of the track under way that is played in [from, to).
    private bool MeetPage(Region* region, long from, long to, ref PageVisit visit)
    {
        SnapshotTrack* track = _block->Tracks + region->FirstTrack + _track;
        TrackMaterial material = RegionWalk.MaterialOf(region, track);
        long first = Larger(from, Larger(region->Start, material.First));
        long end = Smaller(to, Smaller(region->End, material.End));
        if (first >= end) return false;
        long firstPage = PageTable.PageOf(first - material.First);
        long lastPage = PageTable.PageOf(end - 1 - material.First);
        if (_page > lastPage - firstPage) return false;
        long page = _backward ? lastPage - _page : firstPage + _page;
        _page++;
        long pageFirst = material.First + (page * Limits.PageFrames);
        long pageEnd = Smaller(end, pageFirst + Limits.PageFrames);
        visit = new PageVisit { Table = track->Pages, Page = page, Frame = _backward ? pageEnd - 1 : Larger(first, pageFirst), End = pageEnd };
        return true;
    }
}
