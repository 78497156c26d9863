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
        (int code, string output) = Run(rig, project, "--script", Path.Combine(Repository.Root, "tools", "player", "scripts", "tour.script"), "--report");
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

    [Theory]
    [InlineData("jobs-keys.script")]
    [InlineData("jobs-mouse.script")]
    public void Twelve_jobs_are_done_by_keys_alone_and_by_the_mouse_alone(string script)
    {
        using PlayerRig rig = PlayerRig.Empty();
        rig.Media("interview.wav");
        rig.Media("music.wav", 10);
        Directory.CreateDirectory(rig.File("moved"));
        File.Move(rig.Project("moved.otio").Replace("moved.otio", "voice.wav", StringComparison.Ordinal), rig.File("moved/voice.wav"));
        (int code, string output) = Play(rig, null, "dummy", "--script", Path.Combine(Repository.Root, "tools", "player", "scripts", script));
        Assert.True(code == 0, output);
        string[] exported = [.. Directory.GetFiles(Path.GetDirectoryName(rig.File("x"))!, "*.m4a")];
        Assert.True(new FileInfo(Assert.Single(exported)).Length > 50_000);
        Project saved = OtioReader.Read(rig.File(script.Contains("keys", StringComparison.Ordinal) ? "talk.otio" : "interview.otio"));
        Assert.Equal(3, saved.Segments.Count);
        Assert.NotNull(saved.Segments[1].Transition);
        ProjectItem music = Assert.Single(Assert.Single(saved.Lanes).Items);
        Assert.Equal((-3.0, 3.0), (saved.Lanes[0].GainDb, Math.Round(music.FadeOut, 1)));
        Assert.Empty(OtioReader.Read(rig.File("moved.otio")).Missing);
        Assert.Equal(rig.File("moved/voice.wav"), OtioReader.Read(rig.File("moved.otio")).Clips[0].Tracks[0].MediaPath);
    }

    [Fact]
    public void What_a_crash_or_a_signal_left_is_there_at_the_next_start()
    {
        using PlayerRig rig = PlayerRig.Empty();
        string project = rig.Project();
        // Killed as a crash does: nothing of it runs any more.
        File.WriteAllText(rig.File("crash.script"), "wait-open\nwait-ready\nkey end\nkey left\nkey s\nexpect kept 1\ncrash\n");
        (int code, string output) = Play(rig, null, "dummy", project, "--script", rig.File("crash.script"), "--state-folder", rig.File("state"));
        Assert.True(code == 137, output);
        // SIGTERM right after an edit, before it is kept by itself.
        File.WriteAllText(rig.File("term.script"), "wait 300\nexpect overlay 3\nkey r\nwait-open\nexpect segments 11\nexpect edited 1\nseek 5\nkey s\nexpect segments 12\nscreenshot split.png\nwait 20000\n");
        using (Process process = Start(rig, null, "dummy", "--script", rig.File("term.script"), "--state-folder", rig.File("state")))
        {
            long began = Stopwatch.GetTimestamp();
            while (!File.Exists(rig.File("split.png")) && !process.HasExited && Stopwatch.GetElapsedTime(began).TotalSeconds < 60) System.Threading.Thread.Sleep(20);
            ChildProcess.Run(new ProcessStartInfo("kill", ["-TERM", $"{process.Id}"]));
            output = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 143, output);
        }

        File.WriteAllText(rig.File("last.script"), "wait 300\nexpect overlay 3\nkey r\nwait-open\nexpect segments 12\nkey ctrl+s\nexpect edited 0\nexpect kept 0\nquit\n");
        (code, output) = Play(rig, null, "dummy", "--script", rig.File("last.script"), "--state-folder", rig.File("state"));
        Assert.True(code == 0, output);
        Assert.Equal(12, OtioReader.Read(project).Segments.Count);
        Assert.Empty(Directory.GetFiles(rig.File("state/recovery")));
    }

    [Fact]
    public void The_system_s_dialog_opens_a_file_and_where_there_is_none_the_own_one_comes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "zenity stands for the system's dialog");
        using PlayerRig rig = PlayerRig.Empty();
        string media = rig.Media("chosen.wav", 2);
        string zenity = rig.File("zenity");
        File.WriteAllText(zenity, $"#!/bin/sh\n[ \"$1\" = --version ] && echo 4.0.1 && exit 0\necho {media}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(zenity, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        File.WriteAllText(rig.File("dialog.script"), "wait 200\nkey ctrl+o\nwait 500\nwait-open\nexpect seconds 2\nquit\n");
        string path = $"{Path.GetDirectoryName(zenity)}:{Environment.GetEnvironmentVariable("PATH")}";
        (int code, string output) = Play(rig, path, "dummy", "--script", rig.File("dialog.script"), "--dialogs", "system");
        Assert.True(code == 0, output);
        File.WriteAllText(rig.File("own.script"), "wait 200\nkey ctrl+o\nexpect overlay 2\nquit\n");
        (code, output) = Play(rig, "/usr/bin:/bin", "dummy", "--script", rig.File("own.script"), "--dialogs", "system");
        Assert.True(code == 0, output);
    }

    [Fact]
    public void Without_a_display_it_says_so()
    {
        using PlayerRig rig = PlayerRig.Empty();
        (int code, string output) = Run(rig, rig.Project(), "--report", driver: "no-such-driver");
        Assert.Equal(3, code);
        Assert.Matches("no display.*--screenshot", output);
    }

    private static (int Code, string Output) Run(PlayerRig rig, string project, string option, string? value = null, string? more = null, string? size = null, string driver = "dummy") =>
        Play(rig, null, driver, project, option, value, more, size);

    private static (int Code, string Output) Play(PlayerRig rig, string? path, string driver, params string?[] arguments)
    {
        using Process process = Start(rig, path, driver, arguments);
        System.Threading.Tasks.Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    private static Process Start(PlayerRig rig, string? path, string driver, params string?[] arguments)
    {
        string? given = Environment.GetEnvironmentVariable("SEAMLINE_PLAYER");
        string program = string.IsNullOrEmpty(given) ? Path.Combine(Repository.Root, "artifacts", "bin", "Seamline.Player", Flavour, "seamline-player") : given;
        Assert.True(File.Exists(program), $"{program} is not there");
        var start = new ProcessStartInfo(program) { WorkingDirectory = Path.GetDirectoryName(rig.File("x")), UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string? argument in (string?[])[.. arguments, "--driver", "null"])
        {
            if (argument != null) start.ArgumentList.Add(argument);
        }

        start.Environment["SDL_VIDEO_DRIVER"] = driver;
        start.Environment["SEAMLINE_NATIVE_DIR"] = NativeHost.LibraryFolder();
        // Nothing of the user's own is read or written.
        start.Environment["XDG_STATE_HOME"] = rig.File("home");
        if (path != null) start.Environment["PATH"] = path;
        return Process.Start(start)!;
    }

#if DEBUG
    private const string Flavour = "debug";
#else
    private const string Flavour = "release";
#endif
}
