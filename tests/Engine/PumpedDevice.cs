using Seamline.Device;

namespace Seamline.Tests.EngineTests;

/// <summary>A backend with one device, which takes a block when the test says so, at a time that the test says.</summary>
internal sealed class PumpedDevice : IDeviceBackend
{
    public PumpedOutput? Output { get; private set; }

    public OutputDevice[] List(string? driver) => [];

    public AudioOutput Prepare(in OutputConfig config, in OutputSource source, bool orAnother) => Output = new PumpedOutput(source, config);
}

/// <summary>The device: blocks of 480 frames, heard 480 frames after they were asked for.</summary>
internal sealed unsafe class PumpedOutput : AudioOutput
{
    private const int Frames = 480;

    private readonly int _bytes;

    public PumpedOutput(in OutputSource source, in OutputConfig config)
        : base(source, config.Rate, config.Channels)
    {
        Pace(new OutputInfo("pumped", "pumped", config.Rate, config.Channels, config.Rate, config.Channels, Frames, RawEntry: false), 1);
        _bytes = Frames * config.Channels * sizeof(float);
    }

    public void Pump(long nanoseconds)
    {
        Device->CycleNanoseconds = nanoseconds;
        Device->CycleLatencyFrames = Frames;
        DeviceCallback.Fill((nint)Device, 0, _bytes, _bytes);
    }

    protected override void StartCallbacks()
    {
    }

    protected override void StopCallbacks()
    {
    }

    protected override long QueuedFrames() => 0;
}
