using System.Runtime.InteropServices;

namespace Seamline.Abi;

// The structs of seamline.h, field for field; tests/Abi compares sizes and offsets with what a C compiler says.

/// <summary>seam_config.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamConfig
{
    public uint StructSize;
    public int Rate;
    public int Channels;
    public int Anchor;
    public long BudgetBytes;
    public double SwapFadeMs;
    public double DeclickMs;
    public int LoaderThreads;
    public int MonoLevel;
    public int Isolation;
    public int LockMemory;
}

/// <summary>seam_mix.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamMix
{
    public uint StructSize;
    public int StereoMode;
    public double OffsetSeconds;
    public double GainDb;
}

/// <summary>seam_track.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SeamTrack
{
    public uint StructSize;
    public int Stream;
    public byte* Path;
    public double OffsetSeconds;
    public double GainDb;
    public int StereoMode;
    public int ChannelMode;
    public int FirstChannel;
    public int SecondChannel;
}

/// <summary>seam_segment.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamSegment
{
    public uint StructSize;
    public uint Clip;
    public double InSeconds;
    public double OutSeconds;
    public double Speed;
    public double GainDb;
    public int SpeedMode;
    public int Muted;
    public long Id;
    public long StartFrame;
    public long EndFrame;
    public long ClipFrame;
    public long BeyondFrames;
}

/// <summary>seam_clip.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamClip
{
    public uint StructSize;
    public uint Clip;
    public uint Tracks;
    public int FramesExact;
    public long Frames;
}

/// <summary>seam_source.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SeamSource
{
    public uint StructSize;
    public int Rate;
    public int Channels;
    public int Stream;
    public long Frames;
    public int FramesExact;
    public int Warnings;
    public long FramesDecoded;
    public long Pages;
    public long PagesReady;
    public long PagesLoaded;
    public long PagesReloaded;
    public double StartSeconds;
    public double DurationSeconds;
    public long BitRate;
    public fixed byte Codec[CodecBytes];
    public fixed byte Container[ContainerBytes];
    public fixed byte Name[NameBytes];
    public fixed byte Error[ErrorBytes];
    public fixed byte Notice[NoticeBytes];

    internal const int CodecBytes = 32;
    internal const int ContainerBytes = 96;
    internal const int NameBytes = 512;
    internal const int ErrorBytes = 256;
    internal const int NoticeBytes = 256;
}

/// <summary>seam_stream.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SeamStream
{
    public uint StructSize;
    public int Index;
    public int Rate;
    public int Channels;
    public long BitRate;
    public fixed byte Kind[KindBytes];
    public fixed byte Codec[SeamSource.CodecBytes];
    public fixed byte Layout[LayoutBytes];

    internal const int KindBytes = 16;
    internal const int LayoutBytes = 64;
}

/// <summary>seam_range.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamRange
{
    public uint StructSize;
    public int Reserved;
    public long FirstFrame;
    public long EndFrame;
}

/// <summary>seam_edit_range.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamEditRange
{
    public uint StructSize;
    public int Reserved;
    public double InSeconds;
    public double OutSeconds;
}

/// <summary>seam_edit.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SeamEdit
{
    public uint StructSize;
    public int Kind;
    public long Segment;
    public double Value;
    public double EndSeconds;
    public SeamSegment* With;
    public uint Index;
    public int Muted;
}

/// <summary>seam_position.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamPosition
{
    public uint StructSize;
    public int Playing;
    public long PlayheadFrame;
    public long AudibleFrame;
    public long LengthFrames;
    public long LatencyFrames;
}

/// <summary>seam_output.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SeamOutput
{
    public uint StructSize;
    public int BlockFrames;
    public byte* Driver;
    public byte* Device;
    public byte* DiskFile;
    public double TimeScale;
    public int DocumentedEntry;
    public int Reserved;
}

/// <summary>seam_device.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SeamDevice
{
    public uint StructSize;
    public int IsDefault;
    public int Rate;
    public int Channels;
    public fixed byte Name[NameBytes];

    internal const int NameBytes = 256;
}

/// <summary>seam_output_info.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SeamOutputInfo
{
    public uint StructSize;
    public int IsOpen;
    public int Rate;
    public int Channels;
    public int PeriodFrames;
    public int RawEntry;
    public fixed byte Driver[DriverBytes];
    public fixed byte Device[SeamDevice.NameBytes];
    public int State;
    public int Reserved;
    public long LatencyFrames;
    public int ThreadPolicy;
    public int ThreadPriority;

    internal const int DriverBytes = 32;
}

/// <summary>seam_export.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SeamExport
{
    public uint StructSize;
    public int Format;
    public byte* Path;
    public long FirstFrame;
    public long Frames;
    public uint Flags;
    public int Reserved;
    public delegate* unmanaged[Cdecl]<void*, long, long, int> Progress;
    public void* User;
    public double EdgeFadeMs;
    public SeamLevels* Levels;
}

/// <summary>seam_levels.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamLevels
{
    public uint StructSize;
    public int Reserved;
    public long Frames;
    public long ClippedSamples;
    public double Peak;

    internal SeamLevels(in RenderLevels levels)
    {
        Frames = levels.Frames;
        ClippedSamples = levels.ClippedSamples;
        Peak = levels.Peak;
    }
}

/// <summary>seam_offline_options.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamOfflineOptions
{
    public uint StructSize;
    public uint Flags;
    public long FirstFrame;
    public long Frames;
    public double EdgeFadeMs;
}

/// <summary>seam_block_times.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamBlockTimes
{
    public uint StructSize;
    public int Reserved;
    public long Blocks;
    public long MeanNs;
    public long P50Ns;
    public long P99Ns;
    public long P999Ns;
    public long MaxNs;
}

/// <summary>seam_swap.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamSwap
{
    public uint StructSize;
    public int Published;
    public long Serial;
    public long PublishedBlock;
    public long HeardBlock;
    public long EditNs;
    public long HeardNs;
    public long OutputFrame;
    public long OldFrame;
    public long NewFrame;
    public long FadeFrames;
}

/// <summary>seam_stats.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamStats
{
    public uint StructSize;
    public int VectorBits;
    public int Rate;
    public int Channels;
    public long Segments;
    public long LengthFrames;
    public long BudgetBytes;
    public long HeldBytes;
    public long PeakBytes;
    public long PagesHeld;
    public long PagesEvicted;
    public long MissFrames;
    public long Underruns;
    public long Blocks;
    public long FramesRendered;
    public long BlockP50Ns;
    public long BlockP999Ns;
    public long BlockMaxNs;
    public long EditToPublishedNs;
    public long Collections;
    public long AllocatedBytes;
    public long LoadHorizonFrames;
    public long LoadDone;
    public long ReadyAheadFrames;
    public long PublishedSerial;
    public long PublishedBlock;
    public long Sources;
    public long SourcesChanged;
    public long SourcesMissing;
    public long MediaWarnings;
    public long Workers;
    public long UnderrunFrames;
    public long LockedBytes;
    public long LockRefusedBytes;
}
