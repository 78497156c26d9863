using System;
using System.Globalization;

namespace Seamline.Projects;

/// <summary>Exact seconds: sums and differences of FCPXML's fractions are rounded once, at the end. What needs more than 127 bits throws <see cref="OverflowException"/>.</summary>
/// <param name="Over">Numerator.</param>
/// <param name="Under">Denominator, above 0.</param>
internal readonly record struct Rational(Int128 Over, Int128 Under)
{
    private const int MaxDigits = 18;

    /// <summary>No time.</summary>
    public static Rational Zero => new(0, 1);

    /// <summary>Seconds.</summary>
    public double Seconds => (double)Over / (double)Under;

    /// <summary>Sum.</summary>
    public static Rational operator +(Rational a, Rational b) => checked(Reduced((a.Over * b.Under) + (b.Over * a.Under), a.Under * b.Under));

    /// <summary>Difference.</summary>
    public static Rational operator -(Rational a, Rational b) => checked(Reduced((a.Over * b.Under) - (b.Over * a.Under), a.Under * b.Under));

    /// <summary>Order.</summary>
    public static bool operator <(Rational a, Rational b) => checked(a.Over * b.Under < b.Over * a.Under);

    /// <summary>Order.</summary>
    public static bool operator >(Rational a, Rational b) => b < a;

    /// <summary>`n/ds`, `ns` or `n.fs`; null where it is none.</summary>
    public static Rational? Parse(string text)
    {
        if (!text.EndsWith('s') || text.Length > (2 * MaxDigits) + 2)
            return null;
        string[] terms = text[..^1].Split('/');
        if (terms.Length == 1 && decimal.TryParse(terms[0], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal plain) && plain * 1_000_000 == decimal.Truncate(plain * 1_000_000))
            return Reduced((Int128)(plain * 1_000_000), 1_000_000);
        return terms.Length == 2
            && Int128.TryParse(terms[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 over)
            && Int128.TryParse(terms[1], NumberStyles.None, CultureInfo.InvariantCulture, out Int128 under) && under > 0
            ? Reduced(over, under)
            : null;
    }

    /// <summary>Units a second, where the time is a whole number of them.</summary>
    public double Rate => (double)Under;

    /// <summary>Greatest common divisor.</summary>
    public static Int128 Divisor(Int128 a, Int128 b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return Int128.Abs(a);
    }

    private static Rational Reduced(Int128 over, Int128 under)
    {
        Int128 common = Divisor(over, under);
        return common == 0 ? Zero : new Rational(over / common, under / common);
    }
}
