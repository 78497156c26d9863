using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seamline.h: defaults of structs whose defaults are not all zeros. They are those of the C# types, and of the C++ constructors.</summary>
internal static unsafe class ExportsDefaults
{
    [UnmanagedCallersOnly(EntryPoint = "seam_config_default", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Config(SeamConfig* config)
    {
        var standard = new EngineConfig();
        return Fill("seam_config", config, new SeamConfig
        {
            Rate = standard.Rate,
            Channels = standard.Channels,
            Anchor = (int)standard.Anchor,
            BudgetBytes = standard.BudgetBytes,
            SwapFadeMs = standard.SwapFadeMilliseconds,
            DeclickMs = standard.DeclickMilliseconds,
            LoaderThreads = standard.LoaderThreads,
            MonoLevel = (int)standard.MonoLevel,
            Isolation = (int)standard.Isolation,
            LockMemory = standard.LockMemory ? 1 : 0,
        });
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_track_default", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Track(SeamTrack* track) => Fill("seam_track", track, new SeamTrack { Stream = new TrackSpec(string.Empty).StreamIndex });

    [UnmanagedCallersOnly(EntryPoint = "seam_segment_default", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Segment(SeamSegment* segment) =>
        Fill("seam_segment", segment, new SeamSegment { Speed = new SegmentSpec(ClipId.None, 0, 0).Speed, SpeedMode = (int)SpeedMode.KeepPitch });

    [UnmanagedCallersOnly(EntryPoint = "seam_item_default", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Item(SeamItem* item) => Fill("seam_item", item, new SeamItem { FadeInCurve = (int)FadeShape.Linear, FadeOutCurve = (int)FadeShape.Linear });

    [UnmanagedCallersOnly(EntryPoint = "seam_ducking_default", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Ducking(SeamDucking* ducking)
    {
        DuckingSpec usual = DuckingSpec.Default;
        return Fill("seam_ducking", ducking, new SeamDucking
        {
            AmountDb = usual.AmountDb,
            ThresholdDb = usual.ThresholdDb,
            HoldSeconds = usual.HoldSeconds,
            FallSeconds = usual.FallSeconds,
            RiseSeconds = usual.RiseSeconds,
        });
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_room_tone_default", CallConvs = [typeof(CallConvCdecl)])]
    public static Status RoomTone(SeamRoomTone* tone) =>
        Fill("seam_room_tone", tone, new SeamRoomTone { CrossfadeSeconds = new RoomToneSpec(ClipId.None, 0, 1).CrossfadeSeconds });

    [UnmanagedCallersOnly(EntryPoint = "seam_output_default", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Output(SeamOutput* output) => Fill("seam_output", output, new SeamOutput { TimeScale = new Device.OutputConfig().TimeScale });

    [UnmanagedCallersOnly(EntryPoint = "seam_master_default", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Master(SeamMaster* master)
    {
        MasterSpec neutral = MasterSpec.Neutral;
        return Fill("seam_master", master, new SeamMaster { Limiter = neutral.Limiter ? 1 : 0, GainDb = neutral.GainDb, CeilingDb = neutral.CeilingDb });
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_silence_options_default", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Silence(SeamSilenceOptions* options)
    {
        SilenceOptions usual = SilenceOptions.Default;
        return Fill("seam_silence_options", options, new SeamSilenceOptions
        {
            ThresholdDb = usual.ThresholdDb,
            MinSeconds = usual.MinSeconds,
            MarginSeconds = usual.MarginSeconds,
        });
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_offline_options_default", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Offline(SeamOfflineOptions* options) => Fill("seam_offline_options", options, new SeamOfflineOptions { Frames = new OfflineOptions().Frames });

    [UnmanagedCallersOnly(EntryPoint = "seam_export_default", CallConvs = [typeof(CallConvCdecl)])]
    public static Status Export(SeamExport* wanted) => Fill("seam_export", wanted, new SeamExport { Frames = FileExport.ToTheEnd });

    [UnmanagedCallersOnly(EntryPoint = "seam_file_export_default", CallConvs = [typeof(CallConvCdecl)])]
    public static Status FileExportDefault(SeamFileExport* wanted) => Fill("seam_file_export", wanted, new SeamFileExport { Frames = FileExport.ToTheEnd });

    [UnmanagedCallersOnly(EntryPoint = "seam_peaks_view_default", CallConvs = [typeof(CallConvCdecl)])]
    public static Status PeaksView(SeamPeaksView* view) => Fill("seam_peaks_view", view, new SeamPeaksView { Channel = -1, FramesPerColumn = 1 });

    private static Status Fill<T>(string name, T* to, T value)
        where T : unmanaged => Border.RunFree(new FillCall<T>(name, to, value));

    private readonly struct FillCall<T>(string name, T* to, T value) : IFreeCall
        where T : unmanaged
    {
        public Status Run()
        {
            T defaults = value;
            return Border.TryWrite(to, ref defaults) ? Status.Ok : Border.RefuseFree(name, to);
        }
    }
}
