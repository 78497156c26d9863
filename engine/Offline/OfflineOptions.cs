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

    /// <summary>Keep the K-weighted energies of the sources that are rendered, for estimates of loudness.</summary>
    internal bool KeepEnergies { get; init; }
}
