using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace Seamline.Device;

/// <summary>A sink of a PipeWire server.</summary>
/// <param name="Serial">Tells it from every other that the server has or had.</param>
/// <param name="NodeName">The server's name for it.</param>
/// <param name="Description">The name for people.</param>
internal sealed record PipeWireSink(string Serial, string NodeName, string Description);

/// <summary>A connection to a PipeWire server: its sinks, its default and its settings, kept by a thread of the library.</summary>
/// <remarks>
/// Thread: control. What the server sends is handled on the library's thread, under the loop's lock (<see cref="Hold"/>), which the readers here take; it
/// is never held while the server is waited for, but for the wait itself, which lets go of it. The process callback takes no part in it.
/// </remarks>
internal sealed unsafe class PipeWireServer : IDisposable
{
    private const int PatienceSeconds = 3;
    private const uint MetadataVersion = 3;
    private const uint RegistryVersion = 3;

    // Places in the library's tables: methods and events alike begin with a version.
    private const int CoreSync = 3;
    private const int CoreGetRegistry = 6;
    private const int RegistryBind = 2;
    private const int CoreDone = 1;
    private const int CoreError = 3;

    private readonly Dictionary<uint, PipeWireSink> _sinks = [];
    private readonly Dictionary<uint, (uint From, uint To)> _links = [];
    private readonly List<nint> _metadata = []; // proxies
    private readonly Hooks* _hooks;
    private readonly nint _loop;
    private readonly nint _context;
    private readonly SpaInterface* _registry;
    private GCHandle _self;
    private string _default = string.Empty;
    private int _rate;
    private int _forcedRate;
    private int _period;
    private int _forcedPeriod;
    private int _synced = -1;
    private bool _isLost;
    private int _changes;

