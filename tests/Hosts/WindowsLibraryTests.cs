using System;
using System.IO;
using System.Linq;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>seamline.dll and its archive, looked at without running anything.</summary>
[Collection(nameof(Hosts))]
public sealed class WindowsLibraryTests
{
    private static string[] Declared => [.. Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, "engine", "include", "seamline.h")), @"^[a-z][\w *]*\b(?<name>seam_\w+)\(", RegexOptions.Multiline | RegexOptions.ExplicitCapture)
        .Select(m => m.Groups["name"].Value).Order(StringComparer.Ordinal)];

    [Fact]
    public void It_exports_the_header_s_functions_and_needs_only_what_windows_has()
    {
        using var library = new PortableExecutable(Foreign.Windows.Library);
        Assert.Equal(string.Join(' ', Declared), string.Join(' ', library.Exports().Order(StringComparer.Ordinal)));
        Assert.Equal(["advapi32.dll", "bcrypt.dll", "kernel32.dll", "ole32.dll", "ucrtbase.dll"], library.Imports());
    }

    [Fact]
    public void Addresses_are_random_data_is_not_executable_and_the_time_is_a_hash()
    {
        using var library = new PortableExecutable(Foreign.Windows.Library);
        const DllCharacteristics Hardened = DllCharacteristics.HighEntropyVirtualAddressSpace | DllCharacteristics.DynamicBase | DllCharacteristics.NxCompatible;
        Assert.Equal(Hardened, library.Characteristics & Hardened);

        // Control flow guard is not on; docs/windows.md says so.
        Assert.False(library.Characteristics.HasFlag((DllCharacteristics)0x4000));
        Assert.NotEqual(0, library.TimeStamp);
    }

    [Fact]
    public void The_version_resource_tells_product_version_and_name()
    {
        using var library = new PortableExecutable(Foreign.Windows.Library);
        Assert.Equal(Package.Version, library.VersionString("ProductVersion"));
        Assert.Equal("Seamline", library.VersionString("ProductName"));
        Assert.Equal("seamline.dll", library.VersionString("OriginalFilename"));
        Assert.StartsWith("An audio timeline engine", library.VersionString("FileDescription"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_archive_holds_what_the_page_says_and_names_no_place_of_this_machine()
    {
        string prefix = Foreign.Windows.Prefix;
        string[] files = [.. Directory.EnumerateFiles(prefix, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(prefix, f))
            .Where(f => !f.StartsWith("share/doc/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                "bin/seamline.dll", "include/seamline.h", "include/seamline.hpp",
                "lib/cmake/Seamline/SeamlineConfig.cmake", "lib/cmake/Seamline/SeamlineConfigVersion.cmake", "lib/cmake/Seamline/SeamlineTargets.cmake",
                "lib/libseamline.dll.a", "lib/pkgconfig/seamline.pc", "lib/seamline.lib", "python/seamline.py",
                "share/licenses/seamline/LICENSE", "share/licenses/seamline/NOTICES.txt",
                "share/licenses/seamline/dotnet-LICENSE.TXT", "share/licenses/seamline/dotnet-THIRD-PARTY-NOTICES.TXT",
            ], files);
        string[] traces = [Repository.Root, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + "/"];
        foreach (string file in Directory.EnumerateFiles(prefix, "*", SearchOption.AllDirectories))
        {
            string bytes = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file));
            Assert.All(traces, trace => Assert.False(bytes.Contains(trace, StringComparison.Ordinal), $"{file} names {trace}"));
        }
    }
}
