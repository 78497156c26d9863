using System;
using System.IO;
using TerraFX.Interop.Windows;
using static TerraFX.Interop.Windows.Windows;

namespace Seamline.Memory;

/// <summary>
/// Where libraries are looked for on Windows before the system's own places: in the host program's folder, then in that of seamline.dll. Neither
/// the current folder nor what comes first in PATH can put another library in their place.
/// </summary>
/// <remarks>Thread: any.</remarks>
internal static unsafe class BesideHost
{
    private static readonly string[] Folders = OperatingSystem.IsWindowsVersionAtLeast(6, 1) ? Find() : [];

    /// <summary>The first folder that has one of these files; null where none has, and on other systems.</summary>
    public static string? FolderWith(params ReadOnlySpan<string> names)
    {
        foreach (string folder in Folders)
        {
            foreach (string name in names)
            {
                if (File.Exists(Path.Combine(folder, name))) return folder;
            }
        }

        return null;
    }

    /// <summary>The library's path beside the host, where it is, and its bare name.</summary>
    public static string[] Names(string name) => FolderWith(name) is { } folder ? [Path.Combine(folder, name), name] : [name];

    [System.Runtime.Versioning.SupportedOSPlatform("windows6.1")]
    private static string[] Find()
    {
        string host = AppContext.BaseDirectory;
        return OwnFolder() is { Length: > 0 } own && !string.Equals(own, host, StringComparison.OrdinalIgnoreCase) ? [host, own] : [host];
    }

    // By the address of a function of the library. Under a JIT that is in no module, and the host's folder is the library's.
    [System.Runtime.Versioning.SupportedOSPlatform("windows6.1")]
    private static string? OwnFolder()
    {
        const uint Flags = GET.GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET.GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT;
        const int MostCharacters = 32_767;
        HMODULE module;
        delegate*<string?> here = &OwnFolder;
        if (!GetModuleHandleExW(Flags, (char*)here, &module)) return null;
        char[] path = new char[MostCharacters];
        fixed (char* start = path)
        {
            uint length = GetModuleFileNameW(module, start, MostCharacters);
            return length == 0 ? null : Path.GetDirectoryName(new string(start, 0, (int)length)) + Path.DirectorySeparatorChar;
        }
    }
}
