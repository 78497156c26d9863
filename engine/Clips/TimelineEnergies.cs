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
    private readonly Span<double> _weights;

    /// <summary>Makes one.</summary>
    /// <param name="block">The timeline.</param>
    /// <param name="hopFrames">Frames of a step.</param>
    /// <param name="hops">Zeroed; receives the energies of the whole steps, sums over their frames.</param>
    /// <param name="weights">Scratch: one for each channel.</param>
    public TimelineEnergies(RegionBlock* block, int hopFrames, Span<double> hops, Span<double> weights)
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
        Weigh(track, level * level);
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

    // Sums up to each step of the source, so that a step of the timeline is the difference of two of them. One of the source that reaches over
    // the boundary of two of the timeline counts evenly over its frames. Returns the step of the timeline that the page ends in.
    private readonly long AddPage(float* energies, int channels, long first, int at, int end, long toTimeline, long hop)
    {
        double* sums = stackalloc double[PageEnergies.HopsPerPage + 2];
        sums[0] = 0;
        for (int i = 0; i < PageEnergies.HopsPerPage; i++) sums[i + 1] = sums[i] + Weighted(energies + (i * channels), channels);
        sums[PageEnergies.HopsPerPage + 1] = sums[PageEnergies.HopsPerPage];
        double before = UpTo(sums, at);
        long stop = ((hop + 1) * _hopFrames) - toTimeline - first;
        for (; hop < _hops.Length; hop++, stop += _hopFrames)
        {
            double sum = UpTo(sums, (int)Math.Min(stop, end));
            _hops[(int)hop] += sum - before;
            before = sum;
            if (stop >= end) return stop == end ? hop + 1 : hop;
        }

        return hop;
    }

    private static double UpTo(double* sums, int frame)
    {
        int step = (int)((uint)frame / PageEnergies.HopFrames);
        double part = (uint)frame % PageEnergies.HopFrames * (1.0 / PageEnergies.HopFrames);
        return sums[step] + (part * (sums[step + 1] - sums[step]));
    }

    private readonly double Weighted(float* energies, int channels)
    {
        double energy = energies[0] * _weights[0];
        for (int c = 1; c < channels; c++) energy += energies[c] * _weights[c];
        return energy;
    }

    // How much each channel of a source counts in the engine's channels that it is heard in; as TrackMix routes it.
    private readonly void Weigh(SnapshotTrack* track, double power)
    {
        _weights.Clear();
        int sources = track->Pages->Channels;
        for (int channel = 0; channel < _block->Channels; channel++)
        {
            bool spreads = track->Route is ChannelRoute.Spread or ChannelRoute.PickLeft or ChannelRoute.PickRight || (sources == 1 && _block->Channels >= 2);
            int from = spreads ? (channel < 2 ? (track->Route == ChannelRoute.PickRight ? 1 : 0) : -1) : channel < sources ? channel : -1;
            if (from >= 0) _weights[from] += power * ChannelWeights.Of(channel, _block->Channels);
        }
    }
}
