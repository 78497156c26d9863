using System.Collections.Generic;

namespace Seamline.Projects;

/// <summary>How a transition goes from one segment to the next.</summary>
public enum TransitionKind
{
    /// <summary>Cosine out, sine in.</summary>
    EqualPower,

    /// <summary>Straight lines.</summary>
    Linear,

    /// <summary>Straight to silence at half way, straight back.</summary>
    ThroughBlack,
}

/// <summary>The curve of a fade.</summary>
public enum FadeShape
{
    /// <summary>Sine in, cosine out.</summary>
    EqualPower,

    /// <summary>Straight.</summary>
    Linear,
}

/// <summary>A point of an envelope; between points the gain is linear in dB.</summary>
/// <param name="Seconds">Time on the owner's clock: of the clip for a segment, from its start for an item, of the timeline for lanes and the master.</param>
/// <param name="Decibels">Gain, dB.</param>
public readonly record struct EnvelopePoint(double Seconds, double Decibels);

/// <summary>The overlap of a segment with the one before it; the timeline is as much shorter.</summary>
public sealed record ProjectTransition
{
    /// <summary>How it goes.</summary>
    public TransitionKind Kind { get; init; }

    /// <summary>Length asked for, seconds; <see cref="Overlaps.Of"/> is what fits.</summary>
    public required double Seconds { get; init; }

    /// <summary>The segment of the project's own file that it stood before; -1 for a new one. Writing keeps its fields.</summary>
    public int Item { get; init; } = -1;
}

/// <summary>A range of a clip, placed in timeline time on a lane.</summary>
public sealed record ProjectItem
{
    /// <summary>The clip, or 0 for a medium that the project declares missing.</summary>
    public required int ClipId { get; init; }

    /// <summary>First instant, seconds of the timeline.</summary>
    public required double Start { get; init; }

    /// <summary>In point, seconds of clip time.</summary>
    public required double In { get; init; }

    /// <summary>Out point, seconds of clip time.</summary>
    public required double Out { get; init; }

    /// <summary>Gain, dB; negative infinity is silence.</summary>
    public double GainDb { get; init; }

    /// <summary>Silent: a disabled item.</summary>
    public bool Muted { get; init; }

    /// <summary>Length of the fade-in, seconds.</summary>
    public double FadeIn { get; init; }

    /// <summary>Length of the fade-out, seconds.</summary>
    public double FadeOut { get; init; }

    /// <summary>Curve of the fade-in.</summary>
    public FadeShape FadeInShape { get; init; } = FadeShape.Linear;

    /// <summary>Curve of the fade-out.</summary>
    public FadeShape FadeOutShape { get; init; } = FadeShape.Linear;

    /// <summary>Plays its range over and over until this many seconds are full; 0 plays it once.</summary>
    public double LoopSeconds { get; init; }

    /// <summary>Gain over time, seconds from its start.</summary>
    public IReadOnlyList<EnvelopePoint> Envelope { get; init; } = [];

    /// <summary>The item's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The item of the project's own file that this is a piece of, as <see cref="ProjectSegment.Item"/>.</summary>
    public int Item { get; init; } = -1;

    /// <summary>Seconds from its start to its end.</summary>
    public double Seconds => LoopSeconds > 0 ? LoopSeconds : Out - In;

    /// <summary>The instant after its last, seconds of the timeline.</summary>
    public double End => Start + Seconds;
}

/// <summary>A lane beside the main one.</summary>
public sealed record ProjectLane
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Gain, dB; negative infinity is silence.</summary>
    public double GainDb { get; init; }

    /// <summary>Silent.</summary>
    public bool Muted { get; init; }

    /// <summary>Where some lane has it, all lanes without it are silent, the main lane too.</summary>
    public bool Solo { get; init; }

    /// <summary>Its items move with edits of the main lane.</summary>
    public bool Ripples { get; init; }

    /// <summary>Its items may make the timeline longer than the main lane.</summary>
    public bool Extends { get; init; }

    /// <summary>Gain over time, seconds of the timeline.</summary>
    public IReadOnlyList<EnvelopePoint> Envelope { get; init; } = [];

    /// <summary>How it goes down while the main lane is loud; null where it does not.</summary>
    public ProjectDucking? Ducking { get; init; }

    /// <summary>Items by their starts.</summary>
    public IReadOnlyList<ProjectItem> Items { get; init; } = [];

    /// <summary>The lane of the project's own file that this is, by its place there; -1 for a new one. Writing keeps its fields.</summary>
    public int Track { get; init; } = -1;
}

/// <summary>How a lane goes down while the main lane is loud.</summary>
/// <param name="AmountDb">Gain while it is down, dB.</param>
/// <param name="ThresholdDb">Level from which the main lane is loud, dB of full scale.</param>
/// <param name="HoldSeconds">How long it stays down behind what is loud, seconds.</param>
/// <param name="FallSeconds">How long it takes to go down, seconds.</param>
/// <param name="RiseSeconds">How long it takes to come back, seconds.</param>
public sealed record ProjectDucking(double AmountDb = -12, double ThresholdDb = -30, double HoldSeconds = 1, double FallSeconds = 0.25, double RiseSeconds = 0.5);

/// <summary>What gaps of the main lane sound like: a range of a clip, over and over.</summary>
/// <param name="ClipId">The clip, or 0 for a medium that the project declares missing.</param>
/// <param name="In">In point, seconds of clip time.</param>
/// <param name="Out">Out point, seconds of clip time.</param>
/// <param name="GainDb">Gain, dB; negative infinity is silence.</param>
/// <param name="CrossfadeSeconds">Crossfade where the range begins again, seconds.</param>
public sealed record ProjectRoomTone(int ClipId, double In, double Out, double GainDb, double CrossfadeSeconds);

/// <summary>What is done to the sum of all lanes.</summary>
public sealed record ProjectMaster
{
    /// <summary>The ceiling where nothing else is said, dB true peak.</summary>
    public const double DefaultCeilingDb = -1;

    /// <summary>Gain before the limiter, dB.</summary>
    public double GainDb { get; init; }

    /// <summary>Whether the true-peak limiter works.</summary>
    public bool Limiter { get; init; }

    /// <summary>Its ceiling, dB true peak.</summary>
    public double CeilingDb { get; init; } = DefaultCeilingDb;

    /// <summary>Gain over time, seconds of the timeline.</summary>
    public IReadOnlyList<EnvelopePoint> Envelope { get; init; } = [];
}
