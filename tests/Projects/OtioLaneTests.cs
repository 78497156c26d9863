using System;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>Several tracks, transitions and fades as other tools write them.</summary>
public sealed class OtioLaneTests : IDisposable
{
    private readonly ProjectFolder _folder = new();

    public OtioLaneTests() => _folder.Media("a.wav");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tracks_are_lanes_whose_clips_lie_where_they_lie()
    {
        Project project = _folder.Read(OtioShape.Timeline(
            OtioShape.Audio(Clip("voice", 0, 240)),
            OtioShape.Audio(OtioShape.Gap("", 24), Clip("m", 12, 48), OtioShape.Gap("", 12), Clip("n", 0, 24).With("enabled", false)).With("name", "music"),
            OtioShape.Audio(Clip("fx", 0, 24)).With("name", "off").With("enabled", false)));

        Same.Texts(["voice"], project.Segments.Select(segment => segment.Name));
        Same.Texts(["music", "off"], project.Lanes.Select(lane => lane.Name));
        Assert.Equal([(false, true), (true, false)], project.Lanes.Select(lane => (lane.Muted, lane.Extends)));
        Assert.Equal([(1, 0.5, 2.5, false), (3.5, 0, 1, true)], project.Lanes[0].Items.Select(item => (item.Start, item.In, item.Out, item.Muted)));
        Assert.Empty(project.Warnings);
        Again(project);
    }

    [Fact]
    public void A_disabled_track_that_cannot_be_read_is_kept_and_no_obstacle()
    {
        JsonObject warped = Clip("w", 0, 24).With("effects", new JsonArray(OtioShape.Make("LinearTimeWarp.1", ("name", ""), ("effect_name", ""), ("time_scalar", 2))));
        Project project = _folder.Read(OtioShape.Timeline(
            OtioShape.Audio(Clip("voice", 0, 240)),
            OtioShape.Audio(warped).With("name", "warped").With("enabled", false),
            OtioShape.Audio(OtioShape.Clip("x", 0, 24, OtioShape.External("gone.wav"))).With("name", "gone").With("enabled", false)));
        Assert.Empty(project.Lanes);
        Assert.Equal(2, project.Warnings.Count(warning => warning.Contains("is not heard; it is kept as it is", StringComparison.Ordinal)));
        Again(project);
    }

    [Fact]
    public void A_transition_borrows_handles_so_that_the_length_stays()
    {
        Project project = _folder.Read(OtioShape.Timeline(OtioShape.Audio(Clip("a", 24, 240), Transition("x", 6, 12), Clip("b", 480, 240), Transition("y", 12, 12), OtioShape.Gap("", 48))));
        Assert.Equal([(1, 11.5), (19.75, 30.5), (-0.5, 2)], project.Segments.Select(segment => (segment.In, segment.Out)));
        Assert.Equal([null, 0.75, 1.0], project.Segments.Select(segment => segment.Transition?.Seconds));
        Assert.Equal(Seamline.Projects.TransitionKind.EqualPower, project.Segments[1].Transition!.Kind);
        Assert.Equal([0, 9.75, 19.5, 22], Overlaps.Starts(project.Segments));
        Again(project);

        Project linear = _folder.Read(OtioShape.Timeline(OtioShape.Audio(Clip("a", 24, 240), Transition("Cross Fade 0 dB", 6, 6), Clip("b", 480, 240))));
        Assert.Equal(Seamline.Projects.TransitionKind.Linear, linear.Segments[1].Transition!.Kind);
    }

    [Fact]
    public void A_transition_without_room_is_shortened_and_one_without_handles_is_named()
    {
        Project project = _folder.Read(OtioShape.Timeline(OtioShape.Audio(
            Clip("a", 0, 24), Transition("long", 24, 24), Clip("b", 240, 24), Transition("short", 0.5, 0.5), Clip("c", 0, 240),
            Transition("none", 24, 24), Clip("d", 24, 1), Transition("end", 6, 6))));
        Assert.Equal(289, Overlaps.Starts(project.Segments)[^1] * 24, 6);
        Contains(project, "\"long\" (Transition.1) is a transition of 2 s; half of the shorter neighbour has room for 0.667 s");
        Contains(project, "\"short\" (Transition.1) is a transition of 0.042 s; the shortest is 0.05 s");
        Contains(project, "\"c\" (Clip.2) begins 0.025 s before its medium for the transition before it");
        Contains(project, "\"end\" (Transition.1) is a fade at the end of the track, which is not applied; it is kept");
        JsonObject[] items = Again(project);
        Same.Texts(["a", "long", "b", "short", "c", "none", "d", "end"], items.Select(item => (string?)item["name"]));

        JsonObject known = OtioShape.External("a.wav", OtioShape.Range(0, 264));
        Project beyond = _folder.Read(OtioShape.Timeline(OtioShape.Audio(OtioShape.Clip("a", 0, 264, known), Transition("x", 6, 12), Clip("b", 480, 240))));
        Contains(beyond, "\"a\" (Clip.2) ends 0.5 s behind its medium for the transition behind it");
    }

