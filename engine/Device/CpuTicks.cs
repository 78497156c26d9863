#if SEAMLINE_RAW_ENTRY
using System.Runtime;
using System.Runtime.CompilerServices;
#endif

namespace Seamline.Device;

/// <summary>
/// The CPU's own counter of time (ticks.c), where it may replace the system's clock: reading it takes less than half as long (measured: 10 ns,
/// not 23), and there are two at each block. Only in the library of linux-x64; elsewhere there is no <see cref="Scale"/>.
/// </summary>
internal static unsafe class CpuTicks
{
#if SEAMLINE_RAW_ENTRY
    /// <summary>Now, ticks. Raw. Thread: any. Only where there is a scale.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "seamline_ticks")]
    public static extern ulong Now();

    /// <summary>How to read the ticks; not known where they are not to be trusted. Thread: control.</summary>
    public static TickScale Scale(MonotonicTime* time)
    {
        if (IsTrusted() == 0) return default;
        ulong ticks;
        long nanoseconds;
        AtLoad(&ticks, &nanoseconds);
        long now = MonotonicTime.Now(time);
        return TickScale.Between(ticks, nanoseconds, Now(), now);
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "seamline_ticks_trusted")]
    private static extern int IsTrusted();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "seamline_ticks_at_load")]
    private static extern void AtLoad(ulong* ticks, long* nanoseconds);
#else
    /// <summary>Not asked: there is no scale.</summary>
    public static ulong Now() => 0;

    /// <summary>None.</summary>
    public static TickScale Scale(MonotonicTime* time) => default;
#endif
}
