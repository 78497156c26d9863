using System;
using Seamline.Device;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>The audible clock of a host that pulls from a device of its own, whose time is made up.</summary>
public sealed unsafe class PulledClockTests : IDisposable
{
    private const int Rate = EngineRig.Rate;
    private const int Block = EngineRig.Block;
    private const double LatencyNanoseconds = 35e6;

    private readonly EngineRig _rig = new(loaders: 1);
    private readonly float[] _output = new float[2 * Block];
    private readonly Random _random = new(3);
    private double _perFrame = 1e9 / Rate;
    private double _time = 5e9; // when the next block is pulled
    private long _frames;

    public PulledClockTests()
    {
        _rig.Staircase(1, 100);
        _rig.Set(EngineRig.Segment(1, 0, 100));
        _rig.Ready(90);
        _rig.Engine.Play();
    }

    private Engine Engine => _rig.Engine;

    [Theory]
    [InlineData(200, 2.0, false)]
    [InlineData(-200, 2.0, false)]
    [InlineData(200, 0.0, true)]
    public void It_follows_the_hosts_device(double ppm, double jitterMilliseconds, bool isExact)
    {
        _perFrame = 1e9 / Rate / (1 + (ppm * 1e-6));
        Pull(1_000, jitterMilliseconds, isExact);
        double sum = 0;
        double worst = 0;
        AudibleTime first = Heard(_time);
        for (int i = 0; i < 4_000; i++)
        {
            Pull(1, jitterMilliseconds, isExact);
            double at = _time + (_random.NextDouble() * 20e6) - 10e6;
            double error = (Heard(at).TimelineFrame - Truth(at)) * _perFrame / 1e6;
            sum += error * error;
            worst = Math.Max(worst, Math.Abs(error));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{ppm} ppm, late by up to {jitterMilliseconds} ms: {Math.Sqrt(sum / 4_000):F4} ms rms, {worst:F4} ms worst");
        Assert.InRange(Math.Sqrt(sum / 4_000), 0, 0.1);
        Assert.InRange(worst, 0, isExact ? 0.01 : 1);
        AudibleTime last = Heard(_time);
        Assert.Equal(first.Segment, last.Segment);
        Assert.Equal(Rate * (1 + (ppm * 1e-6)), last.MeasuredRate, 1.0);
    }

    [Fact]
    public void A_seek_and_an_edit_count_when_they_are_heard()
    {
        Pull(200, 0, isExact: true);
        AudibleTime before = Heard(_time);
        Assert.Equal(Truth(_time), before.TimelineFrame, 0.01);
        Assert.Equal(Status.Ok, Engine.Seek(50));
        Pull(1, 0, isExact: true);
        Assert.Equal(before.Segment, Heard(_time - 1e6).Segment); // 35 ms until the seek is heard
        Assert.Equal(Truth(_time - 1e6), Heard(_time - 1e6).TimelineFrame, 0.01);
        Pull(10, 0, isExact: true);
        AudibleTime sought = Heard(_time);
        Assert.NotEqual(before.Segment, sought.Segment);
        double since = Truth(_time) - (200 * Block); // frames heard after the seek
        Assert.Equal((50.0 * Rate) + since, sought.TimelineFrame, 0.01);

        Engine.SetAnchor(Anchor.Content);
        Assert.Equal(Status.Ok, Engine.RippleDelete(10, 20));
        Pull(10, 0, isExact: true);
        Assert.Equal((40.0 * Rate) + since + (10 * Block), Heard(_time).TimelineFrame, 0.01);
    }

    [Fact]
    public void A_host_that_says_nothing_has_no_clock_and_a_device_after_it_has_its_own()
    {
        Assert.Equal(Status.Ok, PullPlain());
        Assert.False(Engine.TryGetAudibleTime((long)_time, out _));
        Pull(10, 0, isExact: true);
        Assert.True(Engine.TryGetAudibleTime((long)_time, out _));
        Assert.Equal(Status.InvalidState, Engine.Follow((long)_time, 0, out _));
        Assert.Contains("pulls", Engine.LastError, StringComparison.Ordinal);
        Assert.Equal(Status.Ok, Engine.OpenNullDevice());
        long until = Environment.TickCount64 + 20_000;
        while (!Engine.TryGetAudibleTime(Engine.HostTime, out AudibleTime heard) || heard.LatencyFrames == 0) Assert.True(Environment.TickCount64 < until);
        fixed (float* to = _output) Assert.Equal(Status.InvalidState, Engine.Pull(to, Block, (long)_time, isExact: true));
    }

    [Fact]
    public void The_audible_position_is_by_it()
    {
        Engine.SetLatency(9_600);
        double ahead = 0;
        for (int i = 0; i < 50; i++)
        {
            fixed (float* to = _output) Assert.Equal(Status.Ok, Engine.Pull(to, Block, Engine.HostTime + 1_000_000_000L + (i * 10_000_000L), isExact: true)); // heard in a second
            ahead = Engine.GetPosition().LatencyFrames;
        }

        Assert.InRange(ahead, 50 * Block * 0.9, 50 * Block); // nothing was heard yet
    }

    public void Dispose() => _rig.Dispose();

    private Status PullPlain()
    {
        _frames += Block;
        fixed (float* to = _output) return Engine.Pull(to, Block);
    }

    private void Pull(int blocks, double jitterMilliseconds, bool isExact)
    {
        for (int i = 0; i < blocks; i++)
        {
            double late = _random.NextDouble() * jitterMilliseconds * 1e6;
            fixed (float* to = _output) Assert.Equal(Status.Ok, Engine.Pull(to, Block, (long)(_time + LatencyNanoseconds + late), isExact));
            _frames += Block;
            _time += Block * _perFrame;
        }
    }

    private AudibleTime Heard(double time) => Engine.TryGetAudibleTime((long)time, out AudibleTime heard) ? heard : throw new InvalidOperationException("nothing is reported");

    // The frame that the host's device plays at a time, while nothing seeks.
    private double Truth(double time) => _frames - ((_time + LatencyNanoseconds - time) / _perFrame);
}
