using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Seamline.Cli;
using Xunit;

namespace Seamline.Tests.Cli;

public sealed class WaveformSvgTests
{
    private const int Rate = 48_000;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Pictures_are_valid_and_stay_within_their_page()
    {
        XElement svg = Parse(Edit(5_760), Edit(400), Edit(48_000));
        double height = Number(svg, "height");
        Assert.Equal(WaveformSvg.Width, Number(svg, "width"));
        foreach (XElement rect in svg.Descendants(Svg + "rect"))
        {
            double x = (double?)rect.Attribute("x") ?? 0;
            double y = (double?)rect.Attribute("y") ?? 0;
            Assert.InRange(x + Number(rect, "width"), 0, WaveformSvg.Width);
            Assert.InRange(y + Number(rect, "height"), 0, height);
        }
        foreach (XElement text in svg.Descendants(Svg + "text"))
            Assert.InRange(Number(text, "y"), 10, height - 2);
        Assert.Equal(6, svg.Descendants(Svg + "path").Count());
        Assert.All(svg.Descendants(Svg + "path"), path => Assert.All(Points(path), point => Assert.InRange(point.X, 0, WaveformSvg.Width)));
    }

    [Fact]
    public void The_fade_and_the_swap_stand_where_they_were()
    {
        XElement svg = Parse(Edit(5_760));
        XElement panel = svg.Descendants(Svg + "rect").Last(rect => Class(rect) is "frame");
        XElement fade = Assert.Single(svg.Descendants(Svg + "rect"), rect => Class(rect) is "fade");
        XElement swap = Assert.Single(svg.Descendants(Svg + "line"), line => Class(line) is "swap");
        double left = Number(panel, "x");
        double perFrame = Number(panel, "width") / 5_760;
        Assert.Equal(left + (1_440 * perFrame), Number(swap, "x1"), 2);
        Assert.Equal(left + (1_440 * perFrame), Number(fade, "x"), 2);
        Assert.Equal(720 * perFrame, Number(fade, "width"), 2);
    }

    [Fact]
    public void Columns_hold_the_extremes_and_zoomed_pictures_every_sample()
    {
        EditPicture spike = Edit(5_760);
        spike.After.AsSpan().Clear();
        spike.After[3_000 * 2] = 1;
        spike.After[(3_000 * 2) + 1] = -1;
        double[] heights = [.. Points(Parse(spike).Descendants(Svg + "path").Last()).Select(point => point.Y)];
        double middle = heights.Max();
        Assert.InRange(middle - heights.Min(), 70, 75);
        Assert.InRange(heights.Count(y => y < middle), 1, 2);

        EditPicture zoomed = Edit(400);
        Assert.Equal(400, Points(Parse(zoomed).Descendants(Svg + "path").Last()).Length);
    }

    [Fact]
    public void Text_is_escaped()
    {
        const string Title = "<cut> & \"paste\" 'a' \u0001 \ud800 漢字";
        EditPicture edit = Edit(5_760) with { Title = Title };
        XElement svg = XElement.Parse(WaveformSvg.Render("a < b & c", [edit]));
        Assert.Contains(svg.Descendants(Svg + "text"), text => text.Value is "<cut> & \"paste\" 'a' \uFFFD \uFFFD 漢字");
        Assert.Contains(svg.Descendants(Svg + "text"), text => text.Value is "a < b & c");
    }

    [Fact]
    public void The_figure_says_whether_the_step_is_the_materials()
    {
        Assert.Contains("0.1235, no larger than the material's own, 0.2000", Texts(Edit(5_760) with { MaxStep = 0.12345, MaterialMaxStep = 0.2 }), StringComparison.Ordinal);
        Assert.Contains("0.3000, larger than the material's own, 0.2000", Texts(Edit(5_760) with { MaxStep = 0.3, MaterialMaxStep = 0.2 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Odd_input_draws_too()
    {
        EditPicture silent = Edit(5_760) with { Before = new float[11_520], After = [] };
        EditPicture broken = Edit(5_760);
        broken.After[7] = broken.After[8] = float.NaN;
        broken.After[10] = float.PositiveInfinity;
        XElement svg = Parse(silent, broken, Edit(1) with { SwapFrame = 0 });
        Assert.All(svg.Descendants().Attributes(), attribute => Assert.DoesNotContain("NaN", attribute.Value, StringComparison.Ordinal));
        Assert.Contains("No edit was made.", string.Concat(Parse().Descendants(Svg + "text").Select(text => text.Value)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.7, 1)]
    [InlineData(1, 1)]
    [InlineData(1.1, 2)]
    [InlineData(4, 5)]
    [InlineData(17, 20)]
    [InlineData(60, 100)]
    [InlineData(0.03, 0.05)]
    public void Ticks_are_round(double atLeast, double step) => Assert.Equal(step, WaveformPanel.TickStep(atLeast), 12);

    [Fact]
    public void Files_are_written_without_a_byte_order_mark()
    {
        string path = Path.GetTempFileName();
        try
        {
            WaveformSvg.Write(path, "h", [Edit(5_760)]);
            Assert.Equal("<svg"u8.ToArray(), File.ReadAllBytes(path)[..4]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A sweep whose second half is another tone, swapped a quarter in with a crossfade of 15 ms.</summary>
    internal static EditPicture Edit(int frames)
    {
        int swap = frames / 4;
        int fade = Math.Min(720, frames / 8);
        var before = new float[frames * 2];
        var after = new float[frames * 2];
        for (int i = 0; i < frames; i++)
        {
            float old = 0.6f * MathF.Sin(i * MathF.Tau * 220 / Rate);
            float next = 0.35f * MathF.Sin((i * MathF.Tau * 517 / Rate) + 1);
            float progress = i < swap ? 0 : Math.Min(1, (i - swap) / (float)Math.Max(1, fade));
            before[i * 2] = before[(i * 2) + 1] = old;
            after[i * 2] = after[(i * 2) + 1] = old + ((next - old) * progress);
        }
        return new EditPicture
        {
            Title = "delete segment 3 at 0:12.500",
            Before = before,
            After = after,
            Rate = Rate,
            SwapFrame = swap,
            FadeFrames = frames == 5_760 ? 720 : fade,
            MaxStep = 0.021,
            MaterialMaxStep = 0.024,
        };
    }

    private static XElement Parse(params EditPicture[] edits) => XElement.Parse(WaveformSvg.Render("Edits", edits));

    private static string Texts(EditPicture edit) => string.Join('\n', Parse(edit).Descendants(Svg + "text").Select(text => text.Value));

    private static string? Class(XElement element) => (string?)element.Attribute("class");

    private static double Number(XElement element, string name)
        => double.Parse(element.Attribute(name)!.Value, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static (double X, double Y)[] Points(XElement path)
        => [.. path.Attribute("d")!.Value.TrimEnd('Z').Split(['M', 'L'], StringSplitOptions.RemoveEmptyEntries).Select(point =>
        {
            string[] parts = point.Split(' ');
            return (double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
        })];
}
