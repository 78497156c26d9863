using System;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>Rules of Cap recordings, one by one: alignment and its calibration, paths, music, and what newer versions write.</summary>
public sealed class CapRuleTests : IDisposable
{
    private const string Clip = """
        {"display": {"path": "content/d.mp4", "start_time": DISPLAY}, CAMERA "mic": {"path": "content/mic.ogg", "device_id": "m1", "start_time": MIC}, "system_audio": {"path": "content/sys.ogg", "start_time": SYSTEM}}
        """;

    private readonly ProjectFolder _folder = new();
    private readonly string _cap;

    public CapRuleTests()
    {
        _cap = Path.Combine(_folder.Folder, "recordings", "a.cap");
        foreach (string file in (string[])["content/mic.ogg", "content/sys.ogg", "content/d.mp4", "assets/m.mp3"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_cap, file))!);
            File.WriteAllBytes(Path.Combine(_cap, file), new byte[501]);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0.58", "0.55", "0.0", 0.03, 0.58)]
    [InlineData("0.5824678", "0.5559852", "0.6586015", 0.1026163, 0)]
    [InlineData("-0.25", "0.5", "0.25", 0, 0.25)]
    public void Every_file_is_moved_to_the_latest_start(string display, string mic, string system, double micOffset, double systemOffset)
    {
        Project project = Read(Meta(display, mic, system), One);
        Assert.Equal([Frames(micOffset), Frames(systemOffset)], project.Clips[0].Tracks.Select(track => Frames(track.OffsetSeconds)));
    }

    [Theory]
    [InlineData("c1|m1", 0.5, -0.03123456789, 1_440 - 1_499)]
    [InlineData("c1|m1", 0.49, -0.03, 1_440)]
    [InlineData("c1|m2", 1, -0.03, 1_440)]
    [InlineData("c1|m1", 1, 0.02, 1_440 + 960)]
    public void What_was_measured_of_a_camera_and_a_microphone_is_added(string pair, double confidence, double seconds, int frames)
    {
        File.WriteAllText(Path.Combine(_folder.Folder, "sync_calibrations.json"), FormattableString.Invariant(
            $$"""{"version": 1, "calibrations": {"{{pair}}": {"camera_id": "x", "microphone_id": "y", "offset_secs": {{seconds}}, "confidence": {{confidence}}, "measurement_count": 3} } }"""));
        const string Camera = "\"camera\": {\"path\": \"content/c.mp4\", \"device_id\": \"c1\", \"start_time\": 0.56},";
        Project project = Read(Meta("0.58", "0.55", "0.55", Camera), One);
        Assert.Equal([frames, frames], project.Clips[0].Tracks.Select(track => Frames(track.OffsetSeconds)));
        // Offsets that are written count as they are; without all start times nothing is known.
        Assert.All(Read(Meta("0.58", "0.55", "0.55", Camera), """{"clips": [{"index": 0, "offsets": {"mic": 0.1, "system_audio": 0.1}}], """ + One[1..]).Clips[0].Tracks, track => Assert.Equal(4_800, Frames(track.OffsetSeconds)));
        Assert.All(Read(Meta("null", "0.55", "0.55", Camera), One).Clips[0].Tracks, track => Assert.Equal(0, Frames(track.OffsetSeconds)));
        // A store that cannot be read calibrates nothing.
        File.WriteAllText(Path.Combine(_folder.Folder, "sync_calibrations.json"), "{");
        Assert.All(Read(Meta("0.58", "0.55", "0.55", Camera), One).Clips[0].Tracks, track => Assert.Equal(1_440, Frames(track.OffsetSeconds)));
    }

    [Fact]
    public void Offsets_of_a_clip_that_is_not_listed_are_none_and_repairs_are_added()
    {
        string meta = Meta("0.58", "0.55", "0.0").Replace("\"device_id\": \"m1\",", "\"gap_summary\": {\"startup_overlap_drops\": 3, \"overlap_dropped_frames\": 3, \"startup_overlap_trimmed_ms\": 250},", StringComparison.Ordinal);
        Project project = Read(meta, """{"clips": [{"index": 4, "offsets": {"mic": 9}}], """ + One[1..]);
        Assert.Equal([-12_000, 0], project.Clips[0].Tracks.Select(track => Frames(track.OffsetSeconds)));
        // Single precision, as Cap rounds: 0.3 is 0.30000001.
        Project rounded = Read(Meta("0", "0", "0"), """{"clips": [{"index": 0, "offsets": {"mic": 0.000010416667, "system_audio": -0.3}}], """ + One[1..]);
        Assert.Equal([(int)Math.Round((double)(0.000010416667f * 48_000f), MidpointRounding.AwayFromZero), -14_400], rounded.Clips[0].Tracks.Select(track => Frames(track.OffsetSeconds)));
    }

