using System;
using Seamline.Snapshots;

namespace Seamline.Clips;

/// <summary>
/// The peaks of tracks that are heard together, offset, gain and stereo mode of each included: the sum of their ranges, which
/// encloses the range of their sum, and the rms of tracks that have nothing to do with each other. Of one track both are its own.
/// </summary>
/// <remarks>Thread: any, inside (<see cref="PeakReaders"/>).</remarks>
internal readonly unsafe ref struct PeakMix
{
    private const int None = -2;
    private const int PerTrack = -3;

    private readonly SnapshotTrack* _tracks;
    private readonly int _count;
    private readonly int _channels;
    private readonly int _first;
    private readonly int _end;

    /// <summary>Makes one.</summary>
    /// <param name="tracks">The tracks.</param>
    /// <param name="count">How many.</param>
    /// <param name="channels">Channels of the engine.</param>
    /// <param name="channel">The one wanted, -1 for all together.</param>
    public PeakMix(SnapshotTrack* tracks, int count, int channels, int channel)
    {
        _tracks = tracks;
        _count = count;
        _channels = channels;
        _first = Math.Max(channel, 0);
        _end = channel < 0 ? channels : channel + 1;
    }

    /// <summary>Adds clip frames [from, to) to a sum; what no track has is silence. True where some track has material there.</summary>
    public bool Add(long from, long to, float gain, ref PeakSum sum)
    {
        int copies = _end - _first;
        if (_count == 0)
        {
            sum.Asked += copies * (to - from);
            sum.Known += copies * (to - from);
            sum.Add(0, 0, 0, copies * (to - from));
            return false;
        }

        // One track whose channels all go somewhere, or one of them everywhere: looked up once.
        if (_count == 1 && copies > 1 && TryOnce(out int source)) return AddMix(0, source, copies, from, to, gain, ref sum);
        bool inside = false;
        for (int channel = _first; channel < _end; channel++) inside |= AddMix(channel, PerTrack, 1, from, to, gain, ref sum);
        return inside;
    }

    private bool TryOnce(out int source)
    {
        source = _tracks->Route switch
        {
            ChannelRoute.Straight => -1,
            ChannelRoute.PickRight => 1,
            _ => 0,
        };
        return _tracks->Route != ChannelRoute.Matrix && (_tracks->Route == ChannelRoute.Straight || _channels <= 2);
    }

    // One channel of the mix, or, of one track, the source's channel (-1: all) that stands for so many.
    private bool AddMix(int channel, int once, int copies, long from, long to, float gain, ref PeakSum sum)
    {
        float min = 0;
        float max = 0;
        double meanSquare = 0;
        long known = 0;
        bool inside = false;
        for (int i = 0; i < _count; i++)
        {
            SnapshotTrack* track = _tracks + i;
            int source = once == PerTrack ? SourceChannelOf(track, channel) : once;
            var heard = new PeakSum();
            if (source != None) PeakLookup.Add(track->Pages, source, from + track->Offset, to + track->Offset, ref heard);
            inside |= heard.Asked > 0;
            long silent = (to - from) - heard.Asked;
            known += heard.Known + silent;
            if (heard.Known + silent == 0) continue;
            sum.Flags |= heard.Flags;
            if (silent > 0 || heard.Weight == 0) heard.Add(0, 0, 0, Math.Max(silent, 1) * (source < 0 ? track->Pages->Channels : 1)); // as many as were looked up
            float level = track->Gain * gain;
            min += level * heard.Min;
            max += level * heard.Max;
            meanSquare += level * (double)level * heard.MeanSquare;
        }

        sum.Asked += _count * copies * (to - from);
        sum.Known += known * copies;
        if (known > 0) sum.Add(min, max, meanSquare * copies * (to - from), copies * (to - from));
        return inside;
    }

    // The channel of a track's source that an engine's channel hears; what TrackMix and Route.SourceOf do.
    private int SourceChannelOf(SnapshotTrack* track, int channel)
    {
        int sources = track->Pages->Channels;
        return track->Route switch
        {
            ChannelRoute.PickLeft => 0,
            ChannelRoute.PickRight => 1,
            ChannelRoute.Spread => channel < 2 ? 0 : None,
            _ when sources == 1 && _channels >= 2 => channel < 2 ? 0 : None,
            _ => channel < sources ? channel : None,
        };
    }
}
