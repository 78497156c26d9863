using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seamline.h: the timeline and its edits.</summary>
/// <remarks>Every export catches what it calls may throw; nothing crosses.</remarks>
internal static unsafe class ExportsTimeline
{
    [UnmanagedCallersOnly(EntryPoint = "seam_timeline_set", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Set(nint engine, SeamSegment* segments, uint count)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if (count > Limits.MaxSegments) return call.Engine.Refuse(Status.LimitReached, "seam_timeline_set: more segments than the limit of 65536");
            if (segments == null && count != 0) return call.Engine.Refuse(Status.InvalidArgument, "seam_timeline_set: no segments");
            SegmentSpec* specs = (SegmentSpec*)NativeMemory.Alloc(count + 1, (nuint)sizeof(SegmentSpec));
            try
            {
                byte* next = (byte*)segments;
                for (uint i = 0; i < count; i++)
                {
                    // An older or newer header's rows stand their own size apart.
                    if (!TrySpec((SeamSegment*)next, out specs[i])) return call.Engine.Refuse(Status.InvalidArgument, BadSegment);
                    next += segments->StructSize;
                }

                return call.Engine.SetTimeline(new ReadOnlySpan<SegmentSpec>(specs, (int)count));
            }
            finally
            {
                NativeMemory.Free(specs);
            }
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_timeline_get", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Get(nint engine, SeamSegment* segments, uint capacity, uint* count)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if (count == null || (segments == null && capacity != 0)) return call.Engine.Refuse(Status.InvalidArgument, "seam_timeline_get: no place for the segments or their count");
            using (call.Engine.Lock.Hold())
            {
                *count = (uint)call.Engine.SegmentCount;
                uint given = Math.Min(*count, capacity);
                uint stride = given == 0 ? 0 : segments->StructSize;
                if (given != 0 && !Border.IsSize<SeamSegment>(stride)) return call.Engine.Refuse(Status.InvalidArgument, BadSegment);
                for (uint i = 0; i < given; i++)
                {
                    var to = (SeamSegment*)((byte*)segments + ((nuint)i * stride));
                    Status status = call.Engine.GetSegment((int)i, out SegmentInfo info);
                    if (status != Status.Ok) return status;
                    SeamSegment value = Told(info);
                    Border.WriteRow(to, stride, ref value);
                }

                return Status.Ok;
            }
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_segment_at", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SegmentAt(nint engine, long frame, SeamSegment* segment, uint* index)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if (index == null) return call.Engine.Refuse(Status.InvalidArgument, "seam_segment_at: no place for the index");
            Status status = call.Engine.GetSegmentAt(frame, out SegmentInfo info, out int at);
            if (status != Status.Ok) return status;
            *index = (uint)at;
            return TryTell(segment, info) ? Status.Ok : call.Engine.Refuse(Status.InvalidArgument, BadSegment);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_length", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Length(nint engine, long* frames)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if (frames == null) return call.Engine.Refuse(Status.InvalidArgument, "seam_length: no place for the frames");
            *frames = call.Engine.LengthFrames;
            return Status.Ok;
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_insert", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Insert(nint engine, uint index, SeamSegment* segment, long* id)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if (!TrySpec(segment, out SegmentSpec spec)) return call.Engine.Refuse(Status.InvalidArgument, BadSegment);
            Status status = call.Engine.Insert(Index(index), spec, out SegmentId made);
            if (status == Status.Ok && id != null) *id = made.Value;
            return status;
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_split", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Split(nint engine, double seconds, long* rightId)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            Status status = call.Engine.Split(seconds, out SegmentId right);
            if (status == Status.Ok && rightId != null) *rightId = right.Value;
            return status;
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_ripple_delete", CallConvs = [typeof(CallConvCdecl)])]
    public static Status RippleDelete(nint engine, double inSeconds, double outSeconds)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.RippleDelete(inSeconds, outSeconds);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_delete_segment", CallConvs = [typeof(CallConvCdecl)])]
    public static Status DeleteSegment(nint engine, long segment)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.DeleteSegment(new SegmentId(segment));
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_move_segment", CallConvs = [typeof(CallConvCdecl)])]
    public static Status MoveSegment(nint engine, long segment, uint index)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.Move(new SegmentId(segment), Index(index));
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_trim_in", CallConvs = [typeof(CallConvCdecl)])]
    public static Status TrimIn(nint engine, long segment, double inSeconds)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.TrimIn(new SegmentId(segment), inSeconds);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_trim_out", CallConvs = [typeof(CallConvCdecl)])]
    public static Status TrimOut(nint engine, long segment, double outSeconds)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.TrimOut(new SegmentId(segment), outSeconds);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_segment_gain", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetGain(nint engine, long segment, double decibels)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.SetSegmentGain(new SegmentId(segment), decibels);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_segment_muted", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetMuted(nint engine, long segment, int muted)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.SetSegmentMuted(new SegmentId(segment), muted != 0);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_segment_speed", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetSpeed(nint engine, long segment, double speed)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.SetSegmentSpeed(new SegmentId(segment), speed);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_undo", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Undo(nint engine)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.Undo();
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_redo", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Redo(nint engine)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.Redo();
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    internal const string BadSegment = "seam_segment: NULL, or struct_size or a mode is unknown";

    // What is no place in any list is refused by the engine, with its sentence.
    private static int Index(uint index) => (int)Math.Min(index, int.MaxValue);

    internal static bool TrySpec(SeamSegment* segment, out SegmentSpec spec)
    {
        spec = default;
        if (!Border.TryRead(segment, out SeamSegment given) || given.SpeedMode is < (int)SpeedMode.Silence or > (int)SpeedMode.KeepPitch) return false;
        spec = new SegmentSpec(new ClipId(given.Clip), given.InSeconds, given.OutSeconds)
        {
            Speed = given.Speed,
            SpeedMode = (SpeedMode)given.SpeedMode,
            GainDb = given.GainDb,
            Muted = given.Muted != 0,
        };
        return true;
    }

    private static bool TryTell(SeamSegment* to, in SegmentInfo info)
    {
        SeamSegment value = Told(info);
        return Border.TryWrite(to, ref value);
    }

    private static SeamSegment Told(in SegmentInfo info) => new()
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
    };
}
