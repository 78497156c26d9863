using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>Cut lists: what each line means, in seconds of the medium.</summary>
public sealed class CutListTests : IDisposable
{
    private static readonly FrameRate Pal = new(25, 1);
    private readonly ProjectFolder _folder = new();

    public CutListTests() => _folder.Media("a.wav");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_edl_counts_record_time_from_its_first_event_and_gaps_are_silence()
    {
        Project project = Read("p.edl", """
            TITLE: My cut
            FCM: NON-DROP FRAME

            001  AX       AA    C        00:00:10:00 00:00:12:05 01:00:00:00 01:00:02:05
            * FROM CLIP NAME: a.wav
            * LOC: 01:00:01:00 RED     a name with blanks
            002  BL       AA    C        00:00:00:00 00:00:01:00 01:00:02:05 01:00:03:05
            003  AX       AA    C        00:00:00:01 00:00:01:01 01:00:05:00 01:00:06:00
            * FROM CLIP NAME: other name
            * SOURCE FILE: a.wav
            """, Pal);
        Assert.Equal("My cut", project.Name);
        Assert.Equal([(1, 10, 12.2), (0, 0, 1), (0, 0, 1.8), (1, 1 / 25.0, 26 / 25.0)], Ranges(project));
        Assert.Equal([new ProjectMarker(1, 0, "a name with blanks")], project.Markers);
        Assert.Empty(project.Missing);
    }

    [Fact]
    public void A_dissolve_of_an_edl_begins_with_its_event_under_which_the_one_before_goes_on()
    {
        _folder.Media("b.wav");
        Project project = Read("p.edl", """
            001  A V C     00:00:10:00 00:00:12:00 01:00:00:00 01:00:02:00
            * FROM CLIP NAME: a.wav
            002  A V C     00:00:12:00 00:00:12:00 01:00:02:00 01:00:02:00
            002  B V D 010 00:00:30:00 00:00:30:10 01:00:02:00 01:00:02:10
            * FROM CLIP NAME: a.wav
            * TO CLIP NAME: b.wav
            003  B V C     00:00:30:10 00:00:33:00 01:00:02:10 01:00:05:00
            * FROM CLIP NAME: b.wav
            004  A V D 100 00:00:00:00 00:00:04:00 01:00:05:00 01:00:09:00
            * TO CLIP NAME: a.wav
            """, Pal);
        Assert.Equal([(1, 10, 12.4), (2, 30, 35), (1, 0, 4)], Ranges(project));
        Assert.Equal([null, 0.4, 2.0], project.Segments.Select(segment => segment.Transition?.Seconds));
        Assert.Equal([0, 2.0, 5.0, 9.0], Overlaps.Starts(project.Segments).Select(start => Math.Round(start, 9)));
        Assert.Contains(project.Warnings, warning => warning.Contains("line 9: is a dissolve that is longer than half of an event that it joins; it is shortened", StringComparison.Ordinal));
    }

    [Fact]
    public void Drop_frame_timecode_is_as_long_as_a_clock()
    {
        // An hour of drop-frame timecode is 107,892 frames: 3,599.9964 s.
        const string Text = "FCM: DROP FRAME\n001 a.wav A C 01:00:00;00 01:01:00;02 00:00:00;00 00:01:00;02\n";
        Project project = Read("p.edl", Text, new FrameRate(30_000, 1_001));
        Assert.Equal([(1, 107_892 * 1_001 / 30_000.0, 109_692 * 1_001 / 30_000.0)], Ranges(project));
        Refused("p.edl:2: this line has \"01:01:00;01\", which is no drop-frame timecode", Text.Replace("01:01:00;02", "01:01:00;01", StringComparison.Ordinal), new FrameRate(30_000, 1_001));
        Refused("p.edl:1: this line says that timecodes drop frame numbers", Text, Pal);
        Assert.Equal(1_800, Timecode.Parse("00:01:00:00", new FrameRate(30_000, 1_001), drop: false));
    }

