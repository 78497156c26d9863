using System;
using System.Runtime.Intrinsics;

namespace Seamline.Decode;

/// <summary>
/// The filters by which sound is looked up between samples: h(x) = a0 / 2 + the sum of a[k] cos(2 pi k x / <c>zeros</c>) within
/// <c>zeros</c> samples of the slower of two clocks, 0 beyond. Each a[k] is the response at k / <c>zeros</c> of that clock's rate.
/// </summary>
/// <remarks>
/// The a[k] make the largest error least: reweighted least squares (Lawson, 1961) over the response, weighted by what each band is allowed. A sinc
/// under a Kaiser window needs 76 samples for what the long one does with 56.
/// </remarks>
internal readonly unsafe ref struct SincShape
{
    /// <summary>Samples are taken in vectors of so many.</summary>
    public const int Lanes = SincSums.Lanes;

    /// <summary>Samples of the slower clock that the long shape takes.</summary>
    public const double LongZeros = 56;

    /// <summary>Samples of the slower clock that the short shape takes.</summary>
    public const double ShortZeros = 35;

    private readonly ReadOnlySpan<double> _levels;
    private readonly double* _turns;
    private readonly double _half;
    private readonly int _taps;

    /// <summary>Makes a shape.</summary>
    /// <param name="isLong">Which.</param>
    /// <param name="slower">Samples of the source for one of the slower clock; at least 1.</param>
    /// <param name="turns">Room for 2 x <see cref="TapsFor"/>, as long as the shape is used.</param>
    public SincShape(bool isLong, double slower, double* turns)
    {
        _levels = isLong ? Long : Short;
        _half = (isLong ? LongZeros : ShortZeros) * slower / 2;
        _taps = TapsFor(isLong, slower);
        _turns = turns;
        for (int i = 0; i < _taps; i++) (turns[_taps + i], turns[i]) = Math.SinCos(Math.PI * (i - (_taps / 2) + 1) / _half);
    }

    // At 44.1 and 48 kHz: 1 within 0.015 dB up to 20 kHz, below -121 dB from 24.1 kHz on, where the images of 20 kHz lie.
    private static ReadOnlySpan<double> Long =>
    [
        1, 0.99672426799102143, 0.99985386186848924, 0.99701277071272554, 0.999427843873675, 0.99755605814858772, 0.9988015069495868, 0.99823646686618439,
        0.99809392187563373, 0.99894300847084949, 0.99741741359533087, 0.99954759253989967, 0.99692162320638789, 0.99991751387036654, 0.99669202665874779,
        0.99999244813167276, 0.9967902495983989, 0.9997264211223752, 0.99719588525486447, 0.99920629723895604, 0.9977961932492635, 0.99857853957535847,
        0.99836801281516296, 0.99820026124337902, 0.99827467309171292, 0.99966404834863132, 0.94083241024040509, 0.6142027284952819, 0.20681083105278991,
        0.026486824390289911, 0.0005721898033193755, 8.402096628214872e-07, 7.6452136447224346e-07, -5.092246105891805e-07, -4.1859684884342814e-08,
    ];

    // Within 0.008 dB up to 0.42 of the slower rate, below -100 dB from 0.564 on: 20.2 and 27.1 kHz at 48 kHz.
    private static ReadOnlySpan<double> Short =>
    [
        1, 1.0008541561592212, 1.0000110805588804, 1.000830744817681, 1.000042675391057, 1.0007893019505454, 1.0000899140480621,
        1.0007378567618059, 1.000141599372574, 1.0006946825314682, 1.0001722647626536, 1.000690128409484, 1.0001281685924976, 1.0008066309018484,
        1.0000312567661096, 0.99302303206115816, 0.83329117504129813, 0.42421937148361893, 0.093361821719292803, 0.0046701135133871028,
        -1.5562480019419777e-06, -3.5501991259990017e-06, -4.8887199283111327e-06, 7.4888411892280276e-06, -7.3072085608409426e-06,
        6.4232388426732538e-06, -6.1093303496352061e-06,
    ];

    /// <summary>Samples of the source that a look-up takes: a multiple of <see cref="Lanes"/>, half of them up to the place, half behind it.</summary>
    public static int TapsFor(bool isLong, double slower) => (int)Math.Ceiling((isLong ? LongZeros : ShortZeros) * slower / Lanes) * Lanes;

    /// <summary>The filter for a place; it sums to 1, so that a constant stays one.</summary>
    /// <param name="row">Receives a factor for each sample.</param>
    /// <param name="fraction">How far behind a sample the place lies, 0 to 1.</param>
    public void Fill(float* row, double fraction)
    {
        double* values = stackalloc double[_taps];
        (double sin, double cos) = Math.SinCos(Math.PI * fraction / _half);
        double sum = 0;
        for (int i = 0; i < _taps; i += Vector256<double>.Count)
            At((Vector256.Load(_turns + i) * cos) + (Vector256.Load(_turns + _taps + i) * sin)).Store(values + i); // cos(a - b)
        for (int i = 0; i < _taps; i++)
        {
            if (Math.Abs(i - (_taps / 2) + 1 - fraction) > _half) values[i] = 0;
            sum += values[i];
        }

        for (int i = 0; i < _taps; i++) row[i] = (float)(values[i] / sum);
    }

    // The sum of cosines, by Clenshaw's recurrence.
    private Vector256<double> At(Vector256<double> cosine)
    {
        Vector256<double> twice = cosine + cosine;
        Vector256<double> last = Vector256<double>.Zero;
        Vector256<double> now = last;
        for (int k = _levels.Length - 1; k > 0; k--) (last, now) = (now, Vector256.Create(_levels[k]) + (twice * now) - last);
        return Vector256.Create(_levels[0] / 2) + (cosine * now) - last;
    }
}
