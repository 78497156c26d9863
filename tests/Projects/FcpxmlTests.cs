using System;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>FCPXML and Reaper projects, and what they hold that is refused.</summary>
public sealed class FcpxmlTests : IDisposable
{
    private const string Resources = """
        <resources>
          <format id="r1" frameDuration="1001/30000s"/>
          <asset id="r2" name="talk" start="108108000/30000s" duration="3003/100s" hasAudio="1" src="a.wav"/>
          <asset id="r3" name="music" hasAudio="1"><media-rep kind="original-media" src="file:///nowhere/b%20c.wav"/></asset>
          <asset id="r4" name="card" hasVideo="1" src="card.mov"/>
        </resources>
        """;

    private readonly ProjectFolder _folder = new();

    public FcpxmlTests() => _folder.Media("a.wav");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_spine_of_clips_and_gaps_is_exact_and_media_time_is_relative_to_the_asset()
    {
        Project project = Read("""
            <asset-clip ref="r2" name="one" offset="0s" start="108111003/30000s" duration="2002/30000s">
              <adjust-volume amount="-6.5dB"/>
              <marker start="108112004/30000s" duration="1001/30000s" value="here"/>
              <chapter-marker start="0s" value="outside"/>
            </asset-clip>
            <gap name="hole" offset="2002/30000s" duration="1001/30000s"/>
            <asset-clip ref="r3" offset="3003/30000s" duration="1s" enabled="0"/>
            <asset-clip ref="r4" offset="33003/30000s" duration="1/2s"/>
            <clip name="inner" offset="48003/30000s" start="10s" duration="1s"><audio ref="r2" start="3603.6s"/></clip>
            """);
        Assert.Equal([1, 0, 2, 0, 1], project.Segments.Select(segment => segment.ClipId));
        Assert.Equal((3_003 / 30_000.0, 5_005 / 30_000.0), (project.Segments[0].In, project.Segments[0].Out));
        Assert.Equal(-6.5, project.Segments[0].GainDb);
        Assert.Equal((0.0, 1.0, true), (project.Segments[2].In, project.Segments[2].Out, project.Segments[2].Muted));
        Assert.Equal(0.5, project.Segments[3].Out, 1e-12);
        Assert.Equal("cut", project.Name);
        ProjectMarker marker = Assert.Single(project.Markers);
        Assert.Equal("here", marker.Name);
        Assert.Equal(1_001 / 30_000.0, marker.Start, 1e-12);
        Assert.Equal("/nowhere/b c.wav", Assert.Single(project.Missing).Medium);
        Assert.Contains(project.Warnings, warning => warning.Contains("asset-clip has no sound; it is silence of its length", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<asset-clip ref=\"r2\" duration=\"1s\"/><transition offset=\"2s\" duration=\"1s\"/>", "p.fcpxml:12: transition does not lie over the end of the item in front of it")]
    [InlineData("<ref-clip name=\"n\" ref=\"r9\" duration=\"1s\"/>", "ref-clip \"n\" refers to the media \"r9\", which is not there")]
    [InlineData("<audition><asset-clip ref=\"r2\" duration=\"1s\"/></audition>", "audition is a choice of takes, which is not supported; keep one of them")]
    [InlineData("<asset-clip ref=\"r2\" duration=\"1s\"><timeMap/></asset-clip>", "is retimed by more than a constant speed")]
    [InlineData("<asset-clip ref=\"r2\" duration=\"1s\"><asset-clip ref=\"r3\" lane=\"x\" duration=\"1s\"/></asset-clip>", "has the lane \"x\", which is no number")]
    [InlineData("<asset-clip ref=\"r9\" duration=\"1s\"/>", "refers to the asset \"r9\", which is not there")]
    [InlineData("<asset-clip ref=\"r2\" duration=\"1\"/>", "has the duration \"1\", which is no time")]
    [InlineData("<asset-clip ref=\"r2\" duration=\"1/0s\"/>", "has the duration \"1/0s\", which is no time")]
    [InlineData("<asset-clip ref=\"r2\" offset=\"0s\" duration=\"2s\"/><asset-clip ref=\"r2\" offset=\"1s\" duration=\"1s\"/>", "lies before the end of the item in front of it")]
    [InlineData("<asset-clip", "p.fcpxml:13: this line is not valid XML")]
    public void What_a_spine_cannot_be_is_refused_by_line(string items, string sentence)
        => Assert.Contains(sentence, Assert.Throws<ProjectException>(() => Read(items)).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_fetched_and_depth_has_a_limit()
    {
        string secret = _folder.Path("secret.txt");
        File.WriteAllText(secret, "secret");
        File.WriteAllText(_folder.Path("p.fcpxml"), $"<!DOCTYPE fcpxml [<!ENTITY x SYSTEM \"{secret}\">]><fcpxml version=\"1.10\">&x;</fcpxml>");
        Assert.DoesNotContain("secret\"", Assert.Throws<ProjectException>(() => ProjectFile.Read(_folder.Path("p.fcpxml"), new OtioReadOptions())).Message, StringComparison.Ordinal);
        File.WriteAllText(_folder.Path("p.fcpxml"), string.Concat(Enumerable.Repeat("<a>", 100_000)));
        Assert.Contains("more than 64 elements deep", Assert.Throws<ProjectException>(() => ProjectFile.Read(_folder.Path("p.fcpxml"), new OtioReadOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Items_of_a_Reaper_track()
    {
        File.WriteAllText(_folder.Path("p.rpp"), """
            <REAPER_PROJECT 0.1 "6.0" 1
              MARKER 1 1.5 "a place" 0
              <TRACK {1}
                NAME voice
                <ITEM
                  POSITION 0.5
                  LENGTH 2
                  FADEIN 1 0.01 0
                  MUTE 1
                  NAME "take 1.wav"
                  VOLPAN 0.5 0 1 -1
                  SOFFS 10.25
                  PLAYRATE 1 1 0 -1
                  <SOURCE WAVE
                    FILE "a.wav"
                  >
                >
              >
              <TRACK {2}
              >
            >
            """);
        Project project = ProjectFile.Read(_folder.Path("p.rpp"), new OtioReadOptions());
        Assert.Equal([(0, 0.0, 0.5), (1, 10.25, 12.25)], project.Segments.Select(segment => (segment.ClipId, segment.In, segment.Out)));
        Assert.Equal(("take 1.wav", true, 20 * Math.Log10(0.5)), (project.Segments[1].Name, project.Segments[1].Muted, project.Segments[1].GainDb));
        Assert.Equal([new ProjectMarker(1.5, 0, "a place")], project.Markers);
        Assert.Empty(project.Warnings);
        foreach ((string from, string to, string sentence) in new[]
        {
            ("PLAYRATE 1 ", "PLAYRATE 9 ", "p.rpp:13: this line is the play rate 9, which is not played"),
            ("POSITION 0.5", "POSITION x", "p.rpp:6: this line has \"x\" where a number belongs"),
            ("LENGTH 2", "LENGTH -2", "p.rpp:7: this line is the length -2, which is negative"),
        })
        {
            string text = File.ReadAllText(_folder.Path("p.rpp")).Replace(from, to, StringComparison.Ordinal);
            File.WriteAllText(_folder.Path("q.rpp"), text);
            Assert.Contains(sentence.Replace("p.rpp", "q.rpp", StringComparison.Ordinal), Assert.Throws<ProjectException>(() => ProjectFile.Read(_folder.Path("q.rpp"), new OtioReadOptions())).Message, StringComparison.Ordinal);
        }
    }

    private Project Read(string items)
    {
        File.WriteAllText(_folder.Path("p.fcpxml"), $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE fcpxml>
            <fcpxml version="1.10">
            {Resources}
            <library><event><project name="cut"><sequence format="r1">
            <spine>
            {items}
            </spine>
            </sequence></project></event></library>
            </fcpxml>
            """);
        return ProjectFile.Read(_folder.Path("p.fcpxml"), new OtioReadOptions { RequireMedia = false });
    }
}
