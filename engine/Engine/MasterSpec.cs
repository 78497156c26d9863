namespace Seamline;

/// <summary>What is done to the sum of all lanes, in playback, renders and exports alike.</summary>
/// <param name="GainDb">Gain before the limiter, dB, at most 60; negative infinity is silence.</param>
/// <param name="Limiter">Whether the true-peak limiter works.</param>
/// <param name="CeilingDb">The limiter's ceiling, dB true peak, -24 to 0.</param>
/// <remarks>
/// The limiter looks 5 ms ahead in the timeline, which adds no latency. Its gain goes down over the 5 ms before a peak, stays for 15 ms behind
/// it, and comes back over 5 ms; where nothing is above the ceiling, no bit changes.
/// </remarks>
public readonly record struct MasterSpec(double GainDb, bool Limiter, double CeilingDb)
{
    /// <summary>Unity gain, no limiter; a ceiling of -1 dB.</summary>
    public static MasterSpec Neutral => new(0, false, -1);
}
