namespace Seamline.Snapshots;

/// <summary>Where the playhead goes when the timeline under it changes.</summary>
internal enum PlayheadAnchor
{
    /// <summary>Same timeline frame, clamped to the end.</summary>
    Frame = 0,

    /// <summary>Same clip and source frame where it still is on the timeline, else the start of what follows.</summary>
    Content = 1,
}

/// <summary>When a snapshot was published: what the swap log needs to tell how long it was until it was heard.</summary>
internal struct Publication
{
    /// <summary>When, ns of the block clock.</summary>
    public long Nanoseconds;

    /// <summary>From the call that asked for it until then, ns.</summary>
    public long EditNanoseconds;

    /// <summary>Blocks begun by then.</summary>
    public long Block;
}

/// <summary>
/// All that the callback reads of an edit, in one immutable native row: the compiled timeline and the state of the transport.
/// One pointer exchange publishes it. Play and seek are serial numbers beside values, not events: a snapshot that the
/// callback never took can be dropped, its successor says the same and more.
/// </summary>
internal unsafe struct Snapshot
{
    /// <summary>Publication number, rising.</summary>
    public long Serial;

    /// <summary>The compiled timeline.</summary>
    public RegionBlock* Block;

    /// <summary>Number of the last play or pause command; a new number makes <see cref="Playing"/> count.</summary>
    public long TransportSerial;

    /// <summary>Number of the last seek; a new number makes <see cref="SeekFrame"/> count.</summary>
    public long SeekSerial;

    /// <summary>Target of the last seek, timeline frame.</summary>
    public long SeekFrame;

    /// <summary>First frame of the loop.</summary>
    public long LoopStart;

    /// <summary>The frame after the loop's last; 0 for no loop.</summary>
    public long LoopEnd;

    /// <summary>Playback ends before this frame; 0 for none. A playhead behind it plays on, and until then a loop does not count.</summary>
    public long StopFrame;

    /// <summary>Where the playhead rests after that.</summary>
    public long RestFrame;

    /// <summary>The frame at which the fade-out before the timeline's end begins; negative where loop or stop are to be asked, too.</summary>
    public long PlainEnd;

    /// <summary>The speed of a shuttle, or of playback, in parts of a frame (<c>Render.Shuttle</c>); 0 for the timeline's own.</summary>
    public long Step;

    /// <summary>1 where that is playback's: it loops and stops.</summary>
    public int StepPlays;

    /// <summary>Frames for which the old sound goes on while a page that is made at another speed is missing where the new one begins.</summary>
    public long PatienceFrames;

    /// <summary>Frames of the crossfade at a swap, seek and loop wrap.</summary>
    public int SwapFadeFrames;

    /// <summary>Frames of the ramp at start, pause, stop, end and at both sides of a miss.</summary>
    public int RampFrames;

    /// <summary>What the last play or pause command asked for: 1 play, 0 pause.</summary>
    public int Playing;

    /// <summary>Where the playhead goes.</summary>
    public PlayheadAnchor Anchor;

    /// <summary>How it was published. The callback copies it into its log, no more.</summary>
    public Publication Published;
}