    [Fact]
    public void On_lanes_transitions_are_fades()
    {
        Project project = _folder.Read(OtioShape.Timeline(
            OtioShape.Audio(Clip("voice", 0, 480)),
            OtioShape.Audio(
                OtioShape.Gap("", 48).With("metadata", new JsonObject { ["keep"] = 1 }), Transition("in", 6, 18), Clip("m", 48, 96), Transition("cross", 12, 12), Clip("n", 240, 96), Transition("out", 24, 0))));
        ProjectItem[] items = [.. project.Lanes[0].Items];
        Assert.Equal([(1.75, 1.75, 6.5), (5.5, 9.5, 14)], items.Select(item => (item.Start, item.In, item.Out)));
        Assert.Equal([(1, 1, Seamline.Projects.FadeShape.EqualPower), (1, 1, Seamline.Projects.FadeShape.EqualPower)], items.Select(item => (item.FadeIn, item.FadeOut, item.FadeOutShape)));
        JsonObject[] written = Again(project, track: 1);
        Same.Texts(["", "in", "m", "cross", "n", "out"], written.Select(item => (string?)item["name"]));
        Assert.Equal(1, (int)written[0]["metadata"]!["keep"]!);
        Assert.DoesNotContain("seamline", File.ReadAllText(_folder.Path("again.otio")), StringComparison.Ordinal);

        // New fades are transitions beside gaps; where clips touch they are own data.
        ProjectItem[] faded = [items[0] with { FadeIn = 0.5, FadeOut = 0.25, FadeOutShape = Seamline.Projects.FadeShape.Linear }, items[1] with { Start = items[0].End, FadeOut = 2 }];
        JsonObject[] again = Again(project with { Lanes = [project.Lanes[0] with { Items = faded }] }, track: 1);
        Same.Texts(["Gap.1", "Transition.1", "Clip.2", "Clip.2", "Transition.1"], again.Select(item => (string?)item["OTIO_SCHEMA"]));
        Assert.Equal(0.25, (double)again[2]["metadata"]!["seamline"]!["fade_out"]!);
    }

    [Fact]
    public void Items_that_overlap_stand_on_further_tracks_of_their_lane()
    {
        ProjectClip clip = new() { Id = 1, Name = "a.wav", Tracks = [new ProjectTrack { MediaPath = _folder.Path("a.wav") }] };
        ProjectItem item = new() { ClipId = 1, Start = 1, In = 0, Out = 2, Name = "a.wav" };
        Project project = new()
        {
            Name = "n",
            Clips = [clip],
            Segments = [new ProjectSegment { ClipId = 1, In = 0, Out = 10, Name = "a.wav" }],
            Lanes = [new ProjectLane { Name = "one", Extends = true, Items = [item, item with { Start = 2 }, item with { Start = 3, LoopSeconds = 5 }] }, new ProjectLane { Name = "two", Muted = true }],
        };
        Again(project);
        JsonObject[] tracks = [.. JsonNode.Parse(File.ReadAllText(_folder.Path("again.otio")))!["tracks"]!["children"]!.AsArray().Select(track => track!.AsObject())];
        Same.Texts(["A1", "one", "one", "two"], tracks.Select(track => (string?)track["name"]));
        // Other tools see a loop as one clip of its length.
        Assert.Equal((0, 5), OtioShape.Seconds(tracks[1]["children"]![2]!.AsObject()));
    }

    private static JsonObject Clip(string name, double start, double duration) => OtioShape.Clip(name, start, duration, OtioShape.External("a.wav"));

    private static JsonObject Transition(string name, double before, double behind) => OtioShape.Make(
        "Transition.1", ("metadata", new JsonObject { ["foreign"] = name }), ("name", name), ("in_offset", OtioShape.Time(before, 24)), ("out_offset", OtioShape.Time(behind, 24)),
        ("transition_type", "SMPTE_Dissolve"));

    private static void Contains(Project project, string sentence) => Assert.Contains(project.Warnings, warning => warning.Contains(sentence, StringComparison.Ordinal));

    // Written and read, it is the same; so are all words that the file had.
    private JsonObject[] Again(Project project, int track = 0)
    {
        OtioWriter.Write(project, _folder.Path("again.otio"));
        string text = File.ReadAllText(_folder.Path("again.otio"));
        Same.Projects(project, OtioReader.Read(_folder.Path("again.otio"), new OtioReadOptions { RequireMedia = false }));
        return OtioShape.Items(text, track);
    }
}
