namespace Seamline.Device;

/// <summary>No device: frames are taken at the pace of a clock and go nowhere.</summary>
internal sealed class NullBackend : IDeviceBackend
{
    /// <summary>Frames of a block where nobody asks for more or less.</summary>
    public const int BlockFrames = 480;

    /// <inheritdoc/>
    public OutputDevice[] List(string? driver) => [new OutputDevice(string.Empty, 0, 0)];

    /// <inheritdoc/>
    public AudioOutput Prepare(in OutputConfig config, in OutputSource source, bool orAnother) =>
        NullOutput.Prepare(source, config.Rate, config.Channels, config.BlockFrames == 0 ? BlockFrames : config.BlockFrames, 1);
}
