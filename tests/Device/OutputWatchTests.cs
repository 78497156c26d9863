using Seamline.Device;
using Xunit;

namespace Seamline.Tests.Device;

/// <summary>The watch over callbacks, on made-up times.</summary>
public sealed class OutputWatchTests
{
    private const int Rate = 48_000;
    private const int Period = 480;
    private const long Millisecond = 1_000_000;

    private readonly OutputWatch _watch = new();
    private DeviceProgress _progress;
    private long _now = 77 * Millisecond;

    public OutputWatchTests() => _watch.Begin(_now, Period, Rate, paced: true);

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.001)] // a clock that is off by 1,000 parts per million
    [InlineData(0.999)]
    public void A_device_at_its_pace_is_well(double pace) => Assert.Equal(WatchVerdict.Well, Run(60, pace));

    [Fact]
    public void A_device_whose_callbacks_come_in_bursts_is_well()
    {
        for (int i = 0; i < 200; i++)
        {
            for (int block = 0; block < 8; block++) Assert.Equal(WatchVerdict.Well, Block(block == 7 ? 80 * Millisecond : 0));
        }
    }

    [Theory]
    [InlineData(2.0, 1.5)] // twice as fast is seen within a second and a half
    [InlineData(1.016, 7)] // SDL's stand-in for a device that is gone
    public void A_device_that_takes_more_than_it_can_play_is_seen(double pace, double within)
    {
        long began = _now;
        Assert.Equal(WatchVerdict.Fast, Run(60, pace));
        Assert.InRange((_now - began) / 1e9, 0, within);
    }

    [Fact]
    public void A_device_at_half_its_pace_is_seen() => Assert.Equal(WatchVerdict.Slow, Run(60, 0.5));

    [Fact]
    public void Slow_blocks_are_not_the_devices_fault()
    {
        for (int i = 0; i < 1_000; i++)
        {
            _progress.Underruns++;
            Assert.Equal(WatchVerdict.Well, Block(20 * Millisecond));
        }
    }

    [Fact]
    public void Silence_is_seen_after_three_periods_or_a_fifth_of_a_second()
    {
        Run(2, 1);
        Assert.Equal(WatchVerdict.Well, Wait(180));
        Assert.Equal(WatchVerdict.Silent, Wait(60));
        _watch.Begin(_now, 48_00, Rate, paced: true); // periods of 100 ms
        _progress = default;
        Block(0);
        Assert.Equal(WatchVerdict.Well, Wait(280));
        Assert.Equal(WatchVerdict.Silent, Wait(60));
    }

    [Fact]
    public void A_device_that_is_lost_again_and_again_gets_more_time()
    {
        _watch.Begin(_now, Period, Rate, paced: true, failures: 2);
        Run(2, 1);
        Assert.Equal(WatchVerdict.Well, Wait(780));
        Assert.Equal(WatchVerdict.Silent, Wait(60));
    }

    [Fact]
    public void A_device_may_take_its_time_for_the_first_block()
    {
        Assert.Equal(WatchVerdict.Well, Wait(2_900));
        Assert.Equal(WatchVerdict.Silent, Wait(200));
    }

    [Fact]
    public void A_machine_that_slept_gives_the_device_its_time_again()
    {
        Run(2, 1);
        _now += 3_600_000 * Millisecond;
        Assert.Equal(WatchVerdict.Well, _watch.Look(_now, _progress));
        Assert.Equal(WatchVerdict.Well, Wait(180));
        Assert.Equal(WatchVerdict.Silent, Wait(60));
    }

    [Fact]
    public void An_output_without_a_pace_may_run_at_any()
    {
        _watch.Begin(_now, Period, Rate, paced: false);
        Assert.Equal(WatchVerdict.Well, Run(20, 7));
    }

    private WatchVerdict Run(double seconds, double pace)
    {
        long end = _now + (long)(seconds * 1e9);
        while (_now < end)
        {
            WatchVerdict verdict = Block((long)(Period * 1e9 / Rate / pace));
            if (verdict != WatchVerdict.Well) return verdict;
        }

        return WatchVerdict.Well;
    }

    // A block, and what the watch says after it.
    private WatchVerdict Block(long nanoseconds)
    {
        _now += nanoseconds;
        if (_progress.Blocks == 0) _progress.FirstAsked = _now;
        _progress.Asked = _now;
        _progress.BlockFrames = Period;
        _progress.FramesDelivered += Period;
        _progress.Blocks++;
        return _watch.Look(_now, _progress);
    }

    private WatchVerdict Wait(int milliseconds)
    {
        WatchVerdict verdict = WatchVerdict.Well;
        for (int i = 0; i < milliseconds && verdict == WatchVerdict.Well; i += 20) verdict = _watch.Look(_now += 20 * Millisecond, _progress);
        return verdict;
    }
}
