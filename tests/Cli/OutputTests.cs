using System;
using System.IO;
using Seamline.Cli;
using Xunit;

namespace Seamline.Tests.Cli;

public sealed class OutputTests
{
    [Fact]
    public void Tables_are_aligned_by_what_a_terminal_shows()
    {
        var table = new Table("name", "seconds|", "note");
        table.Add("a", "1.5", "");
        table.Add("漢字.wav", "12.25", "two\nlines");
        table.Add("e\u0301", "0", "accent");
        var text = new StringWriter();
        table.Write(text, "  ");
        Assert.Equal(
            """
              name      seconds  note
              a             1.5
              漢字.wav    12.25  two lines
              é               0  accent

            """.ReplaceLineEndings("\n").Replace("é", "e\u0301", StringComparison.Ordinal),
            text.ToString().ReplaceLineEndings("\n"));
        Assert.Throws<ArgumentException>(() => table.Add("too few"));
    }

    [Fact]
    public void Json_parses_and_keeps_every_value()
    {
        using var json = new JsonOut();
        json.Field("text", "\"ü\"\n\ud800").Field("none", null).Field("flag", true).Field("count", long.MaxValue).Field("tenth", 0.1)
            .Field("nan", double.NaN).Field("silence", double.NegativeInfinity)
            .Object("inner", inner => inner.Field("a", 1L))
            .List("rows", 2, (row, i) => row.Field("i", (long)i))
            .List("numbers", [0.5, double.PositiveInfinity]);
        var text = new StringWriter();
        json.WriteTo(text);
        JsonNode root = JsonNode.Parse(text.ToString())!;
        Assert.Equal("\"ü\"\n\uFFFD", (string?)root["text"]);
        Assert.Contains("ü", text.ToString(), StringComparison.Ordinal);
        Assert.True(root.AsObject().ContainsKey("none") && root["none"] is null && root["nan"] is null);
        Assert.Equal((true, long.MaxValue, 0.1), ((bool)root["flag"]!, (long)root["count"]!, (double)root["tenth"]!));
        Assert.Equal("-inf", (string?)root["silence"]);
        Assert.Equal("""{"a":1}""", root["inner"]!.ToJsonString());
        Assert.Equal("""[{"i":0},{"i":1}]""", root["rows"]!.ToJsonString());
        Assert.Equal("[0.5,null]", root["numbers"]!.ToJsonString());
        Assert.EndsWith("}\n", text.ToString(), StringComparison.Ordinal);
    }
}
