using System;
using System.Collections.Generic;

namespace Seamline.Tests.Rendering;

/// <summary>SplitMix64: the same numbers for a seed on every machine and every version of the runtime.</summary>
internal struct Dice(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state = unchecked(_state + 0x9E3779B97F4A7C15);
        ulong z = _state;
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }

    /// <summary>A whole number in [0, <paramref name="end"/>).</summary>
    public int Below(int end) => (int)(Next() % (uint)end);

    /// <summary>A number in [<paramref name="from"/>, <paramref name="to"/>), in millionths of a second.</summary>
    public double Between(double from, double to) => Math.Round(from + ((to - from) * (Next() >> 11) / (1UL << 53)), 6);

    public bool One(int of) => Below(of) == 0;

    public T Of<T>(ReadOnlySpan<T> choices) => choices[Below(choices.Length)];
}

/// <summary>A recording that timelines may name as a track.</summary>
internal sealed record Recording(string Path, long Frames);

/// <summary>
/// A timeline drawn from a seed: clips of up to four tracks with offsets, gains and modes, segments, gaps, unknown clips, contiguous
/// splits with equal and other gain, in points before and beyond the material, segments of a few frames, speeds that are silence.
/// </summary>
internal sealed class RandomTimeline
{
    public const int Clips = 3;
    private const int Unknown = Clips + 1;
    private static readonly double[] Decibels = [-3, -6.5, -12, 2.25, -40, double.NegativeInfinity];

    private RandomTimeline(SegmentSpec[] segments, bool hasEdges)
    {
        Segments = segments;
        HasEdges = hasEdges;
    }

    /// <summary>The segments; clips are numbered from 1.</summary>
    public SegmentSpec[] Segments { get; }

    /// <summary>Whether a recording begins or ends inside a segment that plays it.</summary>
    public bool HasEdges { get; }

    /// <summary>Draws clips: their tracks, and the recording of each track.</summary>
    public static (TrackSpec[][] Tracks, Recording[][] Used) DrawClips(ref Dice dice, IReadOnlyList<Recording> recordings, int rate)
    {
        var clips = new TrackSpec[Clips][];
        var used = new Recording[Clips][];
        for (int c = 0; c < Clips; c++) clips[c] = Tracks(ref dice, recordings, rate, out used[c]);
        return (clips, used);
    }

    /// <summary>Draws a timeline of clips. With <paramref name="misses"/> it stands near the places where recordings miss pages.</summary>
    public static RandomTimeline Draw(ref Dice dice, (TrackSpec[][] Tracks, Recording[][] Used) clips, int rate, bool misses)
    {
        var segments = new SegmentSpec[1 + dice.Below(9)];
        for (int i = 0; i < segments.Length; i++) segments[i] = Segment(ref dice, i == 0 ? null : segments[i - 1], rate, misses, dice.One(2));
        return new RandomTimeline(segments, FindEdges(segments, clips.Tracks, clips.Used, rate));
    }

    private static TrackSpec[] Tracks(ref Dice dice, IReadOnlyList<Recording> recordings, int rate, out Recording[] used)
    {
        used = new Recording[dice.One(12) ? 0 : 1 + dice.Below(dice.One(3) ? 4 : 1)];
        var specs = new TrackSpec[used.Length];
        for (int t = 0; t < specs.Length; t++)
        {
            used[t] = recordings[dice.Below(recordings.Count)];
            double offset = dice.Below(5) switch { 0 => dice.Between(-0.05, 0.05), 1 => (dice.Below(2_000) - 1_000) / (double)rate, _ => 0 };
            specs[t] = new TrackSpec(used[t].Path)
            {
                Mix = new TrackMix { OffsetSeconds = offset, GainDb = dice.One(2) ? 0 : dice.Of(Decibels), Mode = (StereoMode)dice.Below(3) },
            };
        }

        return specs;
    }

    private static SegmentSpec Segment(ref Dice dice, in SegmentSpec? before, int rate, bool misses, bool brief)
    {
        double length = dice.Below(8) switch
        {
            0 => dice.Below(4) / (double)rate,
            1 => dice.Below(400) / (double)rate,
            2 => dice.Below(20) * 0.005,
            _ => dice.Between(0, brief ? 0.03 : 0.25),
        };
        double gain = dice.One(2) ? 0 : dice.Of(Decibels);
        if (before is { } left && dice.One(3) && left.Clip != ClipId.None)
        {
            // Goes on where its neighbour ends: exactly, or within what counts as exact.
            double from = left.Out + (dice.One(4) ? 0.7e-9 : 0);
            return new SegmentSpec(left.Clip, from, from + length) { GainDb = dice.One(2) ? left.GainDb : gain, Muted = dice.One(12) };
        }

        double near = misses ? dice.Of([Limits.RunFrames, 2L * Limits.RunFrames]) / (double)rate : dice.Between(0, 0.6);
        double at = dice.Below(6) switch { 0 => dice.Between(-0.05, 0.02), 1 => 0, _ => near + dice.Between(-0.1, 0.1) };
        return new SegmentSpec(dice.One(8) ? ClipId.None : new ClipId((uint)(1 + dice.Below(dice.One(9) ? Unknown : Clips))), at, at + length)
        {
            GainDb = gain,
            Speed = dice.One(10) ? dice.Between(0.25, 8) : 1,
            Muted = dice.One(12),
        };
    }

    // A run of segments that continue each other counts as one; generous by the frames that rounding may move an end.
    private static bool FindEdges(SegmentSpec[] segments, TrackSpec[][] clips, Recording[][] used, int rate)
    {
        double start = 0;
        for (int i = 0; i < segments.Length; i++)
        {
            SegmentSpec segment = segments[i];
            bool continues = i > 0 && segments[i - 1].Clip == segment.Clip && Math.Abs(segment.In - segments[i - 1].Out) <= 1e-9;
            if (!continues) start = segment.In;
            if (segment.Clip.Value is 0 or > Clips || segment.Speed != 1) continue;
            for (int t = 0; t < clips[segment.Clip.Value - 1].Length; t++)
            {
                double offset = Frames(clips[segment.Clip.Value - 1][t].Mix.OffsetSeconds, rate);
                double from = Frames(start, rate) + offset;
                double to = Frames(segment.Out, rate) + offset;
                double end = used[segment.Clip.Value - 1][t].Frames;
                if ((from < 0 && to > -2) || (from < end && to > end - 2)) return true;
            }
        }

        return false;
    }

    private static double Frames(double seconds, int rate) => Math.Round(seconds * rate, MidpointRounding.AwayFromZero);
}
