using System;

namespace Seamline.Bench.Quality;

/// <summary>Power spectra of windowed pieces, and a bank of bands over them as wide as the ear's.</summary>
internal sealed class Fourier
{
    /// <summary>Samples of a piece: 43 ms at 48 kHz.</summary>
    public const int Length = 2_048;

    /// <summary>Bands of a spectrum.</summary>
    public const int Bands = 40;

    private const double LowestHertz = 60;
    private const double HighestHertz = 16_000;

    private readonly double[] _window = new double[Length];
    private readonly double[] _cosines = new double[Length / 2];
    private readonly double[] _sines = new double[Length / 2];
    private readonly double[] _re = new double[Length];
    private readonly double[] _im = new double[Length];
    private readonly double[] _edges = new double[Bands + 2];

    public Fourier(int rate)
    {
        for (int i = 0; i < Length; i++) _window[i] = 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / Length));
        for (int i = 0; i < Length / 2; i++) (_sines[i], _cosines[i]) = Math.SinCos(-2 * Math.PI * i / Length);
        double from = Mel(LowestHertz);
        double step = (Mel(HighestHertz) - from) / (Bands + 1);
        for (int i = 0; i < Bands + 2; i++) _edges[i] = Hertz(from + (i * step)) * Length / rate;
    }

    /// <summary>The levels of the bands around a sample, dB.</summary>
    public void Levels(float[] sound, long middle, Span<double> levels)
    {
        for (int i = 0; i < Length; i++)
        {
            long at = middle - (Length / 2) + i;
            _re[i] = at >= 0 && at < sound.Length ? sound[at] * _window[i] : 0;
            _im[i] = 0;
        }

        Transform();
        for (int band = 0; band < Bands; band++)
        {
            double sum = 0;
            int last = (int)_edges[band + 2];
            for (int bin = (int)Math.Ceiling(_edges[band]); bin <= last; bin++)
            {
                double weight = bin < _edges[band + 1] ? (bin - _edges[band]) / (_edges[band + 1] - _edges[band]) : (_edges[band + 2] - bin) / (_edges[band + 2] - _edges[band + 1]);
                sum += weight * ((_re[bin] * _re[bin]) + (_im[bin] * _im[bin]));
            }

            levels[band] = 10 * Math.Log10(sum + 1e-12);
        }
    }

    private void Transform()
    {
        for (int i = 1, j = 0; i < Length; i++)
        {
            int bit = Length >> 1;
            for (; (j & bit) != 0; bit >>= 1) j ^= bit;
            j ^= bit;
            if (i < j) (_re[i], _re[j]) = (_re[j], _re[i]);
        }

        for (int size = 2; size <= Length; size *= 2)
        {
            int half = size / 2;
            int step = Length / size;
            for (int start = 0; start < Length; start += size)
            {
                for (int k = 0; k < half; k++)
                {
                    int a = start + k;
                    int b = a + half;
                    double re = (_re[b] * _cosines[k * step]) - (_im[b] * _sines[k * step]);
                    double im = (_re[b] * _sines[k * step]) + (_im[b] * _cosines[k * step]);
                    (_re[b], _im[b]) = (_re[a] - re, _im[a] - im);
                    (_re[a], _im[a]) = (_re[a] + re, _im[a] + im);
                }
            }
        }
    }

    private static double Mel(double hertz) => 2_595 * Math.Log10(1 + (hertz / 700));

    private static double Hertz(double mel) => 700 * (Math.Pow(10, mel / 2_595) - 1);
}
