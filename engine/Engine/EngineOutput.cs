using Seamline.Device;
using Seamline.Memory;
using Seamline.Render;

namespace Seamline;

/// <summary>Opens a device, not yet started: <see cref="SdlOutput.Prepare"/>, or what a test puts in its place.</summary>
internal delegate AudioOutput OpenOutput(in OutputConfig config, in OutputSource source);

/// <summary>The engine's one output: an SDL device, a null device, or none (a host pulls).</summary>
/// <remarks>
/// Thread: control. What is open is read and exchanged under the edit lock; opening, starting and closing, which may take seconds, are not:
/// they have <see cref="Changing"/>, one at a time.
/// </remarks>
internal sealed unsafe class EngineOutput : System.IDisposable
{
    private readonly RenderState* _state;
    private readonly OpenOutput _open;
    private AudioOutput? _output;
    private BlockClock* _clock = BlockClock.Create();
    private long _closedUnderruns;
    private bool _claimed;

    /// <summary>Makes one with nothing open.</summary>
    public EngineOutput(RenderState* state, OpenOutput? open)
    {
        _state = state;
        _open = open ?? SdlOutput.Prepare;
        Watch = new BlockWatch(_clock);
    }

    /// <summary>Held while an output is opened or closed; never under the edit lock.</summary>
    public NativeMutex Changing { get; } = new();

    /// <summary>Measures every block, whichever caller asked for it.</summary>
    public BlockClock* Clock => _clock;

    /// <summary>What it has measured since the host last reset it.</summary>
    public BlockWatch Watch { get; }

    /// <summary>What is open, or null. Under the edit lock.</summary>
    public OutputInfo? Info => _output?.Info;

    /// <summary>Times the device ran dry. Under the edit lock.</summary>
    public long Underruns => _closedUnderruns + (_output?.Counters.Underruns ?? 0);

    /// <summary>Frames between a pull and the ear, as the host has set them. Under the edit lock.</summary>
    public long PullLatencyFrames { get; set; }

    /// <summary>Frames rendered that the ear has not heard. Under the edit lock.</summary>
    public long UnheardFrames() => _output == null ? PullLatencyFrames : _output.ReadClock().UnheardFrames;

    /// <summary>Opens an SDL device; <see cref="AudioOutput.Start"/> starts it.</summary>
    /// <exception cref="DeviceException">The sentence says what is missing or refused.</exception>
    public AudioOutput PrepareDevice(in OutputConfig config, OutputTap? tap) => _open(config, new OutputSource(_state, _clock, tap));

    /// <summary>Opens a clock-driven output without a device or SDL.</summary>
    public AudioOutput PrepareNull(int rate, int channels, int blockFrames, double speed, OutputTap? tap) =>
        NullOutput.Prepare(new OutputSource(_state, _clock, tap), rate, channels, blockFrames, speed);

    /// <summary>
    /// Takes the claim to render for an output, or has it already; false where a host is inside a block. While <see cref="Changing"/> is held, under the
    /// edit lock, and not once the engine is closed: the claim may lie in a handle's row, which is another engine's by then.
    /// </summary>
    public bool TryClaim() => _claimed || (_claimed = RenderClaim.TryTake(_state->Claim, RenderClaim.Device));

    /// <summary>Gives the claim back, under the same conditions.</summary>
    public void Unclaim()
    {
        if (_claimed) RenderClaim.Release(_state->Claim);
        _claimed = false;
    }

    /// <summary>What is open from now on. Under the edit lock.</summary>
    public void Attach(AudioOutput output) => _output = output;

    /// <summary>Takes what is open; the caller closes it, without the edit lock. Under the edit lock.</summary>
    public AudioOutput? Detach()
    {
        AudioOutput? output = _output;
        _output = null;
        return output;
    }

    /// <summary>Counts what a closed output has counted. Under the edit lock.</summary>
    public void Count(AudioOutput closed) => _closedUnderruns += closed.Counters.Underruns;

    /// <inheritdoc/>
    public void Dispose()
    {
        Detach()?.Dispose();
        BlockClock.Free(ref _clock);
    }
}