    private PipeWireServer(PipeWireApi api)
    {
        Api = api;
        _hooks = (Hooks*)NativeMemory.AllocZeroed((nuint)sizeof(Hooks));
        _self = GCHandle.Alloc(this);
        try
        {
            fixed (byte* name = "seamline pipewire"u8) _loop = api.ThreadLoopNew(name, null);
            if (_loop != 0) _context = api.ContextNew(api.ThreadLoopGetLoop(_loop), 0, 0);
            if (_context == 0 || api.ThreadLoopStart(_loop) < 0) throw new DeviceException("PipeWire's client library does not start.");
            using (Hold())
            {
                Core = api.ContextConnect(_context, 0, 0);
                if (Core == null) throw new DeviceException("The PipeWire server does not answer.");
                Listen();
                _registry = ((delegate* unmanaged[Cdecl]<nint, uint, nuint, SpaInterface*>)Core->Methods[CoreGetRegistry])(Core->Data, RegistryVersion, 0);
                if (_registry == null) throw new DeviceException("The PipeWire server has no registry.");
                PipeWireEvents.Set(&_hooks->RegistryEvents, 0, (nint)(delegate* unmanaged[Cdecl]<nint, uint, uint, byte*, uint, SpaDict*, void>)&OnGlobal);
                PipeWireEvents.Set(&_hooks->RegistryEvents, 1, (nint)(delegate* unmanaged[Cdecl]<nint, uint, void>)&OnGlobalRemoved);
                api.ProxyAddObjectListener(_registry, &_hooks->Registry, &_hooks->RegistryEvents, GCHandle.ToIntPtr(_self));
            }

            Synchronise(); // the objects
            Synchronise(); // what the metadata among them say
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The functions.</summary>
    public PipeWireApi Api { get; }

    /// <summary>The connection.</summary>
    public SpaInterface* Core { get; private set; }

    /// <summary>Whether the server has gone.</summary>
    public bool IsLost => Volatile.Read(ref _isLost); // partner: OnError

    /// <summary>Rises with everything that the server says of its objects and settings.</summary>
    public int Changes => Volatile.Read(ref _changes); // partner: Changed

    /// <summary>Rate of the graph, Hz.</summary>
    public int Rate
    {
        get
        {
            using (Hold()) return _forcedRate > 0 ? _forcedRate : _rate > 0 ? _rate : SdlDevices.FallbackRate;
        }
    }

    /// <summary>Frames of a cycle at <see cref="Rate"/>, where no client asks for less or more.</summary>
    public int PeriodFrames
    {
        get
        {
            using (Hold()) return _forcedPeriod > 0 ? _forcedPeriod : _period > 0 ? _period : 1_024;
        }
    }

    /// <summary>Connects to the user's server; null where there is none.</summary>
    public static PipeWireServer? TryConnect()
    {
        PipeWireApi? api = PipeWireApi.TryLoad();
        if (api == null) return null;
        try
        {
            return new PipeWireServer(api);
        }
        catch (DeviceException)
        {
            return null;
        }
    }

    /// <summary>The sinks, in the order in which the server made them.</summary>
    public PipeWireSink[] Sinks()
    {
        using (Hold()) return [.. _sinks.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
    }

    /// <summary>The sink that is the default now, or null.</summary>
    public PipeWireSink? Default()
    {
        using (Hold()) return _sinks.Values.FirstOrDefault(sink => sink.NodeName == _default);
    }

    /// <summary>The sink that a node of this program plays on, or null.</summary>
    public PipeWireSink? SinkOf(uint node)
    {
        using (Hold())
        {
            foreach ((uint from, uint to) in _links.Values)
            {
                if (from == node && _sinks.TryGetValue(to, out PipeWireSink? sink)) return sink;
            }

            return null;
        }
    }

    /// <summary>Holds the loop: what the library's thread does waits meanwhile, the process callback does not.</summary>
    public LoopHold Hold() => new(Api, _loop);

    /// <summary>Waits, with the loop held, until something is signalled; false after a while without.</summary>
    public bool WaitHeld() => Api.ThreadLoopTimedWait(_loop, PatienceSeconds) == 0;

    /// <summary>Wakes who waits. On the library's thread.</summary>
    public void Signal() => Api.ThreadLoopSignal(_loop, 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_self.IsAllocated) return;
        if (_loop != 0) Api.ThreadLoopStop(_loop);
        foreach (nint proxy in _metadata) Api.ProxyDestroy((SpaInterface*)proxy);
        if (_registry != null) Api.ProxyDestroy(_registry);
        if (Core != null) _ = Api.CoreDisconnect(Core);
        if (_context != 0) Api.ContextDestroy(_context);
        if (_loop != 0) Api.ThreadLoopDestroy(_loop);
        _self.Free();
        NativeMemory.Free(_hooks);
        GC.SuppressFinalize(this);
    }

    private void Listen()
    {
        PipeWireEvents.Set(&_hooks->CoreEvents, CoreDone, (nint)(delegate* unmanaged[Cdecl]<nint, uint, int, void>)&OnDone);
        PipeWireEvents.Set(&_hooks->CoreEvents, CoreError, (nint)(delegate* unmanaged[Cdecl]<nint, uint, int, int, byte*, void>)&OnError);
        Api.ProxyAddObjectListener(Core, &_hooks->Core, &_hooks->CoreEvents, GCHandle.ToIntPtr(_self));
        PipeWireEvents.Set(&_hooks->MetadataEvents, 0, (nint)(delegate* unmanaged[Cdecl]<nint, uint, byte*, byte*, byte*, int>)&OnProperty);
    }

    // Waits until the server has answered everything so far.
    private void Synchronise()
    {
        using (Hold())
        {
            int number = ((delegate* unmanaged[Cdecl]<nint, uint, int, int>)Core->Methods[CoreSync])(Core->Data, 0, 0);
            while (_synced != number && !_isLost)
            {
                if (!WaitHeld()) throw new DeviceException("The PipeWire server does not answer.");
            }

            if (_isLost) throw new DeviceException("The PipeWire server has closed the connection.");
        }
    }

    private void Add(uint id, string type, SpaDict* properties)
    {
        switch (type)
        {
            case "PipeWire:Interface:Node":
                string kind = Text(properties, "media.class");
                if (!kind.StartsWith("Audio/Sink", StringComparison.Ordinal) && !kind.StartsWith("Audio/Duplex", StringComparison.Ordinal)) return;
                string name = Text(properties, "node.name");
                string description = Text(properties, "node.description");
                _sinks[id] = new PipeWireSink(Text(properties, "object.serial"), name, description.Length > 0 ? description : name);
                break;
            case "PipeWire:Interface:Link":
                _links[id] = (Number(Text(properties, "link.output.node")), Number(Text(properties, "link.input.node")));
                break;
            case "PipeWire:Interface:Metadata" when Text(properties, "metadata.name") is "default" or "settings" && _metadata.Count < Hooks.MostMetadata:
                SpaInterface* proxy;
                fixed (byte* interfaceName = "PipeWire:Interface:Metadata\0"u8)
                {
                    proxy = ((delegate* unmanaged[Cdecl]<nint, uint, byte*, uint, nuint, SpaInterface*>)_registry->Methods[RegistryBind])(
                        _registry->Data, id, interfaceName, MetadataVersion, 0);
                }

                if (proxy == null) return;
                Api.ProxyAddObjectListener(proxy, _metadata.Count == 0 ? &_hooks->Default : &_hooks->Settings, &_hooks->MetadataEvents, GCHandle.ToIntPtr(_self));
                _metadata.Add((nint)proxy);
                break;
            default:
                break;
        }
    }

    private void Learn(string key, string value)
    {
        switch (key)
        {
            case "default.audio.sink":
                _default = NameIn(value);
                break;
            case "clock.rate":
                _rate = (int)Number(value);
                break;
            case "clock.force-rate":
                _forcedRate = (int)Number(value);
                break;
            case "clock.quantum":
                _period = (int)Number(value);
                break;
            case "clock.force-quantum":
                _forcedPeriod = (int)Number(value);
                break;
            default:
                break;
        }
    }

    // {"name":"..."}
    private static string NameIn(string json)
    {
        string[] parts = json.Split('"'); // node names have neither quotes nor backslashes
        int key = Array.IndexOf(parts, "name");
        return key >= 0 && key + 2 < parts.Length ? parts[key + 2] : string.Empty;
    }

    private static uint Number(string text) => uint.TryParse(text, CultureInfo.InvariantCulture, out uint number) ? number : 0;

    private static string Text(byte* text) => text == null ? string.Empty : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));

