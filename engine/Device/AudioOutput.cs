using System;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Memory;
using Seamline.Render;

namespace Seamline.Device;

/// <summary>
/// An open output: owns the native block its callback runs on. Thread: control threads, any of them, also at the same time.
/// </summary>
/// <remarks>
/// What may wait for the system (<see cref="Start"/>, <see cref="Close"/>, <see cref="TryProbe"/>, <see cref="ReadClock"/>) has a mutex of its own:
/// <see cref="Progress"/>, <see cref="Counters"/> and <see cref="TryRetire"/> never wait for a device.
/// </remarks>
internal abstract unsafe class AudioOutput : IDisposable
{
    private const double RampSeconds = 0.005;

    private readonly NativeMutex _system = new(); // held while the system is called; before _lock
    private readonly NativeMutex _lock = new(); // held for some instructions
    private readonly BlockClock* _clock;
    private readonly MemoryLock? _locking;
    private readonly long _bytes;
    private DeviceState* _device;
    private DeviceProgress _last;

    /// <summary>Reserves the native block and touches it.</summary>
    protected AudioOutput(in OutputSource source, int rate, int channels)
    {
        ArgumentNullException.ThrowIfNull(source.Clock);
        if (channels is < 1 or > Limits.MaxChannels || rate is < Limits.MinRate or > Limits.MaxRate)
        {
            throw new DeviceException(
                $"An output of {channels} channels at {rate} Hz is not possible: "
                + $"1 to {Limits.MaxChannels} channels, {Limits.MinRate} to {Limits.MaxRate} Hz.");
        }

        if (source.Tap != null && source.Tap.Channels != channels)
        {
            throw new DeviceException($"The tap has {source.Tap.Channels} channels, the output {channels}.");
        }

        _clock = source.Clock;
        nuint buffer = (nuint)(Limits.MaxBlockFrames * channels * sizeof(float));
        nuint bytes = (nuint)sizeof(DeviceState) + buffer;
        _device = (DeviceState*)NativeMemory.AlignedAlloc(bytes, 128);
        NativeMemory.Clear(_device, bytes);
        _device->Setup.Render = source.Render;
        _device->Setup.RenderState = source.State;
        _device->Setup.Buffer = (float*)(_device + 1);
        _device->Setup.Clock = source.Clock;
        _device->Setup.Tap = source.Tap == null ? null : source.Tap.State;
        _device->Setup.Audible = source.Audible;
        _device->Setup.Slew = source.Slew;
        _device->Setup.Volume = source.Volume;
        _device->Setup.Number = source.Number;
        _device->Setup.FrameBytes = channels * sizeof(float);
        _device->Setup.Channels = channels;
        CallbackThread.Prepare(&_device->Thread);
        _locking = source.Locking;
        _locking?.Take(_device, (long)bytes);
        _bytes = (long)bytes;
    }

    /// <summary>What was opened; another value where the system has moved it to another device or format.</summary>
    public OutputInfo Info { get; protected set; }

    /// <summary>Whether its pace is a device's, so that a wrong one says that the device is gone.</summary>
    public bool IsPaced
    {
        get;
        protected init
        {
            field = value;
            _device->Setup.RampFrames = value ? (int)(Info.Rate * RampSeconds) : 0; // what nobody hears is delivered to the bit
        }
    }

    /// <summary>Whether it plays in place of a device that was asked for and is not there.</summary>
    public bool IsSubstitute { get; init; }

    /// <summary>Whether it is open still.</summary>
    public bool IsOpen => _device != null;

    /// <summary>Whether each block measures its latency, so that <see cref="LatencyFrames"/> may be set to that: to a value below 0.</summary>
    public bool MeasuresLatency { get; protected init; }

