using System;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>Transitions, music and holds of Cap recordings, and timelines that are written back.</summary>
public sealed class CapMixTests : IDisposable
{
    private const string Meta = """
        {"pretty_name": "r", "segments": [
          {"display": {"path": "content/d.mp4"}, "mic": {"path": "content/0.ogg"}}, {"display": {"path": "content/d.mp4"}, "mic": {"path": "content/1.ogg"}}]}
        """;

    private const string Whole = """
        {"aspectRatio": null, "background": {"blur": 0.50}, "audio": {"mute": false, "micVolumeDb": 1.5},
         "timeline": {"zoomSegments": [{"start": 1, "end": 2}],
          "segments": [
            {"recordingSegment": 0, "timescale": 1.0, "start": 0.0, "end": 12.5, "name": null, "later": {"kept": [1, 2.50]}},
            {"recordingSegment": 1, "timescale": 1.0, "start": 3.0, "end": 9.0, "volume": 0.5},
            {"recordingSegment": 0, "timescale": 2.0, "start": 1.0, "end": 4.0, "x": "silent"}],
          "transitions": [{"segmentIndex": 1, "type": "cross-fade", "duration": 9}, {"segmentIndex": 1, "type": "fade-through-black", "duration": 0.5, "ease": "in"}, {"segmentIndex": 7, "duration": 1}],
          "textSegments": [{"start": 4.0, "end": 6.0, "enabled": true, "layout": "fullscreen", "text": "Hi"}, {"start": 0, "end": 1}],
          "audioSegments": [
            {"start": 2.0, "end": 20.0, "track": 1, "path": "assets/b.mp3", "name": "X", "enabled": true, "trimStart": 1.0, "volumeDb": -12.0, "fadeIn": 0.5, "fadeOut": 1.0, "duration": 120.0},
            {"start": 0.0, "end": 5.0, "path": "assets/a.mp3", "volumeDb": -60, "enabled": false}]},
         "clips": [], "annotations": [7]}
        """;

    private readonly ProjectFolder _folder = new();
    private readonly string _cap;

