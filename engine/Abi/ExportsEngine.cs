using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Seamline.Kernels;

namespace Seamline.Abi;

/// <summary>seamline.h: library, engine, transport, waiting, figures.</summary>
/// <remarks>Every export catches what it calls may throw; nothing crosses.</remarks>
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
        try
        {
            var to = new Span<byte>(text, text == null ? 0 : (int)Math.Min(capacity, int.MaxValue));
            using var call = EngineCall.Of(engine);
            return (nuint)(call.IsRefused ? Handles.CopyError(to) : call.Engine.CopyError(to));
        }
        catch (Exception)
        {
            return 0;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_config_default", CallConvs = [typeof(CallConvCdecl)])]
    public static Status ConfigDefault(SeamConfig* config)
    {
        try
        {
            var standard = new EngineConfig();
            var value = new SeamConfig
            {
                Rate = standard.Rate,
                Channels = standard.Channels,
                Anchor = (int)standard.Anchor,
                BudgetBytes = standard.BudgetBytes,
                SwapFadeMs = standard.SwapFadeMilliseconds,
                DeclickMs = standard.DeclickMilliseconds,
                LoaderThreads = standard.LoaderThreads,
                MonoLevel = (int)standard.MonoLevel,
            };
            return Border.TryWrite(config, ref value) ? Status.Ok : Handles.Fail(Status.InvalidArgument, "seam_config: NULL, or struct_size is not set");
        }
        catch (Exception e)
        {
            return Border.Failed(0, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_create", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Create(SeamConfig* config, nint* engine)
    {
        try
        {
            if (engine == null) return Handles.Fail(Status.InvalidArgument, "seam_create: no place for the engine");
            *engine = 0;
            if (!TryConfig(config, out EngineConfig? wanted)) return Handles.Fail(Status.InvalidArgument, "seam_config: struct_size or a field is unknown");
            Status status = Engine.Create(wanted!, out Engine? made, out string error);
            if (status != Status.Ok) return Handles.Fail(status, error);
            *engine = (nint)Handles.Open(HandleKind.Engine, new EngineDesk(made!), made!.State, made.Output.Clock);
            if (*engine != 0) return Status.Ok;
            made.Dispose();
            return Handles.Fail(Status.LimitReached, "seam_create: too many engines and offline renders are open");
        }
        catch (Exception e)
        {
            return Border.Failed(0, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_destroy", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Destroy(nint engine)
    {
        try
        {
            var desk = (EngineDesk?)Handles.Close(engine, HandleKind.Engine, static desk => ((EngineDesk)desk).Closing.Cancel());
            if (desk == null) return Handles.Refuse(engine, HandleKind.Engine);
            ExportsOffline.CloseAll(desk);
            desk.Engine.Dispose();
            desk.Closing.Dispose();
            Handles.Recycle(engine);
            return Status.Ok;
        }
        catch (Exception e)
        {
            return Border.Failed(0, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_play", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Play(nint engine)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.Play();
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_pause", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Pause(nint engine)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.Pause();
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_seek", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Seek(nint engine, double seconds)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.Seek(seconds);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_seek_frame", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SeekFrame(nint engine, long frame)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.SeekFrame(frame);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_loop", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetLoop(nint engine, double inSeconds, double outSeconds)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.SetLoop(inSeconds, outSeconds);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_clear_loop", CallConvs = [typeof(CallConvCdecl)])]
    public static Status ClearLoop(nint engine)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : call.Engine.ClearLoop();
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_anchor", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetAnchor(nint engine, int anchor)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            return anchor is (int)Anchor.Frame or (int)Anchor.Content
                ? call.Engine.SetAnchor((Anchor)anchor)
                : call.Engine.Refuse(Status.InvalidArgument, "the anchor is neither SEAM_ANCHOR_FRAME nor SEAM_ANCHOR_CONTENT");
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    private static ReadOnlySpan<byte> Version => "0.1.0\0"u8;

    private static bool TryConfig(SeamConfig* config, out EngineConfig? wanted)
    {
        wanted = new EngineConfig();
        if (config == null) return true;
        if (!Border.TryRead(config, out SeamConfig given) || given.Anchor is < (int)Anchor.Frame or > (int)Anchor.Content) return false;
        wanted = new EngineConfig
        {
            Rate = given.Rate,
            Channels = given.Channels,
            Anchor = (Anchor)given.Anchor,
            BudgetBytes = given.BudgetBytes,
            SwapFadeMilliseconds = given.SwapFadeMs,
            DeclickMilliseconds = given.DeclickMs,
            LoaderThreads = given.LoaderThreads,
            MonoLevel = (MonoLevel)given.MonoLevel,
        };
        return true;
    }
}
