using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Seamline.Kernels;

namespace Seamline.Abi;

/// <summary>seamline.h: what the engine says of itself.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsState
{
    [UnmanagedCallersOnly(EntryPoint = "seam_get_position", CallConvs = [typeof(CallConvCdecl)])]
    public static Status GetPosition(nint engine, SeamPosition* position) =>
        Border.Run(engine, new GetPositionCall(position));

    private readonly struct GetPositionCall(SeamPosition* position) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            Position now = at.Engine.GetPosition();
            var value = new SeamPosition
            {
                Playing = now.Playing ? 1 : 0,
                PlayheadFrame = now.PlayheadFrame,
                AudibleFrame = now.AudibleFrame,
                LengthFrames = now.LengthFrames,
                LatencyFrames = now.LatencyFrames,
            };
            return Border.TryWrite(position, ref value) ? Status.Ok : Border.RefuseStruct(at.Engine, "seam_position", position);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_latency", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetLatency(nint engine, long frames) =>
        Border.Run(engine, new SetLatencyCall(frames));

    private readonly struct SetLatencyCall(long frames) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.SetLatency(frames);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_get_stats", CallConvs = [typeof(CallConvCdecl)])]
    public static Status GetStats(nint engine, SeamStats* stats) =>
        Border.Run(engine, new GetStatsCall(stats));

    private readonly struct GetStatsCall(SeamStats* stats) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            SeamStats value = Stats(at.Engine);
            return Border.TryWrite(stats, ref value) ? Status.Ok : Border.RefuseStruct(at.Engine, "seam_stats", stats);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_wait_ready", CallConvs = [typeof(CallConvCdecl)])]
    public static Status WaitReady(nint engine, long frames, int timeoutMs) =>
        Border.RunUnheld(engine, new WaitReadyCall(frames, timeoutMs));

    private readonly struct WaitReadyCall(long frames, int timeoutMs) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (frames < 0 || timeoutMs < 0) return at.Engine.Refuse(Status.InvalidArgument, "seam_wait_ready: frames or timeout_ms below 0");
            return at.Engine.WaitReady(frames, timeoutMs);
        }
    }

    private static SeamStats Stats(Engine engine)
    {
        EngineStatus now = engine.GetStatus();
        return new SeamStats
        {
            VectorBits = KernelPaths.Width,
            Rate = engine.Config.Rate,
            Channels = engine.Config.Channels,
            Segments = now.Segments,
            LengthFrames = now.LengthFrames,
            BudgetBytes = now.BudgetBytes,
            HeldBytes = now.HeldBytes,
            PeakBytes = now.PeakBytes,
            PagesHeld = now.PagesHeld,
            PagesEvicted = now.PagesEvicted,
            MissFrames = now.MissFrames,
            Underruns = now.Underruns,
            Blocks = now.Blocks,
            FramesRendered = now.FramesRendered,
            BlockP50Ns = now.BlockP50Nanoseconds,
            BlockP999Ns = now.BlockP999Nanoseconds,
            BlockMaxNs = now.BlockMaxNanoseconds,
            EditToPublishedNs = now.EditToPublishedNanoseconds,
            Collections = now.Collections,
            AllocatedBytes = now.AllocatedBytes,
            LoadHorizonFrames = now.LoadHorizonFrames,
            LoadDone = now.LoadDone ? 1 : 0,
            ReadyAheadFrames = now.ReadyAheadFrames,
            PublishedSerial = now.PublishedSerial,
            PublishedBlock = now.PublishedBlock,
            Sources = now.Sources,
            SourcesChanged = now.SourcesChanged,
            SourcesMissing = now.SourcesMissing,
            MediaWarnings = now.MediaWarnings,
            Workers = now.Workers,
            UnderrunFrames = now.UnderrunFrames,
            LockedBytes = now.LockedBytes,
            LockRefusedBytes = now.LockRefusedBytes,
        };
    }
}
