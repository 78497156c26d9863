using System;
using System.Threading;
using Seamline.Render;

namespace Seamline;

// Playback at other speeds, backwards too.
public sealed unsafe partial class Engine
{
    /// <summary>
    /// Plays from the playhead at a speed of -8 to 8, negative backwards, audibly: as a tape, the pitch goes with the speed. 0 holds, as
    /// <see cref="Pause"/> does. A change of speed crossfades. The loop and a range that was to be played do not count; at the timeline's end, or its
    /// start, it rests. Edits are heard as in playback. <see cref="Play"/>, <see cref="Pause"/> and played ranges end it; a seek goes on from there.
    /// </summary>
    public Status SetShuttle(double speed)
    {
        using (_lock.Hold())
        {
            if (!(Math.Abs(speed) <= Limits.MaxShuttleSpeed))
                return _error.Fail(Status.InvalidArgument, $"a shuttle at a speed of {speed} is outside -{Limits.MaxShuttleSpeed}..{Limits.MaxShuttleSpeed}");
            _meter.EditBegins();
            long step = (long)(speed * Shuttle.One);
            Sound(step == 0 ? 0 : 1, 0, 0);
            Volatile.Write(ref _desired.ShuttleStep, step); // partner: LoadCenter
            PublishDesired();
            return Status.Ok;
        }
    }

    // Where loading begins: what a shuttle passes in the next second comes first. On loaders, too.
    private long LoadCenter(long playhead) =>
        Math.Max(0, playhead + (long)(_config.Rate * (Volatile.Read(ref _desired.ShuttleStep) / Shuttle.One))); // partner: SetShuttle
}
