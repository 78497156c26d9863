using System;
using System.IO;
using System.Linq;
using Seamline.Tests.AbiTests;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>The linux-arm64 archive under qemu-user: the same names, layouts and bits as linux-x64, with vectors of 128 bits.</summary>
[Collection(nameof(Hosts))]
public sealed class ArmTests
{
    private static readonly Foreign Arm = Foreign.Arm;

    [Fact]
    public void It_shows_the_same_names()
    {
        static string[] Names(string tool, string library) =>
            [.. NativeHost.Tool(tool, "-D", "--defined-only", library).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ')[^1].Split('@')[0]).Where(name => name.StartsWith("seam_", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        string[] here = Names("nm", Path.Combine(NativeHost.LibraryFolder(), "libseamline.so"));
        Assert.True(here.Length > 100);
        Assert.Equal(here, Names("aarch64-linux-gnu-nm", Arm.Library));
    }

    [Fact]
    public void Structs_and_codes_are_the_same() =>
        Assert.Equal(NativeHost.Run(NativeHost.Build("layout")).Succeeded().Output, Arm.Run(Arm.Build("layout")).Succeeded().Output);

    [Fact]
    public void Vectors_have_128_bits()
    {
        Outcome facts = Arm.Run(Arm.Build("host_facts")).Succeeded();
        Assert.Equal(128, facts["vector_bits"]);
        Assert.Equal(1, facts["cpu_supported"]);
    }

    [Theory]
    [InlineData("host_fields")]
    [InlineData("first_sizes")]
    public void A_host_says_what_it_says_on_x64(string name) =>
        Assert.Equal(NativeHost.Run(NativeHost.Build(name)).Succeeded().Output, Arm.Run(Arm.Build(name)).Succeeded().Output);

    // Without workers, and here without FFmpeg for arm64 as well: by default that is what is missing, as with isolation off.
    [Fact]
    public void Isolation_falls_back_by_default_and_fails_closed_where_it_is_required() => Assert.EndsWith(
        "isolation is required, and there is no seamline-decoder for this system, only for Linux on x64\n",
        Arm.Run(Arm.Build("host_isolation"), "none.wav").Succeeded().Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("raw")]
    [InlineData("offline")]
    public void A_host_that_pulls_and_edits_hears_the_same_bits(string mode)
    {
        string here = NativeHost.NewFile("here.f32");
        string there = NativeHost.NewFile("there.f32");
        Arm.Run(Arm.Build("host_pull"), mode, there).Succeeded();
        NativeHost.Run(NativeHost.Build("host_pull"), mode, here).Succeeded();
        Assert.True(File.ReadAllBytes(here).AsSpan().SequenceEqual(File.ReadAllBytes(there)));
        File.Delete(here);
        File.Delete(there);
    }

    // FFmpeg is Debian's on both sides, built for each: what it computes with integers or moves is the same, floating point nearly.
    [Theory]
    [InlineData("f32.wav", 0)]
    [InlineData("s16.wav", 0)]
    [InlineData("music.flac", 0)]
    [InlineData("aac.m4a", 2e-6)]
    [InlineData("opus.webm", 2e-6)]
    public void Media_sound_as_on_x64(string medium, double largest)
    {
        string root = Foreign.ArmMedia();
        string there = NativeHost.NewFile("there.f32");
        string here = NativeHost.NewFile("here.f32");
        Arm.RunIn(root, Arm.Build("host_stranger"), MediaFixtures.Path(medium), there).Succeeded();
        NativeHost.Run(NativeHost.Build("host_stranger"), MediaFixtures.Path(medium), here).Succeeded();
        Foreign.SameSound(here, there, largest);
        File.Delete(here);
        File.Delete(there);
    }

    [Theory]
    [InlineData("host_clock")]
    [InlineData("host_overrun", "none")]
    [InlineData("host_mix")]
    [InlineData("host_race", "300")]
    public void Hosts_of_the_abi_end_well(string name, params string[] arguments) => Arm.Run(Arm.Build(name), arguments).Succeeded();
}
