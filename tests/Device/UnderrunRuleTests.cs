using Seamline.Device;
using Xunit;

namespace Seamline.Tests.Device;

/// <summary>The rule on made-up times: blocks of 10 ms, a period of 10 ms in the device.</summary>
public sealed unsafe class UnderrunRuleTests
{
    private const long Millisecond = 1_000_000;

    private DeviceSetup _setup = new() { NanosecondsPerFrame = 1e9 / 48_000, ReserveNanoseconds = 10 * Millisecond };
    private DeviceProgress _progress;

    [Fact]
    public void A_steady_device_never_runs_dry()
    {
        for (int i = 0; i < 10_000; i++)
        {
            Assert.Equal(0, Deliver(i * 10, (i * 10) + 1));
        }
    }

    [Theory]
    [InlineData(10.2)] // a device whose sleeps are rounded up and never caught up
    [InlineData(9.9)]
    public void Clocks_that_differ_are_followed(double period)
    {
        for (int i = 0; i < 10_000; i++)
        {
            Assert.Equal(0, Deliver(i * period, (i * period) + 1));
        }
    }

    [Fact]
    public void One_block_may_be_late_by_the_period_but_no_more()
    {
        Deliver(0, 1);
        Assert.Equal(0, Deliver(19, 20.9)); // 20 ms held at 1 ms
        Deliver(30, 31);
        Assert.Equal(Millisecond / 2, Deliver(40, 51.5), 1_000.0);
    }

    [Fact]
    public void After_an_underrun_a_steady_device_is_well_again()
    {
        Deliver(0, 1);
        Assert.True(Deliver(10, 70) > 0);
        for (int i = 8; i < 100; i++)
        {
            Assert.Equal(0, Deliver(i * 10.1, (i * 10.1) + 1));
        }
    }

    [Fact]
    public void Renders_longer_than_a_block_add_up()
    {
        Deliver(0, 13);
        Assert.Equal(0, Deliver(13, 26)); // 20 held, 13 gone, 10 added
        Assert.Equal(0, Deliver(26, 39)); // 17 - 13 + 10
        Assert.Equal(0, Deliver(39, 52)); // 14 - 13 + 10
        Assert.True(Deliver(52, 65) > Millisecond); // 11 - 13: dry for 2
    }

    [Fact]
    public void A_device_without_a_pace_is_never_dry()
    {
        _setup.NanosecondsPerFrame = 0;
        _setup.ReserveNanoseconds = 0;
        Deliver(0, 1);
        Assert.Equal(0, Deliver(500, 1_000));
    }

    private long Deliver(double beganMilliseconds, double endedMilliseconds)
    {
        fixed (DeviceSetup* setup = &_setup)
        fixed (DeviceProgress* progress = &_progress)
        {
            long ended = (long)(endedMilliseconds * Millisecond);
            long dry = UnderrunRule.Deliver(setup, progress, 480, (long)(beganMilliseconds * Millisecond), ended);
            progress->DeliveredNanoseconds = ended;
            progress->BlockFrames = 480;
            progress->Blocks++;
            return dry;
        }
    }
}
