using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seam_transition.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamTransition
{
    public uint StructSize;
    public int Kind;
    public double Seconds;
    public double OverlapSeconds;
}

/// <summary>seam_envelope_point.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamEnvelopePoint
{
    public uint StructSize;
    public int Reserved;
    public double Seconds;
    public double GainDb;
}

/// <summary>seamline.h: transitions and envelopes.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsMix
{
    [UnmanagedCallersOnly(EntryPoint = "seam_set_transition", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetTransition(nint engine, long segment, int kind, double seconds) =>
        Border.Run(engine, new SetTransitionCall(segment, kind, seconds));

    private readonly struct SetTransitionCall(long segment, int kind, double seconds) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.SetTransition(new SegmentId(segment), (TransitionKind)kind, seconds);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_remove_transition", CallConvs = [typeof(CallConvCdecl)])]
    public static Status RemoveTransition(nint engine, long segment) => Border.Run(engine, new RemoveTransitionCall(segment));

    private readonly struct RemoveTransitionCall(long segment) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.RemoveTransition(new SegmentId(segment));
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_get_transition", CallConvs = [typeof(CallConvCdecl)])]
    public static Status GetTransition(nint engine, long segment, SeamTransition* transition) =>
        Border.Run(engine, new GetTransitionCall(segment, transition));

    private readonly struct GetTransitionCall(long segment, SeamTransition* transition) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            Status status = at.Engine.GetTransition(new SegmentId(segment), out TransitionInfo info);
            if (status != Status.Ok) return status;
            var value = new SeamTransition { Kind = (int)info.Kind, Seconds = info.Seconds, OverlapSeconds = info.Overlap };
            return Border.TryWrite(transition, ref value) ? Status.Ok
                : Border.RefuseStruct(at.Engine, "seam_transition", transition);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_envelope", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetEnvelope(nint engine, int owner, long id, SeamEnvelopePoint* points, uint count) =>
        Border.Run(engine, new SetEnvelopeCall((EnvelopeOwner)owner, id, points, count));

    private readonly struct SetEnvelopeCall(EnvelopeOwner owner, long id, SeamEnvelopePoint* points, uint count) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (count > Limits.MaxEnvelopePoints) return at.Engine.Refuse(Status.LimitReached, "seam_set_envelope: more points than the limit of 1000000");
            if (points == null && count != 0) return at.Engine.Refuse(Status.InvalidArgument, "seam_set_envelope: no points");
            var rows = (GainPoint*)NativeMemory.Alloc(count + 1, (nuint)sizeof(GainPoint));
            try
            {
                byte* next = (byte*)points;
                for (uint i = 0; i < count; i++)
                {
                    // An older or newer header's rows stand their own size apart.
                    if (!Border.TryRead((SeamEnvelopePoint*)next, out SeamEnvelopePoint given))
                        return Border.RefuseStruct(at.Engine, "seam_envelope_point", (SeamEnvelopePoint*)next, (int)i, "envelope point");
                    rows[i] = new GainPoint(given.Seconds, given.GainDb);
                    next += points->StructSize;
                }

                var all = new ReadOnlySpan<GainPoint>(rows, (int)count);
                return Fields.Points(at.Engine, at.Engine.SetEnvelope(owner, id, all), all);
            }
            finally
            {
                NativeMemory.Free(rows);
            }
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_get_envelope", CallConvs = [typeof(CallConvCdecl)])]
    public static Status GetEnvelope(nint engine, int owner, long id, SeamEnvelopePoint* points, uint capacity, uint* count) =>
        Border.Run(engine, new GetEnvelopeCall((EnvelopeOwner)owner, id, points, capacity, count));

    private readonly struct GetEnvelopeCall(EnvelopeOwner owner, long id, SeamEnvelopePoint* points, uint capacity, uint* count) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (count == null || (points == null && capacity != 0)) return at.Engine.Refuse(Status.InvalidArgument, "seam_get_envelope: no place for the points or their count");
            uint size = capacity == 0 ? 0 : points->StructSize;
            if (capacity != 0 && !Border.IsSize<SeamEnvelopePoint>(size)) return Border.RefuseStruct(at.Engine, "seam_envelope_point", points);
            uint room = Math.Min(capacity, (uint)Limits.MaxEnvelopePoints);
            var rows = (GainPoint*)NativeMemory.Alloc(Math.Max(1, room), (nuint)sizeof(GainPoint));
            try
            {
                Status status = at.Engine.GetEnvelope(owner, id, new Span<GainPoint>(rows, (int)room), out int all);
                if (status != Status.Ok) return status;
                *count = (uint)all;
                for (uint i = 0; i < Math.Min((uint)all, room); i++)
                {
                    var value = new SeamEnvelopePoint { Seconds = rows[i].Seconds, GainDb = rows[i].Decibels };
                    Border.WriteRow((SeamEnvelopePoint*)((byte*)points + ((nuint)i * size)), size, ref value);
                }

                return status;
            }
            finally
            {
                NativeMemory.Free(rows);
            }
        }
    }
}
