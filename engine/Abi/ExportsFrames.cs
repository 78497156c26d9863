using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seamline.h: calls in seconds, once more in frames. A frame's time in seconds comes back as exactly that frame, so nothing is rounded.</summary>
internal static unsafe class ExportsFrames
{
    [UnmanagedCallersOnly(EntryPoint = "seam_split_frame", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Split(nint engine, long frame, long* rightId) => Border.Run(engine, new SplitCall(frame, rightId));

    private readonly struct SplitCall(long frame, long* rightId) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            Status status = at.Engine.Split(Border.Seconds(at, frame), out SegmentId right);
            if (status == Status.Ok && rightId != null) *rightId = right.Value;
            return status;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_overwrite_frame", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Overwrite(nint engine, long frame, SeamSegment* segment, long* id) => Border.Run(engine, new OverwriteCall(frame, segment, id));

    private readonly struct OverwriteCall(long frame, SeamSegment* segment, long* id) : IEngineCall
    {
        public Status Run(EngineTarget at) => ExportsEdits.Overwrite(at, Border.Seconds(at, frame), segment, id);
    }

    // What a call does with two numbers: a segment and a frame, or two frames.
    private enum Twin
    {
        RippleDelete,
        Lift,
        TrimIn,
        TrimOut,
        RollIn,
        RollOut,
        Slip,
        Slide,
        Loop,
        PlayRange,
        Scrub,
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_ripple_delete_frames", CallConvs = [typeof(CallConvCdecl)])]
    public static Status RippleDelete(nint engine, long inFrame, long outFrame) => Border.Run(engine, new TwinCall(Twin.RippleDelete, inFrame, outFrame));

    [UnmanagedCallersOnly(EntryPoint = "seam_lift_frames", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Lift(nint engine, long inFrame, long outFrame) => Border.Run(engine, new TwinCall(Twin.Lift, inFrame, outFrame));

    [UnmanagedCallersOnly(EntryPoint = "seam_trim_in_frame", CallConvs = [typeof(CallConvCdecl)])]
    public static Status TrimIn(nint engine, long segment, long inFrame) => Border.Run(engine, new TwinCall(Twin.TrimIn, segment, inFrame));

    [UnmanagedCallersOnly(EntryPoint = "seam_trim_out_frame", CallConvs = [typeof(CallConvCdecl)])]
    public static Status TrimOut(nint engine, long segment, long outFrame) => Border.Run(engine, new TwinCall(Twin.TrimOut, segment, outFrame));

    [UnmanagedCallersOnly(EntryPoint = "seam_roll_in_frame", CallConvs = [typeof(CallConvCdecl)])]
    public static Status RollIn(nint engine, long segment, long inFrame) => Border.Run(engine, new TwinCall(Twin.RollIn, segment, inFrame));

    [UnmanagedCallersOnly(EntryPoint = "seam_roll_out_frame", CallConvs = [typeof(CallConvCdecl)])]
    public static Status RollOut(nint engine, long segment, long outFrame) => Border.Run(engine, new TwinCall(Twin.RollOut, segment, outFrame));

    [UnmanagedCallersOnly(EntryPoint = "seam_slip_frame", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Slip(nint engine, long segment, long inFrame) => Border.Run(engine, new TwinCall(Twin.Slip, segment, inFrame));

    [UnmanagedCallersOnly(EntryPoint = "seam_slide_frames", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Slide(nint engine, long segment, long frames) => Border.Run(engine, new TwinCall(Twin.Slide, segment, frames));

    [UnmanagedCallersOnly(EntryPoint = "seam_set_loop_frames", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetLoop(nint engine, long inFrame, long outFrame) => Border.Run(engine, new TwinCall(Twin.Loop, inFrame, outFrame));

    [UnmanagedCallersOnly(EntryPoint = "seam_play_range_frames", CallConvs = [typeof(CallConvCdecl)])]
    public static Status PlayRange(nint engine, long inFrame, long outFrame) => Border.Run(engine, new TwinCall(Twin.PlayRange, inFrame, outFrame));

    [UnmanagedCallersOnly(EntryPoint = "seam_scrub_frame", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Scrub(nint engine, long frame) => Border.Run(engine, new TwinCall(Twin.Scrub, 0, frame));

    private readonly struct TwinCall(Twin what, long first, long second) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            double from = Border.Seconds(at, first);
            double to = Border.Seconds(at, second);
            return what switch
            {
                Twin.RippleDelete => at.Engine.RippleDelete(from, to),
                Twin.Lift => at.Engine.Lift(from, to),
                Twin.TrimIn => at.Engine.TrimIn(new SegmentId(first), to),
                Twin.TrimOut => at.Engine.TrimOut(new SegmentId(first), to),
                Twin.RollIn => at.Engine.RollIn(new SegmentId(first), to),
                Twin.RollOut => at.Engine.RollOut(new SegmentId(first), to),
                Twin.Slip => at.Engine.Slip(new SegmentId(first), to),
                Twin.Slide => at.Engine.Slide(new SegmentId(first), to),
                Twin.Loop => at.Engine.SetLoop(from, to),
                Twin.PlayRange => at.Engine.PlayRange(from, to),
                _ => at.Engine.Scrub(to),
            };
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_transition_frames", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetTransition(nint engine, long segment, int kind, long frames) => Border.Run(engine, new SetTransitionCall(segment, kind, frames));

    private readonly struct SetTransitionCall(long segment, int kind, long frames) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.SetTransition(new SegmentId(segment), (TransitionKind)kind, Border.Seconds(at, frames));
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_play_around_frames", CallConvs = [typeof(CallConvCdecl)])]
    public static Status PlayAround(nint engine, long frame, long beforeFrames, long afterFrames) =>
        Border.Run(engine, new PlayAroundCall(frame, beforeFrames, afterFrames));

    private readonly struct PlayAroundCall(long frame, long beforeFrames, long afterFrames) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.PlayAround(Border.Seconds(at, frame), Border.Seconds(at, beforeFrames), Border.Seconds(at, afterFrames));
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_snap_to_quiet_frame", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SnapToQuiet(nint engine, long frame, long withinFrames, long* quietestFrame) =>
        Border.Run(engine, new SnapCall(frame, withinFrames, quietestFrame));

    private readonly struct SnapCall(long frame, long withinFrames, long* quietestFrame) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (quietestFrame == null) return at.Engine.Refuse(Status.InvalidArgument, "seam_snap_to_quiet_frame: no place for the frame");
            Status status = at.Engine.SnapToQuiet(Border.Seconds(at, frame), Border.Seconds(at, withinFrames), out double found);
            if (status == Status.Ok) *quietestFrame = (long)Math.Round(found * at.Engine.Config.Rate, MidpointRounding.AwayFromZero);
            return status;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_remove_ranges_frames", CallConvs = [typeof(CallConvCdecl)])]
    public static Status RemoveRanges(nint engine, SeamRange* ranges, uint count) => Border.Run(engine, new RangesCall(ranges, count, keep: false));

    [UnmanagedCallersOnly(EntryPoint = "seam_keep_ranges_frames", CallConvs = [typeof(CallConvCdecl)])]
    public static Status KeepRanges(nint engine, SeamRange* ranges, uint count) => Border.Run(engine, new RangesCall(ranges, count, keep: true));

    private readonly struct RangesCall(SeamRange* ranges, uint count, bool keep) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (count > Limits.MaxRanges) return at.Engine.Refuse(Status.LimitReached, "seam_range: more ranges than the limit of 65536");
            if (ranges == null && count != 0) return at.Engine.Refuse(Status.InvalidArgument, "seam_range: no ranges");
            var list = (EditRange*)NativeMemory.Alloc(count + 1, (nuint)sizeof(EditRange));
            try
            {
                byte* next = (byte*)ranges;
                for (uint i = 0; i < count; i++)
                {
                    if (!Border.TryRead((SeamRange*)next, out SeamRange given)) return Border.RefuseStruct(at.Engine, "seam_range", (SeamRange*)next, (int)i, "range");
                    if (given.EndFrame < given.FirstFrame) return at.Engine.RefuseField("seam_range", "end_frame", given.EndFrame, "lies before first_frame", (int)i, "range");
                    list[i] = new EditRange(Border.Seconds(at, given.FirstFrame), Border.Seconds(at, given.EndFrame));
                    next += ranges->StructSize;
                }

                var all = new ReadOnlySpan<EditRange>(list, (int)count);
                return keep ? at.Engine.KeepRanges(all) : at.Engine.RemoveRanges(all);
            }
            finally
            {
                NativeMemory.Free(list);
            }
        }
    }
}
