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

    /// <summary>Steps from one short-term value to the next, for the range: 1 s, as libebur128 has it. Tech 3342 asked for an overlap of at least 66 %.</summary>
    public const int RangeStep = 10;

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
    public static LoudnessReport Report(ReadOnlySpan<double> hops, Span<double> scratch)
    {
        double gate = ToEnergy(AbsoluteGate);
        HopSums.Gated blocks = HopSums.Blocks(hops, gate);
        double shortTerm = HopSums.ShortTerm(hops, scratch);
        return LoudnessReport.None with
        {
            IntegratedLufs = blocks.Count == 0 ? double.NegativeInfinity : ToLufs(HopSums.Blocks(hops, Math.Max(gate, blocks.Mean * Ratio(RelativeGate))).Mean),
            RangeLu = Range(scratch[..RangeValues(hops.Length)], gate),
            MaxMomentaryLufs = ToLufs(blocks.Largest),
            MaxShortTermLufs = ToLufs(shortTerm),
        };
    }

    /// <summary>The energy of a loudness in LUFS.</summary>
    public static double ToEnergy(double lufs) => Math.Pow(10, (lufs - OffsetDecibels) / 10);

    // Of the short-term values, in place; NaN where none is above the absolute gate.
    private static double Range(Span<double> values, double gate)
    {
        double mean = KeepAbove(ref values, gate);
        if (values.IsEmpty) return double.NaN;
        _ = KeepAbove(ref values, mean * Ratio(RangeGate));
        int high = At(values.Length, RangeHigh);
        double loud = HopSums.Select(values, high);
        return ToLufs(loud) - ToLufs(HopSums.Select(values[..(high + 1)], At(values.Length, RangeLow)));
    }

    // Moves the values from the gate up to the front; their mean.
    private static double KeepAbove(ref Span<double> values, double gate)
    {
        double sum = 0;
        int count = 0;
        foreach (double value in values)
        {
            if (value < gate) continue;
            sum += value;
            values[count++] = value;
        }

        values = values[..count];
        return sum / count;
    }

    private static int At(int count, double part) => (int)(((count - 1) * part) + 0.5);

    private static double Ratio(double decibels) => Math.Pow(10, decibels / 10);
}
