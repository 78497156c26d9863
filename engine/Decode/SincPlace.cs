using System;

namespace Seamline.Decode;

/// <summary>A place between two samples, for a filter between two of a grid.</summary>
internal unsafe struct SincPlace
{
    /// <summary>The filter of the grid at or before it, as <see cref="SincSums.PairWithSlopes"/> makes it.</summary>
    public float* Filter;

    /// <summary>The first of the samples that it takes, first channel.</summary>
    public float* Samples;

    /// <summary>How far it lies behind the filter's own place, in parts of the way to the next filter's.</summary>
    public float Part;

    /// <summary>
    /// How many frames later the place between two samples is nearest to what it was. Frames made in steps of it find their filters in the
    /// first cache, and their bits are the same in any order.
    /// </summary>
    /// <param name="step">Samples from a frame to the next.</param>
    /// <param name="most">The largest answer.</param>
    public static int Turn(double step, int most)
    {
        int turn = 1;
        double least = double.PositiveInfinity;
        for (int n = 1; n <= most; n++)
        {
            double off = Math.Abs((n * step) - Math.Round(n * step));
            if (off >= least) continue;
            least = off;
            turn = n;
        }

        return turn;
    }
}
