using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SDL3;

public static unsafe partial class SDL
{
    public enum HintPriority
    {
        Default = 0,
        Normal = 1,
        Override = 2,
    }

    [LibraryImport(Library, EntryPoint = "SDL_SetHint", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool SetHint(string name, string value);

    [LibraryImport(Library, EntryPoint = "SDL_SetHintWithPriority", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool SetHintWithPriority(string name, string value, HintPriority priority);

    [LibraryImport(Library, EntryPoint = "SDL_ResetHint", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool ResetHint(string name);

    public static string? GetHint(string name) => Text(SDL_GetHint(name));

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial IntPtr SDL_GetHint(string name);

    public static class Hints
    {
        public const string AppName = "SDL_APP_NAME";
        public const string AudioDeviceSampleFrames = "SDL_AUDIO_DEVICE_SAMPLE_FRAMES";
        public const string AudioDeviceStreamName = "SDL_AUDIO_DEVICE_STREAM_NAME";
        public const string AudioDeviceStreamRole = "SDL_AUDIO_DEVICE_STREAM_ROLE";
        public const string AudioDiskOutputFile = "SDL_AUDIO_DISK_OUTPUT_FILE";
        public const string AudioDiskTimescale = "SDL_AUDIO_DISK_TIMESCALE";
        public const string AudioDriver = "SDL_AUDIO_DRIVER";
        public const string AudioDummyTimescale = "SDL_AUDIO_DUMMY_TIMESCALE";
        public const string RenderDriver = "SDL_RENDER_DRIVER";
        public const string VideoDriver = "SDL_VIDEO_DRIVER";
    }
}
