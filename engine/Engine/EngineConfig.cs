using Seamline.Isolation;
using Seamline.Snapshots;

namespace Seamline;

/// <summary>Where the playhead goes when an edit changes the timeline under it.</summary>
public enum Anchor
{
    /// <summary>Stays at its timeline frame, clamped to the end.</summary>
    Frame = PlayheadAnchor.Frame,

    /// <summary>Stays on its content: the same clip and source frame if still there, else the start of what follows.</summary>
    Content = PlayheadAnchor.Content,
}

/// <summary>How loud a medium of one channel is on both sides of an engine of more.</summary>
public enum MonoLevel
{
    /// <summary>-3 dB (0.70710678) on each side: as much power as on one side at unity, as FFmpeg and pan laws have it.</summary>
    EqualPower = 0,

    /// <summary>The recorded samples on each side.</summary>
    Unity = 1,
}

/// <summary>What an engine is made with.</summary>
public sealed record EngineConfig
{
    /// <summary>Rate of the engine, Hz, 8,000..384,000.</summary>
    public int Rate { get; init; } = 48_000;

    /// <summary>Channels of the output, 1..8.</summary>
    public int Channels { get; init; } = 2;

    /// <summary>Hard memory budget, bytes, from 32 MiB.</summary>
    public long BudgetBytes { get; init; } = Limits.DefaultBudgetBytes;

    /// <summary>Crossfade at a swap, seek and loop wrap, ms, 0..100.</summary>
    public double SwapFadeMilliseconds { get; init; } = 15;

    /// <summary>Declick at seams, and where a medium begins or ends inside a segment, ms, 0..100; 0 turns it off.</summary>
    public double DeclickMilliseconds { get; init; } = 5;

    /// <summary>Where the playhead goes at an edit.</summary>
    public Anchor Anchor { get; init; }

    /// <summary>Loader threads; 0 for one a core.</summary>
    public int LoaderThreads { get; init; }

    /// <summary>How loud a medium of one channel is on both sides. Channels chosen out of several are always at unity.</summary>
    public MonoLevel MonoLevel { get; init; }

    /// <summary>Where media are opened and decoded. For <see cref="IsolationMode.Auto"/> the variable SEAMLINE_ISOLATION of the environment decides, where it is set.</summary>
    public IsolationMode Isolation { get; init; }

    /// <summary>
    /// Keeps what the callback reads from being swapped out, as far as the system allows it (RLIMIT_MEMLOCK; Linux only): pages, snapshots, tables and what
    /// renders. What is refused is used all the same: see <see cref="EngineStatus.LockedBytes"/> and <see cref="EngineEventKind.MemoryNotLocked"/>.
    /// </summary>
    public bool LockMemory { get; init; }

    /// <summary>How workers are treated. Tests set their own.</summary>
    internal IsolationSettings Workers { get; init; } = new();

    /// <summary><see cref="MonoLevel"/> as a linear gain.</summary>
    internal float MonoGain => MonoLevel == MonoLevel.Unity ? 1f : 0.70710678f;

    /// <summary>Opens media instead of FFmpeg; null for FFmpeg. For tests.</summary>
    internal OpenMedia? OpenMedia { get; init; }

    /// <summary>A loader's part of the indexes of open files, bytes. Tests set their own.</summary>
    internal long IndexBytesPerLoader { get; init; } = Limits.IndexBytesPerLoader;

    /// <summary>
    /// How long a call that opens a device waits for the system, ms. What the system brings later is closed; a clock can be opened meanwhile.
    /// </summary>
    public int DevicePatienceMilliseconds { get; init; } = 10_000;

    /// <summary>Where devices come from instead of SDL; null for SDL. For tests.</summary>
    internal Device.IDeviceBackend? Devices { get; init; }
}

