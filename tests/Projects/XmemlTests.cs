using System;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>Final Cut Pro 7 XML as Premiere and Resolve write it.</summary>
public sealed class XmemlTests : IDisposable
{
    private readonly ProjectFolder _folder = new();

    public XmemlTests() => _folder.Media("my talk.mov");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Clips_levels_gaps_and_markers()
    {
        Project project = Read(Track(
            Clip(25, 75, 50, 100, "<filter><effect><effectid>audiolevels</effectid><parameter><parameterid>level</parameterid><value>0.5</value></parameter></effect></filter>")
            + Clip(100, 125, 0, 25, "<enabled>FALSE</enabled>", file: "<file id=\"f1\"/>")), "<marker><name></name><comment>here &amp; now</comment><in>50</in><out>75</out></marker>");
        Assert.Equal("cut", project.Name);
        Assert.Equal([(0, 0.0, 1.0), (1, 2.0, 4.0), (0, 0.0, 1.0), (1, 0.0, 1.0)], project.Segments.Select(one => (one.ClipId, one.In, one.Out)));
        Assert.Equal((20 * Math.Log10(0.5), false, true), (project.Segments[1].GainDb, project.Segments[1].Muted, project.Segments[3].Muted));
        Assert.Equal(_folder.Path("my talk.mov"), Assert.Single(project.Clips).Tracks[0].MediaPath);
        Assert.Equal([new ProjectMarker(2, 1, "here & now")], project.Markers);
        Assert.Empty(project.Missing);
    }

    [Fact]
    public void A_transition_is_an_overlap_and_minus_one_lies_in_it()
    {
        string transition = "<transitionitem><start>65</start><end>85</end><alignment>center</alignment><effect><name>Cross Fade (NAME)</name></effect></transitionitem>";
        foreach ((string name, Seamline.Projects.TransitionKind kind) in new[] { ("+3dB", Seamline.Projects.TransitionKind.EqualPower), ("0dB", Seamline.Projects.TransitionKind.Linear) })
        {
            Project project = Read(Track(Clip(0, -1, 100, 185) + transition.Replace("NAME", name, StringComparison.Ordinal) + Clip(-1, 165, 10, 110)));
            Assert.Equal([(4.0, 7.4), (0.4, 4.4)], project.Segments.Select(one => (one.In, Math.Round(one.Out, 9))));
            Assert.Equal((kind, 0.8), (project.Segments[1].Transition!.Kind, Math.Round(project.Segments[1].Transition!.Seconds, 9)));
            Assert.Equal(6.6, Overlaps.Starts(project.Segments)[^1], 1e-9);
        }
    }

    [Fact]
    public void Further_tracks_are_lanes_and_the_second_channel_of_a_clip_is_none()
    {
        string stereo = Track(Clip(0, 50, 0, 50)) + Track(Clip(0, 50, 0, 50).Replace("trackindex>1", "trackindex>2", StringComparison.Ordinal));
        Assert.Empty(Read(stereo).Lanes);
        Project project = Read(Track(Clip(0, 50, 0, 50)) + Track(Clip(10, 35, 25, 50), "<enabled>FALSE</enabled>"));
        ProjectItem item = Assert.Single(Assert.Single(project.Lanes).Items);
        Assert.Equal((0.4, 1.0, 2.0, true), (item.Start, item.In, item.Out, item.Muted));
    }

    [Fact]
    public void Ntsc_rates_are_exact()
    {
        Project project = Read(Track(Clip(0, 30, 30, 60)).Replace("<timebase>25</timebase><ntsc>FALSE", "<timebase>30</timebase><ntsc>TRUE", StringComparison.Ordinal), rate: "<rate><timebase>30</timebase><ntsc>TRUE</ntsc></rate>");
        Assert.Equal((1.001, 2.002), (project.Segments[0].In, project.Segments[0].Out));
    }

    [Theory]
    [InlineData("<clipitem><start>x</start></clipitem>", "has the start \"x\", which is no count of frames")]
    [InlineData("<clipitem><start>-1</start><end>5</end><in>0</in><out>5</out></clipitem>", "begins at -1 without a transition before it")]
    [InlineData("<clipitem><start>0</start><end>5</end><in>0</in><out>50</out></clipitem>", "plays 50 frames of its medium in 5; speed changes are not supported yet")]
    [InlineData("<clipitem><start>0</start><end>5</end><in>0</in><out>5</out><sequence/></clipitem>", "is a nested sequence")]
    public void What_cannot_be_read_is_refused_by_line(string item, string sentence)
    {
        string message = Assert.Throws<ProjectException>(() => Read(Track(item))).Message;
        Assert.Contains(sentence, message, StringComparison.Ordinal);
        Assert.StartsWith(_folder.Path("p.xml") + ":", message, StringComparison.Ordinal);
    }

    private Project Read(string tracks, string more = "", string rate = "<rate><timebase>25</timebase><ntsc>FALSE</ntsc></rate>")
    {
        File.WriteAllText(_folder.Path("p.xml"), $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE xmeml>
            <xmeml version="4"><project><children><sequence id="s"><name>cut</name>{rate}
            <media><video><track/></video><audio>{tracks}</audio></media>{more}</sequence></children></project></xmeml>
            """);
        return ProjectFile.Read(_folder.Path("p.xml"), new OtioReadOptions());
    }

    private static string Track(string items, string more = "") => $"<track>{items}{more}</track>";

    private static string Clip(int start, int end, int from, int to, string more = "", string? file = null) => $"""
        <clipitem id="c{start}"><name>talk</name><rate><timebase>25</timebase><ntsc>FALSE</ntsc></rate><start>{start}</start><end>{end}</end><in>{from}</in><out>{to}</out>
        {file ?? "<file id=\"f1\"><name>my talk.mov</name><pathurl>my%20talk.mov</pathurl></file>"}<sourcetrack><mediatype>audio</mediatype><trackindex>1</trackindex></sourcetrack>{more}</clipitem>
        """;
}
