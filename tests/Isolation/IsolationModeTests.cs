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

    // What it does to the process that has it is counted in ProcessEffectTests.
    [Fact]
    public void NothingIsStartedBeforeAFileIsOpened()
    {
        IsolationSettings workers = Own();
        using Engine engine = Make(IsolationMode.Required, workers);
        Assert.Equal(Status.Ok, engine.SetClipPcm(new ClipId(1), new float[960], 2, 48_000, "made"));
        Assert.Null(engine.Workers);
        _ = Render(engine);
        Assert.Single(engine.Workers!.Numbers());
        Assert.Equal(1, engine.GetStatus().Workers);
    }

    [Fact]
    public void EnginesShareAWorkerAndTheLastOneEndsIt()
    {
        IsolationSettings workers = Own();
        using Engine first = Make(IsolationMode.Required, workers);
        using Engine idle = Make(IsolationMode.Required, workers);
        float[] expected = Render(first);
        int worker = Assert.Single(first.Workers!.Numbers());
        using (Engine second = Make(IsolationMode.Auto, workers))
        {
            Assert.Equal(expected, Render(second));
            Assert.Equal(worker, Assert.Single(second.Workers!.Numbers()));
            first.Dispose();
            Assert.Equal(Status.Ok, second.SetClip(new ClipId(2), new TrackSpec(MediaFixtures.Path("f32.wav"))));
            Assert.Equal(worker, Assert.Single(second.Workers!.Numbers()));
        }

        Assert.False(Directory.Exists($"/proc/{worker}"), "the worker is left");
        Assert.Null(idle.Workers);
        Assert.Equal(expected, Render(idle));
        Assert.NotEqual(worker, Assert.Single(idle.Workers!.Numbers()));
    }

    [Fact]
    public void AnUnknownModeIsRefused()
    {
        Assert.Equal(Status.InvalidArgument, Engine.Create(new EngineConfig { Isolation = (IsolationMode)3 }, out Engine? engine, out string error));
        Assert.Null(engine);
        Assert.Contains("isolation 3", error, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFileIsReportedAlike()
    {
        using Engine engine = Make(IsolationMode.Required, new IsolationSettings(Workers.Program));
        string path = Path.Combine(Path.GetTempPath(), "seamline-no-such-file.wav");
        Assert.Equal(Status.MediaError, engine.SetClip(new ClipId(1), new TrackSpec(path)));
        Assert.Equal($"cannot open '{path}': the file does not exist", engine.LastError);
    }

    // Shared with no other test's engines: settings with lists of their own are never equal.
    private static IsolationSettings Own() => new(Workers.Program) { Environment = ["LD_SEAMLINE_TEST=none"] };

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
