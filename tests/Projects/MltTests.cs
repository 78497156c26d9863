using System;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>MLT XML as Shotcut and Kdenlive save it.</summary>
public sealed class MltTests : IDisposable
{
    private const string Media = """
        <chain id="chain0" out="00:00:59.960"><property name="resource">a.wav</property><property name="mlt_service">avformat-novalidate</property></chain>
        <producer id="still"><property name="resource">title.png</property><property name="mlt_service">qimage</property></producer>
        <producer id="black"><property name="resource">black</property><property name="mlt_service">color</property></producer>
        <playlist id="background"><entry producer="black" in="0" out="250"/></playlist>
        """;

    private readonly ProjectFolder _folder = new();

    public MltTests() => _folder.Media("a.wav");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Out_points_are_the_last_frame_and_stills_are_silent()
    {
        Project project = Read("""
            <playlist id="p"><property name="shotcut:name">Voice</property><blank length="25"/><entry producer="chain0" in="50" out="99"/><entry producer="still" in="0" out="24"/>
              <entry producer="chain0" in="00:00:04.000" out="00:00:04.960"><filter><property name="mlt_service">volume</property><property name="level">-6</property></filter>
                <filter><property name="mlt_service">volume</property><property name="level">9</property><property name="disable">1</property></filter></entry></playlist>
            """, """<track producer="background"/><track producer="p" hide="video"/>""");
        Assert.Equal([(0, 0.0, 1.0), (1, 2.0, 4.0), (0, 0.0, 1.0), (1, 4.0, 5.0)], project.Segments.Select(one => (one.ClipId, one.In, one.Out)));
        Assert.Equal([0.0, 0, 0, -6], project.Segments.Select(one => one.GainDb));
        Assert.Empty(project.Lanes);
    }

    [Fact]
    public void A_track_of_Kdenlive_is_two_playlists_that_overlap_where_they_mix()
    {
        Project project = Read("""
            <playlist id="a"><entry producer="chain0" in="0" out="74"/></playlist>
            <playlist id="b"><blank length="50"/><entry producer="chain0" in="500" out="599"/></playlist>
            <tractor id="voice"><property name="kdenlive:audio_track">1</property><track producer="a" hide="video"/><track producer="b" hide="video"/></tractor>
            <playlist id="c"><entry producer="chain0" in="25" out="49"/></playlist><playlist id="empty"/>
            <tractor id="music"><property name="kdenlive:audio_track">1</property><property name="kdenlive:track_name">Music</property><track producer="c" hide="video"/><track producer="empty" hide="video"/></tractor>
            <tractor id="picture"><track producer="a" hide="audio"/><track producer="b" hide="audio"/></tractor>
            """, """<track producer="background" hide="audio"/><track producer="voice"/><track producer="music"/><track producer="picture" hide="audio"/>""");
        Assert.Equal([(1, 0.0, 3.0), (1, 20.0, 24.0)], project.Segments.Select(one => (one.ClipId, one.In, one.Out)));
        Assert.Equal((Seamline.Projects.TransitionKind.EqualPower, 1.0), (project.Segments[1].Transition!.Kind, project.Segments[1].Transition!.Seconds));
        ProjectLane lane = Assert.Single(project.Lanes);
        Assert.Equal(("Music", 0.0, 1.0, 2.0), (lane.Name, lane.Items[0].Start, lane.Items[0].In, lane.Items[0].Out));
    }

    [Fact]
    public void Markers_of_both_editors()
    {
        const string List = "<playlist id=\"p\"><entry producer=\"chain0\" in=\"0\" out=\"249\"/></playlist>";
        Project shotcut = Read(List, """<properties name="shotcut:markers"><properties name="0"><property name="text">A &lt;b&gt;</property><property name="start">00:00:02:00</property><property name="end">00:00:03:00</property></properties></properties><track producer="p"/>""");
        Assert.Equal([new ProjectMarker(2, 1, "A <b>")], shotcut.Markers);
        Project kdenlive = Read(List + """<playlist id="main_bin"><property name="kdenlive:docproperties.guides">[{"comment": "G", "pos": 50, "type": 0}]</property></playlist>""", """<track producer="p"/>""");
        Assert.Equal([new ProjectMarker(2, 0, "G")], kdenlive.Markers);
    }

    [Theory]
    [InlineData("<playlist id=\"p\"><entry producer=\"gone\" in=\"0\" out=\"1\"/></playlist>", "names the producer \"gone\", which is not there")]
    [InlineData("<playlist id=\"p\"><entry producer=\"chain0\" in=\"5\" out=\"1\"/></playlist>", "ends before it begins")]
    [InlineData("<playlist id=\"p\"><entry producer=\"chain0\" in=\"x\" out=\"1\"/></playlist>", "has the in \"x\", which is no time")]
    public void What_cannot_be_read_is_refused_by_line(string lists, string sentence)
        => Assert.Contains(sentence, Assert.Throws<ProjectException>(() => Read(lists, "<track producer=\"p\"/>")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_warp_is_a_speed_where_speeds_are_played()
    {
        string text = Text("<producer id=\"w\"><property name=\"resource\">2:a.wav</property><property name=\"warp_pitch\">1</property><property name=\"mlt_service\">timewarp</property></producer><playlist id=\"p\"><entry producer=\"w\" in=\"25\" out=\"49\"/></playlist>", "<track producer=\"p\"/>");
        File.WriteAllText(_folder.Path("p.mlt"), text);
        ProjectSegment segment = Assert.Single(ProjectFile.Read(_folder.Path("p.mlt"), new OtioReadOptions { PlaysSpeeds = true }).Segments);
        Assert.Equal((2.0, 4.0, 2.0, Seamline.Projects.SpeedMode.KeepPitch), (segment.In, segment.Out, segment.Speed, segment.SpeedMode));
    }

    private Project Read(string lists, string tracks)
    {
        File.WriteAllText(_folder.Path("p.xml"), Text(lists, tracks)); // known by what it holds
        return ProjectFile.Read(_folder.Path("p.xml"), new OtioReadOptions());
    }

    private static string Text(string lists, string tracks) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <mlt LC_NUMERIC="C" producer="main"><profile frame_rate_num="25" frame_rate_den="1"/>
        {Media}{lists}<tractor id="main" in="0" out="249"><property name="shotcut">1</property>{tracks}</tractor></mlt>
        """;
}
