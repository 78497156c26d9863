using System;
using System.Collections.Generic;
using System.Numerics;

namespace Seamline.Bench.Peers;

/// <summary>Where in the recording something is: frames ahead of the place looked at, and how alike it is there (1 is the same shape).</summary>
internal readonly record struct PeerMatch(int Offset, double Likeness)
{
    /// <summary>Noise never resembles another place of itself above 0.5; the lossy codecs leave 0.97 and more.</summary>
    public const double Enough = 0.9;

    public bool Found => Likeness >= Enough;
}

/// <summary>What should be heard: the recording, and the segments of it that stand on the timeline.</summary>
internal sealed class PeerTruth(float[] recording, IReadOnlyList<(long In, long Out)> segments)
{
    /// <summary>Frames of the timeline.</summary>
    public long Length
    {
        get
        {
            long length = 0;
            foreach ((long first, long end) in segments) length += end - first;
            return length;
        }
    }

    /// <summary>Timeline frames at which segments end and others begin.</summary>
    public IEnumerable<(long Start, long End)> Places()
    {
        long at = 0;
        foreach ((long first, long end) in segments)
        {
            yield return (at, at + end - first);
            at += end - first;
        }
    }

    /// <summary>The recording's frame that belongs at a timeline frame; -1 outside the timeline.</summary>
    public long SourceFrame(long timelineFrame)
    {
        foreach ((long first, long end) in segments)
        {
            if (timelineFrame < end - first) return timelineFrame < 0 ? -1 : first + timelineFrame;
            timelineFrame -= end - first;
        }

        return -1;
    }

    /// <summary>
    /// Looks for what was heard at a timeline frame in the recording, at most <paramref name="reach"/> frames from where it belongs:
    /// the normalised cross-correlation at every lag. A positive offset is sound that comes too early. Looked for around
    /// <paramref name="expected"/>, an offset known already.
    /// </summary>
    public PeerMatch Find(ReadOnlySpan<float> heard, long timelineFrame, int reach, int expected = 0)
    {
        long source = SourceFrame(timelineFrame);
        double energy = Dot(heard, heard);
        if (source < 0 || energy < 1e-6 * heard.Length) return default;
        int from = (int)Math.Max(0, source + expected - reach);
        int to = (int)Math.Min(recording.Length - heard.Length, source + expected + reach);
        if (to < from) return default;
        var best = new PeerMatch(0, double.NegativeInfinity);
        double there = Dot(recording.AsSpan(from, heard.Length), recording.AsSpan(from, heard.Length));
        for (int at = from; at <= to; at++)
        {
            double likeness = Dot(heard, recording.AsSpan(at, heard.Length)) / Math.Sqrt(energy * Math.Max(there, 1e-9));
            if (likeness > best.Likeness) best = new PeerMatch((int)(at - source), likeness);
            if (at == to) break;
            double leaves = recording[at], enters = recording[at + heard.Length];
            there += enters * enters - leaves * leaves;
        }

        return best;
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        int i = 0;
        Vector<float> sum = Vector<float>.Zero;
        for (; i + Vector<float>.Count <= a.Length; i += Vector<float>.Count) sum += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        double total = Vector.Sum(sum);
        for (; i < a.Length; i++) total += (double)a[i] * b[i];
        return total;
    }
}
