namespace Seamline;

/// <summary>What counts as silence.</summary>
/// <param name="ThresholdDb">Level below which it is silent: root mean square of 256 frames of all channels together, dB of full scale, -120 to 0.</param>
/// <param name="MinSeconds">Shortest silence, margins included, seconds.</param>
/// <param name="MarginSeconds">What stays of a silence beside sound at either end, seconds.</param>
public readonly record struct SilenceOptions(double ThresholdDb, double MinSeconds, double MarginSeconds)
{
    /// <summary>Of all lanes together, room tone too; otherwise of the main lane, which is what a strip of silences cuts.</summary>
    public bool WholeMix { get; init; }

    /// <summary>Below -50 dB for half a second, 0.1 s kept at both ends: pauses in speech.</summary>
    public static SilenceOptions Default => new(-50, 0.5, 0.1);
}
