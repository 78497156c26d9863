using System;
using System.Collections.Generic;
using System.Linq;
using Seamline.Tests.Timelines;

namespace Seamline.Tests.Rendering;

// Lanes that go down while the main lane is loud.
internal sealed partial class MixModel
{
    private const double StepSeconds = 0.05;
    private const double Quietest = -120;

    // The gain of a lane: its envelope, and its ducking.
    private MixGain? LaneGain(MixLane lane, List<MixPiece> main, bool mainIsHeard)
    {
        MixGain? own = MixGain.Of(lane.Envelope, _rate, 0);
        if (lane.Ducking is not { } ducking || !mainIsHeard) return own;
        long hold = Frame(ducking.HoldSeconds);
        long fall = Frame(ducking.FallSeconds);
        long rise = Frame(ducking.RiseSeconds);
        var points = new List<(long Frame, double Decibels)>();
        foreach ((long first, long end) in LoudPlaces(main, ducking, hold + fall + rise))
            points.AddRange([(first - fall, 0), (first, ducking.AmountDb), (end + hold, ducking.AmountDb), (end + hold + rise, 0)]);
        if (points.Count == 0) return own;
        var ducked = new MixGain(points);
        return own == null ? ducked : new MixGain([.. own.Frames.Concat(ducked.Frames).Distinct().Order().Select(f => (f, own.Decibels(f) + ducked.Decibels(f)))]);
    }

    private List<(long First, long End)> LoudPlaces(List<MixPiece> main, DuckingSpec ducking, long pause)
    {
        var loud = new bool[MainFrames];
        foreach (MixPiece piece in main.Where(p => p.Sounds))
        {
            foreach (ModelTrack track in _clips[piece.Clip])
            {
                double gain = 20 * Math.Log10(Linear(track.Mix.GainDb) * (track.Channels == 1 && _channels > 1 ? MonoLevel : 1f) * (double)piece.Gain);
                long toSource = piece.ClipFrame - piece.OwnStart + ExactSum.Frame(track.Mix.OffsetSeconds, _rate);
                for (long f = piece.OwnStart; f < Math.Min(piece.OwnEnd, MainFrames); f++)
                {
                    long source = f + toSource;
                    if (source >= 0 && source < track.Frames && gain + Level(track, source) >= ducking.ThresholdDb - 1e-6) loud[f] = true;
                }
            }
        }

        var places = new List<(long First, long End)>();
        for (long f = 0; f < loud.Length; f++)
        {
            if (!loud[f]) continue;
            if (places.Count > 0 && f - places[^1].End < pause) places[^1] = (places[^1].First, f + 1);
            else places.Add((f, f + 1));
        }

        return places;
    }

    // The level of the loudest channel in the step that a source frame lies in, in half decibels.
    private double Level(ModelTrack track, long source)
    {
        int step = 1 << (int)Math.Round(Math.Log2(StepSeconds * _rate));
        if (!_levels.TryGetValue((track, source / step), out double level))
        {
            level = Quietest;
            for (int channel = 0; channel < track.Channels; channel++)
            {
                if (track.Channels == 2 && _channels == 2 && track.Mix.Mode == (channel == 0 ? StereoMode.MonoRight : StereoMode.MonoLeft)) continue;
                double sum = 0;
                for (long f = source / step * step; f < Math.Min(track.Frames, ((source / step) + 1) * step); f++)
                    sum += (double)track.Samples[(f * track.Channels) + channel] * track.Samples[(f * track.Channels) + channel];
                level = Math.Max(level, Math.Round(20 * Math.Log10(sum / step)) / 2);
            }

            if (level <= Quietest) level = double.NegativeInfinity;
            _levels[(track, source / step)] = level;
        }

        return level;
    }
}
