using System;

namespace Seamline;

/// <summary>Decibels and factors.</summary>
internal static class Decibels
{
    /// <summary>10^(dB/20); negative infinity is 0, 0 dB is exactly 1.</summary>
    public static float ToGain(double decibels) => decibels == 0 ? 1f : (float)Math.Pow(10, decibels / 20);
}
