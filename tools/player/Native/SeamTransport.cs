using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Ui.Native;

/// <summary>seam_device.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SeamDevice
{
    public uint StructSize;
    public int IsDefault;
    public int Rate;
    public int Channels;
    public fixed byte Name[256];
}

/// <summary>seamline.h: scrubbing, skimming, devices, speeds, what media turn out to be.</summary>
internal static unsafe partial class Seam
{
    public const int KeepPitch = 2;

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_scrub(nint engine, double seconds);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_set_shuttle(nint engine, double speed);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_set_play_speed(nint engine, double speed);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_set_volume(nint engine, double decibels);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_snap_to_quiet(nint engine, double seconds, double withinSeconds, out double quietest);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_output_devices(string? driver, SeamDevice* devices, uint capacity, out uint count);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_set_segment_speed_mode(nint engine, long segment, double speed, int mode);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_clip_measure(nint engine, uint clip);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_clip_invalidate(nint engine, uint clip);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_media_check(nint engine, uint clip, out uint changed);
}
