using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seamline.h: the timeline and its edits.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsTimeline
{
    [UnmanagedCallersOnly(EntryPoint = "seam_timeline_set", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Set(nint engine, SeamSegment* segments, uint count) =>
        Border.Run(engine, new SetCall(segments, count));

    private readonly struct SetCall(SeamSegment* segments, uint count) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (count > Limits.MaxSegments) return at.Engine.Refuse(Status.LimitReached, "seam_timeline_set: more segments than the limit of 65536");
            if (segments == null && count != 0) return at.Engine.Refuse(Status.InvalidArgument, "seam_timeline_set: no segments");
            SegmentSpec* specs = (SegmentSpec*)NativeMemory.Alloc(count + 1, (nuint)sizeof(SegmentSpec));
            try
            {
                byte* next = (byte*)segments;
                for (uint i = 0; i < count; i++)
                {
                    // An older or newer header's rows stand their own size apart.
                    if (!TrySpec((SeamSegment*)next, out specs[i])) return Border.RefuseStruct(at.Engine, "seam_segment", (SeamSegment*)next, (int)i, "segment");
                    next += segments->StructSize;
                }

                var all = new ReadOnlySpan<SegmentSpec>(specs, (int)count);
                return Fields.Segments(at.Engine, at.Engine.SetTimeline(all), all);
            }
            finally
            {
                NativeMemory.Free(specs);
            }
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_timeline_get", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Get(nint engine, SeamSegment* segments, uint capacity, uint* count) =>
        Border.Run(engine, new GetCall(segments, capacity, count));

    private readonly struct GetCall(SeamSegment* segments, uint capacity, uint* count) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (count == null || (segments == null && capacity != 0)) return at.Engine.Refuse(Status.InvalidArgument, "seam_timeline_get: no place for the segments or their count");
            using (at.Engine.Lock.Hold())
            {
                *count = (uint)at.Engine.SegmentCount;
                uint given = Math.Min(*count, capacity);
                uint stride = given == 0 ? 0 : segments->StructSize;
                if (given != 0 && !Border.IsSize<SeamSegment>(stride)) return Border.RefuseStruct(at.Engine, "seam_segment", segments);
                for (uint i = 0; i < given; i++)
                {
                    var to = (SeamSegment*)((byte*)segments + ((nuint)i * stride));
                    Status status = at.Engine.GetSegment((int)i, out SegmentInfo info);
                    if (status != Status.Ok) return status;
                    SeamSegment value = ToAbi(info);
                    Border.WriteRow(to, stride, ref value);
                }

                return Status.Ok;
            }
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_segment_at", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SegmentAt(nint engine, long frame, SeamSegment* segment, uint* index) =>
        Border.Run(engine, new SegmentAtCall(frame, segment, index));

    private readonly struct SegmentAtCall(long frame, SeamSegment* segment, uint* index) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (index == null) return at.Engine.Refuse(Status.InvalidArgument, "seam_segment_at: no place for the index");
            Status status = at.Engine.GetSegmentAt(frame, out SegmentInfo info, out int place);
            if (status != Status.Ok) return status;
            *index = (uint)place;
            return TryTell(segment, info) ? Status.Ok : Border.RefuseStruct(at.Engine, "seam_segment", segment);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_length", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Length(nint engine, long* frames) =>
        Border.Run(engine, new LengthCall(frames));

    private readonly struct LengthCall(long* frames) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (frames == null) return at.Engine.Refuse(Status.InvalidArgument, "seam_length: no place for the frames");
            *frames = at.Engine.LengthFrames;
            return Status.Ok;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_insert", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Insert(nint engine, uint index, SeamSegment* segment, long* id) =>
        Border.Run(engine, new InsertCall(index, segment, id));

    private readonly struct InsertCall(uint index, SeamSegment* segment, long* id) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (!TrySpec(segment, out SegmentSpec spec)) return Border.RefuseStruct(at.Engine, "seam_segment", segment);
            Status status = at.Engine.Insert(Index(index), spec, out SegmentId made);
            if (status == Status.Ok && id != null) *id = made.Value;
            return Fields.Segment(at.Engine, status, spec);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_split", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Split(nint engine, double seconds, long* rightId) =>
        Border.Run(engine, new SplitCall(seconds, rightId));

    private readonly struct SplitCall(double seconds, long* rightId) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            Status status = at.Engine.Split(seconds, out SegmentId right);
            if (status == Status.Ok && rightId != null) *rightId = right.Value;
            return status;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_ripple_delete", CallConvs = [typeof(CallConvCdecl)])]
    public static Status RippleDelete(nint engine, double inSeconds, double outSeconds) =>
        Border.Run(engine, new RippleDeleteCall(inSeconds, outSeconds));

    private readonly struct RippleDeleteCall(double inSeconds, double outSeconds) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.RippleDelete(inSeconds, outSeconds);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_delete_segment", CallConvs = [typeof(CallConvCdecl)])]
    public static Status DeleteSegment(nint engine, long segment) =>
        Border.Run(engine, new DeleteSegmentCall(segment));

    private readonly struct DeleteSegmentCall(long segment) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.DeleteSegment(new SegmentId(segment));
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_move_segment", CallConvs = [typeof(CallConvCdecl)])]
    public static Status MoveSegment(nint engine, long segment, uint index) =>
        Border.Run(engine, new MoveSegmentCall(segment, index));

    private readonly struct MoveSegmentCall(long segment, uint index) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.Move(new SegmentId(segment), Index(index));
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_trim_in", CallConvs = [typeof(CallConvCdecl)])]
    public static Status TrimIn(nint engine, long segment, double inSeconds) =>
        Border.Run(engine, new TrimInCall(segment, inSeconds));

    private readonly struct TrimInCall(long segment, double inSeconds) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.TrimIn(new SegmentId(segment), inSeconds);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_trim_out", CallConvs = [typeof(CallConvCdecl)])]
    public static Status TrimOut(nint engine, long segment, double outSeconds) =>
        Border.Run(engine, new TrimOutCall(segment, outSeconds));

    private readonly struct TrimOutCall(long segment, double outSeconds) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.TrimOut(new SegmentId(segment), outSeconds);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_segment_gain", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetGain(nint engine, long segment, double decibels) =>
        Border.Run(engine, new SetGainCall(segment, decibels));

    private readonly struct SetGainCall(long segment, double decibels) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.SetSegmentGain(new SegmentId(segment), decibels);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_segment_muted", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetMuted(nint engine, long segment, int muted) =>
        Border.Run(engine, new SetMutedCall(segment, muted));

    private readonly struct SetMutedCall(long segment, int muted) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.SetSegmentMuted(new SegmentId(segment), muted != 0);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_segment_speed", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetSpeed(nint engine, long segment, double speed) =>
        Border.Run(engine, new SetSpeedCall(segment, speed));

    private readonly struct SetSpeedCall(long segment, double speed) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.SetSegmentSpeed(new SegmentId(segment), speed);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_segment_speed_mode", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetSpeedMode(nint engine, long segment, double speed, int mode) =>
        Border.Run(engine, new SetSpeedModeCall(segment, speed, mode));

    private readonly struct SetSpeedModeCall(long segment, double speed, int mode) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.SetSegmentSpeed(new SegmentId(segment), speed, (SpeedMode)mode);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_undo", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Undo(nint engine) =>
        Border.Run(engine, new UndoCall());

    private readonly struct UndoCall : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.Undo();
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_redo", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Redo(nint engine) =>
        Border.Run(engine, new RedoCall());

    private readonly struct RedoCall : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.Redo();
    }

    // What is no place in any list is refused by the engine, with its sentence.
    private static int Index(uint index) => (int)Math.Min(index, int.MaxValue);

    internal static bool TrySpec(SeamSegment* segment, out SegmentSpec spec)
    {
        spec = default;
        if (!Border.TryRead(segment, out SeamSegment given)) return false;
        spec = new SegmentSpec(new ClipId(given.Clip), given.InSeconds, given.OutSeconds)
        {
            Speed = given.Speed == 0 ? 1 : given.Speed,
            SpeedMode = (SpeedMode)given.SpeedMode,
            GainDb = given.GainDb,
            Muted = given.Muted != 0,
        };
        return true;
    }

    private static bool TryTell(SeamSegment* to, in SegmentInfo info)
    {
        SeamSegment value = ToAbi(info);
        return Border.TryWrite(to, ref value);
    }

    private static SeamSegment ToAbi(in SegmentInfo info) => new()
    {
        Clip = info.Spec.Clip.Value,
        InSeconds = info.Spec.In,
        OutSeconds = info.Spec.Out,
        Speed = info.Spec.Speed,
        GainDb = info.Spec.GainDb,
        SpeedMode = (int)info.Spec.SpeedMode,
        Muted = info.Spec.Muted ? 1 : 0,
        Id = info.Id.Value,
        StartFrame = info.StartFrame,
        EndFrame = info.EndFrame,
        ClipFrame = info.ClipFrame,
        BeyondFrames = info.BeyondFrames,
    };
}
