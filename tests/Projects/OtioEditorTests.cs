using System;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>Timelines as the official library and the big editors write them: what has no effect is no obstacle.</summary>
public sealed class OtioEditorTests
{
    [Fact]
    public void Resolve_hangs_five_idle_effects_on_every_clip()
    {
        JsonObject band = Resolve("Fairlight Equaliser Band", Parameter("eq band index", 3, 3));
        using var folder = new ProjectFolder();
        JsonObject clip = Clip("a").With("effects", new JsonArray(
            Resolve("Fairlight Clip Volume and Fades", Parameter("volume", 0, null)), Resolve("Fairlight Clip Pan"), Resolve("Fairlight Clip Pitch"), band));
        Plays(folder, OtioShape.Timeline(OtioShape.Audio(clip, Clip("b").With("effects", clip["effects"]!.DeepClone()))));
        // Reported once a timeline each, not once a clip.
        Assert.Equal(4, folder.Read(OtioShape.Timeline(OtioShape.Audio(clip.DeepClone().AsObject(), clip.DeepClone().AsObject()))).Warnings.Count);

        foreach ((JsonObject sounding, string name) in new[]
        {
            (Resolve("Fairlight Clip Pitch", Parameter("semitones", 2, 0)), "Effect.1 \"Fairlight Clip Pitch\""),
            (Resolve("Fairlight Clip Volume and Fades", Parameter("volume", 0, 0).With("Key Frames", new JsonObject { ["0"] = 1 })), "Volume and Fades"),
        })
            Strict(folder, OtioShape.Timeline(OtioShape.Audio(Clip("a").With("effects", new JsonArray(sounding)))), $"item 0 \"a\" (Clip.2) has the effect", name);
    }

    [Fact]
    public void Premiere_writes_faders_and_panners_at_their_defaults()
    {
        using var folder = new ProjectFolder();
        JsonArray Effects(double balance, double level) => [
            Premiere("Volume", "Internal Volume Stereo", Named("Mute"), Start("Level", level)),
            Premiere("Panner", "PanProcessor", Start("Balance", balance))];
        JsonObject track = OtioShape.Audio(Clip("a").With("effects", Effects(0.5, Math.Pow(10, -0.75)))).With("effects", new JsonArray(Premiere("Track", "AudioFader", Named("Volume"), Named("Mute"))));
        Plays(folder, OtioShape.Timeline(track));
        Strict(folder, OtioShape.Timeline(OtioShape.Audio(Clip("a").With("effects", Effects(0.25, Math.Pow(10, -0.75))))), "\"Panner\"");
    }

    [Fact]
    public void Disabled_empty_and_unity_effects_are_no_obstacle()
    {
        using var folder = new ProjectFolder();
        foreach (JsonObject effect in new[]
        {
            Warp(1), Warp(2).With("enabled", false), OtioShape.Make("Effect.1", ("metadata", new JsonObject()), ("name", ""), ("effect_name", "")),
            OtioShape.Make("Effect.1", ("name", "EQ"), ("effect_name", "EQ"), ("enabled", false)),
        })
            Plays(folder, OtioShape.Timeline(OtioShape.Audio(Clip("a").With("effects", new JsonArray(effect)))));
        Assert.Equal(2, folder.Read(OtioShape.Timeline(OtioShape.Audio(Clip("a").With("effects", new JsonArray(Warp(2)))))).Segments[0].Speed);
        // A blur does not reach the sound of a picture track's medium; a warp does.
        JsonObject blur = OtioShape.Make("Effect.1", ("name", "Blur"), ("effect_name", "Blur"));
        Plays(folder, OtioShape.Timeline(OtioShape.Video(Clip("a").With("effects", new JsonArray(blur)))));
        Assert.Equal(2, folder.Read(OtioShape.Timeline(OtioShape.Video(Clip("a").With("effects", new JsonArray(Warp(2)))))).Segments[0].Speed);
    }

    [Fact]
    public void Tracks_without_clips_need_no_lane()
    {
        using var folder = new ProjectFolder();
        Plays(folder, OtioShape.Timeline(OtioShape.Audio(Clip("a")), OtioShape.Audio()));
        Plays(folder, OtioShape.Timeline(OtioShape.Audio(), OtioShape.Audio(OtioShape.Gap("", 240)), OtioShape.Audio(Clip("a"))));
        Plays(folder, OtioShape.Timeline(OtioShape.Audio(Clip("a")), OtioShape.Audio(OtioShape.Clip("none", 0, 0, OtioShape.External("a.wav")))));

        // An empty audio track beside the picture does not silence it.
        Project picture = folder.Read(OtioShape.Timeline(OtioShape.Video(Clip("a")), OtioShape.Audio()));
        Assert.True(picture.IsPicture);
        Assert.Equal([1], picture.Segments.Select(segment => segment.ClipId));
        // Titles over it have no sound; a second recording is a lane.
        JsonObject title = OtioShape.Video(OtioShape.Gap("", 24), OtioShape.Clip("title", 0, 48, Generator()), OtioShape.Clip("logo", 0, 48, OtioShape.External("logo.PNG")));
        Plays(folder, OtioShape.Timeline(OtioShape.Video(Clip("a")), title));
        Assert.Equal("V2", Assert.Single(folder.Read(OtioShape.Timeline(OtioShape.Video(Clip("a")), OtioShape.Video(Clip("b")).With("name", "V2"))).Lanes).Name);
        // Silence alone is a timeline too.
        Assert.Equal([0], folder.Read(OtioShape.Timeline(OtioShape.Audio(OtioShape.Gap("", 240)))).Segments.Select(segment => segment.ClipId));
    }

