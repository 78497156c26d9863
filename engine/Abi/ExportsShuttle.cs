using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seamline.h: shuttle, the speed of playback, and the listener's volume.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static class ExportsShuttle
{
    [UnmanagedCallersOnly(EntryPoint = "seam_set_shuttle", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Set(nint engine, double speed) =>
        Border.Run(engine, new SetCall(speed));

    [UnmanagedCallersOnly(EntryPoint = "seam_set_play_speed", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetPlaySpeed(nint engine, double speed) =>
        Border.Run(engine, new SetPlaySpeedCall(speed));

    [UnmanagedCallersOnly(EntryPoint = "seam_set_volume", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetVolume(nint engine, double decibels) =>
        Border.Run(engine, new SetVolumeCall(decibels));

    private readonly struct SetVolumeCall(double decibels) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.SetVolume(decibels);
    }

    private readonly struct SetPlaySpeedCall(double speed) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.SetPlaySpeed(speed);
    }

    private readonly struct SetCall(double speed) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.SetShuttle(speed);
    }
}
