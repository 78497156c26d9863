using System;
using Seamline.Loudness;
using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline.Clips;

/// <summary>
/// Energies of a timeline in steps of 100 ms, summed up from those of its sources: gains, cuts and channel modes as they are, fades left out, and
/// sounds that are heard together taken for unrelated.
/// </summary>
/// <remarks>Thread: any that keeps the block and its sources.</remarks>
internal unsafe ref struct TimelineEnergies
{
    private readonly RegionBlock* _block;
    private readonly Span<double> _hops;
    private readonly int _hopFrames;
    private readonly double* _weights;

    /// <summary>Makes one.</summary>
    /// <param name="block">The timeline.</param>
    /// <param name="hopFrames">Frames of a step.</param>
    /// <param name="hops">Zeroed; receives the energies of the whole steps, means over their frames.</param>
    /// <param name="weights">Scratch: <see cref="Limits.MaxChannels"/>.</param>
    public TimelineEnergies(RegionBlock* block, int hopFrames, Span<double> hops, double* weights)
    {
        _block = block;
        _hops = hops;
        _hopFrames = hopFrames;
        _weights = weights;
    }

    /// <summary>Frames of tracks that were heard.</summary>
    public long Frames { get; private set; }

    /// <summary>Of these, frames whose energies are not known.</summary>
    public long UnknownFrames { get; private set; }

    /// <summary>Adds everything.</summary>
    public void Add()
    {
        for (int l = 0; l < _block->LaneCount; l++)
        {
            RegionLane* lane = _block->Lanes + l;
            if (lane->Muted != 0) continue;
            for (int r = 0; r < lane->RegionCount; r++)
            {
                Region* region = _block->Regions + lane->FirstRegion + r;
                for (int t = 0; t < region->TrackCount; t++) Add(region, _block->Tracks + region->FirstTrack + t, lane->Gain * _block->Master.Gain);
            }
        }
    }

    private void Add(Region* region, SnapshotTrack* track, float gain)
    {
        PageTable* table = track->Pages;
        double level = (double)region->Gain * track->Gain * gain;
        Weigh(track, level * level / _hopFrames);
        long source = RegionWalk.ClipFrameAt(region, region->OwnStart) + track->Offset;
        long toTimeline = region->OwnStart - source;
        long end = Math.Min(region->OwnEnd - toTimeline, PageTable.Frames(table));
        long at = Math.Max(source, 0);
        Frames += Math.Max(0, end - at);
        long hop = (at + toTimeline) / _hopFrames;
        while (at < end)
        {
            long page = PageTable.PageOf(at);
            long first = page * Limits.PageFrames;
            long pageEnd = Math.Min(first + Limits.PageFrames, end);
            float* energies = PageEnergies.Of(table, page);
            if (energies == null || energies[(PageEnergies.HopsPerPage * table->Channels) - 1] == 0)
            {
                UnknownFrames += pageEnd - at;
                hop = (pageEnd + toTimeline) / _hopFrames;
            }
            else
            {
                hop = AddPage(energies, table->Channels, first, (int)(at - first), (int)(pageEnd - first), toTimeline, hop);
            }

            at = pageEnd;
        }
    }

    // A step of the timeline is the difference of two sums from the page's beginning. A step of the source that reaches over the boundary of two of
    // the timeline counts evenly over its frames. Returns the step of the timeline that the page ends in.
    private readonly long AddPage(float* sums, int channels, long first, int at, int end, long toTimeline, long hop)
    {
        double before = UpTo(sums, channels, at);
        long stop = ((hop + 1) * _hopFrames) - toTimeline - first;
        for (; hop < _hops.Length; hop++, stop += _hopFrames)
        {
            double sum = UpTo(sums, channels, (int)Math.Min(stop, end));
            _hops[(int)hop] += sum - before;
            before = sum;
            if (stop >= end) return stop == end ? hop + 1 : hop;
        }

        return hop;
    }

    private readonly double UpTo(float* sums, int channels, int frame)
    {
        float* step = sums + (((uint)frame / PageEnergies.HopFrames) * (uint)channels);
        double part = (uint)frame % PageEnergies.HopFrames * (1.0 / PageEnergies.HopFrames);
        double before = frame < PageEnergies.HopFrames ? 0 : Weighted(step - channels, channels);
        return part == 0 ? before : before + (part * (Weighted(step, channels) - before)); // behind the page's last step there is none
    }

    private readonly double Weighted(float* sums, int channels)
    {
        double energy = sums[0] * _weights[0];
        if (channels >= 2) energy += sums[1] * _weights[1];
        for (int c = 2; c < channels; c++) energy += sums[c] * _weights[c];
        return energy;
    }

    // How much each channel of a source counts in the engine's channels that it is heard in; as TrackMix routes it.
    private readonly void Weigh(SnapshotTrack* track, double power)
    {
        new Span<double>(_weights, Limits.MaxChannels).Clear();
        int sources = track->Pages->Channels;
        for (int channel = 0; channel < _block->Channels; channel++)
        {
            bool spreads = track->Route is ChannelRoute.Spread or ChannelRoute.PickLeft or ChannelRoute.PickRight || (sources == 1 && _block->Channels >= 2);
            int from = spreads ? (channel < 2 ? (track->Route == ChannelRoute.PickRight ? 1 : 0) : -1) : channel < sources ? channel : -1;
            if (from >= 0) _weights[from] += power * ChannelWeights.Of(channel, _block->Channels);
        }
    }
}
