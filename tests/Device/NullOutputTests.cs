using System.Threading;
using Seamline.Device;
using Xunit;

namespace Seamline.Tests.Device;

public sealed unsafe class NullOutputTests
{
    [Fact]
    public void Takes_blocks_at_the_pace_of_time()
    {
        using var signal = new Signal(tapped: true);
        using var output = NullOutput.Open(signal.Source, 48_000, 2, 480, speed: 4);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Thread.Sleep(500);
        long frames = output.Counters.Frames;
        double expected = watch.Elapsed.TotalSeconds * 48_000 * 4;
        // Never ahead by more than a block and a millisecond's sleep; behind as far as a busy machine makes it.
        Assert.InRange(frames, expected * 0.25, (expected * 1.02) + 1_200);
        output.Close();
        Assert.Equal(signal.State->NextFrame, signal.Tap!.FramesCaptured);
        Assert.Equal("null", output.Info.Driver);
    }

    [Fact]
    public void Counts_underruns_of_slow_renders()
    {
        using var signal = new Signal();
        signal.State->DelayMilliseconds = 65; // blocks of 50 ms
        using var output = NullOutput.Open(signal.Source, 48_000, 2, 2_400);
        Assert.True(Signal.Wait(() => output.Counters.Underruns >= 1));
        // When the lateness adds up is UnderrunRule's, tested on made-up times: a busy machine is late by more than asked here.
        Assert.True(output.Counters.LongestDryNanoseconds > 0);
    }

    [Fact]
    public void Allocates_nothing_once_running()
    {
        using var signal = new Signal(tapped: true);
        using (var output = NullOutput.Open(signal.Source, 48_000, 2, 480, speed: 20))
        {
            Assert.True(Signal.Wait(() => output.Counters.Blocks >= 500));
        }

        long calls = signal.State->Calls;
        Assert.InRange(calls, 500, SignalState.MaxCalls);
        Assert.Equal(signal.State->AllocatedBytes[1], signal.State->AllocatedBytes[calls - 1]);
    }

    [Fact]
    public void Out_of_range_is_refused_in_a_sentence()
    {
        using var signal = new Signal();
        Assert.Contains("0 at 1", Refusal(signal, 48_000, 2, 0, 1), System.StringComparison.Ordinal);
        Assert.Contains("NaN", Refusal(signal, 48_000, 2, 480, double.NaN), System.StringComparison.Ordinal);
        Assert.Contains("0 channels", Refusal(signal, 48_000, 0, 480, 1), System.StringComparison.Ordinal);
        using var tapped = new Signal(channels: 1, tapped: true);
        Assert.Contains("tap has 1 channels", Refusal(tapped, 48_000, 2, 480, 1), System.StringComparison.Ordinal);
    }

    private static string Refusal(Signal signal, int rate, int channels, int block, double speed)
    {
        try
        {
            NullOutput.Open(signal.Source, rate, channels, block, speed).Dispose();
            return "opened";
        }
        catch (DeviceException refused)
        {
            return refused.Message;
        }
    }
}
