using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Seamline.Projects.Demo;
using Seamline.Tests.AbiTests;
using Seamline.Tests.Decode;
using Seamline.Tests.House;
using SkiaSharp;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>The command and the player as programs of win-x64, under Wine: the demo's job, a Cap recording on drive C, a picture.</summary>
[Collection(nameof(NativeHost))]
public sealed partial class WineProgramTests
{
    private static readonly Foreign Windows = Foreign.Windows;
    private static readonly Lazy<string> Programs = new(Gather);

    [Fact]
    public void The_command_finds_its_libraries_beside_itself()
    {
        string said = Command("--version").Output;
        Assert.StartsWith($"seamline {Package.Version}\nFFmpeg, for media files: ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("FFmpeg, for media files: not found", said, StringComparison.Ordinal);
    }

    // Ten minutes of AAC and Opus, made here by the ffmpeg command, played and cut there. The demo judges itself: each edit heard in the next block, without a
    // click, and nothing allocated on the GC heap.
    [Fact]
    public void The_demo_s_job_is_played_and_cut()
    {
        string folder = Package.NewFolder("demo");
        _ = DemoMedia.Make(folder);
        string said = Windows.Run(Path.Combine(Programs.Value, "seamline-cli.exe"), "demo", "--device", "null", "--output", Windows.Named(folder)).Output;
        TestContext.Current.TestOutputHelper!.WriteLine(said);
        Assert.DoesNotContain("FAILED: ", said, StringComparison.Ordinal);
        Assert.Equal(7, EditLine().Count(said));
        Assert.True(new FileInfo(Path.Combine(folder, "heard.wav")).Length > 15 * 48_000 * 8);
        Assert.True(File.Exists(Path.Combine(folder, "edits.svg")));
    }

    // A recorder on Windows writes its own paths: the file of that name in the recording is meant. The render is that of the command on Linux, bit by bit.
    [Fact]
    public void A_cap_recording_on_drive_c_is_edited_and_exported()
    {
        (string folder, string named) = Foreign.OnDriveC("cap");
        try
        {
            string cap = Path.Combine(folder, "my recording.cap");
            string content = Directory.CreateDirectory(Path.Combine(cap, "content", "segments", "segment-0")).FullName;
            File.Copy(MediaFixtures.Path("f32.wav"), Path.Combine(content, "audio-input.wav"));
            File.WriteAllText(Path.Combine(cap, "recording-meta.json"), """
                {"pretty_name": "My recording", "segments": [{"display": {"path": "content/segments/segment-0/display.mp4"},
                  "mic": {"path": "C:\\Users\\me\\my recording.cap\\content\\segments\\segment-0\\audio-input.wav"}}]}
                """);
            File.WriteAllText(Path.Combine(cap, "project-config.json"), """
                {"audio": {"improve": true}, "timeline": {"zoomSegments": [], "segments": [{"recordingSegment": 0, "timescale": 1, "start": 0, "end": 3}]}}
                """);
            Command("edit", named + @"\my recording.cap", "--ripple-delete", "0.5..1.25", "-o", named + @"\my recording.cap", "--force");
            Command("render", named + @"\my recording.cap", "-o", named + @"\there.wav");
            Assert.Contains("\"improve\"", File.ReadAllText(Path.Combine(cap, "project-config.json")), StringComparison.Ordinal);
            NativeHost.Tool("dotnet", Path.Combine(AppContext.BaseDirectory, "seamline-cli.dll"), "render", cap, "-o", Path.Combine(folder, "here.wav")).Succeeded();
            Assert.Equal(2.25 * 48_000, (new FileInfo(Path.Combine(folder, "there.wav")).Length - 1_000) / 8.0, 200.0);
            Assert.True(File.ReadAllBytes(Path.Combine(folder, "here.wav")).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder, "there.wav"))));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_player_opens_a_medium_and_takes_a_picture()
    {
        string player = Path.Combine(Programs.Value, "seamline-player.exe");
        if (!File.Exists(player)) Assert.Skip("no player for win-x64: tools/publish.sh --rid win-x64 player");
        if (!File.Exists(Path.Combine(Programs.Value, "SDL3.dll"))) Assert.Skip("no SDL for Windows: tools/wine/media.sh builds it where the release has its sources");
        string picture = Package.NewFile("player.png");
        Windows.RunWith("", [("SDL_VIDEO_DRIVER", "dummy"), ("SEAMLINE_NATIVE_DIR", "")], player, Windows.Named(MediaFixtures.Path("aac.m4a")), "--driver", "null", "--screenshot",
            Windows.Named(picture)).Succeeded();
        if (Environment.GetEnvironmentVariable("SEAMLINE_KEEP_PICTURE") is { Length: > 0 } kept) File.Copy(picture, kept, overwrite: true);
        using SKBitmap found = SKBitmap.Decode(picture);
        Assert.True(found.Width >= 1_280 && found.Height >= 720);
        Assert.True(found.Pixels.Distinct().Count() > 100, "an empty window");
    }

    private static Outcome Command(params string[] arguments) => Windows.Run(Path.Combine(Programs.Value, "seamline-cli.exe"), arguments).Succeeded();

    // Programs, engine, FFmpeg and SDL in one folder, as one ships them.
    private static string Gather()
    {
        WineTests.RequireAll();
        WineTests.RequireMedia();
        string folder = Package.NewFolder("programs");
        string command = Path.Combine(Repository.Root, "artifacts", "command-win-x64", "seamline-cli.exe");
        if (!File.Exists(command)) Assert.Skip("no command for win-x64: tools/publish.sh --rid win-x64 command");
        string player = Path.Combine(Repository.Root, "artifacts", "player-win-x64");
        string[] files = [command, Windows.Library, .. Directory.GetFiles(WineTests.Media(), "*.dll"), Path.Combine(player, "seamline-player.exe"), Path.Combine(player, "libSkiaSharp.dll")];
        foreach (string file in files.Where(File.Exists)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return folder;
    }

    [GeneratedRegex(@"^(delete the segment|split at|undo the|seek five).* -> ", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex EditLine();
}
