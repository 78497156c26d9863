using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Seamline.Kernels;

namespace Seamline.Abi;

/// <summary>seamline.h: what the engine says of itself.</summary>
/// <remarks>Every export catches what it calls may throw; nothing crosses.</remarks>
internal static unsafe class ExportsState
{
    [UnmanagedCallersOnly(EntryPoint = "seam_get_position", CallConvs = [typeof(CallConvCdecl)])]
    public static Status GetPosition(nint engine, SeamPosition* position)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            Position now = call.Engine.GetPosition();
            var value = new SeamPosition
            {
                Playing = now.Playing ? 1 : 0,
                PlayheadFrame = now.PlayheadFrame,
                AudibleFrame = now.AudibleFrame,
                LengthFrames = now.LengthFrames,
                LatencyFrames = now.LatencyFrames,
            };
            return Border.TryWrite(position, ref value) ? Status.Ok : call.Engine.Refuse(Status.InvalidArgument, "seam_position: NULL, or struct_size is not set");
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_latency", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetLatency(nint engine, long frames)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.SetLatency(frames);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_get_figures", CallConvs = [typeof(CallConvCdecl)])]
    public static Status GetFigures(nint engine, SeamFigures* figures)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            SeamFigures value = Figures(call.Engine);
            return Border.TryWrite(figures, ref value) ? Status.Ok : call.Engine.Refuse(Status.InvalidArgument, "seam_figures: NULL, or struct_size is not set");
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_wait_ready", CallConvs = [typeof(CallConvCdecl)])]
    public static Status WaitReady(nint engine, long frames, int timeoutMs)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if (frames < 0 || timeoutMs < 0) return call.Engine.Refuse(Status.InvalidArgument, "seam_wait_ready: frames or timeout_ms below 0");
            return call.Engine.WaitReady(frames, timeoutMs);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    private static SeamFigures Figures(Engine engine)
    {
        using (engine.Gate.Hold())
        {
            EngineStatus now = engine.GetStatus();
            return new SeamFigures
            {
                VectorBits = KernelPaths.Width,
                Rate = engine.Config.Rate,
                Channels = engine.Config.Channels,
                Segments = engine.SegmentCount,
                LengthFrames = engine.LengthFrames,
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
            };
        }
    }
}
