using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using Seamline.Abi;
using Seamline.Device;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>The header's structs and codes are the engine's: a C compiler and C# are asked for the same table.</summary>
[Collection(nameof(NativeHost))]
public sealed class LayoutTests
{
    /// <summary>Every struct of the header.</summary>
    internal static readonly Type[] Structs =
    [
        typeof(SeamConfig), typeof(SeamMix), typeof(SeamTrack), typeof(SeamSegment), typeof(SeamPosition), typeof(SeamOutput),
        typeof(SeamSource), typeof(SeamRange), typeof(SeamEditRange), typeof(SeamEdit), typeof(SeamDevice), typeof(SeamOutputInfo), typeof(SeamExport), typeof(SeamLevels), typeof(SeamOfflineOptions), typeof(SeamStats),
        typeof(SeamStream), typeof(SeamBlockTimes), typeof(SeamSwap), typeof(SeamPeaksView), typeof(SeamPeak),
        typeof(SeamLoudness), typeof(SeamSilenceOptions), typeof(SeamMaster), typeof(SeamLane), typeof(SeamItem), typeof(SeamTransition), typeof(SeamEnvelopePoint),
        typeof(SeamDucking), typeof(SeamRoomTone), typeof(SeamMeters), typeof(SeamMeasure), typeof(SeamTag), typeof(SeamChapter), typeof(SeamFileExport),
        typeof(SeamClock), typeof(SeamEvent), typeof(SeamClip), typeof(SeamHistory),
    ];

    private static readonly Dictionary<string, long> C = Table();

