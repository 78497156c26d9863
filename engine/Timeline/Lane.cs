namespace Seamline;

/// <summary>A lane, by the number the engine gave it; never reused.</summary>
/// <param name="Value">The number, from 1.</param>
public readonly record struct LaneId(long Value);

/// <summary>An item on a lane, by the number the engine gave it; never reused.</summary>
/// <param name="Value">The number, from 1.</param>
public readonly record struct ItemId(long Value);

/// <summary>How a transition goes from one segment to the next.</summary>
public enum TransitionKind
{
    /// <summary>Cosine out, sine in.</summary>
    EqualPower = 0,

    /// <summary>Straight lines.</summary>
    Linear = 1,

    /// <summary>Straight to silence at half way, straight back.</summary>
    ThroughBlack = 2,
}

/// <summary>What an envelope belongs to.</summary>
public enum EnvelopeOwner
{
    /// <summary>A segment: seconds on its clip's clock.</summary>
    Segment = 0,

    /// <summary>An item: seconds from its start.</summary>
    Item = 1,

    /// <summary>A lane: seconds of the timeline.</summary>
    Lane = 2,

    /// <summary>The master: seconds of the timeline; owner 0.</summary>
    Master = 3,
}

/// <summary>A lane as a host describes it: a row of items beside the main lane, summed into the output.</summary>
public readonly record struct LaneSpec
{
    /// <summary>Gain, dB; negative infinity is mute.</summary>
    public double GainDb { get; init; }

    /// <summary>Silent.</summary>
    public bool Muted { get; init; }

    /// <summary>Where some lane has it, all lanes without it are silent, the main lane too.</summary>
    public bool Solo { get; init; }

    /// <summary>
    /// Its items move with what is inserted into and deleted from the main lane. One that starts inside what is deleted moves to the cut.
    /// </summary>
    public bool Ripples { get; init; }

    /// <summary>Its items may make the timeline longer than the main lane; those of other lanes end with the timeline.</summary>
    public bool Extends { get; init; }
}

/// <summary>A lane as it stands.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Spec">Gain and flags.</param>
/// <param name="Items">Items on it.</param>
public readonly record struct LaneInfo(LaneId Id, LaneSpec Spec, int Items);

/// <summary>The curve of a fade.</summary>
public enum FadeShape
{
    /// <summary>Sine in, cosine out: unrelated sounds keep their power.</summary>
    EqualPower = 0,

    /// <summary>Straight.</summary>
    Linear = 1,
}

/// <summary>An item as a host describes it: a range of a clip, placed in timeline time on a lane.</summary>
/// <remarks>
/// Items of a lane may overlap, up to eight at an instant, and are summed. An edge without a fade gets the declick of a seam; items that touch
/// and play on one recording at one gain sound as one.
/// </remarks>
public readonly record struct ItemSpec
{
    /// <summary>A range of a clip.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="clip">The clip; one that the engine does not know is silence.</param>
    /// <param name="startSeconds">Where it begins on the timeline, seconds, not before 0.</param>
    /// <param name="inSeconds">In point, seconds on the clip's clock.</param>
    /// <param name="outSeconds">Out point, seconds on the clip's clock.</param>
    public ItemSpec(LaneId lane, ClipId clip, double startSeconds, double inSeconds, double outSeconds)
    {
        Lane = lane;
        Clip = clip;
        Start = startSeconds;
        In = inSeconds;
        Out = outSeconds;
        FadeInShape = FadeShape.Linear;
        FadeOutShape = FadeShape.Linear;
    }

    /// <summary>The lane.</summary>
    public LaneId Lane { get; init; }

    /// <summary>The clip.</summary>
    public ClipId Clip { get; init; }

    /// <summary>First instant, seconds of the timeline.</summary>
    public double Start { get; init; }

    /// <summary>In point, seconds on the clip's clock.</summary>
    public double In { get; init; }

    /// <summary>Out point, seconds on the clip's clock.</summary>
    public double Out { get; init; }

    /// <summary>Gain, dB; negative infinity is mute.</summary>
    public double GainDb { get; init; }

    /// <summary>Length of the fade-in, seconds; at most the item's.</summary>
    public double FadeIn { get; init; }

    /// <summary>Length of the fade-out, seconds; at most what the fade-in leaves.</summary>
    public double FadeOut { get; init; }

    /// <summary>Curve of the fade-in.</summary>
    public FadeShape FadeInShape { get; init; }

    /// <summary>Curve of the fade-out.</summary>
    public FadeShape FadeOutShape { get; init; }

    /// <summary>Plays the range over and over until this many seconds are full; 0 plays it once.</summary>
    public double LoopSeconds { get; init; }
}

/// <summary>An item as it stands.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Spec">Lane, clip, place, range, gain, fades, loop.</param>
/// <param name="StartFrame">First timeline frame.</param>
/// <param name="EndFrame">The timeline frame after the last.</param>
public readonly record struct ItemInfo(ItemId Id, ItemSpec Spec, long StartFrame, long EndFrame);

/// <summary>A transition as it stands.</summary>
/// <param name="Kind">How it goes.</param>
/// <param name="Seconds">Length asked for.</param>
/// <param name="Overlap">Seconds that the segments overlap: the length that fits; 0 where an ordinary seam remains.</param>
public readonly record struct TransitionInfo(TransitionKind Kind, double Seconds, double Overlap);

/// <summary>A point of an envelope. Between points the gain is linear in dB; before the first and behind the last it is theirs.</summary>
/// <param name="Seconds">Time on the owner's clock; rises from point to point.</param>
/// <param name="Decibels">Gain; -96 dB and below is silence.</param>
public readonly record struct GainPoint(double Seconds, double Decibels);
