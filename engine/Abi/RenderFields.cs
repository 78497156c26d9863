using System;

namespace Seamline.Abi;

/// <summary>Checks the fields of what is rendered, exported, played to or measured, before anything is done: Ok, or a refusal that names the field.</summary>
internal static unsafe class RenderFields
{
    private const string Unknown = "is unknown";
    private const string Outside = "lies outside any timeline";
    private const string Fade = "is outside 0..1000 ms";
    private const long MaxFrame = (long)Limits.MaxSeconds * Limits.MaxRate;

    /// <summary>What of a configuration is refused, or null. Zeros that cannot be have become defaults before.</summary>
    public static string? OfConfig(EngineConfig config) => config switch
    {
        { Rate: < Limits.MinRate or > Limits.MaxRate } => $"seam_config.rate: {config.Rate} is outside {Limits.MinRate}..{Limits.MaxRate} Hz",
        { Channels: < 1 or > Limits.MaxChannels } => $"seam_config.channels: {config.Channels} is outside 1..{Limits.MaxChannels}",
        { Anchor: not (Anchor.Frame or Anchor.Content) } => $"seam_config.anchor: {(int)config.Anchor} is unknown",
        { BudgetBytes: < Limits.MinBudgetBytes } => $"seam_config.budget_bytes: {config.BudgetBytes} is below {Limits.MinBudgetBytes}",
        { SwapFadeMilliseconds: not (>= 0 and <= Limits.MaxSwapFadeMilliseconds) } => $"seam_config.swap_fade_ms: {config.SwapFadeMilliseconds} is outside 0..{Limits.MaxSwapFadeMilliseconds}",
        { DeclickMilliseconds: not (>= 0 and <= Limits.MaxDeclickMilliseconds) } => $"seam_config.declick_ms: {config.DeclickMilliseconds} is outside 0..{Limits.MaxDeclickMilliseconds}",
        { LoaderThreads: < 0 or > Limits.MaxLoaderThreads } => $"seam_config.loader_threads: {config.LoaderThreads} is outside 0..{Limits.MaxLoaderThreads}",
        { MonoLevel: not (MonoLevel.EqualPower or MonoLevel.Unity) } => $"seam_config.mono_level: {(int)config.MonoLevel} is unknown",
        { Isolation: not (IsolationMode.Auto or IsolationMode.Off or IsolationMode.Required) } => $"seam_config.isolation: {(int)config.Isolation} is unknown",
        _ => null,
    };

    public static Status Check(Engine engine, in SeamOutput given)
    {
        var at = new FieldRow(engine, "seam_output");
        return given.BlockFrames is < 0 or > 48_000 ? at.Refuse("block_frames", given.BlockFrames, "is outside 0..48000")
            : given.TimeScale is not (>= 0 and <= 100) ? at.Refuse("time_scale", given.TimeScale, "is outside 0..100")
            : given.Reserved != 0 ? at.Refuse("reserved", given.Reserved, "is not 0")
            : Status.Ok;
    }

    public static Status Check(Engine engine, in SeamSilenceOptions given)
    {
        var at = new FieldRow(engine, "seam_silence_options");
        return given.WholeMix is not (0 or 1) ? at.Refuse("whole_mix", given.WholeMix, "is neither 0 nor 1")
            : given.ThresholdDb is not (>= -120 and <= 0) ? at.Refuse("threshold_db", given.ThresholdDb, "is outside -120..0")
            : given.MinSeconds is not (>= 0 and <= Limits.MaxSeconds) ? at.Refuse("min_seconds", given.MinSeconds, "is no length")
            : given.MarginSeconds is not (>= 0 and <= Limits.MaxSeconds) ? at.Refuse("margin_seconds", given.MarginSeconds, "is no length")
            : Status.Ok;
    }

    public static Status Check(Engine engine, in SeamOfflineOptions given, uint flags)
    {
        var at = new FieldRow(engine, "seam_offline_options");
        return (given.Flags & ~flags) != 0 ? at.Refuse("flags", given.Flags, Unknown)
            : Math.Abs((double)given.FirstFrame) > MaxFrame ? at.Refuse("first_frame", given.FirstFrame, Outside)
            : given.Frames < OfflineOptions.ToTheEnd || given.Frames > MaxFrame ? at.Refuse("frames", given.Frames, Outside)
            : !IsFade(given.EdgeFadeMs) ? at.Refuse("edge_fade_ms", given.EdgeFadeMs, Fade)
            : Status.Ok;
    }

