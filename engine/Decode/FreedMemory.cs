using System;
using System.Runtime.InteropServices;

namespace Seamline.Decode;

/// <summary>
/// Gives memory back to the system that FFmpeg has freed: the C library of Linux keeps what was freed by one thread for that thread, up to 30 MB
/// each, and the index of three hours of mp4 is 18 MB in every demuxer. Elsewhere nothing is done.
/// </summary>
internal static unsafe class FreedMemory
{
    private static readonly nint Trim = Find();

    /// <summary>Looks for the function, where a call may still allocate.</summary>
    public static void Prepare() => System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(FreedMemory).TypeHandle);

    /// <summary>Gives back what is free: about a millisecond. Thread: loader, control.</summary>
    public static void Return()
    {
        if (Trim != 0) _ = ((delegate* unmanaged[Cdecl]<nuint, int>)Trim)(0);
    }

    private static nint Find() =>
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out nint library) && NativeLibrary.TryGetExport(library, "malloc_trim", out nint function)
            ? function : 0;
}
