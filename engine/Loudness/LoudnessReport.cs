namespace Seamline;

/// <summary>Loudness of a programme by ITU-R BS.1770-5 and EBU R 128. What there is none of, as of silence, is negative infinity, or NaN for the range.</summary>
/// <param name="IntegratedLufs">Integrated (gated) loudness, LUFS.</param>
/// <param name="RangeLu">Loudness range by EBU Tech 3342, LU; NaN for less than 3 s and where nothing is above the gate.</param>
/// <param name="TruePeakDbtp">The largest magnitude between samples or of them, dB of full scale, at four times the rate.</param>
/// <param name="SamplePeakDbfs">The largest magnitude of any sample, dB of full scale.</param>
/// <param name="MaxMomentaryLufs">The loudest 400 ms, in steps of 100 ms, LUFS.</param>
/// <param name="MaxShortTermLufs">The loudest 3 s, in steps of 100 ms, LUFS.</param>
public readonly record struct LoudnessReport(
    double IntegratedLufs, double RangeLu, double TruePeakDbtp, double SamplePeakDbfs, double MaxMomentaryLufs, double MaxShortTermLufs)
{
    /// <summary>Of silence.</summary>
    public static LoudnessReport None => new(
        double.NegativeInfinity, double.NaN, double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity);
}
