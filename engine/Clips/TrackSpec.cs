namespace Seamline;

/// <summary>
/// What becomes of a stereo source. Mono sources are not affected, and only an engine of two channels distinguishes the modes: at
/// one channel the source is downmixed when it is decoded, at more both channels go where they belong. <see cref="TrackSpec.Channels"/>
/// chooses among the channels of any medium, in any engine.
/// </summary>
public enum StereoMode
{
    /// <summary>Left to left, right to right.</summary>
    Stereo = 0,

    /// <summary>The left channel to both sides.</summary>
    MonoLeft = 1,

    /// <summary>The right channel to both sides.</summary>
    MonoRight = 2,
}

/// <summary>How a track of a clip is heard. Changing it decodes nothing.</summary>
public readonly record struct TrackMix
{
    /// <summary>Seconds; positive skips the head of the source, negative is leading silence.</summary>
    public double OffsetSeconds { get; init; }

    /// <summary>Gain, dB; negative infinity is mute.</summary>
    public double GainDb { get; init; }

    /// <summary>What becomes of a stereo source.</summary>
    public StereoMode Mode { get; init; }
}

/// <summary>A track of a clip: one audio stream of one media file.</summary>
public readonly record struct TrackSpec
{
    /// <summary>A track of a file's best audio stream.</summary>
    /// <param name="path">The media file.</param>
    public TrackSpec(string path)
    {
        Path = path;
        StreamIndex = -1;
    }

    /// <summary>The media file.</summary>
    public string Path { get; init; }

    /// <summary>Index of the stream in the file, -1 for the best audio stream.</summary>
    public int StreamIndex { get; init; }

    /// <summary>
    /// Which of the medium's channels are played. They are chosen where the medium is decoded, so that another choice of the same medium is
    /// another source with pages of its own; but one channel of stereo, and what an engine of one channel plays of it, take no more than the pages of all.
    /// </summary>
    public ChannelChoice Channels { get; init; }

    /// <summary>Offset, gain, stereo mode.</summary>
    public TrackMix Mix { get; init; }
}

/// <summary>A source as it stands, for status and `info`.</summary>
/// <param name="Name">File path, or what the host called its samples.</param>
/// <param name="Description">Codec and container.</param>
/// <param name="SourceRate">Rate of the media, Hz.</param>
/// <param name="SourceChannels">Channels of the media.</param>
/// <param name="Channels">Channels of the pages.</param>
/// <param name="Frames">Length at the engine's rate, frames.</param>
/// <param name="FramesExact">Whether the length is known to the frame.</param>
/// <param name="FramesDecoded">Frames out of the codec so far, at the media's rate, preroll included.</param>
/// <param name="PagesReady">Pages in memory now.</param>
/// <param name="PagesLoaded">Pages filled since open.</param>
/// <param name="PagesReloaded">Of those, pages that had been filled before.</param>
/// <param name="Pages">Pages the source has.</param>
/// <param name="Warnings">Damaged packets and holes that became silence.</param>
/// <param name="State">What has become of the medium since it was opened.</param>
/// <param name="Error">Why it cannot be read, or null.</param>
public readonly record struct SourceInfo(
    string Name,
    string Description,
    int SourceRate,
    int SourceChannels,
    int Channels,
    long Frames,
    bool FramesExact,
    long FramesDecoded,
    long PagesReady,
    long PagesLoaded,
    long PagesReloaded,
    long Pages,
    int Warnings,
    MediaState State,
    string? Error)
{
    /// <summary>Pages whose peaks are known: all that were ever filled, in memory or not.</summary>
    public int PeakPages { get; init; }

    /// <summary>The shortest stretch that peaks are kept of, frames: 256, or 2,048 or 16,384 where their share of the budget is used up.</summary>
    public int PeakFrames { get; init; }

    /// <summary>Bytes that the peaks hold.</summary>
    public long PeakBytes { get; init; }

    /// <summary>Which channels of the medium its pages hold.</summary>
    public ChannelChoice Choice { get; init; }

    /// <summary>
    /// Which channels are left out of a downmix, or how channels without a known layout are mixed: what a person should know although
    /// nothing is wrong with the medium. Null for nothing.
    /// </summary>
    public string? Notice { get; init; }
}
