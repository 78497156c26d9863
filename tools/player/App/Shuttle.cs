using System;

namespace Seamline.Ui.App;

/// <summary>
/// Skimming with J and L: the engine plays at one speed only, so a skim is slices of it, each played forwards at its own pace from
/// where the skim has come to. The engine fades from one slice to the next as at every seek. Thread: the window's.
/// </summary>
internal sealed class Shuttle
{
    /// <summary>Fastest, times the pace of playing.</summary>
    public const int MostSpeed = 8;

    /// <summary>Long enough for a syllable, short enough to follow the picture.</summary>
    public const double SliceSeconds = 0.12;

    private double _from;
    private double _elapsed;
    private long _slices;

    /// <summary>Times the pace of playing, below 0 backwards; 0 while it does not skim.</summary>
    public int Speed { get; private set; }

    public bool IsOn => Speed != 0;

    /// <summary>Where the skim is, frames.</summary>
    public long Frame { get; private set; }

    /// <summary>What a speed becomes by L (forwards) or J: twice as fast that way, or half as fast the other, through 1 and -1.</summary>
    /// <param name="speed">Now; 1 is playing, 0 is standing.</param>
    /// <param name="forward">L.</param>
    public static int Next(int speed, bool forward)
    {
        int way = forward ? 1 : -1;
        int along = speed * way;
        return along switch
        {
            > 0 => Math.Min(along * 2, MostSpeed) * way,
            0 or -1 => way,
            _ => along / 2 * way,
        };
    }

    /// <summary>Skims from a frame on.</summary>
    public void Begin(int speed, long frame)
    {
        (Speed, Frame, _from, _elapsed, _slices) = (speed, frame, frame, 0, 0);
    }

    public void Stop() => Speed = 0;

    /// <summary>Goes on by wall time; whether a slice begins, at <see cref="Frame"/>.</summary>
    /// <param name="seconds">Since the last call.</param>
    /// <param name="rate">Frames a second.</param>
    /// <param name="first">The skim ends below it, or goes on from <paramref name="end"/> where it wraps.</param>
    /// <param name="end">And here likewise.</param>
    /// <param name="wraps">It goes round and round, as loops do.</param>
    public bool Advance(double seconds, int rate, long first, long end, bool wraps)
    {
        if (!IsOn) return false;
        _elapsed += seconds;
        double at = _from + (Speed * _elapsed * rate);
        if (at >= end || at < first)
        {
            double length = Math.Max(1, end - first);
            double rest = (at - first) % length;
            at = wraps ? first + (rest < 0 ? rest + length : rest) : Math.Clamp(at, first, end);
            (_from, _elapsed, _slices) = (at, 0, -1);
            if (!wraps) Stop();
        }

        Frame = (long)Math.Round(at);
        long slice = (long)(_elapsed / SliceSeconds);
        bool begins = slice != _slices;
        _slices = slice;
        return begins;
    }
}
