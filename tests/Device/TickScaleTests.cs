using System;
using Seamline.Device;
using Xunit;

namespace Seamline.Tests.Device;

/// <summary>A counter's ticks as nanoseconds.</summary>
public sealed class TickScaleTests
{
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData(1.0001)]
    [InlineData(2.596152)]
    [InlineData(3.4)]
    [InlineData(6.02)]
    [InlineData(99)]
    public void Ticks_become_the_nanoseconds_of_the_system(double ticksPerNanosecond)
    {
        const ulong First = 1UL << 61; // after a year or two
        const long Began = 77 * Second;
        const long Looked = 3_000_000;
        ulong second = First + (ulong)Math.Round(Looked * ticksPerNanosecond);
        TickScale scale = TickScale.Between(First, Began, second, Began + Looked);
        Assert.True(scale.IsKnown);
        Assert.Equal(Began + Looked, scale.At(second));
        foreach (double seconds in (ReadOnlySpan<double>)[1e-9, 1e-6, 0.01, 1, 3_600, 86_400 * 30])
        {
            ulong then = second + (ulong)(seconds * Second * ticksPerNanosecond);
            double error = scale.At(then) - (Began + Looked) - (seconds * Second);
            Assert.InRange(error, -2 - (seconds * 1_000), 2 + (seconds * 1_000)); // the first stretch was rounded to a tick
        }
    }

    [Fact]
    public void Time_goes_forward_with_every_few_ticks()
    {
        TickScale scale = TickScale.Between(1_000, 0, 1_000 + 2_600_000, 1_000_000);
        long before = long.MinValue;
        for (ulong tick = 2_601_000; tick < 2_611_000; tick++)
        {
            long now = scale.At(tick);
            Assert.InRange(now, before, Math.Max(before, 0) + 1_000_000);
            before = now;
        }

        Assert.Equal(1_000_000 + (long)(9_999 / 2.6), before);
    }

    // Looks too close together, a counter never looked at, one that stood still or ran back, one too slow, one too fast.
    [Theory]
    [InlineData(500UL, 0, 1_000_500UL, TickScale.LeastNanoseconds - 1, false)]
    [InlineData(500UL, 0, 1_000_500UL, TickScale.LeastNanoseconds, true)]
    [InlineData(0UL, 0, 1_000_500UL, 400_000, false)]
    [InlineData(500UL, 0, 500UL, 400_000, false)]
    [InlineData(1_000_500UL, 0, 500UL, 400_000, false)]
    [InlineData(500UL, 0, 400_500UL, 400_000, false)]
    [InlineData(500UL, 0, 400_501UL, 400_000, true)]
    [InlineData(500UL, 0, 40_400_500UL, 400_000, false)]
    [InlineData(500UL, 400_000, 1_000_500UL, 0, false)]
    public void A_counter_that_cannot_be_the_time_is_refused(ulong ticks, long nanoseconds, ulong laterTicks, long laterNanoseconds, bool known)
    {
        TickScale scale = TickScale.Between(ticks, nanoseconds, laterTicks, laterNanoseconds);
        Assert.Equal(known, scale.IsKnown);
    }
}
