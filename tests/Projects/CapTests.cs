using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>Cap recordings: clips, alignment, holds, speeds, and what is refused.</summary>
public sealed class CapTests : IDisposable
{
    private const string TwoTracks = """
        {"pretty_name": "My recording", "segments": [
          {"display": {"path": "content/segments/segment-0/display.mp4", "start_time": 0.58},
           "mic": {"path": "C:\\Users\\me\\x.cap\\content\\segments\\segment-0\\audio-input.ogg", "start_time": 0.55},
           "system_audio": {"path": "content/segments/segment-0/system_audio.ogg", "start_time": 0.0}},
          {"display": {"path": "content/segments/segment-1/display.mp4"},
           "audio": {"path": "content/segments/segment-1/audio-input.m4a", "start_time": 0.2}}]}
        """;

    private readonly ProjectFolder _folder = new();
    private readonly string _cap;

    public CapTests()
    {
        _cap = _folder.Path("a.cap");
        foreach (string file in (string[])["segment-0/audio-input.ogg", "segment-0/system_audio.ogg", "segment-1/audio-input.m4a", "segment-1/empty.ogg"])
        {
            string path = Path.Combine(_cap, "content/segments", file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, new byte[file.Contains("empty", StringComparison.Ordinal) ? 500 : 501]);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tracks_are_aligned_to_the_latest_start_in_whole_frames()
    {
        Project project = Read(TwoTracks, Timeline("""{"recordingSegment": 0, "timescale": 1, "start": 0, "end": 2}, {"recordingSegment": 1, "timescale": 1, "start": 1, "end": 3, "name": "two"}"""));
        Assert.Equal("My recording", project.Name);
        Assert.Equal([(1, 0.0, 2.0), (2, 1.0, 3.0)], Ranges(project));
        // 0.03 s and 0.58 s of the heads are skipped; a clip whose picture has no start time has no offsets.
        Assert.Equal([1_440 / 48_000.0, 27_840 / 48_000.0], project.Clips[0].Tracks.Select(track => track.OffsetSeconds));
        Assert.Equal([0.0], project.Clips[1].Tracks.Select(track => track.OffsetSeconds));
        Assert.Equal(["audio-input.ogg", "system_audio.ogg"], project.Clips[0].Tracks.Select(track => Path.GetFileName(track.MediaPath)), StringComparer.Ordinal);
        Assert.Empty(project.Missing);
    }

    [Fact]
    public void Written_offsets_gains_and_modes_count()
    {
        Project project = Read(TwoTracks, """
            {"audio": {"micVolumeDb": -6, "systemVolumeDb": -30, "micStereoMode": "monoR"},
             "clips": [{"index": 0, "offsets": {"mic": -0.25, "system_audio": 0.5}}],
             "timeline": {"segments": [{"start": 0, "end": 1, "timescale": 1}, {"recordingSegment": 1, "start": 0, "end": 1, "timescale": 1, "volume": 0.5}]}}
            """);
        Assert.Equal([(-0.25, -6.0, Seamline.Projects.StereoMode.MonoRight), (0.5, double.NegativeInfinity, Seamline.Projects.StereoMode.Stereo)], project.Clips[0].Tracks.Select(track => (track.OffsetSeconds, track.GainDb, track.Mode)));
        Assert.Equal(0, project.Clips[1].Tracks[0].OffsetSeconds);
        Assert.Equal(20 * Math.Log10(0.5), project.Segments[1].GainDb);
        Project mute = Read(TwoTracks, """{"audio": {"mute": true}, "timeline": {"segments": [{"start": 0, "end": 1, "timescale": 1}]}}""");
        Assert.All(mute.Clips[0].Tracks, track => Assert.Equal(double.NegativeInfinity, track.GainDb));
    }

    [Theory]
    [InlineData(3, 3, 100, -0.1)]
    [InlineData(2, 3, 100, 0)]
    [InlineData(3, 2, 100, 0)]
    [InlineData(3, 3, 99, 0)]
    [InlineData(3, 3, 2_001, 0)]
    public void What_the_recorder_trimmed_by_mistake_is_given_back(int startup, int all, int trimmed, double offset)
    {
        string meta = TwoTracks.Replace("\"start_time\": 0.2", $"\"start_time\": 0.2, \"gap_summary\": {{\"startup_overlap_drops\": {startup}, \"overlap_dropped_frames\": {all}, \"startup_overlap_trimmed_ms\": {trimmed}}}", StringComparison.Ordinal);
        Project project = Read(meta, Timeline("""{"recordingSegment": 1, "timescale": 1, "start": 0, "end": 1}"""));
        Assert.Equal(offset, project.Clips[0].Tracks[0].OffsetSeconds, 1e-12);
    }

    [Fact]
    public void The_old_form_has_one_clip_of_a_microphone()
    {
        string meta = """{"pretty_name": "old", "display": {"path": "content/display.mp4", "start_time": 1}, "audio": {"path": "content/segments/segment-0/audio-input.ogg", "start_time": 0}, "segments": []}""";
        Project project = Read(meta, Timeline("""{"timescale": 1, "start": 2, "end": 3}"""));
        Assert.Equal([(1, 2.0, 3.0)], Ranges(project));
        Assert.Equal(0, Assert.Single(project.Clips[0].Tracks).OffsetSeconds);
    }

    [Fact]
    public void Full_screen_texts_stop_the_clock_of_the_recording()
    {
        string texts = """, "textSegments": [{"start": 5, "end": 6, "layout": "fullscreen"}, {"start": 1.5, "end": 2, "layout": "fullscreen"}, {"start": 1, "end": 1.75, "layout": "fullscreen"}, {"start": 0, "end": 1, "layout": "fullscreen", "enabled": false}, {"start": 0, "end": 1}]""";
        Project project = Read(TwoTracks, Timeline("""{"timescale": 1, "start": 0, "end": 3}, {"timescale": 1, "start": 10, "end": 11}""", texts));
        // 1 s, a hold of 1 s, 2 s, 1 s, and the hold at the very end.
        Assert.Equal([(1, 0.0, 1.0), (0, 0.0, 1.0), (1, 1.0, 3.0), (1, 10.0, 11.0), (0, 0.0, 1.0)], Ranges(project));
    }

    [Fact]
    public void Speeds_mutes_and_clips_that_are_not_there_are_silence_of_their_length()
    {
        Project project = Read(TwoTracks, Timeline("""
            {"timescale": 2, "start": 0, "end": 3}, {"timescale": 0.5, "start": 0, "end": 1, "speedAudioMode": "maintainPitch"}, {"timescale": 9, "start": 0, "end": 9},
            {"timescale": 1, "start": 0, "end": 1, "speedAudioMode": "mute"}, {"timescale": 1, "start": 0, "end": 1, "audioMuted": true},
            {"recordingSegment": 7, "timescale": 1, "start": 0, "end": 1}, {"timescale": 1, "start": -1, "end": 1}
            """));
        Assert.Equal([(0, 0.0, 1.5), (1, 0.0, 1.0), (0, 0.0, 1.0), (0, 0.0, 1.0), (0, 0.0, 1.0), (0, 0.0, 1.0), (1, 0.0, 2.0)], Ranges(project));
        Assert.Equal(0.5, project.Segments[1].Speed);
        Assert.Empty(project.Warnings);
    }

    [Fact]
    public void A_file_of_no_sound_is_no_track_and_improvement_is_reported()
    {
        string meta = TwoTracks.Replace("audio-input.m4a", "empty.ogg", StringComparison.Ordinal);
        string config = Timeline("""{"recordingSegment": 1, "timescale": 1, "start": 0, "end": 1}""", """, "audioSegments": []""");
        Project project = Read(meta, config);
        Assert.Equal([(0, 0.0, 1.0)], Ranges(project));
        Assert.Empty(project.Warnings);
        File.WriteAllText(Path.Combine(_cap, "project-config.json"), config.Insert(1, "\"audio\": {\"improve\": true}, "));
        Assert.Contains("improves the microphone, which is not applied", Assert.Single(ProjectFile.Read(_cap, new OtioReadOptions()).Warnings), StringComparison.Ordinal);
        Assert.Throws<ProjectException>(() => ProjectFile.Read(_cap, new OtioReadOptions { Strict = true }));
    }

    [Theory]
    [InlineData("{\"pretty_name\": \"x\"}", "{}", "is an instant recording")]
    [InlineData(TwoTracks, "{\"timeline\": {\"segments\": [], \"transitions\": [{\"segmentIndex\": 1, \"type\": \"spin\"}]}}", "has the transition \"spin\", which is not known")]
    [InlineData(TwoTracks, "{\"timeline\": {\"segments\": [], \"audioSegments\": [{\"start\": 0, \"end\": 1, \"path\": \"../x.mp3\"}]}}", "has the music ../x.mp3, which leads out of the recording")]
    [InlineData(TwoTracks, "{\"timeline\": {\"segments\": [{\"timescale\": 0, \"start\": 0, \"end\": 1}]}}", "which is no length")]
    [InlineData(TwoTracks, "{\"timeline\": {\"segments\": [{\"timescale\": 1, \"start\": 0}]}}", "item 0 \"\" (segment) has no end")]
    [InlineData("{\"segments\": [{\"mic\": {\"path\": \"content/../../secret.ogg\"}}]}", "{}", "leads out of the recording")]
    [InlineData("[]", "{}", "recording-meta.json: it holds no object")]
    public void What_cannot_be_read_is_refused_by_name(string meta, string config, string sentence)
        => Assert.Contains(sentence, Assert.Throws<ProjectException>(() => Read(meta, config)).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_a_timeline_the_clips_are_whole()
    {
        File.WriteAllText(Path.Combine(_cap, "recording-meta.json"), TwoTracks);
        Assert.True(ProjectFile.IsProject(_cap + "/"));
        Project project = ProjectFile.Read(_cap, new OtioReadOptions { MediumSeconds = _ => 4 });
        Assert.Equal([(1, 0.0, 3.97), (2, 0.0, 4.0)], Ranges(project).Select(range => (range.Clip, range.In, Math.Round(range.Out, 9))));
    }

    private Project Read(string meta, string config)
    {
        File.WriteAllText(Path.Combine(_cap, "recording-meta.json"), meta);
        File.WriteAllText(Path.Combine(_cap, "project-config.json"), config);
        return ProjectFile.Read(_cap, new OtioReadOptions());
    }

    private static string Timeline(string segments, string more = "") => $"{{\"timeline\": {{\"zoomSegments\": [], \"segments\": [{segments}]{more}}}}}";

    private static IEnumerable<(int Clip, double In, double Out)> Ranges(Project project) => project.Segments.Select(segment => (segment.ClipId, segment.In, segment.Out));
}
