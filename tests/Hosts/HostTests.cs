using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Seamline.Tests.AbiTests;
using Seamline.Tests.Decode;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>The example hosts, built by CMake against the unpacked archive, and run.</summary>
[Collection(nameof(Hosts))]
public sealed class HostTests
{
    private static readonly int[] Sixteen = [.. Enumerable.Range(0, 16)];
    private static readonly (string Name, string Value)[] Dummy = [("SDL_AUDIO_DRIVER", "dummy")];

    [Fact]
    public void A_C_host_pulls_into_a_file_while_another_thread_edits()
    {
        string file = Package.NewFile("pulled.wav");
        Assert.Equal("672000 frames\n", NativeHost.Run(Package.Host("pull_wav"), file).Succeeded().Output);
        AssertEdited(file);
    }

    [Fact]
    public void A_C_host_takes_a_medium()
    {
        string file = Package.NewFile("pulled.wav");
        NativeHost.Run(Package.Host("pull_wav"), file, MediaFixtures.Path("aac.m4a")).Succeeded();
        Assert.Contains(Notes.Read(file).Heard(), note => note != -1);
        Outcome refused = NativeHost.Run(Package.Host("pull_wav"), file, "nothing-here.wav");
        Assert.Equal(1, refused.ExitCode);
        Assert.Matches(@"^pull_wav: open: cannot open '.*nothing-here\.wav': .+ \(status 5\)\n$", refused.Errors);
        Assert.Equal(2, NativeHost.Run(Package.Host("pull_wav")).ExitCode);
    }

    [Fact]
    public void A_C_host_is_built_with_pkg_config()
    {
        // A path with a space in it comes quoted, as a shell reads it.
        string program = Package.NewFile("pull_wav");
        string sources = Path.Combine(Repository.Root, "tools", "hosts");
        NativeHost.Run("sh", [("PKG_CONFIG_PATH", Path.Combine(Package.Prefix, "lib", "pkgconfig")), ("SOURCES", sources), ("PROGRAM", program)], "-ec",
            $"eval \"cc -std=c99 {Package.Strict} -I '$SOURCES/shared' '$SOURCES/pull_wav/main.c' -o '$PROGRAM' $(pkg-config --cflags --libs seamline) -lm -lpthread\"")
            .Succeeded();
        string file = Package.NewFile("pulled.wav");
        NativeHost.Run(program, [("LD_LIBRARY_PATH", Path.Combine(Package.Prefix, "lib"))], file).Succeeded();
        AssertEdited(file);
    }

    [Fact]
    public void A_cpp_host_with_a_device_of_its_own_plays_on_while_it_cuts()
    {
        string file = Package.NewFile("heard.wav");
        Outcome outcome = NativeHost.Run(Package.Host("own_device"), "4", file).Succeeded();
        Match reported = Regex.Match(outcome.Output, @"^deleted at (\d+), heard (\d+), latency 1440 frames\n(\d+) frames heard, \d+ underruns\n$");
        Assert.True(reported.Success, outcome.Output);
        long playhead = Number(reported, 1);
        Assert.InRange(playhead, 48_000, 4 * 48_000);
        Assert.Equal(playhead - 1_440, Number(reported, 2));
        var heard = Notes.Read(file);
        Assert.Equal(Number(reported, 3), heard.Frames);
        Assert.Equal([0, 1, 2, 3, 6, 7], heard.Heard()[..6]);
        heard.AssertNoClick();
    }

    [Fact]
    public void A_terminal_plays_deletes_splits_and_takes_back()
    {
        string file = Package.NewFile("export.wav");
        string[] said = Terminal($"""
            devices
            status
            play
            wait 0.2
            delete
            list
            wait 0.2
            status
            pause
            seek 3.5
            wait 0.1
            split
            list
            export {file}
            quit
            status
            """);
        Assert.Matches(@"^output dummy, .+: 48000 Hz, a block of \d+ frames$", said[0]);
        Assert.Equal("the system's default (48000 Hz, 2 channels)", said[1]);
        Assert.Contains(said, line => line.StartsWith("paused at 0.000 s of 16.000 s, heard 0.000 s", StringComparison.Ordinal));
        string playing = Assert.Single(said, line => line.StartsWith("playing at", StringComparison.Ordinal));
        Assert.Matches(@"of 14\.000 s, heard \d+\.\d+ s, latency \d+ frames, 7 segments, 0 missed, ", playing);
        Assert.DoesNotContain(said, line => line.StartsWith("1: ", StringComparison.Ordinal));
        int left = Array.IndexOf(said, "3: clip 1, 4.000 .. 5.500 s, at 2.000 s");
        Assert.Matches(@"^\d+: clip 1, 5\.500 \.\. 6\.000 s, at 3\.500 s$", said[left + 1]);
        Assert.Equal($"{file}: 100 %", said[^1]);
        Assert.Equal(Sixteen[2..], Notes.Read(file).Heard());
    }

    [Fact]
    public void A_terminal_says_what_was_refused_and_goes_on()
    {
        string[] said = Terminal("undo\nfrobnicate\nseek\nseek nan\nexport /nowhere/at/all.wav\nstatus\n");
        Assert.Equal("refused: there is nothing to undo", said[1]);
        Assert.Equal("what is 'frobnicate'?", said[2]);
        Assert.Equal("what is 'seek'?", said[3]);
        Assert.Equal("refused: cannot write '/nowhere/at/all.wav': there is no such folder: /nowhere/at", said[^2]);
        Assert.StartsWith("paused at 0.000 s of 16.000 s", said[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_plays_media()
    {
        Outcome outcome = NativeHost.RunWith("list\nplay\nwait 0.1\nstatus\n", Dummy, Package.Host("terminal"), MediaFixtures.Path("f32.wav"), MediaFixtures.Path("aac.m4a"));
        Assert.Matches(@"\n1: clip 1, 0\.000 .* at 0\.000 s\n2: clip 2, 0\.000 .*\nplaying at ", outcome.Succeeded().Output);
    }

    private static string[] Terminal(string commands) =>
        NativeHost.RunWith(commands, Dummy, Package.Host("terminal")).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static void AssertEdited(string file)
    {
        var notes = Notes.Read(file);
        Assert.Equal([.. Sixteen[..6], .. Sixteen[8..]], notes.Heard());
        notes.AssertNoClick();
    }

    private static long Number(Match match, int group) => long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
}
