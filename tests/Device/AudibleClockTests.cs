using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Device;
using Seamline.Render;
using Xunit;

namespace Seamline.Tests.Device;

/// <summary>The audible clock on made-up devices.</summary>
public sealed unsafe class AudibleClockTests
{
    private const double Hour = 3_600;

    [Theory]
    [InlineData(200, 480, 0)]
    [InlineData(-200, 480, 0)]
    [InlineData(200, 128, 0.05)] // and one callback of twenty late by up to 10 ms
    [InlineData(-200, 1_024, 0.05)]
    [InlineData(0, 2_048, 0)]
    public void An_hour_of_a_device_with_another_clock_and_late_callbacks(double ppm, int block, double tail)
    {
        // A device that holds less than its callbacks are late would run dry.
        using var device = new SimulatedDevice(ppm, block, latenessMilliseconds: 2, tail) { LatencyFrames = Math.Max(block, 960) };
        ClockErrors errors = device.Run(Hour, settleSeconds: 5);
        TestContext.Current.TestOutputHelper?.WriteLine($"{ppm} ppm, blocks of {block}: {errors.Rms:F4} ms rms, {errors.Worst:F4} ms worst of {errors.Count}");
        Assert.True(errors.Count > 80_000);
        Assert.InRange(errors.Rms, 0, 0.1);
        Assert.InRange(errors.Worst, 0, 1);
        Assert.Equal((0, 1), (errors.Backwards, errors.Segments));
        Assert.InRange(errors.WorstPace, 0, 0.01); // no step: between two reads it never goes a hundredth faster or slower
        Assert.Equal(SimulatedDevice.Rate * (1 + (ppm * 1e-6)), device.Reported(device.Time).MeasuredRate, 1.0);
    }

