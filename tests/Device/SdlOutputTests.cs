using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Device;
using Xunit;

namespace Seamline.Tests.Device;

/// <summary>SDL itself, with its drivers "dummy" and "disk". SDL's audio is the process's, so these run one after another.</summary>
[Collection("SDL audio")]
public sealed unsafe class SdlOutputTests
{
    private static readonly OutputConfig Dummy = new() { Driver = "dummy", Rate = 48_000, BlockFrames = 480 };

    [Fact]
    public void Dummy_device_calls_back_and_reports_what_it_is()
    {
        using var signal = new Signal();
        using var output = SdlOutput.Open(Dummy, signal.Source);
        Assert.True(Signal.Wait(() => output.Counters.Blocks >= 20));
        OutputInfo info = output.Info;
        Assert.Equal(("dummy", 48_000, 2), (info.Driver, info.Rate, info.Channels));
        Assert.Equal((48_000, 2, 480), (info.DeviceRate, info.DeviceChannels, info.PeriodFrames));
        Assert.NotEmpty(info.DeviceName);
        Assert.False(info.RawEntry); // these tests run under the JIT
        output.Close();
        DeviceCounters counters = output.Counters;
        Assert.Equal(0, counters.Refused);
        Assert.Equal(signal.State->NextFrame, counters.Frames);
        Assert.Equal(counters.Blocks, BlockClock.Read(signal.Clock).Blocks);
        Assert.True(BlockClock.Read(signal.Clock).LongestNanoseconds > 0);
    }

    [Fact]
    public void Queue_is_never_more_than_a_period_ahead()
    {
        using var signal = new Signal();
        using var output = SdlOutput.Open(Dummy, signal.Source);
        for (int i = 0; i < 100; i++)
        {
            DeviceClock clock = output.ReadClock();
            Assert.InRange(clock.QueuedFrames, 0, 480);
            Assert.InRange(clock.UnheardFrames, 0, 3 * 480);
            Thread.Sleep(1);
        }

        Assert.True(output.ReadClock().FramesDelivered > 0);
    }

    [Theory]
    [InlineData(2, 48_000, 480)]
    [InlineData(1, 44_100, 1_024)]
    [InlineData(6, 96_000, 5_000)] // more than one pass a block
    public void Disk_device_gets_the_rendered_bytes_and_the_tap_the_same(int channels, int rate, int block)
    {
        string file = Path.Combine(Path.GetTempPath(), $"seamline-{Guid.NewGuid():N}.raw");
        try
        {
            using var signal = new Signal(channels, tapped: true);
            var config = new OutputConfig
            {
                Driver = "disk",
                DiskFile = file,
                Rate = rate,
                Channels = channels,
                BlockFrames = block,
                TimeScale = 0.25,
            };
            int spread; // SDL opens no device with fewer than two channels: mono goes to both, unchanged
            using (var output = SdlOutput.Open(config, signal.Source))
            {
                spread = channels == 1 ? 2 : 1;
                OutputInfo info = output.Info;
                Assert.Equal((rate, channels * spread, block), (info.DeviceRate, info.DeviceChannels, info.PeriodFrames));
                Assert.True(Signal.Wait(() => output.Counters.Frames >= 20 * block));
            }

            float[] heard = new float[signal.Tap!.FramesAvailable * channels];
            Assert.Equal(signal.State->NextFrame, signal.Tap.ReadFrames(heard));
            Assert.All(heard.Index(), s => Assert.Equal(SignalState.Sample(s.Index / channels, s.Index % channels), s.Item));

            // The device may write silence before it is started and while it closes, and need not have taken the last block.
            float[] written = [.. MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file).AsSpan()).Trim(0f)];
            float[] expected = heard.SelectMany(sample => Enumerable.Repeat(sample, spread)).ToArray();
            Assert.InRange(written.Length, expected.Length - (2 * block * channels * spread), expected.Length);
            Assert.True(expected.AsSpan(0, written.Length).SequenceEqual(written));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Tap_rows_follow_each_other()
    {
        using var signal = new Signal(tapped: true);
        using (var output = SdlOutput.Open(Dummy, signal.Source))
        {
            Assert.True(Signal.Wait(() => output.Counters.Blocks >= 10));
        }

        var rows = new TapBlock[4_096];
        int count = signal.Tap!.ReadBlocks(rows);
        Assert.True(count >= 10);
        long next = 0;
        for (int i = 0; i < count; i++)
        {
            Assert.Equal((i, next), (rows[i].Index, rows[i].FirstFrame));
            Assert.True(i == 0 || rows[i].DeliveredNanoseconds > rows[i - 1].DeliveredNanoseconds);
            next += rows[i].Frames;
        }

        Assert.Equal(signal.State->NextFrame, next);
    }

