using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SDL3;

public static unsafe partial class SDL
{
    public const uint AudioDeviceDefaultPlayback = 0xFFFFFFFFu;
    public const uint AudioDeviceDefaultRecording = 0xFFFFFFFEu;

    public enum AudioFormat : uint
    {
        Unknown = 0,
        AudioU8 = 0x0008,
        AudioS8 = 0x8008,
        AudioS16LE = 0x8010,
        AudioS16BE = 0x9010,
        AudioS32LE = 0x8020,
        AudioS32BE = 0x9020,
        AudioF32LE = 0x8120,
        AudioF32BE = 0x9120,
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct AudioSpec
    {
        public AudioFormat Format;
        public int Channels;
        public int Freq;
    }

    /// <summary>Called on SDL's audio thread with the stream's lock held; amounts are bytes of the stream's input format.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate void AudioStreamCallback(IntPtr userdata, IntPtr stream, int additionalAmount, int totalAmount);

    [LibraryImport(Library, EntryPoint = "SDL_GetNumAudioDrivers"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int GetNumAudioDrivers();

    public static string? GetAudioDriver(int index) => Text(SDL_GetAudioDriver(index));

    public static string? GetCurrentAudioDriver() => Text(SDL_GetCurrentAudioDriver());

    public static string? GetAudioDeviceName(uint devid) => Text(SDL_GetAudioDeviceName(devid));

    public static uint[]? GetAudioPlaybackDevices(out int count)
    {
        uint* ids = (uint*)SDL_GetAudioPlaybackDevices(out count);
        if (ids == null)
        {
            return null;
        }

        uint[] devices = new ReadOnlySpan<uint>(ids, count).ToArray();
        Free((IntPtr)ids);
        return devices;
    }

    [LibraryImport(Library, EntryPoint = "SDL_GetAudioDeviceFormat"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool GetAudioDeviceFormat(uint devid, out AudioSpec spec, out int sampleFrames);

    [LibraryImport(Library, EntryPoint = "SDL_OpenAudioDevice"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial uint OpenAudioDevice(uint devid, in AudioSpec spec);

    [LibraryImport(Library, EntryPoint = "SDL_OpenAudioDevice"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial uint OpenAudioDevice(uint devid, IntPtr spec);

    [LibraryImport(Library, EntryPoint = "SDL_CloseAudioDevice"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void CloseAudioDevice(uint devid);

    [LibraryImport(Library, EntryPoint = "SDL_PauseAudioDevice"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool PauseAudioDevice(uint devid);

    [LibraryImport(Library, EntryPoint = "SDL_ResumeAudioDevice"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool ResumeAudioDevice(uint devid);

    [LibraryImport(Library, EntryPoint = "SDL_AudioDevicePaused"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool AudioDevicePaused(uint devid);

    [LibraryImport(Library, EntryPoint = "SDL_OpenAudioDeviceStream"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial IntPtr OpenAudioDeviceStream(uint devid, in AudioSpec spec, AudioStreamCallback? callback, IntPtr userdata);

    [LibraryImport(Library, EntryPoint = "SDL_OpenAudioDeviceStream"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial IntPtr OpenAudioDeviceStream(uint devid, IntPtr spec, AudioStreamCallback? callback, IntPtr userdata);

    [LibraryImport(Library, EntryPoint = "SDL_SetAudioStreamGetCallback"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool SetAudioStreamGetCallback(IntPtr stream, AudioStreamCallback? callback, IntPtr userdata);

    [LibraryImport(Library, EntryPoint = "SDL_PutAudioStreamData"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool PutAudioStreamData(IntPtr stream, IntPtr buf, int len);

    [LibraryImport(Library, EntryPoint = "SDL_PutAudioStreamData"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool PutAudioStreamData(IntPtr stream, byte[] buf, int len);

    [LibraryImport(Library, EntryPoint = "SDL_GetAudioStreamQueued"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int GetAudioStreamQueued(IntPtr stream);

    [LibraryImport(Library, EntryPoint = "SDL_GetAudioStreamAvailable"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int GetAudioStreamAvailable(IntPtr stream);

    [LibraryImport(Library, EntryPoint = "SDL_ClearAudioStream"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool ClearAudioStream(IntPtr stream);

    [LibraryImport(Library, EntryPoint = "SDL_FlushAudioStream"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool FlushAudioStream(IntPtr stream);

    [LibraryImport(Library, EntryPoint = "SDL_GetAudioStreamFormat"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool GetAudioStreamFormat(IntPtr stream, out AudioSpec srcSpec, out AudioSpec dstSpec);

    [LibraryImport(Library, EntryPoint = "SDL_GetAudioStreamDevice"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial uint GetAudioStreamDevice(IntPtr stream);

    [LibraryImport(Library, EntryPoint = "SDL_ResumeAudioStreamDevice"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool ResumeAudioStreamDevice(IntPtr stream);

    [LibraryImport(Library, EntryPoint = "SDL_PauseAudioStreamDevice"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool PauseAudioStreamDevice(IntPtr stream);

    [LibraryImport(Library, EntryPoint = "SDL_AudioStreamDevicePaused"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool AudioStreamDevicePaused(IntPtr stream);

    [LibraryImport(Library, EntryPoint = "SDL_DestroyAudioStream"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DestroyAudioStream(IntPtr stream);

    [LibraryImport(Library, EntryPoint = "SDL_LockAudioStream"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool LockAudioStream(IntPtr stream);

    [LibraryImport(Library, EntryPoint = "SDL_UnlockAudioStream"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool UnlockAudioStream(IntPtr stream);

    [LibraryImport(Library, EntryPoint = "SDL_SetAudioStreamGain"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool SetAudioStreamGain(IntPtr stream, float gain);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial IntPtr SDL_GetAudioDriver(int index);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial IntPtr SDL_GetCurrentAudioDriver();

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial IntPtr SDL_GetAudioDeviceName(uint devid);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial IntPtr SDL_GetAudioPlaybackDevices(out int count);
}
