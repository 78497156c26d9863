using System;
using System.IO;
using System.Linq;
using Seamline.Tests.AbiTests;
using Seamline.Tests.Decode;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>The win-x64 archive under Wine: C hosts of tests/abi and tools/hosts, against what the library of this system does.</summary>
/// <remarks>A program's start under Wine takes a second: by default a choice is run, by SEAMLINE_WINE_ALL=1 (tools/test.sh --windows) all.</remarks>
[Collection(nameof(Hosts))]
public sealed class WineTests
{
    private static readonly Foreign Windows = Foreign.Windows;
    private static readonly Lazy<string> Examples = new(BuildExamples);

    [Fact]
    public void Structs_and_codes_are_those_of_linux() =>
        Assert.Equal(NativeHost.Run(NativeHost.Build("layout")).Succeeded().Output, Windows.Run(Windows.Build("layout")).Succeeded().Output);

    [Theory]
    [InlineData("raw")]
    [InlineData("documented")]
    [InlineData("offline")]
    public void A_host_that_pulls_and_edits_hears_the_same_bits(string mode)
    {
        if (mode != "raw") RequireAll();
        string here = NativeHost.NewFile("here.f32");
        string there = Path.Combine(Windows.Folder, mode + ".f32");
        Windows.Run(Windows.Build("host_pull"), mode, Windows.Named(there)).Succeeded();
        NativeHost.Run(NativeHost.Build("host_pull"), mode, here).Succeeded();
        Assert.True(File.ReadAllBytes(here).AsSpan().SequenceEqual(File.ReadAllBytes(there)));
        File.Delete(here);
    }

    // Each field that is refused, each default, each size: what these hosts print.
    [Theory]
    [InlineData("host_fields")]
    [InlineData("defaults.cpp")]
    [InlineData("first_sizes")]
    public void A_host_says_what_it_says_on_linux(string name)
    {
        RequireAll();
        string windows = Windows.Run(Windows.Build(name)).Succeeded().Output;
        Assert.NotEmpty(windows);
        Assert.Equal(NativeHost.Run(name.EndsWith(".cpp", StringComparison.Ordinal) ? NativeHost.BuildCpp(name) : NativeHost.Build(name)).Succeeded().Output, windows);
    }

    [Fact]
    public void The_wrapper_for_cpp_does_what_it_says()
    {
        RequireAll();
        RequireMedia();
        Assert.Equal("ok\n", Windows.Run(Windows.Build("wrapper.cpp", "-DSEAMLINE_EXCEPTIONS"), Windows.Named(Path.Combine(Windows.Folder, "wrapper.wav"))).Succeeded().Output);
    }

    // There are no workers: by default media are opened in the process, as the statistics say; required, none is opened.
    [Fact]
    public void Isolation_falls_back_by_default_and_fails_closed_where_it_is_required()
    {
        RequireAll();
        RequireMedia();
        string said = Windows.Run(Windows.Build("host_isolation"), Windows.Named(MediaFixtures.Path("f32.wav"))).Succeeded().Output;
        Assert.Matches(@"^auto 0, required: cannot open '.+f32\.wav': isolation is required, and there is no seamline-decoder for this system, only for Linux on x64\n$", said);
    }

    [Theory]
    [InlineData(false, "host_clock")]
    [InlineData(true, "host_rows", "rows.wav")]
    [InlineData(true, "host_hour", "aac-video.mp4")]
    [InlineData(true, "host_export", "export-", "flac")] // FFmpeg's own libraries have no encoder of MP3
    [InlineData(true, "host_peaks")]
    [InlineData(false, "host_overrun", "none")]
    [InlineData(false, "host_mix")]
    [InlineData(false, "host_race", "1000")]
    [InlineData(true, "host_watch")]
    [InlineData(true, "host_media", "changing.wav")]
    [InlineData(true, "host_fuzz", "7", "3", "aac.m4a")]
    public void Hosts_of_the_abi_end_well(bool media, string name, params string[] arguments)
    {
        RequireAll();
        if (media) RequireMedia();
        string[] named = [.. arguments.Select(a => a.StartsWith("aac", StringComparison.Ordinal) ? Windows.Named(MediaFixtures.Path(a))
            : a.Contains('.', StringComparison.Ordinal) || a.EndsWith('-') ? Windows.Named(Path.Combine(Windows.Folder, a)) : a)];
        Windows.Run(Windows.Build(name), named).Succeeded();
    }

