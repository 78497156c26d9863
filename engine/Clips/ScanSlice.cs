using System;
using Seamline.Decode;

namespace Seamline.Clips;

/// <summary>
/// A loader's spare time, in which it looks through a file (<see cref="MediaSource.ScanAhead"/>): over when there is a reason to
/// look for pages again, and before long.
/// </summary>
/// <remarks>Thread: its loader. One a loader, reused.</remarks>
internal sealed unsafe class ScanSlice(LoadQueue queue) : RunSink
{
    private const long Milliseconds = 20;
    private const long PatienceMilliseconds = 180;

    private long _seen;
    private long _until;

    /// <summary>Begins.</summary>
    /// <param name="seen"><see cref="LoadQueue.Wakeups"/> as they were when no page was wanted.</param>
    public void Begin(long seen)
    {
        _seen = seen;
        _until = Environment.TickCount64 + Milliseconds;
    }

    /// <inheritdoc/>
    public override bool Stop => queue.Wakeups != _seen || Environment.TickCount64 >= _until;

    /// <summary>
    /// Not with the slice: hours of MP4 take 20 to 100 ms to open, and what is given up is started over. Only a call that keeps
    /// a loader from its work for longer than that.
    /// </summary>
    public override bool GiveUp => queue.Closing || (queue.Wakeups != _seen && Environment.TickCount64 >= _until + PatienceMilliseconds);

    /// <inheritdoc/>
    public override void Write(float* interleaved, int frames)
    {
    }
}
