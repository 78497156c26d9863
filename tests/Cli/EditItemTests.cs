using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Seamline.Tests.Projects;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>Edits of timelines: every piece keeps the words of its own item, whatever its medium.</summary>
public sealed class EditItemTests : IDisposable
{
    private readonly CommandFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Both_halves_of_a_clip_without_medium_keep_its_reference_metadata_and_markers()
    {
        JsonObject[] items = Edited(
            OtioShape.Timeline(OtioShape.Audio(
                Linked("A.wav", 1, OtioShape.Clip("A.wav", 0, 240, Umid("A.wav"))).With("markers", new JsonArray(OtioShape.Marker("note on A", 120), OtioShape.Marker("early", 24))),
                Linked("B.wav", 2, OtioShape.Clip("B.wav", 0, 96, Umid("B.wav"))))),
            "--split", "4");

        Same.Texts(["A.wav", "A.wav", "B.wav"], items.Select(Name));
        Same.Texts(["MissingReference.1", "MissingReference.1", "MissingReference.1"], items.Select(item => (string?)Reference(item)["OTIO_SCHEMA"]));
        Same.Texts(["A.wav", "A.wav", "B.wav"], items.Select(item => (string?)Reference(item)["metadata"]!["foreign"]!["umid"]));
        Assert.Equal([1, 1, 2], items.Select(item => (int)item["metadata"]!["Resolve_OTIO"]!["Link Group ID"]!));
        Assert.Equal(["early"], Markers(items[0]));
        Assert.Equal(["note on A"], Markers(items[1]));
        Assert.Equal([(0, 4), (4, 6), (0, 4)], items.Select(OtioShape.Seconds));
        Assert.Equal(96, (double)items[1]["source_range"]!["start_time"]!["value"]!); // in the file's own 24 units a second
    }

    [Fact]
    public void Two_items_of_one_medium_do_not_swap_their_words()
    {
        _folder.Staircase("a.wav", 48_000 * 30);
        string timeline = OtioShape.Timeline(OtioShape.Audio(
            Linked("first", 1, OtioShape.Clip("first", 0, 240, OtioShape.External("a.wav"))).With("markers", new JsonArray(OtioShape.Marker("one", 48))),
            Linked("second", 2, OtioShape.Clip("second", 120, 240, OtioShape.External("a.wav"))).With("markers", new JsonArray(OtioShape.Marker("two", 192)))));

        // The right half of the first lies in the second's range, and begins where the second does.
        JsonObject[] split = Edited(timeline, "--split", "5", "--trim-in", "2", "7");
        Same.Texts(["first", "first", "second"], split.Select(Name));
        Assert.Equal([1, 1, 2], split.Select(Link));
        Assert.Equal([(0, 5), (5, 5), (7, 8)], split.Select(OtioShape.Seconds));
        Same.Texts(["one", "two"], split.SelectMany(Markers));

        // Trimmed to the very range of the other, moved, and with a piece taken out of the middle.
        JsonObject[] moved = Edited(timeline, "--trim-in", "0", "5", "--trim-out", "0", "15", "--move", "1", "0", "--ripple-delete", "12..13");
        Same.Texts(["second", "first", "first"], moved.Select(Name));
        Assert.Equal([2, 1, 1], moved.Select(Link));
        Assert.Equal([(5, 10), (5, 2), (8, 7)], moved.Select(OtioShape.Seconds));
    }

    [Fact]
    public void Pieces_of_a_gap_keep_its_name_metadata_and_markers()
    {
        _folder.Staircase("a.wav", 48_000 * 40);
        JsonObject gap = OtioShape.Gap("room tone", 240)
            .With("metadata", new JsonObject { ["tool"] = new JsonObject { ["room_tone"] = "take 3" } })
            .With("markers", new JsonArray(OtioShape.Marker("late", 200)));
        JsonObject[] items = Edited(
            OtioShape.Timeline(OtioShape.Audio(
                OtioShape.Clip("a", 0, 240, OtioShape.External("a.wav")), gap, OtioShape.Clip("b", 480, 240, OtioShape.External("a.wav")))),
            "--ripple-delete", "12..15");

        Same.Texts(["a", "room tone", "room tone", "b"], items.Select(Name));
        Same.Texts(["take 3", "take 3"], items.Skip(1).Take(2).Select(item => (string?)item["metadata"]!["tool"]!["room_tone"]));
        Assert.Equal([(0, 10), (0, 2), (5, 5), (20, 10)], items.Select(OtioShape.Seconds));
        Assert.Empty(Markers(items[1]));
        Assert.Equal(["late"], Markers(items[2]));
    }

    private JsonObject[] Edited(string timeline, params string[] edits)
    {
        File.WriteAllText(_folder.In("p.otio"), timeline);
        _folder.Ok(["edit", "p.otio", .. edits, "-o", "q.otio"]);
        return OtioShape.Items(File.ReadAllText(_folder.In("q.otio")));
    }

    private static JsonObject Linked(string name, int link, JsonObject clip) => clip.With("name", name)
        .With("metadata", new JsonObject { ["Resolve_OTIO"] = new JsonObject { ["Link Group ID"] = link } });

    private static JsonObject Umid(string name) => OtioShape.Missing(name, OtioShape.Range(0, 1_000))
        .With("metadata", new JsonObject { ["foreign"] = new JsonObject { ["umid"] = name } });

    private static int Link(JsonObject item) => (int)item["metadata"]!["Resolve_OTIO"]!["Link Group ID"]!;

    private static string? Name(JsonObject item) => (string?)item["name"];

    private static JsonNode Reference(JsonObject item) => item["media_references"]!["DEFAULT_MEDIA"]!;

    private static string?[] Markers(JsonObject item) => [.. item["markers"]!.AsArray().Select(marker => (string?)marker!["name"])];
}
