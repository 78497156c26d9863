using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Seamline.Isolation;

/// <summary>
/// Where the program seamline-decoder lies: where SEAMLINE_DECODER says, else beside the library, else in <c>../libexec/seamline</c> and
/// <c>../lib/seamline</c> as seen from there; for a program that has the engine linked in, the same from the program; for a program of .NET also
/// where the native parts of its packages are.
/// </summary>
/// <remarks>Not the working folder and not PATH: what is found is run.</remarks>
internal static unsafe class WorkerLocation
{
    private const string Name = "seamline-decoder";

    /// <summary>Whether there are workers for this system: Linux on x64.</summary>
    public static bool IsKnownSystem => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>The program's path; null where it is not to be found.</summary>
    public static string? Find()
    {
        if (!IsKnownSystem) return null;
        if (Environment.GetEnvironmentVariable("SEAMLINE_DECODER") is { Length: > 0 } said) return File.Exists(said) ? Path.GetFullPath(said) : null;
        return In(LibraryFolder()) ?? In(AppContext.BaseDirectory) ?? In(Path.GetDirectoryName(Environment.ProcessPath)) ?? InPackages();
    }

    private static string? In(string? folder)
    {
        if (string.IsNullOrEmpty(folder)) return null;
        string[] places = [folder, Path.Combine(folder, "../libexec/seamline"), Path.Combine(folder, "../lib/seamline")];
        foreach (string place in places)
        {
            string path = Path.Combine(place, Name);
            if (File.Exists(path)) return Path.GetFullPath(path);
        }

        return null;
    }

    // The runtime's own list of folders for native libraries; a program that was compiled beforehand has none.
    private static string? InPackages()
    {
        if (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") is not string folders) return null;
        foreach (string folder in folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            string path = Path.Combine(folder, Name);
            if (Path.IsPathRooted(path) && File.Exists(path)) return path;
        }

        return null;
    }

    // Of the file that this code was loaded from; null for code that was compiled at run time.
    private static string? LibraryFolder()
    {
        delegate* unmanaged<void> here = &Here;
        void** found = stackalloc void*[4]; // Dl_info: the file's name comes first
        found[0] = null;
        if (Linux.dladdr(here, found) == 0 || found[0] == null) return null;
        string? file = Marshal.PtrToStringUTF8((nint)found[0]);
        return file is not null && file.StartsWith('/') ? Path.GetDirectoryName(Path.GetFullPath(file)) : null;
    }

    [UnmanagedCallersOnly]
    private static void Here()
    {
    }
}
