using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Memory;

namespace Seamline.Abi;

/// <summary>seamline.h: rendering apart from playback.</summary>
/// <remarks>Every export catches what it calls may throw; nothing crosses.</remarks>
internal static unsafe class ExportsOffline
{
    private static readonly Dictionary<long, EngineDesk> Opened = [];
    private static readonly Gate Gate = new();

    [UnmanagedCallersOnly(EntryPoint = "seam_render_range", CallConvs = [typeof(CallConvCdecl)])]
    public static Status RenderRange(nint engine, long firstFrame, float* output, ulong frames, uint flags)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if ((output == null && frames != 0) || flags > 1)
                return call.Engine.Refuse(Status.InvalidArgument, "seam_render_range: no room for the samples, or unknown flags");
            Status status = call.Engine.BeginOffline(out OfflineRender? render, silenceForErrors: flags != 0);
            if (status != Status.Ok) return status;
            using (render) return Run(call.Engine, render!, firstFrame, output, frames, call.Desk.Closing.Token);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_offline_open", CallConvs = [typeof(CallConvCdecl)])]
    public static Status OpenOffline(nint engine, uint flags, nint* offline)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if (offline == null || flags > 1)
                return call.Engine.Refuse(Status.InvalidArgument, "seam_offline_open: no place for the handle, or unknown flags");
            return Open(engine, call, new OfflineOptions { SilenceForErrors = flags != 0 }, offline);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_offline_open_with", CallConvs = [typeof(CallConvCdecl)])]
    public static Status OpenOfflineWith(nint engine, SeamOfflineOptions* options, nint* offline)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if (offline == null || !Border.TryRead(options, out SeamOfflineOptions given) || given.Flags > (SilenceForErrors | MeasureLevels))
                return call.Engine.Refuse(Status.InvalidArgument, "seam_offline_options: NULL, or struct_size or flags are unknown; or no place for the handle");
            var wanted = new OfflineOptions
            {
                SilenceForErrors = (given.Flags & SilenceForErrors) != 0,
                MeasureLevels = (given.Flags & MeasureLevels) != 0,
                FirstFrame = given.FirstFrame,
                Frames = given.Frames,
                EdgeFadeMilliseconds = given.EdgeFadeMs,
            };
            return Open(engine, call, wanted, offline);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_offline_levels", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Levels(nint offline, SeamLevels* levels)
    {
        try
        {
            var desk = (OfflineDesk?)Handles.Enter(offline, HandleKind.Offline);
            if (desk == null) return Handles.Refuse(offline, HandleKind.Offline);
            try
            {
                using (desk.Gate.Hold())
                {
                    var told = new SeamLevels(desk.Render.Levels);
                    return Border.TryWrite(levels, ref told) ? Status.Ok
                        : desk.Desk.Engine.Refuse(Status.InvalidArgument, "seam_levels: NULL, or struct_size is not set");
                }
            }
            finally
            {
                Handles.Leave(offline);
            }
        }
        catch (Exception e)
        {
            return Border.Failed(0, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_offline_render", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Render(nint offline, long firstFrame, float* output, ulong frames)
    {
        try
        {
            var desk = (OfflineDesk?)Handles.Enter(offline, HandleKind.Offline);
            if (desk == null) return Handles.Refuse(offline, HandleKind.Offline);
            try
            {
                if (output == null && frames != 0) return desk.Desk.Engine.Refuse(Status.InvalidArgument, "seam_offline_render: no room for the samples");
                using (desk.Gate.Hold()) return Run(desk.Desk.Engine, desk.Render, firstFrame, output, frames, desk.Closing.Token);
            }
            finally
            {
                Handles.Leave(offline);
            }
        }
        catch (Exception e)
        {
            return Border.Failed(0, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_offline_close", CallConvs = [typeof(CallConvCdecl)])]
    public static Status CloseOffline(nint offline)
    {
        try
        {
            return Close(offline) ? Status.Ok : Handles.Refuse(offline, HandleKind.Offline);
        }
        catch (Exception e)
        {
            return Border.Failed(0, e);
        }
    }

    // Flags of seam_offline_options.
    private const uint SilenceForErrors = 1;
    private const uint MeasureLevels = 2;

    private static Status Open(nint engine, in EngineCall call, in OfflineOptions options, nint* offline)
    {
        *offline = 0;
        Status status = call.Engine.BeginOffline(options, out OfflineRender? render);
        if (status != Status.Ok) return status;
        var desk = new OfflineDesk(engine, call.Desk, render!);
        using (Gate.Hold())
        {
            *offline = (nint)Handles.Open(HandleKind.Offline, desk, null, null);
            if (*offline != 0) Opened.Add(*offline, call.Desk);
        }

        if (*offline != 0) return Status.Ok;
        Free(desk);
        return call.Engine.Refuse(Status.LimitReached, "seam_offline_open: too many engines and offline renders are open");
    }

    /// <summary>Closes every offline render of an engine that is being destroyed, and waits for those being closed elsewhere.</summary>
    public static void CloseAll(EngineDesk desk)
    {
        for (List<long> left = OpenOf(desk); left.Count > 0; left = OpenOf(desk))
        {
            foreach (long offline in left) Close(offline);
            Thread.Sleep(0);
        }
    }

    private static List<long> OpenOf(EngineDesk desk)
    {
        var found = new List<long>();
        using (Gate.Hold())
        {
            foreach ((long offline, EngineDesk of) in Opened)
            {
                if (of == desk) found.Add(offline);
            }
        }

        return found;
    }

    private static bool Close(long offline)
    {
        var desk = (OfflineDesk?)Handles.Close(offline, HandleKind.Offline, static desk => ((OfflineDesk)desk).Closing.Cancel());
        if (desk == null) return false;
        Free(desk);
        Handles.Recycle(offline);
        using (Gate.Hold()) Opened.Remove(offline);
        return true;
    }

    private static void Free(OfflineDesk desk)
    {
        desk.Render.Dispose();
        desk.Closing.Dispose();
    }

    // In steps that a span can hold.
    private static Status Run(
        Engine engine, OfflineRender render, long firstFrame, float* output, ulong frames, CancellationToken closing)
    {
        int most = int.MaxValue / render.Channels;
        while (frames > 0)
        {
            int count = (int)Math.Min(frames, (ulong)most);
            Status status = render.Render(firstFrame, new Span<float>(output, count * render.Channels), closing);
            if (status != Status.Ok) return engine.Refuse(status, render.LastError);
            firstFrame += count;
            output += (nint)count * render.Channels;
            frames -= (ulong)count;
        }

        return Status.Ok;
    }
}
