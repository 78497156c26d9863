using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Device;
using Seamline.Render;

namespace Seamline.Abi;

/// <summary>
/// seam_render: a host's audio thread enters here. Raw code like all that it reaches, the check of the handle included.
/// </summary>
internal static unsafe class RenderEntry
{
    /// <summary>The body of all entries.</summary>
    /// <param name="handle">A seam_engine; anything else is refused.</param>
    /// <param name="output">Interleaved, room for <paramref name="frames"/> frames of the engine's channels.</param>
    /// <param name="frames">Frames wanted, any number.</param>
    /// <param name="heard">When the first frame will be heard, ns of the host's clock; null where the host does not say.</param>
    /// <param name="flags">Of that time.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // so that the entry without a time does not look for one
    public static Status Pull(long handle, float* output, uint frames, long* heard, uint flags)
    {
        HandleRow* row = HandleRow.Of(handle);
        if (row == null || HandleRow.KindOf(handle) != HandleKind.Engine) return Status.InvalidHandle;
        if (Volatile.Read(ref row->Handle) != handle) return Status.InvalidHandle; // partner: Handles.Close
        if ((output == null && frames != 0) || (flags & ~PullClock.Exact) != 0) return Status.InvalidArgument;

        // One at a time, and never beside a device: the second is refused instead of corrupting the first.
        // Partner: Handles.Close, which clears the handle before it claims the renderer. Both are full fences: either this
        // sees the handle gone, or Close sees this inside and waits.
        if (!RenderClaim.TryTake(&row->Renderer, RenderClaim.Pulled)) return Status.InvalidState;
        Status status = Status.InvalidHandle;
        if (Volatile.Read(ref row->Handle) == handle) // partner: Handles.Close
        {
            long began = BlockClock.Begin(row->Clock);
            row->State->BlockBegan = began;
            if (heard != null) PullClock.Follow(row->Audible, row->State, frames, *heard, flags);
            Callback.Render(row->State, output, frames);
            if (heard != null) AudibleClock.Place(row->Audible, row->State);
            _ = BlockClock.End(row->Clock, began);
            status = Status.Ok;
        }

        RenderClaim.Release(&row->Renderer); // partner: Handles.Close
        return status;
    }

    /// <summary>The entry that hosts call. Raw where that is proven, else the documented one.</summary>
#if SEAMLINE_RAW_ENTRY
    [System.Runtime.RuntimeExport("seam_render")] // fence: a name for the compiler
#else
    [UnmanagedCallersOnly(EntryPoint = "seam_render", CallConvs = [typeof(CallConvCdecl)])] // fence: a name for the compiler
#endif
    public static int Render(nint engine, float* output, uint frames) => (int)Pull(engine, output, frames, null, 0);

    /// <summary>The same of a host that says when the block will be heard.</summary>
#if SEAMLINE_RAW_ENTRY
    [System.Runtime.RuntimeExport("seam_render_at")] // fence: a name for the compiler
#else
    [UnmanagedCallersOnly(EntryPoint = "seam_render_at", CallConvs = [typeof(CallConvCdecl)])] // fence: a name for the compiler
#endif
    public static int RenderAt(nint engine, float* output, uint frames, long heardNanoseconds, uint flags) =>
        (int)Pull(engine, output, frames, &heardNanoseconds, flags);

    /// <summary>The same by the documented way in: attaches the thread and waits while this runtime collects.</summary>
    [UnmanagedCallersOnly(EntryPoint = "seam_render_documented", CallConvs = [typeof(CallConvCdecl)])] // fence: a name for the compiler
    public static int RenderDocumented(nint engine, float* output, uint frames) => (int)Pull(engine, output, frames, null, 0);
}
