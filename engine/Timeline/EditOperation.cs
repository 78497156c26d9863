namespace Seamline;

/// <summary>What an <see cref="EditOperation"/> does.</summary>
public enum EditAction
{
    /// <summary>Nothing; refused.</summary>
    None = 0,

    /// <summary>As <see cref="Engine.Insert"/>.</summary>
    Insert = 1,

    /// <summary>As <see cref="Engine.DeleteSegment"/>.</summary>
    Delete = 2,

    /// <summary>As <see cref="Engine.RippleDelete"/>.</summary>
    RippleDelete = 3,

    /// <summary>As <see cref="Engine.Lift"/>.</summary>
    Lift = 4,

    /// <summary>As <see cref="Engine.Overwrite"/>.</summary>
    Overwrite = 5,

    /// <summary>As <see cref="Engine.Split"/>.</summary>
    Split = 6,

    /// <summary>As <see cref="Engine.TrimIn"/>.</summary>
    TrimIn = 7,

    /// <summary>As <see cref="Engine.TrimOut"/>.</summary>
    TrimOut = 8,

    /// <summary>As <see cref="Engine.RollIn"/>.</summary>
    RollIn = 9,

    /// <summary>As <see cref="Engine.RollOut"/>.</summary>
    RollOut = 10,

    /// <summary>As <see cref="Engine.Slip"/>.</summary>
    Slip = 11,

    /// <summary>As <see cref="Engine.Slide"/>.</summary>
    Slide = 12,

    /// <summary>As <see cref="Engine.Move"/>.</summary>
    Move = 13,

    /// <summary>As <see cref="Engine.SetSegmentGain"/>.</summary>
    Gain = 14,

    /// <summary>As <see cref="Engine.SetSegmentMuted"/>.</summary>
    Mute = 15,

    /// <summary>As <see cref="Engine.SetSegmentSpeed(SegmentId, double)"/>.</summary>
    Speed = 16,

    /// <summary>As <see cref="Engine.SetSegmentSpeedMode"/>: <see cref="EditOperation.Index"/> is the <see cref="Seamline.SpeedMode"/>.</summary>
    SpeedMode = 17,
}

/// <summary>One operation of <see cref="Engine.ApplyEdits"/>: the arguments of the call that its action names.</summary>
public readonly record struct EditOperation
{
    /// <summary>What it does.</summary>
    public EditAction Action { get; init; }

    /// <summary>The segment that it edits; <see cref="MadeBy"/> names one that the same call makes.</summary>
    public SegmentId Segment { get; init; }

    /// <summary>Place in the order: of an insert, the segment that comes behind; of a move, the place that the segment gets.</summary>
    public int Index { get; init; }

    /// <summary>
    /// Seconds of the timeline for a ripple delete, a lift, an overwrite, a split and a slide; of the clip's clock for trims, rolls and a slip;
    /// dB for a gain; a speed.
    /// </summary>
    public double Value { get; init; }

    /// <summary>End of the range of a ripple delete or a lift, seconds of the timeline.</summary>
    public double End { get; init; }

    /// <summary>Mute: whether the segment is silent.</summary>
    public bool Muted { get; init; }

    /// <summary>The segment of an insert or an overwrite.</summary>
    public SegmentSpec Spec { get; init; }

    /// <summary>Names the segment that the operation at <paramref name="index"/> of the same call makes, for an operation behind it.</summary>
    public static SegmentId MadeBy(int index) => new(-1L - index);
}
