using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using Seamline.Abi;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>
/// Hosts and libraries of different versions of the header. tests/abi/first/seamline.h is the first one, as it was; it never changes.
/// </summary>
[Collection(nameof(NativeHost))]
public sealed class GrowthTests
{
    [Fact]
    public void The_smallest_size_of_every_struct_is_that_of_the_first_header()
    {
        string[] first = Lines(NativeHost.Run(NativeHost.BuildFirst("first_sizes")).Succeeded().Output);
        string[] now = Lines(NativeHost.Run(NativeHost.Build("first_sizes")).Succeeded().Output);
        Assert.Equal(first.Length, now.Length);
        foreach ((string line, string today) in first.Zip(now))
        {
            string[] parts = line.Split(' ');
            Type type = typeof(SeamConfig).Assembly.GetType("Seamline.Abi." + string.Concat(parts[0].Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])))!;
            MethodInfo of = typeof(FirstSizes).GetMethod(nameof(FirstSizes.Of))!.MakeGenericMethod(type);
            Assert.Equal(line, $"{parts[0]} {of.Invoke(null, null)}");
            Assert.True(uint.Parse(today.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) >= (uint)of.Invoke(null, null)!, $"{today}: shorter than it was");
        }
    }

    [Fact]
    public void Every_struct_has_a_first_size() => Assert.All(LayoutTests.Structs, type =>
        Assert.InRange((uint)typeof(FirstSizes).GetMethod(nameof(FirstSizes.Of))!.MakeGenericMethod(type).Invoke(null, null)!, 8u, (uint)Marshal.SizeOf(type)));

    public static TheoryData<string> Hosts => ["host_facts", "host_pull", "host_peaks", "host_watch", "host_media", "host_rows"];

    /// <summary>What a host compiled against the first header meets is what one compiled today meets.</summary>
    [Theory]
    [MemberData(nameof(Hosts))]
    public void A_host_of_the_first_header_runs_on_the_library_of_today(string name)
    {
        Assert.Equal(Run(NativeHost.Build(name), name), Run(NativeHost.BuildFirst(name), name));
    }

    [Fact]
    public void Structs_of_other_versions_are_read_and_filled_as_far_as_both_know() =>
        Assert.Equal("ok\n", NativeHost.Run(NativeHost.Build("host_growth"), Stereo()).Succeeded().Output);

    private static string Run(string program, string name)
    {
        string file = NativeHost.NewFile(name);
        string[] arguments = name switch
        {
            "host_pull" => ["raw", file],
            "host_media" or "host_rows" => [file + ".wav"],
            _ => [],
        };
        string output = NativeHost.Run(program, arguments).Succeeded().Output;
        return name == "host_pull" ? output + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))) : output;
    }

    private static string Stereo()
    {
        float[] samples = [.. Enumerable.Range(0, 2 * 48_000).Select(i => i % 2 == 0 ? 0.25f : 0.5f)];
        return WavFile.Write(NativeHost.NewFile("stereo.wav"), 48_000, 2, samples);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