    [Fact]
    public void It_is_within_a_millisecond_from_the_second_second_on()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            using var device = new SimulatedDevice(seed % 2 == 0 ? 200 : -200, seed: seed);
            ClockErrors errors = device.Run(6, settleSeconds: 1);
            Assert.InRange(errors.Worst, 0, 1);
            Assert.Equal(0, errors.Backwards);
        }
    }

    [Fact]
    public void A_device_that_ran_dry_is_followed_without_a_step()
    {
        using var device = new SimulatedDevice(100);
        device.Run(20);
        device.Stop(30e6);
        ClockErrors after = device.Run(20, settleSeconds: 5);
        Assert.Equal((0, 1), (after.Backwards, after.Segments));
        Assert.InRange(after.Worst, 0, 1);
    }

    [Fact]
    public void Half_a_second_of_callbacks_that_all_come_late_moves_nothing()
    {
        using var device = new SimulatedDevice(-50) { LatencyFrames = 4_800 };
        device.Run(20);
        device.Busy = 40e6;
        ClockErrors busy = device.Run(0.5);
        device.Busy = 0;
        ClockErrors after = device.Run(20);
        Assert.InRange(busy.Worst, 0, 0.5);
        Assert.InRange(after.Worst, 0, 0.5);
        Assert.Equal(0, busy.Backwards + after.Backwards);
    }

    [Fact]
    public void Another_device_begins_another_segment_and_is_right_at_once()
    {
        using var device = new SimulatedDevice(200);
        device.Run(10);
        long before = device.Reported(device.Time).Segment;
        device.Number++;
        device.LatencyFrames = 9_600;
        device.NanosecondsPerFrame = 1e9 / 48_010;
        ClockErrors errors = device.Run(10, settleSeconds: 0.1);
        Assert.NotEqual(before, device.Reported(device.Time).Segment);
        Assert.InRange(errors.Worst, 0, 2.5); // the first windows know one callback, which may be late by 2 ms
        Assert.Equal(9_600, device.Reported(device.Time).LatencyFrames);
    }

    [Fact]
    public void A_latency_that_changes_glides()
    {
        using var device = new SimulatedDevice(0, latenessMilliseconds: 0);
        device.Run(10);
        device.LatencyFrames += 960; // 20 ms later
        ClockErrors errors = device.Run(5, settleSeconds: 2);
        Assert.InRange(errors.Worst, 0, 0.1);
        Assert.Equal((0, 1), (errors.Backwards, errors.Segments));
    }

    [Fact]
    public void It_stops_with_the_device_and_tells_of_the_past()
    {
        using var device = new SimulatedDevice(0, latenessMilliseconds: 0);
        device.Run(5);
        Assert.InRange(device.Reported(device.Time + 10e9).OutputFrame, device.Frames, device.Frames + device.BlockFrames);
        double ago = device.Time - 300e6;
        Assert.Equal(device.Truth(ago), device.Reported(ago).OutputFrame, 1.0);
        double next = device.Time + 5e6;
        Assert.Equal(device.Truth(next), device.Reported(next).OutputFrame, 1.0);
    }

    [Fact]
    public void Nothing_is_reported_before_the_first_block()
    {
        using var device = new SimulatedDevice(0);
        AudibleTime reported;
        Assert.False(AudibleClock.At(device.Clock, 1, &reported));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    [InlineData(-2.0)]
    public void Changes_of_place_and_speed_are_heard_when_their_latency_is_over(double speed)
    {
        using var device = new SimulatedDevice(0, latenessMilliseconds: 0);
        using var log = new SwapLogRig();
        log.Add(outputFrame: 0, oldFrame: 0, newFrame: 1_000, step: 1, jumps: true);
        for (int i = 0; i < 200; i++) device.Call();
        long at = device.Frames;
        log.Add(at, 1_000 + at, 500_000, speed, jumps: true);
        AudibleClock.Place(device.Clock, log.State);
        for (int i = 0; i < 100; i++) device.Call();
        for (int i = -40; i <= 40; i++)
        {
            if (i == 0) continue;
            double output = at + (i * 240);
            double time = device.Time - ((device.Frames - device.LatencyFrames - output) * device.NanosecondsPerFrame);
            AudibleTime reported = device.Reported(time);
            Assert.Equal(output, reported.OutputFrame, 0.1);
            Assert.Equal(i < 0 ? 1_000 + output : 500_000 + ((output - at) * speed), reported.TimelineFrame, 0.5);
            Assert.Equal(i < 0 ? 1 : speed, reported.Speed);
        }
    }

    [Fact]
    public void An_edit_moves_the_places_of_what_is_still_to_be_heard_before_it()
    {
        using var device = new SimulatedDevice(0, latenessMilliseconds: 0);
        using var log = new SwapLogRig();
        log.Add(0, 0, 0, 1, jumps: true);
        for (int i = 0; i < 200; i++) device.Call();
        long at = device.Frames;
        log.Add(at, at, at - 24_000, 1, jumps: false); // half a second before the playhead is gone
        AudibleClock.Place(device.Clock, log.State);
        AudibleTime heard = device.Reported(device.Time);
        Assert.Equal(at - 480 - 24_000, heard.TimelineFrame, 0.5);
        Assert.Equal(2, heard.Serial);
        device.Call();
        device.Call();
        Assert.Equal(heard.Segment, device.Reported(device.Time).Segment); // the edit itself, heard later, is no step
        Assert.Equal(at + 480 - 24_000, device.Reported(device.Time).TimelineFrame, 0.5);
    }

    [Fact]
    public void Many_threads_read_whole_answers_while_it_is_written()
    {
        using var device = new SimulatedDevice(0, blockFrames: 48, latenessMilliseconds: 0);
        using var log = new SwapLogRig();
        log.Add(0, 0, 0, 1, jumps: true);
        AudibleClock.Place(device.Clock, log.State);
        device.Call();
        long now = (long)device.Time;
        bool stop = false;
        int wrong = 0;
        int read = 0;
        Thread[] readers = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                long time = Volatile.Read(ref now);
                AudibleTime reported;
                if (!AudibleClock.At(device.Clock, time, &reported)) continue;
                if (Volatile.Read(ref now) - time > 40_000_000) continue; // set aside meanwhile: it asked for what is kept no longer
                // All changes are by no frames, and the device's clock is exact: whatever is read, this holds.
                double expected = ((time - 1e9) * 48e-6) - 48;
                if (Math.Abs(reported.OutputFrame - expected) > 1 && expected > 96) Interlocked.Increment(ref wrong);
                if (Math.Abs(reported.TimelineFrame - reported.OutputFrame) > 1e-6) Interlocked.Increment(ref wrong);
                Interlocked.Increment(ref read);
            }
        }))];
        foreach (Thread reader in readers) reader.Start();
        for (int i = 0; i < 400_000; i++)
        {
            device.Call();
            Volatile.Write(ref now, (long)device.Time);
            if (i % 7 != 0) continue;
            log.Add(device.Frames, device.Frames, device.Frames, 1, jumps: i % 2 == 0);
            AudibleClock.Place(device.Clock, log.State);
        }

        Volatile.Write(ref stop, true);
        foreach (Thread reader in readers) reader.Join();
        Assert.Equal(0, wrong);
        Assert.True(read > 1_000);
    }

    // The renderer's log, without a renderer.
    private sealed class SwapLogRig : IDisposable
    {
        public SwapLogRig()
        {
            State = (RenderState*)NativeMemory.AlignedAlloc(RenderState.Size, 128);
            NativeMemory.Clear(State, RenderState.Size);
            State->SwapLog = (SwapEvent*)NativeMemory.AllocZeroed(RenderState.SwapSlots, (nuint)sizeof(SwapEvent));
        }

        public RenderState* State { get; private set; }

        public void Add(long outputFrame, long oldFrame, long newFrame, double step, bool jumps)
        {
            SwapEvent* slot = State->SwapLog + (State->SwapCount % RenderState.SwapSlots);
            slot->Serial = ++State->SwapCount;
            (slot->OutputFrame, slot->OldFrame, slot->NewFrame) = (outputFrame, oldFrame, newFrame);
            (slot->Step, slot->Length, slot->Jumps) = ((long)(step * 4_294_967_296.0), long.MaxValue / 4, jumps ? 1 : 0);
        }

        public void Dispose()
        {
            NativeMemory.Free(State->SwapLog);
            NativeMemory.AlignedFree(State);
            State = null;
        }
    }
}