    public static Status Check(Engine engine, in SeamExport given)
    {
        var at = new FieldRow(engine, "seam_export");
        return given.Format is < (int)SampleFormat.F32 or > (int)SampleFormat.S16 ? at.Refuse("format", given.Format, Unknown)
            : Border.Text(given.Path) is null ? at.Missing("path")
            : Math.Abs((double)given.FirstFrame) > MaxFrame ? at.Refuse("first_frame", given.FirstFrame, Outside)
            : given.Frames < FileExport.ToTheEnd || given.Frames > MaxFrame ? at.Refuse("frames", given.Frames, Outside)
            : given.Flags > SeamFileExport.SilenceForErrors ? at.Refuse("flags", given.Flags, Unknown)
            : given.Reserved != 0 ? at.Refuse("reserved", given.Reserved, "is not 0")
            : !IsFade(given.EdgeFadeMs) ? at.Refuse("edge_fade_ms", given.EdgeFadeMs, Fade)
            : Levels(engine, given.Levels);
    }

    public static Status Check(Engine engine, in SeamFileExport given)
    {
        var at = new FieldRow(engine, "seam_file_export");
        bool byQuality = (given.Flags & SeamFileExport.ByQuality) != 0;
        return given.Codec is < (int)ExportCodec.ByExtension or > (int)ExportCodec.Vorbis ? at.Refuse("codec", given.Codec, Unknown)
            : Border.Text(given.Path) is null ? at.Missing("path")
            : given.Format is < (int)SampleFormat.F32 or > (int)SampleFormat.S24 ? at.Refuse("format", given.Format, Unknown)
            : (given.Flags & ~SeamFileExport.AllFlags) != 0 ? at.Refuse("flags", given.Flags, Unknown)
            : Math.Abs((double)given.FirstFrame) > MaxFrame ? at.Refuse("first_frame", given.FirstFrame, Outside)
            : given.Frames < FileExport.ToTheEnd || given.Frames > MaxFrame ? at.Refuse("frames", given.Frames, Outside)
            : given.BitRate is < 0 or > 10_000_000 ? at.Refuse("bit_rate", given.BitRate, "is outside 0..10000000")
            : byQuality && given.Quality is not (>= 0 and <= 10) ? at.Refuse("quality", given.Quality, "is outside 0..10")
            : given.LoudnessLufs is not (>= -70 and <= 0) ? at.Refuse("loudness_lufs", given.LoudnessLufs, "is outside -70..0")
            : (given.Flags & SeamFileExport.Limited) != 0 && given.CeilingDb is not (>= Limits.MinCeilingDb and <= 0) ? at.Refuse("ceiling_db", given.CeilingDb, "is outside -24..0")
            : !IsFade(given.EdgeFadeMs) ? at.Refuse("edge_fade_ms", given.EdgeFadeMs, Fade)
            : given.Tags == null && given.TagCount != 0 ? at.Missing("tags")
            : given.Chapters == null && given.ChapterCount != 0 ? at.Missing("chapters")
            : Levels(engine, given.Levels);
    }

    public static Status Check(Engine engine, in SeamPeaksView given)
    {
        var at = new FieldRow(engine, "seam_peaks_view");
        return !(Math.Abs(given.FirstFrame) <= Limits.MaxPeakFrames) ? at.Refuse("first_frame", given.FirstFrame, "is no frame")
            : given.FramesPerColumn is not (>= 1 and <= Limits.MaxPeakFrames) ? at.Refuse("frames_per_column", given.FramesPerColumn, "is not at least 1")
            : Status.Ok;
    }

    /// <summary>Where levels go, if anywhere.</summary>
    private static Status Levels(Engine engine, SeamLevels* levels) =>
        levels == null || Border.IsSize<SeamLevels>(levels->StructSize) ? Status.Ok : Border.RefuseStruct(engine, "seam_levels", levels);

    private static bool IsFade(double milliseconds) => milliseconds is >= 0 and <= Limits.MaxEdgeFadeMilliseconds;
}
