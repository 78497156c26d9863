using System;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>Compound, synchronised and multicam clips of FCPXML, laid out flat.</summary>
public sealed class FcpxmlNestingTests : IDisposable
{
    private const string Compound = """
        <media id="m1" name="compound"><sequence format="r0" tcStart="3600s"><spine>
          <asset-clip ref="r1" name="one" offset="3600s" start="10s" duration="4s"><asset-clip ref="r2" lane="1" name="over" offset="11s" duration="9s"/><marker start="11s" value="inside"/></asset-clip>
          <gap offset="3604s" duration="2s"/>
          <asset-clip ref="r1" name="two" offset="3606s" start="20s" duration="4s"><adjust-volume amount="-3dB"/></asset-clip>
        </spine></sequence></media>
        """;

    private readonly ProjectFolder _folder = new();

    public FcpxmlNestingTests() => Array.ForEach(["a.wav", "b.wav"], name => _folder.Media(name));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_compound_clip_is_laid_out_flat_and_cut_to_its_range()
    {
        Project project = Read(Compound, """
            <asset-clip ref="r2" name="head" offset="0s" duration="5s"/>
            <ref-clip ref="m1" name="c" offset="5s" start="3602s" duration="6s">
              <adjust-volume amount="-6dB"/>
              <asset-clip ref="r2" lane="1" name="outer" offset="3603s" duration="1s"/>
            </ref-clip>
            <asset-clip ref="r2" name="tail" offset="11s" duration="1s"/>
            """);
        Assert.Equal(
            [("head", 0, 5, 0), ("one", 12, 14, -6), ("", 0, 2, 0), ("two", 20, 22, -9), ("tail", 0, 1, 0)],
            project.Segments.Select(segment => (segment.Name, segment.In, segment.Out, segment.GainDb)));
        // What is connected inside is cut off with it, and shares no lane with what is connected outside.
        Assert.Equal(
            [("lane 1", "outer", 6.0, 0.0, 1.0, 0.0), ("nested 1", "over", 5.0, 1.0, 7.0, -6.0)],
            project.Lanes.SelectMany(lane => lane.Items.Select(item => (lane.Name, item.Name, item.Start, item.In, item.Out, item.GainDb))));
        Assert.Empty(project.Warnings);
        Assert.Empty(project.Markers);
    }

