namespace Seamline;

/// <summary>What an offline render is besides the bits of the timeline. The default is nothing besides.</summary>
public readonly record struct OfflineOptions
{
    /// <summary>To the timeline's end, of <see cref="Frames"/>.</summary>
    public const long ToTheEnd = -1;

    /// <summary>The whole timeline, exact.</summary>
    public OfflineOptions()
    {
    }

    /// <summary>Silence for media that cannot be read, instead of refusing.</summary>
    public bool SilenceForErrors { get; init; }

    /// <summary>
    /// A linear fade in at <see cref="FirstFrame"/> and out at the end of <see cref="Frames"/>, ms, 0 to
    /// <see cref="Limits.MaxEdgeFadeMilliseconds"/>; 0 for none. Playback fades where it starts and stops; a render of a part does not.
    /// </summary>
    public double EdgeFadeMilliseconds { get; init; }

    /// <summary>First timeline frame of what will be rendered, for the fade.</summary>
    public long FirstFrame { get; init; }

    /// <summary>How many frames will be rendered, or <see cref="ToTheEnd"/>, for the fade.</summary>
    public long Frames { get; init; } = ToTheEnd;

    /// <summary>Keep <see cref="OfflineRender.Levels"/>; costs a second pass over what is rendered.</summary>
    public bool MeasureLevels { get; init; }

    /// <summary>
    /// One stem of the mix instead of all of it: a lane's id, or the default for the main lane with its room tone. As the lane sounds in the mix,
    /// with its gain, ducking and the master's gain; without the limiter, which works on the sum. Stems add up to what enters the limiter.
    /// </summary>
    public LaneId? Stem { get; init; }

    /// <summary>Gain beside the master's, dB.</summary>
    internal double GainDb { get; init; }

    /// <summary>The limiter's ceiling in place of the master's, dB true peak; positive infinity: no limiter; null: the master's own.</summary>
    internal double? CeilingDb { get; init; }

    /// <summary>Something differs from the timeline as it is published.</summary>
    internal bool IsVariant => Stem != null || GainDb != 0 || CeilingDb != null;

    /// <summary>Keep the K-weighted energies of the sources that are rendered, for estimates of loudness.</summary>
    internal bool KeepEnergies { get; init; }
}