    [Fact]
    public void Every_struct_has_the_same_fields_at_the_same_places()
    {
        string[] expected = [.. Structs.SelectMany(Rows).Order(StringComparer.Ordinal)];
        string[] actual = [.. C.Where(row => row.Key.StartsWith("seam_", StringComparison.Ordinal)).Select(row => $"{row.Key} {row.Value}").Order(StringComparer.Ordinal)];
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Every_status_has_the_same_number()
    {
        foreach (Status status in Enum.GetValues<Status>())
            Assert.Equal((long)status, C["SEAM_" + Snake(status.ToString()).ToUpperInvariant()]);
        Assert.Equal(Enum.GetValues<Status>().Length - 1, (int)C["SEAM_INTERNAL"]);
    }

    [Fact]
    public void The_other_codes_have_the_same_numbers()
    {
        Assert.Equal((long)Anchor.Frame, C["SEAM_ANCHOR_FRAME"]);
        Assert.Equal((long)Anchor.Content, C["SEAM_ANCHOR_CONTENT"]);
        foreach (EditAction action in Enum.GetValues<EditAction>()[1..]) Assert.Equal((long)action, C["SEAM_EDIT_" + Snake(action.ToString()).ToUpperInvariant()]);
        foreach (EditKind kind in Enum.GetValues<EditKind>()) Assert.Equal((long)kind, C["SEAM_STEP_" + Snake(kind.ToString()).ToUpperInvariant()]);
        Assert.Equal((long)StereoMode.Stereo, C["SEAM_STEREO"]);
        Assert.Equal((long)StereoMode.MonoLeft, C["SEAM_MONO_LEFT"]);
        Assert.Equal((long)StereoMode.MonoRight, C["SEAM_MONO_RIGHT"]);
        Assert.Equal((long)ChannelMode.Downmix, C["SEAM_CHANNELS_DOWNMIX"]);
        Assert.Equal((long)ChannelMode.Mono, C["SEAM_CHANNELS_MONO"]);
        Assert.Equal((long)ChannelMode.One, C["SEAM_CHANNELS_ONE"]);
        Assert.Equal((long)ChannelMode.Pair, C["SEAM_CHANNELS_PAIR"]);
        Assert.Equal((long)MonoLevel.EqualPower, C["SEAM_MONO_EQUAL_POWER"]);
        Assert.Equal((long)MonoLevel.Unity, C["SEAM_MONO_UNITY"]);
        Assert.Equal((long)IsolationMode.Auto, C["SEAM_ISOLATION_AUTO"]);
        Assert.Equal((long)IsolationMode.Off, C["SEAM_ISOLATION_OFF"]);
        Assert.Equal((long)IsolationMode.Required, C["SEAM_ISOLATION_REQUIRED"]);
        Assert.Equal((long)SpeedMode.Silence, C["SEAM_SPEED_SILENCE"]);
        Assert.Equal((long)SpeedMode.Varispeed, C["SEAM_SPEED_VARISPEED"]);
        Assert.Equal((long)SpeedMode.KeepPitch, C["SEAM_SPEED_KEEP_PITCH"]);
        Assert.Equal((long)PeakFlags.Outside, C["SEAM_PEAK_OUTSIDE"]);
        Assert.Equal((long)PeakFlags.Coarse, C["SEAM_PEAK_COARSE"]);
        Assert.Equal((long)PageStates.Loaded, C["SEAM_LOADED"]);
        Assert.Equal((long)PageStates.Loading, C["SEAM_LOADING"]);
        Assert.Equal((long)PageStates.NotLoaded, C["SEAM_NOT_LOADED"]);
        Assert.Equal((long)PageStates.Evicted, C["SEAM_EVICTED"]);
        Assert.Equal((long)PageStates.Unreadable, C["SEAM_UNREADABLE"]);
        Assert.Equal(BlockBins.Count, C["SEAM_BLOCK_BINS"]);
        Assert.Equal(-1, C["SEAM_ALL_CHANNELS"]);
        Assert.Equal((long)SampleFormat.F32, C["SEAM_F32"]);
        Assert.Equal((long)SampleFormat.S16, C["SEAM_S16"]);
        Assert.Equal((long)SampleFormat.S24, C["SEAM_S24"]);
        foreach (ExportCodec codec in Enum.GetValues<ExportCodec>()) Assert.Equal((long)codec, C["SEAM_CODEC_" + Snake(codec.ToString()).ToUpperInvariant()]);
        Assert.Equal(SeamFileExport.AllFlags, (uint)(C["SEAM_SILENCE_FOR_ERRORS"] | C["SEAM_DITHER"] | C["SEAM_QUALITY"] | C["SEAM_LIMITED"]));
        Assert.Equal(SeamFileExport.StemMain, C["SEAM_STEM_MAIN"]);
        Assert.Equal(new TrackSpec("x").StreamIndex, C["SEAM_BEST_STREAM"]);
        Assert.Equal(FileExport.ToTheEnd, C["SEAM_TO_THE_END"]);
        Assert.Equal(1, C["SEAM_SILENCE_FOR_ERRORS"]);
        foreach (EngineEventKind kind in Enum.GetValues<EngineEventKind>()[1..]) Assert.Equal((long)kind, C["SEAM_EVENT_" + Snake(kind.ToString()).ToUpperInvariant()]);
        foreach (UnderrunCause cause in Enum.GetValues<UnderrunCause>()) Assert.Equal((long)cause, C["SEAM_CAUSE_" + Snake(cause.ToString()).ToUpperInvariant()]);
        foreach (OutputState state in Enum.GetValues<OutputState>()) Assert.Equal((long)state, C["SEAM_OUTPUT_" + Snake(state.ToString()).ToUpperInvariant()]);
        foreach (ThreadPolicy policy in Enum.GetValues<ThreadPolicy>()) Assert.Equal((long)policy, C["SEAM_THREAD_" + Snake(policy.ToString()).ToUpperInvariant()]);
        Assert.Equal(PullClock.Exact, (uint)C["SEAM_EXACT_TIME"]);
        Assert.Equal(2, C["SEAM_MEASURE_LEVELS"]);
        Assert.Equal(OfflineOptions.ToTheEnd, C["SEAM_TO_THE_END"]);
        Assert.Equal(ExportsEngine.AbiVersion, (uint)C["SEAM_ABI_VERSION"]);
    }

    private static Dictionary<string, long> Table() =>
        NativeHost.Run(NativeHost.Build("layout")).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private static IEnumerable<string> Rows(Type type)
    {
        string name = Snake(type.Name);
        yield return $"{name} {Marshal.SizeOf(type)}";
        foreach (FieldInfo field in type.GetFields())
            yield return $"{name}.{Snake(field.Name)} {Marshal.OffsetOf(type, field.Name)}";
    }

    private static string Snake(string pascal) =>
        string.Concat(pascal.Select((c, i) => char.IsUpper(c) && i > 0 ? "_" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
}