    /// <summary>Frames from a block's being asked for to its being heard.</summary>
    public long LatencyFrames
    {
        get
        {
            using (_lock.Hold())
            {
                if (_device == null) return 0;
                return _device->LatencyFrames >= 0 ? _device->LatencyFrames : (long)double.Round(Volatile.Read(ref _device->CycleLatencyFrames)); // partner: PipeWireCallback.TakeTimes
            }
        }

        set
        {
            using (_lock.Hold())
            {
                if (_device != null) Volatile.Write(ref _device->LatencyFrames, value); // partner: DeviceCallback.Run
            }
        }
    }

    /// <summary>Has the first block fade in, as another output has played before. Before <see cref="Start"/>.</summary>
    public void BeginWithFade() => _device->Setup.FadesIn = 1;

    /// <summary>The counters, also after closing.</summary>
    public DeviceCounters Counters
    {
        get
        {
            DeviceProgress now = Progress;
            return new DeviceCounters(now.Blocks, now.FramesDelivered, now.Underruns, now.LongestDryNanoseconds, now.Refused);
        }
    }

    /// <summary>The system's number of the thread that runs the callback; 0 before the first block, and where it is not known. Waits for nobody.</summary>
    public int CallbackThreadNumber
    {
        get
        {
            using (_lock.Hold()) return _device == null ? 0 : CallbackThread.Number(&_device->Thread);
        }
    }

    /// <summary>How far the callback is, also after closing. Waits for nobody.</summary>
    public DeviceProgress Progress
    {
        get
        {
            using (_lock.Hold()) return _device == null ? _last : DeviceClock.Read(ref _device->Progress);
        }
    }

    /// <summary>The block that <see cref="DeviceCallback.Fill"/> takes; null once closed.</summary>
    protected DeviceState* Device => _device;

    /// <summary>
    /// Where the device is. Once closed, everything delivered counts as heard. Waits for a callback under way, as SDL's queue is
    /// behind the stream's lock.
    /// </summary>
    public DeviceClock ReadClock()
    {
        using (_system.Hold())
        {
            DeviceProgress now = Progress;
            if (_device == null || now.Blocks == 0)
            {
                return new DeviceClock(now.FramesDelivered, 0, 0, 0, 0, Info.Rate);
            }

            long queued = QueuedFrames();
            long since = long.Max(0, BlockClock.Begin(_clock) - now.DeliveredNanoseconds);
            return new DeviceClock(now.FramesDelivered, queued, LatencyFrames, now.BlockFrames, since, Info.Rate);
        }
    }

    /// <summary>Starts the callbacks: they begin before this returns. Nothing once closed.</summary>
    /// <exception cref="DeviceException">The device does not start.</exception>
    public void Start()
    {
        using (_system.Hold())
        {
            if (_device != null && _device->Closing == 0) StartCallbacks();
        }
    }

    /// <summary>
    /// Asks the system what has become of the device; may wait for it. False where there is nothing to say. Allocates only where something has changed.
    /// </summary>
    public bool TryProbe(out OutputProbe probe)
    {
        probe = default;
        using (_system.Hold()) return _device != null && _device->Closing == 0 && Probe(out probe);
    }

    /// <summary>
    /// Has the callback render no more: true when it is out, and nothing of the engine's will be touched by it again, whatever the device does.
    /// Waits for a block under way, never for the device. <see cref="Close"/> gives the device back.
    /// </summary>
    /// <param name="milliseconds">The longest wait.</param>
    public bool TryRetire(int milliseconds)
    {
        for (int waited = 0; ; waited++)
        {
            using (_lock.Hold())
            {
                if (_device == null) return true;
                _ = Interlocked.Exchange(ref _device->Closing, 1); // partner: DeviceCallback.Fill
                if (Volatile.Read(ref _device->Inside) == 0) return true; // partner: DeviceCallback.Fill
            }

            if (waited >= milliseconds) return false;
            Thread.Sleep(1);
        }
    }

