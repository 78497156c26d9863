using System;
using System.Threading;
using Seamline.Decode;
using Seamline.Tests.Decode;
using Seamline.Tests.EngineTests;
using Xunit;

namespace Seamline.Tests.Stretch;

/// <summary>Changes of speed while it plays: the old sound until the new one is there, no step, no silence, and the place is kept.</summary>
public sealed class LiveSpeedTests
{
    private const int Rate = EngineRig.Rate;

    [Theory]
    [InlineData(SpeedMode.Varispeed, 1.5)]
    [InlineData(SpeedMode.Varispeed, 0.6)]
    [InlineData(SpeedMode.KeepPitch, 1.5)]
    [InlineData(SpeedMode.KeepPitch, 0.6)]
    public void The_sound_goes_on_and_the_place_is_kept(SpeedMode mode, double speed)
    {
        using var rig = new EngineRig();
        rig.Clip(1, new GeneratedSource(GeneratedShape.Sine, 100, Rate, 2, 600 * Rate));
        rig.Set(EngineRig.Segment(1, 0, 300), EngineRig.Segment(1, 300, 600));
        rig.Settle();
        Assert.Equal(Status.Ok, rig.Engine.Seek(200.0));
        Assert.Equal(Status.Ok, rig.Engine.Play());
        for (int i = 0; i < 50; i++) rig.Pull();
        Assert.Equal(Status.Ok, rig.Engine.GetSegment(0, out SegmentInfo info));
        long before = rig.Engine.GetPosition().PlayheadFrame;
        Assert.Equal(Status.Ok, rig.Engine.SetSegmentSpeed(info.Id, speed, mode));

        Assert.True(SpinWait.SpinUntil(() => rig.Engine.GetSources() is { Count: 2 } sources && sources[1].PagesReady >= 4, 60_000)); // the nearest first
        float last = rig.Output[^2];
        double quietest = 1;
        long expected = 0;
        for (int block = 0; block < 30; block++)
        {
            rig.Pull();
            double loudest = 0;
            for (int i = 0; i < EngineRig.Block; i++)
            {
                float sample = rig.Output[2 * i];
                Assert.True(Math.Abs(sample - last) < 0.03, $"a step of {sample - last} at {i} of block {block}"); // of its own at most 0.5 x 2 pi x 150 / 48,000
                loudest = Math.Max(loudest, Math.Abs(sample));
                last = sample;
            }

            if (block >= 1) quietest = Math.Min(quietest, loudest);
            expected = rig.Engine.GetPosition().PlayheadFrame;
        }

        Assert.True(quietest > 0.05, $"a block of {quietest}");

        // 30 blocks later, at most 50 ms of them at the old speed.
        double content = before + (30 * EngineRig.Block * speed);
        Assert.InRange((expected * speed) - content, -0.06 * Rate * Math.Abs(speed - 1), 0.06 * Rate * Math.Abs(speed - 1));
        Assert.Equal(0, rig.Engine.GetStatus().MissFrames);
    }

    // What is made at another speed holds the sources that it was made of, and no others: one too few, and a source is freed while it plays.
    [Theory]
    [InlineData(SpeedMode.Varispeed)]
    [InlineData(SpeedMode.KeepPitch)]
    public void Files_that_are_opened_again_are_let_go_of_once(SpeedMode mode)
    {
        using var rig = new EngineRig();
        Engine engine = rig.Engine;
        Assert.Equal(Status.Ok, engine.SetClip(new ClipId(1), new TrackSpec(MediaFixtures.Path("f32.wav"))));
        rig.Set(EngineRig.Segment(1, 0, 1));
        Assert.Equal(Status.Ok, engine.GetSegment(0, out SegmentInfo info));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(Status.Ok, engine.SetSegmentSpeed(info.Id, 1.5, mode));
            Assert.Equal(Status.Ok, engine.Invalidate(new ClipId(1)));
            rig.Settle();
            Assert.True(SpinWait.SpinUntil(() => { rig.Pull(); return engine.GetStatus().Sources == 2; }, 20_000), $"{engine.GetStatus().Sources} sources");
            Assert.Equal(Status.Ok, engine.SetSegmentSpeed(info.Id, 1, mode));
        }

        rig.Settle();
        Assert.Equal(MediaFixtures.Path("f32.wav"), engine.GetSources()[0].Name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_edit_before_the_new_sound_is_there_keeps_the_place_too(bool waits)
    {
        using var rig = new EngineRig();
        rig.Clip(1, new GeneratedSource(GeneratedShape.Sine, 100, Rate, 2, 600 * Rate));
        rig.Set(EngineRig.Segment(1, 0, 600));
        Assert.Equal(Status.Ok, rig.Engine.Seek(60.0));
        Assert.Equal(Status.Ok, rig.Engine.Play());
        rig.Ready(2);
        for (int i = 0; i < 10; i++) rig.Pull();
        Assert.Equal(Status.Ok, rig.Engine.GetSegment(0, out SegmentInfo info));
        Assert.Equal(Status.Ok, rig.Engine.SetSegmentSpeed(info.Id, 2, SpeedMode.KeepPitch));
        if (waits) rig.Pull(); // the callback has the new timeline, or waits for its page
        Assert.Equal(Status.Ok, rig.Engine.SetSegmentGain(info.Id, -1));
        rig.Ready(2);
        for (int i = 0; i < 10; i++) rig.Pull();
        Assert.InRange(rig.Engine.GetPosition().PlayheadFrame / (double)Rate, 30.1, 30.3);
    }

    [Fact]
    public void A_page_that_does_not_come_is_waited_for_50_ms()
    {
        using var gate = new ManualResetEventSlim(true);
        using var rig = new EngineRig(loaders: 1);
        rig.Clip(1, new FunctionSource(60 * Rate, 2, (_, _) =>
        {
            gate.Wait(TestContext.Current.CancellationToken);
            return 0.25;
        }));
        rig.Set(EngineRig.Segment(1, 0, 20));
        rig.Ready(20);
        Assert.Equal(Status.Ok, rig.Engine.Play());
        for (int i = 0; i < 10; i++) rig.Pull();
        gate.Reset();
        try
        {
            Assert.Equal(Status.Ok, rig.Engine.GetSegment(0, out SegmentInfo info));
            Assert.Equal(Status.Ok, rig.Engine.TrimOut(info.Id, 60)); // the one loader stands at the gate from here on
            rig.Pull();
            Assert.Equal(Status.Ok, rig.Engine.SetSegmentSpeed(info.Id, 8, SpeedMode.KeepPitch));
            for (int block = 0; block < 5; block++)
            {
                rig.Pull();
                foreach (float sample in rig.Output) Assert.Equal(0.25f, sample);
            }

            Assert.Equal(0, rig.Engine.GetStatus().MissFrames);
            for (int block = 0; block < 5; block++) rig.Pull();
            Assert.True(rig.Engine.GetStatus().MissFrames > 0);
            Assert.Equal(0, rig.Output[^1]);
        }
        finally
        {
            gate.Set(); // or the loader would never end
        }

        rig.Ready(1);
        for (int block = 0; block < 5; block++) rig.Pull();
        Assert.Equal(0.25f, rig.Output[^1], 1e-4f);
    }
}
