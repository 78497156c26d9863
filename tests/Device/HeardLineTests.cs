using System;
using System.Runtime.InteropServices;
using Seamline.Device;
using Xunit;

namespace Seamline.Tests.Device;

/// <summary>What a sound server says is heard, and the audible clock by it.</summary>
public sealed unsafe class HeardLineTests
{
    private const double Pace = 1e9 / 48_000 / 1.0001;

    [Fact]
    public void A_line_is_read_as_it_was_written_last_and_can_be_forgotten()
    {
        var line = default(HeardLine);
        HeardFrame heard;
        Assert.False(HeardLine.TryRead(&line, 1e9, &heard));
        for (int i = 1; i <= 3; i++) HeardLine.Write(&line, i * 1e9, i * 48_000, Pace, 480);
        Assert.True(HeardLine.TryRead(&line, 3e9 + (Pace * 10), &heard));
        Assert.Equal((144_010.0, Pace, 480.0), (Math.Round(heard.Frame, 6), heard.NanosecondsPerFrame, heard.LatencyFrames));
        HeardLine.Forget(&line);
        Assert.False(HeardLine.TryRead(&line, 4e9, &heard));
    }

    // A server that holds 200 ms asks for as much as it likes and when it likes.
    [Fact]
    public void The_clock_tells_a_servers_word_whatever_the_blocks_are()
    {
        var clock = (AudibleClock*)NativeMemory.AlignedAlloc((nuint)sizeof(AudibleClock), 128);
        NativeMemory.Clear(clock, (nuint)sizeof(AudibleClock));
        AudibleClock.Prepare(clock);
        var random = new Random(5);
        double time = 1e9;
        double start = time;
        double moved = 0; // by which the server's word has moved, frames
        long frames = 0;
        long first = 0;
        double worst = 0;
        for (int i = 0; i < 3_000; i++)
        {
            if (i == 1_500) moved = 960; // 20 ms
            int block = random.Next(3, 4_000);
            double heard = ((time - start) / Pace) + moved;
            AudibleClock.Follow(clock, 1, (long)time, frames, block, frames - heard, Pace, frames, 1, ClockTimes.Line);
            frames += block;
            AudibleTime reported;
            double held = frames - heard;
            time += Math.Max(0, held - random.Next(5_000, 9_600)) * Pace;
            Assert.True(AudibleClock.At(clock, (long)time, &reported));
            if (i == 10) first = reported.Segment;
            if (i > 10 && i is < 1_500 or > 1_600) worst = Math.Max(worst, Math.Abs(reported.OutputFrame - (((time - start) / Pace) + moved)) * Pace / 1e6);
            if (i > 10) Assert.Equal(first, reported.Segment);
        }

        NativeMemory.AlignedFree(clock);
        Assert.InRange(worst, 0, 0.1);
    }
}
