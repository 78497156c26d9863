namespace Seamline.Device;

/// <summary>The devices that SDL 3 reaches.</summary>
internal sealed class SdlBackend : IDeviceBackend
{
    /// <inheritdoc/>
    public OutputDevice[] List(string? driver) => SdlDevices.ListWithDefault(driver);

    /// <inheritdoc/>
    public AudioOutput Prepare(in OutputConfig config, in OutputSource source, bool orAnother) => SdlOutput.Prepare(config, source, orAnother);
}
