namespace Seamline.Device;

/// <summary>The system's devices: of the PipeWire server where one runs, which tells when its sound is heard; else what SDL reaches.</summary>
internal sealed class SystemBackend : IDeviceBackend
{
    private readonly SdlBackend _sdl = new();

    /// <inheritdoc/>
    public OutputDevice[] List(string? driver)
    {
        using PipeWireServer? server = PipeWireBackend.TryConnect(driver);
        return server != null ? PipeWireBackend.List(server) : SdlThread.Run(() => _sdl.List(driver));
    }

    /// <inheritdoc/>
    public AudioOutput Prepare(in OutputConfig config, in OutputSource source, bool orAnother)
    {
        PipeWireServer? server = PipeWireBackend.TryConnect(config.Driver);
        if (server == null) return _sdl.Prepare(config, source, orAnother);
        try
        {
            return PipeWireOutput.Prepare(server, config, source, orAnother);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>The rate that a device prefers, Hz; 48,000 where it is unknown.</summary>
    public static int PreferredRate(string? deviceName = null, string? driver = null)
    {
        using PipeWireServer? server = PipeWireBackend.TryConnect(driver);
        return server?.Rate ?? SdlThread.Run(() => SdlDevices.PreferredRate(deviceName, driver));
    }
}