    [Fact]
    public void Picture_is_taken_for_sound_where_there_is_no_sound()
    {
        const string Both = "001 a.wav V C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\n002 a.wav A C 00:00:05:00 00:00:06:00 00:00:00:00 00:00:01:00\n003 a.wav A2 C 00:00:05:00 00:00:06:00 00:00:00:00 00:00:01:00\n";
        Assert.Equal([(1, 5, 6)], Ranges(Read("p.edl", Both, Pal)));
        Project picture = Read("p.edl", Both.Split('\n')[0] + "\n", Pal);
        Assert.Equal([(1, 0, 1)], Ranges(picture));
        Assert.Contains(picture.Warnings, warning => warning.Contains("line 1: has no audio events", StringComparison.Ordinal));
        Assert.Equal([(1, 0, 1)], Ranges(Read("p.edl", "001 a.wav B C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\n", Pal)));
    }

    [Theory]
    [InlineData("", "holds no events")]
    [InlineData("001 x A C 00:00:00:00", "p.edl:1: this line is no event")]
    [InlineData("\n001 x A C 00:00:00:25 00:00:01:00 00:00:00:00 00:00:01:00", "p.edl:2: this line has \"00:00:00:25\", which is no timecode at 25 frames a second")]
    [InlineData("001 x A D 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00", "p.edl:1: this line is a dissolve that does not say how many frames it has")]
    [InlineData("001 x A W001 025 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00", "p.edl:1: this line is a wipe (W001)")]
    [InlineData("001 x A C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\nM2 x 050.0 00:00:00:00", "p.edl:2: this line is a motion effect (M2)")]
    [InlineData("001 x A C 00:00:00:00 00:00:02:00 00:00:00:00 00:00:01:00", "another number of frames of its source")]
    [InlineData("001 x A C 00:00:01:00 00:00:00:00 00:00:01:00 00:00:00:00", "ends before it begins")]
    [InlineData("001 x A C 00:00:00:00 00:00:02:00 00:00:00:00 00:00:02:00\n002 y A C 00:00:00:00 00:00:01:00 00:00:01:00 00:00:02:00", "p.edl:2: this line begins before the event in front of it ends")]
    public void What_an_edl_cannot_be_is_refused_by_line(string text, string sentence) => Refused(sentence, text, Pal);

    [Fact]
    public void An_edl_needs_the_rate() => Refused("give the rate with --fps", "001 x A C 0 0 0 0", null);

    [Theory]
    [InlineData("25", 25, 1)]
    [InlineData("29.97", 30_000, 1_001)]
    [InlineData("23.976", 24_000, 1_001)]
    [InlineData("23.98", 24_000, 1_001)]
    [InlineData("59.94", 60_000, 1_001)]
    [InlineData("30000/1001", 30_000, 1_001)]
    [InlineData("12.5", 12_500, 1_000)]
    [InlineData("0", 0, 0)]
    [InlineData("25/0", 0, 0)]
    [InlineData("1e3", 0, 0)]
    [InlineData("x", 0, 0)]
    public void Rates(string text, long over, long under)
    {
        Assert.Equal(over != 0, FrameRate.TryParse(text, out FrameRate rate));
        if (over != 0) Assert.Equal(new FrameRate(over, under), rate);
    }

    [Fact]
    public void A_lossless_cut_project_is_json5_with_segments_in_their_order()
    {
        Project project = Read("p.llc", """
            // what it looks like
            {
              version: 2,
              mediaFileName: 'a.wav',
              cutSegments: [
                { start: 10.5, end: 12., name: 'it\'s "late"', tags: {} },
                { end: 2, name: '' }, /* from 0 */
                { start: 5, end: 6, name: 'off', selected: false },
                { start: 11, name: 'place' },
                { start: 5.5, name: 'cut away' },
              ],
            }
            """);
        Assert.Equal([(1, 10.5, 12), (1, 0, 2)], Ranges(project));
        Assert.Equal("it's \"late\"", project.Segments[0].Name);
        Assert.Equal([new ProjectMarker(0.5, 0, "place")], project.Markers);
        Assert.Contains("\"cut away\" is a marker in a part that is cut out", Assert.Single(project.Warnings), StringComparison.Ordinal);
        Assert.Equal(_folder.Path("a.wav"), project.Clips[0].Tracks[0].MediaPath);
    }

