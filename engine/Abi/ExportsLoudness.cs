using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seam_loudness.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamLoudness
{
    public uint StructSize;
    public int Reserved;
    public double IntegratedLufs;
    public double RangeLu;
    public double TruePeakDbtp;
    public double SamplePeakDbfs;
    public double MaxMomentaryLufs;
    public double MaxShortTermLufs;
    public double Known;

    internal SeamLoudness(in LoudnessReport report, double known)
    {
        IntegratedLufs = report.IntegratedLufs;
        RangeLu = report.RangeLu;
        TruePeakDbtp = report.TruePeakDbtp;
        SamplePeakDbfs = report.SamplePeakDbfs;
        MaxMomentaryLufs = report.MaxMomentaryLufs;
        MaxShortTermLufs = report.MaxShortTermLufs;
        Known = known;
    }
}

/// <summary>seam_measure.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SeamMeasure
{
    public uint StructSize;
    public uint Flags;
    public delegate* unmanaged[Cdecl]<void*, long, long, int> Progress;
    public void* User;
}

/// <summary>seam_silence_options.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamSilenceOptions
{
    public uint StructSize;
    public int WholeMix;
    public double ThresholdDb;
    public double MinSeconds;
    public double MarginSeconds;
}

/// <summary>seamline.h: loudness and silences.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsLoudness
{
    [UnmanagedCallersOnly(EntryPoint = "seam_measure_loudness", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Measure(nint engine, uint flags, SeamLoudness* loudness) =>
        Border.Run(engine, new MeasureCall(flags, loudness));

    [UnmanagedCallersOnly(EntryPoint = "seam_measure_loudness_with", CallConvs = [typeof(CallConvCdecl)])]
    public static Status MeasureWith(nint engine, SeamMeasure* measure, SeamLoudness* loudness) =>
        Border.Run(engine, new MeasureWithCall(measure, loudness));

    private readonly struct MeasureWithCall(SeamMeasure* measure, SeamLoudness* loudness) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (!Border.TryRead(measure, out SeamMeasure given))
                return Border.RefuseStruct(at.Engine, "seam_measure", measure);
            if (given.Flags > 1) return at.Engine.RefuseField("seam_measure", "flags", given.Flags, "is unknown");
            HostProgress? progress = given.Progress == null ? null : new HostProgress(given.Progress, given.User);
            return new MeasureCall(given.Flags, loudness, progress).Run(at);
        }
    }

    private readonly struct MeasureCall(uint flags, SeamLoudness* loudness, HostProgress? progress = null) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (loudness == null || !Border.IsSize<SeamLoudness>(loudness->StructSize)) return Border.RefuseStruct(at.Engine, "seam_loudness", loudness);
            if (flags > 1) return at.Engine.Refuse(Status.InvalidArgument, "seam_measure_loudness: flags are neither 0 nor SEAM_SILENCE_FOR_ERRORS");
            Status status = at.Engine.MeasureLoudness(out LoudnessReport report, flags != 0, progress == null ? null : progress.Tell, at.Closing.Token);
            if (status != Status.Ok) return status;
            var value = new SeamLoudness(report, 1);
            Border.TryWrite(loudness, ref value);
            return status;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_estimate_loudness", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Estimate(nint engine, SeamLoudness* loudness) =>
        Border.Run(engine, new EstimateCall(loudness));

    private readonly struct EstimateCall(SeamLoudness* loudness) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (loudness == null || !Border.IsSize<SeamLoudness>(loudness->StructSize))
                return Border.RefuseStruct(at.Engine, "seam_loudness", loudness);
            Status status = at.Engine.EstimateLoudness(out LoudnessReport report, out double known);
            if (status != Status.Ok) return status;
            var value = new SeamLoudness(report, known);
            Border.TryWrite(loudness, ref value);
            return status;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_find_silences", CallConvs = [typeof(CallConvCdecl)])]
    public static Status FindSilences(nint engine, SeamSilenceOptions* options, SeamEditRange* ranges, uint capacity, uint* count) =>
        Border.Run(engine, new FindCall(options, ranges, capacity, count));

    private readonly struct FindCall(SeamSilenceOptions* options, SeamEditRange* ranges, uint capacity, uint* count) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (!Border.TryRead(options, out SeamSilenceOptions given)) return Border.RefuseStruct(at.Engine, "seam_silence_options", options);
            if (RenderFields.Check(at.Engine, given) is var refused and not Status.Ok) return refused;
            if (count == null) return at.Engine.RefuseNull("count");
            uint size = ranges == null ? 0 : ranges->StructSize;
            if (capacity != 0 && !Border.IsSize<SeamEditRange>(size)) return Border.RefuseStruct(at.Engine, "seam_edit_range", ranges);
            uint room = Math.Min(capacity, (uint)Limits.MaxRanges);
            var found = (EditRange*)NativeMemory.Alloc(Math.Max(1, room), (nuint)sizeof(EditRange));
            try
            {
                return Fill(at, given, new Span<EditRange>(found, (int)room), size);
            }
            finally
            {
                NativeMemory.Free(found);
            }
        }

        private Status Fill(EngineTarget at, in SeamSilenceOptions given, Span<EditRange> found, uint size)
        {
            Status status = at.Engine.FindSilences(new SilenceOptions(given.ThresholdDb, given.MinSeconds, given.MarginSeconds) { WholeMix = given.WholeMix != 0 }, found, out int all, at.Closing.Token);
            if (status != Status.Ok) return status;
            *count = (uint)all;
            for (int i = 0; i < Math.Min(all, found.Length); i++)
            {
                var value = new SeamEditRange { InSeconds = found[i].In, OutSeconds = found[i].Out };
                Border.WriteRow((SeamEditRange*)((byte*)ranges + ((nuint)i * size)), size, ref value);
            }

            return status;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_snap_to_quiet", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SnapToQuiet(nint engine, double seconds, double withinSeconds, double* quietest) =>
        Border.Run(engine, new SnapCall(seconds, withinSeconds, quietest));

    private readonly struct SnapCall(double seconds, double withinSeconds, double* quietest) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (quietest == null) return at.Engine.Refuse(Status.InvalidArgument, "seam_snap_to_quiet: no place for the time");
            Status status = at.Engine.SnapToQuiet(seconds, withinSeconds, out double found);
            if (status == Status.Ok) *quietest = found;
            return status;
        }
    }
}