    [Fact]
    public void Old_recordings_are_repaired_by_their_log()
    {
        const string Line = "2026-06-01T12:37:20.0Z DEBUG recording:segment{index=CLIP}:TRACK:{task=\"mux-audio\"}: WHAT overlapping audio frame frame_count=FRAME overlap_ms=MS frame_samples=1680\n";
        static string Log(int clip, string track, string what, int frame, int ms) => Line.Replace("CLIP", $"{clip}", StringComparison.Ordinal).Replace("TRACK", track, StringComparison.Ordinal)
            .Replace("WHAT", what, StringComparison.Ordinal).Replace("FRAME", $"{frame}", StringComparison.Ordinal).Replace("MS", $"{ms}", StringComparison.Ordinal);
        string drops = Log(0, "mic-out", "Dropping", 2, 35);
        string log = Log(0, "mic-out", "Trimmed", 1, 34) + drops + drops + drops + Log(0, "mic-out", "Dropping", 50, 800) + Log(0, "system-audio-out", "Dropping", 1, 90)
            + Log(1, "system-audio-out", "Dropping", 1, 300) + "overlap_ms=not-a-number\n";
        int[] Offsets(string text, string summary = "")
        {
            File.WriteAllText(Path.Combine(_cap, "recording-logs.log"), text);
            string meta = Meta("null", "0", "0").Replace("\"device_id\": \"m1\",", summary.Length == 0 ? "" : $"\"gap_summary\": {{{summary}}},", StringComparison.Ordinal);
            return [.. Read(meta, One).Clips[0].Tracks.Select(track => Frames(track.OffsetSeconds))];
        }

        // 34 + 3 x 35 ms at the start; what came later, fewer than three drops and other clips do not count.
        Assert.Equal([-139 * 48, 0], Offsets(log));
        Assert.Equal([0, 0], Offsets(log.Replace(drops + drops, drops, StringComparison.Ordinal)));
        Assert.Equal([0, 0], Offsets(""));
        // A summary counts before the log, and leaves the log to say where it could not.
        const string Drops = "\"startup_overlap_drops\": 3, \"overlap_dropped_frames\": 3, ";
        Assert.Equal([-250 * 48, 0], Offsets(log, Drops + "\"total_overlap_trimmed_ms\": 250, \"startup_overlap_trimmed_ms\": 250"));
        Assert.Equal([0, 0], Offsets(log, Drops + "\"total_overlap_trimmed_ms\": 50, \"startup_overlap_trimmed_ms\": 50"));
        Assert.Equal([-139 * 48, 0], Offsets(log, "\"total_overlap_trimmed_ms\": 939, \"startup_overlap_trimmed_ms\": 0"));
        Assert.Equal([0, 0], Offsets(log, "\"total_overlap_trimmed_ms\": 0, \"startup_overlap_trimmed_ms\": 0"));
    }

    [Theory]
    [InlineData("fade-through-black", Seamline.Projects.TransitionKind.ThroughBlack, 0.5, 0.5)]
    [InlineData("cross-fade", Seamline.Projects.TransitionKind.EqualPower, 9, 1.0)]
    [InlineData("cross-fade", Seamline.Projects.TransitionKind.EqualPower, 0.01, 0.05)]
    [InlineData("cross-fade", Seamline.Projects.TransitionKind.EqualPower, -1, 0)]
    public void Transitions_are_as_long_as_Cap_makes_them(string type, Seamline.Projects.TransitionKind kind, double seconds, double overlap)
    {
        Project project = Read(Meta("0", "0", "0"), FormattableString.Invariant($$"""
            {"timeline": {"segments": [{"timescale": 1, "start": 0, "end": 2}, {"timescale": 1, "start": 5, "end": 8}, {"timescale": 1, "start": 0, "end": 0.08}],
             "transitions": [{"segmentIndex": 2, "type": "cross-fade", "duration": 1}, {"segmentIndex": 1, "type": "{{type}}", "duration": {{seconds}} }, {"segmentIndex": 0, "duration": 1}, {"segmentIndex": 3, "duration": 1}]} }
            """));
        Assert.Equal(overlap, Overlaps.Of(project.Segments, 1), 1e-12);
        if (overlap > 0)
            Assert.Equal(kind, project.Segments[1].Transition!.Kind);
        // Between segments of which half is shorter than 0.05 s there is none.
        Assert.Null(project.Segments[2].Transition);
        Assert.Equal(5.08 - overlap, Overlaps.Starts(project.Segments)[^1], 1e-12);
    }

