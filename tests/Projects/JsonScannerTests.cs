using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using CsCheck;
using Seamline.Projects;
using Xunit;
using ProjectNode = Seamline.Projects.JsonNode;

namespace Seamline.Tests.Projects;

/// <summary>The scanner takes what the runtime's parser takes, and has the same values.</summary>
public sealed class JsonScannerTests
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\"", "\"\\u0061\"", "\"\\ud83d\\ude00\"", "\"\\ud800\"", "\"ü\"", "\"\\q\"", "\"", "\\", "0", "-0", "01", "1.5", "-12.25e+3", "1e999", "1.", ".5", "-",
        "true", "false", "null", "nul", "trueish", " ", "\n    ", "\t", "\r\n", "\u0001", "//", "12345678901234567890.125", "\"a\":1", "\"b\":[", "{\"a\":", "\0",
    ];

    [Fact]
    public void What_is_no_JSON_for_the_runtime_is_none_here()
    {
        int taken = 0;
        Gen.Int[0, Pieces.Length - 1].Array[1, 9].Sample(
            picks =>
            {
                byte[] text = Encoding.UTF8.GetBytes(string.Concat(picks.Select(pick => Pieces[pick])));
                string? expected = Runtime(text);
                string? actual = Own(JsonScanner.Scan(text, Options.MaxDepth));
                string? blocks = Own(Blocks(text, 1 + (picks.Length % 7)));
                taken += expected is null ? 0 : 1;
                return expected == actual && expected == blocks;
            },
            iter: 10_000,
            threads: 1,
            print: picks => string.Concat(picks.Select(pick => Pieces[pick])));
        Assert.True(taken > 60);
    }

    [Fact]
    public void A_text_with_a_wrong_byte_is_taken_where_the_runtime_takes_it()
    {
        byte[] file = Encoding.UTF8.GetBytes(Fixtures.Resolve);
        Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte, Gen.Int[1, 100]).Sample(
            (at, value, block) =>
            {
                byte[] damaged = [.. file];
                damaged[at] = value;
                string? expected = Runtime(damaged);
                return expected == Own(JsonScanner.Scan(damaged, Options.MaxDepth)) && expected == Own(Blocks(damaged, block));
            },
            iter: 3_000,
            threads: 1);
    }

    [Fact]
    public void Long_texts_many_fields_and_deep_lists()
    {
        string[] texts =
        [
            $"{{\"long\": \"{new string('x', 700_000)}\", \"{new string('k', 300_000)}\": 1}}",
            $"{{{string.Join(',', Enumerable.Range(0, 3_000).Select(i => $"\"k{i}\": {i}.5"))}}}",
            $"{{{string.Join(',', Enumerable.Range(0, 3_000).Select(i => $"\"k{i % 2_999}\": {i}"))}}}",
            $"[{string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\n            \"text {i}\""))}]",
            string.Concat(Enumerable.Repeat("[", 16)) + string.Concat(Enumerable.Repeat("]", 16)),
            string.Concat(Enumerable.Repeat("[", 17)) + string.Concat(Enumerable.Repeat("]", 17)),
        ];
        foreach (byte[] text in texts.Select(Encoding.UTF8.GetBytes))
        {
            string? expected = Runtime(text);
            Assert.Equal(expected, Own(JsonScanner.Scan(text, Options.MaxDepth)));
            Assert.Equal(expected, Own(Blocks(text, 1_000)));
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0.0")]
    [InlineData("123456789012345")]
    [InlineData("0.1")]
    [InlineData("-1234.5678901")]
    [InlineData("1234567890.12345678")]
    [InlineData("5e-324")]
    [InlineData("1.7976931348623157e308")]
    public void Numbers_are_those_of_the_runtime_to_the_bit(string text)
    {
        ProjectNode list = ProjectNode.Of(JsonScanner.Scan(Encoding.UTF8.GetBytes($"[{text}]"), 4)!, 0)!;
        Assert.True(((Seamline.Projects.JsonValue)list.AsArray()[0]!).TryGetValue(out double number));
        Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(number));
    }

    [Fact]
    public void What_is_changed_is_written_changed_and_the_rest_as_it_was()
    {
        ProjectNode tree = ProjectNode.Of(JsonScanner.Scan("""{"a": {"deep": [1.50, {"x": null}]}, "b": [NaN, 2e5], "c": "\u00fc"}"""u8, 8)!, 0)!;
        ProjectNode copy = tree.DeepClone();
        tree["a"]!["deep"]!.AsArray()[1]!["x"] = 7.0;
        tree["b"]!.AsArray().RemoveAt(1);
        Assert.True(tree.AsObject().Remove("c"));
        Assert.Equal("""{"a":{"deep":[1.50,{"x":7}]},"b":[NaN]}""", tree.ToJsonString());
        Assert.Equal("""{"a":{"deep":[1.50,{"x":null}]},"b":[NaN,2e5],"c":"\u00FC"}""", copy.ToJsonString());
        Assert.Same(tree["a"], tree["a"]);
        Assert.Same(tree, tree["a"]!["deep"]!.Parent!.Parent);
    }

    // The runtime's own text of it, numbers as they stand; null where it is no JSON.
    private static string? Runtime(byte[] text)
    {
        // That writes over what is no text.
        if (!System.Text.Unicode.Utf8.IsValid(text))
            return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Options);
            using var bytes = new MemoryStream();
            using (var writer = new Utf8JsonWriter(bytes))
                document.RootElement.WriteTo(writer);
            return Encoding.UTF8.GetString(bytes.ToArray());
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Own(JsonTape? tape)
    {
        if (tape is null)
            return null;
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
            tape.Write(0, writer);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static JsonTape? Blocks(byte[] text, int block)
    {
        using var file = new Trickle(text, block);
        return JsonScanner.Scan(file, [], Options.MaxDepth);
    }

    // Gives a few bytes at a time.
    private sealed class Trickle(byte[] text, int block) : MemoryStream(text)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, block));
    }
}
