using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Seamline.Tests.AbiTests;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>What is in the archive, and that it can be put anywhere.</summary>
[Collection(nameof(Hosts))]
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
                "share/doc/seamline/CHANGELOG.md", "share/doc/seamline/README.md", .. docs, "share/doc/seamline/sbom.spdx.json",
                "share/licenses/seamline/LICENSE", "share/licenses/seamline/NOTICES.txt",
                "share/licenses/seamline/dotnet-LICENSE.TXT", "share/licenses/seamline/dotnet-THIRD-PARTY-NOTICES.TXT",
                "share/seamline/lsan.supp", "share/seamline/memcheck.supp",
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

    // SPDX 2.3: what must be there, identities that are there once, and relations between them.
    [Fact]
    public void The_bill_of_materials_is_whole()
    {
        using var bill = JsonDocument.Parse(File.ReadAllText(Path.Combine(Package.Prefix, "share", "doc", "seamline", "sbom.spdx.json")));
        JsonElement root = bill.RootElement;
        Assert.Equal(("SPDX-2.3", "CC0-1.0", "SPDXRef-DOCUMENT"), (Text(root, "spdxVersion"), Text(root, "dataLicense"), Text(root, "SPDXID")));
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$", Text(root.GetProperty("creationInfo"), "created"));
        JsonElement[] packages = [.. root.GetProperty("packages").EnumerateArray()];
        Assert.Equal("SPDXRef-seamline SPDXRef-dotnet SPDXRef-ffmpeg SPDXRef-sdl", string.Join(' ', packages.Select(p => Text(p, "SPDXID"))));
        Assert.All(packages, p => Assert.All((string[])["name", "versionInfo", "downloadLocation", "licenseConcluded", "licenseDeclared"], field => Assert.NotEmpty(Text(p, field))));
        Assert.Equal(Package.Version, Text(packages[0], "versionInfo"));
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+$", Text(packages[1], "versionInfo"));
        string[] known = [.. packages.Select(p => Text(p, "SPDXID")), "SPDXRef-DOCUMENT"];
        foreach (JsonElement relation in root.GetProperty("relationships").EnumerateArray())
            Assert.All((string[])["spdxElementId", "relatedSpdxElement"], end => Assert.Contains(Text(relation, end), known, StringComparer.Ordinal));

        static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
    }

    // The archive of symbols, unpacked over this one: the same build, and what a debugger needs to name functions and lines.
    [Fact]
    public void Symbols_are_found_beside_the_library()
    {
        string place = Package.NewFolder("symbols");
        string archive = Path.Combine(Package.Feed, $"seamline-{Package.Version}-linux-x64-dbg.tar.gz");
        if (!File.Exists(archive)) Assert.Skip("no symbols: run tools/package.sh symbols");
        foreach (string each in new[] { Package.Archive, archive }) NativeHost.Tool("tar", "--extract", "--gzip", "--file", each, "--directory", place).Succeeded();
        string folder = Path.Combine(place, $"seamline-{Package.Version}-linux-x64", "lib");
        string library = Path.Combine(folder, $"libseamline.so.{Package.Version}");
        string symbols = Path.Combine(folder, "libseamline.so.dbg");
        string id = BuildId(library);
        Assert.Equal(id, BuildId(symbols));
        Assert.Equal(id, BuildId(Path.Combine(folder, "debug", ".build-id", id[..2], id[2..] + ".debug")));
        string sections = NativeHost.Tool("readelf", "-S", "--wide", library).Succeeded().Output;
        Assert.DoesNotContain(".debug_info", sections, StringComparison.Ordinal);
        Assert.DoesNotContain(".symtab", sections, StringComparison.Ordinal);
        Assert.Contains("libseamline.so.dbg", NativeHost.Tool("readelf", "-p", ".gnu_debuglink", library).Succeeded().Output, StringComparison.Ordinal);
        string address = NativeHost.Tool("nm", "-D", library).Succeeded().Output.Split('\n').Single(line => line.Contains(" T seam_render@", StringComparison.Ordinal)).Split(' ')[0];
        Assert.Matches("RenderEntry__Render\n.*/engine/Abi/RenderEntry.cs:[0-9]+", NativeHost.Tool("addr2line", "-f", "-e", symbols, "0x" + address).Succeeded().Output);
        string bytes = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(symbols));
        Assert.DoesNotContain(Repository.Root, bytes, StringComparison.Ordinal);
        Outcome gdb = NativeHost.Tool("gdb", "-batch", "-nx", "-ex", "info line seamline_Seamline_Abi_RenderEntry__Render", library);
        Assert.Contains("engine/Abi/RenderEntry.cs", gdb.Succeeded().Output, StringComparison.Ordinal);

        static string BuildId(string file) =>
            Regex.Match(NativeHost.Tool("readelf", "-n", file).Succeeded().Output, "Build ID: (?<id>[0-9a-f]{40})").Groups["id"].Value;
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
