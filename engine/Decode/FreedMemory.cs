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
    // Below the size from which the C library maps memory apart, and as many as the largest index and what building it takes.
    private const int PartBytes = 96 << 10;
    private const int MostParts = 400;
    private const int HeapBits = 26; // a thread's heap lies within 64 MiB

    private static readonly nint Trim = Find("malloc_trim");
    private static readonly nint Take = Find("malloc");
    private static readonly nint Free = Find("free");
    private static long Returned;

    /// <summary>Looks for the functions, where a call may still allocate.</summary>
    public static void Prepare() => RuntimeHelpers.RunClassConstructor(typeof(FreedMemory).TypeHandle);

    /// <summary>How often memory was given back; for tests.</summary>
    public static long Returns => Volatile.Read(ref Returned); // pairs with the increment in Return: one value, no order needed

    /// <summary>Gives back what is free: about a millisecond. Thread: loader, control.</summary>
    public static void Return()
    {
        Interlocked.Increment(ref Returned); // partner: Returns
        TrimAll();
    }

    /// <summary>
    /// Gives back what this thread has left, where another one has closed what this one opened: memory belongs to the thread that took it, and each
    /// can give back its own only. Thread: loader, or a worker's lane. Costs a read where nothing was returned since.
    /// </summary>
    /// <param name="seen">The returns that the thread has seen.</param>
    public static void ReturnOwn(ref long seen)
    {
        long returned = Returns;
        if (returned == seen) return;
        seen = returned;
        TrimAll();
    }

    // malloc_trim leaves out the end of every heap but the first thread's: what is free there is not in its lists. So that is taken in parts and freed but for
    // the last part, below which it is in the lists. Taking touches a page of each.
    private static void TrimAll()
    {
        if (Trim == 0) return;
        if (Take == 0 || Free == 0)
        {
            _ = ((delegate* unmanaged[Cdecl]<nuint, int>)Trim)(0);
            return;
        }

        var take = (delegate* unmanaged[Cdecl]<nuint, void*>)Take;
        var free = (delegate* unmanaged[Cdecl]<void*, void>)Free;
        void** parts = stackalloc void*[MostParts];
        int count = 0;
        for (; count < MostParts && (parts[count] = take(PartBytes)) != null; count++)
        {
            if (((nint)parts[count] ^ (nint)parts[0]) >> HeapBits == 0) continue;
            free(parts[count]); // its own heap is full: this is another's
            break;
        }

        for (int i = 0; i < count - 1; i++) free(parts[i]);
        _ = ((delegate* unmanaged[Cdecl]<nuint, int>)Trim)(0);
        if (count > 0) free(parts[count - 1]);
    }

    private static nint Find(string name) =>
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out nint library) && NativeLibrary.TryGetExport(library, name, out nint function)
            ? function : 0;
}
