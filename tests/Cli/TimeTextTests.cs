using System;
using CsCheck;
using Seamline.Cli;
using Xunit;

namespace Seamline.Tests.Cli;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("2.5", 2.5)]
    [InlineData("90", 90)]
    [InlineData("1:30", 90)]
    [InlineData("75:00", 4500)]
    [InlineData("01:02.250", 62.25)]
    [InlineData("1:02:03", 3723)]
    [InlineData("12:00:00.5", 43200.5)]
    [InlineData("1h2m3s", 3723)]
    [InlineData("1h2m3.5s", 3723.5)]
    [InlineData("90s", 90)]
    [InlineData("1.5h", 5400)]
    [InlineData("2m", 120)]
    [InlineData("1m250ms", 60.25)]
    [InlineData("@0", 0)]
    [InlineData("@48000", 1)]
    [InlineData("@1", 1 / 48000.0)]
    public void Times_parse(string text, double seconds)
    {
        Assert.True(TimeText.TryParse(text, out double parsed));
        Assert.Equal(seconds, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1e3")]
    [InlineData("1,5")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("NaN")]
    [InlineData("1:60")]
    [InlineData("1:5")]
    [InlineData("1:005")]
    [InlineData("1.5:00")]
    [InlineData("1:60:00")]
    [InlineData("1:00:00:00")]
    [InlineData("1:")]
    [InlineData(":30")]
    [InlineData("1000001")]
    [InlineData("٣")]
    [InlineData("@")]
    [InlineData("@-1")]
    [InlineData("@1.5")]
    [InlineData("@1s")]
    [InlineData("@99999999999999999999")]
    [InlineData("1s2m")]
    [InlineData("1s1s")]
    [InlineData("1.5h2m")]
    [InlineData("1h2")]
    [InlineData("h")]
    [InlineData("1d")]
    [InlineData("1:30s")]
    [InlineData("1S")]
    public void Other_texts_do_not(string text) => Assert.False(TimeText.TryParse(text, out _));

    [Fact]
    public void Frames_are_of_the_rate_that_is_given()
    {
        Assert.True(TimeText.TryParse("@44101", out double seconds, 44_100));
        Assert.Equal(44_101 / 44_100.0, seconds);
        Assert.True(TimeText.TryParseRange("@22050..1m1s", out TimeRange range, out _, 44_100));
        Assert.Equal(new TimeRange(0.5, 61), range);
    }

    [Fact]
    public void Ranges_parse()
    {
        Assert.True(TimeText.TryParseRange("1:30..1:02:03.5", out TimeRange range, out _));
        Assert.Equal(new TimeRange(90, 3723.5), range);
        Assert.True(TimeText.TryParseRange("1:05..", out range, out _));
        Assert.Equal(new TimeRange(65, double.PositiveInfinity), range);
        Assert.True(TimeText.TryParseRange("..0:12", out range, out _));
        Assert.Equal(new TimeRange(0, 12), range);
    }

    [Theory]
    [InlineData("5", "\"5\" is not a range A..B")]
    [InlineData("x..5", "\"x\" in \"x..5\" is not a time")]
    [InlineData("..", "\"..\" is not a range A..B")]
    [InlineData("x..", "\"x\" in \"x..\" is not a time")]
    [InlineData("..x", "\"x\" in \"..x\" is not a time")]
    [InlineData("..0", "the range \"..0\" does not end after its start")]
    [InlineData("5...6", "\".6\" in \"5...6\" is not a time")]
    [InlineData("6..5", "the range \"6..5\" does not end after its start")]
    [InlineData("5..5", "the range \"5..5\" does not end after its start")]
    public void Other_ranges_say_why(string text, string cause)
    {
        Assert.False(TimeText.TryParseRange(text, out _, out string? said));
        Assert.Equal(cause, said);
    }

    [Theory]
    [InlineData(0, "0:00.000")]
    [InlineData(59.9994, "0:59.999")]
    [InlineData(59.9996, "1:00.000")]
    [InlineData(3599.9996, "1:00:00.000")]
    [InlineData(3723.5, "1:02:03.500")]
    [InlineData(-1.5, "-0:01.500")]
    [InlineData(-0.0001, "0:00.000")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void Times_format(double seconds, string text) => Assert.Equal(text, TimeText.Format(seconds));

    [Fact]
    public void Formats_take_decimals_and_ranges()
    {
        Assert.Equal("1:02", TimeText.Format(62.4, 0));
        Assert.Equal("0:01.000..1:00:00.000", TimeText.Format(new TimeRange(1, 3600)));
    }

    [Fact]
    public void What_is_formatted_parses_within_half_a_unit() => Gen.Double[0, 400_000].Sample(seconds =>
    {
        Assert.True(TimeText.TryParse(TimeText.Format(seconds), out double parsed));
        return Math.Abs(parsed - seconds) <= 0.0005 + 1e-9;
    });
}
