using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace SDL3;

/// <summary>
/// The part of SDL 3.2 that Seamline uses, under the names and signatures of the package SDL3-CS.
/// Every function here exists in native SDL 3.2.10. Errors are reported as SDL does: false, 0 or null, and <see cref="GetError"/>.
/// </summary>
/// <remarks>
/// The library name is "SDL3", as in the package. Systems without the development package hold only the versioned file
/// (libSDL3.so.0), so the program sets a resolver on this assembly before its first call.
/// </remarks>
public static unsafe partial class SDL
{
    private const string Library = "SDL3";

    [Flags]
    public enum InitFlags : uint
    {
        Audio = 0x10,
        Video = 0x20,
        Joystick = 0x200,
        Haptic = 0x1000,
        Gamepad = 0x2000,
        Events = 0x4000,
        Sensor = 0x8000,
        Camera = 0x10000,
    }

    [LibraryImport(Library, EntryPoint = "SDL_Init"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool Init(InitFlags flags);

    [LibraryImport(Library, EntryPoint = "SDL_InitSubSystem"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool InitSubSystem(InitFlags flags);

    [LibraryImport(Library, EntryPoint = "SDL_QuitSubSystem"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void QuitSubSystem(InitFlags flags);

    [LibraryImport(Library, EntryPoint = "SDL_Quit"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void Quit();

    [LibraryImport(Library, EntryPoint = "SDL_WasInit"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial InitFlags WasInit(InitFlags flags);

    [LibraryImport(Library, EntryPoint = "SDL_GetVersion"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int GetVersion();

    public static string GetError() => Text(SDL_GetError()) ?? string.Empty;

    [LibraryImport(Library, EntryPoint = "SDL_ClearError"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool ClearError();

    [LibraryImport(Library, EntryPoint = "SDL_GetTicks"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong GetTicks();

    [LibraryImport(Library, EntryPoint = "SDL_GetTicksNS"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong GetTicksNS();

    [LibraryImport(Library, EntryPoint = "SDL_Delay"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void Delay(uint ms);

    [LibraryImport(Library, EntryPoint = "SDL_free"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void Free(IntPtr mem);

    // Strings that SDL owns: never freed here, so they cannot go through the string marshaller.
    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial IntPtr SDL_GetError();

    private static string? Text(IntPtr utf8) => Marshal.PtrToStringUTF8(utf8);
}
