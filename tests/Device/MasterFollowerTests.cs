using System;
using Seamline.Device;
using Xunit;

namespace Seamline.Tests.Device;

/// <summary>The estimate and the trim on made-up clocks.</summary>
public sealed class MasterFollowerTests
{
    [Theory]
    [InlineData(8, 200)]
    [InlineData(-8, -200)]
    [InlineData(0, 200)]
    [InlineData(5, -200)]
    public void It_settles_within_ten_seconds_and_never_trims_more_than_an_eighth_of_a_percent(double milliseconds, double ppm)
    {
        var random = new Random(3);
        var follower = new MasterFollower();
        double error = milliseconds * 1e-3;
        double worstAfter = 0;
        double sum = 0;
        int count = 0;
        for (int i = 0; i < 60 * 60; i++)
        {
            double seconds = i / 60.0;
            // A host's picture clock jitters by a millisecond.
            Assert.False(follower.Report((long)(seconds * 1e9) + 1, error + ((random.NextDouble() - 0.5) * 2e-3)));
            Assert.InRange(follower.Trim, -MasterFollower.MostTrim, MasterFollower.MostTrim);
            error += (follower.Trim + (ppm * 1e-6)) / 60;
            if (seconds < 10) continue;
            worstAfter = Math.Max(worstAfter, Math.Abs(error));
            sum += error * error;
            count++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{milliseconds} ms, {ppm} ppm: {Math.Sqrt(sum / count) * 1e3:F3} ms rms, {worstAfter * 1e3:F3} ms worst after 10 s");
        Assert.InRange(worstAfter, 0, 0.001);
        Assert.InRange(Math.Sqrt(sum / count), 0, 0.0003);
    }

    [Fact]
    public void It_jumps_above_forty_milliseconds_only()
    {
        var near = new MasterFollower();
        Assert.False(near.Report(1, 0.0399));
        Assert.Equal(-MasterFollower.MostTrim, near.Trim);
        var far = new MasterFollower();
        Assert.True(far.Report(1, -0.0401));
        Assert.Equal(MasterFollower.MostTrim, far.Trim);

        // One reading that is off does not make a jump.
        var steady = new MasterFollower();
        for (int i = 0; i < 100; i++) Assert.False(steady.Report(i * 16_000_000L, 0));
        Assert.False(steady.Report(1_600_000_000, 0.2));
    }

    [Fact]
    public void After_a_pause_it_begins_again_with_the_drift_that_it_knows()
    {
        var follower = new MasterFollower();
        double error = 0;
        for (int i = 0; i < 1_200; i++)
        {
            follower.Report((i * 16_666_667L) + 1, error);
            error += (follower.Trim + 100e-6) / 60;
        }

        Assert.InRange(follower.Trim, -110e-6, -90e-6);
        follower.Forget();
        Assert.InRange(follower.Trim, -110e-6, -90e-6);
        Assert.False(follower.Report(100_000_000_000, 0));
        Assert.InRange(follower.Trim, -110e-6, -90e-6);
    }
}
