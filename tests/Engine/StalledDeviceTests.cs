using System;
using System.Threading;
using System.Threading.Tasks;
using Seamline.Device;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>A device that does not come up: nothing but calls that open or close this engine's output waits for it.</summary>
public sealed class StalledDeviceTests : IDisposable
{
    private const int Rate = EngineRig.Rate;
    private const int Calls = 10_000;

    private readonly Stall _stall = new() { Stalls = true };
    private readonly EngineRig _rig;

    public StalledDeviceTests()
    {
        _rig = new EngineRig(loaders: 1, openOutput: Open);
        _rig.Staircase(1, 60);
        _rig.Set(EngineRig.Segment(1, 0, 60));
    }

    [Fact]
    public async Task Edits_seeks_positions_and_other_engines_do_not_wait_for_a_stalled_device()
    {
        Task<Status> opening = Start(_rig.Engine);
        Task closing = Task.Factory.StartNew(_rig.Engine.CloseDevice, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _rig.Engine.Play();
        for (int i = 0; i < Calls; i++)
        {
            Assert.Equal(Status.Ok, _rig.Engine.Split(1 + (i % 50), out _));
            Assert.Equal(Status.Ok, _rig.Engine.Undo());
            Assert.Equal(Status.Ok, _rig.Engine.SeekFrame(i));
            Assert.Equal(60 * Rate, _rig.Engine.GetPosition().LengthFrames);
            Assert.Null(_rig.Engine.Device);
        }

        using (var other = new EngineRig(loaders: 1))
        {
            Assert.Equal(Status.Ok, other.Engine.OpenNullDevice());
            other.Engine.CloseDevice();
        }

        Assert.False(opening.IsCompleted, "the stall was over before the edits were");
        Assert.False(closing.IsCompleted, "an output was closed that is being opened");
        _stall.Release();
        Assert.Equal(Status.Ok, await opening);
        await closing;
        Assert.Null(_rig.Engine.Device);
        _rig.Pull(); // the claim is free again
    }

    [Fact]
    public async Task Closing_the_engine_does_not_wait_for_a_stalled_device()
    {
        using var rig = new EngineRig(loaders: 1, openOutput: Open);
        Task<Status> opening = Start(rig.Engine);
        rig.Engine.Dispose();
        Assert.False(opening.IsCompleted, "closing waited for the stall");
        _stall.Release();
        Assert.Equal(Status.Cancelled, await opening);
        Assert.Contains("closed", rig.Engine.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_does_not_open_leaves_the_claim_to_a_host()
    {
        using var rig = new EngineRig(loaders: 1, openOutput: (in OutputConfig _, in OutputSource _) => throw new DeviceException("no such device"));
        Assert.Equal(Status.DeviceError, rig.Engine.OpenDevice(new OutputConfig()));
        Assert.Equal("no such device", rig.Engine.LastError);
        rig.Pull();
    }

    public void Dispose()
    {
        _stall.Release();
        _rig.Dispose();
        _stall.Dispose();
    }

    private NullOutput Open(in OutputConfig config, in OutputSource source)
    {
        _stall.Enter(null);
        return NullOutput.Prepare(source, config.Rate, config.Channels, 480, 1);
    }

    private Task<Status> Start(Engine engine)
    {
        Task<Status> opening = Task.Factory.StartNew(
            () => engine.OpenDevice(new OutputConfig()), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _stall.Entered.Wait(TestContext.Current.CancellationToken);
        return opening;
    }
}
