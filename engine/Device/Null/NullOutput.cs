using System;
using System.Threading;
using Seamline.Memory;
using static TerraFX.Interop.Windows.Windows;

namespace Seamline.Device;

/// <summary>
/// An output without a device, for machines without SDL and for tests: a thread that takes blocks at the pace of a device.
/// The blocks go through <see cref="DeviceCallback.Fill"/>, so clocks, tap and underruns work as with SDL.
/// </summary>
internal sealed unsafe class NullOutput : AudioOutput
{
    private readonly NativeMutex _lock = new();
    private readonly Thread _thread;
    private readonly int _blockBytes;
    private readonly long _blockNanoseconds;
    private readonly BlockClock* _clock;
    private bool _started;
    private bool _stop;

    private NullOutput(in OutputSource source, int rate, int channels, int blockFrames, double speed)
        : base(source, rate, channels)
    {
        Pace(new OutputInfo("null", "no device", rate, channels, rate, channels, blockFrames, RawEntry: false), 1 / speed);
        _clock = source.Clock;
        _blockBytes = blockFrames * channels * sizeof(float);
        _blockNanoseconds = (long)(1e9 * blockFrames / rate / speed);
        _thread = new Thread(Run) { IsBackground = true, Name = "seamline-null-output" };
    }

    /// <summary>Opens and starts it. Thread: control.</summary>
    /// <param name="source">What to play.</param>
    /// <param name="rate">Frames a second, Hz.</param>
    /// <param name="channels">Channels, 1..8.</param>
    /// <param name="blockFrames">Frames taken at a time, 1..48,000.</param>
    /// <param name="speed">1 for real time, 2 for twice as fast; 0.01..1,000.</param>
    /// <exception cref="DeviceException">An argument is out of range.</exception>
    public static NullOutput Open(in OutputSource source, int rate, int channels, int blockFrames = 480, double speed = 1)
    {
        NullOutput output = Prepare(source, rate, channels, blockFrames, speed);
        output.Start();
        return output;
    }

    /// <summary>Opens it without starting it.</summary>
    /// <inheritdoc cref="Open"/>
    public static NullOutput Prepare(in OutputSource source, int rate, int channels, int blockFrames, double speed)
    {
        if (blockFrames is < 1 or > 48_000 || !(speed is >= 0.01 and <= 1_000))
        {
            throw new DeviceException(
                $"An output without a device takes 1 to 48000 frames at 0.01 to 1000 times real time, not {blockFrames} at {speed}.");
        }

        return new NullOutput(source, rate, channels, blockFrames, speed);
    }

    /// <inheritdoc/>
    protected override void StartCallbacks()
    {
        _started = true;
        // What the thread calls is found here, where a call may still load a library. Windows wakes sleepers every 15.6 ms unless asked for more.
        OsThread.PreparePlayback();
        if (OperatingSystem.IsWindowsVersionAtLeast(6, 1)) _ = timeBeginPeriod(1);
        _thread.Start();
    }

    /// <inheritdoc/>
    protected override void StopCallbacks()
    {
        if (!_started) return;
        using (_lock.Hold())
        {
            _stop = true;
            _lock.WakeAll();
        }

        _thread.Join();
        if (OperatingSystem.IsWindowsVersionAtLeast(6, 1)) _ = timeEndPeriod(1);
    }

    /// <inheritdoc/>
    protected override long QueuedFrames() => 0;

    private void Run()
    {
        nint playback = OsThread.BeginPlayback();
        TakeBlocks();
        OsThread.EndPlayback(playback);
    }

    private void TakeBlocks()
    {
        var device = (nint)Device;
        long next = BlockClock.Begin(_clock);
        long milliseconds = 0;
        while (!Stopped((int)milliseconds))
        {
            DeviceCallback.Fill(device, 0, _blockBytes, _blockBytes);
            long now = BlockClock.Begin(_clock);
            next += _blockNanoseconds;
            // A device that ran dry starts again with the block it got; it does not ask for the past.
            next = long.Max(next, now - _blockNanoseconds);
            milliseconds = long.Max(0, (next - now) / 1_000_000);
        }
    }

    // Waits, unless it is over.
    private bool Stopped(int milliseconds)
    {
        using (_lock.Hold())
        {
            if (!_stop && milliseconds > 0) _lock.Wait(milliseconds);
            return _stop;
        }
    }
}
