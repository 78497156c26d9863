using System;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Device;
using Seamline.Memory;
using Seamline.Render;

namespace Seamline.Abi;

/// <summary>Gives handles, finds what they stand for, and takes them back when no call is inside.</summary>
/// <remarks>Thread: any but the callback.</remarks>
internal static unsafe class Handles
{
    private const int SleepMilliseconds = 1;

    private static readonly NativeMutex Mutex = new();
    private static readonly object?[] Targets = new object?[Limits.MaxHandles];
    private static readonly ErrorText Text = new();

    /// <summary>Gives a handle, or 0 when all rows are taken.</summary>
    /// <param name="kind">What it stands for.</param>
    /// <param name="target">What its calls find.</param>
    /// <param name="state">An engine's callback state, which outlives the handle.</param>
    /// <param name="clock">An engine's block clock, which outlives the handle.</param>
    public static long Open(HandleKind kind, object target, RenderState* state, BlockClock* clock)
    {
        using (Mutex.Hold())
        {
            int free = Array.IndexOf(Targets, null);
            if (free < 0) return 0;
            HandleRow* row = Rows() + free;
            Targets[free] = target;
            row->State = state;
            row->Renderer = RenderClaim.Free;
            row->Clock = clock;
            if (kind == HandleKind.Engine && row->Audible == null) row->Audible = NewClock();
            row->Generation = (row->Generation + 1) & int.MaxValue;
            long handle = HandleRow.Encode(free, kind, row->Generation);
            Volatile.Write(ref row->Handle, handle); // partner: Enter, RenderEntry.Pull; release: the row before its handle
            return handle;
        }
    }

    /// <summary>Begins a call: what the handle stands for, kept alive until <see cref="Leave"/>; null for no such handle.</summary>
    public static object? Enter(long handle, HandleKind kind)
    {
        HandleRow* row = HandleRow.Of(handle);
        if (row == null || HandleRow.KindOf(handle) != kind) return null;
        if (Volatile.Read(ref row->Handle) != handle) return null; // partner: Close, which late callers must not delay

        // Partner: Close. Both sides write (a full fence), then read: either this sees the handle gone, or Close sees this user.
        Interlocked.Increment(ref row->Users);
        if (Volatile.Read(ref row->Handle) == handle) return Targets[row - HandleTable.Rows];
        Interlocked.Decrement(ref row->Users);
        return null;
    }

    /// <summary>Ends a call that <see cref="Enter"/> began.</summary>
    public static void Leave(long handle) => Interlocked.Decrement(ref HandleRow.Of(handle)->Users); // partner: Close

    /// <summary>
    /// Takes a handle back: from now on it is refused. Calls <paramref name="leave"/>, which makes waiting calls return,
    /// and returns what the handle stood for when the last call and the last block are out; null when it was no such handle.
    /// </summary>
    public static object? Close(long handle, HandleKind kind, Action<object> leave)
    {
        HandleRow* row = HandleRow.Of(handle);
        if (row == null || HandleRow.KindOf(handle) != kind) return null;
        if (Interlocked.CompareExchange(ref row->Handle, 0, handle) != handle) return null; // partner: Enter, RenderEntry.Pull
        object target = Targets[row - HandleTable.Rows]!;
        leave(target);
        while (Volatile.Read(ref row->Users) != 0) Thread.Sleep(SleepMilliseconds); // partner: Enter, Leave
        while (!RenderClaim.TryClose(&row->Renderer)) Thread.Sleep(SleepMilliseconds); // partner: RenderEntry.Pull
        return target;
    }

    /// <summary>After <see cref="Close"/>, once the target is gone: the row may be given again.</summary>
    public static void Recycle(long handle)
    {
        HandleRow* row = HandleRow.Of(handle);
        using (Mutex.Hold())
        {
            row->State = null;
            row->Clock = null;
            Targets[row - HandleTable.Rows] = null;
        }
    }

    /// <summary>Where the claim to render lies for what a handle stands for: in its row, which is never freed.</summary>
    public static int* ClaimOf(long handle) => &HandleRow.Of(handle)->Renderer;

    /// <summary>Where the audible clock lies for an engine: in memory of its row, which is never freed.</summary>
    public static AudibleClock* AudibleOf(long handle) => HandleRow.Of(handle)->Audible;

    /// <summary>Keeps the sentence of a failure that belongs to no engine.</summary>
    public static Status Fail(Status status, string sentence)
    {
        using (Mutex.Hold()) return Text.FailText(status, sentence);
    }

    /// <summary>Says what is wrong with a handle that <see cref="Enter"/> refused.</summary>
    public static Status Refuse(long handle, HandleKind kind)
    {
        string wanted = kind == HandleKind.Engine ? "seam_engine" : "seam_offline";
        HandleKind claimed = HandleRow.Of(handle) == null ? HandleKind.None : HandleRow.KindOf(handle);
        using (Mutex.Hold())
        {
            if (handle == 0) return Text.Fail(Status.InvalidHandle, $"the {wanted} is NULL");
            if (claimed is not (HandleKind.Engine or HandleKind.Offline)) return Text.Fail(Status.InvalidHandle, $"this is no {wanted}");
            if (claimed != kind) return Text.Fail(Status.InvalidHandle, $"this is a {(claimed == HandleKind.Engine ? "seam_engine" : "seam_offline")}, not a {wanted}");
            return Text.Fail(Status.InvalidHandle, $"the {wanted} is destroyed");
        }
    }

    /// <summary>Copies the sentence of the last failure that belongs to no engine; returns its length.</summary>
    public static int CopyError(Span<byte> to)
    {
        using (Mutex.Hold()) return Text.CopyTo(to);
    }

    private static AudibleClock* NewClock()
    {
        void* clock = NativeMemory.AlignedAlloc((nuint)sizeof(AudibleClock), 128);
        NativeMemory.Clear(clock, (nuint)sizeof(AudibleClock));
        return (AudibleClock*)clock;
    }

    private static HandleRow* Rows()
    {
        if (HandleTable.Rows != null) return HandleTable.Rows;
        nuint bytes = Limits.MaxHandles * HandleRow.Size;
        void* rows = NativeMemory.AlignedAlloc(bytes, 128);
        NativeMemory.Clear(rows, bytes);
        HandleTable.Rows = (HandleRow*)rows;
        return HandleTable.Rows;
    }
}
