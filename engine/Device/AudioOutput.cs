using System;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Memory;
using Seamline.Render;

namespace Seamline.Device;

/// <summary>
/// An open output: owns the native block its callback runs on. Thread: control threads, any of them, also at the same time.
/// </summary>
internal abstract unsafe class AudioOutput : IDisposable
{
    private readonly NativeMutex _lock = new();
    private readonly BlockClock* _clock;
    private DeviceState* _device;
    private DeviceProgress _last;
    private long _latencyFrames;

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
        _device->Setup.FrameBytes = channels * sizeof(float);
    }

    /// <summary>What was opened.</summary>
    public OutputInfo Info { get; protected set; }

    /// <summary>Whether it is open still.</summary>
    public bool IsOpen => _device != null;

    /// <summary>The counters, also after closing.</summary>
    public DeviceCounters Counters
    {
        get
        {
            using (_lock.Hold())
            {
                DeviceProgress now = Progress();
                return new DeviceCounters(now.Blocks, now.FramesDelivered, now.Underruns, now.LongestDryNanoseconds, now.Refused);
            }
        }
    }

    /// <summary>The block that <see cref="DeviceCallback.Fill"/> takes; null once closed.</summary>
    protected DeviceState* Device => _device;

    /// <summary>
    /// Where the device is. Once closed, everything delivered counts as heard. Waits for a callback under way, as SDL's queue is
    /// behind the stream's lock; holds that lock for a few instructions.
    /// </summary>
    public DeviceClock ReadClock()
    {
        using (_lock.Hold())
        {
            DeviceProgress now = Progress();
            if (_device == null || now.Blocks == 0)
            {
                return new DeviceClock(now.FramesDelivered, 0, 0, 0, 0, Info.Rate);
            }

            long queued = QueuedFrames();
            long since = long.Max(0, BlockClock.Begin(_clock) - now.DeliveredNanoseconds);
            return new DeviceClock(now.FramesDelivered, queued, _latencyFrames, now.BlockFrames, since, Info.Rate);
        }
    }

    /// <summary>Starts the callbacks: they begin before this returns. Nothing once closed.</summary>
    /// <exception cref="DeviceException">The device does not start.</exception>
    public void Start()
    {
        using (_lock.Hold())
        {
            if (_device != null) StartCallbacks();
        }
    }

    /// <summary>
    /// Stops the callback, waits until it is out, and frees. After this nothing of the engine's is touched by the device.
    /// Safe at any time and more than once; never from the callback.
    /// </summary>
    public void Close()
    {
        using (_lock.Hold())
        {
            if (_device == null)
            {
                return;
            }

            Volatile.Write(ref _device->Closing, 1); // partner: the reads in DeviceCallback, which then render no more
            StopCallbacks();
            _last = _device->Progress;
            NativeMemory.AlignedFree(_device);
            _device = null;
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
        Info = info;
        _latencyFrames = info.PeriodFrames;
        _device->Setup.NanosecondsPerFrame = 1e9 * timeScale / info.Rate;
        _device->Setup.ReserveNanoseconds = info.PeriodFrames * _device->Setup.NanosecondsPerFrame;
    }

    /// <summary>Has the callbacks begin.</summary>
    protected abstract void StartCallbacks();

    /// <summary>Ends the callbacks and returns when none is running or will.</summary>
    protected abstract void StopCallbacks();

    /// <summary>Frames delivered that the device has not taken yet.</summary>
    protected abstract long QueuedFrames();

    private DeviceProgress Progress() => _device == null ? _last : DeviceClock.Read(ref _device->Progress);
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
}