/// <summary>Where playback is.</summary>
/// <param name="PlayheadFrame">The next timeline frame to render.</param>
/// <param name="AudibleFrame">What the ear hears now: what was rendered <paramref name="LatencyFrames"/> ago.</param>
/// <param name="Playing">Whether it moves.</param>
/// <param name="LengthFrames">Length of the timeline.</param>
/// <param name="LatencyFrames">Rendered and not yet heard: by the open output's clock, else as set by <see cref="Engine.SetLatency"/>.</param>
public readonly record struct Position(long PlayheadFrame, long AudibleFrame, bool Playing, long LengthFrames, long LatencyFrames);

/// <summary>Counters and state of the engine.</summary>
public readonly record struct EngineStatus
{
    /// <summary>The budget, bytes.</summary>
    public long BudgetBytes { get; init; }

    /// <summary>Bytes held now.</summary>
    public long HeldBytes { get; init; }

    /// <summary>The most ever held, bytes.</summary>
    public long PeakBytes { get; init; }

    /// <summary>Pages in memory.</summary>
    public long PagesHeld { get; init; }

    /// <summary>Pages evicted since open.</summary>
    public long PagesEvicted { get; init; }

    /// <summary>Bytes that peaks hold.</summary>
    public long SummaryBytes { get; init; }

    /// <summary>Most bytes that peaks may hold: a sixteenth of the budget. Near it they are kept less finely.</summary>
    public long SummaryShareBytes { get; init; }

    /// <summary>Frames that were silence because a page was not ready.</summary>
    public long MissFrames { get; init; }

    /// <summary>Times the device ran dry.</summary>
    public long Underruns { get; init; }

    /// <summary>Frames that the device could have played while it was dry.</summary>
    public long UnderrunFrames { get; init; }

    /// <summary>Blocks rendered.</summary>
    public long Blocks { get; init; }

    /// <summary>Frames rendered.</summary>
    public long FramesRendered { get; init; }

    /// <summary>Median block time, ns.</summary>
    public long BlockP50Nanoseconds { get; init; }

    /// <summary>Block time that 999 of 1,000 stay within, ns.</summary>
    public long BlockP999Nanoseconds { get; init; }

    /// <summary>Longest block, ns.</summary>
    public long BlockMaxNanoseconds { get; init; }

    /// <summary>From the last edit's call to its publication, ns.</summary>
    public long EditToPublishedNanoseconds { get; init; }

    /// <summary>Garbage collections in this process since the engine was made.</summary>
    public int Collections { get; init; }

    /// <summary>Bytes allocated on the GC heap by every thread of this process since the engine was made.</summary>
    public long AllocatedBytes { get; init; }

    /// <summary>Loading has come this far round the playhead: 20 s, 40 s, 80 s, ..., frames.</summary>
    public long LoadHorizonFrames { get; init; }

    /// <summary>Nothing that the timeline plays is missing, or the budget is used up by what is nearest.</summary>
    public bool LoadDone { get; init; }

    /// <summary>Frames in memory without a hole ahead of the playhead.</summary>
    public long ReadyAheadFrames { get; init; }

    /// <summary>Segments on the timeline.</summary>
    public int Segments { get; init; }

    /// <summary>Length of the timeline, frames.</summary>
    public long LengthFrames { get; init; }

    /// <summary>Serial of the newest publication.</summary>
    public long PublishedSerial { get; init; }

    /// <summary>Blocks begun by then: it is heard in the next one.</summary>
    public long PublishedBlock { get; init; }

    /// <summary>Sources in use.</summary>
    public int Sources { get; init; }

    /// <summary>Of those, sources whose file has changed since it was opened, as far as anybody has looked.</summary>
    public int SourcesChanged { get; init; }

    /// <summary>Of those, sources whose file is gone.</summary>
    public int SourcesMissing { get; init; }

    /// <summary>Damaged packets and holes in media that became silence.</summary>
    public long MediaWarnings { get; init; }

    /// <summary>Bytes that are kept from being swapped out; 0 without <see cref="EngineConfig.LockMemory"/>.</summary>
    public long LockedBytes { get; init; }

    /// <summary>Bytes that the system has refused to lock.</summary>
    public long LockRefusedBytes { get; init; }

    /// <summary>Worker processes started so far, those shared with other engines included; 0 before a file is opened, and where media are decoded in this process.</summary>
    public long Workers { get; init; }
}