    [Theory]
    [InlineData("p.llc", "{version: 3}", "has the version 3; 1 and 2 are known")]
    [InlineData("p.llc", "{version: 1}", "has no mediaFileName")]
    [InlineData("p.llc", "{version: 1,\n mediaFileName: 'a.wav',\n cutSegments: [}", "p.llc:3: this line is not valid JSON")]
    [InlineData("p.llc", "{version: 1, mediaFileName: 'a.wav', cutSegments: [{start: 2, end: 1}]}", "segment) reaches from 2 to 1 s")]
    [InlineData("p.json", "{\"version\": \"4\"}", "has the version \"4\"; 1, 2 and 3 are supported")]
    [InlineData("p.json", "{\"version\": \"1\", \"source\": \"a.wav\", \"chunks\": []}", "has no timebase; give the rate of its medium's frames with --fps")]
    [InlineData("p.json", "{\"version\": \"1\", \"timebase\": \"30/1\", \"source\": \"a.wav\", \"chunks\": [[0, 10, 1], [11, 20, 1]]}", "has the chunk 1, [11,20,1], which is no [start, end, speed]")]
    [InlineData("p.json", "{\"version\": \"2\", \"tb\": \"30/1\", \"source\": \"a.wav\", \"effects\": [[]], \"clips\": [[0, 10, 1]]}", "has the clip 0 with the effect 1, which is not in the table")]
    [InlineData("p.json", "{\"version\": \"3\", \"timebase\": \"30/1\", \"a\": [[{\"src\": \"a.wav\", \"start\": 0, \"dur\": 1, \"offset\": 0, \"effects\": [\"speed:x\"]}]]}", "has the effect speed:x, which is no speed")]
    [InlineData("p.json", "{\"version\": \"3\", \"timebase\": \"30/1\", \"a\": [], \"transitions\": {\"a\": [{}]}}", "has transitions for another number of audio layers than it has")]
    public void Wrong_json_is_refused_by_place(string name, string text, string sentence)
        => Assert.Contains(sentence, Assert.Throws<ProjectException>(() => Read(name, text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Chunks_of_auto_editor_are_frames_and_those_of_speed_0_or_99999_are_cut()
    {
        Project project = Read("p.json", """{"version": "1", "timebase": "30/1", "source": "a.wav", "chunks": [[0, 26, 1], [26, 34, 0], [34, 396, 1.0], [396, 410, 99999]]}""");
        Assert.Equal([(1, 0, 26 / 30.0), (1, 34 / 30.0, 396 / 30.0)], Ranges(project));
        Assert.Equal(ProjectTrack.AllStreams, project.Clips[0].Tracks[0].StreamIndex);
    }

    [Fact]
    public void Layers_of_auto_editor_have_gaps_gains_and_streams_of_the_same_clips()
    {
        const string Layer = """[{"src": "a.wav", "start": 3, "dur": 6, "offset": 30, "stream": STREAM, "effects": ["volume:0.5"]}, {"src": null, "start": 9, "dur": 3, "offset": 0, "effects": []}]""";
        string text = $$"""{"version": "3", "timebase": "30/1", "v": [], "a": [{{Layer.Replace("STREAM", "0", StringComparison.Ordinal)}}, {{Layer.Replace("STREAM", "1", StringComparison.Ordinal)}}]}""";
        Project project = Read("p.json", text);
        Assert.Equal([(0, 0, 0.1), (1, 1, 1.2), (0, 0, 0.1)], Ranges(project));
        Assert.Equal(20 * Math.Log10(0.5), project.Segments[1].GainDb);
        Assert.Equal(ProjectTrack.AllStreams, project.Clips[0].Tracks[0].StreamIndex);
        // Others are lanes, of the stream that they count among those of sound.
        string other = text.Replace("\"stream\": 1, \"effects\": [\"volume:0.5\"]", "\"stream\": 1, \"effects\": []", StringComparison.Ordinal);
        Project lanes = Read("p.json", other, options: new OtioReadOptions { MediumStreams = _ => [1, 4] });
        Assert.Equal(ProjectTrack.BestStream, lanes.Clips[0].Tracks[0].StreamIndex);
        ProjectItem item = Assert.Single(Assert.Single(lanes.Lanes).Items);
        Assert.Equal((4, 0.1, 1.0, 1.2, 0.0), (lanes.Clips[item.ClipId - 1].Tracks[0].StreamIndex, item.Start, item.In, item.Out, item.GainDb));
        Assert.Contains(Read("p.json", other).Warnings, warning => warning.Contains("plays the audio stream 1 of a.wav, which that does not have", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_are_seconds_clock_times_or_frames()
    {
        var options = new OtioReadOptions { Medium = _folder.Path("a.wav") };
        Project project = Read("p.csv", "Start,End,Name\n1.5,2,\"a, \"\"b\"\"\"\n,00:01:02.500,c\n1.75,,here\n", options: options);
        Assert.Equal([(1, 1.5, 2), (1, 0, 62.5)], Ranges(project));
        Assert.Equal("a, \"b\"", project.Segments[0].Name);
        Assert.Equal([new ProjectMarker(0.25, 0, "here"), new ProjectMarker(2.25, 0, "here")], project.Markers);
        Assert.Equal([(1, 0.4, 2)], Ranges(Read("p.csv", "10,50,x\n", options: options with { FrameRate = Pal })));
        Assert.Equal([(1, 10, 50)], Ranges(Read("p.csv", "10,50,x\n", options: options)));
        Assert.Contains("p.csv:2: this line is no row", Assert.Throws<ProjectException>(() => Read("p.csv", "1,2,x\n2,1,y\n", options: options)).Message, StringComparison.Ordinal);
        Assert.Contains("give that with --media", Assert.Throws<ProjectException>(() => Read("p.csv", "1,2,x\n")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p.txt", "1.5\t1.5\tpoint\n\\\t100\t200\n2\t3.25\trange\twith tab\n", "1.5 0 point|2 1.25 range\twith tab")]
    [InlineData("p.txt", "0:00 Intro\n1:02 - Middle\n", "0 0 Intro|62 0 Middle")]
    [InlineData("p.chapters", "1:02:03 End", "3723 0 End")]
    [InlineData("p.srt", "1\r\n00:00:01,500 --> 00:00:02,000 X1:0\r\nfirst\r\nsecond\r\n\r\n2\r\n00:01:00,000 --> 00:01:01,000\r\nlast\r\n", "1.5 0.5 first second|60 1 last")]
    [InlineData("p.cue", "FILE \"a.wav\" WAVE\nTRACK 01 AUDIO\n  TITLE \"One\"\n  INDEX 00 00:00:00\n  INDEX 01 00:02:37.5\n", "")]
    [InlineData("p.cue", "FILE \"a.wav\" WAVE\nTITLE album\nTRACK 01 AUDIO\n  TITLE \"One two\"\n  INDEX 01 00:00:00\nTRACK 02 AUDIO\n  INDEX 00 01:00:00\n  INDEX 01 01:02:15\n", "0 0 One two|62.2 0 ")]
    public void Lists_of_places_are_markers_of_the_whole_medium(string name, string text, string markers)
    {
        var options = new OtioReadOptions { Medium = name.EndsWith(".cue", StringComparison.Ordinal) ? null : _folder.Path("a.wav"), MediumSeconds = _ => 4_000 };
        if (markers.Length == 0)
        {
            Assert.Contains("p.cue:5: this line is no INDEX", Assert.Throws<ProjectException>(() => Read(name, text, options: options)).Message, StringComparison.Ordinal);
            return;
        }
        Project project = Read(name, text, options: options);
        Assert.Equal([(1, 0, 4_000)], Ranges(project));
        Assert.Equal(markers, string.Join('|', project.Markers.Select(marker => FormattableString.Invariant($"{Math.Round(marker.Start, 9)} {Math.Round(marker.Duration, 9)} {marker.Name}"))));
    }

    private Project Read(string name, string text, FrameRate? rate = null, OtioReadOptions? options = null)
    {
        File.WriteAllText(_folder.Path(name), text);
        return ProjectFile.Read(_folder.Path(name), options ?? new OtioReadOptions { FrameRate = rate });
    }

    private void Refused(string sentence, string text, FrameRate? rate)
        => Assert.Contains(sentence, Assert.Throws<ProjectException>(() => Read("p.edl", text, rate)).Message, StringComparison.Ordinal);

    // Gaps between sums of times are exact to a thousandth of a frame; what is read from the file is exact.
    private static IEnumerable<(int, double, double)> Ranges(Project project)
        => project.Segments.Select(segment => segment.ClipId == 0 ? (0, segment.In, Math.Round(segment.Out, 9)) : (segment.ClipId, segment.In, segment.Out));
}
