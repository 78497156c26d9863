using System;
using System.IO;
using FFmpeg.AutoGen;

namespace Seamline.Encode;

/// <summary>How one codec is encoded: FFmpeg's names for muxer and encoder, the samples that it takes, and what it can hold.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Extension">Of its files.</param>
/// <param name="Muxer">FFmpeg's muxer.</param>
/// <param name="Encoder">FFmpeg's encoder.</param>
/// <param name="Samples">What the encoder takes.</param>
/// <param name="MaxChannels">Channels it can hold.</param>
/// <param name="BitRatePerChannel">Bits a second and channel unless the caller has a wish; 0: the quality below instead.</param>
/// <param name="Quality">The encoder's own scale of quality, or -1 where it has none.</param>
/// <param name="Rates">Sample rates it can hold, Hz; empty: any.</param>
internal sealed record CodecChoice(
    string Name, string Extension, string Muxer, string Encoder, AVSampleFormat Samples, int MaxChannels, int BitRatePerChannel, int Quality, int[] Rates)
{
    // Rates: ISO/IEC 14496-3 table 1.18, RFC 6716 section 2, ISO/IEC 11172-3 and 13818-3. Bit rates: transparent for most material by the
    // encoders' own recommendations; quality: LAME's V2 and Vorbis' q6, which are their counterparts.
    private static readonly CodecChoice[] Choices =
    [
        new("FLAC", ".flac", "flac", "flac", AVSampleFormat.AV_SAMPLE_FMT_S32, 8, 0, -1, []),
        new("AAC", ".m4a", "ipod", "aac", AVSampleFormat.AV_SAMPLE_FMT_FLTP, 8, 96_000, -1, [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000]),
        new("Opus", ".opus", "opus", "libopus", AVSampleFormat.AV_SAMPLE_FMT_FLT, 8, 64_000, -1, [8_000, 12_000, 16_000, 24_000, 48_000]),
        new("MP3", ".mp3", "mp3", "libmp3lame", AVSampleFormat.AV_SAMPLE_FMT_FLTP, 2, 0, 2, [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000]),
        new("Vorbis", ".ogg", "ogg", "libvorbis", AVSampleFormat.AV_SAMPLE_FMT_FLTP, 8, 0, 6, []),
    ];

    /// <summary>Its container can be written from beginning to end without going back.</summary>
    public bool Streams => Muxer != "ipod";

    /// <summary>The codec of an export: null for WAV.</summary>
    /// <exception cref="NotSupportedException">The extension says nothing that can be written: the message names those that do.</exception>
    public static CodecChoice? Of(ExportCodec codec, string path)
    {
        if (codec == ExportCodec.Wav) return null;
        if (codec != ExportCodec.ByExtension) return Choices[codec - ExportCodec.Flac];
        string extension = Path.GetExtension(path);
        if (extension.Equals(".wav", StringComparison.OrdinalIgnoreCase)) return null;
        foreach (CodecChoice choice in Choices)
        {
            if (extension.Equals(choice.Extension, StringComparison.OrdinalIgnoreCase)) return choice;
        }

        throw new NotSupportedException($"{(extension.Length == 0 ? "a name without an extension" : extension)} is no format that can be written (.wav, .flac, .m4a, .opus, .mp3, .ogg)");
    }

    /// <summary>Why it cannot hold sound of a shape, or does not know a wish; null if it can.</summary>
    public string? Refusal(int rate, int channels, bool hasBitRate, bool hasQuality)
    {
        bool isLossless = BitRatePerChannel == 0 && Quality < 0;
        if (isLossless && (hasBitRate || hasQuality)) return $"{Name} is lossless: it has neither bit rate nor quality";
        if (hasQuality && Quality < 0) return $"the {Name} encoder has no quality scale; set a bit rate";
        if (hasQuality && hasBitRate) return "a bit rate and a quality exclude each other";
        if (channels > MaxChannels) return $"{Name} holds at most {MaxChannels} channels, not {channels}";
        return Rates.Length == 0 || Array.IndexOf(Rates, rate) >= 0 ? null : $"{Name} has no sample rate of {rate} Hz (it has {string.Join(", ", Rates)})";
    }
}
