using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Seamline.Decode;
using Seamline.Device;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Devices that fall silent, run wild, hang or go away: the engine says so, keeps its place and goes on.</summary>
public sealed class LostDeviceTests : IDisposable
{
    // A tenth of a second: a busy machine starts the fake's thread late, and is not to pass for a silent device.
    private const int Period = 4_800;

    private readonly FakeDevices _devices = new() { PeriodFrames = Period };
    private readonly Engine _engine;
    private readonly List<EngineEvent> _events = [];
    private readonly OutputTap _tap = new(2, 1 << 20, 4_096);

    public LostDeviceTests()
    {
        Assert.Equal(Status.Ok, Engine.Create(new EngineConfig { LoaderThreads = 1, Devices = _devices, DevicePatienceMilliseconds = 300 }, out Engine? engine, out _));
        _engine = engine!;
        _engine.SetClipSource(new ClipId(1), new GeneratedSource(GeneratedShape.Sine, 440, 48_000, 2, 48_000 * 60), "sine");
        _engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, 60));
        Assert.Equal(Status.Ok, _engine.WaitReady(48_000 * 20, 20_000));
    }

    [Theory]
    [InlineData((int)DeviceFault.Silent, "has stopped asking for sound")]
    [InlineData((int)DeviceFault.Fast, "takes sound faster than it can play it")]
    [InlineData((int)DeviceFault.Hung, "has stopped asking for sound")]
    [InlineData((int)DeviceFault.Gone, "is gone")]
    public void A_lost_device_is_replaced_by_a_clock_and_comes_back(int fault, string sentence)
    {
        OutputTap tap = _tap;
        Open(tap);
        Assert.True(Passes(24_000));
        _devices.Refusal = "no device";
        _devices.Newest.Fault = (DeviceFault)fault;
        EngineEvent lost = Next(EngineEventKind.DeviceLost);
        Assert.Contains(sentence, lost.Text, StringComparison.Ordinal);
        Assert.Contains("\"fake ", lost.Text, StringComparison.Ordinal);
        long at = _engine.GetPosition().PlayheadFrame;
        Assert.True(Passes(at + 9_600), "the clock does not go on");
        Assert.Equal(OutputState.Clock, _engine.DeviceState);
        Assert.True(_engine.GetPosition().Playing);
        Assert.Equal(Status.Ok, _engine.Split(30, out _)); // and edits go on
        _devices.Refusal = null;
        Assert.StartsWith("fake ", Next(EngineEventKind.DeviceReturned).Text, StringComparison.Ordinal);
        Assert.True(SpinWait.SpinUntil(() => _engine.DeviceState == OutputState.Open, 10_000));
        Assert.True(Passes(_engine.GetPosition().PlayheadFrame + 4_800));
        _engine.CloseDevice();

        // What all three outputs took is the timeline in order, no frame twice and none left out.
        Assert.Equal(0, tap.FramesLost);
        float[] heard = new float[tap.FramesCaptured * 2];
        Assert.Equal(tap.FramesCaptured, tap.ReadFrames(heard));
        AssertSine(heard);
    }

    [Fact]
    public void An_open_that_never_returns_is_refused_in_time_and_leaves_the_engine_whole()
    {
        _devices.Opens.Reset();
        Assert.Equal(Status.DeviceError, _engine.OpenDevice(new OutputConfig()));
        Assert.Contains("has not opened within 0.3 s", _engine.LastError, StringComparison.Ordinal);
        Assert.Equal(Status.Ok, _engine.OpenNullDevice());
        _engine.Play();
        Assert.True(Passes(4_800));
        _devices.Opens.Set(); // what comes late is closed, and renders nothing
        Assert.True(SpinWait.SpinUntil(() => _devices.Count == 1 && !_devices.Newest.IsOpen, 10_000));
        Assert.Equal("null", _engine.Device!.Value.Driver);
    }

    [Fact]
    public void A_reopening_that_never_returns_is_reported_and_the_clock_goes_on()
    {
        Open(null);
        Assert.True(Passes(4_800));
        _devices.Opens.Reset();
        _devices.Newest.Fault = DeviceFault.Silent;
        Next(EngineEventKind.DeviceLost);
        EngineEvent stalled = Next(EngineEventKind.DeviceStalled);
        Assert.Contains("does not come back", stalled.Text, StringComparison.Ordinal);
        Assert.True(Passes(_engine.GetPosition().PlayheadFrame + 4_800));
        _devices.Opens.Set();
        Next(EngineEventKind.DeviceReturned);
        Assert.True(Passes(_engine.GetPosition().PlayheadFrame + 4_800));
    }

    [Fact]
    public void A_device_that_is_moved_is_reported_and_begins_another_segment()
    {
        Open(null);
        Assert.True(Passes(4_800));
        Assert.True(_engine.TryGetAudibleTime(_engine.HostTime, out _));
        _devices.Newest.MovesTo = "the other one";
        Assert.Equal("the other one", Next(EngineEventKind.DeviceChanged).Text);
        Assert.Equal("the other one", _engine.Device!.Value.DeviceName);
    }

    [Fact]
    public void Closing_beside_a_hung_device_returns()
    {
        Open(null);
        Assert.True(Passes(4_800));
        _devices.Newest.Fault = DeviceFault.Hung;
        var watch = Stopwatch.StartNew();
        _engine.CloseDevice();
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 8); // a second, on a machine that is not busy
        Assert.Null(_engine.Device);
        Assert.Equal(Status.Ok, _engine.OpenNullDevice());
    }

    [Fact]
    public void The_audible_time_follows_the_device_and_the_hosts_latency()
    {
        Open(null);
        Assert.True(Passes(48_000));
        Assert.True(_engine.TryGetAudibleTime(_engine.HostTime, out AudibleTime now));
        Assert.Equal(Period, now.LatencyFrames);
        Assert.Equal(1, now.Speed);
        Position position = _engine.GetPosition();
        Assert.InRange(position.LatencyFrames, 0, 3 * Period);
        Assert.InRange(position.AudibleFrame, 24_000, position.PlayheadFrame);
        Assert.Equal(Status.InvalidArgument, _engine.SetDeviceLatency(Limits.MaxLatencyFrames + 1));
        Assert.Equal(Status.Ok, _engine.SetDeviceLatency(12_000));
        long at = _engine.GetPosition().PlayheadFrame;
        Assert.True(Passes(at + 48_000));
        Assert.True(_engine.TryGetAudibleTime(_engine.HostTime, out AudibleTime later));
        Assert.Equal(12_000, later.LatencyFrames);
        Assert.InRange(_engine.GetPosition().LatencyFrames, Period, 40_000);
        Assert.Equal(Status.Ok, _engine.SetDeviceLatency(-1));
        Assert.True(SpinWait.SpinUntil(() => _engine.TryGetAudibleTime(_engine.HostTime, out AudibleTime back) && back.LatencyFrames == Period, 10_000));
    }

    public void Dispose()
    {
        _engine.Dispose();
        _devices.Dispose();
        _engine.WaitReleased();
        _tap.Dispose();
    }

    private void Open(OutputTap? tap)
    {
        Assert.Equal(Status.Ok, _engine.OpenDevice(new OutputConfig(), tap));
        Assert.Equal("fake 1", Next(EngineEventKind.DeviceOpened).Text);
        _engine.Play();
    }

    private bool Passes(long frame) => SpinWait.SpinUntil(() => _engine.GetPosition().PlayheadFrame >= frame, 10_000);

    private EngineEvent Next(EngineEventKind kind)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < 20)
        {
            if (_engine.NextEvent(out EngineEvent what, 1_000) != Status.Ok) continue;
            _events.Add(what);
            if (what.Kind == kind) return what;
        }

        Assert.Fail($"no {kind}; reported were {string.Join("; ", _events.Select(e => $"{e.Kind} {e.Text}"))}");
        return default;
    }

    // A sine whose phase goes on from frame to frame, after the silence before it starts; where the device ran dry it may fade in.
    private static void AssertSine(ReadOnlySpan<float> stereo)
    {
        int first = 0;
        while (first < stereo.Length && stereo[first] == 0) first += 2;
        int frames = (stereo.Length - first) / 2;
        Assert.True(frames > 30_000);
        const double Step = 2 * Math.PI * 440 / 48_000;
        int wrong = 0;
        for (int i = 300; i < frames - 300; i++)
        {
            double expected = 0.5 * Math.Sin(Step * (i + 1)); // frame 0 is 0
            double actual = stereo[first + (i * 2)];
            if (Math.Abs(actual) > Math.Abs(expected) + 0.02 || (Math.Abs(actual) > 0.025 && Math.Sign(actual) != Math.Sign(expected))) wrong++;
        }

        Assert.Equal(0, wrong);
    }
}
