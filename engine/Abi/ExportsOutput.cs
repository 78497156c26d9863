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

    [UnmanagedCallersOnly(EntryPoint = "seam_get_output", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Get(nint engine, SeamOutputInfo* info)
    {
        try
        {
            using var call = EngineCall.Of(engine);
            if (call.IsRefused) return call.Refuse();
            var value = default(SeamOutputInfo);
            if (call.Engine.Device is { } open)
            {
                value.IsOpen = 1;
                value.Rate = open.DeviceRate;
                value.Channels = open.DeviceChannels;
                value.PeriodFrames = open.PeriodFrames;
                value.RawEntry = open.RawEntry ? 1 : 0;
                Border.Copy(open.Driver, new Span<byte>(value.Driver, SeamOutputInfo.DriverBytes));
                Border.Copy(open.DeviceName, new Span<byte>(value.Device, SeamDevice.NameBytes));
            }

            return Border.TryWrite(info, ref value) ? Status.Ok : call.Engine.Refuse(Status.InvalidArgument, "seam_output_info: NULL, or struct_size is not set");
        }
        catch (Exception e)
        {
            return Border.Failed(engine, e);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_output_devices", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Devices(byte* driver, SeamDevice* devices, uint capacity, uint* count)
    {
        try
        {
            if (count == null || (devices == null && capacity != 0))
                return Handles.Fail(Status.InvalidArgument, "seam_output_devices: no place for the count, or for the devices");
            if (capacity != 0 && !Border.IsSize<SeamDevice>(devices->StructSize))
                return Handles.Fail(Status.InvalidArgument, "seam_device: struct_size of the first is not set");
            *count = 0;
            Status status = Engine.ListDevices(Border.Text(driver), out OutputDevice[] found, out string error);
            if (status != Status.Ok) return Handles.Fail(status, error);
            *count = (uint)found.Length;
            uint stride = capacity == 0 ? 0 : devices->StructSize;
            for (uint i = 0; i < Math.Min(capacity, (uint)found.Length); i++)
                Write((SeamDevice*)((byte*)devices + ((nuint)i * stride)), found[i], stride);
            return Status.Ok;
        }
        catch (Exception e)
        {
            return Border.Failed(0, e);
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

    private static void Write(SeamDevice* to, in OutputDevice device, uint stride)
    {
        var value = new SeamDevice { IsDefault = device.Name.Length == 0 ? 1 : 0, Rate = device.Rate, Channels = device.Channels };
        Border.Copy(device.Name, new Span<byte>(value.Name, SeamDevice.NameBytes));
        Border.WriteRow(to, stride, ref value);
    }

    private static void ReleaseUnlessOpen(nint engine, Engine of)
    {
        if (of.Device == null) Handles.Unclaim(engine, HandleRow.Device);
    }
}
