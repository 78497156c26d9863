using System.Runtime.InteropServices;

namespace Seamline.Ui.Native;

// The structs of seamline.h, field for field; where the library's own is shorter, the fields beyond stay 0.

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
    public int Reserved;
}

/// <summary>seam_track.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamTrack
{
    public uint StructSize;
    public int Stream;
    public nint Path;
    public double OffsetSeconds;
    public double GainDb;
    public int StereoMode;
    public int Reserved;
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
    public fixed byte Codec[32];
    public fixed byte Container[96];
    public fixed byte Name[512];
    public fixed byte Error[256];
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
    public fixed byte Kind[16];
    public fixed byte Codec[32];
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
internal struct SeamOutput
{
    public uint StructSize;
    public int BlockFrames;
    public nint Driver;
    public nint Device;
    public nint DiskFile;
    public double TimeScale;
    public int DocumentedEntry;
    public int Reserved;
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
    public fixed byte Driver[32];
    public fixed byte Device[256];
    public int State;
    public int Reserved;
    public long LatencyFrames;
}

/// <summary>seam_event.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SeamEvent
{
    public uint StructSize;
    public int Kind;
    public int Cause;
    public uint Dropped;
    public long HostNs;
    public long PlayheadFrame;
    public long Frames;
    public long Count;
    public fixed byte Text[256];
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
}

/// <summary>seam_stats.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct SeamStats
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

/// <summary>seam_peaks_view.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamPeaksView
{
    public uint StructSize;
    public int Channel;
    public double FirstFrame;
    public double FramesPerColumn;
}

/// <summary>seam_peak.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamPeak
{
    public const int Outside = 1;
    public const int Coarse = 2;

    public uint StructSize;
    public int Flags;
    public float Min;
    public float Max;
    public float Rms;
    public float Known;
}
