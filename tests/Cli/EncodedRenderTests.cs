using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using Seamline.Tests.EngineTests;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>`seamline render`: pipes, ranges, stems, tags, chapters and loudness of what is encoded.</summary>
public sealed class EncodedRenderTests : IDisposable
{
    private const int Rate = 48_000;
    private readonly CommandFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("flac", 0)]
    [InlineData("ogg", 0)]
    [InlineData("opus", 0)]
    [InlineData("mp3", 1_152 + 1_105 + 1_152)] // without a LAME header, which is written last, the encoder's delay is not cut off
    [InlineData("wav", 0)]
    public void A_pipe_gets_what_can_be_streamed(string type, int more)
    {
        Tone();
        Shell($"\"$0\" render a.wav -o - --type {type} | cat > piped.{type}");
        Assert.InRange(FramesOf($"piped.{type}"), (5 * Rate) / 2, ((5 * Rate) / 2) + more);
        Assert.Equal(type switch { "wav" => "pcm_f32le", "ogg" => "vorbis", _ => type }, ProbedFile.Of(_folder.In($"piped.{type}")).Codec);
    }

    [Fact]
    public void A_pipe_does_not_get_m4a_but_a_shells_file_does()
    {
        Tone();
        string error = Shell("\"$0\" render a.wav -o - --type m4a | cat > piped.m4a", fails: true);
        Assert.Contains("an .m4a file has its index in a place that is known at the end, so it cannot go into a pipe; name a file, or write flac, opus, mp3, ogg or wav", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Shell("\"$0\" render a.wav -o - --type m4a > file.m4a");
        Assert.Equal("aac", ProbedFile.Of(_folder.In("file.m4a")).Codec);
        Shell("mkfifo pipe.flac; cat pipe.flac > piped.flac & \"$0\" render a.wav -o pipe.flac; wait");
        Assert.Equal("flac", ProbedFile.Of(_folder.In("piped.flac")).Codec);
    }

    [Theory]
    [InlineData("0:01..0:02.5", Rate, 3 * Rate / 2)]
    [InlineData("@48001..@48011", Rate + 1, 10)]
    [InlineData("9.5..", 19 * Rate / 2, Rate / 2)]
    [InlineData("..0.25s", 0, Rate / 4)]
    public void A_range_is_rendered(string range, int first, int frames)
    {
        _folder.Staircase("s.wav", 10 * Rate);
        string output = _folder.Ok("render", "s.wav", "-o", "part.wav", "--format", "f32", "--range", range, "--channels", "1").Output;
        Assert.StartsWith("part.wav: ", output, StringComparison.Ordinal);
        Assert.Equal(CommandFolder.Frames(first, first + frames), _folder.Samples("part.wav"));
        _folder.Ok("render", "s.wav", "-o", "part.flac", "--range", range);
        Assert.Equal(frames, FramesOf("part.flac"));
    }

    [Fact]
    public void A_range_beyond_the_end_ends_there_with_a_note()
    {
        _folder.Staircase("s.wav", 2 * Rate);
        Assert.Equal("seamline: note: --range 1..5: the timeline ends at 0:02.000; the range ends there\n", _folder.Ok("render", "s.wav", "-o", "part.wav", "--format", "f32", "--range", "1..5").Error);
    }

    [Fact]
    public void Markers_are_chapters_and_metadata_tags()
    {
        Tone();
        File.WriteAllText(_folder.In("a.chapters"), "00:00:00.000 Intro\n00:00:01.000 Main part\n00:00:02.250 Ende\n");
        _folder.Ok("convert", "a.chapters", "a.otio", "--media", "a.wav");
        foreach (string name in new[] { "o.m4a", "o.opus", "o.ogg", "o.mp3", "o.flac" })
        {
            _folder.Ok("render", "a.otio", "-o", name, "--metadata", "title=Episode = 1", "--metadata", "artist=Ä");
            ProbedFile file = ProbedFile.Of(_folder.In(name));
            Assert.Equal([(0, "Intro"), (1, "Main part"), (2.25, "Ende")], file.Chapters);
            Assert.Equal(("Episode = 1", "Ä"), (file.Tag("title"), file.Tag("artist")));
        }

        _folder.Ok("render", "a.otio", "-o", "bare.flac", "--no-chapters");
        Assert.Empty(ProbedFile.Of(_folder.In("bare.flac")).Chapters);
        _folder.Ok("render", "a.otio", "-o", "part.mp3", "--range", "0.5..2");
        Assert.Equal([(0.5, "Main part")], ProbedFile.Of(_folder.In("part.mp3")).Chapters);
    }

    [Fact]
    public void Stems_add_up_to_the_mix()
    {
        Tone();
        PublishedCommand.FFmpeg(_folder.Root, "-f lavfi -i sine=200:d=2:r=48000 -c:a pcm_s16le bed.wav");
        _folder.Ok("edit", "a.wav", "--add-lane", "music/bed", "--add-item", "0", "bed.wav", "0.3", "--item", "0", "last", "gain=-6,fade-out=1", "-o", "p.otio");
        (string output, _) = _folder.Ok("render", "p.otio", "-o", "mix.wav", "--format", "f32", "--stems", "stems");
        Assert.Equal(3, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(["00 main.wav", "01 music_bed.wav"], Directory.GetFiles(_folder.In("stems")).Select(Path.GetFileName).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        float[] mix = _folder.Samples("mix.wav");
        float[] main = _folder.Samples("stems/00 main.wav");
        float[] bed = _folder.Samples("stems/01 music_bed.wav");
        Assert.Equal((mix.Length, mix.Length), (main.Length, bed.Length));
        for (int i = 0; i < mix.Length; i++) Assert.Equal(mix[i], main[i] + bed[i], 1e-6);
        Assert.NotEqual(0, bed.Max());
        JsonElement json = JsonDocument.Parse(_folder.Ok("render", "p.otio", "--stems", "flac", "--type", "flac", "--json").Output).RootElement;
        Assert.Equal(["main", "music/bed"], json.GetProperty("stems").EnumerateArray().Select(stem => stem.GetProperty("lane").GetString()), StringComparer.Ordinal);
        Assert.Equal(mix.Length, FramesOf("flac/01 music_bed.flac"));
    }

    [Fact]
    public void Loudness_goes_with_every_codec()
    {
        Tone();
        foreach (string name in new[] { "o.flac", "o.m4a", "o.opus", "o.wav" })
        {
            _folder.Ok("render", "a.wav", "-o", name, "--loudness", "-16", "--range", "0.5..2.5");
            JsonElement json = JsonDocument.Parse(_folder.Ok("loudness", name, "--json").Output).RootElement;
            Assert.Equal(-16, json.GetProperty("integrated_lufs").GetDouble(), 0.5);
        }
    }

    [Fact]
    public void The_command_line_knows_itself()
    {
        string version = _folder.Ok("--version").Output;
        Assert.Matches("^seamline [0-9]+\\.[0-9]+\\.[0-9]+.*\nFFmpeg, for media files: libavformat [0-9.]+\nSDL, for sound devices: .+\n$", version);
        File.WriteAllText(_folder.In("seamline.1"), _folder.Ok("man").Output);
        File.WriteAllText(_folder.In("c.bash"), _folder.Ok("completion", "bash").Output);
        Shell("bash -n c.bash && if command -v groff > /dev/null; then groff -man -Tutf8 -ww -Wbreak seamline.1 > page.txt; else cp seamline.1 page.txt; fi");
        string page = Struck(File.ReadAllText(_folder.In("page.txt")));
        foreach (string text in new[] { "SYNOPSIS", "EXIT STATUS", "ripple" }) Assert.Contains(text, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("seamline ren", "render")]
    [InlineData("seamline render --format s", "s16 s24")]
    [InlineData("seamline render --no-c", "--no-chapters")]
    [InlineData("seamline edit --orig", "--original-times")]
    [InlineData("seamline completion z", "zsh")]
    public void Bash_completes(string line, string expected)
    {
        Shell($"source <(\"$0\" completion bash); COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _seamline; echo \"${{COMPREPLY[*]}}\" > completed");
        Assert.Equal(expected.Split(' '), File.ReadAllText(_folder.In("completed")).Trim().Split(' ').Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    // Bold letters are struck twice, with a backspace between.
    private static string Struck(string page) => string.Concat(page.Where((letter, i) => letter != '\b' && (i + 1 == page.Length || page[i + 1] != '\b')));

    private void Tone() => PublishedCommand.FFmpeg(_folder.Root, "-f lavfi -i sine=440:d=2.5:r=48000 -c:a pcm_s16le a.wav");

    private long FramesOf(string name)
    {
        string decoded = "decoded" + Path.GetExtension(name);
        File.Copy(_folder.In(name), _folder.In(decoded), overwrite: true);
        PublishedCommand.FFmpeg(_folder.Root, $"-i {decoded} -map 0:a -ac 1 -f s16le decoded.raw");
        return new FileInfo(_folder.In("decoded.raw")).Length / sizeof(short);
    }

    // $0 is the command.
    private string Shell(string script, bool fails = false)
    {
        Assert.SkipWhen(PublishedCommand.Path.Length == 0, "SEAMLINE_CLI names no published command");
        (int exit, _, string error) = ChildProcess.Run(new ProcessStartInfo("bash", ["-o", "pipefail", "-c", script, PublishedCommand.Path]) { WorkingDirectory = _folder.Root });
        Assert.True(fails ? exit != 0 : exit == 0 && error.Length == 0, error);
        return error;
    }
}
