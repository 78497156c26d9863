using System;
using System.Reflection;
using System.Runtime.InteropServices;
using SDL3;
using Seamline.Memory;

namespace Seamline.Device;

/// <summary>
/// Finds SDL 3 by its versioned names, once, and says what to install where it is not there. The bindings ask for "SDL3",
/// which systems without development packages do not have.
/// </summary>
/// <remarks>Thread: any control thread.</remarks>
internal static class SdlLibrary
{
    // The first release with the audio API as used here.
    private const int OldestVersion = 3_002_000;

    private static readonly NativeMutex Mutex = new();
    private static bool _resolving;
    private static nint _handle;

    // The file names tried, in order.
    private static readonly string[] Names = OperatingSystem.IsWindows() ? BesideHost.Names("SDL3.dll")
        : OperatingSystem.IsMacOS() ? ["libSDL3.0.dylib", "libSDL3.dylib"]
        : ["libSDL3.so.0", "libSDL3.so"];

    /// <summary>Loads SDL or throws with the reason. Cheap when it is loaded.</summary>
    /// <exception cref="DeviceException">SDL is missing or too old.</exception>
    public static nint Load()
    {
        using (Mutex.Hold())
        {
            if (_handle != 0)
            {
                return _handle;
            }

            nint handle = Find(Names);
            Resolve();
            int version = SDL.GetVersion();
            if (version < OldestVersion)
            {
                throw new DeviceException($"{Named(version)} is too old for audio output: 3.2.0 or later is needed.") { LibraryMissing = true };
            }

            return _handle = handle;
        }
    }

    /// <summary>SDL's version, "SDL 3.2.0", or the sentence why there is none.</summary>
    public static string Find()
    {
        try
        {
            Load();
            return Named(SDL.GetVersion());
        }
        catch (DeviceException error)
        {
            return $"not found: {error.Message}";
        }
    }

    /// <summary>Gives back what SDL keeps for this thread, which is the engine's own and ends.</summary>
    public static unsafe void LeaveThread()
    {
        nint library;
        using (Mutex.Hold()) library = _handle;
        if (library != 0) ((delegate* unmanaged[Cdecl]<void>)NativeLibrary.GetExport(library, "SDL_CleanupTLS"))();
    }

    private static string Named(int version) => $"SDL {version / 1_000_000}.{version / 1_000 % 1_000}.{version % 1_000}";

    /// <summary>Loads the first library of a list that the machine has.</summary>
    /// <exception cref="DeviceException">It has none of them: names them and says what to install.</exception>
    internal static nint Find(string[] names)
    {
        nint handle = TryFind(names, typeof(SDL).Assembly, null);
        return handle != 0 ? handle : throw new DeviceException(Missing(names)) { LibraryMissing = true };
    }

    private static string Missing(string[] names)
    {
        string remedy = OperatingSystem.IsWindows() ? "put SDL3.dll beside the program"
            : OperatingSystem.IsMacOS() ? "install it with Homebrew (brew install sdl3)"
            : "install it (Debian 13, Ubuntu 25.04 and later: package libsdl3-0; Fedora: SDL3; Arch: sdl3)";
        return $"Audio output needs SDL 3.2 or later, and {string.Join(" or ", names)} was not found: {remedy}. "
            + "Everything but audio devices works without it.";
    }

    private static void Resolve()
    {
        if (_resolving)
        {
            return;
        }

        try
        {
            NativeLibrary.SetDllImportResolver(
                typeof(SDL).Assembly,
                static (name, assembly, path) => string.Equals(name, "SDL3", StringComparison.Ordinal) ? TryFind(Names, assembly, path) : 0);
        }
        catch (InvalidOperationException)
        {
            // The host uses the same bindings and has set its own resolver: an assembly takes one only, and theirs finds SDL.
        }

        _resolving = true;
    }

    private static nint TryFind(string[] names, Assembly assembly, DllImportSearchPath? path)
    {
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, assembly, path, out nint handle))
            {
                return handle;
            }
        }

        return 0;
    }
}
