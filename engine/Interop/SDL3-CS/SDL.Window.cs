using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SDL3;

public static unsafe partial class SDL
{
    public enum SystemCursor
    {
        Default = 0,
        Text = 1,
        Wait = 2,
        Crosshair = 3,
        EWResize = 7,
        Move = 9,
        NotAllowed = 10,
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct TextInputEvent
    {
        public EventType Type;
        private readonly uint _reserved;
        public ulong Timestamp;
        public uint WindowID;
        public IntPtr Text;
    }

    [LibraryImport(Library, EntryPoint = "SDL_SetClipboardText", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool SetClipboardText(string text);

    /// <summary>Empty where there is none.</summary>
    public static string GetClipboardText()
    {
        IntPtr text = SDL_GetClipboardText();
        string copy = Text(text) ?? string.Empty;
        Free(text);
        return copy;
    }

    // The caller's to free.
    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial IntPtr SDL_GetClipboardText();

    public static string? GetCurrentVideoDriver() => Text(SDL_GetCurrentVideoDriver());

    [LibraryImport(Library, EntryPoint = "SDL_CreateWindow", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial IntPtr CreateWindow(string title, int w, int h, WindowFlags flags);

    [LibraryImport(Library, EntryPoint = "SDL_GetWindowID"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial uint GetWindowID(IntPtr window);

    [LibraryImport(Library, EntryPoint = "SDL_GetWindowPixelDensity"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial float GetWindowPixelDensity(IntPtr window);

    [LibraryImport(Library, EntryPoint = "SDL_GetWindowDisplayScale"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial float GetWindowDisplayScale(IntPtr window);

    [LibraryImport(Library, EntryPoint = "SDL_SetWindowSize"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool SetWindowSize(IntPtr window, int w, int h);

    [LibraryImport(Library, EntryPoint = "SDL_SetWindowMinimumSize"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool SetWindowMinimumSize(IntPtr window, int minW, int minH);

    [LibraryImport(Library, EntryPoint = "SDL_StartTextInput"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool StartTextInput(IntPtr window);

    [LibraryImport(Library, EntryPoint = "SDL_StopTextInput"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool StopTextInput(IntPtr window);

    [LibraryImport(Library, EntryPoint = "SDL_GetModState"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial Keymod GetModState();

    [LibraryImport(Library, EntryPoint = "SDL_SetModState"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void SetModState(Keymod modstate);

    [LibraryImport(Library, EntryPoint = "SDL_CreateSystemCursor"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial IntPtr CreateSystemCursor(SystemCursor id);

    [LibraryImport(Library, EntryPoint = "SDL_SetCursor"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool SetCursor(IntPtr cursor);

    [LibraryImport(Library, EntryPoint = "SDL_DestroyCursor"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DestroyCursor(IntPtr cursor);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial IntPtr SDL_GetCurrentVideoDriver();
}
