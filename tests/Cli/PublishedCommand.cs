using System;
using System.Diagnostics;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>Runs the published command. `tools/test.sh` publishes it and names it in SEAMLINE_CLI; without it these tests are skipped.</summary>
internal static class PublishedCommand
{
    public static string Path => Environment.GetEnvironmentVariable("SEAMLINE_CLI") ?? string.Empty;

    public static (int Exit, string Output, string Error) Run(string folder, params string[] arguments)
    {
        Assert.SkipWhen(Path.Length == 0, "SEAMLINE_CLI names no published command");
        return Start(Path, folder, arguments);
    }

    public static void FFmpeg(string folder, string arguments)
    {
        (int exit, _, string error) = Start("ffmpeg", folder, ["-v", "error", "-y", .. arguments.Split(' ')]);
        Assert.True(exit == 0, error);
    }

    private static (int Exit, string Output, string Error) Start(string program, string folder, string[] arguments) =>
        ChildProcess.Run(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder });
}
