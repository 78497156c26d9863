using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SDL3;

public static unsafe partial class SDL
{
    public enum EventType : uint
    {
        Quit = 0x100,
        WindowShown = 0x202,
        WindowHidden = 0x203,
        WindowExposed = 0x204,
        WindowMoved = 0x205,
        WindowResized = 0x206,
        WindowPixelSizeChanged = 0x207,
        WindowCloseRequested = 0x210,
        WindowDisplayScaleChanged = 0x214,
        KeyDown = 0x300,
        KeyUp = 0x301,
        TextInput = 0x303,
        MouseMotion = 0x400,
        MouseButtonDown = 0x401,
        MouseButtonUp = 0x402,
        MouseWheel = 0x403,
        DropFile = 0x1000,
        DropText = 0x1001,
        DropBegin = 0x1002,
        DropComplete = 0x1003,
        DropPosition = 0x1004,
        AudioDeviceAdded = 0x1100,
        AudioDeviceRemoved = 0x1101,
        AudioDeviceFormatChanged = 0x1102,
        RenderTargetsReset = 0x2000,
        RenderDeviceReset = 0x2001,
        User = 0x8000,
    }

    /// <summary>Any event: 128 bytes, the kinds share them. <see cref="Type"/> is an <see cref="EventType"/>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    public struct Event
    {
        [FieldOffset(0)] public uint Type;
        [FieldOffset(0)] public CommonEvent Common;
        [FieldOffset(0)] public WindowEvent Window;
        [FieldOffset(0)] public KeyboardEvent Key;
        [FieldOffset(0)] public TextInputEvent Text;
        [FieldOffset(0)] public MouseMotionEvent Motion;
        [FieldOffset(0)] public MouseButtonEvent Button;
        [FieldOffset(0)] public MouseWheelEvent Wheel;
        [FieldOffset(0)] public AudioDeviceEvent ADevice;
        [FieldOffset(0)] public DropEvent Drop;
        [FieldOffset(0)] public QuitEvent Quit;
        [FieldOffset(0)] public UserEvent User;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct CommonEvent
    {
        public uint Type;
        private readonly uint _reserved;
        public ulong Timestamp;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct WindowEvent
    {
        public EventType Type;
        private readonly uint _reserved;
        public ulong Timestamp;
        public uint WindowID;
        public int Data1;
        public int Data2;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct KeyboardEvent
    {
        public EventType Type;
        private readonly uint _reserved;
        public ulong Timestamp;
        public uint WindowID;
        public uint Which;
        public Scancode Scancode;
        public Keycode Key;
        public Keymod Mod;
        public ushort Raw;
        public bool Down;
        public bool Repeat;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct MouseMotionEvent
    {
        public EventType Type;
        private readonly uint _reserved;
        public ulong Timestamp;
        public uint WindowID;
        public uint Which;
        public MouseButtonFlags State;
        public float X;
        public float Y;
        public float XRel;
        public float YRel;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct MouseButtonEvent
    {
        public EventType Type;
        private readonly uint _reserved;
        public ulong Timestamp;
        public uint WindowID;
        public uint Which;
        public byte Button;
        public bool Down;
        public byte Clicks;
        private readonly byte _padding;
        public float X;
        public float Y;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct MouseWheelEvent
    {
        public EventType Type;
        private readonly uint _reserved;
        public ulong Timestamp;
        public uint WindowID;
        public uint Which;
        public float X;
        public float Y;
        public MouseWheelDirection Direction;
        public float MouseX;
        public float MouseY;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct AudioDeviceEvent
    {
        public EventType Type;
        private readonly uint _reserved;
        public ulong Timestamp;
        public uint Which;
        public bool Recording;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct DropEvent
    {
        public EventType Type;
        private readonly uint _reserved;
        public ulong Timestamp;
        public uint WindowID;
        public float X;
        public float Y;
        public IntPtr Source;
        public IntPtr Data;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct QuitEvent
    {
        public EventType Type;
        private readonly uint _reserved;
        public ulong Timestamp;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct UserEvent
    {
        public uint Type;
        private readonly uint _reserved;
        public ulong Timestamp;
        public uint WindowID;
        public int Code;
        public IntPtr Data1;
        public IntPtr Data2;
    }

    [LibraryImport(Library, EntryPoint = "SDL_PollEvent"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool PollEvent(out Event @event);

    [LibraryImport(Library, EntryPoint = "SDL_WaitEventTimeout"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool WaitEventTimeout(out Event @event, int timeoutMs);

    [LibraryImport(Library, EntryPoint = "SDL_PushEvent"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool PushEvent(ref Event @event);
}
