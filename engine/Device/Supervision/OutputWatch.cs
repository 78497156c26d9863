namespace Seamline.Device;

/// <summary>What a watched output does.</summary>
internal enum WatchVerdict
{
    /// <summary>It asks for blocks at its pace.</summary>
    Well,

    /// <summary>It has not asked for a block for too long.</summary>
    Silent,

    /// <summary>It asks for more than a device of its rate can play.</summary>
    Fast,

    /// <summary>It asks for much less.</summary>
    Slow,
}

/// <summary>
/// Sees by the callbacks alone that a device is gone, whatever its driver says: none for three periods, or a pace that is no device's.
/// </summary>
/// <remarks>
/// Three periods of 10 ms are no more than a busy system starts a thread late, and a reopened device is silent for longer: so at least
/// <see cref="SilentNanoseconds"/>. The pace is measured by the earliest callbacks of two stretches a while apart, for late ones say nothing: SDL's stand-in
/// for a device that is gone waits whole milliseconds, and is up to 1.6 % fast. Sound cards differ by 0.02 %.
/// Thread: the supervisor's. No system calls: times and counts come from the caller.
/// </remarks>
internal sealed class OutputWatch
{
    /// <summary>Least silence that counts, ns.</summary>
    public const long SilentNanoseconds = 200_000_000;

    /// <summary>Time for the first block, ns: some devices take a second to wake.</summary>
    public const long FirstNanoseconds = 3_000_000_000;

    private const int SilentPeriods = 3;
    private const int MostDoublings = 3;
    private const long PausedNanoseconds = 150_000_000; // the watch itself came so late: nothing is known of the time between
    private const long StretchNanoseconds = 500_000_000;
    private const long WindowNanoseconds = 5_000_000_000;
    private const double FastShare = 0.01;
    private const double GrossShare = 0.25;
    private const double SlowShare = 0.2;
    private const int LeastBlocks = 4;

    private double _nanosecondsPerFrame;
    private long _silent;
    private bool _paced;
    private long _looked;
    private long _since; // silence counts from here
    private long _blocks; // at the last look
    private long _windowBegan;
    private long _slowBefore;
    private double _firstEarliest;
    private double _earliest;
    private long _stretchBegan;
    private int _stretchBlocks;
    private bool _hasFirst;

    /// <summary>Begins with a device that is being started, or is another one now.</summary>
    /// <param name="now">Now, ns.</param>
    /// <param name="periodFrames">Its period.</param>
    /// <param name="rate">Frames a second.</param>
    /// <param name="paced">Whether a wrong pace says anything.</param>
    /// <param name="failures">How often it was lost lately: each doubles the silence that counts, up to eight times, for it may be the machine that is busy.</param>
    public void Begin(long now, int periodFrames, int rate, bool paced, int failures = 0)
    {
        _nanosecondsPerFrame = 1e9 / rate;
        _silent = long.Max(SilentNanoseconds, (long)(SilentPeriods * periodFrames * _nanosecondsPerFrame)) << int.Min(failures, MostDoublings);
        _paced = paced;
        _looked = now;
        _since = now;
        _blocks = 0;
        _hasFirst = false;
        _stretchBlocks = 0;
        _windowBegan = 0;
    }

    /// <summary>Looks at how far the callback is.</summary>
    public WatchVerdict Look(long now, in DeviceProgress progress)
    {
        // Woken late itself, or with the machine from sleep: the device gets as much time again.
        if (now - _looked > PausedNanoseconds)
        {
            _since = now;
            Restart();
        }

        _looked = now;
        if (progress.Blocks == 0) return now - _since > FirstNanoseconds ? WatchVerdict.Silent : WatchVerdict.Well;
        if (progress.Blocks == _blocks) return now - long.Max(_since, progress.Asked) > _silent ? WatchVerdict.Silent : WatchVerdict.Well;
        _blocks = progress.Blocks;
        return _paced ? Pace(progress) : WatchVerdict.Well;
    }

    private WatchVerdict Pace(in DeviceProgress progress)
    {
        // When the newest block would have been asked for, had all before it lasted as long as they play: falls for a device that is fast.
        double off = progress.Asked - progress.FirstAsked - ((progress.FramesDelivered - progress.BlockFrames) * _nanosecondsPerFrame);
        if (_stretchBlocks == 0)
        {
            _stretchBegan = progress.Asked;
            _earliest = off;
            if (_windowBegan == 0) (_windowBegan, _slowBefore) = (progress.Asked, progress.Underruns - progress.LateUnderruns);
        }

        if (off < _earliest) _earliest = off;
        _stretchBlocks++;
        if (progress.Asked - _stretchBegan < StretchNanoseconds || _stretchBlocks < LeastBlocks) return WatchVerdict.Well;
        double earliest = _earliest;
        _stretchBlocks = 0;
        if (!_hasFirst)
        {
            _firstEarliest = earliest;
            _hasFirst = true;
            return WatchVerdict.Well;
        }

        double length = progress.Asked - _windowBegan - StretchNanoseconds;
        double share = (_firstEarliest - earliest) / length;
        if (share > GrossShare) return WatchVerdict.Fast;
        if (length < WindowNanoseconds) return WatchVerdict.Well;
        bool slowBlocks = progress.Underruns - progress.LateUnderruns != _slowBefore;
        Restart();
        return share > FastShare ? WatchVerdict.Fast : share < -SlowShare && !slowBlocks ? WatchVerdict.Slow : WatchVerdict.Well;
    }

    private void Restart()
    {
        _hasFirst = false;
        _stretchBlocks = 0;
        _windowBegan = 0;
    }
}