    [Fact]
    public void Music_has_thresholds_trims_and_fades_of_its_own()
    {
        Project project = Read(Meta("0", "0", "0"), """
            {"audio": {"mute": true, "micVolumeDb": -29.9}, "timeline": {"segments": [{"timescale": 1, "start": 0, "end": 10}], "audioSegments": [
              {"start": 1, "end": 3, "path": "assets\\m.mp3", "volumeDb": -30},
              {"start": 2, "end": 4, "path": "assets/m.mp3", "volumeDb": -60},
              {"start": -1, "end": 3, "path": "assets/m.mp3", "trimStart": 2, "fadeIn": 0.5, "fadeOut": 1},
              {"start": 4, "end": 4, "path": "assets/m.mp3"}]}}
            """);
        ProjectItem[] items = [.. Assert.Single(project.Lanes).Items];
        // The mute is that of the recording; -30 dB mutes a microphone and no music.
        Assert.Equal([(0.0, 3.0, 6.0, 0.0), (1.0, 0.0, 2.0, -30.0), (2.0, 0.0, 2.0, double.NegativeInfinity)], items.Select(item => (item.Start, item.In, item.Out, item.GainDb)));
        Assert.Equal((0.0, 1.0), (items[0].FadeIn, items[0].FadeOut));
        Assert.All(project.Clips[0].Tracks, track => Assert.Equal(double.NegativeInfinity, track.GainDb));
    }

    [Theory]
    [InlineData("true", 20, 5.0, 20.0)]
    [InlineData("false", 20, 20.0, 0.0)]
    [InlineData("true", 3, 3.0, 0.0)]
    public void Music_of_a_fork_lies_under_the_whole_timeline(string loops, int length, double end, double loop)
    {
        File.WriteAllText(Path.Combine(_cap, "recording-meta.json"), Meta("0", "0", "0"));
        File.WriteAllText(Path.Combine(_cap, "project-config.json"), FormattableString.Invariant(
            $$"""{"audio": {"bgm": {"path": "assets/m.mp3", "startOffset": 0, "loopPlayback": {{loops}}, "enabled": true} }, "timeline": {"segments": [{"timescale": 1, "start": 0, "end": {{length}} }]} }"""));
        Project project = ProjectFile.Read(_cap, new OtioReadOptions { MediumSeconds = _ => 5 });
        ProjectItem item = Assert.Single(Assert.Single(project.Lanes).Items);
        Assert.Equal((0.0, end, loop, -6.0), (item.Start, item.Out, item.LoopSeconds, item.GainDb));
    }

    [Fact]
    public void A_recording_of_a_browser_has_its_sound_in_the_picture()
    {
        const string Meta = """{"pretty_name": "web", "segments": [{"display": {"path": "content/d.mp4"}}]}""";
        File.WriteAllText(Path.Combine(_cap, "recording-meta.json"), Meta);
        File.WriteAllText(Path.Combine(_cap, "project-config.json"), One);
        Project project = ProjectFile.Read(_cap, new OtioReadOptions { MediumSeconds = _ => 5 });
        Assert.EndsWith("d.mp4", Assert.Single(Assert.Single(project.Clips).Tracks).MediaPath, StringComparison.Ordinal);
        Assert.Contains("has neither microphone nor system audio; the sound of its picture is used", Assert.Single(project.Warnings), StringComparison.Ordinal);
        Assert.Equal(0, ProjectFile.Read(_cap, new OtioReadOptions { MediumSeconds = _ => null }).Segments[0].ClipId);
    }

    private const string One = """{"timeline": {"zoomSegments": [], "segments": [{"timescale": 1, "start": 0, "end": 1}]}}""";

    private static int Frames(double seconds) => (int)Math.Round(seconds * 48_000, MidpointRounding.AwayFromZero);

    private static string Meta(string display, string mic, string system, string camera = "")
        => $"{{\"pretty_name\": \"r\", \"segments\": [{Clip.Replace("DISPLAY", display, StringComparison.Ordinal).Replace("MIC", mic, StringComparison.Ordinal).Replace("SYSTEM", system, StringComparison.Ordinal).Replace("CAMERA", camera, StringComparison.Ordinal)}]}}";

    private Project Read(string meta, string config)
    {
        File.WriteAllText(Path.Combine(_cap, "recording-meta.json"), meta);
        File.WriteAllText(Path.Combine(_cap, "project-config.json"), config);
        return ProjectFile.Read(_cap, new OtioReadOptions());
    }
}
