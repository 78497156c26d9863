namespace Seamline.Device;

/// <summary>A way to devices: all that an engine knows of one. <see cref="SdlBackend"/> in Sdl, <see cref="NullBackend"/> in Null; another is a folder beside them.</summary>
/// <remarks>
/// What is open is an <see cref="AudioOutput"/>: <see cref="AudioOutput.Close"/> gives the device back, <see cref="AudioOutput.LatencyFrames"/> is its latency,
/// and <see cref="AudioOutput.TryProbe"/> says what has become of it. A backend need not notice that a device is gone, nor hand events to a host:
/// <see cref="OutputWatch"/> sees it by the callbacks. Thread: any but the callback's; every call may take as long as the system takes.
/// </remarks>
internal interface IDeviceBackend
{
    /// <summary>The devices that can be opened, the default first, with an empty name.</summary>
    /// <param name="driver">Which of the backend's drivers; null for its default.</param>
    /// <exception cref="DeviceException">There is no list; the sentence says why.</exception>
    OutputDevice[] List(string? driver);

    /// <summary>Opens a device without starting it: no callback comes before <see cref="AudioOutput.Start"/>.</summary>
    /// <param name="config">Which device.</param>
    /// <param name="source">What to play.</param>
    /// <param name="orAnother">Where there is no device of that name, opens the default one: <see cref="AudioOutput.IsSubstitute"/>.</param>
    /// <exception cref="DeviceException">It does not open; the sentence says why.</exception>
    AudioOutput Prepare(in OutputConfig config, in OutputSource source, bool orAnother);
}
