using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using Seamline.Tests.AbiTests;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>What is in the archive, and that it can be put anywhere.</summary>
[Collection(nameof(NativeHost))]
public sealed class ArchiveTests
{
    private static string Library => Path.Combine(Package.Prefix, "lib", $"libseamline.so.{Package.Version}");

    [Fact]
    public void It_holds_what_the_page_says()
    {
        string[] files = [.. Directory.EnumerateFiles(Package.Prefix, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Package.Prefix, f)).Where(f => !f.Contains("/examples/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        string[] docs = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*", SearchOption.AllDirectories)
            .Select(f => "share/doc/seamline/" + Path.GetRelativePath(Repository.Root, f)).Order(StringComparer.Ordinal)];
        Assert.Contains("share/doc/seamline/docs/embedding.md", docs, StringComparer.Ordinal);
        Assert.Equal(
            [
                "include/seamline.h", "include/seamline.hpp",
                "lib/cmake/Seamline/SeamlineConfig.cmake", "lib/cmake/Seamline/SeamlineConfigVersion.cmake", "lib/cmake/Seamline/SeamlineTargets.cmake",
                "lib/libseamline.a", "lib/libseamline.so", "lib/libseamline.so.0", $"lib/libseamline.so.{Package.Version}", "lib/pkgconfig/seamline.pc",
                "libexec/seamline/seamline-decoder",
                "python/seamline.py",
                "share/doc/seamline/README.md", .. docs, "share/doc/seamline/sbom.spdx.json",
                "share/licenses/seamline/LICENSE", "share/licenses/seamline/NOTICES.txt",
                "share/licenses/seamline/dotnet-LICENSE.TXT", "share/licenses/seamline/dotnet-THIRD-PARTY-NOTICES.TXT",
            ], files);
        Assert.Equal("libseamline.so.0", new FileInfo(Path.Combine(Package.Prefix, "lib", "libseamline.so")).LinkTarget);
        Assert.Equal(Path.GetFileName(Library), new FileInfo(Path.Combine(Package.Prefix, "lib", "libseamline.so.0")).LinkTarget);
        Assert.Contains("The MIT License", File.ReadAllText(Path.Combine(Package.Prefix, "share", "licenses", "seamline", "dotnet-LICENSE.TXT")), StringComparison.Ordinal);
        foreach (string header in new[] { "seamline.h", "seamline.hpp" })
            Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "engine", "include", header)), File.ReadAllText(Path.Combine(Package.Prefix, "include", header)));
    }

    [Fact]
    public void The_library_is_the_published_one_and_shows_only_its_own_names()
    {
        Assert.Equal(File.ReadAllBytes(Path.Combine(NativeHost.LibraryFolder(), "libseamline.so")), File.ReadAllBytes(Library));
        Assert.Contains("soname: [libseamline.so.0]", NativeHost.Tool("readelf", "-d", Library).Succeeded().Output, StringComparison.Ordinal);
        string[] names = [.. NativeHost.Tool("nm", "-D", "--defined-only", Library).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains(" A ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2])];
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.StartsWith("seam_", name, StringComparison.Ordinal));
    }

    [Fact]
    public void No_file_names_a_place_of_the_machine_it_was_made_on()
    {
        string[] traces = [Repository.Root, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + "/", "/artifacts/native"];
        foreach (string file in Directory.EnumerateFiles(Package.Prefix, "*", SearchOption.AllDirectories))
        {
            string bytes = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file));
            Assert.All(traces, trace => Assert.False(bytes.Contains(trace, StringComparison.Ordinal), $"{file} names {trace}"));
        }
    }

    [Fact]
    public void Order_owners_modes_and_times_are_by_rule()
    {
        using var packed = new GZipStream(File.OpenRead(Package.Archive), CompressionMode.Decompress);
        using var tar = new TarReader(packed);
        TarEntry[] entries = [.. Entries(tar)];
        string root = $"seamline-{Package.Version}-linux-x64/";
        Assert.All(entries, e => Assert.StartsWith(root, e.Name, StringComparison.Ordinal));
        string[] tops = [.. entries.Select(e => e.Name[root.Length..].Split('/')[0]).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal)];
        Assert.Equal(string.Join(' ', tops.Order(StringComparer.Ordinal)), string.Join(' ', tops));
        Assert.Single(entries.Select(e => e.ModificationTime).Distinct());
        Assert.All(entries, e => Assert.Equal((0, 0), (e.Uid, e.Gid)));
        string[] runnable = [.. entries.Where(e => e.EntryType == TarEntryType.RegularFile && e.Mode.HasFlag(UnixFileMode.UserExecute)).Select(e => e.Name)];
        Assert.Equal([$"{root}lib/libseamline.so.{Package.Version}", $"{root}libexec/seamline/seamline-decoder"], runnable);
        byte[] head = new byte[10];
        using FileStream raw = File.OpenRead(Package.Archive);
        raw.ReadExactly(head);
        Assert.Equal(0, BitConverter.ToInt32(head, 4)); // gzip's own time (RFC 1952, 2.3)
        Assert.Equal(0, head[3]); // and no name
    }

    [Theory]
    [InlineData("0.1", true)]
    [InlineData("0.1.0 EXACT", true)]
    [InlineData("0", true)]
    [InlineData("0.0", false)]
    [InlineData("0.2", false)]
    [InlineData("1.0", false)]
    public void CMake_takes_the_version_it_asked_for(string wanted, bool found)
    {
        string folder = Package.NewFolder("version");
        // Asked for twice, as by two parts of one project.
        File.WriteAllText(Path.Combine(folder, "CMakeLists.txt"), $$"""
            cmake_minimum_required(VERSION 3.16)
            project(version C)
            find_package(Seamline {{wanted}} REQUIRED)
            find_package(Seamline {{wanted}} REQUIRED)
            get_target_property(library Seamline::seamline IMPORTED_LOCATION)
            message(STATUS "found ${library}")
            """);
        Outcome outcome = NativeHost.Tool("cmake", "-S", folder, "-B", Path.Combine(folder, "build"), "-DCMAKE_PREFIX_PATH=" + Package.Prefix);
        Assert.Equal(found, outcome.ExitCode == 0);
        if (found) Assert.Contains($"found {Library}", outcome.Output, StringComparison.Ordinal);
        else Assert.Matches("Could not find a configuration file for package \"Seamline\"", outcome.Errors);
    }

    [Fact]
    public void Pkg_config_knows_it()
    {
        (string, string)[] environment = [("PKG_CONFIG_PATH", Path.Combine(Package.Prefix, "lib", "pkgconfig"))];
        Assert.Equal(Package.Version + "\n", NativeHost.Run("pkg-config", environment, "--modversion", "seamline").Succeeded().Output);
        Assert.Equal(0, NativeHost.Run("pkg-config", environment, "--validate", "seamline").ExitCode);
    }

    [Theory]
    [InlineData("osx-arm64", "osx-arm64 is made on macOS")]
    [InlineData("beos-x86", "'beos-x86' is not known")]
    public void Another_system_s_archive_is_refused_in_a_sentence(string rid, string sentence)
    {
        Outcome outcome = NativeHost.Run("bash", Path.Combine(Repository.Root, "tools", "package.sh"), "--rid", rid);
        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("package: error: " + sentence, outcome.Errors, StringComparison.Ordinal);
    }

    private static IEnumerable<TarEntry> Entries(TarReader tar)
    {
        while (tar.GetNextEntry(copyData: true) is { } entry) yield return entry;
    }
}
