using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace Seamline.Device;

/// <summary>
/// Which thread of the system runs a callback, in native memory: the callback notes it, any other thread asks the system how that thread is scheduled
/// (<see cref="Memory.OsThread.SchedulingOf"/>).
/// </summary>
/// <remarks>
/// The callback makes no system call for it: pthread_self is a read of the thread's own register, and pthread_getcpuclockid calculates from the number that
/// the C library keeps for the thread; the kernel's encoding (linux/posix-timers.h: the number's complement, then three bits) gives it back. How both are
/// called: <see cref="RawCode"/>. Only on Linux; elsewhere the number stays 0.
/// </remarks>
internal unsafe struct CallbackThread
{
    private const int ClockBits = 3;

    private delegate*<nint, nint> _self;
    private delegate*<nint, int*, nint, int> _clockOf;
    private nint _selfFunction;
    private nint _clockFunction;
    private int _number;

    /// <summary>Finds the functions. Thread: control, before the first callback.</summary>
    public static void Prepare(CallbackThread* thread)
    {
        if (!OperatingSystem.IsLinux() || !Find("pthread_self", out nint self) || !Find("pthread_getcpuclockid", out nint clock)) return;
        bool raw = RawCode.MayCall(self) && RawCode.MayCall(clock);
        thread->_clockFunction = clock;
        thread->_clockOf = raw ? (delegate*<nint, int*, nint, int>)clock : &DocumentedClock;
        thread->_self = raw ? (delegate*<nint, nint>)self : &DocumentedSelf;
        thread->_selfFunction = self;
    }

    /// <summary>The calling thread runs the callback. Raw; two calls of a few instructions.</summary>
    public static void Note(CallbackThread* thread)
    {
        if (thread->_selfFunction == 0) return;
        int clock = 0;
        // At every block: a driver may call from another thread, which may have the place in memory of one that has ended.
        int failed = thread->_clockOf(thread->_self(thread->_selfFunction), &clock, thread->_clockFunction);
        int number = failed != 0 ? 0 : ~(clock >> ClockBits);
        if (number != thread->_number) Volatile.Write(ref thread->_number, number); // partner: Number
    }

    /// <summary>The system's number of the thread, 0 before the first callback and where it is not known. Thread: any.</summary>
    public static int Number(CallbackThread* thread) => Volatile.Read(ref thread->_number); // partner: Note

    private static bool Find(string name, out nint function)
    {
        if (NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), name, out function)) return true;
        foreach (string library in new[] { "libc.so.6", "libpthread.so.0", "libc" })
        {
            if (NativeLibrary.TryLoad(library, out nint handle) && NativeLibrary.TryGetExport(handle, name, out function)) return true;
        }

        return false;
    }

    private static nint DocumentedSelf(nint function) => ((delegate* unmanaged[Cdecl, SuppressGCTransition]<nint>)function)();

    private static int DocumentedClock(nint self, int* clock, nint function) =>
        ((delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int*, int>)function)(self, clock);
}
