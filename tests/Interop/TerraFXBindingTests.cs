using System;
using System.IO;
using System.Linq;
using Seamline.Tests.Hosts;
using TerraFX.Interop.Windows;
using Xunit;

namespace Seamline.Tests.Interop;

/// <summary>The Windows subset. Its exports are looked up in the libraries of Windows or of Wine; its shapes everywhere.</summary>
public sealed unsafe class TerraFXBindingTests
{
    [Fact]
    public void Every_import_is_exported_by_its_library()
    {
        const string Wine = "/usr/lib/x86_64-linux-gnu/wine/x86_64-windows";
        Assert.SkipUnless(OperatingSystem.IsWindows() || Directory.Exists(Wine), "the libraries are part of Windows, and of Wine: tools/setup.sh --wine installs that");
        foreach (var group in Imports.EntryPoints(typeof(TerraFX.Interop.Windows.Windows)).GroupBy(i => i.Library, StringComparer.Ordinal))
        {
            string folder = OperatingSystem.IsWindows() ? Environment.SystemDirectory : Wine;
            using var library = new PortableExecutable(Path.Combine(folder, group.Key + ".dll"));
            Assert.Empty(group.Select(i => i.Entry).Except(library.Exports(), StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Imports_name_their_libraries_and_entry_points()
    {
        var imports = Imports.EntryPoints(typeof(TerraFX.Interop.Windows.Windows)).ToArray();
        Assert.Equal(37, imports.Length);
        Assert.All(imports, i => Assert.Equal(LibraryOf(i.Entry), i.Library));
    }

    // mingw's import libraries have the names, where they are installed.
    [Fact]
    public void Every_import_has_a_place_in_mingw_s_import_libraries()
    {
        const string Folder = "/usr/x86_64-w64-mingw32/lib";
        Assert.SkipUnless(Directory.Exists(Folder), "no mingw-w64 here: tools/setup.sh --windows installs it");
        foreach (var group in Imports.EntryPoints(typeof(TerraFX.Interop.Windows.Windows)).GroupBy(i => i.Library, StringComparer.Ordinal))
        {
            string archive = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(Folder, $"lib{group.Key}.a")));
            Assert.All(group, i => Assert.Contains($"__imp_{i.Entry}\0", archive, StringComparison.Ordinal));
        }
    }

    private static string LibraryOf(string entry) => entry switch
    {
        "timeBeginPeriod" or "timeEndPeriod" => "winmm",
        "AvSetMmThreadCharacteristicsW" or "AvRevertMmThreadCharacteristics" => "avrt",
        "GetFileSecurityW" or "SetFileSecurityW" => "advapi32",
        _ => "kernel32",
    };

#pragma warning disable CA1416 // shapes only: nothing here calls Windows
    [Fact]
    public void Handles_and_truth_values_are_what_C_says()
    {
        Assert.Equal((4, sizeof(nint), 8), (sizeof(BOOL), sizeof(HANDLE), sizeof(LARGE_INTEGER)));
        Assert.Equal(3 * sizeof(nint), sizeof(SECURITY_ATTRIBUTES));
        Assert.Equal((sizeof(nint), sizeof(nint), sizeof(nint)), (sizeof(HMODULE), sizeof(SRWLOCK), sizeof(CONDITION_VARIABLE)));
        Assert.Equal((8, 52), (sizeof(FILETIME), sizeof(BY_HANDLE_FILE_INFORMATION)));
        Assert.Equal((32, 4), (sizeof(OVERLAPPED), sizeof(FILE_INFO_BY_HANDLE_CLASS)));
        Assert.True(new BOOL(7));
        Assert.False(BOOL.FALSE);
        Assert.True(HANDLE.INVALID_VALUE.Value == unchecked((void*)-1));
        Assert.True(HANDLE.NULL == default);
    }
#pragma warning restore CA1416
}
