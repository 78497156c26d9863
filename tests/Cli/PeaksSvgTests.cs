using System;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Seamline.Cli;
using Xunit;

namespace Seamline.Tests.Cli;

public sealed class PeaksSvgTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Columns_stand_where_they_lie_and_as_high_as_they_are()
    {
        var wave = new Waveform([Known(-0.5f, 1, 0.25f), Known(0, 0.5f, 0.25f)], 0, 48_000, 96_000, 48_000);
        XElement svg = XElement.Parse(PeaksSvg.Render("a < b", wave));
        double[] heights = [.. Path(svg, "range").Select(point => point.Y)];
        double middle = (double)svg.Descendants(Svg + "line").Single(line => (string?)line.Attribute("class") == "zero").Attribute("y1")!;
        double full = middle - heights.Min();
        Assert.InRange(full, 90, 100);
        Assert.Equal(full / 2, heights.Max() - middle, 0.6);
        Assert.Equal([0, 500, 500, 1_000], Path(svg, "range").Take(4).Select(point => point.X - 64));
        Assert.DoesNotContain(svg.Descendants(Svg + "rect"), rect => (string?)rect.Attribute("class") == "unknown");
        Assert.Contains(svg.Descendants(Svg + "text"), text => text.Value == "a < b");
    }

    [Fact]
    public void What_is_unknown_is_shaded_and_no_number_is_written_that_is_none()
    {
        var none = new Peak(float.NaN, float.NaN, float.NaN, 0, PeakFlags.None);
        var wave = new Waveform([none, Known(-1, 1, 0.5f), none, none], 0, 1_000, 4_000, 48_000);
        string text = PeaksSvg.Render("x", wave);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        (double X, double Width)[] shaded = [.. XElement.Parse(text).Descendants(Svg + "rect").Where(rect => (string?)rect.Attribute("class") == "unknown")
            .Select(rect => ((double)rect.Attribute("x")! - 64, (double)rect.Attribute("width")!))];
        Assert.Equal([(0, 250), (500, 500)], shaded);
        Assert.DoesNotContain("NaN", PeaksSvg.Render("x", new Waveform([none], 0, 1, 1, 48_000)), StringComparison.Ordinal);
    }

    private static Peak Known(float min, float max, float rms) => new(min, max, rms, 1, PeakFlags.None);

    private static (double X, double Y)[] Path(XElement svg, string name) =>
        [.. svg.Descendants(Svg + "path").Single(path => (string?)path.Attribute("class") == name).Attribute("d")!.Value.TrimEnd('Z')
            .Split(['M', 'L'], StringSplitOptions.RemoveEmptyEntries).Select(point => point.Split(' '))
            .Select(parts => (double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture)))];
}
