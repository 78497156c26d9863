using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsCheck;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>A timeline that is written in one format and read again is the same timeline; damaged files are refused in a sentence.</summary>
public sealed class ConvertTests : IDisposable
{
    private static readonly string[] Formats = [".edl", ".llc", ".csv", ".v3", ".fcpxml", ".rpp", ".xml", ".mlt", ".otio"];
    private readonly ProjectFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("25")]
    [InlineData("30000/1001")]
    public void Every_format_reads_back_what_it_wrote(string fps)
    {
        Assert.True(FrameRate.TryParse(fps, out FrameRate rate));
        string[] media = [_folder.Media("a b.wav"), _folder.Media("ünï &<'\".flac")];
        foreach (string format in Formats)
        {
            bool single = format is ".llc" or ".csv";
            Timelines(media, rate, single).Sample(
                project =>
                {
                    string path = _folder.Path("p" + format);
                    ProjectFile.Write(project, path, rate);
                    Project again = ProjectFile.Read(path, new OtioReadOptions { FrameRate = rate, Medium = media[0] });
                    Assert.Equal(Heard(project), Heard(again));
                    Assert.Equal(Marks(project), Marks(again));
                },
                iter: 60,
                threads: 1);
        }
    }

    [Theory]
    [InlineData(".rpp", true)]
    [InlineData(".xml", true)]
    [InlineData(".v3", true)]
    [InlineData(".fcpxml", false)]
    [InlineData(".edl", false)]
    public void Silence_at_the_end_is_kept_or_its_loss_is_said(string format, bool isLost)
    {
        Project sound = Project.FromMedia([_folder.Media("a.wav")], _ => 4);
        Project silent = sound with { Segments = [.. sound.Segments, sound.Segments[0] with { Muted = true, Out = 2 }] };
        var rate = new FrameRate(25, 1);
        Assert.DoesNotContain(ProjectFile.Write(sound, _folder.Path("p" + format), rate), warning => warning.Contains("silence", StringComparison.Ordinal));
        Assert.Equal(isLost, ProjectFile.Write(silent, _folder.Path("q" + format), rate).Any(warning => warning.EndsWith("the format ends with its last item; 2 s of silence behind it are lost.", StringComparison.Ordinal)));
        Project again = ProjectFile.Read(_folder.Path("q" + format), new OtioReadOptions { FrameRate = rate });
        Assert.Equal(isLost ? 4 : 6, again.Segments.Sum(segment => segment.Seconds), 6);
    }

    [Fact]
    public void Markers_follow_edits_into_every_list()
    {
        string medium = _folder.Media("a.wav");
        File.WriteAllText(_folder.Path("p.edl"), "001 a.wav A C 00:00:00:00 00:00:10:00 01:00:00:00 01:00:10:00\n* LOC: 01:00:08:00 RED late\n* LOC: 01:00:01:00 RED early\n");
        Project read = ProjectFile.Read(_folder.Path("p.edl"), new OtioReadOptions { FrameRate = new FrameRate(25, 1) });
        ProjectSegment whole = read.Segments[0];
        // The second half first.
        Project moved = read with { Segments = [whole with { In = 5 }, whole with { Out = 5 }] };
        ProjectFile.Write(moved, _folder.Path("labels.txt"));
        Assert.Equal("3.000000\t3.000000\tlate\n6.000000\t6.000000\tearly\n", File.ReadAllText(_folder.Path("labels.txt")));
        ProjectFile.Write(moved, _folder.Path("p.chapters"));
        Assert.Equal("0:00 Start\n0:03 late\n0:06 early\n", File.ReadAllText(_folder.Path("p.chapters")));
        ProjectFile.Write(moved, _folder.Path("p.srt"));
        Assert.StartsWith("1\n00:00:03,000 --> 00:00:05,000\nlate\n\n2\n", File.ReadAllText(_folder.Path("p.srt")), StringComparison.Ordinal);
        Assert.Equal(medium, Assert.Single(ProjectFile.Read(_folder.Path("labels.txt"), new OtioReadOptions { Medium = medium, MediumSeconds = _ => 10 }).Clips).Tracks[0].MediaPath);
    }

    [Fact]
    public void What_a_format_cannot_hold_is_said()
    {
        Project two = Project.FromMedia([_folder.Media("a.wav"), _folder.Media("b.wav")], _ => 1.01);
        Assert.Contains("is of one medium, and this timeline plays", Assert.Throws<ProjectException>(() => ProjectFile.Write(two, _folder.Path("p.llc"))).Message, StringComparison.Ordinal);
        Assert.Contains("give their rate with --fps", Assert.Throws<ProjectException>(() => ProjectFile.Write(two, _folder.Path("p.edl"))).Message, StringComparison.Ordinal);
        Assert.Contains("cue sheet is not written", Assert.Throws<ProjectException>(() => ProjectFile.Write(two, _folder.Path("p.cue"))).Message, StringComparison.Ordinal);
        Assert.Contains("a project is written as .otio", Assert.Throws<ProjectException>(() => ProjectFile.Write(two, _folder.Path("p.doc"))).Message, StringComparison.Ordinal);
        Project loud = two with { Segments = [two.Segments[0] with { GainDb = 3 }, two.Segments[1]] };
        IReadOnlyList<string> warnings = ProjectFile.Write(loud, _folder.Path("p.edl"), new FrameRate(25, 1));
        Assert.Contains(warnings, warning => warning.Contains("holds no gains; those of 1 items are lost", StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.Contains("2 of 2 events were moved by up to half a frame", StringComparison.Ordinal));
        Project silent = two with { Segments = [two.Segments[0], two.Segments[0] with { ClipId = 0 }] };
        Assert.Contains("holds no silence", Assert.Throws<ProjectException>(() => ProjectFile.Write(silent, _folder.Path("p.llc"))).Message, StringComparison.Ordinal);
    }

    // A byte is changed, a piece is taken out or put in twice: it is read or refused, and nothing else.
    [Fact]
    public void Damaged_files_are_read_or_refused_in_a_sentence()
    {
        string[] media = [_folder.Media("a b.wav"), _folder.Media("c.flac")];
        var rate = new FrameRate(25, 1);
        string[] texts = [.. Formats.Select(format =>
        {
            ProjectFile.Write(Timelines(media, rate, format is ".llc" or ".csv").Single(), _folder.Path("p" + format), rate);
            return File.ReadAllText(_folder.Path("p" + format));
        })];
        Gen.Select(Gen.Int[0, Formats.Length - 1], Gen.Int[0, 1 << 20], Gen.Int[0, 60], Gen.Int[0, 2], Gen.Char["\0\"'<>&{}[],:;/\\\t\n-.0159eE+@ äs"]).Sample(
            (format, place, length, kind, character) =>
            {
                string text = texts[format];
                int at = place % (text.Length + 1);
                string piece = text[at..Math.Min(text.Length, at + length)];
                string damaged = kind switch { 0 => text.Remove(at, piece.Length), 1 => text.Insert(at, piece), _ => text.Insert(at, character.ToString()) };
                string path = _folder.Path("damaged" + Formats[format]);
                File.WriteAllText(path, damaged);
                try
                {
                    ProjectFile.Read(path, new OtioReadOptions { FrameRate = rate, Medium = media[0], RequireMedia = false });
                }
                catch (ProjectException error)
                {
                    Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
                    Assert.False(error.Message.Contains('\n', StringComparison.Ordinal), error.Message);
                }
            },
            iter: 2_000,
            threads: 1);
    }

    // Whole frames, so that formats that count them hold all of it.
    private static Gen<Project> Timelines(string[] media, FrameRate rate, bool single)
    {
        Gen<ProjectSegment> segment = Gen.Select(Gen.Int[single ? 1 : 0, single ? 1 : 2], Gen.Int[0, 90_000], Gen.Int[1, 5_000], Gen.Int[0, 3]).Select((clip, start, length, name) => new ProjectSegment
        {
            ClipId = clip,
            In = clip == 0 ? 0 : rate.Seconds(start),
            Out = clip == 0 ? rate.Seconds(length) : rate.Seconds(start + length),
            Name = ((string[])["one", "two & <three>", "ünï \"x\"", "four"])[name],
        });
        return segment.Array[1, 12].Select(segments =>
        {
            // Silence at the end is no item of some formats.
            ProjectSegment[] ended = [.. segments, segments.FirstOrDefault(one => one.ClipId == 1) ?? new ProjectSegment { ClipId = 1, In = 0, Out = rate.Seconds(30), Name = "end" }];
            ProjectClip[] clips = [.. media.Select((medium, i) => new ProjectClip { Id = i + 1, Name = Path.GetFileName(medium), Tracks = [new ProjectTrack { MediaPath = medium }] })];
            return new Project { Name = "round trip", Clips = single ? clips[..1] : clips, Segments = ended };
        });
    }

    // What is heard, to a microsecond: which medium from where and for how long, with silences in a row as one.
    private static List<(string Medium, long In, long Out)> Heard(Project project)
    {
        var heard = new List<(string Medium, long In, long Out)>();
        double silence = 0;
        foreach (ProjectSegment segment in project.Segments)
        {
            silence += segment.ClipId == 0 ? segment.Out - segment.In : 0;
            if (segment.ClipId == 0)
                continue;
            if (silence > 0)
                heard.Add(("", 0, Micros(silence)));
            silence = 0;
            heard.Add((project.Clips[segment.ClipId - 1].Tracks[0].MediaPath, Micros(segment.In), Micros(segment.Out)));
        }
        return heard;
    }

    private static IEnumerable<(long, string)> Marks(Project project) => project.Markers.Select(marker => (Micros(marker.Start), marker.Name));

    private static long Micros(double seconds) => (long)Math.Round(seconds * 1e6);
}
