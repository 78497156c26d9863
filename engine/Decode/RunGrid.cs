using System;

namespace Seamline.Decode;

/// <summary>
/// The arithmetic of runs: which source frame a run's decoding needs first, and how many resampled frames stand before the run.
/// Resampling begins at a multiple of <see cref="Down"/> source frames, where an output frame falls exactly on an input frame:
/// so the phase of every output frame is the one it has in a pass over the whole file, and the bits are the same.
/// </summary>
internal readonly struct RunGrid
{
    private const double KeptHalf = 55 / 2.0 / 0.99;

    /// <summary>Makes the grid of a source.</summary>
    public RunGrid(int sourceRate, int engineRate)
    {
        int divisor = Gcd(sourceRate, engineRate);
        Up = engineRate / divisor;
        Down = sourceRate / divisor;
        if (Up == Down) return;

        // Half the filter, widened when it filters below the source's Nyquist rate, and some slack. Packet tables that are kept in files begin where
        // this says, so it is never less than it was.
        double slower = Math.Max(1, sourceRate / (double)engineRate);
        int half = Math.Max((SincShape.TapsFor(true, slower) / 2) + 1, (int)Math.Ceiling(KeptHalf * slower) + 9);
        HistoryFrames = (half + Down - 1) / Down * Down;
    }

    /// <summary>L: engine frames to <see cref="Down"/> source frames.</summary>
    public int Up { get; }

    /// <summary>M: source frames to <see cref="Up"/> engine frames.</summary>
    public int Down { get; }

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
