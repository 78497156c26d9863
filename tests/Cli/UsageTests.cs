using System;
using System.Diagnostics;
using System.IO;
using Seamline.Cli;
using Seamline.Cli.Commands;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>What is typed wrongly is answered by one line that names the option and the cure.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly CommandFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("unknown command rendr; did you mean render?", "rendr", "a.wav")]
    [InlineData("unknown command frob; `seamline --help` lists what there is", "frob")]
    [InlineData("no command is given; `seamline --help` lists what there is")]
    [InlineData("unknown option --frobnicate; `seamline --help` lists what there is", "--frobnicate")]
    [InlineData("unknown option --fromat; did you mean --format?", "render", "a.wav", "-o", "b.wav", "--fromat", "s16")]
    [InlineData("unknown option --outptu; did you mean --output?", "render", "a.wav", "--outptu=b.wav")]
    [InlineData("unknown option --spilt; did you mean --split?", "edit", "a.wav", "--spilt", "1", "-o", "b.otio")]
    [InlineData("unknown option --frobnicate; `seamline info --help` lists what there is", "info", "--frobnicate", "a.wav")]
    [InlineData("surplus: `seamline devices` takes no more arguments; `seamline devices --help` lists what there is", "devices", "surplus")]
    [InlineData("-o needs a value: The file to write, by its extension", "render", "a.wav", "-o")]
    [InlineData("--output (-o) is missing: name the file to write, such as -o out.wav, or a folder with --stems", "render", "a.wav")]
    [InlineData("--output (-o) is missing; `seamline edit --help` lists what there is", "edit", "a.wav")]
    [InlineData("--rate ten: give Hz, e.g. 44100", "render", "a.wav", "-o", "b.wav", "--rate", "ten")]
    [InlineData("--channels two: give a whole number: Channels of the output, 1 to 8", "render", "a.wav", "-o", "b.wav", "--channels", "two")]
    [InlineData("--ceiling-db low: give a number: Ceiling of the limiter", "render", "a.wav", "-o", "b.wav", "--ceiling-db", "low")]
    [InlineData("--format mp9: give f32, s16 or s24", "render", "a.wav", "-o", "b.wav", "--format", "mp9")]
    [InlineData("--type mp9: give flac, m4a, mp3, ogg, opus or wav", "render", "a.wav", "-o", "b.wav", "--type", "mp9")]
    [InlineData("project is missing: write `seamline info PROJECT`", "info")]
    [InlineData("--ripple-delete 1:05 1:09: write the range as 1:05..1:09", "edit", "a.wav", "--ripple-delete", "1:05", "1:09", "-o", "b.otio")]
    [InlineData("--ripple-delete 1..2 4..5: write several ranges as 1..2,4..5", "edit", "a.wav", "--ripple-delete", "1..2", "4..5", "-o", "b.otio")]
    [InlineData("--keep 5: write a range, such as 5.. to the end or 5..55", "edit", "a.wav", "--keep", "5", "-o", "b.otio")]
    [InlineData("--split 0: 0 is the start of the timeline, where nothing can be split", "edit", "a.wav", "--split", "0", "-o", "b.otio")]
    [InlineData("--split soon: not a time (62.5, 1:02.5, 1:02:03.5, 1h2m3s or @frame)", "edit", "a.wav", "--split", "soon", "-o", "b.otio")]
    [InlineData("--move needs two values: write --move <I> <J>", "edit", "a.wav", "-o", "b.otio", "--move", "1")]
    [InlineData("--move changes what times mean, so it does not go with --original-times; do it in a second `seamline edit`", "edit", "a.wav", "-o", "b.otio", "--original-times", "--move", "1", "0")]
    [InlineData("--metadata title: write KEY=VALUE, such as title=Episode", "render", "a.wav", "-o", "b.flac", "--metadata", "title")]
    [InlineData("--speed 3: give 0.25 to 2", "play", "a.wav", "--device", "null", "--speed", "3")]
    [InlineData("--loudness 3: give LUFS from -70 to 0, e.g. -16", "render", "a.wav", "-o", "b.flac", "--loudness", "3")]
    [InlineData("--loudness does not go with --stems: stems that are normalised one by one no longer add up to the mix", "render", "a.wav", "--stems", "s", "--loudness", "-16")]
    [InlineData("--range 5: \"5\" is not a range A..B", "render", "a.wav", "-o", "b.flac", "--range", "5")]
    [InlineData("--json and -o - both write to the standard output; name a file", "render", "a.wav", "-o", "-", "--json")]
    [InlineData("tcsh: give bash, fish or zsh", "completion", "tcsh")]
    [InlineData("an argument is empty; is a variable not set?", "info", "")]
    [InlineData("a value of --media-root or an argument behind it is empty; is a variable not set?", "info", "a.wav", "--media-root", "")]
    [InlineData("a value of --add-item or an argument behind it is empty; is a variable not set?", "edit", "a.wav", "-o", "b.otio", "--add-item", "0", "", "0")]
    public void A_wrong_command_line_is_one_line_and_exit_2(string cause, params string[] arguments)
    {
        _folder.Staircase("a.wav", 480_000);
        (int exit, string output, string error) = PublishedCommand.Run(_folder.Root, arguments);
        string line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal($"seamline: {cause}", line[..Math.Min(line.Length, $"seamline: {cause}".Length)]);
        Assert.Equal((2, ""), (exit, output));
        Assert.Single(Directory.GetFiles(_folder.Root));
    }

    [Theory]
    [InlineData("--ripple-delete 11:00..12:00: lies after the end (0:10.000)", "edit", "a.wav", "--ripple-delete", "11:00..12:00", "-o", "b.otio")]
    [InlineData("--split 10: lies after the end (0:10.000)", "edit", "a.wav", "--split", "10", "-o", "b.otio")]
    [InlineData("--range 0:10..: lies after the end (0:10.000)", "render", "a.wav", "-o", "b.wav", "--range", "0:10..")]
    [InlineData("notes.txt.wav': this is a text file", "render", "notes.txt.wav", "-o", "b.wav")]
    [InlineData("-o b.m4a.fifo", "render", "a.wav", "-o", "b.m4a.fifo")]
    [InlineData("is a folder, not a medium", "info", ".")]
    public void What_the_timeline_or_the_system_refuses_is_one_line_and_exit_1(string cause, params string[] arguments)
    {
        _folder.Staircase("a.wav", 480_000);
        File.WriteAllText(_folder.In("notes.txt.wav"), "Überschrift\n\n* one\n* two\n");
        (int exit, string output, string error) = PublishedCommand.Run(_folder.Root, arguments);
        string line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(cause, line, StringComparison.Ordinal);
        Assert.DoesNotContain(".part", line, StringComparison.Ordinal);
        Assert.Equal((1, ""), (exit, output));
    }

    // Run as root, for which no folder is read-only, the command is run as nobody.
    [Fact]
    public void A_folder_that_is_read_only_is_named_and_not_a_temporary_file()
    {
        Assert.SkipWhen(PublishedCommand.Path.Length == 0 || OperatingSystem.IsWindows(), "SEAMLINE_CLI names no published command");
        _folder.Staircase("a.wav", 4_800);
        string script = "chmod 755 . && mkdir ro && chmod 555 ro && as=; [ \"$(id -u)\" -ne 0 ] || as='setpriv --reuid 65534 --clear-groups'; $as \"$0\" devices --help > /dev/null || exit 77; $as \"$0\" render a.wav -o ro/out.wav";
        (int exit, _, string error) = ChildProcess.Run(new ProcessStartInfo("bash", ["-c", script, PublishedCommand.Path]) { WorkingDirectory = _folder.Root });
        Assert.SkipWhen(exit == 77, "nobody may not run the command here");
        Assert.Equal((1, $"seamline: cannot write 'ro/out.wav': no permission to write in {_folder.In("ro")}\n"), (exit, error));
    }

    [Theory]
    [InlineData("44100", 44_100)]
    [InlineData("44.1k", 44_100)]
    [InlineData("48k", 48_000)]
    [InlineData("48kHz", 48_000)]
    [InlineData("22050Hz", 22_050)]
    [InlineData("ten", 0)]
    [InlineData("44.1", 0)]
    [InlineData("-48k", 0)]
    [InlineData("0", 0)]
    public void Rates_are_taken_as_people_write_them(string text, int rate) => Assert.Equal((rate > 0, rate), (CommonOptions.TryParseRate(text, out int parsed), rate > 0 ? parsed : 0));

    [Theory]
    [InlineData("--fromat", "--format")]
    [InlineData("--Format", "--format")]
    [InlineData("--bitrat", "--bitrate")]
    [InlineData("--f", null)]
    [InlineData("--unrelated", null)]
    public void The_nearest_word_is_named(string typed, string? near) => Assert.Equal(near, UsageError.Nearest(typed, ["--format", "--bitrate", "--from", "--output"]));

    [Fact]
    public void Progress_tells_the_time_that_is_left()
    {
        Assert.Equal("rendering 40 %", ProgressLine.Text("rendering", 40, 100, 0.5));
        Assert.Equal("rendering 40 %, 0:15 left", ProgressLine.Text("rendering", 40, 100, 10));
        Assert.Equal("rendering 100 %", ProgressLine.Text("rendering", 100, 100, 10));
        Assert.Equal("rendering 0 %", ProgressLine.Text("rendering", 0, 100, 10));
    }

    [Fact]
    public void Help_shows_what_an_edit_takes()
    {
        string help = _folder.Ok("edit", "--help").Output;
        foreach (string text in new[] { "--ripple-delete <A..B,...>", "--keep <A..B,...>", "--ducking <L> <KEY=VALUE,...>", "--room-tone <FILE> <A..B>", "--move <I> <J>", "--add-item <L> <FILE> <T>", "--original-times" })
            Assert.Contains(text, help, StringComparison.Ordinal);
    }
}
