using System;
using System.Globalization;

namespace Seamline.Projects;

/// <summary>Frames of picture a second, as a fraction.</summary>
/// <param name="Numerator">Frames.</param>
/// <param name="Denominator">Seconds that they take.</param>
public readonly record struct FrameRate(long Numerator, long Denominator)
{
    private const long MaxTerm = 1_000_000;

    /// <summary>Frames a second.</summary>
    public double PerSecond => (double)Numerator / Denominator;

    /// <summary>Frames that a timecode counts in a second: 30 for 30000/1001.</summary>
    public int Nominal => (int)Math.Ceiling(PerSecond - 1e-9);

    /// <summary>Reads `25`, `30000/1001`, or the short names of the NTSC rates (`23.976`, `29.97`, `59.94`), which mean n x 1000/1001.</summary>
    public static bool TryParse(string text, out FrameRate rate)
    {
        ArgumentNullException.ThrowIfNull(text);
        rate = default;
        string[] terms = text.Split('/');
        if (terms.Length > 2 || !decimal.TryParse(terms[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal over) || over <= 0 || over > MaxTerm)
            return false;
        long under = 1;
        if (terms.Length == 2 && (!long.TryParse(terms[1], NumberStyles.None, CultureInfo.InvariantCulture, out under) || under is < 1 or > MaxTerm || over != decimal.Floor(over)))
            return false;
        rate = over == decimal.Floor(over) ? new FrameRate((long)over, under) : OfDecimal(over);
        return rate.PerSecond is >= 1 and <= 1_000;
    }

    /// <summary>A count of frames, seconds.</summary>
    public double Seconds(long frames) => (double)frames * Denominator / Numerator;

    /// <summary>The nearest frame to a time.</summary>
    public long Frames(double seconds) => (long)Math.Round(seconds * Numerator / Denominator, MidpointRounding.AwayFromZero);

    private static FrameRate OfDecimal(decimal rate)
    {
        decimal whole = Math.Ceiling(rate);
        // 23.98 and 23.976 are names of 24000/1001.
        return Math.Abs((whole * 1_000 / 1_001) - rate) < 0.005m ? new FrameRate((long)whole * 1_000, 1_001) : new FrameRate((long)(rate * 1_000), 1_000);
    }

    /// <inheritdoc/>
    public override string ToString() => Denominator == 1 ? Numerator.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
