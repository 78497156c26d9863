using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Seamline.Device;

namespace Seamline.Abi;

/// <summary>seamline.h: output devices.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsOutput
{
    [UnmanagedCallersOnly(EntryPoint = "seam_output_open", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Open(nint engine, SeamOutput* output) =>
        Border.RunUnheld(engine, new OpenCall(output));

    private readonly struct OpenCall(SeamOutput* output) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (!Border.TryRead(output, out SeamOutput given)) return Border.RefuseStruct(at.Engine, "seam_output", output);
            if (RenderFields.Check(at.Engine, given) is var refused and not Status.Ok) return refused;
            var config = new OutputConfig
            {
                Driver = Border.Text(given.Driver),
                DeviceName = Border.Text(given.Device),
                DiskFile = Border.Text(given.DiskFile),
                BlockFrames = given.BlockFrames,
                TimeScale = given.TimeScale,
                DocumentedEntry = given.DocumentedEntry != 0,
            };
            return at.Engine.OpenDevice(config);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_output_open_null", CallConvs = [typeof(CallConvCdecl)])]
    public static Status OpenNull(nint engine, uint blockFrames, double speed) =>
        Border.RunUnheld(engine, new OpenNullCall(blockFrames, speed));

    private readonly struct OpenNullCall(uint blockFrames, double speed) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.OpenNullDevice((int)Math.Min(blockFrames, int.MaxValue), speed);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_output_close", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Close(nint engine) =>
        Border.RunUnheld(engine, new CloseCall());

    private readonly struct CloseCall() : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            at.Engine.CloseDevice();
            return Status.Ok;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_get_output", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Get(nint engine, SeamOutputInfo* info) =>
        Border.Run(engine, new GetCall(info));

    private readonly struct GetCall(SeamOutputInfo* info) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            var value = default(SeamOutputInfo);
            if (at.Engine.Device is { } open)
            {
                value.IsOpen = 1;
                value.Rate = open.DeviceRate;
                value.Channels = open.DeviceChannels;
                value.PeriodFrames = open.PeriodFrames;
                value.RawEntry = open.RawEntry ? 1 : 0;
                value.State = (int)at.Engine.DeviceState;
                value.LatencyFrames = at.Engine.DeviceLatencyFrames;
                ThreadScheduling thread = at.Engine.DeviceThread;
                value.ThreadPolicy = (int)thread.Policy;
                value.ThreadPriority = thread.Priority;
                Border.Copy(open.Driver, new Span<byte>(value.Driver, SeamOutputInfo.DriverBytes));
                Border.Copy(open.DeviceName, new Span<byte>(value.Device, SeamDevice.NameBytes));
            }

            return Border.TryWrite(info, ref value) ? Status.Ok : Border.RefuseStruct(at.Engine, "seam_output_info", info);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_output_devices", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Devices(byte* driver, SeamDevice* devices, uint capacity, uint* count) =>
        Border.RunFree(new DevicesCall(driver, devices, capacity, count));

    private readonly struct DevicesCall(byte* driver, SeamDevice* devices, uint capacity, uint* count) : IFreeCall
    {
        public Status Run()
        {
            if (count == null || (devices == null && capacity != 0))
                return Handles.Fail(Status.InvalidArgument, "seam_output_devices: no place for the count, or for the devices");
            if (capacity != 0 && !Border.IsSize<SeamDevice>(devices->StructSize))
                return Border.RefuseFree("seam_device", devices);
            *count = 0;
            Status status = Engine.ListDevices(Border.Text(driver), out OutputDevice[] found, out string error);
            if (status != Status.Ok) return Handles.Fail(status, error);
            *count = (uint)found.Length;
            uint stride = capacity == 0 ? 0 : devices->StructSize;
            for (uint i = 0; i < Math.Min(capacity, (uint)found.Length); i++)
                Write((SeamDevice*)((byte*)devices + ((nuint)i * stride)), found[i], stride);
            return Status.Ok;
        }
    }

    private static void Write(SeamDevice* to, in OutputDevice device, uint stride)
    {
        var value = new SeamDevice { IsDefault = device.Name.Length == 0 ? 1 : 0, Rate = device.Rate, Channels = device.Channels };
        Border.Copy(device.Name, new Span<byte>(value.Name, SeamDevice.NameBytes));
        Border.WriteRow(to, stride, ref value);
    }
}
