using System;
using System.Linq;
using Seamline.Ui.App;
using Xunit;

namespace Seamline.Tests.Ui;

/// <summary>Skimming by J and L, by a clock of its own.</summary>
public sealed class ShuttleTests
{
    private const int Rate = 48_000;

    [Fact]
    public void Keys_double_the_speed_one_way_and_halve_it_the_other()
    {
        Assert.Equal([1, 2, 4, 8, 8], Pressed(0, true, 5));
        Assert.Equal([-1, -2, -4, -8, -8], Pressed(0, false, 5));
        Assert.Equal([4, 2, 1, -1, -2], Pressed(8, false, 5));
        Assert.Equal([-4, -2, -1, 1, 2], Pressed(-8, true, 5));
    }

    [Theory]
    [InlineData(4, 100)]
    [InlineData(-2, 100)]
    [InlineData(2, 7)]
    public void It_keeps_its_pace_whatever_the_frames_take(int speed, int frames)
    {
        var shuttle = new Shuttle();
        shuttle.Begin(speed, 60 * Rate);
        int slices = 0;
        for (int i = 0; i < frames; i++) slices += shuttle.Advance(2.0 / frames, Rate, 0, 600 * Rate, false) ? 1 : 0;
        Assert.Equal((60 + (speed * 2)) * Rate, shuttle.Frame);
        Assert.InRange(slices, 1, (int)Math.Ceiling(2 / Shuttle.SliceSeconds));
        Assert.True(slices >= Math.Min(frames, (int)(2 / Shuttle.SliceSeconds)) - 1);
    }

    [Fact]
    public void It_stands_at_the_ends()
    {
        var shuttle = new Shuttle();
        shuttle.Begin(8, 9 * Rate);
        shuttle.Advance(1, Rate, 0, 10 * Rate, false);
        Assert.Equal((false, 10L * Rate), (shuttle.IsOn, shuttle.Frame));
        shuttle.Begin(-8, Rate);
        shuttle.Advance(1, Rate, 0, 10 * Rate, false);
        Assert.Equal((false, 0L), (shuttle.IsOn, shuttle.Frame));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-4)]
    public void It_goes_round_a_loop(int speed)
    {
        var shuttle = new Shuttle();
        shuttle.Begin(speed, 2 * Rate);
        for (int i = 0; i < 400; i++)
        {
            shuttle.Advance(0.01, Rate, 2 * Rate, 3 * Rate, true);
            Assert.InRange(shuttle.Frame, 2 * Rate, 3 * Rate);
        }

        Assert.Equal(speed, shuttle.Speed);
    }

    private static int[] Pressed(int speed, bool forward, int times) =>
        [.. Enumerable.Range(0, times).Select(_ => speed = Shuttle.Next(speed, forward))];
}
