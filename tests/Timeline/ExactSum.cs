using System;
using System.Numerics;

namespace Seamline.Tests.Timelines;

/// <summary>The cumulative sum of segment lengths as DESIGN means it: no rounding on the way, one at the end.</summary>
internal struct ExactSum
{
    private const int Scale = 1_074; // every double is a whole multiple of 2^-1074
    private BigInteger _units;

    /// <summary>Adds (end - start) / speed; at another speed than 1 the length is the f64 that the formula gives.</summary>
    public void Add(double start, double end, double speed)
    {
        if (speed == 1) _units += Units(end) - Units(start);
        else _units += Units((end - start) / speed);
    }

    /// <summary>The sum, rounded once to f64.</summary>
    public readonly double Seconds
    {
        get
        {
            int bits = (int)_units.GetBitLength();
            if (bits <= 53) return Math.ScaleB((double)_units, -Scale);
            int drop = bits - 53;
            BigInteger kept = _units >> drop;
            BigInteger rest = _units - (kept << drop);
            int half = rest.CompareTo(BigInteger.One << (drop - 1));
            if (half > 0 || (half == 0 && !kept.IsEven)) kept++;
            return Math.ScaleB((double)kept, drop - Scale);
        }
    }

    /// <summary>round(seconds x rate), half away from zero, in f64.</summary>
    public static long Frame(double seconds, int rate)
    {
        double x = seconds * rate;
        return (long)(x < 0 ? -Math.Floor(-x + 0.5) : Math.Floor(x + 0.5));
    }

    private static BigInteger Units(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        long mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        BigInteger magnitude = exponent == 0 ? mantissa : new BigInteger(mantissa | (1L << 52)) << (exponent - 1);
        return bits < 0 ? -magnitude : magnitude;
    }
}
