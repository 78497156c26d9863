using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Seamline.Clips;

namespace Seamline.Abi;

/// <summary>seam_peaks_view.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamPeaksView
{
    public uint StructSize;
    public int Channel;
    public double FirstFrame;
    public double FramesPerColumn;
}

/// <summary>seam_peak.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamPeak
{
    public uint StructSize;
    public int Flags;
    public float Min;
    public float Max;
    public float Rms;
    public float Known;
}

/// <summary>seamline.h: peaks.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsPeaks
{
    private const int ColumnsAtATime = 256;

    [UnmanagedCallersOnly(EntryPoint = "seam_peaks_track", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Track(nint engine, uint clip, uint track, SeamPeaksView* view, SeamPeak* columns, uint count, long* changes) =>
        Border.Run(engine, new TrackCall(clip, track, view, columns, count, changes));

    private readonly struct TrackCall(uint clip, uint track, SeamPeaksView* view, SeamPeak* columns, uint count, long* changes) : IEngineCall
    {
        public Status Run(EngineTarget at) => Fill(at.Engine, PeakScope.Track, clip, track, view, columns, count, changes);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_peaks_clip", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Clip(nint engine, uint clip, SeamPeaksView* view, SeamPeak* columns, uint count, long* changes) =>
        Border.Run(engine, new ClipCall(clip, view, columns, count, changes));

    private readonly struct ClipCall(uint clip, SeamPeaksView* view, SeamPeak* columns, uint count, long* changes) : IEngineCall
    {
        public Status Run(EngineTarget at) => Fill(at.Engine, PeakScope.Clip, clip, 0, view, columns, count, changes);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_peaks_timeline", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Timeline(nint engine, SeamPeaksView* view, SeamPeak* columns, uint count, long* changes) =>
        Border.Run(engine, new TimelineCall(view, columns, count, changes));

    private readonly struct TimelineCall(SeamPeaksView* view, SeamPeak* columns, uint count, long* changes) : IEngineCall
    {
        public Status Run(EngineTarget at) => Fill(at.Engine, PeakScope.Timeline, 0, 0, view, columns, count, changes);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_peaks_lane", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Lane(nint engine, long lane, SeamPeaksView* view, SeamPeak* columns, uint count, long* changes) =>
        Border.Run(engine, new LaneCall(lane, view, columns, count, changes));

    private readonly struct LaneCall(long lane, SeamPeaksView* view, SeamPeak* columns, uint count, long* changes) : IEngineCall
    {
        public Status Run(EngineTarget at) => Fill(at.Engine, PeakScope.Lane, 0, 0, view, columns, count, changes, lane);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_peaks_mix", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Mix(nint engine, SeamPeaksView* view, SeamPeak* columns, uint count, long* changes) =>
        Border.Run(engine, new MixCall(view, columns, count, changes));

    private readonly struct MixCall(SeamPeaksView* view, SeamPeak* columns, uint count, long* changes) : IEngineCall
    {
        public Status Run(EngineTarget at) => Fill(at.Engine, PeakScope.Mix, 0, 0, view, columns, count, changes);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_peaks_changes", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Changes(nint engine, long* changes) =>
        Border.Run(engine, new ChangesCall(changes));

    private readonly struct ChangesCall(long* changes) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (changes == null) return at.Engine.Refuse(Status.InvalidArgument, "seam_peaks_changes: no place for the count");
            *changes = at.Engine.PeakChanges;
            return Status.Ok;
        }
    }

    private static Status Fill(Engine engine, PeakScope scope, uint clip, uint track, SeamPeaksView* view, SeamPeak* columns, uint count, long* changes,
        long lane = 0)
    {
        if (!Border.TryRead(view, out SeamPeaksView given)) return Border.RefuseStruct(engine, "seam_peaks_view", view);
        if (RenderFields.Check(engine, given) is var refused and not Status.Ok) return refused;
        uint size = columns == null ? 0 : columns->StructSize;
        if (count != 0 && !Border.IsSize<SeamPeak>(size)) return Border.RefuseStruct(engine, "seam_peak", columns);
        var wanted = new PeakView(given.FirstFrame, given.FramesPerColumn, given.Channel);
        Status status = engine.BeginPeaks(scope, new ClipId(clip), (int)Math.Min(track, int.MaxValue), wanted, out PeakLook look, lane);
        if (status == Status.InvalidArgument) return engine.RefuseField("seam_peaks_view", "channel", given.Channel, "is no channel of it, nor SEAM_ALL_CHANNELS");
        if (status != Status.Ok) return status;
        if (changes != null) *changes = look.Changes;
        Span<Peak> part = stackalloc Peak[ColumnsAtATime];
        for (uint done = 0; done < count;)
        {
            Span<Peak> now = part[..(int)Math.Min(count - done, ColumnsAtATime)];
            engine.FillPeaks(ref look, done, now);
            foreach (ref readonly Peak peak in now) Write((SeamPeak*)((byte*)columns + ((nuint)done++ * size)), size, peak);
        }

        engine.EndPeaks(ref look);
        return Status.Ok;
    }

    private static void Write(SeamPeak* to, uint size, in Peak peak)
    {
        var value = new SeamPeak { Flags = (int)peak.Flags, Min = peak.Min, Max = peak.Max, Rms = peak.Rms, Known = peak.Known };
        Border.WriteRow(to, size, ref value);
    }
}
