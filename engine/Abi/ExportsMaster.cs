using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seam_master.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamMaster
{
    public uint StructSize;
    public int Limiter;
    public double GainDb;
    public double CeilingDb;
}

/// <summary>seamline.h: the master.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsMaster
{
    [UnmanagedCallersOnly(EntryPoint = "seam_get_master", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Get(nint engine, SeamMaster* master) =>
        Border.Run(engine, new GetCall(master));

    private readonly struct GetCall(SeamMaster* master) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            MasterSpec spec = at.Engine.Master;
            var value = new SeamMaster { Limiter = spec.Limiter ? 1 : 0, GainDb = spec.GainDb, CeilingDb = spec.CeilingDb };
            return Border.TryWrite(master, ref value) ? Status.Ok
                : Border.RefuseStruct(at.Engine, "seam_master", master);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_master", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Set(nint engine, SeamMaster* master) =>
        Border.Run(engine, new SetCall(master));

    private readonly struct SetCall(SeamMaster* master) : IEngineCall
    {
        public Status Run(EngineTarget at) =>
            !Border.TryRead(master, out SeamMaster given) ? Border.RefuseStruct(at.Engine, "seam_master", master)
            : Fields.Master(at.Engine, given.Limiter is 0 or 1 ? at.Engine.SetMaster(new MasterSpec(given.GainDb, given.Limiter != 0, given.CeilingDb)) : Status.InvalidArgument, given);
    }
}
