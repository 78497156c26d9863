using System;
using System.Threading;
using Seamline.Render;

namespace Seamline;

// Playback at other speeds, backwards too.
public sealed unsafe partial class Engine
{
    private long _playStep; // parts of a frame for each of output; 0 for the timeline's own speed

    /// <summary>
    /// Plays from the playhead at a speed of -8 to 8, negative backwards, audibly: from 0.25 to 2, either way, at its pitch; slower and faster as a
    /// tape. 0 holds, as <see cref="Pause"/> does. A change of speed crossfades. The loop and a range that was to be played do not count; at the
    /// timeline's end, or its start, it rests. Edits are heard as in playback. <see cref="Play"/>, <see cref="Pause"/> and played ranges end it; a seek
    /// goes on from there.
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
            SetStep(step, 0);
            PublishDesired();
            return Status.Ok;
        }
    }

    /// <summary>
    /// Sets the speed of playback, 0.25 to 2, at its pitch; 1 at first. It changes no document: times and the playhead stay the timeline's. It counts for
    /// <see cref="Play"/> and played ranges, with loops and stops, and at once where that plays now; not for a shuttle, scrubbing and renders.
    /// </summary>
    public Status SetPlaySpeed(double speed)
    {
        using (_lock.Hold())
        {
            if (!(speed >= Limits.MinSpeed && speed <= Limits.MaxPlaySpeed))
                return _error.Fail(Status.InvalidArgument, $"a play speed of {speed} is outside {Limits.MinSpeed}..{Limits.MaxPlaySpeed}");
            long step = speed == 1 ? 0 : (long)(speed * Shuttle.One);
            if (step == _playStep) return Status.Ok;
            bool plays = _desired.Playing != 0 && (_desired.Step == 0 || _desired.StepPlays != 0)
                && (Volatile.Read(ref State->TransportSerial) != _desired.TransportSerial || Volatile.Read(ref State->Sounding) != 0); // partners: Transport.Acknowledge
            _playStep = step;
            if (!plays) return Status.Ok;
            _meter.EditBegins();
            _desired.TransportSerial++;
            SetStep(step, 1);
            PublishDesired();
            return Status.Ok;
        }
    }

    /// <summary>The speed of playback.</summary>
    public double GetPlaySpeed()
    {
        using (_lock.Hold()) return _playStep == 0 ? 1 : _playStep / Shuttle.One;
    }

    private void SetStep(long step, int plays)
    {
        Volatile.Write(ref _desired.Step, step); // partner: LoadCenter
        _desired.StepPlays = plays;
    }

    // Where loading begins: what is passed at another speed in the next second comes first. On loaders, too.
    private long LoadCenter(long playhead) =>
        Math.Max(0, playhead + (long)(_config.Rate * (Volatile.Read(ref _desired.Step) / Shuttle.One))); // partner: SetStep
}
