using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Device;

namespace Seamline.Abi;

/// <summary>seamline.h: output devices.</summary>
/// <remarks>Every export catches what it calls may throw; nothing crosses.</remarks>
internal static unsafe class ExportsOutput
{
    [UnmanagedCallersOnly(EntryPoint = "seam_output_open", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Open(nint engine, SeamOutput* output)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            if (!Border.TryRead(output, out SeamOutput given) || given.Reserved != 0)
                return call.Engine.Refuse(Status.InvalidArgument, "seam_output: NULL, or struct_size is unknown");
            var config = new OutputConfig
            {
                Driver = Border.Text(given.Driver),
                DeviceName = Border.Text(given.Device),
                DiskFile = Border.Text(given.DiskFile),
                BlockFrames = given.BlockFrames,
                TimeScale = given.TimeScale,
                DocumentedEntry = given.DocumentedEntry != 0,
            };
            using (call.Desk.OutputGate.Hold())
            {
                if (!TryClaim(engine)) return call.Engine.Refuse(Status.InvalidState, BeingPulled);
                Status status = call.Engine.OpenDevice(config);
                ReleaseUnlessOpen(engine, call.Engine);
                return status;
            }
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_output_open_null", CallConvs = [typeof(CallConvCdecl)])]
    public static Status OpenNull(nint engine, uint blockFrames, double speed)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            using (call.Desk.OutputGate.Hold())
            {
                if (!TryClaim(engine)) return call.Engine.Refuse(Status.InvalidState, BeingPulled);
                Status status = call.Engine.OpenNullDevice((int)Math.Min(blockFrames, int.MaxValue), speed);
                ReleaseUnlessOpen(engine, call.Engine);
                return status;
            }
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_output_close", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Close(nint engine)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            using (call.Desk.OutputGate.Hold())
            {
                call.Engine.CloseDevice();
                ReleaseUnlessOpen(engine, call.Engine);
                return Status.Ok;
            }
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    private const string BeingPulled = "a host is rendering with seam_render";
    private const int ClaimMilliseconds = 1_000;

    // A device renders from now on. A host inside seam_render is waited for; one that never leaves for a second keeps it.
    private static bool TryClaim(nint engine)
    {
        if (Volatile.Read(ref HandleRow.Of(engine)->Renderer) == HandleRow.Device) return true; // partner: Handles.Claim, under the output gate
        for (int waited = 0; waited < ClaimMilliseconds; waited++)
        {
            if (Handles.Claim(engine, HandleRow.Device)) return true;
            Thread.Sleep(1);
        }

        return false;
    }

    private static void ReleaseUnlessOpen(nint engine, Engine of)
    {
        if (of.Device == null) Handles.Unclaim(engine, HandleRow.Device);
    }
}
