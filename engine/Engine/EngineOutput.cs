using System;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Device;
using Seamline.Memory;
using Seamline.Render;

namespace Seamline;

/// <summary>The engine's one output: a device, a clock in its place, a null device, or none (a host pulls).</summary>
/// <remarks>
/// Thread: control. What plays is read and exchanged under the edit lock; opening, starting and closing, which may take as long as the system takes,
/// are not: calls that do have <see cref="Changing"/>, one at a time, and what is open is looked after by <see cref="Supervisor"/>.
/// </remarks>
internal sealed unsafe class EngineOutput : IDisposable, IOutputHost
{
    private const int NumbersEach = 65_536; // an output counts its number up where the system moves it

    private readonly RenderState* _state;
    private readonly IDeviceBackend _devices;
    private readonly EditLock _lock;
    private readonly EventQueue _events;
    private readonly MemoryLock? _locking;
    private readonly int _rate;
    private readonly int _channels;
    private readonly byte[] _audible = GC.AllocateArray<byte>(sizeof(AudibleClock) + (2 * NativeBlock.CacheLine), pinned: true);
    private AudioOutput? _output;
    private BlockClock* _clock = BlockClock.Create();
    private Func<AudioOutput>? _reopen;
    private SlewState* _slew;
    private VolumeState* _volume;
    private DeviceCounters _closed;
    private long _dryFramesClosed;
    private long _latencyOverride = -1;
    private int _number;
    private bool _claimed;

    /// <summary>Makes one with nothing open.</summary>
    public EngineOutput(RenderState* state, EngineConfig config, EditLock @lock, EventQueue events, MemoryLock? locking = null)
    {
        _locking = locking;
        _state = state;
        _devices = config.Devices ?? new SystemBackend();
        _lock = @lock;
        _events = events;
        _rate = config.Rate;
        _channels = config.Channels;
        PatienceNanoseconds = config.DevicePatienceMilliseconds * 1_000_000L;
        Watch = new BlockWatch(_clock);
        Supervisor = new OutputSupervisor(this);
        _slew = SlewState.Create(config.Channels);
        _volume = VolumeState.Create(config.Rate);
        nint first = Marshal.UnsafeAddrOfPinnedArrayElement(_audible, NativeBlock.CacheLine);
        ShareAudible((AudibleClock*)((first + NativeBlock.CacheLine - 1) & -NativeBlock.CacheLine));
    }

    /// <summary>Held while an output is opened or closed by a call; never under the edit lock.</summary>
    public NativeMutex Changing { get; } = new();

    /// <summary>Looks after what is open.</summary>
    public OutputSupervisor Supervisor { get; }

    /// <summary>Measures every block, whichever caller asked for it.</summary>
    public BlockClock* Clock => _clock;

    /// <summary>What is heard when. Outlives this object where it was shared.</summary>
    public AudibleClock* Audible { get; private set; }

    /// <summary>What the blocks have measured since the host last reset it.</summary>
    public BlockWatch Watch { get; }

    /// <summary>What plays, or null. Under the edit lock.</summary>
    public OutputInfo? Info => _output?.Info;

    /// <summary>Whether what plays does so in place of the device that was asked for. Under the edit lock.</summary>
    public OutputState State => _output == null ? OutputState.Closed
        : Supervisor.IsStandIn ? OutputState.Clock
        : _output.IsSubstitute ? OutputState.Substitute : OutputState.Open;

    /// <summary>Frames from a block's being asked for to its being heard; 0 while nothing is open. Under the edit lock.</summary>
    public long LatencyFrames => _output?.LatencyFrames ?? 0;

    /// <summary>The system's number of the thread that plays; 0 where it is not known. Under the edit lock.</summary>
    public int ThreadNumber => _output?.CallbackThreadNumber ?? 0;

    /// <summary>Times the device ran dry. Under the edit lock.</summary>
    public long Underruns => _closed.Underruns + (_output?.Progress.Underruns ?? 0);

    /// <summary>Frames that devices could have played while they were dry. Under the edit lock.</summary>
    public long DryFrames => _dryFramesClosed + (_output?.Progress.DryFrames ?? 0);

    /// <summary>Frames between a pull and the ear, as the host has set them. Under the edit lock.</summary>
    public long PullLatencyFrames { get; set; }

    /// <inheritdoc/>
    public long Now => AudibleClock.Now(Audible);

    /// <inheritdoc/>
    public long PatienceNanoseconds { get; }

    /// <inheritdoc/>
    public long MissFrames => Volatile.Read(ref _state->Misses.Frames); // partner: MissMemory.Remember

    /// <summary>Uses memory for the audible clock that outlives the engine. Before anything is open.</summary>
    public void ShareAudible(AudibleClock* clock)
    {
        Audible = clock;
        AudibleClock.Prepare(clock, _rate);
    }

    /// <summary>
    /// Frames rendered that the ear has not heard, by the clock of what is open. Under the edit lock; waits for nobody.
    /// </summary>
    public long UnheardFrames()
    {
        bool pulls = _output == null;
        if (pulls && !AudibleClock.IsPulled(Audible)) return PullLatencyFrames;
        long rendered = Volatile.Read(ref _state->FramesRendered); // partner: Transport.Advance
        AudibleTime heard;
        if ((!pulls && _output!.Progress.Blocks == 0) || !AudibleClock.At(Audible, Now, &heard)) return long.Min(rendered, LatencyFrames);
        return long.Clamp(rendered - (long)heard.OutputFrame, 0, rendered);
    }

