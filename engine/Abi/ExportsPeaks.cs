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
/// <remarks>Every export catches what it calls may throw; nothing crosses.</remarks>
internal static unsafe class ExportsPeaks
{
    private const int ColumnsAtATime = 256;

    [UnmanagedCallersOnly(EntryPoint = "seam_peaks_track", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Track(nint engine, uint clip, uint track, SeamPeaksView* view, SeamPeak* columns, uint count, long* changes)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return Fill(call, PeakScope.Track, clip, track, view, columns, count, changes);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_peaks_clip", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Clip(nint engine, uint clip, SeamPeaksView* view, SeamPeak* columns, uint count, long* changes)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return Fill(call, PeakScope.Clip, clip, 0, view, columns, count, changes);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_peaks_timeline", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Timeline(nint engine, SeamPeaksView* view, SeamPeak* columns, uint count, long* changes)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return Fill(call, PeakScope.Timeline, 0, 0, view, columns, count, changes);
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_peaks_changes", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Changes(nint engine, long* changes)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if (changes == null) return call.Engine.Refuse(Status.InvalidArgument, "seam_peaks_changes: no place for the count");
            *changes = call.Engine.PeakChanges;
            return Status.Ok;
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    private static Status Fill(EngineCall call, PeakScope scope, uint clip, uint track, SeamPeaksView* view, SeamPeak* columns, uint count, long* changes)
    {
        if (call.IsRefused) return call.Refuse();
        Engine engine = call.Engine;
        if (!Border.TryRead(view, out SeamPeaksView given)) return engine.Refuse(Status.InvalidArgument, "seam_peaks_view: NULL, or struct_size is unknown");
        uint size = columns == null ? 0 : columns->StructSize;
        if (count != 0 && !Border.IsSize<SeamPeak>(size)) return engine.Refuse(Status.InvalidArgument, "seam_peak: NULL, or struct_size is not set");
        var wanted = new PeakView(given.FirstFrame, given.FramesPerColumn, given.Channel);
        Status status = engine.BeginPeaks(scope, new ClipId(clip), (int)Math.Min(track, int.MaxValue), wanted, out PeakLook look);
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
