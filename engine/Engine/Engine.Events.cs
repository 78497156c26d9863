using System;
using System.Threading;
using Seamline.Device;

namespace Seamline;

// What is heard when, and what has happened.
public sealed unsafe partial class Engine
{
    private const int MediaLookMilliseconds = 100;

    private long _lookedForNews;
    private long _pagesReported;

    /// <summary>The host's clock now, ns: CLOCK_MONOTONIC, the performance counter on Windows. Waits for nobody.</summary>
    public long HostTime => AudibleClock.Now(_output.Audible);

    /// <summary>
    /// What is heard at a time of the host's clock, in the past second or the near future: false before an output has asked for a block, or a
    /// host that says when they are heard has pulled one. Takes no lock, allocates nothing and waits for nobody; any thread.
    /// </summary>
    /// <param name="hostNanoseconds">The time, as <see cref="HostTime"/> counts it.</param>
    /// <param name="time">What is heard then.</param>
    public bool TryGetAudibleTime(long hostNanoseconds, out AudibleTime time)
    {
        time = default;
        fixed (AudibleTime* to = &time) return AudibleClock.At(_output.Audible, hostNanoseconds, to);
    }

    /// <summary>Takes the oldest event, or waits for one. Blocks neither the engine nor other calls; any thread.</summary>
    /// <param name="what">The event.</param>
    /// <param name="timeoutMilliseconds">The longest wait; 0 for none.</param>
    /// <returns><see cref="Status.TimedOut"/> where none came, <see cref="Status.Cancelled"/> once the engine is closed.</returns>
    public Status NextEvent(out EngineEvent what, int timeoutMilliseconds = 0) => _events.Take(out what, timeoutMilliseconds);

    /// <summary>The memory that the audible clock is in from now on; it outlives the engine. Before an output is open.</summary>
    internal void ShareAudible(AudibleClock* clock) => _output.ShareAudible(clock);

    // A source's file is another than it was. Under the cache's lock.
    private void TellMedium(string name, MediaState state) => Tell(
        state switch { MediaState.Same => EngineEventKind.MediaReturned, MediaState.Missing => EngineEventKind.MediaMissing, _ => EngineEventKind.MediaChanged },
        name);

    // On a loader, now and then.
    private void LookForNews()
    {
        long now = Environment.TickCount64;
        long looked = Volatile.Read(ref _lookedForNews); // partner: the exchange below
        if (now - looked < MediaLookMilliseconds) return;
        if (Interlocked.CompareExchange(ref _lookedForNews, now, looked) != looked) return; // partner: the read above; another loader looks
        if (_budget.Locking is { } locking && locking.TryTakeRefusal(out string why)) Tell(EngineEventKind.MemoryNotLocked, why);
        if (!_cache.Progress.Done) return;
        long pages = _cache.Arrivals;
        if (pages != _pagesReported) Tell(EngineEventKind.Loaded, string.Empty); // an edit that wants nothing more is no news
        _pagesReported = pages;
    }

    private void Tell(EngineEventKind kind, string text) => _events.Add(new EngineEvent(kind)
    {
        Text = text,
        HostNanoseconds = HostTime,
        PlayheadFrame = Volatile.Read(ref State->PlayheadFrame), // partner: Transport.Acknowledge
    });
}