    [Fact]
    public void A_range_that_is_all_of_a_track_or_stack_is_none()
    {
        using var folder = new ProjectFolder();
        JsonObject track = OtioShape.Audio(Clip("a"), OtioShape.Gap("", 24)).With("source_range", OtioShape.Range(0, 11, 1));
        string timeline = OtioShape.Timeline(track);
        Plays(folder, timeline);
        JsonNode whole = JsonNode.Parse(timeline)!;
        whole["tracks"]!["source_range"] = OtioShape.Range(0, 264);
        Project project = folder.Read(whole.ToJsonString());
        // Shortened, the range stays all of it.
        OtioWriter.Write(project with { Segments = [project.Segments[0] with { Out = 4 }] }, folder.Path("q.otio"));
        Assert.Equal(4, Assert.Single(OtioReader.Read(folder.Path("q.otio")).Segments).Out);
        JsonNode written = JsonNode.Parse(File.ReadAllText(folder.Path("q.otio")))!;
        Assert.Equal((0, 4), OtioShape.Seconds(written["tracks"]!.AsObject()));
        Assert.Equal((0, 4), OtioShape.Seconds(written["tracks"]!["children"]![0]!.AsObject()));
    }

    [Fact]
    public void What_has_no_sound_is_silence_of_its_length_and_named()
    {
        using var folder = new ProjectFolder();
        JsonObject timeless = OtioShape.Range(0, 120, 0);
        JsonObject sequence = OtioShape.Reference("ImageSequenceReference.1", "", OtioShape.Range(0, 48), ("target_url_base", "seq/"), ("name_prefix", "a."));
        JsonObject[] silent =
        [
            OtioShape.Clip("title", 0, 48, Generator()),
            OtioShape.Clip("seq", 0, 48, sequence),
            OtioShape.Clip("still", 0, 48, OtioShape.External("media/still.png")),
            OtioShape.Clip("red", 0, 48, OtioShape.External("red.png", timeless)),
            OtioShape.Clip("lost", 0, 48, OtioShape.External("", timeless.DeepClone().AsObject())),
            OtioShape.Clip("gone", 0, 48, OtioShape.External("gone.mov", timeless.DeepClone().AsObject())),
            OtioShape.Clip("empty", 0, 48, OtioShape.External("")),
            OtioShape.Clip("declared", 0, 48, OtioShape.Missing("")),
            OtioShape.Clip("none", 0, 48, null),
        ];
        foreach (bool audio in new[] { false, true })
        {
            JsonObject[] items = [.. silent.Select(item => item.DeepClone().AsObject()), Clip("talk")];
            string timeline = OtioShape.Timeline(audio ? OtioShape.Audio(items) : OtioShape.Video(items));
            folder.Media("a.wav");
            Project project = folder.Read(timeline);
            Assert.Equal([.. Enumerable.Repeat(0, silent.Length), 1], project.Segments.Select(segment => segment.ClipId));
            Assert.Equal([.. Enumerable.Repeat(2.0, silent.Length), 10], project.Segments.Select(segment => segment.Out - segment.In));
            for (int i = 0; i < silent.Length; i++)
                Assert.Single(project.Warnings, warning => warning.Contains($"item {i} \"{(string?)silent[i]["name"]}\" (Clip.2) has ", StringComparison.Ordinal) && warning.Contains("it is silence of its length", StringComparison.Ordinal));
            Unchanged(folder, project, timeline);
        }
    }

    [Fact]
    public void Numbers_that_are_not_finite_survive_in_foreign_metadata()
    {
        using var folder = new ProjectFolder();
        folder.Media("a.wav");
        string timeline = OtioShape.Timeline(OtioShape.Audio(Clip("a").With("metadata", new JsonObject { ["tool"] = new JsonObject { ["x"] = 1, ["s"] = "NaN, Infinity" } })))
            .Replace("\"x\":1", "\"x\":NaN,\"y\":[Infinity,-Infinity, -1, \"-Inf\"],\"z\":1", StringComparison.Ordinal);
        Project project = folder.Read(timeline);
        OtioWriter.Write(project with { Segments = [project.Segments[0] with { Out = 4 }, project.Segments[0] with { In = 4 }] }, folder.Path("q.otio"));
        string written = File.ReadAllText(folder.Path("q.otio"));
        string dense = string.Concat(written.Where(character => !char.IsWhiteSpace(character)));
        Assert.Equal(2, dense.Split("{\"x\":NaN,\"y\":[Infinity,-Infinity,-1,\"-Inf\"],\"z\":1,\"s\":\"NaN,Infinity\"}").Length - 1);
        Assert.Equal(2, OtioReader.Read(folder.Path("q.otio")).Segments.Count);
        Refused(folder, timeline.Replace("\"rate\":24", "\"rate\":NaN", StringComparison.Ordinal), "has a \"rate\" that is not finite");
    }