    private static string Text(SpaDict* properties, string key)
    {
        for (uint i = 0; properties != null && i < properties->Count; i++)
        {
            if (Text(properties->Items[i].Key) == key) return Text(properties->Items[i].Value);
        }

        return string.Empty;
    }

    // After what has changed. On the library's thread.
    private static void Changed(PipeWireServer server) => Volatile.Write(ref server._changes, server._changes + 1); // partner: Changes

    private static PipeWireServer Of(nint data) => (PipeWireServer)GCHandle.FromIntPtr(data).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static void OnGlobal(nint data, uint id, uint permissions, byte* type, uint version, SpaDict* properties)
    {
        PipeWireServer server = Of(data);
        server.Add(id, Text(type), properties);
        Changed(server);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static void OnGlobalRemoved(nint data, uint id)
    {
        PipeWireServer server = Of(data);
        if (!server._sinks.Remove(id)) server._links.Remove(id);
        Changed(server);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static int OnProperty(nint data, uint subject, byte* key, byte* type, byte* value)
    {
        if (key == null) return 0;
        PipeWireServer server = Of(data);
        server.Learn(Text(key), Text(value));
        Changed(server);
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static void OnDone(nint data, uint id, int sequence)
    {
        if (id != 0) return;
        PipeWireServer server = Of(data);
        server._synced = sequence;
        server.Signal();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static void OnError(nint data, uint id, int sequence, int result, byte* message)
    {
        if (id != 0) return; // of an object: its owner sees it
        PipeWireServer server = Of(data);
        Volatile.Write(ref server._isLost, true); // partner: IsLost
        server.Signal();
    }

    // What the library keeps pointers to.
    private struct Hooks
    {
        public const int MostMetadata = 2;

        public SpaHook Core;
        public SpaHook Registry;
        public PipeWireEvents CoreEvents;
        public PipeWireEvents RegistryEvents;
        public PipeWireEvents MetadataEvents;
        public SpaHook Default;
        public SpaHook Settings;
    }
}
