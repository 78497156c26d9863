using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seam_meters.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SeamMeters
{
    public uint StructSize;
    public int Channels;
    public long Frames;
    public double TruePeakDbtp;
    public double SamplePeakDbfs;
    public double MomentaryLufs;
    public double ShortTermLufs;
    public double IntegratedLufs;
    public double MaxMomentaryLufs;
    public double MaxShortTermLufs;
    public fixed double PeakDbfs[Limits.MaxChannels];
    public fixed double RmsDbfs[Limits.MaxChannels];

    internal SeamMeters(in Meters meters)
    {
        Channels = meters.Channels;
        Frames = meters.Frames;
        TruePeakDbtp = meters.TruePeakDbtp;
        SamplePeakDbfs = meters.SamplePeakDbfs;
        MomentaryLufs = meters.MomentaryLufs;
        ShortTermLufs = meters.ShortTermLufs;
        IntegratedLufs = meters.IntegratedLufs;
        MaxMomentaryLufs = meters.MaxMomentaryLufs;
        MaxShortTermLufs = meters.MaxShortTermLufs;
        for (int i = 0; i < Limits.MaxChannels; i++)
        {
            PeakDbfs[i] = meters.PeakDbfs[i];
            RmsDbfs[i] = meters.RmsDbfs[i];
        }
    }
}

/// <summary>seamline.h: live meters.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsMeters
{
    [UnmanagedCallersOnly(EntryPoint = "seam_set_meters", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Set(nint engine, int on) =>
        Border.Run(engine, new SetCall(on));

    private readonly struct SetCall(int on) : IEngineCall
    {
        public Status Run(EngineTarget at) =>
            on is 0 or 1 ? at.Engine.SetMeters(on != 0) : at.Engine.Refuse(Status.InvalidArgument, "seam_set_meters: neither 0 nor 1");
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_get_meters", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Get(nint engine, SeamMeters* meters) =>
        Border.Run(engine, new GetCall(meters));

    private readonly struct GetCall(SeamMeters* meters) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (meters == null || !Border.IsSize<SeamMeters>(meters->StructSize))
                return Border.RefuseStruct(at.Engine, "seam_meters", meters);
            Status status = at.Engine.GetMeters(out Meters now);
            if (status != Status.Ok) return status;
            var value = new SeamMeters(now);
            Border.TryWrite(meters, ref value);
            return status;
        }
    }
}
