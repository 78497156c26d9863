using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Memory;

namespace Seamline.Abi;

/// <summary>seamline.h: rendering apart from playback.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsOffline
{
    private static readonly Dictionary<long, EngineTarget> Opened = [];
    private static readonly NativeMutex Mutex = new();

    [UnmanagedCallersOnly(EntryPoint = "seam_render_range", CallConvs = [typeof(CallConvCdecl)])]
    public static Status RenderRange(nint engine, long firstFrame, float* output, ulong frames, uint flags) =>
        Border.Run(engine, new RenderRangeCall(firstFrame, output, frames, flags));

    private readonly struct RenderRangeCall(long firstFrame, float* output, ulong frames, uint flags) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if ((output == null && frames != 0) || flags > 1)
                return at.Engine.Refuse(Status.InvalidArgument, "seam_render_range: no room for the samples, or unknown flags");
            Status status = at.Engine.BeginOffline(out OfflineRender? render, silenceForErrors: flags != 0);
            if (status != Status.Ok) return status;
            using (render) return RenderAll(at.Engine, render!, firstFrame, output, frames, at.Closing.Token);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_offline_open", CallConvs = [typeof(CallConvCdecl)])]
    public static Status OpenOffline(nint engine, uint flags, nint* offline) => Border.Run(engine, new OpenCall(engine, flags, offline));

    private readonly struct OpenCall(nint engine, uint flags, nint* offline) : IEngineCall
    {
        public Status Run(EngineTarget at) => offline == null || flags > SilenceForErrors
            ? at.Engine.Refuse(Status.InvalidArgument, "seam_offline_open: no place for the handle, or unknown flags")
            : Open(engine, at, new OfflineOptions { SilenceForErrors = flags != 0 }, offline);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_offline_open_with", CallConvs = [typeof(CallConvCdecl)])]
    public static Status OpenOfflineWith(nint engine, SeamOfflineOptions* options, nint* offline) =>
        Border.Run(engine, new OpenWithCall(engine, options, offline));

    private readonly struct OpenWithCall(nint engine, SeamOfflineOptions* options, nint* offline) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (offline == null) return at.Engine.Refuse(Status.InvalidArgument, "seam_offline_open_with: no place for the handle");
            if (!Border.TryRead(options, out SeamOfflineOptions given)) return Border.RefuseStruct(at.Engine, "seam_offline_options", options);
            if (RenderFields.Check(at.Engine, given, SilenceForErrors | MeasureLevels) is var refused and not Status.Ok) return refused;
            var wanted = new OfflineOptions
            {
                SilenceForErrors = (given.Flags & SilenceForErrors) != 0,
                MeasureLevels = (given.Flags & MeasureLevels) != 0,
                FirstFrame = given.FirstFrame,
                Frames = given.Frames == 0 ? OfflineOptions.ToTheEnd : given.Frames,
                EdgeFadeMilliseconds = given.EdgeFadeMs,
            };
            return Open(engine, at, wanted, offline);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_offline_levels", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Levels(nint offline, SeamLevels* levels) => Border.RunOffline(offline, new LevelsCall(levels));

    private readonly struct LevelsCall(SeamLevels* levels) : IOfflineCall
    {
        public Status Run(OfflineTarget at)
        {
            using (at.Mutex.Hold())
            {
                var levelsNow = new SeamLevels(at.Render.Levels);
                return Border.TryWrite(levels, ref levelsNow) ? Status.Ok
                    : Border.RefuseStruct(at.Target.Engine, "seam_levels", levels);
            }
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_offline_render", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Render(nint offline, long firstFrame, float* output, ulong frames) =>
        Border.RunOffline(offline, new RenderCall(firstFrame, output, frames));

    private readonly struct RenderCall(long firstFrame, float* output, ulong frames) : IOfflineCall
    {
        public Status Run(OfflineTarget at)
        {
            if (output == null && frames != 0) return at.Target.Engine.Refuse(Status.InvalidArgument, "seam_offline_render: no room for the samples");
            using (at.Mutex.Hold()) return RenderAll(at.Target.Engine, at.Render, firstFrame, output, frames, at.Closing.Token);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_offline_close", CallConvs = [typeof(CallConvCdecl)])]
    public static Status CloseOffline(nint offline) =>
        Border.RunFree(new CloseOfflineCall(offline));

    private readonly struct CloseOfflineCall(nint offline) : IFreeCall
    {
        public Status Run() => Close(offline) ? Status.Ok : Handles.Refuse(offline, HandleKind.Offline);
    }

    // Flags of seam_offline_options.
    private const uint SilenceForErrors = 1;
    private const uint MeasureLevels = 2;

    private static Status Open(nint engine, EngineTarget at, in OfflineOptions options, nint* offline)
    {
        *offline = 0;
        Status status = at.Engine.BeginOffline(options, out OfflineRender? render);
        if (status != Status.Ok) return status;
        var target = new OfflineTarget(engine, at, render!);
        using (Mutex.Hold())
        {
            *offline = (nint)Handles.Open(HandleKind.Offline, target, null, null);
            if (*offline != 0) Opened.Add(*offline, at);
        }

        if (*offline != 0) return Status.Ok;
        Free(target);
        return at.Engine.Refuse(Status.LimitReached, "seam_offline_open: too many engines and offline renders are open");
    }

    /// <summary>Closes every offline render of an engine that is being destroyed, and waits for those being closed elsewhere.</summary>
    public static void CloseAll(EngineTarget target)
    {
        for (List<long> left = OpenOf(target); left.Count > 0; left = OpenOf(target))
        {
            foreach (long offline in left) Close(offline);
            Thread.Sleep(0);
        }
    }

    private static List<long> OpenOf(EngineTarget target)
    {
        var found = new List<long>();
        using (Mutex.Hold())
        {
            foreach ((long offline, EngineTarget of) in Opened)
            {
                if (of == target) found.Add(offline);
            }
        }

        return found;
    }

    private static bool Close(long offline)
    {
        var target = (OfflineTarget?)Handles.Close(offline, HandleKind.Offline, static target => ((OfflineTarget)target).Closing.Cancel());
        if (target == null) return false;
        Free(target);
        Handles.Recycle(offline);
        using (Mutex.Hold()) Opened.Remove(offline);
        return true;
    }

    private static void Free(OfflineTarget target)
    {
        target.Render.Dispose();
        target.Closing.Dispose();
    }

    // In steps that a span can hold.
    private static Status RenderAll(
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
