using System;
using System.Linq;
using Seamline.Decode;
using Seamline.Device;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Playback that follows a host's clock, on a device whose time is made up.</summary>
public sealed class FollowTests : IDisposable
{
    private const int Rate = 48_000;
    private const int Block = 480;
    private const double Start = 5e9;

    private readonly PumpedDevice _device = new();
    private readonly OutputTap _tap = new(1, 1 << 22, 16_384);
    private readonly Engine _engine;
    private double _time = Start;
    private double _perFrame = 1e9 / Rate;

    public FollowTests()
    {
        Assert.Equal(Status.Ok, Engine.Create(new EngineConfig { LoaderThreads = 1, Devices = _device, Channels = 1, MonoLevel = MonoLevel.Unity }, out Engine? engine, out _));
        _engine = engine!;
        _engine.SetClipSource(new ClipId(1), new GeneratedSource(GeneratedShape.Sine, 440, Rate, 1, Rate * 90), "sine");
        _engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, 90));
        Assert.Equal(Status.Ok, _engine.WaitReady(Rate * 80, 20_000));
        Assert.Equal(Status.Ok, _engine.OpenDevice(new OutputConfig(), _tap));
        Assert.Equal(Status.Ok, _engine.Play());
    }

    [Theory]
    [InlineData(200, 8)]
    [InlineData(-200, -8)]
    public void It_comes_to_the_clock_within_ten_seconds_and_stays(double ppm, double milliseconds)
    {
        _perFrame = 1e9 / Rate / (1 + (ppm * 1e-6));
        Pump(200);
        double ahead = Heard() - Master(0) - (milliseconds * 1e-3 * Rate);
        double worst = 0;
        double most = 0;
        for (int i = 0; i < 3_000; i++)
        {
            Pump(1);
            double error = (Heard() - Master(ahead)) / Rate;
            if (i % 2 == 0)
            {
                Assert.Equal(Status.Ok, _engine.Follow((long)_time, Master(ahead), out FollowState state));
                Assert.False(state.Jumped);
                most = Math.Max(most, Math.Abs(state.Trim));
            }

            if (i > 1_000) worst = Math.Max(worst, Math.Abs(error));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{ppm} ppm: {worst * 1e3:F3} ms worst after 10 s, trim {most:P4} at most");
        Assert.InRange(worst, 0, 0.0005);
        Assert.InRange(most, 0.0001, MasterFollower.MostTrim);
        AssertPure(_tap, 440, 440 * MasterFollower.MostTrim);
    }

    [Fact]
    public void A_clock_elsewhere_is_jumped_to_once()
    {
        Pump(200);
        double ahead = Heard() - Master(0) + (10 * Rate);
        int jumps = 0;
        for (int i = 0; i < 200; i++)
        {
            Pump(1);
            Assert.Equal(Status.Ok, _engine.Follow((long)_time, Master(ahead), out FollowState state));
            jumps += state.Jumped ? 1 : 0;
        }

        Assert.Equal(1, jumps);
        Assert.InRange((Heard() - Master(ahead)) / Rate, -0.02, 0.02);
    }

    [Fact]
    public void When_it_ends_the_blocks_are_the_timeline_to_the_bit_again()
    {
        Pump(100);
        double ahead = Heard() - Master(0) - (5e-3 * Rate);
        for (int i = 0; i < 200; i++)
        {
            Pump(1);
            Assert.Equal(Status.Ok, _engine.Follow((long)_time, Master(ahead), out _));
        }

        Assert.Equal(Status.Ok, _engine.EndFollow());
        Pump(20);
        long from = _tap.FramesCaptured;
        float[] before = new float[from];
        Assert.Equal(from, _tap.ReadFrames(before));
        double first = Heard() + _device.Output!.LatencyFrames; // the next frame of the timeline
        Pump(10);
        float[] after = new float[_tap.FramesCaptured - from];
        Assert.Equal(after.Length, _tap.ReadFrames(after));
        Assert.Equal(Math.Round(first), first, 0.1);
        float[] expected = new float[after.Length];
        Assert.Equal(Status.Ok, _engine.BeginOffline(default, out OfflineRender? render));
        using (render) Assert.Equal(Status.Ok, render!.Render((long)Math.Round(first), expected, TestContext.Current.CancellationToken));
        Assert.Equal(expected, after);
        Assert.True(before.Zip(before.Skip(1), (a, b) => Math.Abs(a - b)).Skip(1_000).Max() < 0.06, "a step"); // the sine's own is 0.0576
    }

    [Fact]
    public void Nothing_is_followed_without_an_output()
    {
        _engine.CloseDevice();
        Assert.Equal(Status.InvalidArgument, _engine.Follow((long)_time, double.NaN, out _));
        Assert.Equal(Status.Ok, _engine.EndFollow());
        using Engine other = Engine.Create(new EngineConfig { LoaderThreads = 1 }, out Engine? made, out _) == Status.Ok ? made! : throw new InvalidOperationException();
        Assert.Equal(Status.InvalidState, other.Follow(1, 0, out _));
        Assert.Contains("no output plays", other.LastError, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _tap.Dispose();
    }

    private double Master(double ahead) => ((_time - Start) * 1e-9 * Rate) + ahead;

    private double Heard() => _engine.TryGetAudibleTime((long)_time, out AudibleTime heard) ? heard.TimelineFrame : throw new InvalidOperationException("nothing is heard");

    private void Pump(int blocks)
    {
        for (int i = 0; i < blocks; i++)
        {
            _device.Output!.Pump((long)_time);
            _time += Block * _perFrame;
        }
    }

    // A sine without steps, whose pitch is within so many Hz: by its zero crossings, second by second, and its second differences.
    private static void AssertPure(OutputTap tap, double hertz, double within)
    {
        float[] heard = new float[tap.FramesCaptured];
        Assert.Equal(heard.Length, tap.ReadFrames(heard));
        for (int at = Rate; at + Rate < heard.Length; at += Rate)
        {
            int crossings = 0;
            for (int i = at; i < at + Rate; i++)
            {
                if (heard[i] < 0 && heard[i + 1] >= 0) crossings++;
                float bend = heard[i + 1] - (2 * heard[i]) + heard[i - 1];
                Assert.InRange(Math.Abs(bend + (heard[i] * 0.003317f)), 0, 2e-5f); // (2 pi 440 / 48,000)^2 of the sine itself
            }

            Assert.InRange(crossings, hertz - within - 1, hertz + within + 1);
        }
    }
}
