using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seam_ducking.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamDucking
{
    public uint StructSize;
    public int Reserved;
    public double AmountDb;
    public double ThresholdDb;
    public double HoldSeconds;
    public double FallSeconds;
    public double RiseSeconds;
    public double Known;
}

/// <summary>seam_room_tone.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamRoomTone
{
    public uint StructSize;
    public uint Clip;
    public double InSeconds;
    public double OutSeconds;
    public double GainDb;
    public double CrossfadeSeconds;
}

/// <summary>seamline.h: ducking of lanes, and what gaps sound like.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsDucking
{
    [UnmanagedCallersOnly(EntryPoint = "seam_set_ducking", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetDucking(nint engine, long lane, SeamDucking* ducking) => Border.Run(engine, new SetDuckingCall(lane, ducking));

    private readonly struct SetDuckingCall(long lane, SeamDucking* ducking) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (ducking == null) return at.Engine.RemoveDucking(new LaneId(lane));
            if (!Border.TryRead(ducking, out SeamDucking given)) return Border.RefuseStruct(at.Engine, "seam_ducking", ducking);
            double fall = given.FallSeconds == 0 ? DuckingSpec.Default.FallSeconds : given.FallSeconds;
            double rise = given.RiseSeconds == 0 ? DuckingSpec.Default.RiseSeconds : given.RiseSeconds;
            return Fields.Ducking(at.Engine, at.Engine.SetDucking(new LaneId(lane), new DuckingSpec(given.AmountDb, given.ThresholdDb, given.HoldSeconds, fall, rise)), given);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_get_ducking", CallConvs = [typeof(CallConvCdecl)])]
    public static Status GetDucking(nint engine, long lane, SeamDucking* ducking) => Border.Run(engine, new GetDuckingCall(lane, ducking));

    private readonly struct GetDuckingCall(long lane, SeamDucking* ducking) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            Status status = at.Engine.GetDucking(new LaneId(lane), out DuckingInfo info);
            if (status != Status.Ok) return status;
            DuckingSpec spec = info.Spec;
            var value = new SeamDucking
            {
                AmountDb = spec.AmountDb,
                ThresholdDb = spec.ThresholdDb,
                HoldSeconds = spec.HoldSeconds,
                FallSeconds = spec.FallSeconds,
                RiseSeconds = spec.RiseSeconds,
                Known = info.Known,
            };
            return Border.TryWrite(ducking, ref value) ? Status.Ok : Border.RefuseStruct(at.Engine, "seam_ducking", ducking);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_ducking_to_envelope", CallConvs = [typeof(CallConvCdecl)])]
    public static Status ToEnvelope(nint engine, long lane) => Border.Run(engine, new ToEnvelopeCall(lane));

    private readonly struct ToEnvelopeCall(long lane) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.DuckingToEnvelope(new LaneId(lane));
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_room_tone", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetRoomTone(nint engine, SeamRoomTone* tone) => Border.Run(engine, new SetRoomToneCall(tone));

    private readonly struct SetRoomToneCall(SeamRoomTone* tone) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (tone == null) return at.Engine.SetRoomTone(null);
            if (!Border.TryRead(tone, out SeamRoomTone given)) return Border.RefuseStruct(at.Engine, "seam_room_tone", tone);
            var wanted = new RoomToneSpec(new ClipId(given.Clip), given.InSeconds, given.OutSeconds) { GainDb = given.GainDb };
            if (given.CrossfadeSeconds != 0) wanted = wanted with { CrossfadeSeconds = given.CrossfadeSeconds };
            return Fields.RoomTone(at.Engine, at.Engine.SetRoomTone(wanted), given);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_get_room_tone", CallConvs = [typeof(CallConvCdecl)])]
    public static Status GetRoomTone(nint engine, SeamRoomTone* tone) => Border.Run(engine, new GetRoomToneCall(tone));

    private readonly struct GetRoomToneCall(SeamRoomTone* tone) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (at.Engine.RoomTone is not { } spec) return at.Engine.Refuse(Status.NotFound, "gaps are silent: there is no room tone");
            var value = new SeamRoomTone
            {
                Clip = spec.Clip.Value,
                InSeconds = spec.InSeconds,
                OutSeconds = spec.OutSeconds,
                GainDb = spec.GainDb,
                CrossfadeSeconds = spec.CrossfadeSeconds,
            };
            return Border.TryWrite(tone, ref value) ? Status.Ok : Border.RefuseStruct(at.Engine, "seam_room_tone", tone);
        }
    }
}
