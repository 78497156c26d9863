namespace Seamline.Device;

/// <summary>
/// The device's clock in times of the host's: a delay-locked loop of second order over the times at which the device asks for blocks.
/// </summary>
/// <remarks>
/// As in Adriaensen's "Using a DLL to filter time" (JACK, PipeWire), with one difference: callbacks are late and never early, so that the mean of
/// their times is behind the device by the mean lateness. The loop is fed with the earliest callback of each window instead, measured from where
/// it expects it. With callbacks late by up to 2 ms at random, blocks of 10 ms and windows of a second that is 0.02 ms off, not 1 ms.
/// While it locks the gains are those of a straight line through all windows so far (2(2k-1)/(k(k+1)), 6/((k+1)(k+2))).
/// A window that is off by more than <see cref="OutlierNanoseconds"/> is left out; a second one in a row says that the device has stopped for a
/// while, or taken more at once: the loop goes there at once and keeps the rate.
/// Raw, and state of the thread that renders.
/// </remarks>
internal struct ClockFilter
{
    /// <summary>A window off by more is not the device's drift, ns.</summary>
    public const double OutlierNanoseconds = 5e6;

    private const double ShortWindow = 250e6;
    private const double LongWindow = 1e9;
    private const double StaleNanoseconds = 500e6;
    private const int ShortWindows = 8;
    private const int LeastBlocks = 4; // in a window
    private const int ManyBlocks = 48; // in a window once locked: fewer have no early one among them
    private const double LeastGain = 0.3;
    private const double LeastRateGain = 0.04;
    private const double MostDrift = 0.02; // of the nominal rate: what is further off is no clock

    /// <summary>Nanoseconds a frame, as measured.</summary>
    public double NanosecondsPerFrame;

    private double _time; // when the device asks for _frame
    private double _frame;
    private double _nominal;
    private double _windowBegan;
    private double _earliest; // of the window's blocks: time less expectation
    private double _asked;
    private int _blocks; // of the window
    private int _windows;
    private int _outliers;

    /// <summary>Starts with a device's first block.</summary>
    public static unsafe void Begin(ClockFilter* filter, double asked, double frame, double nominal)
    {
        *filter = default;
        filter->NanosecondsPerFrame = nominal;
        filter->_nominal = nominal;
        filter->_time = asked;
        filter->_frame = frame;
        filter->_windowBegan = asked;
        filter->_asked = asked;
        filter->_blocks = 1;
    }

    /// <summary>Whether the last block is so long ago that nothing is known of the device any more.</summary>
    public static unsafe bool IsStale(ClockFilter* filter, double now) => now - filter->_asked > StaleNanoseconds;

    /// <summary>The frame that the device asks for at a time.</summary>
    public static unsafe double FrameAt(ClockFilter* filter, double time) =>
        filter->_frame + ((time - filter->_time) / filter->NanosecondsPerFrame);

    /// <summary>A block that begins with <paramref name="frame"/> was asked for.</summary>
    public static unsafe void Ask(ClockFilter* filter, double asked, double frame)
    {
        double expected = filter->_time + ((frame - filter->_frame) * filter->NanosecondsPerFrame);
        double late = asked - expected;
        if (filter->_blocks == 0 || late < filter->_earliest) filter->_earliest = late;
        filter->_blocks++;
        filter->_asked = asked;
        bool locked = filter->_windows >= ShortWindows;
        double length = asked - filter->_windowBegan;
        if (length < (locked ? LongWindow : ShortWindow) || filter->_blocks < (locked ? ManyBlocks : LeastBlocks)) return;
        Correct(filter, expected, frame, length);
        filter->_windowBegan = asked;
        filter->_blocks = 0;
    }

    private static unsafe void Correct(ClockFilter* filter, double expected, double frame, double length)
    {
        double off = filter->_earliest;
        bool outlier = filter->_windows >= 2 && (off > OutlierNanoseconds || off < -OutlierNanoseconds);
        filter->_outliers = outlier ? filter->_outliers + 1 : 0;
        if (outlier && filter->_outliers < 2) return;
        if (outlier)
        {
            filter->_time = expected + off;
            filter->_frame = frame;
            filter->_outliers = 0;
            return;
        }

        double k = ++filter->_windows;
        double gain = 2 * ((2 * k) - 1) / (k * (k + 1));
        double rateGain = 6 / ((k + 1) * (k + 2));
        filter->_time = expected + (off * (gain > 1 ? 1 : gain < LeastGain ? LeastGain : gain));
        filter->_frame = frame;
        if (k < 2) return;
        double rate = filter->NanosecondsPerFrame * (1 + ((rateGain < LeastRateGain ? LeastRateGain : rateGain) * off / length));
        double least = filter->_nominal * (1 - MostDrift);
        double most = filter->_nominal * (1 + MostDrift);
        filter->NanosecondsPerFrame = rate < least ? least : rate > most ? most : rate;
    }
}
