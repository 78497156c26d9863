using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Seamline.Kernels;

namespace Seamline.Abi;

/// <summary>seamline.h: library, engine, transport, waiting, statistics.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsEngine
{
    /// <summary>Rises with every change that an older host would not survive.</summary>
    public const uint AbiVersion = 0;

    [UnmanagedCallersOnly(EntryPoint = "seam_abi_version", CallConvs = [typeof(CallConvCdecl)])]
    public static uint GetAbiVersion() => AbiVersion;

    [UnmanagedCallersOnly(EntryPoint = "seam_version", CallConvs = [typeof(CallConvCdecl)])]
    public static byte* GetVersion() => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Version));

    [UnmanagedCallersOnly(EntryPoint = "seam_vector_bits", CallConvs = [typeof(CallConvCdecl)])]
    public static int GetVectorBits() => KernelPaths.Width;

    [UnmanagedCallersOnly(EntryPoint = "seam_last_error", CallConvs = [typeof(CallConvCdecl)])]
    public static nuint LastError(nint engine, byte* text, nuint capacity)
    {
        nuint length = 0;
        _ = Border.RunFree(new LastErrorCall(engine, text, capacity, &length));
        return length;
    }

    private readonly struct LastErrorCall(nint engine, byte* text, nuint capacity, nuint* length) : IFreeCall
    {
        public Status Run()
        {
            var to = new Span<byte>(text, text == null ? 0 : (int)Math.Min(capacity, int.MaxValue));
            using var call = EngineCall.Of(engine);
            *length = (nuint)(call.IsRefused ? Handles.CopyError(to) : call.Engine.CopyError(to));
            return Status.Ok;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_create", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Create(SeamConfig* config, nint* engine) =>
        Border.RunFree(new CreateCall(config, engine));

    private readonly struct CreateCall(SeamConfig* config, nint* engine) : IFreeCall
    {
        public Status Run()
        {
            if (engine == null) return Handles.Fail(Status.InvalidArgument, "seam_create: no place for the engine");
            *engine = 0;
            if (!TryConfig(config, out EngineConfig? wanted)) return Border.RefuseFree("seam_config", config);
            if (RenderFields.OfConfig(wanted!) is { } refusal) return Handles.Fail(Status.InvalidArgument, refusal);
            Status status = Engine.Create(wanted!, out Engine? made, out string error);
            if (status != Status.Ok) return Handles.Fail(status, error);
            *engine = (nint)Handles.Open(HandleKind.Engine, new EngineTarget(made!), made!.State, made.Output.Clock);
            if (*engine != 0)
            {
                made.ShareClaim(Handles.ClaimOf(*engine));
                made.ShareAudible(Handles.AudibleOf(*engine));
                return Status.Ok;
            }

            made.Dispose();
            return Handles.Fail(Status.LimitReached, "seam_create: too many engines and offline renders are open");
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_destroy", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Destroy(nint engine) => Border.RunFree(new DestroyCall(engine));

    private readonly struct DestroyCall(nint engine) : IFreeCall
    {
        public Status Run()
        {
            var target = (EngineTarget?)Handles.Close(engine, HandleKind.Engine, static target => ((EngineTarget)target).Closing.Cancel());
            if (target == null) return Handles.Refuse(engine, HandleKind.Engine);
            ExportsOffline.CloseAll(target);
            target.Engine.Dispose();
            target.Closing.Dispose();
            Handles.Recycle(engine);
            return Status.Ok;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_play", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Play(nint engine) =>
        Border.Run(engine, new PlayCall());

    private readonly struct PlayCall() : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.Play();
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_pause", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Pause(nint engine) =>
        Border.Run(engine, new PauseCall());

    private readonly struct PauseCall() : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.Pause();
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_seek", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Seek(nint engine, double seconds) =>
        Border.Run(engine, new SeekCall(seconds));

    private readonly struct SeekCall(double seconds) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.Seek(seconds);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_seek_frame", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SeekFrame(nint engine, long frame) =>
        Border.Run(engine, new SeekFrameCall(frame));

    private readonly struct SeekFrameCall(long frame) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.SeekFrame(frame);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_loop", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetLoop(nint engine, double inSeconds, double outSeconds) =>
        Border.Run(engine, new SetLoopCall(inSeconds, outSeconds));

    private readonly struct SetLoopCall(double inSeconds, double outSeconds) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.SetLoop(inSeconds, outSeconds);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_play_range", CallConvs = [typeof(CallConvCdecl)])]
    public static Status PlayRange(nint engine, double inSeconds, double outSeconds) =>
        Border.Run(engine, new PlayRangeCall(inSeconds, outSeconds));

    private readonly struct PlayRangeCall(double inSeconds, double outSeconds) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.PlayRange(inSeconds, outSeconds);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_play_around", CallConvs = [typeof(CallConvCdecl)])]
    public static Status PlayAround(nint engine, double seconds, double before, double after) =>
        Border.Run(engine, new PlayAroundCall(seconds, before, after));

    private readonly struct PlayAroundCall(double seconds, double before, double after) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.PlayAround(seconds, before, after);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_scrub", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Scrub(nint engine, double seconds) =>
        Border.Run(engine, new ScrubCall(seconds));

    private readonly struct ScrubCall(double seconds) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.Scrub(seconds);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_clear_loop", CallConvs = [typeof(CallConvCdecl)])]
    public static Status ClearLoop(nint engine) =>
        Border.Run(engine, new ClearLoopCall());

    private readonly struct ClearLoopCall() : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.ClearLoop();
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_anchor", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetAnchor(nint engine, int anchor) =>
        Border.Run(engine, new SetAnchorCall(anchor));

    private readonly struct SetAnchorCall(int anchor) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            return anchor is (int)Anchor.Frame or (int)Anchor.Content
                ? at.Engine.SetAnchor((Anchor)anchor)
                : at.Engine.Refuse(Status.InvalidArgument, "seam_set_anchor: neither SEAM_ANCHOR_FRAME nor SEAM_ANCHOR_CONTENT");
        }
    }

    private static ReadOnlySpan<byte> Version => "0.1.0\0"u8;

    private static bool TryConfig(SeamConfig* config, out EngineConfig? wanted)
    {
        wanted = new EngineConfig();
        if (config == null) return true;
        if (!Border.TryRead(config, out SeamConfig given)) return false;
        wanted = new EngineConfig
        {
            Rate = given.Rate == 0 ? wanted.Rate : given.Rate,
            Channels = given.Channels == 0 ? wanted.Channels : given.Channels,
            Anchor = (Anchor)given.Anchor,
            BudgetBytes = given.BudgetBytes == 0 ? wanted.BudgetBytes : given.BudgetBytes,
            SwapFadeMilliseconds = given.SwapFadeMs,
            DeclickMilliseconds = given.DeclickMs,
            LoaderThreads = given.LoaderThreads,
            MonoLevel = (MonoLevel)given.MonoLevel,
            Isolation = (IsolationMode)given.Isolation,
            LockMemory = given.LockMemory != 0,
        };
        return true;
    }
}
