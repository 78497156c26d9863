using System;
using System.Collections.Generic;
using System.Threading;
using Seamline.Device;

namespace Seamline.Tests.EngineTests;

/// <summary>What a fake device does wrong.</summary>
internal enum DeviceFault
{
    None,

    /// <summary>It calls no more.</summary>
    Silent,

    /// <summary>It calls twice as often.</summary>
    Fast,

    /// <summary>It calls no more, and does not close.</summary>
    Hung,

    /// <summary>The system says that it is gone, while it goes on calling.</summary>
    Gone,
}

/// <summary>A backend whose devices are threads of the test's, with faults at the test's word.</summary>
internal sealed class FakeDevices : IDeviceBackend, IDisposable
{
    private readonly Seamline.Memory.NativeMutex _mutex = new();
    private readonly List<FakeOutput> _made = [];

    /// <summary>Opening fails with this.</summary>
    public volatile string? Refusal;

    /// <summary>Opening does not come back before it is set.</summary>
    public ManualResetEventSlim Opens { get; } = new(initialState: true);

    /// <summary>A hung device closes once it is set.</summary>
    public ManualResetEventSlim Closes { get; } = new();

    public int Count
    {
        get
        {
            using (_mutex.Hold()) return _made.Count;
        }
    }

    public FakeOutput Newest
    {
        get
        {
            using (_mutex.Hold()) return _made[^1];
        }
    }

    /// <summary>A period for the devices made from now on.</summary>
    public int PeriodFrames { get; set; } = 480;

    public OutputDevice[] List(string? driver) => [];

    public AudioOutput Prepare(in OutputConfig config, in OutputSource source, bool orAnother)
    {
        Opens.Wait();
        if (Refusal is { } refusal) throw new DeviceException(refusal);
        using (_mutex.Hold())
        {
            var output = new FakeOutput(this, source, config, $"fake {_made.Count + 1}", PeriodFrames);
            _made.Add(output);
            return output;
        }
    }

    public void Dispose()
    {
        Opens.Set();
        Closes.Set();
    }
}

/// <summary>A device that is a thread.</summary>
internal sealed unsafe class FakeOutput : AudioOutput
{
    private readonly FakeDevices _devices;
    private readonly Thread _thread;
    private readonly int _period;
    private readonly int _bytes;
    private volatile bool _stop;
    private volatile DeviceFault _fault;

    public FakeOutput(FakeDevices devices, in OutputSource source, in OutputConfig config, string name, int period)
        : base(source, config.Rate, config.Channels)
    {
        _devices = devices;
        _period = period;
        _bytes = period * config.Channels * sizeof(float);
        Pace(new OutputInfo("fake", name, config.Rate, config.Channels, config.Rate, config.Channels, period, RawEntry: false), 1);
        IsPaced = true;
        _thread = new Thread(Run) { IsBackground = true, Name = name };
    }

    public DeviceFault Fault
    {
        get => _fault;
        set => _fault = value;
    }

    /// <summary>Another clock and another name from the next look on.</summary>
    public string? MovesTo { get; set; }

    protected override void StartCallbacks() => _thread.Start();

    protected override void StopCallbacks()
    {
        if (_fault == DeviceFault.Hung) _devices.Closes.Wait();
        _stop = true;
        if (_thread.IsAlive) _thread.Join();
    }

    protected override long QueuedFrames() => 0;

    protected override bool Probe(out OutputProbe probe)
    {
        bool moved = MovesTo != null;
        if (moved) Pace(Info with { DeviceName = MovesTo! }, 1);
        MovesTo = null;
        probe = new OutputProbe { Gone = _fault == DeviceFault.Gone, Moved = moved };
        return true;
    }

    private void Run()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        double next = 0;
        while (!_stop)
        {
            if (_fault is not (DeviceFault.Silent or DeviceFault.Hung)) DeviceCallback.Fill((nint)Device, 0, _bytes, _bytes);
            next += _period / 48.0 / (_fault == DeviceFault.Fast ? 2 : 1);
            double left = next - watch.Elapsed.TotalMilliseconds;
            if (left < -200) next = watch.Elapsed.TotalMilliseconds;
            if (left > 0) Thread.Sleep((int)Math.Ceiling(left));
        }
    }
}
