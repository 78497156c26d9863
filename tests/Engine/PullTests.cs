using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.EngineTests;

public sealed unsafe class PullTests
{
    private const float Step = 1f / 0x800000;

    [Fact]
    public void A_played_timeline_is_the_source_after_the_start_ramp()
    {
        using Engine engine = Make(channels: 1);
        Assert.Equal(Status.Ok, engine.SetClipSource(new ClipId(7), new GeneratedSource(GeneratedShape.Staircase, 0, 48_000, 1, 48_000 * 60), "stairs"));
        Assert.Equal(Status.Ok, engine.SetTimeline(new SegmentSpec(new ClipId(7), 1, 11)));
        Assert.Equal(480_000, engine.LengthFrames);
        Assert.Equal(Status.Ok, engine.WaitReady(480_000, 5_000));
        engine.Play();
        float[] heard = new float[2_000];
        fixed (float* to = heard) engine.Pull(to, 2_000);
        Assert.Equal(0f, heard[0]);
        for (int i = 240; i < 2_000; i++) Assert.Equal((48_000 + i) * Step, heard[i]);
        Assert.Equal(2_000, engine.GetPosition().PlayheadFrame);
    }

    [Fact]
    public void Offline_renders_what_playback_plays()
    {
        using Engine engine = Make(channels: 2);
        engine.SetClipSource(new ClipId(1), new GeneratedSource(GeneratedShape.Staircase, 0, 48_000, 2, 48_000 * 600), "stairs");
        engine.SetTimeline(new SegmentSpec(new ClipId(1), 100, 101), new SegmentSpec(new ClipId(1), 500, 501));
        using OfflineRender render = engine.BeginOffline();
        float[] all = new float[2 * render.LengthFrames];
        Assert.Equal(Status.Ok, render.Render(0, all, TestContext.Current.CancellationToken));
        Assert.Equal(4_800_000 * Step, all[0]);
        Assert.Equal(((500 * 48_000) + 5_000 & 0x7FFFFF) * Step, all[2 * (48_000 + 5_000)]);
    }

    private static Engine Make(int channels)
    {
        Assert.Equal(Status.Ok, Engine.Create(new EngineConfig { Channels = channels }, out Engine? engine, out string error));
        Assert.Equal(string.Empty, error);
        return engine!;
    }
}
