using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Device;
using Xunit;

namespace Seamline.Tests.Device;

/// <summary>Layouts shared by threads, and reading them while they change.</summary>
public sealed unsafe class DeviceStateTests
{
    [Fact]
    public void Fields_of_different_writers_stand_cache_lines_apart()
    {
        long setup = Offset<DeviceState>(nameof(DeviceState.Setup));
        long closing = Offset<DeviceState>(nameof(DeviceState.Closing));
        long progress = Offset<DeviceState>(nameof(DeviceState.Progress));
        Assert.True(closing - (setup + sizeof(DeviceSetup)) >= 0, "the setup reaches into the next part");
        Assert.True(closing % 128 == 0 && progress % 128 == 0);
        Assert.True(progress - (closing + sizeof(int)) >= 64);
        Assert.True(sizeof(DeviceState) - (progress + sizeof(DeviceProgress)) >= 0);
        Assert.Equal(0, sizeof(DeviceState) % 128); // the sample buffer begins on a line of its own

        long written = Offset<TapState>(nameof(TapState.FramesWritten));
        long lost = Offset<TapState>(nameof(TapState.BlocksLost));
        long read = Offset<TapState>(nameof(TapState.FramesRead));
        Assert.True(written - (Offset<TapState>(nameof(TapState.Channels)) + sizeof(int)) >= 64);
        Assert.True(read - (lost + sizeof(long)) >= 64);
        Assert.True(sizeof(TapState) - (Offset<TapState>(nameof(TapState.BlocksRead)) + sizeof(long)) >= 64);

        Assert.True(Offset<BlockClock>("_resets") >= sizeof(MonotonicTime));
        Assert.True(Offset<BlockClock>("_blocks") - sizeof(MonotonicTime) >= 64);
        Assert.True(sizeof(BlockClock) >= Offset<BlockClock>("_buckets") + (DurationHistogram.Buckets * sizeof(long)));
    }

    [Fact]
    public void Progress_is_read_whole_while_it_changes()
    {
        var device = (DeviceState*)NativeMemory.AlignedAlloc((nuint)sizeof(DeviceState), 128);
        NativeMemory.Clear(device, (nuint)sizeof(DeviceState));
        BlockClock* clock = BlockClock.Create();
        device->Setup.Clock = clock;
        device->Setup.FrameBytes = 4;
        device->Setup.Render = &Nothing;
        int stop = 0;
        var writer = new Thread(() =>
        {
            for (int i = 0; Volatile.Read(ref stop) == 0; i++)
            {
                DeviceCallback.Fill((nint)device, 0, 40, 40);
            }
        });
        writer.Start();
        bool whole = true;
        long last = 0;
        for (int i = 0; i < 300_000; i++)
        {
            DeviceProgress now = DeviceClock.Read(ref device->Progress);
            whole &= now.FramesDelivered == now.Blocks * 10 && now.Blocks >= last && (now.Version & 1) == 0;
            last = now.Blocks;
        }

        Volatile.Write(ref stop, 1);
        writer.Join();
        Assert.True(whole);
        Assert.True(last > 0);
        BlockClock.Free(ref clock);
        NativeMemory.AlignedFree(device);
    }

    [Fact]
    public void Audible_position_moves_evenly_between_deliveries()
    {
        // 480 frames delivered at a time, 480 in the device: 960 to be heard just after, 480 just before the next.
        var after = new DeviceClock(48_000, 0, 480, 480, 0, 48_000);
        Assert.Equal(960, after.UnheardFrames);
        Assert.Equal(720, (after with { NanosecondsSinceDelivery = 5_000_000 }).UnheardFrames);
        Assert.Equal(480, (after with { NanosecondsSinceDelivery = 10_000_000 }).UnheardFrames);
        Assert.Equal(480, (after with { NanosecondsSinceDelivery = 90_000_000 }).UnheardFrames); // late: no further than the block
        Assert.Equal(580, (after with { QueuedFrames = 100, NanosecondsSinceDelivery = 10_000_000 }).UnheardFrames);
        Assert.Equal(300, (after with { FramesDelivered = 300 }).UnheardFrames); // not before the start
    }

    [Fact]
    public void A_closing_device_is_delivered_nothing()
    {
        using var signal = new Signal();
        DeviceState device = default;
        device.Setup.Clock = signal.Clock;
        device.Setup.Render = &Nothing;
        device.Setup.FrameBytes = 8;
        DeviceCallback.Fill((nint)(&device), 0, 0, 0);
        Assert.Equal(0, device.Progress.Blocks);
        DeviceCallback.Fill((nint)(&device), 0, 81, 81); // no whole frame: rounded up
        Assert.Equal((1L, 11L), (device.Progress.Blocks, device.Progress.FramesDelivered));
        device.Closing = 1;
        DeviceCallback.Fill((nint)(&device), 0, 80, 80);
        Assert.Equal((1L, 11L), (device.Progress.Blocks, device.Progress.FramesDelivered));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_block_after_silence_fades_in_where_somebody_hears_it(bool heard)
    {
        using var signal = new Signal(tapped: true);
        float* buffer = stackalloc float[2 * Limits.MaxBlockFrames];
        DeviceState device = default;
        device.Setup.Clock = signal.Clock;
        device.Setup.Render = &One;
        device.Setup.Buffer = buffer;
        device.Setup.Tap = signal.Tap!.State;
        device.Setup.FrameBytes = 8;
        device.Setup.Channels = 2;
        device.Setup.RampFrames = heard ? 240 : 0;
        device.Setup.NanosecondsPerFrame = 1e9 / 48_000;
        device.Setup.ReserveNanoseconds = 480 * device.Setup.NanosecondsPerFrame;
        DeviceCallback.Fill((nint)(&device), 0, 480 * 8, 0);
        Thread.Sleep(60); // of 20 ms that the device holds
        DeviceCallback.Fill((nint)(&device), 0, 480 * 8, 0);
        Assert.Equal((1L, 1L), (device.Progress.Underruns, device.Progress.LateUnderruns));
        Assert.InRange(device.Progress.DryFrames, 1_500, 48_000 * 60);
        float[] frames = new float[2 * 960];
        Assert.Equal(960, signal.Tap.ReadFrames(frames));
        for (int i = 0; i < 960; i++)
        {
            float expected = heard && i >= 480 && i < 720 ? (i - 480) / 240f : 1;
            Assert.Equal((expected, expected), (frames[2 * i], frames[(2 * i) + 1]));
        }
    }

    private static void One(Render.RenderState* state, float* output, uint frames)
    {
        for (uint i = 0; i < 2 * frames; i++) output[i] = 1;
    }

    private static void Nothing(Render.RenderState* state, float* output, uint frames)
    {
    }

    private static long Offset<T>(string field) => Marshal.OffsetOf<T>(field).ToInt64();
}
