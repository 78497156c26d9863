using System;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>Nested tracks and stacks, and those that are trimmed, at other speeds, disabled or louder.</summary>
public sealed class OtioNestingTests : IDisposable
{
    private readonly ProjectFolder _folder = new();

    public OtioNestingTests() => _folder.Media("a.wav");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_nested_track_takes_its_place_and_is_cut_where_its_range_cuts_it()
    {
        JsonObject nest = OtioShape.Audio(Clip("n", 0, 48), OtioShape.Gap("", 24), Clip("o", 240, 48)).With("name", "nest").With("source_range", OtioShape.Range(12, 84)).With("metadata", new JsonObject { ["keep"] = "me" });
        Project project = Read(OtioShape.Audio(Clip("a", 0, 24), nest, Clip("b", 480, 24)));
        Assert.Equal([("a", 0, 1), ("n", 0.5, 2), ("", 0, 1), ("o", 10, 11), ("b", 20, 21)], Ranges(project));
        Assert.Contains("has 1 nested track or stack, whose items are read in its place and written flat", Assert.Single(project.Warnings), StringComparison.Ordinal);
        JsonObject[] written = Again(project);
        Assert.Equal("me", (string?)written[1]["metadata"]!["seamline"]!["nested"]![0]!["metadata"]!["keep"]);
        Assert.Equal("nest", (string?)written[1]["metadata"]!["seamline"]!["nested"]![0]!["name"]);
        // The official reader makes an object of all that says a schema.
        Assert.Equal((null, "Track.1"), ((string?)written[1]["metadata"]!["seamline"]!["nested"]![0]!["OTIO_SCHEMA"], (string?)written[1]["metadata"]!["seamline"]!["nested"]![0]!["schema"]));
    }

    [Fact]
    public void Layers_of_a_nested_stack_sound_together()
    {
        JsonObject stack = Stack(OtioShape.Audio(Clip("one", 0, 48)), OtioShape.Audio(OtioShape.Gap("", 12), Clip("two", 240, 24)), Picture(Clip("video", 0, 48))).With("source_range", OtioShape.Range(24, 24));
        Project project = Read(OtioShape.Audio(Clip("a", 0, 24), stack, Clip("b", 480, 24)));
        Assert.Equal([("a", 0, 1), ("one", 1, 2), ("b", 20, 21)], Ranges(project));
        // Half a second of it is left, from where the range begins.
        ProjectItem item = Assert.Single(Assert.Single(project.Lanes).Items);
        Assert.Equal(("two", 1.0, 10.5, 11.0), (item.Name, item.Start, item.In, item.Out));
        Again(project);

        // Without audio tracks the sound of its picture is heard.
        Project picture = Read(OtioShape.Audio(Stack(Picture(Clip("p", 0, 48)), Picture(Clip("q", 24, 24)))));
        Assert.Equal([("p", 0, 2)], Ranges(picture));
        Assert.Equal("q", Assert.Single(Assert.Single(picture.Lanes).Items).Name);
    }

    [Theory]
    [InlineData(2, 24, 24)]
    [InlineData(0.5, 48, 48)]
    public void A_warp_of_what_is_nested_is_that_of_its_items(double speed, double start, double duration)
    {
        // Its range is as long on the timeline and uses that much times the speed.
        JsonObject nest = OtioShape.Audio(Clip("n", 0, 480), Clip("o", 0, 480)).With("source_range", OtioShape.Range(start, duration)).With("effects", new JsonArray(Warp(speed)));
        Project project = Read(OtioShape.Audio(Clip("a", 0, 24), nest));
        ProjectSegment segment = project.Segments[1];
        Assert.Equal((start / 24, (start / 24) + (duration / 24 * speed), speed), (segment.In, segment.Out, segment.Speed));
        Assert.Equal(duration / 24, segment.Seconds, 1e-12);
        Again(project);

        // Speeds inside and outside are multiplied; transitions keep their share.
        JsonObject inner = OtioShape.Audio(Clip("n", 24, 48).With("effects", new JsonArray(Warp(2))), Transition(6, 6), Clip("o", 240, 48)).With("source_range", OtioShape.Range(0, 96 / speed)).With("effects", new JsonArray(Warp(speed)));
        Project both = Read(OtioShape.Audio(inner));
        Assert.Equal(2 * speed, both.Segments[0].Speed);
        Assert.Equal(0.5 / speed, both.Segments[1].Transition!.Seconds, 1e-12);
        Again(both);
    }