    [Theory]
    [InlineData("names")]
    [InlineData("replace")]
    [InlineData("open")]
    [InlineData("kill")]
    public void Files_are_used_as_windows_users_expect(string part)
    {
        RequireAll();
        if (part is "open" or "names") RequireMedia();
        (string folder, string named) = Foreign.OnDriveC(part);
        try
        {
            Assert.Equal("ok\n", Windows.Run(Windows.Build("host_windows"), named, part).Succeeded().Output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_host_may_unload_the_library() =>
        Assert.Equal("ok\n", Windows.Run(Windows.Build("host_unload"), Windows.Named(Path.Combine(Windows.Folder, "seamline.dll"))).Succeeded().Output);

    [Fact]
    public void The_example_hosts_pull_edit_and_keep_their_device()
    {
        Assert.Equal("672000 frames\n", Windows.Run(Example("pull_wav"), Windows.Named(Path.Combine(Windows.Folder, "pulled.wav"))).Succeeded().Output);
        var pulled = Notes.Read(Path.Combine(Windows.Folder, "pulled.wav"));
        Assert.Equal([0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15], pulled.Heard());
        pulled.AssertNoClick();
        Assert.Matches(@"^deleted at \d+, heard \d+, latency 1440 frames\n\d+ frames heard, ", Windows.Run(Example("own_device"), "4", Windows.Named(Path.Combine(Windows.Folder, "heard.wav"))).Succeeded().Output);
    }

    [Fact]
    public void The_terminal_plays_on_a_device_of_sdl_and_deletes()
    {
        RequireAll();
        RequireMedia();
        string sdl = Path.Combine(Media(), "SDL3.dll");
        Assert.SkipUnless(File.Exists(sdl), "no SDL for Windows: tools/wine/media.sh builds it where the release has its sources");
        File.Copy(sdl, Path.Combine(Examples.Value, "terminal", "SDL3.dll"), overwrite: true);
        string export = Path.Combine(Windows.Folder, "terminal.wav");
        string[] said = Windows.RunWith(
            $"devices\nplay\nwait 0.2\ndelete\nwait 0.2\nstatus\npause\nexport {Windows.Named(export)}\nquit\n", [("SDL_AUDIO_DRIVER", "dummy")], Example("terminal"))
            .Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches(@"^output dummy, .+: 48000 Hz, a block of \d+ frames$", said[0]);
        Assert.Matches(@"of 14\.000 s, heard \d+\.\d+ s, latency \d+ frames, 7 segments, 0 missed, ", Assert.Single(said, line => line.StartsWith("playing at", StringComparison.Ordinal)));
        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], Notes.Read(export).Heard());
    }

    // The stranger's project: three lines of CMake, an m4a, a deletion while it pulls.
    [Theory]
    [InlineData("aac.m4a", 2e-6)]
    [InlineData("f32.wav", 0)]
    [InlineData("music.flac", 2e-6)]
    [InlineData("cbr.mp3", 2e-6)]
    [InlineData("vorbis.ogg", 2e-6)]
    [InlineData("opus.ogg", 2e-6)]
    public void A_stranger_s_project_opens_media_and_deletes_while_it_pulls(string medium, double largest)
    {
        if (medium != "aac.m4a") RequireAll();
        RequireMedia();
        string stranger = Path.Combine(Stranger.Value, "stranger.exe");
        string file = MediaFixtures.Path(medium);
        Windows.Run(stranger, Windows.Named(file), Windows.Named(Path.Combine(Windows.Folder, medium + ".f32"))).Succeeded();
        string here = NativeHost.NewFile("here.f32");
        NativeHost.Run(NativeHost.Build("host_stranger"), file, here).Succeeded();
        Foreign.SameSound(here, Path.Combine(Windows.Folder, medium + ".f32"), largest);
        File.Delete(here);
    }

    private static readonly Lazy<string> Stranger = new(static () =>
    {
        string folder = Package.NewFolder("stranger");
        File.WriteAllText(Path.Combine(folder, "CMakeLists.txt"), $"""
            cmake_minimum_required(VERSION 3.16)
            project(stranger C)
            add_executable(stranger {Path.Combine(Repository.Root, "tests", "abi", "host_stranger.c")})
            find_package(Seamline REQUIRED)
            target_link_libraries(stranger PRIVATE Seamline::seamline)
            seamline_copy_library(stranger)
            """);
        string build = Configure(folder);
        foreach (string dll in Directory.GetFiles(Media(), "*.dll")) File.Copy(dll, Path.Combine(build, Path.GetFileName(dll)));
        return build;
    });

    private static string Example(string name) => Path.Combine(Examples.Value, name, name + ".exe");

    private static string BuildExamples()
    {
        string build = Configure(Path.Combine(Windows.Prefix, "share", "doc", "seamline", "examples"));
        foreach (string name in (ReadOnlySpan<string>)["pull_wav", "own_device", "terminal"])
            File.Copy(Windows.Library, Path.Combine(build, name, "seamline.dll"), overwrite: true);
        return build;
    }

    private static string Configure(string source)
    {
        string build = Package.NewFolder("wine-build");
        NativeHost.Tool("cmake", [
            "-S", source, "-B", build, "-DCMAKE_PREFIX_PATH=" + Windows.Prefix, "-DCMAKE_BUILD_TYPE=Release",
            "-DCMAKE_TOOLCHAIN_FILE=" + Path.Combine(Repository.Root, "tools", "wine", "toolchain.cmake")]).Succeeded();
        NativeHost.Tool("cmake", "--build", build).Succeeded();
        return build;
    }

    /// <summary>Where the DLLs of FFmpeg and SDL for Windows are.</summary>
    public static string Media()
    {
        string? given = Environment.GetEnvironmentVariable("SEAMLINE_WINE_MEDIA");
        return string.IsNullOrEmpty(given) ? Path.Combine(Repository.Root, "artifacts", "wine-media") : given;
    }

    /// <summary>Skips where they are not, else puts them beside the hosts.</summary>
    internal static void RequireMedia()
    {
        string[] dlls = Directory.Exists(Media()) ? Directory.GetFiles(Media(), "av*.dll") : [];
        if (dlls.Length == 0) Assert.Skip("no FFmpeg for Windows: tools/wine/media.sh artifacts/wine-media builds it");
        foreach (string dll in Directory.GetFiles(Media(), "*.dll")) File.Copy(dll, Path.Combine(Windows.Folder, Path.GetFileName(dll)), overwrite: true);
    }

    /// <summary>Skips in an ordinary run.</summary>
    internal static void RequireAll() =>
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SEAMLINE_WINE_ALL") == "1", "run by tools/test.sh --windows");
}