    /// <summary>
    /// Stops the callback, waits until it is out, and frees. After this nothing of the engine's is touched by the device.
    /// Safe at any time and more than once; never from the callback.
    /// </summary>
    public void Close()
    {
        // Before the mutex: a start that the system does not come back from must not keep the callback rendering.
        using (_lock.Hold())
        {
            if (_device != null) _ = Interlocked.Exchange(ref _device->Closing, 1); // partner: DeviceCallback.Fill
        }

        using (_system.Hold())
        {
            if (_device == null)
            {
                return;
            }

            StopCallbacks();
            using (_lock.Hold())
            {
                _last = _device->Progress;
                _locking?.Release(_device, _bytes);
                NativeMemory.AlignedFree(_device);
                _device = null;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>States the pace of the device before the first callback.</summary>
    /// <param name="info">What was opened.</param>
    /// <param name="timeScale">Length of a second of the device, in seconds; 0 where it has no pace and cannot run dry.</param>
    protected void Pace(in OutputInfo info, double timeScale)
    {
        if (!MeasuresLatency) _device->LatencyFrames = info.PeriodFrames;
        else if (Info.Rate == 0) (_device->LatencyFrames, _device->CycleLatencyFrames) = (-1, info.PeriodFrames); // until it is measured
        Info = info;
        _device->Setup.NanosecondsPerFrame = 1e9 * timeScale / info.Rate;
        _device->Setup.ReserveNanoseconds = info.PeriodFrames * _device->Setup.NanosecondsPerFrame;
    }

    /// <summary>Has the callbacks begin.</summary>
    protected abstract void StartCallbacks();

    /// <summary>Ends the callbacks and returns when none is running or will.</summary>
    protected abstract void StopCallbacks();

    /// <summary>Frames delivered that the device has not taken yet.</summary>
    protected abstract long QueuedFrames();

    /// <summary>Asks the system what has become of the device.</summary>
    protected virtual bool Probe(out OutputProbe probe)
    {
        probe = default;
        return false;
    }
}

/// <summary>What the system says of an open output.</summary>
internal readonly record struct OutputProbe
{
    /// <summary>The device is gone; what takes the frames is no device any more.</summary>
    public bool Gone { get; init; }

    /// <summary>The system has moved the output to another device, or the device to another format.</summary>
    public bool Moved { get; init; }

    /// <summary>The device that was asked for is back, and this one plays in its place.</summary>
    public bool WantedIsBack { get; init; }

    /// <summary>Frames from a block's being asked for to its being heard; 0 where the system does not say.</summary>
    public long LatencyFrames { get; init; }

    /// <summary>Another number where the system's devices are others than at the last look; 0 where it does not say.</summary>
    public ulong Devices { get; init; }

    /// <summary>The system's default device, or null where it does not say.</summary>
    public string? Default { get; init; }
}

/// <summary>What an output plays, and its watcher. All of it outlives the output.</summary>
/// <param name="state">What to render from.</param>
/// <param name="clock">Measures the blocks; not null.</param>
/// <param name="tap">Captures what is delivered, or null.</param>
/// <param name="render">Raw code that renders; null for <see cref="Callback.Render"/>.</param>
internal readonly unsafe ref struct OutputSource(
    RenderState* state, BlockClock* clock, OutputTap? tap = null, delegate*<RenderState*, float*, uint, void> render = null)
{
    public readonly RenderState* State = state;
    public readonly BlockClock* Clock = clock;
    public readonly OutputTap? Tap = tap;
    public readonly delegate*<RenderState*, float*, uint, void> Render = render;

    /// <summary>What is heard when, or null.</summary>
    public AudibleClock* Audible { get; init; }

    /// <summary>Follows a host's clock; null where nobody asks for it.</summary>
    public SlewState* Slew { get; init; }

    /// <summary>How loud it plays; null for as it is rendered.</summary>
    public VolumeState* Volume { get; init; }

    /// <summary>Tells this output from those before it.</summary>
    public int Number { get; init; }

    /// <summary>Keeps the output's memory from being swapped out; null where nobody asks for it.</summary>
    public MemoryLock? Locking { get; init; }
}
