using System.Collections.Generic;

namespace Seamline.Projects;

/// <summary>Which channels of a stereo medium are heard. Mono media ignore it.</summary>
public enum StereoMode
{
    /// <summary>Left to the left, right to the right.</summary>
    Stereo,

    /// <summary>The left channel on both sides, unity gain.</summary>
    MonoLeft,

    /// <summary>The right channel on both sides, unity gain.</summary>
    MonoRight,
}

/// <summary>One stream of one medium inside a clip.</summary>
public sealed record ProjectTrack
{
    /// <summary>Absolute path of the medium.</summary>
    public required string MediaPath { get; init; }

    /// <summary>As <see cref="StreamIndex"/>: the best audio stream.</summary>
    public const int BestStream = -1;

    /// <summary>As <see cref="StreamIndex"/>: every audio stream of the file, each as a track of its own; they sound together.</summary>
    public const int AllStreams = -2;

    /// <summary>Index of the stream in the file; -1 is the best audio stream, <see cref="AllStreams"/> all of them.</summary>
    public int StreamIndex { get; init; } = BestStream;

    /// <summary>Seconds of the medium's head that are skipped; negative is leading silence.</summary>
    public double OffsetSeconds { get; init; }

    /// <summary>Gain, dB; negative infinity is silence.</summary>
    public double GainDb { get; init; }

    /// <summary>Which channels are heard.</summary>
    public StereoMode Mode { get; init; }
}

/// <summary>A recording: tracks on one clip clock. Segments with the same tracks share one clip.</summary>
public sealed record ProjectClip
{
    /// <summary>1 and up, in order of first use; what <see cref="ProjectSegment.ClipId"/> names.</summary>
    public required int Id { get; init; }

    /// <summary>Name of the medium.</summary>
    public required string Name { get; init; }

    /// <summary>The rate, Hz, in whose frames its ranges are written: the medium's own, or the picture's; 0 where it is not known.</summary>
    public double Rate { get; init; }

    /// <summary>How long its medium is as the project says, seconds; 0 where it does not say.</summary>
    public double StatedSeconds { get; init; }

    /// <summary>Tracks that sound together; none is silence.</summary>
    public required IReadOnlyList<ProjectTrack> Tracks { get; init; }
}

/// <summary>A clip's [in, out) on the main lane; segments lie end to end, and overlap by transitions.</summary>
public sealed record ProjectSegment
{
    /// <summary>The clip, or 0 for a gap or a medium that the project declares missing.</summary>
    public required int ClipId { get; init; }

    /// <summary>In point, seconds of clip time.</summary>
    public required double In { get; init; }

    /// <summary>Out point, seconds of clip time.</summary>
    public required double Out { get; init; }

    /// <summary>Seconds of the clip a second of the timeline, 0.25..8; the segment lasts (Out - In) / Speed.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>What a speed other than 1 sounds like.</summary>
    public SpeedMode SpeedMode { get; init; } = SpeedMode.KeepPitch;

    /// <summary>How long it is on the timeline.</summary>
    public double Seconds => (Out - In) / Speed;

    /// <summary>Gain, dB; negative infinity is silence.</summary>
    public double GainDb { get; init; }

    /// <summary>Silent, keeping its length: a disabled item.</summary>
    public bool Muted { get; init; }

    /// <summary>How it overlaps the segment before it; null for an ordinary seam.</summary>
    public ProjectTransition? Transition { get; init; }

    /// <summary>Gain over time, seconds of clip time.</summary>
    public IReadOnlyList<EnvelopePoint> Envelope { get; init; } = [];

    /// <summary>The item's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>
    /// The item of the project's own file that this is a piece of, by its place among all that were read; -1 for a new segment.
    /// Writing keeps that item's fields.
    /// </summary>
    public int Item { get; init; } = -1;
}
