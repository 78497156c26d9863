using System;

namespace Seamline.Decode;

/// <summary>
/// The arithmetic of runs: which source frame a run's decoding needs first, and how many resampled frames stand before the run.
/// Resampling begins at a multiple of <see cref="Down"/> source frames, where an output frame falls exactly on an input frame:
/// so the phase of every output frame is the one it has in a pass over the whole file, and the bits are the same.
/// </summary>
internal readonly struct RunGrid
{
    /// <summary>
    /// Taps of the resampling filter at unity and above, before FFmpeg divides them by the filter's edge and rounds up: that makes 56,
    /// seven vectors of eight. One more here would make an eighth vector, for nothing that can be heard.
    /// </summary>
    /// <remarks>
    /// By the response of FFmpeg's own filter bank between 44.1 and 48 kHz, gain at 20 kHz and the largest image of what is below: 56 taps
    /// -0.03 and -92 dB, 64 not better in anything heard, 48 -0.35 and -91 dB; FFmpeg's default (32) -0.5 and -25 dB. Twice the taps reach 21 kHz,
    /// and make decoding to another rate slower than the ffmpeg command (measured: 0.7 times).
    /// </remarks>
    public const int FilterSize = 55;

    // Where the filter is at -6 dB, of the lower Nyquist rate: half-way from 20 kHz to 24.1 kHz, where the images of 20 kHz from 44.1 kHz lie.
    private const double Edge = 0.99;

    /// <summary>Makes the grid of a source.</summary>
    public RunGrid(int sourceRate, int engineRate)
    {
        int divisor = Gcd(sourceRate, engineRate);
        Up = engineRate / divisor;
        Down = sourceRate / divisor;
        if (Up == Down) return;

        Cutoff = Edge * Math.Min(sourceRate, engineRate) / engineRate;

        // Half the filter, widened when it filters below the source's Nyquist rate; some slack for the filter's own rounding.
        int half = (int)Math.Ceiling(FilterSize / 2.0 * Math.Max(1, sourceRate / (Cutoff * engineRate))) + 9;
        HistoryFrames = (half + Down - 1) / Down * Down;
    }

    /// <summary>L: engine frames to <see cref="Down"/> source frames.</summary>
    public int Up { get; }

    /// <summary>M: source frames to <see cref="Up"/> engine frames.</summary>
    public int Down { get; }

    /// <summary>The filter's edge as FFmpeg counts it: a part of the engine's Nyquist rate.</summary>
    public double Cutoff { get; }

    /// <summary>Source frames of filter history before a run; 0 without resampling.</summary>
    public int HistoryFrames { get; }

    /// <summary>Whether rates differ.</summary>
    public bool Resamples => Up != Down;

    /// <summary>First source frame that the run needs, filter history included; a multiple of <see cref="Down"/>.</summary>
    public long FirstSourceFrame(int run)
        => Math.Max(0, (long)run * Limits.RunFrames / Up * Down - HistoryFrames);

    /// <summary>Engine frames that the resampler gives before the run's first, to be thrown away.</summary>
    public long FramesBefore(int run) => (long)run * Limits.RunFrames - FirstSourceFrame(run) / Down * Up;

    /// <summary>Length at the engine's rate of that many source frames: ceil(N L / M).</summary>
    public long ToEngineFrames(long sourceFrames)
    {
        Int128 frames = ((Int128)sourceFrames * Up + Down - 1) / Down;
        return (long)frames;
    }

    private static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}