    /// <summary>Sets what the device's latency is, frames; below 0 for what the device says.</summary>
    public void OverrideLatency(long frames)
    {
        Volatile.Write(ref _latencyOverride, frames); // partner: LatencyOf
        if (_output != null) _output.LatencyFrames = LatencyOf(_output, 0);
    }

    /// <summary>How loud what is open plays, and what is opened later: a factor. Not once disposed.</summary>
    public float Volume
    {
        get => _volume->Wanted;
        set => VolumeState.Set(_volume, value);
    }

    /// <summary>Plays faster by a part of the pace, or slower, until a time of the host's clock. Not once disposed; one at a time.</summary>
    public void Trim(double part, long until)
    {
        if (until != long.MinValue || _slew->Ratio != 0) SlewState.Set(_slew, 1 + part, until); // else nobody was followed yet
    }

    /// <summary>Opens a device; <see cref="AudioOutput.Start"/> starts it.</summary>
    /// <exception cref="DeviceException">The sentence says what is missing or refused.</exception>
    public AudioOutput PrepareDevice(in OutputConfig config, OutputTap? tap, bool orAnother) => _devices.Prepare(config, Source(tap), orAnother);

    /// <summary>Opens a clock-driven output without a device or SDL.</summary>
    public AudioOutput PrepareNull(int blockFrames, double speed, OutputTap? tap) => NullOutput.Prepare(Source(tap), _rate, _channels, blockFrames, speed);

    /// <summary>The devices that can be opened.</summary>
    /// <exception cref="DeviceException">There is no list.</exception>
    public OutputDevice[] List(string? driver) => _devices.List(driver);

    /// <inheritdoc/>
    public AudioOutput Reopen() => _reopen!();

    /// <inheritdoc/>
    public AudioOutput MakeStandIn() => new NullBackend().Prepare(new OutputConfig { Rate = _rate, Channels = _channels }, Source(Tap), orAnother: true);

    /// <summary>Captures what is delivered to the output that is open, or null.</summary>
    public OutputTap? Tap { get; private set; }

    /// <inheritdoc/>
    public void Exchange(AudioOutput next)
    {
        using (_lock.Hold())
        {
            if (Detach() is { } old) Count(old);
            _output = next;
        }
    }

    /// <inheritdoc/>
    public long LatencyOf(AudioOutput output, long probed)
    {
        long wanted = Volatile.Read(ref _latencyOverride); // partner: OverrideLatency
        return wanted >= 0 ? wanted : output.MeasuresLatency ? -1 : probed > 0 ? probed : output.Info.PeriodFrames;
    }

    /// <inheritdoc/>
    public void Tell(in DeviceNews news) => Tell(
        news.Kind switch
        {
            DeviceNewsKind.Returned => EngineEventKind.DeviceReturned,
            DeviceNewsKind.Changed => EngineEventKind.DeviceChanged,
            DeviceNewsKind.Lost => EngineEventKind.DeviceLost,
            DeviceNewsKind.Stalled => EngineEventKind.DeviceStalled,
            DeviceNewsKind.ListChanged => EngineEventKind.DevicesChanged,
            DeviceNewsKind.LatencyChanged => EngineEventKind.LatencyChanged,
            DeviceNewsKind.Thread => EngineEventKind.DeviceThread,
            _ => EngineEventKind.Underrun,
        },
        news);

    /// <summary>Opening was a success.</summary>
    public void TellOpened(string name) => Tell(EngineEventKind.DeviceOpened, new DeviceNews(DeviceNewsKind.Returned) { Text = name });

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
    /// <param name="output">The output.</param>
    /// <param name="tap">Captures what is delivered, or null.</param>
    /// <param name="reopen">Opens it again; null for one that is never lost.</param>
    public void Attach(AudioOutput output, OutputTap? tap, Func<AudioOutput>? reopen)
    {
        _output = output;
        Tap = tap;
        _reopen = reopen;
    }

    /// <summary>Takes what is open; the caller closes it, without the edit lock. Under the edit lock.</summary>
    public AudioOutput? Detach()
    {
        AudioOutput? output = _output;
        _output = null;
        return output;
    }

    /// <summary>Counts what an output that renders no more has counted. Under the edit lock.</summary>
    public void Count(AudioOutput left)
    {
        DeviceProgress last = left.Progress;
        _closed = _closed with { Underruns = _closed.Underruns + last.Underruns };
        _dryFramesClosed += last.DryFrames;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Supervisor.Dispose();
        Detach()?.Dispose();
        BlockClock.Free(ref _clock);
        SlewState.Free(ref _slew);
        VolumeState.Free(ref _volume);
    }

    private OutputSource Source(OutputTap? tap) =>
        new(_state, _clock, tap) { Audible = Audible, Slew = _slew, Volume = _volume, Locking = _locking, Number = NumbersEach * Interlocked.Increment(ref _number) }; // partner: itself

    private void Tell(EngineEventKind kind, in DeviceNews news) => _events.Add(new EngineEvent(kind)
    {
        Cause = news.Cause,
        Text = news.Text,
        Frames = news.Frames,
        Count = news.Count,
        HostNanoseconds = Now,
        PlayheadFrame = Volatile.Read(ref _state->PlayheadFrame), // partner: Transport.Acknowledge
    });
}
