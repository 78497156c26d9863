using System;

namespace Seamline.Loudness;

/// <summary>
/// Loudness from K-weighted energies in steps of 100 ms: the gated measure of ITU-R BS.1770-5 and EBU Tech 3341, and the range of EBU Tech 3342.
/// An energy is the mean square of each K-weighted channel, times its weight, summed.
/// </summary>
/// <remarks>Thread: any. Allocates nothing.</remarks>
internal static class HopLoudness
{
    /// <summary>Steps of 100 ms in a momentary value and in a gating block: 400 ms, so blocks overlap by 75 % (BS.1770-5, Annex 1).</summary>
    public const int MomentaryHops = 4;

    /// <summary>Steps in a short-term value: 3 s (Tech 3341).</summary>
    public const int ShortTermHops = 30;

    // From one short-term value to the next, for the range: 1 s. Tech 3342 asks for an overlap of at least 66 %.
    private const int RangeStep = 10;

    // -0.691 dB makes a 997 Hz sine of 0 dBFS in one front channel -3.01 LUFS.
    private const double OffsetDecibels = -0.691;
    private const double AbsoluteGate = -70;
    private const double RelativeGate = -10;
    private const double RangeGate = -20;
    private const double RangeLow = 0.10;
    private const double RangeHigh = 0.95;

    /// <summary>Frames in a step of 100 ms at a sample rate.</summary>
    public static int FramesAt(int rate) => (rate + 5) / 10;

    /// <summary>Short-term values that the range of so many steps is made of.</summary>
    public static int RangeValues(int hops) => hops < ShortTermHops ? 0 : ((hops - ShortTermHops) / RangeStep) + 1;

    /// <summary>An energy in LUFS; negative infinity for 0.</summary>
    public static double ToLufs(double energy) => OffsetDecibels + (10 * Math.Log10(energy));

    /// <summary>All that energies give; peaks are negative infinity.</summary>
    /// <param name="hops">The energies.</param>
    /// <param name="scratch">Room for <see cref="RangeValues"/>.</param>
    public static LoudnessReport Report(ReadOnlySpan<double> hops, Span<double> scratch) => LoudnessReport.None with
    {
        IntegratedLufs = Integrated(hops),
        RangeLu = Range(hops, scratch),
        MaxMomentaryLufs = Largest(hops, MomentaryHops),
        MaxShortTermLufs = Largest(hops, ShortTermHops),
    };

    /// <summary>Integrated loudness, LUFS; negative infinity where nothing is above the absolute gate.</summary>
    public static double Integrated(ReadOnlySpan<double> hops)
    {
        double gate = ToEnergy(AbsoluteGate);
        double mean = MeanAbove(hops, gate);
        return mean == 0 ? double.NegativeInfinity : ToLufs(MeanAbove(hops, Math.Max(gate, mean * Ratio(RelativeGate))));
    }

    /// <summary>The loudest value of so many steps, LUFS; negative infinity for silence and where there are fewer steps.</summary>
    public static double Largest(ReadOnlySpan<double> hops, int steps)
    {
        // The sum goes along; every so often it is made again, so that no rounding adds up.
        const int again = 256;
        double largest = 0;
        double sum = 0;
        for (int i = 0; i + steps <= hops.Length; i++)
        {
            if (i % again == 0) sum = Sum(hops.Slice(i, steps));
            else sum += hops[i + steps - 1] - hops[i - 1];
            if (sum > largest) largest = sum;
        }

        return ToLufs(largest / steps);
    }

    /// <summary>Loudness range, LU; NaN where no short-term value is above the absolute gate.</summary>
    /// <param name="hops">The energies.</param>
    /// <param name="scratch">Room for <see cref="RangeValues"/>.</param>
    public static double Range(ReadOnlySpan<double> hops, Span<double> scratch)
    {
        double gate = ToEnergy(AbsoluteGate);
        double sum = 0;
        int count = 0;
        for (int i = 0; i + ShortTermHops <= hops.Length; i += RangeStep)
        {
            double energy = Sum(hops.Slice(i, ShortTermHops)) / ShortTermHops;
            if (energy < gate) continue;
            sum += energy;
            scratch[count++] = energy;
        }

        if (count == 0) return double.NaN;
        Span<double> values = scratch[..count];
        values.Sort();
        double relative = sum / count * Ratio(RangeGate);
        int first = 0;
        while (first < count && values[first] < relative) first++;
        values = values[first..];
        return ToLufs(values[At(values.Length, RangeHigh)]) - ToLufs(values[At(values.Length, RangeLow)]);
    }

    private static int At(int count, double part) => (int)(((count - 1) * part) + 0.5);

    /// <summary>The energy of a loudness in LUFS.</summary>
    public static double ToEnergy(double lufs) => Math.Pow(10, (lufs - OffsetDecibels) / 10);

    private static double Ratio(double decibels) => Math.Pow(10, decibels / 10);

    private static double MeanAbove(ReadOnlySpan<double> hops, double gate)
    {
        double sum = 0;
        long count = 0;
        gate *= MomentaryHops;
        for (int i = MomentaryHops - 1; i < hops.Length; i++)
        {
            double energy = hops[i - 3] + hops[i - 2] + hops[i - 1] + hops[i];
            if (energy < gate) continue;
            sum += energy;
            count++;
        }

        return count == 0 ? 0 : sum / count / MomentaryHops;
    }

    private static double Sum(ReadOnlySpan<double> energies)
    {
        double sum = 0;
        foreach (double energy in energies) sum += energy;
        return sum;
    }
}