    [Fact]
    public void Callbacks_allocate_nothing_after_the_first()
    {
        using var signal = new Signal(tapped: true);
        using (var output = SdlOutput.Open(Dummy with { Driver = "dummy", TimeScale = 0.2 }, signal.Source))
        {
            Assert.True(Signal.Wait(() => output.Counters.Blocks >= 200));
        }

        long calls = signal.State->Calls;
        Assert.InRange(calls, 200, SignalState.MaxCalls);
        Assert.Equal(signal.State->AllocatedBytes[1], signal.State->AllocatedBytes[calls - 1]);
    }

    [Fact]
    public void Opens_and_closes_fifty_times()
    {
        using var signal = new Signal();
        for (int i = 0; i < 50; i++)
        {
            long before = signal.State->Calls;
            using var output = SdlOutput.Open(Dummy with { TimeScale = 0.1 }, signal.Source);
            Assert.True(i % 10 != 0 || Signal.Wait(() => signal.State->Calls > before));
            output.Close();
            long after = signal.State->Calls;
            Assert.False(output.IsOpen);
            Thread.Sleep(i % 10 == 0 ? 5 : 0);
            Assert.Equal(after, signal.State->Calls); // nobody calls once it is closed
        }
    }

    [Fact]
    public void Closes_during_playback_while_others_read()
    {
        for (int i = 0; i < 5; i++)
        {
            using var signal = new Signal(tapped: true);
            var output = SdlOutput.Open(Dummy with { TimeScale = 0.1 }, signal.Source);
            signal.State->DelayMilliseconds = 3; // most of the time a callback is under way
            var reader = new Thread(() =>
            {
                while (output.IsOpen)
                {
                    _ = output.ReadClock();
                    _ = output.Counters;
                }
            });
            reader.Start();
            Assert.True(Signal.Wait(() => output.Counters.Blocks >= 3));
            var other = new Thread(output.Close);
            other.Start();
            output.Close();
            other.Join();
            reader.Join();
            Assert.Equal(signal.State->NextFrame, output.Counters.Frames);
        }
    }

    [Fact]
    public void Closing_one_of_two_waits_for_its_callback_and_leaves_the_other()
    {
        using var slow = new Signal();
        using var other = new Signal();
        slow.State->DelayMilliseconds = 40;
        using var first = SdlOutput.Open(Dummy, slow.Source);
        using var second = SdlOutput.Open(Dummy, other.Source);
        Assert.True(Signal.Wait(() => slow.State->Calls >= 2 && second.Counters.Blocks >= 2));
        first.Close();
        Assert.Equal(slow.State->NextFrame, first.Counters.Frames); // what was begun was finished and counted
        long before = second.Counters.Blocks;
        Assert.True(Signal.Wait(() => second.Counters.Blocks > before + 2));
        Assert.True(second.IsOpen);
    }

    [Fact]
    public void Slow_rendering_is_counted_as_underruns()
    {
        using var signal = new Signal(tapped: true);
        signal.State->DelayMilliseconds = 35; // of a block of 10 ms, with another 10 ms in the device
        using var output = SdlOutput.Open(Dummy, signal.Source);
        Assert.True(Signal.Wait(() => output.Counters.Blocks >= 6));
        output.Close();
        DeviceCounters counters = output.Counters;
        Assert.Equal(counters.Blocks - 1, counters.Underruns); // all but the first, before which nothing played
        Assert.True(counters.LongestDryNanoseconds >= 15_000_000);
        var rows = new TapBlock[64];
        int count = signal.Tap!.ReadBlocks(rows);
        Assert.Equal(counters.Underruns, rows.Take(count).Count(r => r.LateNanoseconds > 0));
    }

    [Fact]
    public void Both_device_and_engine_rate_may_be_left_to_the_device()
    {
        Assert.Equal(SdlDevices.FallbackRate, SdlOutput.PreferredRate(driver: "dummy"));
        Assert.Equal(SdlDevices.FallbackRate, SdlOutput.PreferredRate("no such device", "dummy"));
        Assert.NotEmpty(SdlOutput.ListDevices("dummy"));
        using var signal = new Signal();
        using var output = SdlOutput.Open(new OutputConfig { Driver = "dummy" }, signal.Source);
        Assert.Equal(SdlDevices.FallbackRate, output.Info.Rate);
        Assert.True(output.Info.PeriodFrames > 0);
    }

