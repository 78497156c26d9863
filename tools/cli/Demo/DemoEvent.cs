namespace Seamline.Cli.Demo;

/// <summary>An edit of the demo: what was done, and what was seen of it.</summary>
internal sealed class DemoEvent(double wallSeconds, string title, DemoAction action)
{
    /// <summary>When, seconds after the start.</summary>
    public double WallSeconds { get; } = wallSeconds;

    /// <summary>What, for people.</summary>
    public string Title { get; } = title;

    /// <summary>What, for the engine.</summary>
    public DemoAction Action { get; } = action;

    /// <summary>The timeline before; room for it is taken before playback starts.</summary>
    public SegmentSpec[] Before { get; } = new SegmentSpec[64];

    /// <summary>Segments in <see cref="Before"/>.</summary>
    public int BeforeCount { get; set; }

    /// <summary>The timeline after.</summary>
    public SegmentSpec[] After { get; } = new SegmentSpec[64];

    /// <summary>Segments in <see cref="After"/>.</summary>
    public int AfterCount { get; set; }

    /// <summary>How the call ended.</summary>
    public Status Status { get; set; } = Status.InvalidState;

    /// <summary>From the call to the publication, ns.</summary>
    public long PublishedNanoseconds { get; set; }

    /// <summary>The snapshot that carries it.</summary>
    public long Serial { get; set; }

    /// <summary>Blocks begun when it was published.</summary>
    public long PublishedBlock { get; set; }

    /// <summary>What the callback made of it.</summary>
    public SwapInfo Swap { get; set; }

    /// <summary>Whether the callback has reported it.</summary>
    public bool Heard { get; set; }

    /// <summary>Blocks from publication to the first block that has it; one is the next.</summary>
    public long BlocksToHeard => Heard ? long.Max(1, Swap.Block - PublishedBlock) : -1;
}

/// <summary>The edits that the demo makes.</summary>
internal enum DemoAction
{
    /// <summary>Deletes the segment under the playhead.</summary>
    DeleteHere,

    /// <summary>Deletes the segment after the one under the playhead.</summary>
    DeleteAhead,

    /// <summary>Splits at the playhead.</summary>
    Split,

    /// <summary>Takes the last edit back.</summary>
    Undo,

    /// <summary>Jumps five minutes on.</summary>
    Seek,
}
