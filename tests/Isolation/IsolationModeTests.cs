using System;
using System.IO;
using Seamline.Isolation;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.Isolation;

/// <summary>What an engine does with each mode, with the decoder and without it.</summary>
public sealed class IsolationModeTests
{
    private const int Frames = 96_000;

    [Fact]
    public void RequiredWithoutTheDecoderOpensNothing()
    {
        using Engine engine = Make(IsolationMode.Required, new IsolationSettings("/nowhere/seamline-decoder"));
        Assert.Equal(Status.MediaError, engine.SetClip(new ClipId(1), new TrackSpec(MediaFixtures.Path("f32.wav"))));
        Assert.Contains("could not be started", engine.LastError, StringComparison.Ordinal);
        Assert.Equal(Status.MediaError, engine.SetClip(new ClipId(1), new TrackSpec(MediaFixtures.Path("f32.wav"))));
        Assert.Contains("isolation is required", engine.LastError, StringComparison.Ordinal);
        Assert.Equal(0, engine.GetStatus().Workers);
    }

    [Fact]
    public void AutoWithoutTheDecoderDecodesHere()
    {
        using Engine engine = Make(IsolationMode.Auto, new IsolationSettings("/nowhere/seamline-decoder"));
        float[] here = Render(Make(IsolationMode.Off, new IsolationSettings()));
        Assert.Equal(here, Render(engine));
        Assert.Equal(0, engine.GetStatus().Workers);
    }

    [Fact]
    public void RequiredWithItGivesTheSameBits()
    {
        using Engine engine = Make(IsolationMode.Required, new IsolationSettings(Workers.Program));
        using Engine other = Make(IsolationMode.Off, new IsolationSettings());
        Assert.Equal(Render(other), Render(engine));
        Assert.Equal((1, 0), (engine.GetStatus().Workers, other.GetStatus().Workers));
    }

    [Fact]
    public void OffStartsNothing()
    {
        using Engine engine = Make(IsolationMode.Off, new IsolationSettings(Workers.Program));
        _ = Render(engine);
        Assert.Equal(0, engine.GetStatus().Workers);
    }

    [Fact]
    public void AnUnknownModeIsRefused()
    {
        Assert.Equal(Status.InvalidArgument, Engine.Create(new EngineConfig { Isolation = (IsolationMode)3 }, out Engine? engine, out string error));
        Assert.Null(engine);
        Assert.Contains("isolation 3", error, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFileIsToldAlike()
    {
        using Engine engine = Make(IsolationMode.Required, new IsolationSettings(Workers.Program));
        string path = Path.Combine(Path.GetTempPath(), "seamline-no-such-file.wav");
        Assert.Equal(Status.MediaError, engine.SetClip(new ClipId(1), new TrackSpec(path)));
        Assert.Equal($"cannot open '{path}': the file does not exist", engine.LastError);
    }

    private static Engine Make(IsolationMode mode, IsolationSettings workers)
    {
        Assert.Equal(Status.Ok, Engine.Create(new EngineConfig { Isolation = mode, Workers = workers, BudgetBytes = 64 << 20 }, out Engine? engine, out string error));
        Assert.Equal(string.Empty, error);
        return engine!;
    }

    private static float[] Render(Engine engine)
    {
        Assert.Equal(Status.Ok, engine.SetClip(new ClipId(1), new TrackSpec(MediaFixtures.Path("aac.m4a"))));
        Assert.Equal(Status.Ok, engine.SetTimeline(new SegmentSpec(new ClipId(1), 3, 4), new SegmentSpec(new ClipId(1), 20, 21)));
        Assert.Equal(Status.Ok, engine.BeginOffline(out OfflineRender? render));
        using (render)
        {
            var samples = new float[Frames * 2];
            Assert.Equal(Status.Ok, render!.Render(0, samples));
            return samples;
        }
    }
}
