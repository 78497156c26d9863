using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsCheck;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>FCPXML, Reaper and auto-editor with several lanes, transitions, fades and speeds.</summary>
public sealed class LaneFormatTests : IDisposable
{
    private static readonly FrameRate Rate = new(25, 1);
    private readonly ProjectFolder _folder = new();
    private readonly string[] _media;

    public LaneFormatTests() => _media = [_folder.Media("a.wav"), _folder.Media("b c.flac")];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Connected_clips_of_fcpxml_lie_on_the_clock_of_what_they_hang_on()
    {
        Project project = Fcpxml("""
            <asset-clip ref="r1" name="one" offset="3600s" start="5s" duration="4s">
              <asset-clip ref="r2" lane="1" name="up" offset="6s" start="1s" duration="2s"><adjust-volume amount="-6dB"><param name="amount"><fadeIn type="linear" duration="1/2s"/></param></adjust-volume></asset-clip>
              <spine lane="-1" offset="13/2s">
                <asset-clip ref="r2" name="s1" offset="0s" duration="2s"/>
                <transition name="Cross Dissolve" offset="3/2s" duration="1s"/>
                <asset-clip ref="r2" name="s2" offset="2s" start="10s" duration="2s"/>
              </spine>
            </asset-clip>
            <gap offset="3604s" start="100s" duration="2s"><asset-clip ref="r2" lane="1" name="late" offset="101s" duration="1s" enabled="0"/></gap>
            """);
        Assert.Equal([("one", 5.0, 9.0), ("", 0.0, 2.0)], project.Segments.Select(segment => (segment.Name, segment.In, segment.Out)));
        Assert.Equal(["lane -1", "lane 1"], project.Lanes.Select(lane => lane.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        ProjectItem[] up = [.. project.Lanes.Single(lane => lane.Name == "lane 1").Items];
        Assert.Equal([("up", 1.0, 1.0, 3.0, -6.0, 0.5, false), ("late", 5.0, 0.0, 1.0, 0.0, 0.0, true)], up.Select(item => (item.Name, item.Start, item.In, item.Out, item.GainDb, item.FadeIn, item.Muted)));
        ProjectItem[] down = [.. project.Lanes.Single(lane => lane.Name == "lane -1").Items];
        Assert.Equal([("s1", 1.5, 0.0, 2.5), ("s2", 3.0, 9.5, 12.0)], down.Select(item => (item.Name, item.Start, item.In, item.Out)));
        Assert.Equal((1.0, 1.0, Seamline.Projects.FadeShape.EqualPower), (down[0].FadeOut, down[1].FadeIn, down[1].FadeInShape));
    }

    [Fact]
    public void Transitions_of_a_spine_lie_across_the_cut_and_a_map_of_two_points_is_a_speed()
    {
        Project project = Fcpxml("""
            <asset-clip ref="r1" name="one" offset="3600s" start="5s" duration="4s"/>
            <transition name="Cross Fade 0 dB" offset="7207/2s" duration="1s"/>
            <asset-clip ref="r2" name="two" offset="3604s" start="20s" duration="4s">
              <timeMap preservesPitch="0"><timept time="0s" value="0s"/><timept time="100s" value="200s"/></timeMap>
            </asset-clip>
            """);
        Assert.Equal([("one", 5.0, 9.5), ("two", 39.0, 48.0)], project.Segments.Select(segment => (segment.Name, segment.In, segment.Out)));
        Assert.Equal((Seamline.Projects.TransitionKind.Linear, 1.0), (project.Segments[1].Transition!.Kind, project.Segments[1].Transition!.Seconds));
        Assert.Equal((2.0, Seamline.Projects.SpeedMode.Varispeed), (project.Segments[1].Speed, project.Segments[1].SpeedMode));
        Assert.Equal(8, Overlaps.Starts(project.Segments)[^1], 1e-12);
    }

    [Fact]
    public void Tracks_of_Reaper_are_lanes_and_overlaps_are_crossfades_where_the_fades_say_so()
    {
        static string Item(string name, double at, double length, string fields = "") => FormattableString.Invariant($"<ITEM\nPOSITION {at}\nLENGTH {length}\nNAME {name}\n{fields}\n<SOURCE WAVE\nFILE a.wav\n>\n>\n");
        Project project = Reaper($"""
            <TRACK
            NAME voice
            VOLPAN 0.5 0 -1
            {Item("one", 1, 4, "FADEIN 0 0.5 0\nFADEOUT 1 0.01 1")}{Item("two", 4, 4, "FADEIN 1 0.01 1\nSOFFS 10\nPLAYRATE 2 0 0")}
            >
            <TRACK
            NAME music
            MUTESOLO 1 0
            {Item("m", 0, 4, "FADEOUT 0 2 0")}{Item("n", 3, 4)}
            >
            """);
        // The fade at its beginning is a transition from the silence before it.
        Assert.Equal([("", 0.0, 1.5), ("one", 0.0, 4.0), ("two", 10.0, 18.0)], project.Segments.Select(segment => (segment.Name, segment.In, segment.Out)));
        Assert.Equal([null, 0.5, 1.0], project.Segments.Select(segment => segment.Transition?.Seconds));
        Assert.Equal([0, 1.0, 4.0, 8.0], Overlaps.Starts(project.Segments));
        Assert.Equal((2.0, Seamline.Projects.SpeedMode.Varispeed, 20 * Math.Log10(0.5)), (project.Segments[2].Speed, project.Segments[2].SpeedMode, project.Segments[2].GainDb));
        // Items that lie over each other without fading into each other both sound.
        Assert.Equal([("music", "m", 0.0, 2.0, true), ("music 2", "n", 3.0, 0.0, true)], project.Lanes.SelectMany(lane => lane.Items.Select(item => (lane.Name, item.Name, item.Start, item.FadeOut, item.Muted))));
    }

    [Fact]
    public void Speeds_and_dissolves_of_auto_editor()
    {
        // ceil(start / speed), ceil(end / speed): 34..51 at 2 is 17..26.
        Project chunks = AutoEditor("""{"version": "1", "timebase": "25/1", "source": "a.wav", "chunks": [[0, 34, 1], [34, 51, 2], [51, 60, 99999], [60, 61, 4], [61, 70, 16]]}""");
        Assert.Equal([(1, 0.0, 34 / 25.0, 1.0), (1, 17 / 25.0 * 2, 26 / 25.0 * 2, 2.0), (0, 0.0, 1 / 25.0, 1.0)], chunks.Segments.Select(segment => (segment.ClipId, segment.In, Math.Round(segment.Out, 12), segment.Speed)));
        Assert.Contains("plays at the speed 16, which is not played; it is silence of its length", Assert.Single(chunks.Warnings), StringComparison.Ordinal);
        Project table = AutoEditor("""{"version": "2", "tb": "25/1", "source": "a.wav", "effects": [[], ["varispeed:2", "volume:-6dB"], ["cut"]], "clips": [[0, 10, 0], [10, 20, 2], [20, 30, 1]]}""");
        Assert.Equal([(0.0, 0.4, 1.0, 0.0), (0.8, 1.2, 2.0, -6.0)], table.Segments.Select(segment => (segment.In, Math.Round(segment.Out, 12), segment.Speed, segment.GainDb)));
        Assert.Equal(Seamline.Projects.SpeedMode.Varispeed, table.Segments[1].SpeedMode);
        const string Clips = """[{"src": "a.wav", "start": 0, "dur": 50, "offset": 0}, {"src": "a.wav", "start": 50, "dur": 50, "offset": 100}]""";
        Project dissolve = AutoEditor($$"""
            {"version": "3", "timebase": "25/1", "a": [{{Clips}}, [{"src": "b c.flac", "start": 25, "dur": 25, "offset": 5}]],
             "transitions": {"v": [], "a": [[{"kind": "dissolve", "at": 50, "dur": 25, "alignment": "center"}], [{"kind": "dissolve", "at": 25, "dur": 10, "alignment": "start"}, {"kind": "dissolve", "at": 50, "dur": 5, "alignment": "end"}]]} }
            """);
        Assert.Equal([(0.0, 63 / 25.0), (88 / 25.0, 6.0)], dissolve.Segments.Select(segment => (segment.In, Math.Round(segment.Out, 12))));
        Assert.Equal(1, dissolve.Segments[1].Transition!.Seconds, 1e-12);
        ProjectItem item = Assert.Single(Assert.Single(dissolve.Lanes).Items);
        Assert.Equal((1.0, 0.4, 0.2, Seamline.Projects.FadeShape.EqualPower), (item.Start, item.FadeIn, item.FadeOut, item.FadeInShape));
        Assert.Contains("where there is no clip to join", Assert.Throws<ProjectException>(() => AutoEditor($$"""{"version": "3", "timebase": "25/1", "a": [{{Clips}}], "transitions": {"a": [[{"at": 49, "dur": 5, "alignment": "center"}]]} }""")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p.v1")]
    [InlineData("p.V2")]
    public void Versions_of_auto_editor_that_hold_less_are_not_written_under_their_names(string name)
    {
        Project project = Project.FromMedia([_media[0]], _ => 4);
        Assert.EndsWith($"{name}: auto-editor's version 3 is what is written; give the file a name that ends in .v3 or .json.", Assert.Throws<ProjectException>(() => ProjectFile.Write(project, _folder.Path(name), Rate)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Path(name)));
    }

    [Theory]
    [InlineData(".rpp")]
    [InlineData(".fcpxml")]
    [InlineData(".v3")]
    public void Lanes_are_read_back_as_they_were_written(string format)
    {
        Timelines().Sample(
            project =>
            {
                string path = _folder.Path("p" + format);
                ProjectFile.Write(project, path, Rate);
                Project again = ProjectFile.Read(path, new OtioReadOptions { FrameRate = Rate });
                Assert.Equal(Heard(project, format), Heard(again, format));
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public void What_the_formats_have_no_word_for_is_said()
    {
        ProjectItem item = new() { ClipId = 2, Start = 1, In = 0, Out = 2, LoopSeconds = 5, Name = "bed", Envelope = [new EnvelopePoint(0, -3)] };
        Project project = Project.FromMedia([_media[0]], _ => 4) with
        {
            Clips = [new ProjectClip { Id = 1, Name = "a", Tracks = [new ProjectTrack { MediaPath = _media[0] }] }, new ProjectClip { Id = 2, Name = "b", Tracks = [new ProjectTrack { MediaPath = _media[1] }] }],
            Lanes = [new ProjectLane { Name = "music", GainDb = -6, Items = [item], Ducking = new ProjectDucking() }, new ProjectLane { Name = "off", Muted = true, Extends = true, Items = [item with { LoopSeconds = 0 }] }],
            Master = new ProjectMaster { GainDb = 3 },
        };
        IReadOnlyList<string> warnings = ProjectFile.Write(project, _folder.Path("p.v3"), Rate);
        foreach (string sentence in (string[])["holds no master", "holds no envelopes", "holds no ducking", "holds no muted items; they are left out"])
            Assert.Contains(warnings, warning => warning.Contains(sentence, StringComparison.Ordinal));
        // Its loop is written out, as far as the timeline reaches, which music does not lengthen.
        Project again = ProjectFile.Read(_folder.Path("p.v3"), new OtioReadOptions());
        Assert.Equal([(1.0, 0.0, 2.0), (3.0, 0.0, 1.0)], Assert.Single(again.Lanes).Items.Select(one => (one.Start, one.In, one.Out)));
        Assert.All(again.Lanes[0].Items, one => Assert.Equal(-6, one.GainDb, 1e-9));
        ProjectFile.Write(project, _folder.Path("p.rpp"));
        Assert.Equal([false, false, true], ProjectFile.Read(_folder.Path("p.rpp"), new OtioReadOptions()).Lanes.SelectMany(lane => lane.Items).Select(one => one.Muted));
    }

    // Whole frames on all lanes; items follow each other, lie apart, or go into each other.
    private Gen<Project> Timelines()
    {
        Gen<ProjectSegment> segment = Gen.Select(Gen.Int[0, 2], Gen.Int[100, 9_000], Gen.Int[20, 200], Gen.Int[0, 3], Gen.Int[0, 4]).Select((clip, start, length, speed, join) => new ProjectSegment
        {
            ClipId = clip,
            // At twice the speed a frame of the timeline is two of the medium.
            In = clip == 0 ? 0 : start / 25.0 * (speed == 0 ? 2 : 1),
            Out = clip == 0 ? length / 25.0 : (start + length) / 25.0 * (speed == 0 ? 2 : 1),
            Speed = clip != 0 && speed == 0 ? 2 : 1,
            SpeedMode = join % 2 == 0 ? Seamline.Projects.SpeedMode.KeepPitch : Seamline.Projects.SpeedMode.Varispeed,
            GainDb = speed == 1 ? -6 : 0,
            Name = $"s{start}",
            Transition = join == 0 && clip != 0 ? new ProjectTransition { Kind = Seamline.Projects.TransitionKind.EqualPower, Seconds = 4 / 25.0 } : null,
        });
        Gen<ProjectItem> item = Gen.Select(Gen.Int[1, 2], Gen.Int[0, 50], Gen.Int[20, 100], Gen.Int[0, 3]).Select((clip, gap, length, fades) => new ProjectItem
        {
            ClipId = clip,
            Start = gap / 25.0,
            In = 4,
            Out = 4 + (length / 25.0),
            GainDb = fades == 1 ? -12 : 0,
            FadeIn = fades == 2 ? 8 / 25.0 : 0,
            FadeOut = fades == 3 ? 4 / 25.0 : 0,
            Name = $"i{length}",
        });
        return Gen.Select(segment.Array[1, 8], item.Array[1, 5], item.Array[1, 5]).Select((segments, up, down) => new Project
        {
            Name = "round trip",
            Clips = [.. _media.Select((medium, i) => new ProjectClip { Id = i + 1, Name = Path.GetFileName(medium), Tracks = [new ProjectTrack { MediaPath = medium }] })],
            // A transition stands between two clips at speed 1, whose cut lies on a frame of theirs.
            Segments = [.. segments.Select((one, i) => i > 0 && segments[i - 1].ClipId != 0 && one.Speed == 1 && segments[i - 1].Speed == 1 ? one : one with { Transition = null }), new ProjectSegment { ClipId = 1, In = 4, Out = 8, Name = "end" }],
            Lanes = [new ProjectLane { Name = "up", Extends = true, Items = Laid(up) }, new ProjectLane { Name = "down", Extends = true, Items = Laid(down) }],
        });
    }

    private static ProjectItem[] Laid(ProjectItem[] items)
    {
        double at = 0;
        return [.. items.Select(item =>
        {
            ProjectItem laid = item with { Start = at + item.Start };
            at = laid.End;
            return laid;
        })];
    }

    // Clips and when they are heard, to a microsecond.
    private static List<string> Heard(Project project, string format)
    {
        double[] starts = Overlaps.Starts(project.Segments);
        var heard = new List<string>();
        for (int i = 0; i < project.Segments.Count; i++)
        {
            ProjectSegment one = project.Segments[i];
            if (one.ClipId != 0)
                heard.Add(FormattableString.Invariant($"main {Medium(project, one.ClipId)} {starts[i]:0.000000} {one.In:0.000000} {one.Out:0.000000} {one.Speed} {(one.Speed == 1 ? "" : one.SpeedMode)} {one.GainDb:0.000} {Overlaps.Of(project.Segments, i):0.000000} {one.Transition?.Kind}"));
        }
        bool linear = format is ".v3"; // dissolves have one curve
        // In no order: items of two lanes may begin at once.
        heard.AddRange(project.Lanes.SelectMany(lane => lane.Items).Select(item =>
            FormattableString.Invariant($"lane {Medium(project, item.ClipId)} {item.Start:0.000000} {item.In:0.000000} {item.Out:0.000000} {item.GainDb:0.000} {item.FadeIn:0.000000} {item.FadeOut:0.000000} {(linear || item.FadeIn == 0 ? "" : item.FadeInShape)}")).Order(StringComparer.Ordinal));
        return heard;
    }

    private static string Medium(Project project, int clip) => Path.GetFileName(project.Clips[clip - 1].Tracks[0].MediaPath);

    private Project Read(string name, string text)
    {
        File.WriteAllText(_folder.Path(name), text);
        return ProjectFile.Read(_folder.Path(name), new OtioReadOptions());
    }

    private Project Fcpxml(string items) => Read("q.fcpxml", $"""
        <fcpxml version="1.10"><resources><asset id="r1" start="0s" duration="100s" hasAudio="1" src="a.wav"/><asset id="r2" hasAudio="1" src="b%20c.flac"/></resources>
        <library><event><project name="cut"><sequence tcStart="3600s"><spine>{items}</spine></sequence></project></event></library></fcpxml>
        """);

    private Project Reaper(string tracks) => Read("q.rpp", $"<REAPER_PROJECT 0.1\n{tracks}\n>\n");

    private Project AutoEditor(string json) => Read("q.json", json);
}
