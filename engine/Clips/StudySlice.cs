using System;
using Seamline.Decode;

namespace Seamline.Clips;

/// <summary>
/// A loader's spare time, in which it looks through a file (<see cref="MediaSource.Study"/>): over when there is a reason to
/// look for pages again, and before long.
/// </summary>
/// <remarks>Thread: its loader. One a loader, reused.</remarks>
internal sealed unsafe class StudySlice(LoadQueue queue) : RunSink
{
    private const long Milliseconds = 20;

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

    /// <summary>Not for the time alone: a call that takes longer than a slice would never come to an end.</summary>
    public override bool GiveUp => queue.Wakeups != _seen;

    /// <inheritdoc/>
    public override void Write(float* interleaved, int frames)
    {
    }
}
