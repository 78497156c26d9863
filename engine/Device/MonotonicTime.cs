using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Device;

/// <summary>
/// The machine's monotonic clock as raw code can read it: the CPU's counter where it is to be trusted (<see cref="CpuTicks"/>), else a function
/// pointer, resolved by the control thread.
/// </summary>
/// <remarks>
/// Stopwatch would do the same through a P/Invoke with a transition, which attaches a foreign thread and can wait for a
/// collection. clock_gettime is answered by the vDSO, without a system call; QueryPerformanceCounter reads the TSC likewise.
/// How it is called: <see cref="RawCode"/>.
/// </remarks>
internal unsafe struct MonotonicTime
{
    private const int LinuxMonotonic = 1;
    private const int AppleMonotonic = 6;

    private nint _function;
    private delegate*<int, TimeSpec*, nint, int> _clockGettime;
    private double _nanosecondsPerTick;
    private int _clockId;
    private TickScale _scale;

    /// <summary>Finds the clock. Thread: control.</summary>
    /// <exception cref="DeviceException">The system has none (no system this engine is built for).</exception>
    public static MonotonicTime Resolve()
    {
        var time = default(MonotonicTime);
        bool windows = OperatingSystem.IsWindows();
        if (!Find(windows ? "QueryPerformanceCounter" : "clock_gettime", windows ? ["kernel32"] : ["libc.so.6", "libc"], out time._function))
        {
            throw new DeviceException("This system has no monotonic clock: neither clock_gettime nor QueryPerformanceCounter.");
        }

        time._clockGettime = RawCode.MayCall(time._function) ? (delegate*<int, TimeSpec*, nint, int>)time._function : &Documented;
        time._clockId = OperatingSystem.IsMacOS() ? AppleMonotonic : LinuxMonotonic;
        time._nanosecondsPerTick = 1e9 / Stopwatch.Frequency;
        time._scale = CpuTicks.Scale(&time);
        return time;
    }

    /// <summary>
    /// The system's own clock, ns since its origin: what other programs read too. <see cref="Now"/> is cheaper, and may drift from it by a
    /// ten-thousandth. Raw. Thread: any.
    /// </summary>
    public static long HostNow(MonotonicTime* time) => Ask(time);

    /// <summary>Now, ns since an arbitrary origin. Raw. Thread: any.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // the callback's own, twice a block
    public static long Now(MonotonicTime* time) => time->_scale.IsKnown ? time->_scale.At(CpuTicks.Now()) : Ask(time);

    // The one call through a pointer on the callback's path, kept in a function of its own so that the proof over the object code can
    // name it: the system's clock, answered without a system call.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Ask(MonotonicTime* time)
    {
        unchecked
        {
            // A constant to the compiler: one of the two branches is not there.
            if (OperatingSystem.IsWindows())
            {
                long ticks = 0;
                _ = ((delegate* unmanaged[Cdecl, SuppressGCTransition]<long*, int>)time->_function)(&ticks);
                return (long)(ticks * time->_nanosecondsPerTick);
            }

            TimeSpec now = default;
            _ = time->_clockGettime(time->_clockId, &now, time->_function);
            return (now.Seconds * 1_000_000_000L) + now.Nanoseconds;
        }
    }

    // The C library is in the program already, but for a program linked without it.
    private static bool Find(string name, string[] libraries, out nint function)
    {
        if (NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), name, out function))
        {
            return true;
        }

        foreach (string library in libraries)
        {
            if (NativeLibrary.TryLoad(library, out nint handle) && NativeLibrary.TryGetExport(handle, name, out function))
            {
                return true;
            }
        }

        return false;
    }

    private static int Documented(int clock, TimeSpec* now, nint function) =>
        ((delegate* unmanaged[Cdecl, SuppressGCTransition]<int, TimeSpec*, int>)function)(clock, now);

    // struct timespec of the 64-bit systems.
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
