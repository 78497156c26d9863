namespace Seamline.Device;

/// <summary>What the control thread wants of an output.</summary>
public readonly record struct OutputConfig
{
    /// <summary>The usual wish: default device and driver, the device's own rate, stereo, the device's own period.</summary>
    public OutputConfig()
    {
    }

    /// <summary>
    /// The device's name as <see cref="SdlDevices.List"/> gives it; null for the default device, followed when it changes.
    /// </summary>
    public string? DeviceName { get; init; }

    /// <summary>SDL's audio driver: null for the system's, "dummy" for none, "disk" for a file.</summary>
    public string? Driver { get; init; }

    /// <summary>Where the driver "disk" writes raw samples; needed with it, unused without.</summary>
    public string? DiskFile { get; init; }

    /// <summary>Rate of the rendered frames, Hz; 0 for the device's preferred rate. SDL converts where the device differs.</summary>
    public int Rate { get; init; }

    /// <summary>Channels of the rendered frames, 1..8.</summary>
    public int Channels { get; init; } = 2;

    /// <summary>
    /// Wanted device period, frames; 0 for the driver's own. A wish: <see cref="OutputInfo.PeriodFrames"/> has the actual one.
    /// </summary>
    public int BlockFrames { get; init; }

    /// <summary>
    /// Length of a block's wait for the drivers "dummy" and "disk": 1 is real time, 0.5 twice as fast, 0 does not wait.
    /// Below 1 underruns are not counted.
    /// </summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>Enter through the documented runtime entry even where the raw one is proven (see <see cref="DeviceEntry"/>).</summary>
    public bool DocumentedEntry { get; init; }
}

/// <summary>What came of an <see cref="OutputConfig"/>.</summary>
/// <param name="Driver">SDL's driver in use, or "null".</param>
/// <param name="DeviceName">The device's name.</param>
/// <param name="Rate">Rate of the rendered frames, Hz.</param>
/// <param name="Channels">Channels of the rendered frames.</param>
/// <param name="DeviceRate">Rate of the device itself, Hz.</param>
/// <param name="DeviceChannels">Channels of the device itself.</param>
/// <param name="PeriodFrames">What the device takes at a time, frames at <paramref name="Rate"/>, rounded up.</param>
/// <param name="RawEntry">Whether the device's thread enters the callback without a runtime transition.</param>
public readonly record struct OutputInfo(
    string Driver, string DeviceName, int Rate, int Channels, int DeviceRate, int DeviceChannels, int PeriodFrames, bool RawEntry);

/// <summary>A playback device that could be opened.</summary>
/// <param name="Name">Its name, for <see cref="OutputConfig.DeviceName"/>; empty for the system's default.</param>
/// <param name="Rate">Its preferred rate, Hz; 0 where the driver does not know.</param>
/// <param name="Channels">Its channels; 0 where the driver does not know.</param>
public readonly record struct OutputDevice(string Name, int Rate, int Channels);

/// <summary>What plays on an engine's output.</summary>
public enum OutputState
{
    /// <summary>No output is open.</summary>
    Closed = 0,

    /// <summary>The device, or what was opened in place of one.</summary>
    Open = 1,

    /// <summary>The device is lost: a clock takes the blocks, silently, until one is back.</summary>
    Clock = 2,

    /// <summary>The device that was asked for is not there: the system's default plays in its place.</summary>
    Substitute = 3,
}
