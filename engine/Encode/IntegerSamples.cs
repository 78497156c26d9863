using System;

namespace Seamline.Encode;

/// <summary>Floats to integers of 24 and 16 bits, clipped, with dither where wanted: round(2^(bits-1) x), NaN gives 0.</summary>
internal struct IntegerSamples
{
    private readonly float _scale;
    private readonly int _most;
    private readonly bool _dithers;
    private Dither _dither;

    /// <summary>Begins a file.</summary>
    /// <param name="bits">16 or 24.</param>
    /// <param name="dithers">Adds TPDF dither.</param>
    public IntegerSamples(int bits, bool dithers)
    {
        _scale = 1 << (bits - 1);
        _most = (1 << (bits - 1)) - 1;
        _dithers = dithers;
        _dither = Dither.Begin();
    }

    /// <summary>The next sample.</summary>
    public int Next(float sample)
    {
        double scaled = (double)sample * _scale;
        if (_dithers) scaled += _dither.Next();
        if (double.IsNaN(scaled)) return 0;
        return (int)Math.Clamp(Math.Round(scaled, MidpointRounding.AwayFromZero), -_most - 1.0, _most);
    }
}
