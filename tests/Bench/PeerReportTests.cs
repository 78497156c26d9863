using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Seamline.Bench.Peers;
using Xunit;

namespace Seamline.Tests.Bench;

/// <summary>Table and chart say what the runs were, the failed ones too.</summary>
public sealed class PeerReportTests
{
    [Fact]
    public void A_figure_is_the_median_with_its_spread()
    {
        Assert.Null(PeerFigure.Of([null]));
        Assert.Equal("2.00 (1.00..9.00)", PeerFigure.Of([9, null, 1, 2])!.Value.Text);
        Assert.Equal(2.5, PeerFigure.Of([4, 1, 3, 2])!.Value.Median);
        Assert.Equal("0.250", PeerFigure.Of([0.25])!.Value.Text);
        Assert.Equal("0", PeerFigure.Short(0));
        Assert.Equal("123", PeerFigure.Short(123.4));
    }

    [Fact]
    public void The_table_tells_medians_errors_and_how_runs_ended()
    {
        string table = PeerTable.Write("* facts", Codecs());
        string[] live = Cells(table, "**Seamline**", 0);
        Assert.Equal(["12.0 (11.0..13.0)", "2.00 (1.00..3.00)"], live[1..3]);
        Assert.Equal("0.020 (0.010..0.030)", live[4]);
        Assert.Equal("0", live[5]);
        Assert.Equal("3.00", live[8]); // the most
        string[] crashed = Cells(table, "MLT (crashed 1 of 2)", 0);
        Assert.Equal("-648, -24; 1 never right", crashed[5]);
        string[] rendered = Cells(table, "**Seamline**", 1);
        Assert.Equal(["2.00", "30", "-7", "+3", "2", "0.81"], rendered[1..]);
        Assert.Equal("n/a", Cells(table, "MLT (crashed 1 of 2)", 1)[2]);
        Assert.StartsWith("* facts\n", table[table.IndexOf("* facts", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_of_a_table_has_as_many_cells_as_its_head()
    {
        int width = 0;
        foreach (string line in PeerTable.Write("* facts", Codecs()).Split('\n'))
        {
            int bars = line.Count(c => c == '|');
            if (width > 0 && bars > 0) Assert.Equal(width, bars);
            width = bars;
        }
    }

    [Fact]
    public void Bars_are_as_long_as_their_figures_and_what_is_not_known_has_none()
    {
        XElement picture = XElement.Parse(PeerChart.Draw(Codecs()));
        XNamespace svg = "http://www.w3.org/2000/svg";
        var texts = picture.Descendants(svg + "text").Select(t => t.Value).ToList();
        Assert.Equal(2, texts.Count(t => t == "n/a")); // MLT: step and render; its one open and memory are known
        // Open again: 2 beside 4, linear; the longer one is as wide as the panel's bars.
        double[] widths = [.. picture.Descendants(svg + "rect").Select(r => double.Parse(r.Attribute("width")!.Value, CultureInfo.InvariantCulture))];
        Assert.Equal(2, widths[1] / widths[0], 0.02);
        Assert.DoesNotContain("NaN", picture.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Seamline", "2.00", "MLT", "4.00"], texts[2..6]);
    }

    [Fact]
    public void Runs_are_read_from_what_the_harness_wrote_even_when_it_was_cut_short()
    {
        string folder = Directory.CreateTempSubdirectory("peers").FullName;
        try
        {
            string path = Path.Combine(folder, "live.jsonl");
            File.WriteAllText(path, "{\"event\":\"open\",\"position\":7,\"cut\":2,\"call_ms\":1.5,\"segments\":[[1,2],[3,5]],\"blocks\":[[0.5,480]]}\n{\"event\":\"ahead\",\"pos");
            PeerLine line = Assert.Single(PeerLine.Read(path));
            Assert.Equal(("open", 7, 2, 1.5), (line.Event, line.Position, line.Cut, line.CallMs));
            Assert.Equal(3, line.Truth(new float[10]).Length);
            Assert.Equal(480, line.Blocks![0][1]);
            Assert.Empty(PeerLine.Read(Path.Combine(folder, "not there")));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Theory]
    [InlineData("0", null)]
    [InlineData("124", "timed out")]
    [InlineData("139", "crashed")]
    [InlineData("1", "failed")]
    public void An_exit_code_says_how_it_ended(string status, string? trouble) => Assert.Equal(trouble, PeerRun.TroubleOf(status));

    [Fact]
    public void Sound_is_read_from_both_kinds_of_file()
    {
        string folder = Directory.CreateTempSubdirectory("peers").FullName;
        try
        {
            string raw = Path.Combine(folder, "a.f32"), wave = Path.Combine(folder, "a.wav");
            File.WriteAllBytes(raw, [.. new[] { 0.5f, 9, -0.25f, 9 }.SelectMany(BitConverter.GetBytes)]);
            Assert.Equal([0.5f, -0.25f], PeerSound.ReadRaw(raw));
            File.WriteAllBytes(wave, [.. "RIFF----WAVEdata"u8, 8, 0, 0, 0, 0, 64, 1, 1, 0, 224, 1, 1]);
            Assert.Equal([0.5f, -0.25f], PeerSound.ReadWave(wave));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static Dictionary<string, List<PeerSummary>> Codecs() => new(StringComparer.Ordinal)
    {
        ["aac"] =
        [
            new PeerSummary("seamline", [Run("seamline", 1), Run("seamline", 3), Run("seamline", 2), Rendered()]),
            new PeerSummary("mlt", [Run("mlt", 4, -648, null, "crashed"), Run("mlt", 4, -24, 4)]),
        ],
    };

    private static PeerRun Run(string peer, double open, int error = 0, double? under = -1, string? trouble = null)
    {
        double? step = peer == "mlt" ? null : 0.7;
        return new PeerRun
        {
            Codec = "aac",
            Peer = peer,
            Repetition = "live-1",
            Trouble = trouble,
            StartMs = 10,
            PeakKb = (long)(open * 1024),
            Events = new Dictionary<string, PeerEvent>(StringComparer.Ordinal)
            {
                ["first"] = new(open, error, error, 0, null),
                ["open"] = new(open, error, error, 0, null),
                ["ahead"] = new(open, error, error, 0, step),
                ["under"] = new(under is -1 ? open / 100 : under, error, error, 10, step),
            },
        };
    }

    private static PeerRun Rendered() => new()
    {
        Codec = "aac",
        Peer = "seamline",
        Repetition = "render-1",
        RenderMs = 2_000,
        RenderFrames = 60 * PeerSound.Rate,
        Render = new PeerRender(-7, 3, 0, 2, 0.81),
    };

    // The cells of the nth row that begins with a title.
    private static string[] Cells(string table, string title, int nth) =>
        [.. table.Split('\n').Where(l => l.StartsWith($"| {title} |", StringComparison.Ordinal)).ElementAt(nth).Trim('|').Split(" | ").Select(c => c.Trim())];
}
