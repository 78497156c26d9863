using System;
using System.Runtime.InteropServices;
using System.Text;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>How a codec in a container is decoded from the middle so that the result equals the linear decode.</summary>
/// <remarks>The numbers are measured: the smallest preroll with difference 0, and a margin. See <see cref="For"/>.</remarks>
/// <param name="PrerollPackets">Packets to decode and throw away before the first needed one.</param>
/// <param name="PrerollSeconds">The same as time, where that is what counts; the longer of the two is used.</param>
/// <param name="DecoderName">Decoder to take where the default one is not deterministic, else null.</param>
/// <param name="InjectIndex">Give the demuxer the start packet's place before the seek: it would read up to there otherwise, or (Ogg, FLAC) look for it by halves.</param>
/// <param name="DirectPcm">Every sample is a seek point and its time is exact: no packet table is needed.</param>
internal readonly record struct CodecRecipe(
    int PrerollPackets, double PrerollSeconds, string? DecoderName, bool InjectIndex, bool DirectPcm)
{
    /// <summary>
    /// The first run is read from the opened file, not after a seek: the demuxer reckons the length of the first packet otherwise after
    /// one, and with it what it cuts off the stream's end where that is on the same page. Vorbis in Ogg, up to seconds.
    /// </summary>
    public bool StartsAfresh { get; init; }

    /// <summary>
    /// Packets from the stream's beginning that are kept, for decoders that begin in its middle to hear some of them first; 0: none. See
    /// <see cref="Primer"/>. A second later all that SBR's filters remember of the leap is gone.
    /// </summary>
    public int PrimingPackets { get; init; }

    /// <summary>Whether <see cref="SbrFrame"/> knows its packets: AAC of one or two channels.</summary>
    public bool ReadsSbr { get; init; }

    /// <summary>
    /// It cannot be had exactly from the middle: all runs but the first are read from one decode of the whole stream. See <see cref="LinearStore"/>.
    /// </summary>
    public bool Linear { get; init; }

    /// <summary>Decoded frames follow each other without holes whatever the time stamps say, as the ffmpeg command has them. Only with <see cref="Linear"/>.</summary>
    public bool Contiguous { get; init; }

    /// <summary>
    /// Two decodes of it differ (the decoder draws random numbers from a generator that the whole process shares): all of its runs, the first
    /// too, are read from the one decode. Only with <see cref="Linear"/>.
    /// </summary>
    public bool OnlyOnce { get; init; }

    /// <summary>
    /// A run begins with a packet whose place in the file is known, and only the place identifies it: behind a seek into an MPEG program stream the
    /// rest of a packet comes first, and those that follow have time stamps one packet late until the next header.
    /// </summary>
    public bool EntersAtPlaces { get; init; }

    private const int HighestCoreRate = 32_000; // that anybody gives an SBR to

    private const int FirstPcm = (int)AVCodecID.AV_CODEC_ID_PCM_S16LE;
    private const int AfterPcm = (int)AVCodecID.AV_CODEC_ID_ADPCM_IMA_QT;

    /// <summary>Plain PCM: bytes are frames.</summary>
    /// <remarks>Not on DVD: packets there have headers, and samples go on from one packet into the next.</remarks>
    public static bool IsPcm(AVCodecID codec) => (int)codec is >= FirstPcm and < AfterPcm && codec != AVCodecID.AV_CODEC_ID_PCM_DVD;

    /// <summary>
    /// The recipe. Measured minima (packets): AAC 1, Vorbis 1, MP3 up to 10 (bit reservoir), MPEG-2 MP3 more by calculation,
    /// MP2 1, Opus 40 of 20 ms; lossless codecs 0. Codecs that were not measured are decoded in one go. An AAC stream that doubles its frame
    /// by SBR gets a second, from a packet on that can be entered, and is primed.
    /// </summary>
    public static unsafe CodecRecipe For(AVFormatContext* format, AVCodecParameters* par)
        => ForCodec(format, par) with { EntersAtPlaces = IsOneOf(format->iformat->name, "mpeg") };

    private static unsafe CodecRecipe ForCodec(AVFormatContext* format, AVCodecParameters* par)
    {
        bool inject = IsOneOf(format->iformat->name, "mp3", "aac", "ac3", "eac3", "dts", "ogg", "flac");
        bool direct = IsPcm(par->codec_id) && IsOneOf(format->iformat->name, "wav", "aiff", "w64", "au", "u8", "s16le", "s24le", "s32le", "f32le", "f64le");
        return par->codec_id switch
        {
            AVCodecID codec when IsPcm(codec) => new(0, 0, null, false, direct),
            AVCodecID.AV_CODEC_ID_FLAC or AVCodecID.AV_CODEC_ID_ALAC or AVCodecID.AV_CODEC_ID_WAVPACK => new(0, 0, null, inject, false),
            AVCodecID.AV_CODEC_ID_AAC or AVCodecID.AV_CODEC_ID_AAC_LATM when par->frame_size > 1024 => new CodecRecipe(2, 1, null, inject, false)
            {
                PrimingPackets = 48,
                ReadsSbr = par->codec_id == AVCodecID.AV_CODEC_ID_AAC && par->ch_layout.nb_channels <= 2,
            },
            AVCodecID.AV_CODEC_ID_AAC or AVCodecID.AV_CODEC_ID_AAC_LATM => new CodecRecipe(2, 0, null, inject, false)
            {
                PrimingPackets = par->sample_rate <= HighestCoreRate ? 1 : 0,
            },
            AVCodecID.AV_CODEC_ID_VORBIS => new CodecRecipe(2, 0, null, inject, false) { StartsAfresh = IsOneOf(format->iformat->name, "ogg") },
            AVCodecID.AV_CODEC_ID_OPUS => new(2, 1, "opus", inject, false),
            AVCodecID.AV_CODEC_ID_MP3 => new(par->sample_rate < 32_000 ? 30 : 16, 0, null, inject, false),

            // The default mp2 decoder dithers, so it depends on what it decoded before.
            AVCodecID.AV_CODEC_ID_MP2 => new(2, 0, "mp2float", inject, false),
            AVCodecID.AV_CODEC_ID_AC3 or AVCodecID.AV_CODEC_ID_EAC3 => new(2, 0, null, inject, false),

            // What begins with every packet, or with a header that comes every tenth of a second.
            AVCodecID.AV_CODEC_ID_DTS or AVCodecID.AV_CODEC_ID_MLP or AVCodecID.AV_CODEC_ID_TRUEHD or AVCodecID.AV_CODEC_ID_MP1
                or AVCodecID.AV_CODEC_ID_TTA or AVCodecID.AV_CODEC_ID_ADPCM_MS or AVCodecID.AV_CODEC_ID_ADPCM_IMA_WAV => new(2, 0.5, null, inject, false),

            // The others may remember anything. Where packets do not state their length either, time stamps are too rough to place them by (ASF).
            _ => new(2, 0.5, null, inject, false)
            {
                Linear = true,
                Contiguous = !PacketFrames.For(par).Known,
                OnlyOnce = par->codec_id == AVCodecID.AV_CODEC_ID_CODEC2,
            },
        };
    }

    /// <summary>
    /// Packets after which a demuxer is reopened before its next seek; 0: never. Matroska's notes the place of every packet
    /// it reads and halves its notes when they are many, the file's own index among them: seeks then land minutes early.
    /// </summary>
    public static unsafe int PacketsBeforeReopening(AVFormatContext* format) => IsOneOf(format->iformat->name, "matroska,webm") ? 16_384 : 0;

    /// <summary>Whether the demuxer has an index of all packets, by which a seek lands on the very packet: mp4.</summary>
    public static unsafe bool SeeksByIndex(AVFormatContext* format) => IsOneOf(format->iformat->name, "mov,mp4,m4a,3gp,3g2,mj2");

    /// <summary>
    /// Whether the container stamps its packets. AVI does not: FFmpeg counts chunks or bytes there, which are no time for packets of unequal
    /// length, or of a length that the header gives as 0.
    /// </summary>
    public static unsafe bool KeepsTime(AVFormatContext* format) => !IsOneOf(format->iformat->name, "avi");

    /// <summary>The decoder by the recipe, or FFmpeg's default, or null.</summary>
    public unsafe AVCodec* FindDecoder(AVCodecID codec)
    {
        AVCodec* named = DecoderName is null ? null : ffmpeg.avcodec_find_decoder_by_name(DecoderName);
        return named is not null ? named : ffmpeg.avcodec_find_decoder(codec);
    }

    // Asked while runs are decoded, too: no string is made of the name.
    private static unsafe bool IsOneOf(byte* name, params ReadOnlySpan<string> names)
    {
        ReadOnlySpan<byte> given = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name);
        foreach (string one in names)
        {
            if (Ascii.Equals(given, one)) return true;
        }

        return false;
    }
}
