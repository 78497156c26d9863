using System;
using System.IO;
using System.Linq;
using System.Text;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Tags and chapters of exported files, as ffprobe reads them.</summary>
public sealed class ExportTextTests : IDisposable
{
    private const int Seconds = 4;
    private readonly string _folder = Directory.CreateTempSubdirectory("seamline-text-").FullName;
    private readonly EngineRig _rig = new(loaders: 1);

    public ExportTextTests()
    {
        _rig.Staircase(1, Seconds);
        _rig.Set(EngineRig.Segment(1, 0, Seconds));
    }

    private static ExportTag[] Tags =>
        [new("title", "Grüße, \"eins\""), new("artist", "A = B"), new("album", "Tests"), new("date", "2026"), new("genre", "Speech"), new("comment", "two\nlines")];

    // Not in order, one twice, two outside.
    private static ExportChapter[] Chapters =>
        [new(2 * EngineRig.Rate, "Zwei"), new(0, "Überall"), new(-1, "before"), new(36_123, "first"), new(36_123, "Mitte"), new(Seconds * EngineRig.Rate, "behind")];

    public void Dispose()
    {
        _rig.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("x.flac")]
    [InlineData("x.m4a")]
    [InlineData("x.opus")]
    [InlineData("x.mp3")]
    [InlineData("x.ogg")]
    public void Every_container_has_them(string name)
    {
        ProbedFile file = ProbedFile.Of(Export(new FileExport(In(name)) { Tags = Tags, Chapters = Chapters }));
        foreach (ExportTag tag in Tags) Assert.Equal(tag.Value, file.Tag(tag.Key));
        Assert.Equal([0, 0.753, 2], file.Chapters.Select(chapter => chapter.Start), Near);
        Assert.Equal(["Überall", "Mitte", "Zwei"], file.Chapters.Select(chapter => chapter.Title), StringComparer.Ordinal);
        Assert.Equal(Frames(In(name)), Frames(Export(new FileExport(In("bare" + name)))));
        Assert.Empty(ProbedFile.Of(In("bare" + name)).Chapters);
    }

    [Fact]
    public void Chapters_of_a_part_count_from_its_start()
    {
        ProbedFile file = ProbedFile.Of(Export(new FileExport(In("part.m4a")) { Chapters = Chapters, FirstFrame = EngineRig.Rate, Frames = 2 * EngineRig.Rate }));
        Assert.Equal([(0.0, ""), (1.0, "Zwei")], file.Chapters); // the texts of an MP4 begin at 0
        file = ProbedFile.Of(Export(new FileExport(In("part.mp3")) { Chapters = Chapters, FirstFrame = EngineRig.Rate, Frames = 2 * EngineRig.Rate }));
        Assert.Equal([(1.0, "Zwei")], file.Chapters);
    }

    [Fact]
    public void Wav_has_cue_points_with_labels_and_an_info_list()
    {
        string path = Export(new FileExport(In("x.wav")) { Tags = Tags, Chapters = Chapters, Format = SampleFormat.S24, Frames = 100_001 });
        byte[] bytes = File.ReadAllBytes(path);
        Assert.Equal(bytes.Length - 8, BitConverter.ToInt32(bytes, 4));
        ProbedFile file = ProbedFile.Of(path);
        Assert.Equal((Tags[0].Value, Tags[1].Value, "2026"), (file.Tag("title"), file.Tag("artist"), file.Tag("date")));
        Assert.Equal(100_001, Frames(path));
        int cue = bytes.AsSpan().IndexOf("cue "u8);
        Assert.Equal((4 + (3 * 24), 3), (BitConverter.ToInt32(bytes, cue + 4), BitConverter.ToInt32(bytes, cue + 8)));
        Assert.Equal([0, 36_123, 96_000], Enumerable.Range(0, 3).Select(i => BitConverter.ToInt32(bytes, cue + 12 + (24 * i) + 4)));
        Assert.Equal([0, 36_123, 96_000], Enumerable.Range(0, 3).Select(i => BitConverter.ToInt32(bytes, cue + 12 + (24 * i) + 20)));
        string text = Encoding.UTF8.GetString(bytes, cue, bytes.Length - cue);
        foreach (string title in new[] { "Überall\0", "Mitte\0", "Zwei\0" }) Assert.Contains(title, text, StringComparison.Ordinal);

        // RIFF chunk by RIFF chunk to the end, each on an even place.
        int at = 12;
        while (at < bytes.Length) at += 8 + ((BitConverter.ToInt32(bytes, at + 4) + 1) & ~1);
        Assert.Equal(bytes.Length, at);
    }

    [Fact]
    public void What_is_no_tag_is_refused()
    {
        Refused("\"a=b\" is no name of a tag", new FileExport(In("x.flac")) { Tags = [new("a=b", "c")] });
        Refused("\"\" is no name of a tag", new FileExport(In("x.flac")) { Tags = [new("", "c")] });
        Refused("257 tags are more than the limit of 256", new FileExport(In("x.flac")) { Tags = [.. Enumerable.Repeat(Tags[0], 257)] });
        Refused("10001 chapters are more than the limit", new FileExport(In("x.flac")) { Chapters = [.. Enumerable.Repeat(Chapters[0], 10_001)] });
        Assert.Empty(Directory.GetFiles(_folder));
    }

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) <= 0.0015;

    private static long Frames(string path)
    {
        string raw = path + ".f32";
        MediaFixtures.FFmpeg($"-i \"{path}\" -map 0:a -f f32le \"{raw}\"");
        long frames = new FileInfo(raw).Length / 8;
        File.Delete(raw);
        return frames;
    }

    private string In(string name) => Path.Combine(_folder, name);

    private string Export(in FileExport wanted)
    {
        Status status = _rig.Engine.Export(wanted, TestContext.Current.CancellationToken);
        Assert.Equal((Status.Ok, ""), (status, status == Status.Ok ? "" : _rig.Engine.LastError));
        return wanted.Path;
    }

    private void Refused(string cause, in FileExport wanted)
    {
        Assert.Equal(Status.InvalidArgument, _rig.Engine.Export(wanted, TestContext.Current.CancellationToken));
        Assert.Contains(cause, _rig.Engine.LastError, StringComparison.Ordinal);
    }
}
