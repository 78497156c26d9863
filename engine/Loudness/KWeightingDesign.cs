using System;
using Seamline.Kernels;

namespace Seamline.Loudness;

/// <summary>The K-weighting of ITU-R BS.1770-5, Annex 1, at any sample rate.</summary>
/// <remarks>
/// BS.1770 gives the coefficients for 48 kHz only. The analogue prototypes behind them are a high shelf of +4 dB at 1,682 Hz and a high-pass at
/// 38 Hz; the bilinear transform of these with the constants below gives the published coefficients at 48 kHz to all their digits, and the
/// same response at other rates.
/// </remarks>
internal static class KWeightingDesign
{
    /// <summary>The filter for a sample rate, Hz. Thread: any.</summary>
    public static KWeightingFilter ForRate(int rate)
    {
        const double shelfHz = 1681.974450955533, shelfDecibels = 3.999843853973347, shelfQuality = 0.7071752369554196;
        const double passHz = 38.13547087602444, passQuality = 0.5003270373238773;
        double k = Math.Tan(Math.PI * shelfHz / rate);
        double high = Math.Pow(10, shelfDecibels / 20);
        double band = Math.Pow(high, 0.4996667741545416);
        double unit = 1 + (k / shelfQuality) + (k * k);
        double p = Math.Tan(Math.PI * passHz / rate);
        double passUnit = 1 + (p / passQuality) + (p * p);
        return new KWeightingFilter
        {
            B0 = (high + (band * k / shelfQuality) + (k * k)) / unit,
            B1 = 2 * ((k * k) - high) / unit,
            B2 = (high - (band * k / shelfQuality) + (k * k)) / unit,
            A1 = 2 * ((k * k) - 1) / unit,
            A2 = (1 - (k / shelfQuality) + (k * k)) / unit,
            C1 = 2 * ((p * p) - 1) / passUnit,
            C2 = (1 - (p / passQuality) + (p * p)) / passUnit,
        };
    }
}
