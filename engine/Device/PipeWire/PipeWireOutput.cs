using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Seamline.Device;

/// <summary>
/// Playback on a PipeWire server, without SDL between: one stream of f32 at the engine's rate and channels, whose callback is called once a cycle of the
/// server's graph and learns there when the cycle began and how far the ear is. The server follows the default device and converts.
/// </summary>
internal sealed unsafe class PipeWireOutput : AudioOutput
{
    private const int DirectionOutput = 1;
    private const uint AnyId = 0xFFFF_FFFF;
    private const uint ConnectFlags = 1 | (1 << 1) | (1 << 2) | (1 << 4); // autoconnect, inactive, map buffers, process on the data thread
    private const int StateChanged = 1; // places in struct pw_stream_events
    private const int ProcessEvent = 7;
    private const int StateError = -1;
    private const int StatePaused = 2;

    private readonly PipeWireServer _server;
    private readonly PipeWireState* _state;
    private readonly Listener* _listener;
    private readonly string? _wanted;
    private GCHandle _self;
    private OutputProbe _probed;
    private int _seen = -1;
    private int _streamState;
    private string _error = string.Empty;

    private PipeWireOutput(PipeWireServer server, in OutputConfig config, in OutputSource source, PipeWireSink? target, bool isSubstitute)
        : base(source, config.Rate > 0 ? config.Rate : server.Rate, config.Channels)
    {
        _server = server;
        _wanted = config.DeviceName;
        IsSubstitute = isSubstitute;
        MeasuresLatency = true;
        int rate = config.Rate > 0 ? config.Rate : server.Rate;
        int period = config.BlockFrames > 0 ? config.BlockFrames : (int)(((long)server.PeriodFrames * rate / server.Rate) + 1);
        bool raw = !config.DocumentedEntry && RawCode.MayCall(server.Api.Dequeue) && RawCode.MayCall(server.Api.Queue) && RawCode.MayCall(server.Api.GetTime);
        _state = (PipeWireState*)NativeMemory.AlignedAlloc((nuint)sizeof(PipeWireState), 128);
        NativeMemory.Clear(_state, (nuint)sizeof(PipeWireState));
        _listener = (Listener*)NativeMemory.AllocZeroed((nuint)sizeof(Listener));
        _self = GCHandle.Alloc(this);
        try
        {
            Prepare(rate, config.Channels, period, raw);
            Pace(new OutputInfo("pipewire", (target ?? server.Default())?.Description ?? "default", rate, config.Channels, server.Rate, config.Channels, period, raw), 1);
            IsPaced = true;
            using (server.Hold()) Connect(config, target, rate, raw);
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <inheritdoc cref="IDeviceBackend.Prepare"/>
    public static PipeWireOutput Prepare(PipeWireServer server, in OutputConfig config, in OutputSource source, bool orAnother)
    {
        PipeWireSink? target = null;
        if (config.DeviceName != null)
        {
            target = PipeWireBackend.Find(server, config.DeviceName);
            if (target == null && !orAnother) throw new DeviceException($"There is no playback device named \"{config.DeviceName}\" (driver \"pipewire\").");
        }

        if (server.Sinks().Length == 0) throw new DeviceException("The PipeWire server has no playback device.");
        return new PipeWireOutput(server, config, source, target, isSubstitute: config.DeviceName != null && target == null);
    }

    /// <inheritdoc/>
    protected override void StartCallbacks()
    {
        using (_server.Hold()) _ = _server.Api.StreamSetActive(_state->Stream, 1);
    }

    /// <inheritdoc/>
    protected override void StopCallbacks()
    {
        if (_state != null && _state->Stream != 0)
        {
            // Waits for a callback that is under way.
            using (_server.Hold()) _server.Api.StreamDestroy(_state->Stream);
        }

        _server.Dispose();
        if (_self.IsAllocated) _self.Free();
        NativeMemory.AlignedFree(_state);
        NativeMemory.Free(_listener);
    }

    /// <inheritdoc/>
    protected override long QueuedFrames() => 0; // part of the latency that each block measures

    /// <inheritdoc/>
    protected override bool Probe(out OutputProbe probe)
    {
        // Nothing new: nothing is made of it, four times a second.
        int changes = _server.Changes;
        bool isFailed;
        using (_server.Hold()) isFailed = _streamState == StateError;
        if (changes == _seen && !isFailed && !_server.IsLost && IsPeriod(Progress.BlockFrames))
        {
            probe = _probed with { Moved = false };
            return true;
        }

        _seen = changes;
        PipeWireSink? sink;
        using (_server.Hold()) sink = _server.SinkOf(_server.Api.StreamGetNodeId(_state->Stream));
        PipeWireSink[] sinks = _server.Sinks();
        string? standard = _server.Default()?.Description;
        bool gone = isFailed || _server.IsLost || sinks.Length == 0
            || (_wanted != null && !IsSubstitute && PipeWireBackend.Find(_server, _wanted) == null);
        _probed = probe = new OutputProbe
        {
            Gone = gone,
            Moved = !gone && Follow(sink),
            WantedIsBack = !gone && IsSubstitute && PipeWireBackend.Find(_server, _wanted!) != null,
            Devices = Fingerprint(sinks, standard),
            Default = standard,
        };
        return true;
    }

    private static ulong Fingerprint(PipeWireSink[] sinks, string? standard)
    {
        ulong hash = 14_695_981_039_346_656_037; // FNV-1a
        foreach (PipeWireSink sink in sinks) hash = Add(hash, sink.Serial);
        return Add(hash, standard ?? string.Empty);
    }

    private static ulong Add(ulong hash, string text)
    {
        foreach (char c in text) hash = unchecked((hash ^ c) * 1_099_511_628_211);
        return unchecked((hash ^ '/') * 1_099_511_628_211);
    }

    // A converter's blocks differ by one.
    private bool IsPeriod(long frames) => frames == 0 || Math.Abs(frames - Info.PeriodFrames) <= 1;

    // The server has linked the stream to another sink, or changed its rate or its period.
    private bool Follow(PipeWireSink? sink)
    {
        long block = Progress.BlockFrames;
        string name = sink?.Description ?? Info.DeviceName;
        int rate = _server.Rate;
        int period = IsPeriod(block) ? Info.PeriodFrames : (int)block;
        if (name == Info.DeviceName && rate == Info.DeviceRate && period == Info.PeriodFrames) return false;
        bool isNews = name != Info.DeviceName || rate != Info.DeviceRate || Progress.Blocks > 0;
        Pace(Info with { DeviceName = name, DeviceRate = rate, PeriodFrames = period }, 1);
        return isNews;
    }

    private void Prepare(int rate, int channels, int period, bool raw)
    {
        PipeWireApi api = _server.Api;
        Device->Setup.Put = &PipeWireCallback.Put;
        _state->Device = Device;
        _state->FrameBytes = channels * sizeof(float);
        _state->PeriodFrames = period;
        _state->Rate = rate;
        _state->DequeueFunction = api.Dequeue;
        _state->QueueFunction = api.Queue;
        _state->GetTimeFunction = api.GetTime;
        _state->Dequeue = raw ? (delegate*<nint, nint, PipeWireBuffer*>)api.Dequeue : &PipeWireCallback.Dequeue;
        _state->Queue = raw ? (delegate*<nint, PipeWireBuffer*, nint, int>)api.Queue : &PipeWireCallback.Queue;
        _state->GetTime = raw ? (delegate*<nint, PipeWireTime*, nuint, nint, int>)api.GetTime : &PipeWireCallback.GetTime;
    }

    // The loop is held.
    private void Connect(in OutputConfig config, PipeWireSink? target, int rate, bool raw)
    {
        PipeWireApi api = _server.Api;
        string text = "{ media.type = Audio media.category = Playback media.role = Production node.name = seamline"
            + (target == null ? string.Empty : $" target.object = \"{target.Serial}\"")
            + (config.BlockFrames == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" node.latency = \"{config.BlockFrames}/{rate}\""))
            + " }\0";
        fixed (byte* properties = Encoding.UTF8.GetBytes(text), name = "Seamline\0"u8)
        {
            _state->Stream = api.StreamNew(_server.Core, name, api.PropertiesNewString(properties));
        }

        if (_state->Stream == 0) throw new DeviceException("PipeWire makes no stream.");
        AddListeners(raw);
        byte* pod = stackalloc byte[SpaFormat.MostBytes];
        SpaFormat.Write(pod, rate, config.Channels);
        void* parameters = pod;
        if (api.StreamConnect(_state->Stream, DirectionOutput, AnyId, ConnectFlags, &parameters, 1) < 0) throw new DeviceException("PipeWire does not connect the stream.");
        while (_streamState is not (StateError or StatePaused))
        {
            if (_server.IsLost || !_server.WaitHeld()) throw new DeviceException("The PipeWire server does not answer.");
        }

        if (_streamState == StateError) throw new DeviceException($"The audio device \"{config.DeviceName ?? "default"}\" does not open: {_error}.");
    }

    private void AddListeners(bool raw)
    {
        PipeWireEvents.Set(&_listener->StateEvents, StateChanged, (nint)(delegate* unmanaged[Cdecl]<nint, int, int, byte*, void>)&OnState);
        _server.Api.StreamAddListener(_state->Stream, &_listener->State, &_listener->StateEvents, GCHandle.ToIntPtr(_self));
        nint process = raw ? (nint)(delegate*<nint, void>)&PipeWireCallback.Process : (nint)(delegate* unmanaged[Cdecl]<nint, void>)&PipeWireCallback.ProcessWithTransition;
        PipeWireEvents.Set(&_listener->DataEvents, ProcessEvent, process);
        _server.Api.StreamAddListener(_state->Stream, &_listener->Data, &_listener->DataEvents, (nint)_state);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnState(nint data, int before, int now, byte* error)
    {
        var output = (PipeWireOutput)GCHandle.FromIntPtr(data).Target!;
        output._streamState = now;
        if (error != null) output._error = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(error));
        output._server.Signal();
    }

    // What the library keeps pointers to.
    private struct Listener
    {
        public SpaHook State;
        public SpaHook Data;
        public PipeWireEvents StateEvents;
        public PipeWireEvents DataEvents;
    }
}
