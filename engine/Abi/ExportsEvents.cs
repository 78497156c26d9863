using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seam_event.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SeamEvent
{
    public uint StructSize;
    public int Kind;
    public int Cause;
    public uint Dropped;
    public long HostNs;
    public long PlayheadFrame;
    public long Frames;
    public long Count;
    public fixed byte Text[TextBytes];

    internal const int TextBytes = 256;
}

/// <summary>seamline.h: events.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsEvents
{
    [UnmanagedCallersOnly(EntryPoint = "seam_next_event", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Next(nint engine, SeamEvent* what, int timeoutMs) =>
        Border.RunUnheld(engine, new NextCall(what, timeoutMs));

    private readonly struct NextCall(SeamEvent* what, int timeoutMs) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (what == null || !Border.IsSize<SeamEvent>(what->StructSize))
                return Border.RefuseStruct(at.Engine, "seam_event", what);
            if (timeoutMs < 0) return at.Engine.Refuse(Status.InvalidArgument, "seam_next_event: timeout_ms below 0");
            Status status = at.Engine.NextEvent(out EngineEvent taken, timeoutMs);
            if (status != Status.Ok) return status;
            var value = new SeamEvent
            {
                Kind = (int)taken.Kind,
                Cause = (int)taken.Cause,
                Dropped = (uint)Math.Min(taken.Dropped, uint.MaxValue),
                HostNs = taken.HostNanoseconds,
                PlayheadFrame = taken.PlayheadFrame,
                Frames = taken.Frames,
                Count = taken.Count,
            };
            Border.Copy(taken.Text, new Span<byte>(value.Text, SeamEvent.TextBytes));
            Border.TryWrite(what, ref value);
            return Status.Ok;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_follow", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Follow(nint engine, long hostNs, double timelineFrame, double* errorSeconds, double* trim) =>
        Border.RunUnheld(engine, new FollowCall(hostNs, timelineFrame, errorSeconds, trim));

    private readonly struct FollowCall(long hostNs, double timelineFrame, double* errorSeconds, double* trim) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            Status status = at.Engine.Follow(hostNs, timelineFrame, out FollowState state);
            if (status != Status.Ok) return status;
            if (errorSeconds != null) *errorSeconds = state.ErrorSeconds;
            if (trim != null) *trim = state.Trim;
            return Status.Ok;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_end_follow", CallConvs = [typeof(CallConvCdecl)])]
    public static Status FollowEnd(nint engine) => Border.RunUnheld(engine, default(FollowEndCall));

    private readonly struct FollowEndCall : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.EndFollow();
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_output_latency", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetOutputLatency(nint engine, long frames) =>
        Border.Run(engine, new SetOutputLatencyCall(frames));

    private readonly struct SetOutputLatencyCall(long frames) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.SetDeviceLatency(frames);
    }
}
