using System;
using System.Runtime.InteropServices;
using TerraFX.Interop.Windows;
using static TerraFX.Interop.Windows.Windows;

namespace Seamline.Memory;

/// <summary>A thread's settings in the operating system.</summary>
internal static unsafe partial class OsThread
{
    private const int Batch = 3; // SCHED_BATCH
    private const int ResetOnFork = 0x4000_0000; // SCHED_RESET_ON_FORK, which rtkit sets

    /// <summary>
    /// The calling thread works through much at a time: woken, it waits for its time slice instead of preempting the thread that
    /// woke it. Without this a busy machine ran a loader the moment that an edit had woken it, and the edit's call came back after
    /// 7 ms instead of 50 us. Its share of the processor stays the same. On Windows what preempts is the boost of a woken thread's priority:
    /// it gets none. Elsewhere, and where it is refused, nothing changes.
    /// </summary>
    public static void NeverPreempt()
    {
        if (OperatingSystem.IsWindowsVersionAtLeast(6, 1)) _ = SetThreadPriorityBoost(GetCurrentThread(), BOOL.TRUE);
        if (!OperatingSystem.IsLinux()) return;
        int priority = 0; // struct sched_param: one int, 0 for this kind of thread
        _ = sched_setscheduler(0, Batch, &priority); // 0: the calling thread
    }

    /// <summary>
    /// On Windows, registers the calling thread with the multimedia class scheduler as one that plays sound; what comes back ends that
    /// (<see cref="EndPlayback"/>). SDL does the same for the threads of its devices. Elsewhere nothing, and 0.
    /// </summary>
    public static nint BeginPlayback()
    {
        if (!OperatingSystem.IsWindowsVersionAtLeast(6, 1)) return 0;
        try
        {
            uint task = 0;
            fixed (char* name = "Audio") return (nint)AvSetMmThreadCharacteristicsW(name, &task).Value;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return 0; // a Windows without multimedia features
        }
    }

    /// <summary>Finds the functions of <see cref="BeginPlayback"/> and <see cref="EndPlayback"/>: the first call of each loads a library.</summary>
    public static void PreparePlayback() => EndPlayback(BeginPlayback());

    /// <summary>Takes back <see cref="BeginPlayback"/> on the same thread.</summary>
    public static void EndPlayback(nint registered)
    {
        if (registered != 0 && OperatingSystem.IsWindowsVersionAtLeast(6, 1)) _ = AvRevertMmThreadCharacteristics(new HANDLE((void*)registered));
    }

    /// <summary>Finds the functions of <see cref="SchedulingOf"/> and makes its texts: the first call of each allocates.</summary>
    public static void PrepareScheduling()
    {
        ThreadScheduling.Prepare();
        if (!OperatingSystem.IsLinux()) return;
        int priority = 0;
        _ = sched_getscheduler(0) + sched_getparam(0, &priority) + getpriority(0, 0); // of the caller
    }

    /// <summary>How the system schedules a thread of this process, by the system's number of it; not known for 0, and but on Linux.</summary>
    public static ThreadScheduling SchedulingOf(int thread)
    {
        if (thread == 0 || !OperatingSystem.IsLinux()) return default;
        int priority = 0;
        int policy = sched_getscheduler(thread);
        if (policy < 0 || sched_getparam(thread, &priority) != 0) return default;
        return (policy & ~ResetOnFork) switch
        {
            1 => new ThreadScheduling(ThreadPolicy.Fifo, priority),
            2 => new ThreadScheduling(ThreadPolicy.RoundRobin, priority),
            6 => new ThreadScheduling(ThreadPolicy.Deadline, 0),
            _ => new ThreadScheduling(ThreadPolicy.Shared, getpriority(0, thread)), // 0: of a process, which on Linux is a thread
        };
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int sched_getscheduler(int thread);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int sched_getparam(int thread, int* priority);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int getpriority(int which, int thread);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int sched_setscheduler(int thread, int policy, int* parameters);
}
