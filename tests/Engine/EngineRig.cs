using System;
using System.Threading;
using Seamline.Decode;
using Seamline.Device;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Opens an output as a test wants it: not started.</summary>
internal delegate AudioOutput OpenOutput(in OutputConfig config, in OutputSource source);

/// <summary>Devices that a test makes.</summary>
internal sealed class FakeBackend(OpenOutput open) : IDeviceBackend
{
    public OutputDevice[] List(string? driver) => [];

    public AudioOutput Prepare(in OutputConfig config, in OutputSource source, bool orAnother) => open(config, source);
}

/// <summary>An engine that poisons what it recycles, and at its end is asked whether everything came back.</summary>
internal sealed unsafe class EngineRig : IDisposable
{
    public const int Rate = 48_000;
    public const int Block = 480;

    private readonly float[] _output;

    public EngineRig(long budgetBytes = 500L << 20, int loaders = 0, int channels = 2, bool poison = true, double swapFade = 15, double declick = 5,
        OpenMedia? openMedia = null, OpenOutput? openOutput = null, long indexBytesPerLoader = Limits.IndexBytesPerLoader)
    {
        var config = new EngineConfig
        {
            BudgetBytes = budgetBytes,
            LoaderThreads = loaders,
            Channels = channels,
            SwapFadeMilliseconds = swapFade,
            DeclickMilliseconds = declick,
            OpenMedia = openMedia,
            Devices = openOutput == null ? null : new FakeBackend(openOutput),
            IndexBytesPerLoader = indexBytesPerLoader,
        };
        Assert.Equal(Status.Ok, Engine.Create(config, out Engine? engine, out string error));
        Assert.Equal(string.Empty, error);
        Engine = engine!;
        Engine.Pool.PoisonReturned = poison;
        Engine.Blocks.PoisonReturned = poison;
        Engine.Publisher.PoisonReturned = poison;
        _output = new float[Block * channels];
    }

    public Engine Engine { get; }

    /// <summary>The block that was pulled last.</summary>
    public ReadOnlySpan<float> Output => _output;

    public void Clip(uint id, MediaSource media, string name = "test") => Assert.Equal(Status.Ok, Engine.SetClipSource(new ClipId(id), media, name));

    public void Staircase(uint id, double seconds, int channels = 2) =>
        Clip(id, new GeneratedSource(GeneratedShape.Staircase, 0, Rate, channels, (long)(seconds * Rate)));

    public static SegmentSpec Segment(uint clip, double from, double to) => new(new ClipId(clip), from, to);

    public void Set(params ReadOnlySpan<SegmentSpec> segments) => Assert.Equal(Status.Ok, Engine.SetTimeline(segments));

    /// <summary>The next block. No sample may be poison.</summary>
    public void Pull()
    {
        fixed (float* to = _output) Assert.Equal(Status.Ok, Engine.Pull(to, Block));
        foreach (float sample in _output) Assert.False(float.IsNaN(sample), "recycled memory was heard");
    }

    public void Ready(double seconds, int timeoutMilliseconds = 60_000) =>
        Assert.Equal(Status.Ok, Engine.WaitReady((long)(seconds * Rate), timeoutMilliseconds));

    /// <summary>Waits until the loader has nothing more to do.</summary>
    public void Settle(int timeoutMilliseconds = 120_000)
    {
        long until = Environment.TickCount64 + timeoutMilliseconds;
        while (!Engine.GetStatus().LoadDone)
        {
            Assert.True(Environment.TickCount64 < until, "loading does not come to an end");
            Thread.Sleep(5);
        }
    }

    public void Dispose()
    {
        Engine.Dispose();
        Engine.WaitReleased();
        Assert.Equal(0, Engine.Pool.Outstanding);
        Assert.Equal(0, Engine.Blocks.Outstanding);
        Assert.Equal(0, Engine.HeldAtClose);
    }
}
