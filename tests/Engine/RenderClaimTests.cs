using System;
using System.Threading;
using Seamline.Device;
using Seamline.Render;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>One renders at a time, by whichever entry it came: the second is refused at once and touches nothing.</summary>
public sealed unsafe class RenderClaimTests
{
    private static Engine? InCallback;
    private static int FromCallback;

    [Fact]
    public void A_pull_beside_an_open_output_is_refused()
    {
        using EngineRig rig = Playing();
        Assert.Equal(Status.Ok, rig.Engine.OpenNullDevice());
        Refused(rig);
        Assert.Equal(Status.Ok, rig.Engine.OpenNullDevice(64, 2)); // exchanged: the claim stays with the output
        Refused(rig);
        rig.Engine.CloseDevice();
        rig.Pull();
    }

    [Fact]
    public void A_second_pull_at_once_is_refused()
    {
        using EngineRig rig = Playing();
        int* claim = rig.Engine.State->Claim;
        Assert.True(RenderClaim.TryTake(claim, RenderClaim.Pulled)); // as one inside
        Refused(rig);
        RenderClaim.Release(claim);
        rig.Pull();
    }

    [Fact]
    public void An_output_waits_for_a_block_and_not_for_a_host_that_goes_on()
    {
        using EngineRig rig = Playing();
        int* claim = rig.Engine.State->Claim;
        Assert.True(RenderClaim.TryTake(claim, RenderClaim.Pulled));
        Assert.Equal(Status.InvalidState, rig.Engine.OpenNullDevice());
        Assert.Contains("host is rendering", rig.Engine.LastError, StringComparison.Ordinal);
        var leaves = new Thread(() =>
        {
            Thread.Sleep(20);
            RenderClaim.Release(claim);
        });
        leaves.Start();
        Assert.Equal(Status.Ok, rig.Engine.OpenNullDevice());
        leaves.Join();
    }

    [Fact]
    public void A_pull_inside_a_device_callback_is_refused()
    {
        using var rig = new EngineRig(loaders: 1, openOutput: (in OutputConfig config, in OutputSource source) =>
            NullOutput.Prepare(new OutputSource(source.State, source.Clock, null, &PullInside), config.Rate, config.Channels, 480, 1));
        InCallback = rig.Engine;
        FromCallback = -1;
        Assert.Equal(Status.Ok, rig.Engine.OpenDevice(new OutputConfig()));
        while (Volatile.Read(ref FromCallback) < 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Thread.Sleep(1);
        }

        Assert.Equal((int)Status.InvalidState, FromCallback);
        InCallback = null;
    }

    [Fact]
    public void A_pull_of_a_closed_engine_is_refused()
    {
        EngineRig rig = Playing();
        rig.Dispose();
        Refused(rig);
    }

    // Every block that was not refused is counted, none twice, and no recycled memory is heard.
    [Fact]
    public void Pulls_of_many_threads_beside_outputs_and_edits_are_rendered_one_at_a_time()
    {
        const int pullers = 4;
        const int pulls = 4_000;
        using EngineRig rig = Playing();
        long rendered = 0;
        int poisoned = 0;
        var threads = new Thread[pullers];
        for (int i = 0; i < pullers; i++)
        {
            threads[i] = new Thread(() =>
            {
                float[] block = new float[EngineRig.Block * 2];
                for (int n = 0; n < pulls; n++)
                {
                    Status status;
                    fixed (float* to = block) status = rig.Engine.Pull(to, EngineRig.Block);
                    if (status == Status.Ok) Interlocked.Add(ref rendered, EngineRig.Block);
                    if (Array.Exists(block, float.IsNaN)) Interlocked.Increment(ref poisoned);
                }
            });
            threads[i].Start();
        }

        for (int i = 0; Array.Exists(threads, t => t.IsAlive); i++)
        {
            Assert.Equal(Status.Ok, rig.Engine.Split(1 + (i % 20), out _));
            Assert.Equal(Status.Ok, rig.Engine.Undo());
            if (i % 50 == 0) rig.Engine.Seek(i % 20);
        }

        foreach (Thread thread in threads) thread.Join();
        Assert.Equal(0, poisoned);
        Assert.Equal(rendered, rig.Engine.GetStatus().FramesRendered);
    }

    private static EngineRig Playing()
    {
        var rig = new EngineRig(loaders: 1);
        rig.Staircase(1, 30);
        rig.Set(EngineRig.Segment(1, 0, 30));
        rig.Ready(2);
        rig.Engine.Play();
        return rig;
    }

    private static void Refused(EngineRig rig)
    {
        float[] block = new float[EngineRig.Block * 2];
        block.AsSpan().Fill(7);
        fixed (float* to = block) Assert.Equal(Status.InvalidState, rig.Engine.Pull(to, EngineRig.Block));
        Assert.Equal(-1, block.AsSpan().IndexOfAnyExcept(7f));
    }

    private static void PullInside(RenderState* state, float* output, uint frames)
    {
        float* own = stackalloc float[2];
        Status status = InCallback?.Pull(own, 1) ?? Status.InvalidState;
        new Span<float>(output, (int)frames * state->Channels).Clear();
        Volatile.Write(ref FromCallback, (int)status);
    }
}
