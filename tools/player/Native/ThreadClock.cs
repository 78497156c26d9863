using System;
using System.Runtime.InteropServices;

namespace Seamline.Ui.Native;

/// <summary>
/// CPU time of the calling thread: what a frame takes of a machine, whatever else the machine does. Linux; elsewhere it stands still.
/// </summary>
internal static partial class ThreadClock
{
    // CLOCK_THREAD_CPUTIME_ID of linux/time.h.
    private const int ThisThread = 3;

    /// <summary>Nanoseconds since the thread began; 0 where it is not known.</summary>
    public static long Nanoseconds() =>
        OperatingSystem.IsLinux() && clock_gettime(ThisThread, out Time now) == 0 ? (now.Seconds * 1_000_000_000) + now.Nanoseconds : 0;

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out Time now);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
