using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>The audible frame of a host that pulls: what was rendered a latency ago, across every change of voice.</summary>
public sealed class HeardTests
{
    private const int Latency = 1_000;

    [Fact]
    public void It_follows_the_playhead_at_the_latency_that_was_reported()
    {
        using EngineRig rig = Playing(blocks: 10);
        AssertHeard(rig, playhead: 4_800, heard: 3_800);
        Assert.Equal(Latency, rig.Engine.GetPosition().LatencyFrames);
        Assert.Equal(Status.InvalidArgument, rig.Engine.SetLatency(-1));
        Assert.Equal(Status.InvalidArgument, rig.Engine.SetLatency(Limits.MaxLatencyFrames + 1));
        Assert.Equal("a latency of 960001 frames is outside 0..960000", rig.Engine.LastError);
        Assert.Equal(Status.Ok, rig.Engine.SetLatency(0));
        AssertHeard(rig, playhead: 4_800, heard: 4_800);
    }

    [Fact]
    public void Nothing_is_heard_from_before_the_start()
    {
        using EngineRig rig = Playing(blocks: 0);
        AssertHeard(rig, playhead: 0, heard: 0);
        rig.Pull();
        AssertHeard(rig, playhead: 480, heard: 0);
        Pull(rig, 2);
        AssertHeard(rig, playhead: 1_440, heard: 440);
    }

    [Fact]
    public void A_seek_is_heard_when_its_latency_is_over()
    {
        using EngineRig rig = Playing(blocks: 10);
        rig.Engine.SeekFrame(240_000);
        AssertHeard(rig, playhead: 240_000, heard: 3_800); // asked for, not yet taken
        rig.Pull();
        AssertHeard(rig, playhead: 240_480, heard: 4_280);
        rig.Pull();
        AssertHeard(rig, playhead: 240_960, heard: 4_760);
        rig.Pull();
        AssertHeard(rig, playhead: 241_440, heard: 240_440);
    }

    [Fact]
    public void A_pause_lets_the_ear_come_to_the_playhead()
    {
        using EngineRig rig = Playing(blocks: 10);
        rig.Engine.Pause();
        rig.Pull();
        AssertHeard(rig, playhead: 4_800, heard: 4_280);
        Pull(rig, 2);
        AssertHeard(rig, playhead: 4_800, heard: 4_800);
        rig.Engine.Play();
        rig.Pull();
        AssertHeard(rig, playhead: 5_280, heard: 4_800);
        Pull(rig, 2);
        AssertHeard(rig, playhead: 6_240, heard: 5_240);
    }

    [Fact]
    public void The_end_is_heard_after_it_is_rendered()
    {
        using EngineRig rig = Playing(blocks: 0, seconds: 0.1);
        Pull(rig, 11); // 5,280 of 4,800 frames
        AssertHeard(rig, playhead: 4_800, heard: 4_280);
        Pull(rig, 5);
        AssertHeard(rig, playhead: 4_800, heard: 4_800);
    }

    [Fact]
    public void A_loop_is_heard_round()
    {
        using EngineRig rig = Playing(blocks: 0);
        Assert.Equal(Status.Ok, rig.Engine.SetLoop(0, 0.1));
        Pull(rig, 11);
        AssertHeard(rig, playhead: 480, heard: 4_280);
        Pull(rig, 2);
        AssertHeard(rig, playhead: 1_440, heard: 440);
    }

    [Fact]
    public void An_edit_before_the_playhead_moves_both()
    {
        using EngineRig rig = Playing(blocks: 100);
        rig.Engine.SetAnchor(Anchor.Content);
        Assert.Equal(Status.Ok, rig.Engine.RippleDelete(0.1, 0.6));
        rig.Pull();
        AssertHeard(rig, playhead: 48_480 - 24_000, heard: 47_480 - 24_000);
    }

    private static EngineRig Playing(int blocks, double seconds = 10)
    {
        var rig = new EngineRig(loaders: 1);
        rig.Staircase(1, 10);
        rig.Set(EngineRig.Segment(1, 0, seconds));
        rig.Settle();
        Assert.Equal(Status.Ok, rig.Engine.SetLatency(Latency));
        rig.Engine.Play();
        Pull(rig, blocks);
        return rig;
    }

    private static void Pull(EngineRig rig, int blocks)
    {
        for (int i = 0; i < blocks; i++) rig.Pull();
    }

    private static void AssertHeard(EngineRig rig, long playhead, long heard)
    {
        Position now = rig.Engine.GetPosition();
        Assert.Equal((playhead, heard), (now.PlayheadFrame, now.AudibleFrame));
    }
}
