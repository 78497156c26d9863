using System;
using System.Collections.Generic;
using Seamline.Tests.Timelines;

namespace Seamline.Tests.Rendering;

/// <summary>A track of the model: samples at the engine's rate.</summary>
internal sealed record ModelTrack(float[] Samples, int Channels, TrackMix Mix)
{
    public long Frames => Samples.Length / Channels;
}

/// <summary>
/// The timeline as sound, sample by sample from what the README promises, without pages, spans, blocks or kernels. Outside fades it
/// gives the very bits: gains are f32, a track's gain times its segment's is f32 and is applied once, tracks are summed
/// in order. Inside a fade it computes in f64 and says how far f32 may be off.
/// </summary>
internal sealed class RenderModel
{
    // Of the sum of magnitudes: a gain is within 1.1e-7 of the true one (see QuarterSine), two products and the sums round by
    // 6e-8 each; at most six terms.
    private const double FadeSlack = 6e-7;
    private const float MonoLevel = 0.70710678f;

    private readonly int _rate;
    private readonly int _channels;
    private readonly IReadOnlyDictionary<uint, ModelTrack[]> _clips;
    private readonly List<Piece> _pieces = [];
    private readonly long _declick;

    public RenderModel(int rate, int channels, double declick, IReadOnlyDictionary<uint, ModelTrack[]> clips, SegmentSpec[] segments)
    {
        _rate = rate;
        _channels = channels;
        _clips = clips;
        Place(segments);
        _declick = ExactSum.Frame(declick / 1_000, rate);
        for (int i = 1; i < _pieces.Count; i++) Join(_pieces[i - 1], _pieces[i], _declick);
        for (int i = _pieces.Count - 2; i >= 0; i--)
        {
            if (_pieces[i + 1].Continues) _pieces[i].RunEnd = _pieces[i + 1].RunEnd;
        }
    }

    public long LengthFrames { get; private set; }

    public int Seams { get; private set; }

    /// <summary>A sample of the timeline; <paramref name="slack"/> is 0 where it must be the same to the bit.</summary>
    public double At(long frame, int channel, out double slack)
    {
        slack = 0;
        for (int i = 0; i < _pieces.Count; i++)
        {
            Piece piece = _pieces[i];
            if (frame < piece.Start || frame >= piece.End) continue;
            if (frame < piece.FadeStart + piece.FadeFrames) return Seam(_pieces[i - 1], piece, frame, channel, out slack);
            if (i + 1 < _pieces.Count && _pieces[i + 1].FadeFrames > 0 && frame >= _pieces[i + 1].FadeStart)
                return Seam(piece, _pieces[i + 1], frame, channel, out slack);
            return Body(piece, frame, channel, out slack);
        }

        return 0;
    }

    private void Place(SegmentSpec[] segments)
    {
        var sum = default(ExactSum);
        long start = 0;
        long clipFrame = 0;
        for (int i = 0; i < segments.Length; i++)
        {
            SegmentSpec s = segments[i];
            bool continues = i > 0 && s.Clip != ClipId.None && segments[i - 1].Clip == s.Clip && s.Speed == 1
                && segments[i - 1].Speed == 1 && Math.Abs(s.In - segments[i - 1].Out) <= 1e-9;
            long before = start;
            start = ExactSum.Frame(sum.Seconds, _rate);
            clipFrame = continues ? clipFrame + (start - before) : ExactSum.Frame(s.In, _rate);
            sum.Add(s.In, s.Out, s.Speed);
            long end = ExactSum.Frame(sum.Seconds, _rate);
            if (end > start) _pieces.Add(new Piece(start, end, clipFrame, s.Clip.Value, Gain(s), Sounds(s)));
        }

        LengthFrames = ExactSum.Frame(sum.Seconds, _rate);
    }

    private bool Sounds(in SegmentSpec s) => Gain(s) != 0 && _clips.TryGetValue(s.Clip.Value, out ModelTrack[]? tracks) && tracks.Length > 0;

    private void Join(Piece left, Piece right, long declick)
    {
        if (!left.Sounds && !right.Sounds) return;
        bool same = left.Sounds && right.Sounds && left.Clip == right.Clip && left.ClipFrame + left.Frames == right.ClipFrame;
        if (same && left.Gain == right.Gain)
        {
            right.Continues = true;
            right.RunStart = left.RunStart;
            return;
        }

        right.FadeFrames = Math.Min(declick, Math.Min(left.Frames, right.Frames) / 2);
        right.FadeStart = right.Start - (right.FadeFrames / 2);
        right.Linear = same;
        if (right.FadeFrames > 0) Seams++;
    }

