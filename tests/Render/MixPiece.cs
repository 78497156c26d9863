using System;
using System.Collections.Generic;
using System.Linq;

namespace Seamline.Tests.Rendering;

/// <summary>A stretch of a clip on a lane: its place without fades over the cuts, and its fades.</summary>
internal sealed class MixPiece
{
    public required long OwnStart { get; init; }

    public required long OwnEnd { get; set; }

    /// <summary>Clip frame heard at <see cref="OwnStart"/>.</summary>
    public required long ClipFrame { get; set; }

    public uint Clip { get; init; }

    public float Gain { get; init; }

    public bool Sounds { get; init; }

    /// <summary>First frame that is heard, its fade included, and the one after the last.</summary>
    public long Start { get; set; }

    public long End { get; set; }

    public long FadeIn { get; set; }

    public long FadeOut { get; set; }

    public bool LinearIn { get; set; }

    public bool LinearOut { get; set; }

    /// <summary>How far pieces of the same recording at the same gain reach, this one included.</summary>
    public long RunStart { get; set; }

    public long RunEnd { get; set; }

    public MixGain? Envelope { get; set; }

    /// <summary>The fades of a loop as a whole.</summary>
    public MixPiece? Loop { get; init; }

    public long Length => OwnEnd - OwnStart;

    /// <summary>Fades with a neighbour over [cut - N/2, cut - N/2 + N).</summary>
    public static void Cross(MixPiece left, MixPiece right, long frames, bool linear)
    {
        right.Start = right.OwnStart - (frames / 2);
        right.FadeIn = frames;
        right.LinearIn = linear;
        left.End = right.Start + frames;
        left.FadeOut = frames;
        left.LinearOut = linear;
    }

    /// <summary>The gain of its fades at a frame, for a track whose material is [first, end) of the timeline.</summary>
    public double FadeGain(long frame, long first, long end)
    {
        double gain = 1;
        if (frame < Start + FadeIn)
        {
            long from = Math.Max(Start, first);
            gain = end <= OwnStart ? 0 : Curve((double)(frame - from) / (Start + FadeIn - from), LinearIn);
        }

        if (FadeOut > 0 && frame >= End - FadeOut)
        {
            long from = End - FadeOut;
            gain *= first >= OwnEnd ? 0 : Curve(1 - ((double)(frame - from) / (Math.Min(End, end) - from)), LinearOut);
        }

        return gain;
    }

    /// <summary>The declick where the material begins or ends inside the piece.</summary>
    public double EdgeGain(long frame, long first, long end, long declick)
    {
        long fade = Math.Min(declick, (end - first) / 2);
        double gain = 1;
        if (fade > 0 && first > RunStart && first < OwnEnd && frame < first + fade) gain *= Curve((double)(frame - first) / fade, false);
        if (fade > 0 && end < RunEnd && end > OwnStart && frame >= end - fade) gain *= Curve((double)(end - frame) / fade, false);
        return gain;
    }

    /// <summary>The fades of the loop that it is a part of.</summary>
    public double LoopGain(long frame)
    {
        if (Loop == null) return 1;
        double gain = 1;
        if (Loop.FadeIn > 0 && frame < Loop.Start + Loop.FadeIn) gain = Curve((double)(frame - Loop.Start) / Loop.FadeIn, Loop.LinearIn);
        if (Loop.FadeOut > 0 && frame >= Loop.End - Loop.FadeOut) gain *= Curve((double)(Loop.End - frame) / Loop.FadeOut, Loop.LinearOut);
        return gain;
    }

    private static double Curve(double x, bool linear) => linear ? Math.Clamp(x, 0, 1) : Math.Sin(Math.PI / 2 * Math.Clamp(x, 0, 1));
}

/// <summary>An envelope: points in frames from an origin on the timeline.</summary>
internal sealed class MixGain
{
    private const double Floor = -96;
    private readonly List<(long Frame, double Decibels)> _points = [];
    private readonly long _origin;

    public MixGain(List<(long Frame, double Decibels)> points) => _points = [.. points.Select(p => (p.Frame, Math.Max(p.Decibels, Floor)))];

    private MixGain(GainPoint[] points, int rate, long origin)
    {
        _origin = origin;
        foreach (GainPoint point in points)
        {
            long frame = Timelines.ExactSum.Frame(point.Seconds, rate);
            if (_points.Count > 0 && _points[^1].Frame == frame) _points.RemoveAt(_points.Count - 1); // of several in a frame the last counts
            _points.Add((frame, Math.Max(point.Decibels, Floor)));
        }
    }

    public static MixGain? Of(GainPoint[] points, int rate, long origin) => points.Length == 0 ? null : new MixGain(points, rate, origin);

    public IEnumerable<long> Frames => _points.Select(p => p.Frame);

    public double At(long frame) => Decibels(frame) is var decibels && decibels <= Floor ? 0 : Math.Pow(10, decibels / 20);

    public double Decibels(long frame)
    {
        long at = frame - _origin;
        if (at < _points[0].Frame) return _points[0].Decibels;
        int i = _points.FindLastIndex(p => p.Frame <= at);
        if (i == _points.Count - 1) return _points[i].Decibels;
        double x = (double)(at - _points[i].Frame) / (_points[i + 1].Frame - _points[i].Frame);
        return _points[i].Decibels + ((_points[i + 1].Decibels - _points[i].Decibels) * x);
    }
}
