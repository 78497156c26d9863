using System;

namespace Seamline.Device;

/// <summary>
/// How much faster or slower to play so that what is heard comes to a host's clock and stays there: an estimate of error and drift (a fading-memory filter
/// over <see cref="MemorySeconds"/>, which takes the trim that it gave into account), and a trim that takes back the drift, and the error within
/// <see cref="ReturnSeconds"/>.
/// </summary>
/// <remarks>Thread: control, one at a time. Knows no clock but the times that it is given.</remarks>
internal sealed class MasterFollower
{
    /// <summary>Most of the trim: 2 cents of pitch, which nobody hears.</summary>
    public const double MostTrim = 0.00125;

    /// <summary>An error above this is jumped over, s.</summary>
    public const double JumpSeconds = 0.04;

    /// <summary>The memory of the estimate, s.</summary>
    public const double MemorySeconds = 1;

    /// <summary>The time in which a small error goes to a third, s.</summary>
    public const double ReturnSeconds = 1.5;

    private const double LongestPause = 2; // between reports, s: after a longer one nothing is known
    private const double MostDrift = 0.01;

    private double _error;
    private double _drift;
    private long _last;
    private bool _begun;

    /// <summary>Ahead of the host's clock, filtered, s.</summary>
    public double Error => _error;

    /// <summary>Added to the pace: at most <see cref="MostTrim"/>, either way.</summary>
    public double Trim { get; private set; }

    /// <summary>Takes a report; true where the error is one to jump over.</summary>
    /// <param name="nanoseconds">Its time.</param>
    /// <param name="errorSeconds">How far what is heard is ahead of the host's clock then.</param>
    public bool Report(long nanoseconds, double errorSeconds)
    {
        double passed = (nanoseconds - _last) * 1e-9;
        if (!_begun || passed > LongestPause || passed < 0)
        {
            (_begun, _last, _error) = (true, nanoseconds, errorSeconds);
            Trim = 0;
        }
        else if (passed > 0)
        {
            _last = nanoseconds;
            _error += (_drift + Trim) * passed;
            double news = errorSeconds - _error;
            double kept = Math.Exp(-passed / MemorySeconds);
            _error += news * (1 - (kept * kept));
            _drift = Math.Clamp(_drift + (news * (1 - kept) * (1 - kept) / passed), -MostDrift, MostDrift);
        }

        Trim = Math.Clamp(-_drift - (_error / ReturnSeconds), -MostTrim, MostTrim);
        return Math.Abs(_error) > JumpSeconds;
    }

    /// <summary>The error was jumped over, or the host's clock stands: what is known of the drift stays.</summary>
    public void Forget()
    {
        _begun = false;
        Trim = Math.Clamp(-_drift, -MostTrim, MostTrim);
    }
}
