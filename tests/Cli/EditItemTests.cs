using System;
using System.IO;
using System.Linq;
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

    [Fact]
    public void The_picture_is_shortened_with_the_sound_or_a_warning_says_that_it_is_not()
    {
        _folder.Staircase("a.wav", 48_000 * 40);
        JsonObject[] Pair() => [
            Linked("a", 1, OtioShape.Clip("a", 0, 240, OtioShape.External("a.wav"))).With("markers", new JsonArray(OtioShape.Marker("m", 216), OtioShape.Marker("gone", 180))),
            Linked("b", 2, OtioShape.Clip("b", 480, 240, OtioShape.External("a.wav")))];
        JsonObject dissolve = OtioShape.Make("Transition.1", ("name", "x"), ("in_offset", OtioShape.Time(6, 24)), ("out_offset", OtioShape.Time(6, 24)));
        JsonObject[] picture = [.. Pair()[..1], dissolve, .. Pair()[1..]];
        File.WriteAllText(_folder.In("p.otio"), OtioShape.Timeline(
            OtioShape.Video(picture).With("name", "V1").With("source_range", OtioShape.Range(0, 480)),
            OtioShape.Video(OtioShape.Gap("", 300), OtioShape.Clip("title", 0, 48, null)),
            OtioShape.Audio(Pair())));

        (_, string warning) = _folder.Ok("edit", "p.otio", "--ripple-delete", "7..8", "-o", "q.otio");
        Assert.Contains("\"V1\" (Video)", warning, StringComparison.Ordinal);
        Assert.Contains("not shortened", warning, StringComparison.Ordinal);
        Assert.Equal(3, Tracks("q.otio", 0).Length);
        Assert.DoesNotContain("not shortened", _folder.Ok("edit", "p.otio", "--split", "3", "--gain", "0", "-3", "-o", "q.otio", "--force").Error, StringComparison.Ordinal);

        (_, warning) = _folder.Ok("edit", "p.otio", "--ripple-delete", "7..8", "--trim-out", "2", "28", "--ripple-video", "-o", "q.otio", "--force");
        Assert.DoesNotContain("not shortened", warning, StringComparison.Ordinal);
        JsonObject[] cut = Tracks("q.otio", 0);
        Same.Texts(["a", "a", "x", "b"], cut.Select(Name));
        Assert.Equal([(0, 7), (8, 2), (20, 8)], cut.Where(item => item["source_range"] is not null).Select(OtioShape.Seconds));
        Assert.Equal(["gone"], Markers(cut[0]));
        Assert.Equal(["m"], Markers(cut[1]));
        Assert.Equal([(0, 7), (8, 2), (20, 8)], Tracks("q.otio", 2).Select(OtioShape.Seconds));
        Assert.Equal([(0, 7), (8, 4.5), (0, 2)], Tracks("q.otio", 1).Select(OtioShape.Seconds));
        Assert.Equal((0, 17), OtioShape.Seconds(JsonNode.Parse(File.ReadAllText(_folder.In("q.otio")))!["tracks"]!["children"]![0]!.AsObject()));

        // A transition whose cut goes, goes with it.
        _folder.Ok("edit", "p.otio", "--delete-segment", "0", "--ripple-video", "-o", "q.otio", "--force");
        Same.Texts(["b"], Tracks("q.otio", 0).Select(Name));
        Assert.Contains("--move", _folder.Refused("edit", "p.otio", "--move", "0", "1", "--ripple-video", "-o", "no.otio"), StringComparison.Ordinal);
        Assert.Contains("--trim-in", _folder.Refused("edit", "p.otio", "--trim-in", "1", "19", "--ripple-video", "-o", "no.otio"), StringComparison.Ordinal);
    }

    private JsonObject[] Tracks(string name, int track) => OtioShape.Items(File.ReadAllText(_folder.In(name)), track);

    private JsonObject[] Edited(string timeline, params string[] edits)
    {
        File.WriteAllText(_folder.In("p.otio"), timeline);
        _folder.Ok(["edit", "p.otio", .. edits, "-o", "q.otio", "--force"]);
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