    [Fact]
    public void A_disabled_compound_clip_is_muted_and_one_of_picture_is_silent()
    {
        Project project = Read(Compound, """
            <ref-clip ref="m1" offset="0s" duration="4s" enabled="0"/><ref-clip ref="m1" offset="4s" duration="4s" srcEnable="video"/>
            <transition offset="15/2s" duration="1s"/><ref-clip ref="m1" offset="8s" duration="4s"/>
            """);
        Assert.Equal([("one", true, 4.0), ("", false, 4.0), ("one", false, 4.0)], project.Segments.Select(segment => (segment.Name, segment.Muted, segment.Seconds)));
        Assert.Contains(project.Warnings, warning => warning.Contains("lies beside a nested clip; it is a cut", StringComparison.Ordinal));
        Assert.Contains("lies beside a nested clip", Assert.Throws<ProjectException>(() => Read(Compound, """<ref-clip ref="m1" duration="4s"/><transition offset="7/2s" duration="1s"/>""", strict: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_multicam_clip_sounds_as_the_angles_that_it_names()
    {
        const string Cameras = """
            <media id="m2"><multicam tcStart="0s">
              <mc-angle name="cam" angleID="A"><asset-clip ref="r1" name="cam" offset="0s" duration="60s"/></mc-angle>
              <mc-angle name="mic" angleID="B"><gap offset="0s" duration="2s"/><asset-clip ref="r2" name="mic" offset="2s" duration="58s"/></mc-angle>
            </multicam></media>
            """;
        Project project = Read(Cameras, """
            <mc-clip ref="m2" offset="0s" start="10s" duration="3s"><mc-source angleID="A" srcEnable="video"/><mc-source angleID="B" srcEnable="audio"/></mc-clip>
            <mc-clip ref="m2" offset="3s" start="20s" duration="3s"/>
            <mc-clip ref="m2" offset="6s" start="30s" duration="1s"><mc-source angleID="A"/><mc-source angleID="B"/></mc-clip>
            """);
        Assert.Equal([("mic", 8.0, 11.0), ("cam", 20.0, 23.0), ("cam", 30.0, 31.0)], project.Segments.Select(segment => (segment.Name, segment.In, segment.Out)));
        ProjectItem item = Assert.Single(Assert.Single(project.Lanes).Items);
        Assert.Equal(("mic", 6.0, 28.0, 29.0), (item.Name, item.Start, item.In, item.Out));
        Assert.Contains("plays the angle \"C\", which is not there", Assert.Throws<ProjectException>(() => Read(Cameras, """<mc-clip ref="m2" duration="1s"><mc-source angleID="C"/></mc-clip>""")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_synchronised_clip_holds_its_sound()
    {
        const string Clip = """
            <sync-clip name="s" offset="0s" start="5s" duration="4s">
              <asset-clip ref="r1" name="camera" offset="3s" start="100s" duration="20s"/>
              <asset-clip ref="r2" lane="-1" name="recorder" offset="4s" start="50s" duration="30s"/>
              <sync-source sourceID="storyline"><audio-role-source role="dialogue" active="0"/></sync-source>
            </sync-clip>
            """;
        Project project = Read("", Clip);
        Assert.Equal([("camera", 102.0, 106.0, true)], project.Segments.Select(segment => (segment.Name, segment.In, segment.Out, segment.Muted)));
        ProjectItem item = Assert.Single(Assert.Single(project.Lanes).Items);
        Assert.Equal(("recorder", 0.0, 51.0, 55.0, false), (item.Name, item.Start, item.In, item.Out, item.Muted));
        Assert.Contains(project.Warnings, warning => warning.Contains("has synchronised sound that is switched off", StringComparison.Ordinal));
        Assert.Contains("is nested and retimed", Assert.Throws<ProjectException>(() => Read("", Clip.Replace("<asset-clip ref=\"r1\"", "<timeMap/><asset-clip ref=\"r1\"", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nests_itself_or_too_much_is_refused()
    {
        const string Loop = """<media id="m1"><sequence><spine><ref-clip ref="m1" name="again" offset="0s" duration="1s"/></spine></sequence></media>""";
        Assert.Contains("ref-clip \"again\" is nested more than 16 deep", Assert.Throws<ProjectException>(() => Read(Loop, """<ref-clip ref="m1" duration="1s"/>""")).Message, StringComparison.Ordinal);
        // Ten of ten of ten, and so on.
        string many = string.Concat(Enumerable.Range(1, 14).Select(i => $"<media id=\"m{i}\"><sequence><spine>{string.Concat(Enumerable.Range(0, 10).Select(k => $"<ref-clip ref=\"m{i + 1}\" offset=\"{k}s\" duration=\"1s\"/>"))}</spine></sequence></media>"));
        Assert.Contains("more than 65536 items", Assert.Throws<ProjectException>(() => Read(many + "<media id=\"m15\"><sequence><spine><gap duration=\"1s\"/></spine></sequence></media>", """<ref-clip ref="m1" duration="1s"/>""")).Message, StringComparison.Ordinal);
    }

    private Project Read(string media, string items, bool strict = false)
    {
        File.WriteAllText(_folder.Path("p.fcpxml"), $"""
            <fcpxml version="1.11"><resources><format id="r0" frameDuration="1/25s"/>
            <asset id="r1" start="0s" hasAudio="1" src="a.wav"/><asset id="r2" start="0s" hasAudio="1" src="b.wav"/>{media}</resources>
            <library><event><project name="p"><sequence format="r0"><spine>{items}</spine></sequence></project></event></library></fcpxml>
            """);
        return ProjectFile.Read(_folder.Path("p.fcpxml"), new OtioReadOptions { RequireMedia = false, Strict = strict });
    }
}
