using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seamline.h: edits in place, of many ranges, and several as one.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsEdits
{
    [UnmanagedCallersOnly(EntryPoint = "seam_lift", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Lift(nint engine, double inSeconds, double outSeconds) =>
        Border.Run(engine, new LiftCall(inSeconds, outSeconds));

    private readonly struct LiftCall(double inSeconds, double outSeconds) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.Lift(inSeconds, outSeconds);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_overwrite", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Overwrite(nint engine, double seconds, SeamSegment* segment, long* id) =>
        Border.Run(engine, new OverwriteCall(seconds, segment, id));

    private readonly struct OverwriteCall(double seconds, SeamSegment* segment, long* id) : IEngineCall
    {
        public Status Run(EngineTarget at) => Overwrite(at, seconds, segment, id);
    }

    internal static Status Overwrite(EngineTarget at, double seconds, SeamSegment* segment, long* id)
    {
        if (!ExportsTimeline.TrySpec(segment, out SegmentSpec spec)) return Border.RefuseStruct(at.Engine, "seam_segment", segment);
        Status status = at.Engine.Overwrite(seconds, spec, out SegmentId made);
        if (status == Status.Ok && id != null) *id = made.Value;
        return Fields.Segment(at.Engine, status, spec);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_roll_in", CallConvs = [typeof(CallConvCdecl)])]
    public static Status RollIn(nint engine, long segment, double inSeconds) =>
        Border.Run(engine, new RollInCall(segment, inSeconds));

    private readonly struct RollInCall(long segment, double inSeconds) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.RollIn(new SegmentId(segment), inSeconds);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_roll_out", CallConvs = [typeof(CallConvCdecl)])]
    public static Status RollOut(nint engine, long segment, double outSeconds) =>
        Border.Run(engine, new RollOutCall(segment, outSeconds));

    private readonly struct RollOutCall(long segment, double outSeconds) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.RollOut(new SegmentId(segment), outSeconds);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_slip", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Slip(nint engine, long segment, double inSeconds) =>
        Border.Run(engine, new SlipCall(segment, inSeconds));

    private readonly struct SlipCall(long segment, double inSeconds) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.Slip(new SegmentId(segment), inSeconds);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_slide", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Slide(nint engine, long segment, double seconds) =>
        Border.Run(engine, new SlideCall(segment, seconds));

    private readonly struct SlideCall(long segment, double seconds) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.Slide(new SegmentId(segment), seconds);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_remove_ranges", CallConvs = [typeof(CallConvCdecl)])]
    public static Status RemoveRanges(nint engine, SeamEditRange* ranges, uint count) =>
        Border.Run(engine, new RemoveRangesCall(ranges, count));

    private readonly struct RemoveRangesCall(SeamEditRange* ranges, uint count) : IEngineCall
    {
        public Status Run(EngineTarget at) => Ranges(at.Engine, ranges, count, keep: false);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_keep_ranges", CallConvs = [typeof(CallConvCdecl)])]
    public static Status KeepRanges(nint engine, SeamEditRange* ranges, uint count) =>
        Border.Run(engine, new KeepRangesCall(ranges, count));

    private readonly struct KeepRangesCall(SeamEditRange* ranges, uint count) : IEngineCall
    {
        public Status Run(EngineTarget at) => Ranges(at.Engine, ranges, count, keep: true);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_apply_edits", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Apply(nint engine, SeamEdit* edits, uint count, long* newIds) =>
        Border.Run(engine, new ApplyCall(edits, count, newIds));

    private readonly struct ApplyCall(SeamEdit* edits, uint count, long* newIds) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (count > Limits.MaxEdits) return at.Engine.Refuse(Status.LimitReached, "seam_apply_edits: more edits than the limit of 65536");
            if (edits == null && count != 0) return at.Engine.Refuse(Status.InvalidArgument, "seam_apply_edits: no edits");
            var list = (EditOperation*)NativeMemory.Alloc(count + 1, (nuint)sizeof(EditOperation));
            try
            {
                for (uint i = 0; i < count; i++)
                {
                    // An older or newer header's rows stand their own size apart.
                    var edit = (SeamEdit*)((byte*)edits + ((nuint)i * edits->StructSize));
                    if (!TryOperation(edit, out list[i])) return Refuse(at.Engine, edit, (int)i);
                }

                Span<SegmentId> made = newIds == null ? default : new Span<SegmentId>(newIds, (int)count); // an id is its number
                var all = new ReadOnlySpan<EditOperation>(list, (int)count);
                return Fields.Edits(at.Engine, at.Engine.ApplyEdits(all, made), all);
            }
            finally
            {
                NativeMemory.Free(list);
            }
        }
    }

    private static Status Refuse(Engine engine, SeamEdit* edit, int index) =>
        !Border.TryRead(edit, out SeamEdit given) ? Border.RefuseStruct(engine, "seam_edit", edit, index, "edit")
        : given.With == null ? engine.RefuseEdit(index, "seam_edit.with: NULL; an insert and an overwrite need a segment")
        : Border.RefuseStruct(engine, "seam_segment", given.With, index, "edit");

    private static bool TryOperation(SeamEdit* from, out EditOperation operation)
    {
        operation = default;
        if (!Border.TryRead(from, out SeamEdit given)) return false;
        SegmentSpec spec = default;
        bool adds = given.Kind is (int)EditAction.Insert or (int)EditAction.Overwrite;
        if (adds && !ExportsTimeline.TrySpec(given.With, out spec)) return false;
        operation = new EditOperation
        {
            Action = (EditAction)given.Kind,
            Segment = new SegmentId(given.Segment),
            Index = (int)Math.Min(given.Index, int.MaxValue),
            Value = given.Value,
            End = given.EndSeconds,
            Muted = given.Muted != 0,
            Spec = spec,
        };
        return true;
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_begin_edits", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Begin(nint engine) =>
        Border.Run(engine, new BeginCall());

    private readonly struct BeginCall : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.BeginEdits();
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_end_edits", CallConvs = [typeof(CallConvCdecl)])]
    public static Status End(nint engine) =>
        Border.Run(engine, new EndCall());

    private readonly struct EndCall : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.EndEdits();
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_cancel_edits", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Cancel(nint engine) =>
        Border.Run(engine, new CancelCall());

    private readonly struct CancelCall : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.CancelEdits();
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
                    return Border.RefuseStruct(engine, "seam_edit_range", (SeamEditRange*)next, (int)i, "range");
                list[i] = new EditRange(given.InSeconds, given.OutSeconds);
                next += ranges->StructSize;
            }

            var all = new ReadOnlySpan<EditRange>(list, (int)count);
            return Fields.Ranges(engine, keep ? engine.KeepRanges(all) : engine.RemoveRanges(all), all);
        }
        finally
        {
            NativeMemory.Free(list);
        }
    }
}
