using System;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

public sealed class OtioReaderTests
{
    [Fact]
    public void Old_files_read()
    {
        using var folder = new ProjectFolder();
        string media = folder.Media("takes/one.wav");
        Project project = folder.Read(Fixtures.Old);

        Assert.Equal("episode twelve", project.Name);
        ProjectClip clip = Assert.Single(project.Clips);
        Assert.Equal((1, "one.wav", media), (clip.Id, clip.Name, Assert.Single(clip.Tracks).MediaPath));
        Assert.Equal([(1, 1.0, 3.0, "one"), (0, 0.0, 0.5, ""), (1, 0.0, 100.0, "whole")], Rows(project));
        Assert.Empty(project.Warnings);
    }

    [Fact]
    public void Resolve_files_read()
    {
        using var folder = new ProjectFolder();
        string media = folder.Media("Türö talk.mov");
        string url = new Uri(media).AbsoluteUri;
        Assert.Contains("%20", url, StringComparison.Ordinal);
        Project project = folder.Read(Fixtures.Resolve.Replace("TALK_URL", url, StringComparison.Ordinal));

        Assert.Equal(media, Assert.Single(Assert.Single(project.Clips).Tracks).MediaPath);
        Assert.Equal([(1, 2.0, 12.0, "talk.mov"), (0, 0.0, 0.2, ""), (0, 1.0, 3.0, "offline")], Rows(project));
        Assert.Equal([false, false, true], project.Segments.Select(segment => segment.Muted));
        Assert.Equal(3, project.Warnings.Count);
        Assert.Contains(project.Warnings, warning => warning.Contains("\"Video 1\" (Track.1) is not heard", StringComparison.Ordinal));
        Assert.Contains(project.Warnings, warning => warning.Contains("Effect.1 \"Fairlight Clip Volume and Fades\", which is switched off or at its defaults", StringComparison.Ordinal));
        Assert.Contains(project.Warnings, warning => warning.Contains("\"offline\" (Clip.2) has no medium", StringComparison.Ordinal));
    }

    [Fact]
    public void Cuts_on_video_frames_meet_to_the_bit()
    {
        using var folder = new ProjectFolder();
        folder.Media("a.wav");
        string items = string.Join(',', Enumerable.Range(0, 500).Select(i =>
            Fixtures.Clip(range: Fixtures.Range("source_range", "7", $"{i * 7}", "29.97002997002997"))));
        Project project = folder.Read(Fixtures.Track(items));
        for (int i = 1; i < 500; i++)
            Assert.Equal(project.Segments[i - 1].Out, project.Segments[i].In);
    }

