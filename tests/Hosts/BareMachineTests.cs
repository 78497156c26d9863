using System;
using System.IO;
using System.Linq;
using Seamline.Tests.AbiTests;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>
/// The packaged library on a machine with neither FFmpeg nor SDL. The loader is the one thing that is asked for them; here it says
/// no (tests/abi/no_libraries.c).
/// </summary>
[Collection(nameof(Hosts))]
public sealed class BareMachineTests
{
    private static (string Name, string Value)[] Bare => [("LD_PRELOAD", NativeHost.BuildLibrary("no_libraries")), ("SDL_AUDIO_DRIVER", "dummy")];

    [Fact]
    public void Host_samples_are_pulled_and_edited_to_the_same_bits()
    {
        string bare = Package.NewFile("bare.wav");
        NativeHost.Run(Package.Host("pull_wav"), Bare, bare).Succeeded();
        Assert.Equal(14, Notes.Read(bare).Heard().Length);
        Notes.Read(bare).AssertNoClick();

        // Without a thread that edits at its own pace: bit for bit.
        string program = NativeHost.Build("host_pull");
        NativeHost.Run(program, Bare, "raw", bare + ".bare").Succeeded();
        NativeHost.Run(program, "raw", bare + ".full").Succeeded();
        Assert.Equal(File.ReadAllBytes(bare + ".full"), File.ReadAllBytes(bare + ".bare"));
    }

    [Fact]
    public void Export_and_an_own_device_work()
    {
        NativeHost.RunWith("", Bare, "python3", Path.Combine(House.Repository.Root, "tools", "hosts", "python", "seamline_host.py"),
            Path.Combine(Package.Prefix, "lib", "libseamline.so.0"), Package.NewFile("bare.wav")).Succeeded();
        NativeHost.Run(Package.Host("own_device"), Bare, "8").Succeeded();
    }

    [Fact]
    public void A_medium_is_refused_in_a_sentence()
    {
        string medium = MediaFixtures.Path("f32.wav");
        string file = Package.NewFile("bare.wav");
        NativeHost.Run(Package.Host("pull_wav"), file, medium).Succeeded(); // as long as the libraries are there
        Outcome outcome = NativeHost.Run(Package.Host("pull_wav"), Bare, file, medium);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Matches(@"^pull_wav: open: cannot open '.*f32\.wav': the FFmpeg library .+ is not installed.*apt install ffmpeg.*\(status 7\)\n$", outcome.Errors);
    }

    [Fact]
    public void What_needs_the_libraries_is_refused_and_the_engine_goes_on()
        => Assert.Equal("ok\n", NativeHost.Run(NativeHost.Build("host_bare"), Bare, MediaFixtures.Path("f32.wav")).Succeeded().Output);

    [Fact]
    public void A_device_is_refused_in_a_sentence()
    {
        NativeHost.RunWith("quit\n", [("SDL_AUDIO_DRIVER", "dummy")], Package.Host("terminal")).Succeeded();
        Outcome outcome = NativeHost.RunWith("quit\n", Bare, Package.Host("terminal"));
        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("refused: Audio output needs SDL 3.2 or later, and libSDL3.so.0", outcome.Output, StringComparison.Ordinal);
        Assert.EndsWith("Everything but audio devices works without it.\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_library_itself_asks_for_the_C_library_only()
    {
        Outcome outcome = NativeHost.Run(Package.Host("pull_wav"), [("LD_TRACE_LOADED_OBJECTS", "1")]).Succeeded();
        string[] objects = [.. outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Path.GetFileName(line.Trim().Split(' ')[0]).Split('.')[0]).Order(StringComparer.Ordinal)];
        Assert.Equal("ld-linux-x86-64 libc libm libseamline linux-vdso", string.Join(' ', objects));
    }
}
