using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seamline.h: shuttle.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static class ExportsShuttle
{
    [UnmanagedCallersOnly(EntryPoint = "seam_set_shuttle", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Set(nint engine, double speed) =>
        Border.Run(engine, new SetCall(speed));

    [UnmanagedCallersOnly(EntryPoint = "seam_set_play_speed", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetPlaySpeed(nint engine, double speed) =>
        Border.Run(engine, new SetPlaySpeedCall(speed));

    private readonly struct SetPlaySpeedCall(double speed) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.SetPlaySpeed(speed);
    }

    private readonly struct SetCall(double speed) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.SetShuttle(speed);
    }
}
