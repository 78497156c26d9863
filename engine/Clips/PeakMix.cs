using System;
using Seamline.Render;

namespace Seamline.Clips;

/// <summary>
/// The peaks of tracks that are heard together, offset, gain and stereo mode of each included: the sum of their ranges, which
/// encloses the range of their sum, and the rms of tracks that have nothing to do with each other. Of one track both are its own.
/// </summary>
/// <remarks>Thread: any, inside (<see cref="PeakReaders"/>).</remarks>
internal readonly unsafe ref struct PeakMix
{
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
        bool inside = false;
        for (int channel = _first; channel < _end; channel++)
        {
            if (_count == 0)
            {
                sum.Asked += to - from;
                sum.Known += to - from;
                sum.Add(0, 0, 0, to - from);
            }
            else
            {
                inside |= AddChannel(channel, from, to, gain, ref sum);
            }
        }

        return inside;
    }

    private bool AddChannel(int channel, long from, long to, float gain, ref PeakSum sum)
    {
        float min = 0;
        float max = 0;
        double meanSquare = 0;
        long known = 0;
        bool inside = false;
        for (int i = 0; i < _count; i++)
        {
            SnapshotTrack* track = _tracks + i;
            int source = SourceChannelOf(track, channel);
            var heard = new PeakSum();
            if (source >= 0) PeakLookup.Add(track->Pages, source, from + track->Offset, to + track->Offset, ref heard);
            inside |= heard.Asked > 0;
            long silent = (to - from) - heard.Asked;
            known += heard.Known + silent;
            if (heard.Known + silent == 0) continue;
            sum.Flags |= heard.Flags;
            if (silent > 0 || heard.Weight == 0) heard.Add(0, 0, 0, Math.Max(silent, 1));
            float level = track->Gain * gain;
            min += level * heard.Min;
            max += level * heard.Max;
            meanSquare += level * (double)level * heard.MeanSquare;
        }

        sum.Asked += _count * (to - from);
        sum.Known += known;
        if (known > 0) sum.Add(min, max, meanSquare * (to - from), to - from);
        return inside;
    }

    // The channel of a track's source that an engine's channel hears, -1 for none; what TrackMix and Route.SourceOf do.
    private int SourceChannelOf(SnapshotTrack* track, int channel)
    {
        int sources = track->Pages->Channels;
        return track->Route switch
        {
            ChannelRoute.PickLeft => 0,
            ChannelRoute.PickRight => 1,
            ChannelRoute.Spread => channel < 2 ? 0 : -1,
            _ when sources == 1 && _channels >= 2 => channel < 2 ? 0 : -1,
            _ => channel < sources ? channel : -1,
        };
    }
}
