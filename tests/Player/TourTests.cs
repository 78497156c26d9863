using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Seamline.Tests.AbiTests;
using Seamline.Tests.House;
using SkiaSharp;
using Xunit;

namespace Seamline.Tests.Ui;

/// <summary>
/// The player as a program of its own, without a display: SEAMLINE_PLAYER is the published one, else the one that was built with
/// these tests. Scripts drive it to the end; what they expect is asserted by them, and what comes out by these tests.
/// </summary>
[Collection("SDL audio")]
public sealed class TourTests
{
    private static readonly string[] Pictures = ["tour-open.png", "tour-marked.png", "tour-deleted.png", "tour-close.png", "tour-keys.png"];

    [Fact]
    public void The_tour_comes_to_its_end_with_its_pictures_and_its_timeline()
    {
        using PlayerRig rig = PlayerRig.Empty();
        string project = rig.Project();
        (int code, string output) = Run(rig, project, "--script", Path.Combine(Repository.Root, "tools", "player", "tour.script"), "--report");
        Assert.True(code == 0, output);
        foreach (string name in Pictures)
        {
            using SKBitmap picture = SKBitmap.Decode(rig.File(name));
            Assert.Equal((1_280, 720), (picture.Width, picture.Height));
        }

        Assert.NotEqual(File.ReadAllBytes(rig.File("tour-marked.png")), File.ReadAllBytes(rig.File("tour-deleted.png")));
        // About a second was taken out of the first segments; the rest is as it was.
        Project saved = OtioReader.Read(rig.File("tour.otio"));
        Assert.InRange(saved.Segments.Sum(segment => segment.Out - segment.In), 15, 19.9);
        Assert.Equal(20, saved.Segments[^1].Out);
        Assert.Contains("last edit", output, StringComparison.Ordinal);
        Assert.Contains("0 in the engine", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_that_expects_what_is_not_so_says_what_is()
    {
        using PlayerRig rig = PlayerRig.Empty();
        File.WriteAllText(rig.File("wrong.script"), "wait-open\nexpect segments 11\n");
        (int code, string output) = Run(rig, rig.Project(), "--script", rig.File("wrong.script"));
        Assert.Equal(1, code);
        Assert.Contains("Line 2: segments is 10, not 11.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Left_alone_it_draws_nothing()
    {
        using PlayerRig rig = PlayerRig.Empty();
        File.WriteAllText(rig.File("rest.script"), "wait-open\nwait-loaded\nwait 9000\nrest 2\nscreenshot rest.png\n");
        (int code, string output) = Run(rig, rig.Project(), "--script", rig.File("rest.script"), "--report");
        Assert.True(code == 0, output);
        Assert.Contains(": 0 frames drawn", output, StringComparison.Ordinal);
        Assert.True(File.Exists(rig.File("rest.png")));
    }

    [Fact]
    public void A_film_is_pictures_in_a_row()
    {
        using PlayerRig rig = PlayerRig.Empty();
        File.WriteAllText(rig.File("film.script"), "wait-open\nwait-ready\nkey space\nfilm frame 10\nwait 1000\nfilm-end\n");
        (int code, string output) = Run(rig, rig.Project(), "--script", rig.File("film.script"), "--size", "640x360");
        Assert.True(code == 0, output);
        Assert.True(File.Exists(rig.File("frame0000.png")) && File.Exists(rig.File("frame0003.png")), output);
        Assert.NotEqual(File.ReadAllBytes(rig.File("frame0000.png")), File.ReadAllBytes(rig.File("frame0003.png")));
    }

    [Fact]
    public void Without_a_display_it_says_so()
    {
        using PlayerRig rig = PlayerRig.Empty();
        (int code, string output) = Run(rig, rig.Project(), "--report", driver: "no-such-driver");
        Assert.Equal(3, code);
        Assert.Matches("no display.*--screenshot", output);
    }

    private static (int Code, string Output) Run(PlayerRig rig, string project, string option, string? value = null, string? more = null, string? size = null, string driver = "dummy")
    {
        string? told = Environment.GetEnvironmentVariable("SEAMLINE_PLAYER");
        string program = string.IsNullOrEmpty(told) ? Path.Combine(Repository.Root, "artifacts", "bin", "Seamline.Player", Flavour, "seamline-player") : told;
        Assert.True(File.Exists(program), $"{program} is not there");
        var start = new ProcessStartInfo(program) { WorkingDirectory = Path.GetDirectoryName(rig.File("x")), UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string? argument in (ReadOnlySpan<string?>)[project, option, value, more, size, "--driver", "null"])
        {
            if (argument != null) start.ArgumentList.Add(argument);
        }

        start.Environment["SDL_VIDEO_DRIVER"] = driver;
        start.Environment["SEAMLINE_NATIVE_DIR"] = NativeHost.LibraryFolder();
        using Process process = Process.Start(start)!;
        System.Threading.Tasks.Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

#if DEBUG
    private const string Flavour = "debug";
#else
    private const string Flavour = "release";
#endif
}
