using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

public sealed class OtioWriterTests
{
    [Fact]
    public void A_new_file_has_the_fields_that_other_tools_expect()
    {
        using var folder = new ProjectFolder();
        string media = folder.Media("sub/a b.wav");
        string outside = folder.Media("../other/ü.wav");
        Project project = Project.FromMedia([media, outside], _ => 2.5) with { Name = "n", DeclickMilliseconds = 5 };
        OtioWriter.Write(project with { Segments = [.. project.Segments, new ProjectSegment { ClipId = 0, In = 0, Out = 1 }] }, folder.Path("p.otio"));

        JsonNode root = JsonNode.Parse(File.ReadAllText(folder.Path("p.otio")))!;
        Assert.Equal("Timeline.1", Text(root, "OTIO_SCHEMA"));
        Assert.True(root.AsObject().ContainsKey("global_start_time"));
        Assert.Null(root["global_start_time"]);
        Assert.Equal(5, (double)root["metadata"]!["seamline"]!["declick_ms"]!);
        JsonNode track = root["tracks"]!["children"]![0]!;
        Assert.Equal(("Stack.1", "Track.1", "Audio"), (Text(root["tracks"]!, "OTIO_SCHEMA"), Text(track, "OTIO_SCHEMA"), Text(track, "kind")));
        JsonArray items = track["children"]!.AsArray();
        Same.Texts(["Clip.2", "Clip.2", "Gap.1"], items.Select(item => Text(item!, "OTIO_SCHEMA")));
        JsonNode clip = items[0]!;
        Assert.Equal("DEFAULT_MEDIA", Text(clip, "active_media_reference_key"));
        JsonNode reference = clip["media_references"]!["DEFAULT_MEDIA"]!;
        Assert.Equal(("ExternalReference.1", "sub/a%20b.wav"), (Text(reference, "OTIO_SCHEMA"), Text(reference, "target_url")));
        Assert.Equal("file://" + folder.Root + "/other/%C3%BC.wav", Text(items[1]!["media_references"]!["DEFAULT_MEDIA"]!, "target_url"));
        JsonNode range = clip["source_range"]!;
        Assert.Equal(("TimeRange.1", "RationalTime.1"), (Text(range, "OTIO_SCHEMA"), Text(range["duration"]!, "OTIO_SCHEMA")));
        Assert.Equal((120_000, 48_000), ((double)range["duration"]!["value"]!, (double)range["duration"]!["rate"]!));
        foreach (JsonNode? item in (JsonNode?[])[.. items, track, root["tracks"]])
            Assert.All(["metadata", "name", "effects", "markers", "enabled"], key => Assert.True(item!.AsObject().ContainsKey(key), key));
    }

    [Fact]
    public void Unedited_files_keep_every_field()
    {
        using var folder = new ProjectFolder();
        folder.Media("takes/one.wav");
        Project project = folder.Read(Fixtures.Old);
        OtioWriter.Write(project, folder.Path("again.otio"));
        JsonNode before = JsonNode.Parse(Fixtures.Old)!;
        JsonNode after = JsonNode.Parse(File.ReadAllText(folder.Path("again.otio")))!;
        Assert.Equal(before.ToJsonString(), Ordered(after, before).ToJsonString());
        Assert.Contains("12.50", File.ReadAllText(folder.Path("again.otio")), StringComparison.Ordinal);
    }

    [Fact]
    public void Split_and_trimmed_items_keep_their_metadata_and_markers()
    {
        using var folder = new ProjectFolder();
        folder.Media("takes/one.wav");
        Project project = folder.Read(Fixtures.Old);
        ProjectSegment one = project.Segments[0];
        Project edited = project with
        {
            Segments = [project.Segments[2], one with { Out = 1.7 }, one with { In = 1.7, Out = 2.9, Muted = true }],
        };
        OtioWriter.Write(edited, folder.Path("edited.otio"));
        Same.Projects(edited, OtioReader.Read(folder.Path("edited.otio")));
        JsonArray items = Items(folder.Path("edited.otio"));
        Assert.Equal([null, 3, 3], items.Select(item => (int?)item!["metadata"]?["vendor"]?["take"]));
        Same.Texts(["cough", "cough"], items.Skip(1).Select(item => Text(item!["markers"]![0]!, "name")));
        // The media's time of day stays the base of the new range: 3600 s + 1.7 s.
        Assert.Equal(3601.7, (double)items[2]!["source_range"]!["start_time"]!["value"]! / 48_000, 9);
    }

