using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Ui.Native;

/// <summary>seam_lane.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamLane
{
    public uint StructSize;
    public uint Items;
    public long Id;
    public double GainDb;
    public int Muted;
    public int Solo;
    public int Ripples;
    public int Extends;
}

/// <summary>seam_item.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamItem
{
    public uint StructSize;
    public uint Clip;
    public long Lane;
    public double StartSeconds;
    public double InSeconds;
    public double OutSeconds;
    public double GainDb;
    public double FadeInSeconds;
    public double FadeOutSeconds;
    public double LoopSeconds;
    public int FadeInCurve;
    public int FadeOutCurve;
    public long Id;
    public long StartFrame;
    public long EndFrame;
}

/// <summary>seam_transition.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamTransition
{
    public uint StructSize;
    public int Kind;
    public double Seconds;
    public double OverlapSeconds;
}

/// <summary>seam_envelope_point.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamPoint
{
    public uint StructSize;
    public int Reserved;
    public double Seconds;
    public double Decibels;
}

/// <summary>seam_master.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamMaster
{
    public uint StructSize;
    public int Limiter;
    public double GainDb;
    public double CeilingDb;
}

/// <summary>seam_ducking.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamDucking
{
    public uint StructSize;
    public int Reserved;
    public double AmountDb;
    public double ThresholdDb;
    public double HoldSeconds;
    public double FallSeconds;
    public double RiseSeconds;
    public double Known;
}

/// <summary>seam_room_tone.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamRoomTone
{
    public uint StructSize;
    public uint Clip;
    public double InSeconds;
    public double OutSeconds;
    public double GainDb;
    public double CrossfadeSeconds;
}

/// <summary>seam_loudness.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamLoudness
{
    public uint StructSize;
    public int Reserved;
    public double IntegratedLufs;
    public double RangeLu;
    public double TruePeakDbtp;
    public double SamplePeakDbfs;
    public double MaxMomentaryLufs;
    public double MaxShortTermLufs;
    public double Known;
}

/// <summary>seam_meters.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SeamMeters
{
    public uint StructSize;
    public int Channels;
    public long Frames;
    public double TruePeakDbtp;
    public double SamplePeakDbfs;
    public double MomentaryLufs;
    public double ShortTermLufs;
    public double IntegratedLufs;
    public double MaxMomentaryLufs;
    public double MaxShortTermLufs;
    public fixed double PeakDbfs[8];
    public fixed double RmsDbfs[8];
}

/// <summary>seamline.h: lanes, transitions, envelopes, the master, loudness.</summary>
internal static unsafe partial class Seam
{
    public const int OwnerSegment = 0;
    public const int OwnerItem = 1;
    public const int OwnerLane = 2;
    public const int OwnerMaster = 3;
    public const int CurveLinear = 1;

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_begin_edits(nint engine);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_end_edits(nint engine);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_cancel_edits(nint engine);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_add_lane(nint engine, uint index, SeamLane* lane, out long id);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_set_lane(nint engine, SeamLane* lane);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_remove_lane(nint engine, long lane);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_get_lanes(nint engine, SeamLane* lanes, uint capacity, out uint count);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_add_item(nint engine, SeamItem* item, out long id);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_set_item(nint engine, SeamItem* item);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_remove_item(nint engine, long item);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_get_items(nint engine, long lane, SeamItem* items, uint capacity, out uint count);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_set_transition(nint engine, long segment, int kind, double seconds);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_remove_transition(nint engine, long segment);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_get_transition(nint engine, long segment, SeamTransition* transition);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_set_envelope(nint engine, int owner, long id, SeamPoint* points, uint count);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_get_envelope(nint engine, int owner, long id, SeamPoint* points, uint capacity, out uint count);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_set_ducking(nint engine, long lane, SeamDucking* ducking);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_get_ducking(nint engine, long lane, SeamDucking* ducking);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_set_room_tone(nint engine, SeamRoomTone* tone);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_get_master(nint engine, SeamMaster* master);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_set_master(nint engine, SeamMaster* master);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_estimate_loudness(nint engine, SeamLoudness* loudness);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_set_meters(nint engine, int on);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_get_meters(nint engine, SeamMeters* meters);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_peaks_clip(nint engine, uint clip, SeamPeaksView* view, SeamPeak* columns, uint count, long* changes);
}
