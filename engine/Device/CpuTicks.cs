#if SEAMLINE_RAW_ENTRY
using System;
using System.IO;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
#endif

namespace Seamline.Device;

/// <summary>
/// The CPU's own counter of time, where it may stand in for the system's clock: a look takes a third as long (measured: 10 ns, not 23), and
/// there are two at each block. Only in the library of linux-x64; elsewhere there is no <see cref="Scale"/>.
/// </summary>
internal static unsafe class CpuTicks
{
#if SEAMLINE_RAW_ENTRY
    private const uint PowerLeaf = 0x8000_0007;
    private const int Invariant = 1 << 8;

    // What the kernel itself keeps time by. It gives up the counter where it has seen it drift, or differ between CPUs.
    private const string ClockSource = "/sys/devices/system/clocksource/clocksource0/current_clocksource";

    /// <summary>Now, ticks. Raw. Thread: any. Only where there is a scale.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "seamline_ticks")]
    public static extern ulong Now();

    /// <summary>How to read the ticks; not known where they are not to be trusted. Thread: control.</summary>
    public static TickScale Scale(MonotonicTime* time)
    {
        if (!IsTrusted()) return default;
        ulong ticks;
        long nanoseconds;
        AtLoad(&ticks, &nanoseconds);
        long now = MonotonicTime.Now(time);
        return TickScale.Between(ticks, nanoseconds, Now(), now);
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "seamline_ticks_at_load")]
    private static extern void AtLoad(ulong* ticks, long* nanoseconds);

    private static bool IsTrusted()
    {
        if ((uint)X86Base.CpuId(unchecked((int)0x8000_0000), 0).Eax < PowerLeaf) return false;
        if ((X86Base.CpuId(unchecked((int)PowerLeaf), 0).Edx & Invariant) == 0) return false;
        try
        {
            return string.Equals(File.ReadAllText(ClockSource).Trim(), "tsc", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // nobody vouches for it
        }
    }
#else
    /// <summary>Not asked: there is no scale.</summary>
    public static ulong Now() => 0;

    /// <summary>None.</summary>
    public static TickScale Scale(MonotonicTime* time) => default;
#endif
}
