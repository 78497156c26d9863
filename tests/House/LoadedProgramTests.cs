using System;
using System.Diagnostics;
using Xunit;

namespace Seamline.Tests.House;

/// <summary>The ffmpeg command as tests run it: loaded once, forked for each run.</summary>
public sealed class LoadedProgramTests
{
    [Fact]
    public void It_does_what_the_program_does()
    {
        LoadedProgram? program = LoadedProgram.Find("ffmpeg");
        Assert.SkipWhen(program == null, "gcc or ffmpeg is missing");
        (int? exit, string output, string errors) = program!.Run(new ProcessStartInfo("ffmpeg", ["-version"]), 60_000);
        using Process direct = Process.Start(new ProcessStartInfo("ffmpeg", ["-version"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        Assert.Equal((0, direct.StandardOutput.ReadToEnd(), string.Empty), (exit, output, errors));

        (exit, output, errors) = program.Run(new ProcessStartInfo("ffmpeg", "-v error -i \"no such file.wav\"") { WorkingDirectory = "/" }, 60_000);
        Assert.Equal((1, string.Empty), (exit, output));
        Assert.Contains("no such file.wav: No such file or directory", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_does_not_end_is_killed()
    {
        LoadedProgram? program = LoadedProgram.Find("ffmpeg");
        Assert.SkipWhen(program == null, "gcc or ffmpeg is missing");
        var endless = new ProcessStartInfo("ffmpeg", "-nostdin -v error -re -f lavfi -i sine -f null -");
        Assert.Null(program!.Run(endless, 200).ExitCode);
    }

    [Theory]
    [InlineData("a  b", "a|b")]
    [InlineData("-i \"a b.wav\" c", "-i|a b.wav|c")]
    [InlineData("mod(N\\,3) \"\" x\\\"y", "mod(N\\,3)||x\"y")]
    public void A_command_line_is_split_as_by_the_system(string line, string arguments) =>
        Assert.Equal(arguments, string.Join('|', LoadedProgram.Arguments(new ProcessStartInfo("ffmpeg", line))));
}
