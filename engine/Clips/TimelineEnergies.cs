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
        while (at < end)
        {
            long page = PageTable.PageOf(at);
            long first = page * Limits.PageFrames;
            long pageEnd = Math.Min(first + Limits.PageFrames, end);
            float* energies = PageEnergies.Of(table, page);
            if (energies == null || energies[(PageEnergies.HopsPerPage * table->Channels) - 1] == 0) UnknownFrames += pageEnd - at;
            else AddPage(energies, table->Channels, first, at, pageEnd, toTimeline);
            at = pageEnd;
        }
    }

    private void AddPage(float* energies, int channels, long first, long at, long end, long toTimeline)
    {
        while (at < end)
        {
            int hop = (int)(at - first) / PageEnergies.HopFrames;
            long hopEnd = Math.Min(first + ((hop + 1L) * PageEnergies.HopFrames), end);
            float* of = energies + (hop * channels);
            double energy = of[0] * _weights[0];
            for (int c = 1; c < channels; c++) energy += of[c] * _weights[c];
            AddStep(energy / PageEnergies.HopFrames, at + toTimeline, hopEnd - at);
            at = hopEnd;
        }
    }

    // Evenly over its frames: a step of a source may reach over the boundary of two of the timeline.
    private readonly void AddStep(double energyPerFrame, long frame, long frames)
    {
        int hop = (int)(frame / _hopFrames);
        long here = Math.Min(frames, ((hop + 1L) * _hopFrames) - frame);
        if (hop < _hops.Length) _hops[hop] += energyPerFrame * here;
        if (here < frames && hop + 1 < _hops.Length) _hops[hop + 1] += energyPerFrame * (frames - here);
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