    public CapMixTests()
    {
        _cap = _folder.Path("a.cap");
        foreach (string file in (string[])["content/0.ogg", "content/1.ogg", "assets/a.mp3", "assets/b.mp3"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_cap, file))!);
            File.WriteAllBytes(Path.Combine(_cap, file), new byte[501]);
        }
        File.WriteAllText(Path.Combine(_cap, "recording-meta.json"), Meta);
    }

    private string Config => Path.Combine(_cap, "project-config.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Transitions_overlap_and_the_last_of_a_segment_counts()
    {
        Project project = Read(Whole);
        // 4 s, the hold, the rest of the first segment, the second over it, and a third that is silent at its speed.
        Assert.Equal([(1, 0.0, 4.0), (0, 0.0, 2.0), (1, 4.0, 12.5), (2, 3.0, 9.0), (0, 0.0, 1.5)], project.Segments.Select(one => (one.ClipId, one.In, one.Out)));
        Assert.Equal((Seamline.Projects.TransitionKind.ThroughBlack, 0.5), (project.Segments[3].Transition!.Kind, project.Segments[3].Transition!.Seconds));
        Assert.Equal(20 * Math.Log10(0.5), project.Segments[3].GainDb);
        Assert.Equal(12.5 + 2 + 6 + 1.5 - 0.5, Overlaps.Starts(project.Segments)[^1], 1e-12);
    }

    [Fact]
    public void Music_stands_on_lanes_that_do_not_lengthen_the_timeline()
    {
        Project project = Read(Whole);
        Assert.Equal(["Music 1", "Music 2"], project.Lanes.Select(lane => lane.Name), StringComparer.Ordinal);
        Assert.All(project.Lanes, lane => Assert.False(lane.Extends));
        ProjectItem music = Assert.Single(project.Lanes[1].Items);
        Assert.Equal((2.0, 1.0, 19.0, -12.0, 0.5, 1.0, "X", false), (music.Start, music.In, music.Out, music.GainDb, music.FadeIn, music.FadeOut, music.Name, music.Muted));
        ProjectItem off = Assert.Single(project.Lanes[0].Items);
        Assert.Equal((double.NegativeInfinity, true), (off.GainDb, off.Muted));
    }

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(4.5, 4.5)]
    [InlineData(8.7, 10.0)]
    [InlineData(9.2, 10.0)]
    [InlineData(9.8, 10.0)]
    [InlineData(10.2, 10.2)]
    public void A_hold_within_reach_of_a_transition_comes_behind_it(double asked, double at)
    {
        Project project = Read($$$"""
            {"timeline": {"segments": [{"timescale": 1, "start": 0, "end": 9.5}, {"timescale": 1, "start": 20, "end": 30}],
             "transitions": [{"segmentIndex": 1, "type": "cross-fade", "duration": 0.5}], "textSegments": [{"start": {{{asked}}}, "end": {{{asked + 1}}}, "layout": "fullscreen"}]}}
            """);
        double[] starts = Overlaps.Starts(project.Segments);
        int hold = project.Segments.ToList().FindIndex(segment => segment.ClipId == 0);
        Assert.Equal(at, starts[hold], 1e-9);
        Assert.Equal(20.0, starts[^1], 1e-9); // 9.5 + 10 - 0.5 + 1
        Assert.Equal(0.5, Enumerable.Range(1, project.Segments.Count - 1).Sum(i => Overlaps.Of(project.Segments, i)), 1e-12);
        Assert.Equal(asked == at, project.Warnings.Count == 0);
    }

    [Fact]
    public void What_is_written_back_unchanged_keeps_every_field()
    {
        Project project = Read(Whole);
        Assert.Empty(ProjectFile.Write(project, _cap));
        JsonNode before = JsonNode.Parse(Whole)!;
        JsonNode after = JsonNode.Parse(File.ReadAllText(Config))!;
        // Transitions that had no effect are gone.
        JsonArray transitions = after["timeline"]!["transitions"]!.AsArray();
        Assert.Equal("""[{"segmentIndex":1,"type":"fade-through-black","duration":0.5,"ease":"in"}]""", transitions.ToJsonString());
        before["timeline"]!["transitions"] = transitions.DeepClone();
        Assert.True(JsonNode.DeepEquals(Sorted(before), Sorted(after)), after.ToJsonString());
        Assert.Contains("\"blur\": 0.50", File.ReadAllText(Config), StringComparison.Ordinal);
        Same.Projects(project, ProjectFile.Read(_cap, new OtioReadOptions()));
    }

    [Fact]
    public void Edits_are_written_back()
    {
        Project project = Read(Whole);
        ProjectSegment[] segments = [.. project.Segments];
        // The first two seconds are cut out, the second clip is split, and the music is lowered.
        segments[0] = segments[0] with { In = 2 };
        ProjectSegment[] cut = [.. segments[..3], segments[3] with { Out = 5 }, segments[3] with { In = 5, Transition = null, GainDb = 0 }, segments[4] with { Out = 0.5 }];
        ProjectLane[] lanes = [project.Lanes[0], project.Lanes[1] with { GainDb = -3, Items = [project.Lanes[1].Items[0] with { Start = 0.5 }] }];
        Assert.Contains("zooms", Assert.Single(ProjectFile.Write(project with { Segments = cut, Lanes = lanes }, _cap)), StringComparison.Ordinal);
        JsonNode timeline = JsonNode.Parse(File.ReadAllText(Config))!["timeline"]!;
        Assert.Equal(
            """[{"recordingSegment":0,"timescale":1.0,"start":2,"end":12.5,"name":null,"later":{"kept":[1,2.50]}},{"recordingSegment":1,"timescale":1.0,"start":3.0,"end":5,"volume":0.5},"""
            + """{"recordingSegment":1,"timescale":1.0,"start":5,"end":9.0,"volume":1},{"recordingSegment":0,"timescale":2.0,"start":1.0,"end":2,"x":"silent"}]""",
            timeline["segments"]!.ToJsonString());
        Assert.Equal((2.0, 4.0), ((double)timeline["textSegments"]![0]!["start"]!, (double)timeline["textSegments"]![0]!["end"]!));
        JsonNode music = timeline["audioSegments"]!.AsArray().Single(one => (string?)one!["name"] == "X")!;
        Assert.Equal((0.5, 18.5, -15.0, 120.0), ((double)music["start"]!, (double)music["end"]!, (double)music["volumeDb"]!, (double)music["duration"]!));
    }

    [Fact]
    public void What_a_recording_cannot_hold_is_refused_and_nothing_is_written()
    {
        Project project = Read(Whole);
        Project gap = project with { Segments = [project.Segments[0], new ProjectSegment { ClipId = 0, In = 0, Out = 1 }] };
        Assert.Contains("holds no gaps, and the timeline has one at 4 s", Assert.Throws<ProjectException>(() => ProjectFile.Write(gap, _cap)).Message, StringComparison.Ordinal);
        Project foreign = Project.FromMedia([_folder.Media("other.wav")], _ => 1);
        Assert.Contains("plays other.wav, which is no clip of the recording", Assert.Throws<ProjectException>(() => ProjectFile.Write(foreign, _cap)).Message, StringComparison.Ordinal);
        Assert.Contains("only into a Cap recording that is there", Assert.Throws<ProjectException>(() => ProjectFile.Write(project, _folder.Path("new.cap"))).Message, StringComparison.Ordinal);
        Assert.Equal(Whole, File.ReadAllText(Config));
        // By way of another format Cap's own fields come back.
        ProjectFile.Write(project, _folder.Path("a.otio"));
        ProjectFile.Write(OtioReader.Read(_folder.Path("a.otio")), _cap);
        Assert.Contains("\"kept\"", File.ReadAllText(Config), StringComparison.Ordinal);
    }

    [Fact]
    public void Speeds_travel_where_they_are_played()
    {
        File.WriteAllText(Config, """
            {"timeline": {"zoomSegments": [], "segments": [{"recordingSegment": 0, "timescale": 2, "start": 1, "end": 5, "speedAudioMode": "maintainPitch"},
             {"recordingSegment": 1, "timescale": 0.5, "start": 0, "end": 1, "speedAudioMode": "matchSpeed"}, {"recordingSegment": 1, "timescale": 3, "start": 0, "end": 3}]}}
            """);
        Project project = ProjectFile.Read(_cap, new OtioReadOptions { PlaysSpeeds = true });
        Assert.Equal([(1, 2.0, Seamline.Projects.SpeedMode.KeepPitch, 2.0), (2, 0.5, Seamline.Projects.SpeedMode.Varispeed, 2.0), (0, 1.0, Seamline.Projects.SpeedMode.KeepPitch, 1.0)], project.Segments.Select(one => (one.ClipId, one.Speed, one.SpeedMode, one.Seconds)));
        string before = File.ReadAllText(Config);
        ProjectFile.Write(project, _cap);
        Assert.True(JsonNode.DeepEquals(Sorted(JsonNode.Parse(before)!), Sorted(JsonNode.Parse(File.ReadAllText(Config))!)));
    }

    private Project Read(string config)
    {
        File.WriteAllText(Config, config);
        return ProjectFile.Read(_cap, new OtioReadOptions());
    }

    // Music is written track by track.
    private static JsonNode Sorted(JsonNode config)
    {
        if (config["timeline"]!["audioSegments"] is JsonArray music)
            config["timeline"]!["audioSegments"] = new JsonArray([.. music.OrderBy(one => (double)one!["start"]!).Select(one => one!.DeepClone())]);
        return config;
    }
}
