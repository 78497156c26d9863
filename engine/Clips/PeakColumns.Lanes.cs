using System;
using Seamline.Snapshots;

namespace Seamline.Clips;

/// <content>A lane beside the main one, or all together: the sum of what lies in its rows of regions.</content>
internal readonly unsafe ref partial struct PeakColumns
{
    /// <summary>Lanes of a timeline, in its frames; channels are the engine's.</summary>
    /// <param name="block">The timeline.</param>
    /// <param name="all">All that are heard, with their gains and the master's; else those of one number, as they are.</param>
    /// <param name="lane">The number.</param>
    public void FillLanes(RegionBlock* block, bool all, long lane)
    {
        for (int i = 0; i < _columns.Length; i++)
        {
            long from = Math.Max(0, EdgeOf(i));
            long to = Math.Min(EdgeOf(i + 1), block->LengthFrames);
            var column = new LaneSum();
            for (int l = 0; l < block->LaneCount; l++)
            {
                RegionLane* row = block->Lanes + l;
                if (all ? row->Muted != 0 : l == 0 || row->Lane != lane) continue;
                if (from < to) column.Add(LaneColumn(block, row, from, to), all ? row->Gain * block->Master.Gain : 1);
            }

            _columns[i] = column.ToPeak(isInside: from < to);
        }
    }

    private Peak LaneColumn(RegionBlock* block, RegionLane* lane, long from, long to)
    {
        Region* regions = block->Regions + lane->FirstRegion;
        var sum = new PeakSum();
        int looked = 0;
        int at = lane->RegionCount == 0 || from < regions->Start ? 0 : RegionWalk.IndexAt(regions, lane->RegionCount, from, -1);
        if (at > 0 && from < regions[at - 1].OwnEnd) at--;
        while (from < to)
        {
            if (looked++ % RegionsInside == 0) Enter();
            while (at < lane->RegionCount && regions[at].OwnEnd <= from) at++;
            Region* region = at < lane->RegionCount && regions[at].OwnStart < to ? regions + at : null;
            bool isGap = region == null || region->OwnStart > from;
            long end = isGap ? region == null ? to : region->OwnStart : Math.Min(to, region->OwnEnd);
            var mix = new PeakMix(block->Tracks + (isGap ? 0 : region->FirstTrack), isGap ? 0 : region->TrackCount, block->Channels, _view.Channel);
            long clip = isGap ? 0 : RegionWalk.ClipFrameAt(region, from);
            _ = mix.Add(clip, clip + (end - from), isGap ? 0 : region->Gain, ref sum);
            from = end;
            if (looked % RegionsInside == 0 || from >= to) Leave();
        }

        return sum.ToPeak();
    }

    // Lanes that are heard together: the sum of their ranges encloses the range of their sum, and the rms is that of unrelated sounds.
    private struct LaneSum
    {
        private float _min;
        private float _max;
        private double _meanSquare;
        private float _known;
        private int _lanes;
        private PeakFlags _flags;

        public void Add(in Peak peak, float gain)
        {
            _lanes++;
            _known += peak.Known;
            _flags |= peak.Flags & PeakFlags.Coarse;
            if (!peak.IsKnown) return;
            _min += gain * peak.Min;
            _max += gain * peak.Max;
            _meanSquare += (double)gain * gain * peak.Rms * peak.Rms;
        }

        public readonly Peak ToPeak(bool isInside)
        {
            if (!isInside) return new Peak(0, 0, 0, 1, PeakFlags.Outside);
            if (_lanes == 0) return new Peak(0, 0, 0, 1, PeakFlags.None); // nothing lies there
            return _known == 0 ? new Peak(float.NaN, float.NaN, float.NaN, 0, PeakFlags.None) : new Peak(_min, _max, (float)Math.Sqrt(_meanSquare), _known / _lanes, _flags);
        }
    }
}
