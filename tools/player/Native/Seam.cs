using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace Seamline.Ui.Native;

/// <summary>seamline.h: the functions that the player calls. Each is documented there, with its thread and its errors.</summary>
internal static unsafe partial class Seam
{
    public const string Library = "seamline";
    public const int AbiVersion = 0;
    public const int Ok = 0;
    public const int Cancelled = 10;
    public const int BestStream = -1;
    public const int AllChannels = -1;
    public const int BlockBins = 144;
    public const int Loaded = 1;
    public const int Loading = 2;
    public const int NotLoaded = 4;
    public const int Evicted = 8;
    public const int Unreadable = 16;

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial uint seam_abi_version();

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint seam_version();

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_cpu_supported();

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint seam_last_error(nint engine, byte* text, nuint capacity);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_config_default(SeamConfig* config);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_create(SeamConfig* config, out nint engine);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_destroy(nint engine);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_clip_set_media(nint engine, uint clip, SeamTrack* tracks, uint count);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_clip_frames(nint engine, uint clip, out long frames);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_clip_source(nint engine, uint clip, uint track, SeamSource* source);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_clip_streams(nint engine, uint clip, uint track, SeamStream* streams, uint capacity, out uint count);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_timeline_set(nint engine, SeamSegment* segments, uint count);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_timeline_get(nint engine, SeamSegment* segments, uint capacity, out uint count);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_length(nint engine, out long frames);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_split(nint engine, double seconds, long* rightId);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_ripple_delete(nint engine, double inSeconds, double outSeconds);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_delete_segment(nint engine, long segment);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_move_segment(nint engine, long segment, uint index);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_trim_in(nint engine, long segment, double inSeconds);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_trim_out(nint engine, long segment, double outSeconds);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_set_segment_gain(nint engine, long segment, double decibels);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_set_segment_muted(nint engine, long segment, int muted);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_undo(nint engine);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_redo(nint engine);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_play(nint engine);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_pause(nint engine);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_seek_frame(nint engine, long frame);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_set_loop(nint engine, double inSeconds, double outSeconds);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_clear_loop(nint engine);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_get_position(nint engine, SeamPosition* position);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_output_open(nint engine, SeamOutput* output);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_output_open_null(nint engine, uint blockFrames, double speed);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_output_close(nint engine);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_get_output(nint engine, SeamOutputInfo* info);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_peaks_timeline(nint engine, SeamPeaksView* view, SeamPeak* columns, uint count, long* changes);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_peaks_changes(nint engine, out long changes);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_wait_ready(nint engine, long frames, int timeoutMs);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_get_stats(nint engine, SeamStats* stats);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_residency(nint engine, double firstFrame, double framesPerColumn, byte* columns, uint count);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_get_block_times(nint engine, SeamBlockTimes* times, long* bins, uint count);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_next_event(nint engine, SeamEvent* taken, int timeoutMs);

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_read_swaps(nint engine, ref long from, SeamSwap* swaps, uint capacity, out uint count);
}
