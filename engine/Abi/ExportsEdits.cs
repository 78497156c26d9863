using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seamline.h: edits in place, of many ranges, and several as one.</summary>
/// <remarks>Every export catches what it calls may throw; nothing crosses.</remarks>
internal static unsafe class ExportsEdits
{
    [UnmanagedCallersOnly(EntryPoint = "seam_lift", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Lift(nint engine, double inSeconds, double outSeconds)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.Lift(inSeconds, outSeconds);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_overwrite", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Overwrite(nint engine, double seconds, SeamSegment* segment, long* id)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if (!ExportsTimeline.TrySpec(segment, out SegmentSpec spec)) return call.Engine.Refuse(Status.InvalidArgument, ExportsTimeline.BadSegment);
            Status status = call.Engine.Overwrite(seconds, spec, out SegmentId made);
            if (status == Status.Ok && id != null) *id = made.Value;
            return status;
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_roll_in", CallConvs = [typeof(CallConvCdecl)])]
    public static Status RollIn(nint engine, long segment, double inSeconds)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.RollIn(new SegmentId(segment), inSeconds);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_roll_out", CallConvs = [typeof(CallConvCdecl)])]
    public static Status RollOut(nint engine, long segment, double outSeconds)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.RollOut(new SegmentId(segment), outSeconds);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_slip", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Slip(nint engine, long segment, double inSeconds)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.Slip(new SegmentId(segment), inSeconds);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_slide", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Slide(nint engine, long segment, double seconds)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.Slide(new SegmentId(segment), seconds);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_remove_ranges", CallConvs = [typeof(CallConvCdecl)])]
    public static Status RemoveRanges(nint engine, SeamEditRange* ranges, uint count)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : Ranges(call.Engine, ranges, count, keep: false);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_keep_ranges", CallConvs = [typeof(CallConvCdecl)])]
    public static Status KeepRanges(nint engine, SeamEditRange* ranges, uint count)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : Ranges(call.Engine, ranges, count, keep: true);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_begin_edits", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Begin(nint engine)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.BeginEdits();
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_end_edits", CallConvs = [typeof(CallConvCdecl)])]
    public static Status End(nint engine)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.EndEdits();
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_cancel_edits", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Cancel(nint engine)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.CancelEdits();
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    private static Status Ranges(Engine engine, SeamEditRange* ranges, uint count, bool keep)
    {
        if (count > Limits.MaxRanges) return engine.Refuse(Status.LimitReached, "seam_edit_range: more ranges than the limit of 65536");
        if (ranges == null && count != 0) return engine.Refuse(Status.InvalidArgument, "seam_edit_range: no ranges");
        var list = (EditRange*)NativeMemory.Alloc(count + 1, (nuint)sizeof(EditRange));
        try
        {
            byte* next = (byte*)ranges;
            for (uint i = 0; i < count; i++)
            {
                // An older or newer header's rows stand their own size apart.
                if (!Border.TryRead((SeamEditRange*)next, out SeamEditRange given))
                    return engine.Refuse(Status.InvalidArgument, "seam_edit_range: struct_size is unknown");
                list[i] = new EditRange(given.InSeconds, given.OutSeconds);
                next += ranges->StructSize;
            }

            var all = new ReadOnlySpan<EditRange>(list, (int)count);
            return keep ? engine.KeepRanges(all) : engine.RemoveRanges(all);
        }
        finally
        {
            NativeMemory.Free(list);
        }
    }
}
