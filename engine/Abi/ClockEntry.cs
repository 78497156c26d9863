using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Device;

namespace Seamline.Abi;

/// <summary>seam_clock.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamClock
{
    public uint StructSize;
    public int Reserved;
    public long HostNs;
    public double TimelineFrame;
    public double OutputFrame;
    public double Speed;
    public double Rate;
    public double LatencyFrames;
    public long Segment;
    public long Serial;
}

/// <summary>
/// seam_clock_at, seam_clock_now: any thread of a host's enters here, also an audio thread. Raw code like all that it reaches. The clock lies in memory
/// of the handle's row, which is never freed: a call that comes beside seam_destroy finds the handle gone afterwards, and says so.
/// </summary>
internal static unsafe class ClockEntry
{
    /// <summary>The body of seam_clock_at.</summary>
    public static Status ClockAt(long handle, long hostNanoseconds, SeamClock* clock)
    {
        AudibleClock* audible = Find(handle);
        if (audible == null) return Status.InvalidHandle;
        if (clock == null || clock->StructSize < (uint)sizeof(SeamClock) || clock->StructSize > Border.MaxStructBytes) return Status.InvalidArgument;
        AudibleTime time;
        bool known = AudibleClock.At(audible, hostNanoseconds, &time);
        Volatile.ReadBarrier(); // partner: Handles.Close; what was read before the second look at the handle
        if (Find(handle) != audible) return Status.InvalidHandle;
        if (!known) return Status.InvalidState;
        clock->StructSize = (uint)sizeof(SeamClock);
        clock->Reserved = 0;
        clock->HostNs = hostNanoseconds;
        clock->TimelineFrame = time.TimelineFrame;
        clock->OutputFrame = time.OutputFrame;
        clock->Speed = time.Speed;
        clock->Rate = time.MeasuredRate;
        clock->LatencyFrames = time.LatencyFrames;
        clock->Segment = time.Segment;
        clock->Serial = time.Serial;
        return Status.Ok;
    }

    /// <summary>The body of seam_clock_now.</summary>
    public static Status ClockNow(long handle, long* hostNanoseconds)
    {
        AudibleClock* audible = Find(handle);
        if (audible == null) return Status.InvalidHandle;
        if (hostNanoseconds == null) return Status.InvalidArgument;
        *hostNanoseconds = AudibleClock.Now(audible);
        return Status.Ok;
    }

    /// <summary>What is heard when.</summary>
#if SEAMLINE_RAW_ENTRY
    [System.Runtime.RuntimeExport("seam_clock_at")] // fence: a name for the compiler
#else
    [UnmanagedCallersOnly(EntryPoint = "seam_clock_at", CallConvs = [typeof(CallConvCdecl)])] // fence: a name for the compiler
#endif
    public static int At(nint engine, long hostNanoseconds, SeamClock* clock) => (int)ClockAt(engine, hostNanoseconds, clock);

    /// <summary>The host's clock.</summary>
#if SEAMLINE_RAW_ENTRY
    [System.Runtime.RuntimeExport("seam_clock_now")] // fence: a name for the compiler
#else
    [UnmanagedCallersOnly(EntryPoint = "seam_clock_now", CallConvs = [typeof(CallConvCdecl)])] // fence: a name for the compiler
#endif
    public static int Now(nint engine, long* hostNanoseconds) => (int)ClockNow(engine, hostNanoseconds);

    private static AudibleClock* Find(long handle)
    {
        HandleRow* row = HandleRow.Of(handle);
        if (row == null || HandleRow.KindOf(handle) != HandleKind.Engine) return null;
        return Volatile.Read(ref row->Handle) == handle ? row->Audible : null; // partner: Handles.Close
    }
}