    private double Body(Piece piece, long frame, int channel, out double slack)
    {
        slack = 0;
        if (!piece.Sounds) return 0;
        double faded = 0;
        double magnitude = 0;
        bool fades = false;
        float sum = 0;
        for (int t = 0; t < _clips[piece.Clip].Length; t++)
        {
            if (!Sample(piece, t, frame, channel, out float sample)) continue;
            sum = t == 0 ? sample : sum + sample;
            double gain = EdgeGain(piece, t, frame);
            fades |= gain != 1;
            faded += sample * gain;
            magnitude += Math.Abs(sample * gain);
        }

        if (!fades) return sum;
        slack = (magnitude * FadeSlack) + 1e-38;
        return faded;
    }

    private double Seam(Piece left, Piece right, long frame, int channel, out double slack)
    {
        double sum = 0;
        double magnitude = 0;
        foreach (bool fadesOut in (bool[])[true, false])
        {
            Piece piece = fadesOut ? left : right;
            if (!piece.Sounds) continue;
            for (int t = 0; t < _clips[piece.Clip].Length; t++)
            {
                if (!Sample(piece, t, frame, channel, out float sample)) continue;
                double value = sample * FadeGain(piece, t, right, frame, fadesOut) * EdgeGain(piece, t, frame);
                sum += value;
                magnitude += Math.Abs(value);
            }
        }

        slack = (magnitude * FadeSlack) + 1e-38;
        return sum;
    }

    private double FadeGain(Piece piece, int track, Piece right, long frame, bool fadesOut)
    {
        ModelTrack t = _clips[piece.Clip][track];
        long first = piece.Start - piece.ClipFrame - Offset(t);
        long edge = first + t.Frames;
        long from = right.FadeStart;
        long to = from + right.FadeFrames;
        if (fadesOut)
        {
            if (first >= right.Start) return 0; // silent up to the cut: it does not begin beyond it
            to = Math.Min(to, edge);
        }
        else
        {
            if (edge <= right.Start) return 0;
            from = Math.Max(from, first);
        }

        double x = (double)(frame - from) / (to - from);
        if (fadesOut) x = 1 - x;
        return right.Linear ? x : Math.Sin(Math.PI / 2 * x);
    }

    // The declick where the recording begins or ends inside the segment.
    private double EdgeGain(Piece piece, int track, long frame)
    {
        ModelTrack t = _clips[piece.Clip][track];
        long first = piece.Start - piece.ClipFrame - Offset(t);
        long edge = first + t.Frames;
        long fade = Math.Min(_declick, t.Frames / 2);
        double gain = 1;
        if (first > piece.RunStart && first < piece.End && frame < first + fade) gain *= Math.Sin(Math.PI / 2 * (frame - first) / fade);
        if (edge < piece.RunEnd && edge > piece.Start && frame >= edge - fade) gain *= Math.Sin(Math.PI / 2 * (edge - frame) / fade);
        return gain;
    }

    // A track's sample with its gains; false where there is none.
    private bool Sample(Piece piece, int track, long frame, int channel, out float sample)
    {
        sample = 0;
        ModelTrack t = _clips[piece.Clip][track];
        long at = piece.ClipFrame + (frame - piece.Start) + Offset(t);
        if (at < 0 || at >= t.Frames) return false;
        int from = channel;
        if (t.Channels == 1)
        {
            if (channel > 1) return false;
            from = 0;
        }
        else if (t.Channels == 2 && _channels == 2 && t.Mix.Mode != StereoMode.Stereo)
        {
            from = t.Mix.Mode == StereoMode.MonoLeft ? 0 : 1;
        }

        if (from >= t.Channels) return false;
        float gain = Linear(t.Mix.GainDb) * (t.Channels == 1 && _channels > 1 ? MonoLevel : 1f) * piece.Gain;
        sample = t.Samples[(at * t.Channels) + from] * gain;
        return true;
    }

    private long Offset(ModelTrack track) => ExactSum.Frame(track.Mix.OffsetSeconds, _rate);

    private static float Gain(in SegmentSpec s) => s.Muted || s.Speed != 1 ? 0 : Linear(s.GainDb);

    private static float Linear(double decibels) => (float)Math.Pow(10, decibels / 20);

    private sealed record Piece(long Start, long End, long ClipFrame, uint Clip, float Gain, bool Sounds)
    {
        public long FadeStart { get; set; } = Start;

        public long FadeFrames { get; set; }

        public bool Continues { get; set; } // its neighbour's frames, at the same gain

        public long RunStart { get; set; } = Start;

        public long RunEnd { get; set; } = End;

        public bool Linear { get; set; }

        public long Frames => End - Start;
    }
}
