using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Seamline.Device;

/// <summary>The functions of libpipewire-0.3 in use, loaded at run time. Their names are the library's.</summary>
internal sealed unsafe class PipeWireApi
{
    public readonly delegate* unmanaged[Cdecl]<byte*, SpaDict*, nint> ThreadLoopNew;
    public readonly delegate* unmanaged[Cdecl]<nint, nint> ThreadLoopGetLoop;
    public readonly delegate* unmanaged[Cdecl]<nint, int> ThreadLoopStart;
    public readonly delegate* unmanaged[Cdecl]<nint, void> ThreadLoopStop;
    public readonly delegate* unmanaged[Cdecl]<nint, void> ThreadLoopLock;
    public readonly delegate* unmanaged[Cdecl]<nint, void> ThreadLoopUnlock;
    public readonly delegate* unmanaged[Cdecl]<nint, int, int> ThreadLoopTimedWait;
    public readonly delegate* unmanaged[Cdecl]<nint, byte, void> ThreadLoopSignal;
    public readonly delegate* unmanaged[Cdecl]<nint, void> ThreadLoopDestroy;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, nuint, nint> ContextNew;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, nuint, SpaInterface*> ContextConnect;
    public readonly delegate* unmanaged[Cdecl]<nint, void> ContextDestroy;
    public readonly delegate* unmanaged[Cdecl]<SpaInterface*, int> CoreDisconnect;
    public readonly delegate* unmanaged[Cdecl]<SpaInterface*, SpaHook*, PipeWireEvents*, nint, void> ProxyAddObjectListener;
    public readonly delegate* unmanaged[Cdecl]<SpaInterface*, void> ProxyDestroy;
    public readonly delegate* unmanaged[Cdecl]<byte*, nint> PropertiesNewString;
    public readonly delegate* unmanaged[Cdecl]<SpaInterface*, byte*, nint, nint> StreamNew;
    public readonly delegate* unmanaged[Cdecl]<nint, SpaHook*, PipeWireEvents*, nint, void> StreamAddListener;
    public readonly delegate* unmanaged[Cdecl]<nint, int, uint, uint, void**, uint, int> StreamConnect;
    public readonly delegate* unmanaged[Cdecl]<nint, byte, int> StreamSetActive;
    public readonly delegate* unmanaged[Cdecl]<nint, uint> StreamGetNodeId;
    public readonly delegate* unmanaged[Cdecl]<nint, void> StreamDestroy;

    /// <summary>For the callback, which calls them by their bare addresses: pw_stream_dequeue_buffer, _queue_buffer and _get_time_n.</summary>
    public readonly nint Dequeue;

    /// <inheritdoc cref="Dequeue"/>
    public readonly nint Queue;

    /// <inheritdoc cref="Dequeue"/>
    public readonly nint GetTime;

    private const string File03 = "libpipewire-0.3.so.0";

    private PipeWireApi(nint library)
    {
        nint Of(string name) => NativeLibrary.GetExport(library, "pw_" + name);
        ThreadLoopNew = (delegate* unmanaged[Cdecl]<byte*, SpaDict*, nint>)Of("thread_loop_new");
        ThreadLoopGetLoop = (delegate* unmanaged[Cdecl]<nint, nint>)Of("thread_loop_get_loop");
        ThreadLoopStart = (delegate* unmanaged[Cdecl]<nint, int>)Of("thread_loop_start");
        ThreadLoopStop = (delegate* unmanaged[Cdecl]<nint, void>)Of("thread_loop_stop");
        ThreadLoopLock = (delegate* unmanaged[Cdecl]<nint, void>)Of("thread_loop_lock");
        ThreadLoopUnlock = (delegate* unmanaged[Cdecl]<nint, void>)Of("thread_loop_unlock");
        ThreadLoopTimedWait = (delegate* unmanaged[Cdecl]<nint, int, int>)Of("thread_loop_timed_wait");
        ThreadLoopSignal = (delegate* unmanaged[Cdecl]<nint, byte, void>)Of("thread_loop_signal");
        ThreadLoopDestroy = (delegate* unmanaged[Cdecl]<nint, void>)Of("thread_loop_destroy");
        ContextNew = (delegate* unmanaged[Cdecl]<nint, nint, nuint, nint>)Of("context_new");
        ContextConnect = (delegate* unmanaged[Cdecl]<nint, nint, nuint, SpaInterface*>)Of("context_connect");
        ContextDestroy = (delegate* unmanaged[Cdecl]<nint, void>)Of("context_destroy");
        CoreDisconnect = (delegate* unmanaged[Cdecl]<SpaInterface*, int>)Of("core_disconnect");
        ProxyAddObjectListener = (delegate* unmanaged[Cdecl]<SpaInterface*, SpaHook*, PipeWireEvents*, nint, void>)Of("proxy_add_object_listener");
        ProxyDestroy = (delegate* unmanaged[Cdecl]<SpaInterface*, void>)Of("proxy_destroy");
        PropertiesNewString = (delegate* unmanaged[Cdecl]<byte*, nint>)Of("properties_new_string");
        StreamNew = (delegate* unmanaged[Cdecl]<SpaInterface*, byte*, nint, nint>)Of("stream_new");
        StreamAddListener = (delegate* unmanaged[Cdecl]<nint, SpaHook*, PipeWireEvents*, nint, void>)Of("stream_add_listener");
        StreamConnect = (delegate* unmanaged[Cdecl]<nint, int, uint, uint, void**, uint, int>)Of("stream_connect");
        StreamSetActive = (delegate* unmanaged[Cdecl]<nint, byte, int>)Of("stream_set_active");
        StreamGetNodeId = (delegate* unmanaged[Cdecl]<nint, uint>)Of("stream_get_node_id");
        StreamDestroy = (delegate* unmanaged[Cdecl]<nint, void>)Of("stream_destroy");
        Dequeue = Of("stream_dequeue_buffer");
        Queue = Of("stream_queue_buffer");
        GetTime = Of("stream_get_time_n"); // of 0.3.50
        ((delegate* unmanaged[Cdecl]<int*, byte***, void>)Of("init"))(null, null);
    }

    /// <summary>Loads the library where a server's socket is; null where there is neither, or where it is too old.</summary>
    public static PipeWireApi? TryLoad()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess || !HasSocket()) return null;
        if (!NativeLibrary.TryLoad(File03, out nint library)) return null;
        try
        {
            return new PipeWireApi(library);
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    // Where the library itself looks, so that a machine without a server loads nothing.
    private static bool HasSocket()
    {
        string remote = Environment.GetEnvironmentVariable("PIPEWIRE_REMOTE") is { Length: > 0 } named ? named : "pipewire-0";
        if (Path.IsPathRooted(remote)) return File.Exists(remote);
        foreach (string variable in new[] { "PIPEWIRE_RUNTIME_DIR", "XDG_RUNTIME_DIR", "USERPROFILE" })
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } folder) return File.Exists(Path.Combine(folder, remote));
        }

        return File.Exists(Path.Combine("/run/pipewire", remote));
    }
}
