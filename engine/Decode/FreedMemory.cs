using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace Seamline.Decode;

/// <summary>
/// Gives memory back to the system that FFmpeg has freed: the C library of Linux keeps what was freed by one thread for that thread, up to 30 MB
/// each. The index of three hours of mp4 is 11 MB in every demuxer, and 20 MB more while it is built: those stayed until the file was closed.
/// Elsewhere nothing is done.
/// </summary>
internal static unsafe class FreedMemory
{
    private static readonly nint Trim = Find();
    private static long Returned;

    /// <summary>Looks for the function, where a call may still allocate.</summary>
    public static void Prepare() => RuntimeHelpers.RunClassConstructor(typeof(FreedMemory).TypeHandle);

    /// <summary>How often memory was given back; for tests.</summary>
    public static long Returns => Volatile.Read(ref Returned); // pairs with the increment in Return: one value, no order needed

    /// <summary>Gives back what is free: about a millisecond. Thread: loader, control.</summary>
    public static void Return()
    {
        Interlocked.Increment(ref Returned); // partner: Returns
        if (Trim != 0) _ = ((delegate* unmanaged[Cdecl]<nuint, int>)Trim)(0);
    }

    private static nint Find() =>
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out nint library) && NativeLibrary.TryGetExport(library, "malloc_trim", out nint function)
            ? function : 0;
}
