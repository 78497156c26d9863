using System;
using System.Runtime.CompilerServices;

namespace Seamline.Timeline;

/// <summary>
/// A running sum of f64 seconds that does not drift: the rounding error of every addition is kept beside the sum, so
/// <see cref="Seconds"/> is the exact sum rounded once. Cutting a segment in two and adding both halves gives the same
/// sum to the bit, which plain f64 addition does not.
/// </summary>
/// <remarks>TwoSum: Knuth, The Art of Computer Programming vol. 2, 4.2.2 theorem B.</remarks>
internal readonly struct ExactTime
{
    private readonly double _low;

    private ExactTime(double high, double low)
    {
        Seconds = high;
        _low = low;
    }

    /// <summary>The sum, seconds.</summary>
    public double Seconds { get; }

    /// <summary>The sum plus (<paramref name="end"/> - <paramref name="start"/>) / <paramref name="speed"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // once a row of every edit
    public ExactTime Plus(double start, double end, double speed)
    {
        double length = end - start;
        double back = length - end;
        double lengthLow = (end - (length - back)) - (start + back);
        if (speed != 1)
        {
            length /= speed;
            lengthLow = 0;
        }

        double sum = Seconds + length;
        double part = sum - Seconds;
        double sumLow = (Seconds - (sum - part)) + (length - part) + _low + lengthLow;
        double high = sum + sumLow;
        return new ExactTime(high, sumLow - (high - sum));
    }

    /// <summary>The sum less another, as two numbers whose exact difference <paramref name="high"/> - <paramref name="low"/> it is.</summary>
    public void Less(in ExactTime other, out double low, out double high)
    {
        double length = Seconds - other.Seconds;
        double back = length - Seconds;
        double rest = (Seconds - (length - back)) - (other.Seconds + back) + (_low - other._low);
        high = length + rest;
        low = (high - length) - rest;
    }

    /// <summary>The sum less another, rounded once.</summary>
    public double Less(in ExactTime other)
    {
        Less(other, out _, out double high);
        return high;
    }

    /// <summary><paramref name="seconds"/> less the sum.</summary>
    public double Until(double seconds) => (seconds - Seconds) - _low;

    /// <summary>The frame of a time: round(seconds x rate), half away from zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Frame(double seconds, int rate) => (long)Math.Round(seconds * rate, MidpointRounding.AwayFromZero);
}