    [Fact]
    public void Streams_are_chosen_in_the_metadata()
    {
        using var folder = new ProjectFolder();
        folder.Media("a.wav");
        foreach ((JsonNode streams, int[] expected) in new (JsonNode, int[])[] { (new JsonArray(1, 3), [1, 3]), ("all", [ProjectTrack.AllStreams]), (2, [2]) })
        {
            string timeline = OtioShape.Timeline(OtioShape.Audio(Clip("a").With("metadata", new JsonObject { ["seamline"] = new JsonObject { ["streams"] = streams, ["offset"] = 0.5 } })));
            Project project = folder.Read(timeline);
            Assert.Equal(expected, project.Clips[0].Tracks.Select(track => track.StreamIndex));
            Assert.All(project.Clips[0].Tracks, track => Assert.Equal(0.5, track.OffsetSeconds));
            Unchanged(folder, project, timeline);
        }
        Project made = Project.OfMedia([folder.Path("a.wav")], ProjectTrack.AllStreams);
        OtioWriter.Write(made, folder.Path("all.otio"));
        Assert.Equal(ProjectTrack.AllStreams, OtioReader.Read(folder.Path("all.otio")).Clips[0].Tracks[0].StreamIndex);
    }

    private static JsonObject Clip(string name) => OtioShape.Clip(name, 0, 240, OtioShape.External("a.wav"));

    private static JsonObject Generator() => OtioShape.Reference("GeneratorReference.1", "Text", null, ("generator_kind", "Rich"), ("parameters", new JsonObject()));

    private static JsonObject Warp(double scalar)
        => OtioShape.Make("LinearTimeWarp.1", ("metadata", new JsonObject()), ("name", ""), ("effect_name", ""), ("time_scalar", scalar), ("enabled", true));

    private static JsonObject Resolve(string name, params JsonObject[] parameters) => OtioShape.Make(
        "Effect.1",
        ("metadata", new JsonObject
        {
            ["Resolve_OTIO"] = new JsonObject { ["Effect Name"] = name, ["Enabled"] = true, ["Name"] = name, ["Parameters"] = new JsonArray([.. parameters]), ["Type"] = 1 },
        }),
        ("name", ""),
        ("effect_name", "Resolve Effect"),
        ("enabled", true));

    private static JsonObject Parameter(string id, JsonNode value, JsonNode? usual)
    {
        var parameter = new JsonObject { ["Parameter ID"] = id, ["Parameter Value"] = value, ["Variant Type"] = "Double", ["Key Frames"] = new JsonObject() };
        if (usual is not null)
            parameter["Default Parameter Value"] = usual;
        return parameter;
    }

    private static JsonObject Premiere(string name, string match, params JsonObject[] parameters) => OtioShape.Make(
        "Effect.1",
        ("metadata", new JsonObject { ["PremierePro_OTIO"] = new JsonObject { ["IsIntrinsic"] = false, ["MatchName"] = match, ["Parameters"] = new JsonArray([.. parameters]) } }),
        ("name", name),
        ("effect_name", name),
        ("enabled", true));

    private static JsonObject Named(string name) => new() { ["DisplayName"] = name, ["ID"] = 0 };

    private static JsonObject Start(string name, double value)
        => Named(name).With("StartValue", new JsonObject { ["Position"] = OtioShape.Time(-10_800_000, 30), ["Value"] = value });

    // One item of ten seconds is heard, whatever stands beside it, and an unedited file is written as it was.
    private static void Plays(ProjectFolder folder, string timeline)
    {
        folder.Media("a.wav");
        Project project = folder.Read(timeline);
        Assert.Equal(1, project.Segments[0].ClipId);
        Assert.Equal((0.0, 10.0), (project.Segments[0].In, project.Segments[0].Out));
        Unchanged(folder, project, timeline);
    }

    private static void Unchanged(ProjectFolder folder, Project project, string timeline)
    {
        OtioWriter.Write(project, folder.Path("again.otio"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(timeline), JsonNode.Parse(File.ReadAllText(folder.Path("again.otio")))));
    }

    private static void Strict(ProjectFolder folder, string timeline, params string[] words)
    {
        Plays(folder, timeline);
        string message = Assert.Throws<ProjectException>(() => OtioReader.Read(folder.Path("p.otio"), new OtioReadOptions { Strict = true })).Message;
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }

    private static void Refused(ProjectFolder folder, string timeline, params string[] words)
    {
        folder.Media("a.wav");
        string message = Assert.Throws<ProjectException>(() => folder.Read(timeline)).Message;
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }
}
