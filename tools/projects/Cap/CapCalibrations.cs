using System.IO;

namespace Seamline.Projects;

/// <summary>
/// What Cap measured of how far a microphone is behind a camera, for all recordings of a machine: sync_calibrations.json, two folders above a
/// recording. A store that is not there or cannot be read calibrates nothing, as in Cap.
/// </summary>
internal sealed class CapCalibrations
{
    /// <summary>The name of the store.</summary>
    public const string Name = "sync_calibrations.json";

    private const double Certain = 0.5;

    private readonly JsonObject? _pairs;

    /// <summary>Those for a recording.</summary>
    /// <param name="folder">The recording's folder.</param>
    public CapCalibrations(string folder)
    {
        string path = Path.GetFullPath(Path.Combine(folder, "..", "..", Name));
        try
        {
            _pairs = File.Exists(path) ? (Json.ReadFile(path) as JsonObject)?["calibrations"] as JsonObject : null;
        }
        catch (ProjectException)
        {
            // Cap begins a new store.
        }
    }

    /// <summary>Seconds that the sound of a clip is moved by; 0 where its pair of devices was not measured with confidence.</summary>
    public double Seconds(string? camera, string? microphone)
    {
        if (camera is null || microphone is null || _pairs?[$"{camera}|{microphone}"] is not JsonObject pair
            || !(EffectVolume.Number(pair["confidence"]) >= Certain) || EffectVolume.Number(pair["offset_secs"]) is not { } seconds || !double.IsFinite(seconds))
            return 0;
        return seconds;
    }
}
