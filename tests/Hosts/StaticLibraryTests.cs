using System;
using System.IO;
using System.Linq;
using Seamline.Tests.AbiTests;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>libseamline.a: the same engine inside the program.</summary>
[Collection(nameof(Hosts))]
public sealed class StaticLibraryTests
{
    private static string Library => Path.Combine(Package.Prefix, "lib", "libseamline.a");

    [Fact]
    public void It_shows_the_names_that_the_shared_library_shows()
    {
        string[] shared = Names("-D", Path.Combine(Package.Prefix, "lib", "libseamline.so"));
        Assert.True(shared.Length >= 50, "no names");
        Assert.Equal(shared, Names("-g", Library));
    }

    [Fact]
    public void It_renders_the_same_bits()
    {
        string file = Package.NewFile("static.f32");
        NativeHost.Run(Build("host_pull"), "raw", file).Succeeded();
        string other = Package.NewFile("shared.f32");
        NativeHost.Run(NativeHost.Build("host_pull"), "raw", other).Succeeded();
        Assert.Equal(File.ReadAllBytes(other), File.ReadAllBytes(file));
    }

    [Fact]
    public void It_renders_without_a_system_call()
    {
        string program = Build("host_realtime");
        Outcome outcome = NativeHost.Run(program, "raw", "50000").Succeeded();
        Assert.Equal(0, outcome["collections"]);
        Assert.Equal(Outcome.KilledForSystemCall, NativeHost.Run(program, "yield", "1000").ExitCode);
    }

    [Fact]
    public void CMake_links_it()
    {
        string folder = Package.NewFolder("stranger");
        Embedding.Write(folder, "c", "main.c");
        File.WriteAllText(
            Path.Combine(folder, "CMakeLists.txt"),
            Embedding.Snippet("cmake").Replace("Seamline::seamline", "Seamline::seamline_static", StringComparison.Ordinal));
        string host = Path.Combine(Package.CMake(folder), "host");
        Assert.Equal($"libseamline {Package.Version} renders\n", NativeHost.Run(host).Succeeded().Output);
        Assert.DoesNotContain("libseamline", NativeHost.Tool("readelf", "-d", host).Succeeded().Output, StringComparison.Ordinal);
    }

    private static string Build(string name)
    {
        string program = Package.NewFile(name);
        NativeHost.Tool("cc", [
            "-std=c99", .. Package.Strict.Split(' '), "-O2", "-I", Path.Combine(Repository.Root, "engine", "include"),
            Path.Combine(Repository.Root, "tests", "abi", name + ".c"), Library, "-o", program, "-lm", "-lpthread", "-ldl"]).Succeeded();
        return program;
    }

    private static string[] Names(string which, string library) =>
        [.. NativeHost.Tool("nm", which, "--defined-only", library).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')).Where(parts => parts.Length == 3 && parts[1] != "A").Select(parts => parts[2].Split('@')[0]).Order(StringComparer.Ordinal)];
}
