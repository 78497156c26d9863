using System;

namespace Seamline.Stretch;

/// <summary>
/// How the pages of a source at another speed lie on that source: page frame m is heard from source frame m x speed + phase, and a clip's
/// stretched frame n from page frame n + <see cref="Lead"/>. The track's offset is in both, so that tracks of a clip keep their places to each
/// other to a part of a frame.
/// </summary>
internal readonly record struct StretchClock
{
    /// <summary>The clock of a track.</summary>
    /// <param name="speed">Source frames for each page frame.</param>
    /// <param name="offsetFrames">The track's offset: source frame at clip frame 0.</param>
    public StretchClock(double speed, long offsetFrames)
    {
        Speed = speed;
        Lead = (long)Math.Floor(offsetFrames / speed);
        Phase = Math.Max(0, offsetFrames - (Lead * speed));
    }

    /// <summary>Source frames for each page frame.</summary>
    public double Speed { get; }

    /// <summary>Page frame at the clip's stretched frame 0.</summary>
    public long Lead { get; }

    /// <summary>Source frame, with its part, of page frame 0; at least 0, below the speed.</summary>
    public double Phase { get; }

    /// <summary>The place of a page frame on the source.</summary>
    public double SourceOf(long frame) => (frame * Speed) + Phase;

    /// <summary>Page frames of so many source frames: those whose place lies inside.</summary>
    public long FramesFor(long sourceFrames)
    {
        if (sourceFrames <= Phase) return 0;
        long frames = Math.Min((long)Math.Ceiling((sourceFrames - Phase) / Speed), Limits.MaxSourceFrames);

        // The division may be rounded over the edge.
        while (frames > 0 && SourceOf(frames - 1) >= sourceFrames) frames--;
        while (frames < Limits.MaxSourceFrames && SourceOf(frames) < sourceFrames) frames++;
        return frames;
    }
}
