using System;
using System.Runtime.InteropServices;

namespace Seamline.Device;

/// <summary>The functions of libpulse in use, loaded at run time. Their names are the library's.</summary>
internal sealed unsafe class PulseApi
{
    public readonly delegate* unmanaged[Cdecl]<nint> MainloopNew;
    public readonly delegate* unmanaged[Cdecl]<nint, nint> MainloopGetApi;
    public readonly delegate* unmanaged[Cdecl]<nint, int, int> MainloopPrepare;
    public readonly delegate* unmanaged[Cdecl]<nint, int> MainloopPoll;
    public readonly delegate* unmanaged[Cdecl]<nint, int> MainloopDispatch;
    public readonly delegate* unmanaged[Cdecl]<nint, void> MainloopFree;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, nint> ContextNew;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, int, nint, int> ContextConnect;
    public readonly delegate* unmanaged[Cdecl]<nint, int> ContextGetState;
    public readonly delegate* unmanaged[Cdecl]<nint, void> ContextDisconnect;
    public readonly delegate* unmanaged[Cdecl]<nint, void> ContextUnref;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, void*, nint> GetSinkInputs;
    public readonly delegate* unmanaged[Cdecl]<nint, int> OperationGetState;
    public readonly delegate* unmanaged[Cdecl]<nint, void> OperationCancel;
    public readonly delegate* unmanaged[Cdecl]<nint, void> OperationUnref;
    public readonly delegate* unmanaged[Cdecl]<nint, byte*, byte*> PropertyOf;

    private PulseApi(nint library)
    {
        nint Of(string name) => NativeLibrary.GetExport(library, "pa_" + name);
        MainloopNew = (delegate* unmanaged[Cdecl]<nint>)Of("mainloop_new");
        MainloopGetApi = (delegate* unmanaged[Cdecl]<nint, nint>)Of("mainloop_get_api");
        MainloopPrepare = (delegate* unmanaged[Cdecl]<nint, int, int>)Of("mainloop_prepare");
        MainloopPoll = (delegate* unmanaged[Cdecl]<nint, int>)Of("mainloop_poll");
        MainloopDispatch = (delegate* unmanaged[Cdecl]<nint, int>)Of("mainloop_dispatch");
        MainloopFree = (delegate* unmanaged[Cdecl]<nint, void>)Of("mainloop_free");
        ContextNew = (delegate* unmanaged[Cdecl]<nint, byte*, nint>)Of("context_new");
        ContextConnect = (delegate* unmanaged[Cdecl]<nint, byte*, int, nint, int>)Of("context_connect");
        ContextGetState = (delegate* unmanaged[Cdecl]<nint, int>)Of("context_get_state");
        ContextDisconnect = (delegate* unmanaged[Cdecl]<nint, void>)Of("context_disconnect");
        ContextUnref = (delegate* unmanaged[Cdecl]<nint, void>)Of("context_unref");
        GetSinkInputs = (delegate* unmanaged[Cdecl]<nint, nint, void*, nint>)Of("context_get_sink_input_info_list");
        OperationGetState = (delegate* unmanaged[Cdecl]<nint, int>)Of("operation_get_state");
        OperationCancel = (delegate* unmanaged[Cdecl]<nint, void>)Of("operation_cancel");
        OperationUnref = (delegate* unmanaged[Cdecl]<nint, void>)Of("operation_unref");
        PropertyOf = (delegate* unmanaged[Cdecl]<nint, byte*, byte*>)Of("proplist_gets");
    }

    /// <summary>Loads the library; null where there is none. SDL has loaded it already where it plays through the server.</summary>
    public static PulseApi? TryLoad()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess || !NativeLibrary.TryLoad("libpulse.so.0", out nint library)) return null;
        try
        {
            return new PulseApi(library);
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }
}

/// <summary>struct pa_sink_input_info (pulse/introspect.h), as far as it is read, on 64-bit systems.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct PulseSinkInput
{
    [FieldOffset(0)] public uint Index;
    [FieldOffset(32)] public uint Rate;
    [FieldOffset(36)] public byte Channels;

    /// <summary>What the server holds of the stream's own, microseconds.</summary>
    [FieldOffset(304)] public ulong BufferMicroseconds;

    /// <summary>From there to the ear: of the device, a wireless speaker's too.</summary>
    [FieldOffset(312)] public ulong SinkMicroseconds;

    [FieldOffset(344)] public nint Properties;
}