    [Fact]
    public void Sound_of_a_picture_track_is_used_only_without_audio_tracks()
    {
        using var folder = new ProjectFolder();
        folder.Media("a.wav");
        Project project = folder.Read(Fixtures.Track(Fixtures.Clip(), kind: "Video"));
        Assert.Equal(1, Assert.Single(project.Segments).ClipId);
        Assert.Contains("is a video track; the sound of its media is used", Assert.Single(project.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Disabled_items_and_tracks_are_muted()
    {
        using var folder = new ProjectFolder();
        folder.Media("a.wav");
        Project item = folder.Read(Fixtures.Track(Fixtures.Clip(", \"enabled\": false") + "," + Fixtures.Clip()));
        Assert.Equal([true, false], item.Segments.Select(segment => segment.Muted));
        Project track = folder.Read(Fixtures.Track(Fixtures.Clip(), trackFields: ", \"enabled\": false"));
        Assert.True(Assert.Single(track.Segments).Muted);
        OtioWriter.Write(track, folder.Path("muted.otio"));
        Same.Projects(track, OtioReader.Read(folder.Path("muted.otio")));
    }

    [Fact]
    public void Disabled_audio_tracks_beside_the_one_heard_are_a_warning()
    {
        using var folder = new ProjectFolder();
        folder.Media("a.wav");
        const string Second = """, {"OTIO_SCHEMA": "Track.1", "name": "A2", "kind": "Audio", "enabled": false, "children": []}""";
        Project project = folder.Read(Fixtures.Track(Fixtures.Clip(), more: Second));
        Assert.Contains("\"A2\" (Track.1) is not heard", Assert.Single(project.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b.wav", "a%20b.wav")]
    [InlineData("a b.wav", "a b.wav")]
    [InlineData("100%.wav", "100%.wav")]
    [InlineData("x/y.wav", "x\\\\y.wav")]
    [InlineData("a b.wav", "file://FOLDER/a%20b.wav")]
    [InlineData("a b.wav", "file://localhostFOLDER/a%20b.wav")]
    [InlineData("a b.wav", "file:FOLDER/a%20b.wav")]
    [InlineData("ü.wav", "file://FOLDER/%C3%BC.wav")]
    [InlineData("a b.wav", "FOLDER/a b.wav")]
    [InlineData("a b.wav", "../show 1/./a b.wav")]
    public void Urls_find_their_file(string file, string url)
    {
        using var folder = new ProjectFolder();
        string media = folder.Media(file);
        string spelled = url.Replace("FOLDER", url.StartsWith("file", StringComparison.Ordinal)
            ? folder.Folder.Replace(" ", "%20", StringComparison.Ordinal)
            : folder.Folder, StringComparison.Ordinal);
        Project project = folder.Read(Fixtures.Track(Fixtures.Clip(reference: Fixtures.External(spelled))));
        Assert.Equal(media, project.Clips[0].Tracks[0].MediaPath);
    }

    [Fact]
    public void Of_two_readings_of_a_url_the_literal_file_counts()
    {
        using var folder = new ProjectFolder();
        folder.Media("a b.wav");
        string literal = folder.Media("a%20b.wav");
        Project project = folder.Read(Fixtures.Track(Fixtures.Clip(reference: Fixtures.External("a%20b.wav"))));
        Assert.Equal(literal, project.Clips[0].Tracks[0].MediaPath);
    }

    [Fact]
    public void Own_metadata_reads()
    {
        using var folder = new ProjectFolder();
        string mic = folder.Media("a.wav");
        string system = folder.Media("system.ogg");
        Project project = folder.Read(Fixtures.Track(
            Fixtures.Clip("""
                , "metadata": {"seamline": {"gain_db": -6.5, "mute": true, "tracks": [
                    {"offset": 0.03, "gain_db": "-inf", "stereo_mode": "mono_left", "stream": 2},
                    {"target_url": "system.ogg", "stereo_mode": "mono_right"}]}}
                """)
            + ","
            + Fixtures.Clip(""", "metadata": {"seamline": {"offset": -1.5, "stereo_mode": "mono_right", "colour": "red"}}""")));

        Assert.Equal(
            [
                new ProjectTrack { MediaPath = mic, StreamIndex = 2, OffsetSeconds = 0.03, GainDb = double.NegativeInfinity, Mode = Seamline.Projects.StereoMode.MonoLeft },
                new ProjectTrack { MediaPath = system, Mode = Seamline.Projects.StereoMode.MonoRight },
            ],
            project.Clips[0].Tracks);
        Assert.Equal((-6.5, true), (project.Segments[0].GainDb, project.Segments[0].Muted));
        Assert.Equal([new ProjectTrack { MediaPath = mic, OffsetSeconds = -1.5, Mode = Seamline.Projects.StereoMode.MonoRight }], project.Clips[1].Tracks);
        Assert.Contains("metadata.seamline.colour, which is not known", Assert.Single(project.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.0000000004", "3.0000000004", 2.0000000004, 3.0000000004)]
    [InlineData("2.5", "3.5", 2.0, 3.0)]
    [InlineData("2", "3.00001", 2.0, 3.0)]
    public void Exact_points_count_unless_the_item_was_trimmed_since(string start, string end, double wantStart, double wantEnd)
    {
        using var folder = new ProjectFolder();
        folder.Media("a.wav");
        string own = ", \"metadata\": {\"seamline\": {\"in\": " + start + ", \"out\": " + end + "}}";
        ProjectSegment segment = Assert.Single(folder.Read(Fixtures.Track(Fixtures.Clip(own))).Segments);
        Assert.Equal((wantStart, wantEnd), (segment.In, segment.Out));
    }

    [Fact]
    public void A_missing_medium_is_a_warning_where_asked()
    {
        using var folder = new ProjectFolder();
        Project project = folder.Read(Fixtures.Track(Fixtures.Clip()), requireMedia: false);
        Assert.Equal(folder.Path("a.wav"), project.Clips[0].Tracks[0].MediaPath);
        Assert.Contains("there is no such file", Assert.Single(project.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_error()
    {
        using var folder = new ProjectFolder();
        folder.Media("a.wav");
        Assert.Single(folder.Read("\uFEFF" + Fixtures.Track(Fixtures.Clip())).Segments);
    }

    [Fact]
    public void Media_files_in_a_row_are_a_project()
    {
        using var folder = new ProjectFolder();
        string a = folder.Media("a.wav");
        string b = folder.Media("b.wav");
        Project project = Project.FromMedia([a, b, a], path => string.Equals(path, a, StringComparison.Ordinal) ? 1.5 : 2.25);
        Same.Texts([a, b], project.Clips.Select(clip => clip.Tracks[0].MediaPath));
        Assert.Equal([(1, 0.0, 1.5, "a.wav"), (2, 0.0, 2.25, "b.wav"), (1, 0.0, 1.5, "a.wav")], Rows(project));
        Assert.Contains("no-such.wav: there is no such file",
            Assert.Throws<ProjectException>(() => Project.FromMedia(["no-such.wav"], _ => 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ProjectException>(() => Project.FromMedia([a], _ => double.NaN));
    }

    [Fact]
    public void The_original_tree_is_kept_as_it_was()
    {
        using var folder = new ProjectFolder();
        folder.Media("takes/one.wav");
        Project project = folder.Read(Fixtures.Old);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(folder.Path("p.otio"))), JsonNode.Parse(project.Original!.ToJsonString())));
        Assert.Equal(folder.Path("p.otio"), project.Path);
    }

    private static (int, double, double, string)[] Rows(Project project)
        => [.. project.Segments.Select(segment => (segment.ClipId, segment.In, segment.Out, segment.Name))];
}
