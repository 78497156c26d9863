using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Seamline.Ui.Native;

/// <summary>Finds libseamline and SDL by their files, and says in a sentence what is missing.</summary>
internal static class SeamLibrary
{
    private static readonly string[] Names = OperatingSystem.IsWindows() ? ["seamline.dll", "libseamline.dll"]
        : OperatingSystem.IsMacOS() ? ["libseamline.dylib"] : ["libseamline.so"];

    private static readonly string[] SdlNames = OperatingSystem.IsWindows() ? ["SDL3.dll"]
        : OperatingSystem.IsMacOS() ? ["libSDL3.0.dylib", "libSDL3.dylib"] : ["libSDL3.so.0", "libSDL3.so"];

    // Of an interface that still grows, what came last.
    private static readonly string[] Newest = ["seam_get_output", "seam_next_event", "seam_export_file", "seam_set_shuttle", "seam_set_play_speed", "seam_set_volume", "seam_peaks_timeline", "seam_residency", "seam_read_swaps", "seam_offline_levels"];

    private static nint _engine;
    private static bool _resolving;

    /// <summary>Where the engine is looked for: SEAMLINE_NATIVE_DIR alone where it is set, else beside the program and where publishing leaves it.</summary>
    public static IReadOnlyList<string> Folders()
    {
        string? given = Environment.GetEnvironmentVariable("SEAMLINE_NATIVE_DIR");
        return string.IsNullOrEmpty(given) ? [AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "..", "native")] : [given];
    }

    /// <summary>Loads the engine; null, or the sentence that says why not.</summary>
    public static string? Load(IReadOnlyList<string> folders)
    {
        Resolve();
        if (_engine != 0) return null;
        if (Find(folders, out string error) is not { } path) return error;
        return NativeLibrary.TryLoad(path, out nint handle) ? Accept(path, handle) : $"{path} is there, but the system does not load it.";
    }

    /// <summary>The engine's file, or null and the sentence.</summary>
    public static string? Find(IReadOnlyList<string> folders, out string error)
    {
        error = "";
        foreach (string folder in folders)
        {
            foreach (string name in Names)
            {
                string path = Path.GetFullPath(Path.Combine(folder, name));
                if (File.Exists(path)) return path;
            }
        }

        error = $"The engine, {Names[0]}, is not in {string.Join(" or ", folders)}. Make it with: bash tools/publish.sh native";
        return null;
    }

    /// <summary>Loads SDL; null, or the sentence that says what to install.</summary>
    public static string? LoadSdl()
    {
        Resolve();
        return FindSdl() != 0 ? null : $"SDL 3.2 or later is needed, and {SdlNames[0]} was not found. Install it with: bash tools/setup.sh";
    }

    private static string? Accept(string path, nint handle)
    {
        _engine = handle;
        if (Seam.seam_cpu_supported() == 0)
        {
            _engine = 0;
            return "The engine needs a CPU with AVX2 (x86-64-v3), which this one has not.";
        }

        uint version = Seam.seam_abi_version();
        string? missing = Array.Find(Newest, name => !NativeLibrary.TryGetExport(handle, name, out _));
        if (version == Seam.AbiVersion && missing == null) return null;
        if (version == Seam.AbiVersion)
        {
            _engine = 0;
            return $"{path} is older than this player: it has no {missing}. Make it again with: bash tools/publish.sh native";
        }

        _engine = 0;
        return $"{path} speaks version {version} of the engine's interface, and this player version {Seam.AbiVersion}.";
    }

    private static void Resolve()
    {
        if (_resolving) return;
        _resolving = true;
        NativeLibrary.SetDllImportResolver(typeof(Seam).Assembly, static (name, _, _) => name == Seam.Library ? _engine : name == "SDL3" ? FindSdl() : 0);
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(SDL3.SDL).Assembly, static (name, _, _) => name == "SDL3" ? FindSdl() : 0);
        }
        catch (InvalidOperationException)
        {
            // Another user of the bindings in this process has set its own, and that finds SDL too.
        }
    }

    private static nint FindSdl()
    {
        Assembly assembly = typeof(SDL3.SDL).Assembly;
        foreach (string name in SdlNames)
        {
            if (NativeLibrary.TryLoad(name, assembly, null, out nint handle)) return handle;
        }

        return 0;
    }
}