    [Fact]
    public void Equal_items_keep_their_own_metadata()
    {
        using var folder = new ProjectFolder();
        folder.Media("a.wav");
        string items = string.Join(',', Enumerable.Range(0, 3).Select(i => Fixtures.Clip(", \"metadata\": {\"n\": " + i + "}")));
        Project project = folder.Read(Fixtures.Track(items));
        OtioWriter.Write(project, folder.Path("q.otio"));
        Assert.Equal([0, 1, 2], Items(folder.Path("q.otio")).Select(item => (int)item!["metadata"]!["n"]!));
    }

    [Fact]
    public void Saving_elsewhere_keeps_every_medium_reachable()
    {
        using var folder = new ProjectFolder();
        string talk = folder.Media("talk.mov");
        string proxy = folder.Media("proxy/talk small.mov");
        Project project = folder.Read(Fixtures.Resolve.Replace("TALK_URL", "talk.mov", StringComparison.Ordinal));
        Directory.CreateDirectory(Path.Combine(folder.Root, "deep", "er"));
        foreach ((string target, string url, string spare) in new[]
        {
            (Path.Combine(folder.Root, "up.otio"), "show%201/talk.mov", "show%201/proxy/talk%20small.mov"),
            (Path.Combine(folder.Root, "deep", "er", "x.otio"), new Uri(talk).AbsoluteUri, new Uri(proxy).AbsoluteUri),
        })
        {
            OtioWriter.Write(project, target);
            Same.Projects(project, OtioReader.Read(target));
            JsonNode references = Items(target, track: 1)[0]!["media_references"]!;
            Assert.Equal((url, spare), (Text(references["DEFAULT_MEDIA"]!, "target_url"), Text(references["proxy"]!, "target_url")));
            Assert.Single(Items(target, track: 0));
        }
    }

