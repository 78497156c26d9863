using System;
using System.Collections.Generic;
using System.Linq;
using Seamline.Tests.Timelines;

namespace Seamline.Tests.Rendering;

/// <summary>A whole document as sound, frame by frame in f64 from what the documentation says, without pages, regions, blocks or kernels.</summary>
internal sealed partial class MixModel
{
    private const float MonoLevel = 0.70710678f;
    private const double Slack = 1e-6;

    private readonly int _rate;
    private readonly int _channels;
    private readonly long _declick;
    private readonly IReadOnlyDictionary<uint, ModelTrack[]> _clips;
    private readonly MixDocument _document;
    private readonly double[] _sum;
    private readonly double[] _magnitude;
    private readonly float[] _single; // what one track alone gives, at gains that are constant
    private readonly int[] _parts; // how many tracks sound
    private readonly bool[] _shaped;
    private readonly Dictionary<(ModelTrack, long), double> _levels = [];

    public MixModel(int rate, int channels, double declick, IReadOnlyDictionary<uint, ModelTrack[]> clips, MixDocument document)
    {
        _rate = rate;
        _channels = channels;
        _declick = ExactSum.Frame(declick / 1_000, rate);
        _clips = clips;
        _document = document;
        List<MixPiece> main = PlaceMain();
        LengthFrames = Math.Max(MainFrames, document.Lanes.Where(l => l.Spec.Extends).SelectMany(l => l.Items).Select(i => Frame(i.Spec.Start + Seconds(i.Spec))).DefaultIfEmpty().Max());
        if (LengthFrames > MainFrames) Extend(main);
        _sum = new double[LengthFrames * channels];
        _magnitude = new double[_sum.Length];
        _single = new float[_sum.Length];
        _parts = new int[_sum.Length];
        _shaped = new bool[_sum.Length];
        bool solo = document.Lanes.Any(l => l.Spec.Solo);
        if (!solo) Add(main, 1f, null);
        if (!solo) Add(PlaceRoomTone(main), 1f, null);
        foreach (MixLane lane in document.Lanes)
        {
            if (lane.Spec.Muted || (solo && !lane.Spec.Solo)) continue;
            MixGain? gain = LaneGain(lane, main, !solo);
            foreach (List<MixPiece> pieces in PlaceItems(lane.Items)) Add(pieces, Linear(lane.Spec.GainDb), gain);
        }
    }

    /// <summary>Length of the timeline.</summary>
    public long LengthFrames { get; }

    /// <summary>Length of the main lane.</summary>
    public long MainFrames { get; private set; }

    /// <summary>A sample; <paramref name="slack"/> is 0 where it must be the same to the bit.</summary>
    public double At(long frame, int channel, out double slack)
    {
        slack = 0;
        if (frame < 0 || frame >= LengthFrames) return 0;
        long at = (frame * _channels) + channel;
        if (_parts[at] == 0) return 0;
        MixGain? envelope = MixGain.Of(_document.MasterEnvelope, _rate, 0);
        float gain = Linear(_document.Master.GainDb);
        if (_parts[at] == 1 && !_shaped[at] && envelope == null && gain == 1f) return _single[at];
        double master = gain * (envelope?.At(frame) ?? 1);
        slack = (Slack * _magnitude[at] * master) + (_shaped[at] || envelope != null ? Slack : 1e-7);
        return _sum[at] * master;
    }

    private void Add(List<MixPiece> pieces, float laneGain, MixGain? laneEnvelope)
    {
        if (laneGain == 0) return;
        foreach (MixPiece piece in pieces.Where(p => p.Sounds))
        {
            foreach (ModelTrack track in _clips[piece.Clip])
            {
                long first = piece.OwnStart - piece.ClipFrame - ExactSum.Frame(track.Mix.OffsetSeconds, _rate);
                long end = first + track.Frames;
                float gain = Linear(track.Mix.GainDb) * (track.Channels == 1 && _channels > 1 ? MonoLevel : 1f) * (piece.Gain * laneGain);
                for (long f = Math.Max(Math.Max(piece.Start, first), 0); f < Math.Min(Math.Min(piece.End, end), LengthFrames); f++)
                {
                    double shape = piece.FadeGain(f, first, end) * piece.EdgeGain(f, first, end, _declick) * piece.LoopGain(f)
                        * (piece.Envelope?.At(f) ?? 1) * (laneEnvelope?.At(f) ?? 1);
                    bool shaped = shape != 1 || piece.Envelope != null || laneEnvelope != null || piece.Loop != null;
                    Add(f, track, f - first, gain, shape, shaped);
                }
            }
        }
    }

    private void Add(long frame, ModelTrack track, long source, float gain, double shape, bool shaped)
    {
        for (int channel = 0; channel < _channels; channel++)
        {
            int from = track.Channels == 1 ? (channel < 2 ? 0 : -1)
                : track.Channels == 2 && _channels == 2 && track.Mix.Mode != StereoMode.Stereo ? (track.Mix.Mode == StereoMode.MonoLeft ? 0 : 1) : channel;
            if (from < 0 || from >= track.Channels) continue;
            long at = (frame * _channels) + channel;
            float sample = track.Samples[(source * track.Channels) + from] * gain;
            _sum[at] += sample * shape;
            _magnitude[at] += Math.Abs(sample * shape);
            _single[at] = sample;
            _parts[at]++;
            _shaped[at] |= shaped;
        }
    }

    private long Frame(double seconds) => ExactSum.Frame(seconds, _rate);

    private bool Sounds(ClipId clip, float gain) => gain != 0 && _clips.TryGetValue(clip.Value, out ModelTrack[]? tracks) && tracks.Length > 0;

    private static double Seconds(in ItemSpec item) => item.LoopSeconds > 0 ? item.LoopSeconds : item.Out - item.In;

    private static float Linear(double decibels) => (float)Math.Pow(10, decibels / 20);
}
