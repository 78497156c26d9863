using System;
using Seamline.Timeline;

namespace Seamline;

// Playback that ends by itself: a range, around a cut, a window while scrubbing.
public sealed unsafe partial class Engine
{
    /// <summary>
    /// Plays [in, out) seconds, at least 50 ms, and rests on its end; what lies beyond the timeline's end is not played. A loop does not count
    /// before that. Play, Pause and Seek end it. An edit meanwhile leaves both ends at their times.
    /// </summary>
    public Status PlayRange(double inSeconds, double outSeconds)
    {
        using (_lock.Hold())
        {
            if (!(inSeconds >= 0 && outSeconds <= Limits.MaxSeconds && outSeconds - inSeconds >= Limits.MinLoopSeconds))
                return _error.Fail(Status.InvalidArgument, $"cannot play {inSeconds} s .. {outSeconds} s: at least {Limits.MinLoopSeconds} s, not before 0");
            long end = ExactTime.Frame(outSeconds, _config.Rate);
            return PlayFrames(ExactTime.Frame(inSeconds, _config.Rate), end, end);
        }
    }

    /// <summary>Plays around a cut, as far as the timeline goes, and rests on it.</summary>
    /// <param name="seconds">The cut.</param>
    /// <param name="before">Seconds played before it (preroll), 0..60.</param>
    /// <param name="after">Seconds played behind it (postroll), 0..60.</param>
    public Status PlayAround(double seconds, double before, double after)
    {
        using (_lock.Hold())
        {
            if (!(seconds >= 0 && seconds <= Limits.MaxSeconds && before is >= 0 and <= Limits.MaxRollSeconds && after is >= 0 and <= Limits.MaxRollSeconds
                    && before + after >= Limits.MinLoopSeconds))
            {
                return _error.Fail(
                    Status.InvalidArgument,
                    $"cannot play from {before} s before to {after} s behind {seconds} s: 0 to {Limits.MaxRollSeconds} s each, at least {Limits.MinLoopSeconds} s together");
            }

            return PlayFrames(
                ExactTime.Frame(Math.Max(0, seconds - before), _config.Rate), ExactTime.Frame(seconds + after, _config.Rate), ExactTime.Frame(seconds, _config.Rate));
        }
    }

    /// <summary>
    /// Moves the playhead to a time, clamped to the timeline, and sounds 80 ms from there on; a window that still sounds crossfades into it.
    /// For a pointer that moves over the timeline: call it each time it has moved.
    /// </summary>
    public Status Scrub(double seconds)
    {
        using (_lock.Hold())
        {
            if (!(Math.Abs(seconds) <= Limits.MaxSeconds)) return _error.Fail(Status.InvalidArgument, $"cannot scrub to {seconds} s");
            long frame = Math.Clamp(ExactTime.Frame(seconds, _config.Rate), 0, _block->LengthFrames);
            return PlayFrames(frame, frame + FramesOf(Limits.ScrubMilliseconds), frame, 0);
        }
    }

    // Under the lock.
    private Status PlayFrames(long first, long end, long rest) => PlayFrames(first, end, rest, _playStep);

    private Status PlayFrames(long first, long end, long rest, long step)
    {
        _meter.EditBegins();
        SeekTo(first);
        Sound(1, Math.Min(end, _block->LengthFrames), rest);
        SetStep(step, 1);
        PublishDesired();
        return Status.Ok;
    }

    private void SeekTo(long frame)
    {
        _desired.SeekFrame = Math.Clamp(frame, 0, _block->LengthFrames);
        _desired.SeekSerial++;
    }

    private void Sound(int playing, long stop, long rest)
    {
        _desired.Playing = playing;
        _desired.TransportSerial++;
        _desired.StopFrame = stop;
        _desired.RestFrame = rest;
        SetStep(playing == 0 ? 0 : _playStep, 1);
    }
}