    [Fact]
    public void What_is_disabled_louder_or_frozen_is_so_for_all_that_is_in_it()
    {
        JsonObject off = OtioShape.Audio(Clip("off", 0, 24)).With("enabled", false);
        JsonObject loud = Stack(OtioShape.Audio(Clip("loud", 0, 24).With("metadata", new JsonObject { ["seamline"] = new JsonObject { ["gain_db"] = -3.0 } }))).With("effects", new JsonArray(Volume(6)));
        JsonObject frozen = OtioShape.Audio(Clip("frozen", 0, 24)).With("name", "ice").With("effects", new JsonArray(OtioShape.Make("FreezeFrame.1", ("name", ""), ("effect_name", "FreezeFrame"), ("time_scalar", 0))));
        string text = OtioShape.Timeline(OtioShape.Audio(off, loud, frozen));
        Project project = _folder.Read(text);
        Assert.Equal([(true, 0.0, 1), (false, 3.0, 1), (false, 0.0, 0)], project.Segments.Select(segment => (segment.Muted, segment.GainDb, segment.ClipId)));
        Assert.Equal(1, project.Segments[2].Seconds);
        Assert.Contains(project.Warnings, warning => warning.Contains("\"ice\" (Track.1) has the effect FreezeFrame.1 \"FreezeFrame\", which cannot be played; it is silence of its length", StringComparison.Ordinal));
        JsonObject[] written = Again(project);
        Assert.Equal("FreezeFrame.1", (string?)written[2]["metadata"]!["seamline"]!["nested"]![0]!["effects"]![0]!["OTIO_SCHEMA"]);
        Assert.Contains("FreezeFrame", Assert.Throws<ProjectException>(() => OtioReader.Read(_folder.Path("p.otio"), new OtioReadOptions { Strict = true })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trimmed_track_holds_what_its_range_leaves_and_silence_beyond_its_ends()
    {
        JsonObject Marked(JsonObject owner, double at) => owner.With("markers", new JsonArray(OtioShape.Make("Marker.2", ("name", "m"), ("marked_range", OtioShape.Range(at, 0)))));
        JsonObject track = Marked(OtioShape.Audio(Clip("a", 0, 48), Transition(6, 6), Clip("b", 480, 48)).With("source_range", OtioShape.Range(24, 96)), 60);
        Project project = Read(track, OtioShape.Audio(OtioShape.Gap("", 24), Clip("m", 0, 240)).With("source_range", OtioShape.Range(-12, 48)));
        Assert.Equal([("a", 1, 2.25), ("b", 19.75, 22), ("", 0, 1)], Ranges(project));
        Assert.Equal(4, Overlaps.Starts(project.Segments)[^1], 1e-12);
        ProjectItem item = Assert.Single(Assert.Single(project.Lanes).Items);
        Assert.Equal((1.5, 0.0, 0.5), (item.Start, item.In, item.Out));
        Assert.Equal(1.5, Assert.Single(project.Markers).Start, 1e-12);
        Again(project);

        // As long as all of it and wholly outside is the timecode of another format's track.
        Project clock = Read(OtioShape.Audio(Clip("a", 0, 48)).With("name", "A1").With("source_range", OtioShape.Range(-86_243, 48)));
        Assert.Equal([("a", 0, 2)], Ranges(clock));
        Assert.Contains("\"A1\" (Track.1) has a source_range as long as what it holds and wholly outside of it; it is taken for a clock", Assert.Single(clock.Warnings), StringComparison.Ordinal);

        // A track at its whole length stays as it is.
        Assert.Equal([("a", 0, 2)], Ranges(Read(OtioShape.Audio(Clip("a", 0, 48)).With("source_range", OtioShape.Range(0, 48)))));
    }

    [Fact]
    public void A_trimmed_timeline_is_cut_on_all_tracks()
    {
        string text = OtioShape.Timeline(OtioShape.Audio(Clip("a", 0, 48), Clip("b", 480, 48)), OtioShape.Audio(Clip("m", 0, 240)), Picture(Clip("v", 0, 96)).With("name", "V1"));
        JsonObject root = JsonNode.Parse(text)!.AsObject();
        root["tracks"]!["source_range"] = OtioShape.Range(36, 24);
        // What the first frame is called moves nothing, and is kept.
        root["global_start_time"] = OtioShape.Time(86_400, 24);
        Project project = _folder.Read(root.ToJsonString());
        Assert.Equal([("a", 1.5, 2), ("b", 20, 20.5)], Ranges(project));
        ProjectItem item = Assert.Single(Assert.Single(project.Lanes).Items);
        Assert.Equal((0.0, 1.5, 2.5), (item.Start, item.In, item.Out));
        Again(project);
        Assert.Equal(86_400, (double)JsonNode.Parse(File.ReadAllText(_folder.Path("again.otio")))!["global_start_time"]!["value"]!);
        JsonObject video = JsonNode.Parse(File.ReadAllText(_folder.Path("again.otio")))!["tracks"]!["children"]!.AsArray().Select(track => track!.AsObject()).Single(track => (string?)track["kind"] == "Video");
        Assert.Equal((1.5, 1), OtioShape.Seconds(video));
    }

    [Fact]
    public void What_stands_beside_the_tracks_is_a_track_of_its_own()
    {
        Project project = Read(OtioShape.Audio(Clip("a", 0, 48)), Stack(OtioShape.Audio(Clip("b", 0, 24)), Picture(Clip("v", 0, 24))), Clip("alone", 0, 24));
        Assert.Equal([("a", 0, 2)], Ranges(project));
        Assert.Equal("b", Assert.Single(Assert.Single(project.Lanes).Items).Name);
        Assert.Contains(project.Warnings, warning => warning.Contains("\"alone\" (Track.1) is not heard", StringComparison.Ordinal));
        Again(project);
    }

    [Fact]
    public void Frames_of_odd_rates_stay_frames_at_any_depth()
    {
        JsonObject nest = OtioShape.Audio(OtioShape.Clip("n", 1_001, 3_003, OtioShape.External("a.wav")));
        JsonObject clip = nest["children"]![0]!.AsObject();
        clip["source_range"] = Rational(48, 96, 24_000 / 1_001.0);
        nest["source_range"] = Rational(7, 30, 24_000 / 1_001.0);
        JsonObject outer = OtioShape.Audio(nest);
        outer["source_range"] = Rational(3, 20, 24_000 / 1_001.0);
        Project project = Read(OtioShape.Audio(outer));
        ProjectSegment segment = Assert.Single(project.Segments);
        Assert.Equal(58 * 1_001 / 24_000.0, segment.In, 1e-12);
        Assert.Equal(78 * 1_001 / 24_000.0, segment.Out, 1e-12);
        Assert.Equal((58, 20), OtioShape.Seconds(Again(project)[0]) is var (start, duration) ? (Math.Round(start * 24_000 / 1_001, 9), Math.Round(duration * 24_000 / 1_001, 9)) : default);
    }

    private static JsonObject Rational(double start, double duration, double rate) => OtioShape.Make("TimeRange.1", ("start_time", OtioShape.Time(start, rate)), ("duration", OtioShape.Time(duration, rate)));

    private static JsonObject Clip(string name, double start, double duration) => OtioShape.Clip(name, start, duration, OtioShape.External("a.wav"));

    private static JsonObject Picture(params JsonObject[] items) => OtioShape.Audio(items).With("kind", "Video");

    private static JsonObject Stack(params JsonObject[] layers) => OtioShape.Make("Stack.1", ("name", "compound"), ("children", new JsonArray([.. layers])), ("effects", new JsonArray()), ("markers", new JsonArray()), ("metadata", new JsonObject()));

    private static JsonObject Warp(double speed) => OtioShape.Make("LinearTimeWarp.1", ("name", ""), ("effect_name", "LinearTimeWarp"), ("time_scalar", speed));

    private static JsonObject Transition(double before, double behind) => OtioShape.Make("Transition.1", ("name", "x"), ("in_offset", OtioShape.Time(before, 24)), ("out_offset", OtioShape.Time(behind, 24)), ("transition_type", "SMPTE_Dissolve"));

    private static JsonObject Volume(double decibels) => OtioShape.Make("Effect.1", ("name", ""), ("effect_name", "Resolve Effect"), ("metadata", new JsonObject
    {
        ["Resolve_OTIO"] = new JsonObject { ["Effect Name"] = "Fairlight Clip Volume and Fades", ["Enabled"] = true, ["Parameters"] = new JsonArray(new JsonObject { ["Parameter ID"] = "volume", ["Parameter Value"] = decibels, ["Default Parameter Value"] = 0.0 }) },
    }));

    private Project Read(params JsonObject[] tracks) => _folder.Read(OtioShape.Timeline(tracks));

    private static (string, double, double)[] Ranges(Project project) => [.. project.Segments.Select(segment => (segment.ClipId == 0 ? "" : segment.Name, Math.Round(segment.In, 9), Math.Round(segment.Out, 9)))];

    // Written flat and read, it is the same.
    private JsonObject[] Again(Project project)
    {
        OtioWriter.Write(project, _folder.Path("again.otio"));
        Project again = OtioReader.Read(_folder.Path("again.otio"));
        Same.Projects(project, again);
        Assert.DoesNotContain(again.Warnings, warning => warning.Contains("nested", StringComparison.Ordinal));
        return OtioShape.Items(File.ReadAllText(_folder.Path("again.otio")), 0);
    }
}
