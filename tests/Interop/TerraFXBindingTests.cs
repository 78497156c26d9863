using System;
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
        Assert.Equal(17, imports.Length);
        Assert.All(imports, i => Assert.Equal(i.Entry.StartsWith("time", StringComparison.Ordinal) ? "winmm" : "kernel32", i.Library));
    }

#pragma warning disable CA1416 // shapes only: nothing here calls Windows
    [Fact]
    public void Handles_and_truth_values_are_what_C_says()
    {
        Assert.Equal((4, sizeof(nint), 8), (sizeof(BOOL), sizeof(HANDLE), sizeof(LARGE_INTEGER)));
        Assert.Equal(3 * sizeof(nint), sizeof(SECURITY_ATTRIBUTES));
        Assert.True(new BOOL(7));
        Assert.False(BOOL.FALSE);
        Assert.True(HANDLE.INVALID_VALUE.Value == unchecked((void*)-1));
        Assert.True(HANDLE.NULL == default);
    }
#pragma warning restore CA1416
}
