using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>Layouts of channels: their names, and what a downmix leaves out of them.</summary>
internal static unsafe class ChannelLayouts
{
    // Without a layout up to so many channels are taken for the usual layout of their number, as the ffmpeg command does.
    private const int MaxGuessed = 8;

    // What FFmpeg's matrix mixes: the 11 places of 7.1 and the front pair between, but for the LFE; and a stereo downmix.
    private const ulong Mixed = 0x7FF & ~LowFrequency;
    private const ulong StereoDownmix = 3ul << 29;
    private const ulong LowFrequency = 1 << 3;

    // libavutil/channel_layout.h, from bit 0.
    private static readonly string[] Names =
    [
        "FL", "FR", "FC", "LFE", "BL", "BR", "FLC", "FRC", "BC", "SL", "SR", "TC", "TFL", "TFC", "TFR", "TBL", "TBC", "TBR",
        "", "", "", "", "", "", "", "", "", "", "", "DL", "DR", "WL", "WR", "SDL", "SDR", "LFE2", "TSL", "TSR", "BFC", "BFL", "BFR",
    ];

    // The usual layouts of 3 to 8 channels by FFmpeg's names, for samples that no media library touches.
    private static readonly string[] Usual = ["2.1", "4.0", "5.0", "5.1", "6.1", "7.1"];

    /// <summary>Whether the places of the channels are known, or taken from their number. What more channels mean depends on FFmpeg's version.</summary>
    public static bool IsKnown(AVChannelLayout layout) => layout.order != AVChannelOrder.AV_CHANNEL_ORDER_UNSPEC || layout.nb_channels <= MaxGuessed;

    /// <summary>FFmpeg's name of a layout, "unknown" where a file does not say.</summary>
    public static string Describe(AVChannelLayout layout)
    {
        if (layout.order == AVChannelOrder.AV_CHANNEL_ORDER_UNSPEC) return "unknown";
        const int room = 256;
        byte* text = stackalloc byte[room];
        return ffmpeg.av_channel_layout_describe(&layout, text, room) < 0 ? "unknown" : MediaNames.Text(text);
    }

    /// <summary>What a person should know of how a stream's channels become so many of a page; null for nothing.</summary>
    public static string? Notice(AVChannelLayout layout, int kept)
    {
        int channels = layout.nb_channels;
        if (channels <= kept || channels <= 2) return null;
        AVChannelLayout input = layout;
        bool isGuess = layout.order == AVChannelOrder.AV_CHANNEL_ORDER_UNSPEC;
        if (isGuess) ffmpeg.av_channel_layout_default(&input, channels);
        AVChannelLayout output;
        ffmpeg.av_channel_layout_default(&output, kept == 1 ? 2 : kept);
        if (!IsKnown(layout) || !HasMatrix(&input, &output)) return Mean(channels, kept);
        return Text(isGuess ? $"{channels} channels without a layout are taken for {Describe(input)}" : Describe(input), isGuess, LeftOut(input.u.mask, output.u.mask));
    }

    /// <summary>The same of a host's samples, which have the usual layout of their number.</summary>
    public static string? NoticeOf(int channels, int kept)
    {
        if (channels <= 2) return null;
        float[] weights = Downmix.Weights(channels, kept == 1 ? 2 : kept);
        int sides = weights.Length / channels;
        var leftOut = new List<string>();
        for (int c = 0; c < channels; c++)
        {
            bool isHeard = false;
            for (int side = 0; side < sides; side++) isHeard |= weights[(side * channels) + c] != 0;
            if (!isHeard) leftOut.Add(Named("LFE", c));
        }

        return Text($"{channels} channels are taken for {Usual[channels - 3]}", true, leftOut);
    }

    private static string? Text(string what, bool isGuess, List<string> leftOut)
    {
        if (leftOut.Count == 0) return isGuess ? $"{what} and downmixed" : null;
        return $"{what}{(isGuess ? " and downmixed" : " is downmixed")} without {string.Join(", ", leftOut)}";
    }

    private static string Mean(int channels, int kept) => kept switch
    {
        1 => $"{channels} channels that FFmpeg has no downmix for are mixed to one by their mean",
        2 => $"{channels} channels that FFmpeg has no downmix for are mixed by their mean: the 1st, 3rd, 5th ... to the left, the others to the right",
        _ => $"{channels} channels that FFmpeg has no downmix for are mixed to {kept} by their mean, every {kept}th to the same",
    };

    private static List<string> LeftOut(ulong input, ulong output)
    {
        var names = new List<string>();
        ulong left = input & ~(output | Mixed | StereoDownmix);
        for (; left != 0; left &= left - 1)
        {
            int bit = BitOperations.TrailingZeroCount(left);
            string name = bit < Names.Length ? Names[bit] : string.Empty;
            names.Add(Named(name, BitOperations.PopCount(input & ((1ul << bit) - 1))));
        }

        return names;
    }

    private static string Named(string name, int channel) => string.Create(CultureInfo.InvariantCulture, $"{name} (channel {channel})");

    private static bool HasMatrix(AVChannelLayout* input, AVChannelLayout* output)
    {
        SwrContext* context = null;
        int error = ffmpeg.swr_alloc_set_opts2(
            &context, output, AVSampleFormat.AV_SAMPLE_FMT_FLTP, Limits.MinRate, input, AVSampleFormat.AV_SAMPLE_FMT_FLTP, Limits.MinRate, 0, null);
        if (error >= 0) error = ffmpeg.swr_init(context);
        ffmpeg.swr_free(&context);
        return error >= 0;
    }
}
