namespace Seamline.Device;

/// <summary>What has happened to an output.</summary>
internal enum DeviceNewsKind
{
    /// <summary>The device that was lost plays again, or another in its place.</summary>
    Returned,

    /// <summary>The system has moved the output to another device, or the device to another format.</summary>
    Changed,

    /// <summary>The device is gone: a clock takes the blocks until one is back.</summary>
    Lost,

    /// <summary>The system does not come back from opening a device; the clock goes on.</summary>
    Stalled,

    /// <summary>The device ran dry.</summary>
    Underrun,

    /// <summary>Frames were silence because their pages were not ready.</summary>
    Miss,

    /// <summary>The system's list of devices has changed, or its default.</summary>
    ListChanged,

    /// <summary>The latency has changed.</summary>
    LatencyChanged,

    /// <summary>How the system schedules the thread that plays is known, or has changed.</summary>
    Thread,
}

/// <summary>Why the device ran dry, as far as the times tell.</summary>
public enum UnderrunCause
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The system called too late: the blocks themselves were in time.</summary>
    LateCallback = 1,

    /// <summary>Rendering took longer than the device had left.</summary>
    SlowBlock = 2,

    /// <summary>Pages were not ready.</summary>
    StarvedLoader = 3,
}

/// <summary>One piece of news of an output.</summary>
internal readonly record struct DeviceNews(DeviceNewsKind Kind)
{
    /// <summary>Which device, or why; empty where there is nothing to say.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>Frames that were not played; of a changed latency, what it is.</summary>
    public long Frames { get; init; }

    /// <summary>How often since the last news of this kind.</summary>
    public long Count { get; init; }

    /// <summary>Why.</summary>
    public UnderrunCause Cause { get; init; }
}

/// <summary>What a supervisor watches for, and on whose behalf.</summary>
internal interface IOutputHost
{
    /// <summary>Now on the clock of <see cref="DeviceProgress.Asked"/>, ns.</summary>
    long Now { get; }

    /// <summary>How long opening may take before a stall is reported, ns.</summary>
    long PatienceNanoseconds { get; }

    /// <summary>Frames so far that were silence because their pages were not ready.</summary>
    long MissFrames { get; }

    /// <summary>Opens what the host has asked for, or what there is in its place, not started. On a thread of its own; may never return.</summary>
    AudioOutput Reopen();

    /// <summary>Makes an output without a device, not started.</summary>
    AudioOutput MakeStandIn();

    /// <summary>Plays on another output from now on; the one before renders no more.</summary>
    void Exchange(AudioOutput next);

    /// <summary>The latency of an output as the host has set it, or as the device is taken to have.</summary>
    long LatencyOf(AudioOutput output, long probed);

    /// <summary>Something has happened.</summary>
    void Tell(in DeviceNews news);
}
