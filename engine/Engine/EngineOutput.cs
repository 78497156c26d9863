using System;
using Seamline.Device;
using Seamline.Render;

namespace Seamline;

/// <summary>The engine's one output: an SDL device, a null device, or none (a host pulls).</summary>
/// <remarks>Thread: control.</remarks>
internal sealed unsafe class EngineOutput : IDisposable
{
    private readonly RenderState* _state;
    private AudioOutput? _output;
    private BlockClock* _clock = BlockClock.Create();
    private long _closedUnderruns;

    /// <summary>Makes one with nothing open.</summary>
    public EngineOutput(RenderState* state)
    {
        _state = state;
        Watch = new BlockWatch(_clock);
    }

    /// <summary>Measures every block, whoever asked for it.</summary>
    public BlockClock* Clock => _clock;

    /// <summary>What it has measured since the host last asked for it anew.</summary>
    public BlockWatch Watch { get; }

    /// <summary>What is open, or null.</summary>
    public OutputInfo? Info => _output?.Info;

    /// <summary>Times the device ran dry.</summary>
    public long Underruns => _closedUnderruns + (_output?.Counters.Underruns ?? 0);

    /// <summary>Opens an SDL device and starts it; the previous output is closed.</summary>
    /// <exception cref="DeviceException">The sentence says what is missing or refused.</exception>
    public void OpenDevice(in OutputConfig config, OutputTap? tap = null)
    {
        Close();
        _output = SdlOutput.Open(config, new OutputSource(_state, _clock, tap));
    }

    /// <summary>Opens a clock-driven output without a device or SDL.</summary>
    public void OpenNull(int rate, int channels, int blockFrames, double speed, OutputTap? tap = null)
    {
        Close();
        _output = NullOutput.Open(new OutputSource(_state, _clock, tap), rate, channels, blockFrames, speed);
    }

    /// <summary>Frames between a pull and the ear, as the host told.</summary>
    public long PullLatencyFrames { get; set; }

    /// <summary>Frames rendered that the ear has not heard.</summary>
    public long UnheardFrames() => _output == null ? PullLatencyFrames : _output.ReadClock().UnheardFrames;

    /// <summary>Closes what is open; safe while it plays.</summary>
    public void Close()
    {
        AudioOutput? output = _output;
        _output = null;
        if (output == null) return;
        output.Close();
        _closedUnderruns += output.Counters.Underruns;
        output.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        BlockClock.Free(ref _clock);
    }
}
