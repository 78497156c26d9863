using System;

namespace Seamline.Ui.View;

/// <summary>Which marks a ruler has at a zoom.</summary>
/// <param name="StepSeconds">From label to label.</param>
/// <param name="Parts">Marks a step, the labelled one included.</param>
/// <param name="Digits">After the point of a label.</param>
internal readonly record struct RulerScale(double StepSeconds, int Parts, int Digits)
{
    private static readonly double[] Coarse = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 18_000, 36_000, 86_400];

    /// <summary>The finest whose labels stand at least so far apart.</summary>
    public static RulerScale Of(double secondsPerPixel, double leastPixels)
    {
        double least = secondsPerPixel * leastPixels;
        if (least >= Coarse[0])
        {
            foreach (double step in Coarse)
            {
                if (step >= least) return new RulerScale(step, step is 15 or 30 or 900 or 1_800 ? 3 : step is 2 or 120 or 7_200 ? 4 : 5, 0);
            }

            return new RulerScale(Coarse[^1], 4, 0);
        }

        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        int first = least <= power * 1.000_001 ? 1 : least <= power * 2 ? 2 : least <= power * 5 ? 5 : 10;
        double fine = power * first;
        return new RulerScale(fine, first == 2 ? 4 : 5, Math.Max(0, (int)Math.Ceiling(-Math.Log10(fine) - 1e-6)));
    }
}
