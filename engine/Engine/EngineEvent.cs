using Seamline.Device;

namespace Seamline;

/// <summary>What an event tells.</summary>
public enum EngineEventKind
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>An output plays: opened by a call. The text is the device.</summary>
    DeviceOpened = 1,

    /// <summary>The system has moved the output to another device, or the device to another format. The text is the device.</summary>
    DeviceChanged = 2,

    /// <summary>The device is gone, and a clock goes on in its place. The text says why.</summary>
    DeviceLost = 3,

    /// <summary>A device plays again. The text is the device.</summary>
    DeviceReturned = 4,

    /// <summary>The system does not come back from opening a device; the clock goes on. The text says so.</summary>
    DeviceStalled = 5,

    /// <summary>The device ran dry, or pages were missing. <see cref="EngineEvent.Cause"/> says which.</summary>
    Underrun = 6,

    /// <summary>A medium has changed since it was opened. The text is its name.</summary>
    MediaChanged = 7,

    /// <summary>A medium is gone. The text is its name.</summary>
    MediaMissing = 8,

    /// <summary>A medium is again what was opened. The text is its name.</summary>
    MediaReturned = 9,

    /// <summary>Everything that the timeline plays is loaded, or the budget is used up by what is nearest.</summary>
    Loaded = 10,

    /// <summary>The system's list of devices has changed, or its default. The text is the default, where the system says which it is.</summary>
    DevicesChanged = 11,

    /// <summary>What lies between a block and the ear has changed by more than 5 ms. <see cref="EngineEvent.Frames"/> is what it is now.</summary>
    LatencyChanged = 12,

    /// <summary>How the system schedules the thread that plays is known, or has changed. The text says how it does.</summary>
    DeviceThread = 13,

    /// <summary>The system has refused to lock memory (<see cref="EngineConfig.LockMemory"/>). The text says why; once for an engine.</summary>
    MemoryNotLocked = 14,
}

/// <summary>Something that has happened.</summary>
/// <param name="Kind">What.</param>
public readonly record struct EngineEvent(EngineEventKind Kind)
{
    /// <summary>Why a device ran dry.</summary>
    public UnderrunCause Cause { get; init; }

    /// <summary>When, ns of the host's clock (<see cref="Engine.HostTime"/>).</summary>
    public long HostNanoseconds { get; init; }

    /// <summary>The playhead then.</summary>
    public long PlayheadFrame { get; init; }

    /// <summary>Of an underrun: frames that were not heard. Of a changed latency: the latency.</summary>
    public long Frames { get; init; }

    /// <summary>Of an underrun: how often, where several were put together.</summary>
    public long Count { get; init; }

    /// <summary>Events lost before this one, because nobody took them.</summary>
    public long Dropped { get; init; }

    /// <summary>Which device or medium, or why; empty where there is nothing to say.</summary>
    public string Text { get; init; } = string.Empty;
}