    [Theory]
    [MemberData(nameof(Unwritable))]
    public void What_could_not_be_read_back_is_refused(string sentence, ProjectSegment segment)
    {
        using var folder = new ProjectFolder();
        Project project = Project.FromMedia([folder.Media("a.wav")], _ => 1) with { Segments = [segment] };
        string message = Assert.Throws<ProjectException>(() => OtioWriter.Write(project, folder.Path("p.otio"))).Message;
        Assert.Contains(sentence, message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Path("p.otio")));
    }

    public static IEnumerable<TheoryDataRow<string, ProjectSegment>> Unwritable()
    {
        var segment = new ProjectSegment { ClipId = 1, In = 0, Out = 1, Name = "s" };
        yield return new("item 0 \"s\" (segment) has the speed 9, which is not within 0.25 and 8", segment with { Speed = 9 });
        yield return new("names the clip 2, which the project does not hold", segment with { ClipId = 2 });
        yield return new("from 0 back to -1 s", segment with { Out = -1 });
        yield return new("not finite", segment with { Out = double.PositiveInfinity });
        yield return new("not finite", segment with { In = double.NaN });
        yield return new("the gain NaN dB", segment with { GainDb = double.NaN });
    }

    [Fact]
    public void An_interrupted_write_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new ProjectFolder();
        string path = folder.Path("p.otio");
        File.WriteAllText(path, "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100_000]);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(path));
            throw new InvalidOperationException("interrupted");
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Folder));
        ProjectException full = Assert.Throws<ProjectException>(() => AtomicFile.Write(path, _ => throw new IOException("No space left.")));
        Assert.Equal($"{path}: cannot be written: No space left.", full.Message);
        Assert.Equal("old", File.ReadAllText(path));
        AtomicFile.Write(path, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Folder));
    }

    [Fact]
    public void A_link_stays_a_link_and_rights_stay()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Links and rights of Unix.");
            return;
        }
        using var folder = new ProjectFolder();
        string target = folder.Path("real.otio");
        string link = folder.Path("link.otio");
        File.WriteAllText(target, "old");
        File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(link, target);
        AtomicFile.Write(link, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(target));
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(target));
    }

    [Theory]
    [InlineData("...and then.wav", "...and%20then.wav")]
    [InlineData("..hidden/a.wav", "..hidden/a.wav")]
    public void What_lies_in_the_folder_is_named_from_there(string medium, string url)
    {
        using var folder = new ProjectFolder();
        Project project = Project.FromMedia([folder.Media(medium)], _ => 1);
        OtioWriter.Write(project, folder.Path("p.otio"));
        Assert.Contains($"\"target_url\": \"{url}\"", File.ReadAllText(folder.Path("p.otio")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30_000 / 1_001.0)]
    [InlineData(24_000 / 1_001.0)]
    [InlineData(44_100)]
    [InlineData(25)]
    public void Pieces_of_an_item_are_whole_units_of_its_own_rate(double rate)
    {
        using var folder = new ProjectFolder();
        folder.Media("a.wav");
        JsonObject clip = OtioShape.Clip("a", 0, 0, OtioShape.External("a.wav", OtioShape.Range(86_400, 1_000_003, rate))).With("source_range", OtioShape.Range(86_401, 999_999, rate));
        Project project = folder.Read(OtioShape.Timeline(OtioShape.Audio(clip)));
        ProjectSegment whole = project.Segments[0];
        // Cut where an editor cuts, in seconds: at frames of the item, and one between frames.
        double[] cuts = [whole.In, 7 / rate, 333_333 / rate, 333_333.4 / rate, whole.Out];
        ProjectSegment[] pieces = [.. cuts.Zip(cuts.Skip(1), (start, end) => whole with { In = start, Out = end })];
        OtioWriter.Write(project with { Segments = pieces }, folder.Path("q.otio"));
        JsonObject[] items = OtioShape.Items(File.ReadAllText(folder.Path("q.otio")));
        Assert.Equal([(86_401, 6), (86_407, 333_326)], items.Take(2).Select(item => Units(item, rate)));
        Assert.Equal(pieces.Select(piece => (piece.In, piece.Out)), OtioReader.Read(folder.Path("q.otio")).Segments.Select(piece => (piece.In, piece.Out)));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        using var folder = new ProjectFolder();
        string path = folder.Path("none/p.otio");
        Assert.StartsWith($"{path}: cannot be written:", Assert.Throws<ProjectException>(() => OtioWriter.Write(new Project(), path)).Message, StringComparison.Ordinal);
    }

    private static JsonArray Items(string path, int track = 0)
        => JsonNode.Parse(File.ReadAllText(path))!["tracks"]!["children"]![track]!["children"]!.AsArray();

    private static string Key(KeyValuePair<string, JsonNode?> field) => field.Key;

    private static string? Text(JsonNode node, string key) => (string?)node[key];

    /// <summary>The tree with the fields of objects in the order of another.</summary>
    private static JsonNode Ordered(JsonNode node, JsonNode like)
    {
        switch (node, like)
        {
            case (JsonObject item, JsonObject model):
                Same.Texts(model.Select(Key).Order(StringComparer.Ordinal), item.Select(Key).Order(StringComparer.Ordinal));
                var ordered = new JsonObject();
                foreach ((string key, JsonNode? value) in model)
                    ordered[key] = item[key] is { } own && value is not null ? Ordered(own, value) : item[key]?.DeepClone();
                return ordered;
            case (JsonArray list, JsonArray model):
                Assert.Equal(model.Count, list.Count);
                return new JsonArray([.. list.Select((child, i) => child is null ? null : Ordered(child, model[i]!))]);
            default:
                return node.DeepClone();
        }
    }

    private static (double Start, double Duration) Units(JsonObject item, double rate)
    {
        JsonNode range = item["source_range"]!;
        Assert.Equal((rate, rate), ((double)range["start_time"]!["rate"]!, (double)range["duration"]!["rate"]!));
        return ((double)range["start_time"]!["value"]!, (double)range["duration"]!["value"]!);
    }
}
