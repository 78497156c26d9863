using System;
using System.Runtime.InteropServices;

namespace Seamline.Memory;

/// <summary>A thread's settings in the operating system.</summary>
internal static unsafe partial class OsThread
{
    private const int Batch = 3; // SCHED_BATCH

    /// <summary>
    /// The calling thread works through much at a time: woken, it waits for its time slice instead of preempting the thread that
    /// woke it. Without this a busy machine ran a loader the moment that an edit had woken it, and the edit's call came back after
    /// 7 ms instead of 50 us. Its share of the processor stays the same. Linux only; elsewhere, and where it is refused, nothing changes.
    /// </summary>
    public static void NeverPreempt()
    {
        if (!OperatingSystem.IsLinux()) return;
        int priority = 0; // struct sched_param: one int, 0 for this kind of thread
        _ = sched_setscheduler(0, Batch, &priority); // 0: the calling thread
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int sched_setscheduler(int thread, int policy, int* parameters);
}