    [Fact]
    public void The_list_begins_with_the_default_that_an_empty_name_opens()
    {
        Assert.Equal(Status.Ok, Engine.ListDevices("dummy", out OutputDevice[] devices, out string error));
        Assert.Empty(error);
        Assert.Equal(new OutputDevice(string.Empty, SdlDevices.FallbackRate, devices[0].Channels), devices[0]);
        Assert.Equal(SdlOutput.ListDevices("dummy"), devices[1..]);
        Assert.Equal(Status.DeviceError, Engine.ListDevices("no such driver", out devices, out error));
        Assert.Empty(devices);
        Assert.Contains("no such driver", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alsa", 44_100, 48_000)] // SDL's default: ALSA does not know
    [InlineData("alsa", 96_000, 96_000)]
    [InlineData("pipewire", 44_100, 44_100)]
    [InlineData("wasapi", 44_100, 44_100)]
    [InlineData("pulseaudio", 0, 48_000)]
    [InlineData("dummy", 44_100, 48_000)]
    [InlineData("disk", 96_000, 48_000)]
    [InlineData(null, 44_100, 48_000)]
    public void A_rate_is_believed_of_drivers_that_know(string? driver, int given, int expected) =>
        Assert.Equal(expected, SdlDevices.PreferredRateOf(driver, given));

    [Fact]
    public void Device_is_found_by_its_listed_name()
    {
        string name = SdlOutput.ListDevices("dummy")[0].Name;
        using var signal = new Signal();
        using var output = SdlOutput.Open(Dummy with { DeviceName = name }, signal.Source);
        Assert.True(Signal.Wait(() => output.Counters.Blocks >= 2));
    }

    [Fact]
    public void Refusals_say_what_is_wrong_and_leave_nothing_open()
    {
        using var signal = new Signal();
        OutputConfig disk = Dummy with { Driver = "disk", DiskFile = "/nonexistent/folder/file.raw" };
        string Refusal(OutputConfig config)
        {
            string? sentence = null;
            try
            {
                SdlOutput.Open(config, signal.Source).Dispose();
            }
            catch (DeviceException refused)
            {
                sentence = refused.Message;
            }

            return sentence ?? "opened";
        }

        Assert.Contains("no playback device named \"Nowhere\"", Refusal(Dummy with { DeviceName = "Nowhere" }), StringComparison.Ordinal);
        Assert.Contains("\"nonsense\" does not work here", Refusal(Dummy with { Driver = "nonsense" }), StringComparison.Ordinal);
        Assert.Contains("needs a file", Refusal(Dummy with { Driver = "disk" }), StringComparison.Ordinal);
        Assert.Contains("does not open", Refusal(disk), StringComparison.Ordinal);
        Assert.Contains("9 channels", Refusal(Dummy with { Channels = 9 }), StringComparison.Ordinal);
        Assert.Contains("100 Hz", Refusal(Dummy with { Rate = 100 }), StringComparison.Ordinal);
        using var output = SdlOutput.Open(Dummy, signal.Source);
        Assert.Contains("while \"dummy\" is", Refusal(disk), StringComparison.Ordinal);
        output.Close();
        Assert.Equal(0u, (uint)SDL3.SDL.WasInit(SDL3.SDL.InitFlags.Audio));
    }

    [Fact]
    public void Hints_are_put_back()
    {
        SdlLibrary.Load();
        Assert.True(SDL3.SDL.SetHint(SDL3.SDL.Hints.AudioDeviceSampleFrames, "777"));
        using var signal = new Signal();
        using (var output = SdlOutput.Open(Dummy, signal.Source))
        {
            Assert.Equal(480, output.Info.PeriodFrames);
        }

        Assert.Equal("777", SDL3.SDL.GetHint(SDL3.SDL.Hints.AudioDeviceSampleFrames));
        Assert.True(SDL3.SDL.ResetHint(SDL3.SDL.Hints.AudioDeviceSampleFrames));
        Assert.Null(SDL3.SDL.GetHint(SDL3.SDL.Hints.AudioDriver));
        Assert.Null(SDL3.SDL.GetHint(SDL3.SDL.Hints.AudioDummyTimescale));
    }

    // What an engine does then: BareMachineTests, with the published library.
    [Fact]
    public void A_machine_without_SDL_learns_what_to_install()
    {
        var missing = Assert.Throws<DeviceException>(() => SdlLibrary.Find(["libSDL3-not-there.so.0"]));
        Assert.True(missing.LibraryMissing);
        Assert.Contains("libSDL3-not-there.so.0 was not found", missing.Message, StringComparison.Ordinal);
        Assert.Contains("3.2 or later", missing.Message, StringComparison.Ordinal);
    }
}
