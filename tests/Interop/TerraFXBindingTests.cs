using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using TerraFX.Interop.Windows;
using Xunit;

namespace Seamline.Tests.Interop;

/// <summary>The Windows subset. Its exports can only be looked up on Windows; its shapes everywhere.</summary>
public sealed unsafe class TerraFXBindingTests
{
    [Fact]
    public void Every_import_is_exported_by_its_library()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "the libraries are part of Windows");
        foreach ((string library, string entry) in Imports.EntryPoints(typeof(TerraFX.Interop.Windows.Windows)))
        {
            Assert.True(NativeLibrary.TryGetExport(NativeLibrary.Load(library), entry, out _), $"{library}: {entry}");
        }
    }

    [Fact]
    public void Imports_name_their_libraries_and_entry_points()
    {
        var imports = Imports.EntryPoints(typeof(TerraFX.Interop.Windows.Windows)).ToArray();
        Assert.Equal(35, imports.Length);
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
        Assert.Equal(sizeof(int), sizeof(FILE_INFO_BY_HANDLE_CLASS));
        Assert.True(new BOOL(7));
        Assert.False(BOOL.FALSE);
        Assert.True(HANDLE.INVALID_VALUE.Value == unchecked((void*)-1));
        Assert.True(HANDLE.NULL == default);
    }
#pragma warning restore CA1416
}
