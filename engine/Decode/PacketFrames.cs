using System;
using System.Buffers.Binary;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>
/// How many frames (samples a channel) a packet holds, read from the packet itself where the codec says so.
/// Containers that keep time in milliseconds (Matroska) cannot be trusted with it.
/// </summary>
internal unsafe struct PacketFrames
{
    private AVCodecID _codec;
    private int _nominal;
    private int _blockBytes;
    private int _blockFrames;
    private int _rate;
    private VorbisPackets _vorbis;

    /// <summary>True when lengths come from the packets and not from the container.</summary>
    public readonly bool Known => _codec switch
    {
        AVCodecID.AV_CODEC_ID_OPUS or AVCodecID.AV_CODEC_ID_FLAC or AVCodecID.AV_CODEC_ID_WAVPACK or AVCodecID.AV_CODEC_ID_DTS
            or AVCodecID.AV_CODEC_ID_MLP or AVCodecID.AV_CODEC_ID_TRUEHD or AVCodecID.AV_CODEC_ID_AMR_NB or AVCodecID.AV_CODEC_ID_AMR_WB => true,
        AVCodecID.AV_CODEC_ID_VORBIS => _vorbis.LongBlock > 0,
        _ => _nominal > 0 || _blockBytes > 0,
    };

    /// <summary>Longest error of a container's time stamps that the codec itself brings: Vorbis's unequal blocks.</summary>
    public readonly int ExtraTolerance => _codec == AVCodecID.AV_CODEC_ID_VORBIS ? _vorbis.LongBlock : 0;

    /// <summary>
    /// How far a decoder's frames may lie off their packets. FFmpeg's Opus decoder gives 24 frames fewer when it begins with SILK, and 24
    /// more in the first packet of CELT behind it.
    /// </summary>
    public readonly int DecoderSlack => _codec == AVCodecID.AV_CODEC_ID_OPUS ? 48 : 0;

    /// <summary>
    /// Whether packets are to be believed against time stamps that run away from them: FLAC's are made of its frames' numbers, AVI has none for
    /// blocks of unequal length. Elsewhere packets may be left out on purpose, one by one (Opus in silence).
    /// </summary>
    public readonly bool IsCertain => _codec is AVCodecID.AV_CODEC_ID_FLAC or AVCodecID.AV_CODEC_ID_VORBIS;

    /// <summary>Whether a packet's length by the container makes it one of SBR, of which headers give the core's length only.</summary>
    public readonly bool MayDouble(long containerFrames)
        => _nominal > 0 && Math.Abs(containerFrames - (2 * _nominal)) < _nominal / 8;

    /// <summary>Whether a stream may end inside a packet and another one be joined on behind it (chained Ogg).</summary>
    public readonly bool EndsBeforeItsPackets => _codec is AVCodecID.AV_CODEC_ID_OPUS or AVCodecID.AV_CODEC_ID_VORBIS;

    /// <summary>Whether Vorbis blocks that were lost or taken for the other size make such an error; the time stamps of laced ones are off by anything.</summary>
    public readonly bool IsBlockError(long frames, long grain) => _vorbis.IsBlockError(frames, grain);

    /// <summary>The block before the first packet (Vorbis).</summary>
    public readonly int FirstBlock => _vorbis.FirstBlock;

    /// <summary>Whether the container may say that the last packet is shorter than its frame, the decoder knowing nothing of it.</summary>
    public readonly bool ContainerTrimsEnd => _codec is AVCodecID.AV_CODEC_ID_AAC or AVCodecID.AV_CODEC_ID_ALAC;

    /// <summary>Reads the stream's facts.</summary>
    public static PacketFrames For(AVCodecParameters* par)
    {
        var frames = new PacketFrames { _codec = par->codec_id, _rate = par->sample_rate };
        (frames._blockBytes, frames._blockFrames) = Blocks(par);
        if (par->codec_id == AVCodecID.AV_CODEC_ID_VORBIS && par->extradata_size > 0)
        {
            _ = VorbisPackets.TryRead(new ReadOnlySpan<byte>(par->extradata, par->extradata_size), out frames._vorbis);
        }
        else if (par->codec_id is AVCodecID.AV_CODEC_ID_AAC or AVCodecID.AV_CODEC_ID_MP3 or AVCodecID.AV_CODEC_ID_MP2
            or AVCodecID.AV_CODEC_ID_EAC3 or AVCodecID.AV_CODEC_ID_DTS)
        {
            frames._nominal = par->frame_size;
        }
        else if (par->codec_id == AVCodecID.AV_CODEC_ID_AC3)
        {
            frames._nominal = 1_536;
        }
        else if (par->codec_id == AVCodecID.AV_CODEC_ID_TTA)
        {
            frames._nominal = (int)(256L * par->sample_rate / 245);
        }
        else if (par->codec_id == AVCodecID.AV_CODEC_ID_ALAC && par->extradata_size >= 36)
        {
            int length = (int)uint.Min(BinaryPrimitives.ReadUInt32BigEndian(new ReadOnlySpan<byte>(par->extradata + 12, 4)), 1 << 20);
            frames._nominal = length;
        }

        return frames;
    }

    /// <summary>Frames in a packet; 0 when only the container could say.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="containerFrames">Its length by the container, in frames; 0 unknown.</param>
    /// <param name="vorbisBlock">State of the Vorbis reckoning.</param>
    public readonly int Of(AVPacket* packet, long containerFrames, ref int vorbisBlock)
    {
        var data = new ReadOnlySpan<byte>(packet->data, packet->size);
        if (_blockBytes > 0) return packet->size / _blockBytes * _blockFrames;
        int frames = _codec switch
        {
            AVCodecID.AV_CODEC_ID_OPUS => Opus(data),
            AVCodecID.AV_CODEC_ID_FLAC => Flac(data),
            AVCodecID.AV_CODEC_ID_VORBIS when _vorbis.LongBlock > 0 => _vorbis.Frames(data, ref vorbisBlock),
            AVCodecID.AV_CODEC_ID_AC3 or AVCodecID.AV_CODEC_ID_EAC3 => PacketHeaders.Ac3(data),
            AVCodecID.AV_CODEC_ID_DTS => PacketHeaders.Dts(data, _rate),
            AVCodecID.AV_CODEC_ID_MLP or AVCodecID.AV_CODEC_ID_TRUEHD => PacketHeaders.Mlp(data, _rate),
            AVCodecID.AV_CODEC_ID_ALAC when _nominal > 0 => PacketHeaders.Alac(data, _nominal),
            AVCodecID.AV_CODEC_ID_WAVPACK => PacketHeaders.WavPack(data),
            AVCodecID.AV_CODEC_ID_AMR_NB => PacketHeaders.Amr(data, wide: false),
            AVCodecID.AV_CODEC_ID_AMR_WB => PacketHeaders.Amr(data, wide: true),

            // SBR doubles the frame; headers may give the core's. A duration that is neither is the first packet's, or a hole behind it.
            _ when MayDouble(containerFrames) => 2 * _nominal,
            _ => 0,
        };
        return frames > 0 ? frames : _nominal;
    }

    // Codecs of blocks that are all alike: bytes and frames of one.
    private static (int Bytes, int Frames) Blocks(AVCodecParameters* par)
    {
        AVChannelLayout layout = par->ch_layout;
        int channels = layout.nb_channels;
        if (CodecRecipe.IsPcm(par->codec_id)) return (ffmpeg.av_get_bits_per_sample(par->codec_id) * channels / 8, 1);
        int bytes = par->block_align;
        return par->codec_id switch
        {
            _ when channels <= 0 => (0, 0),
            AVCodecID.AV_CODEC_ID_ADPCM_MS when bytes > 7 * channels => (bytes, 2 + ((bytes - (7 * channels)) * 2 / channels)),
            AVCodecID.AV_CODEC_ID_ADPCM_IMA_WAV when bytes > 4 * channels && par->bits_per_coded_sample == 4
                => (bytes, 1 + ((bytes - (4 * channels)) / (4 * channels) * 8)),
            AVCodecID.AV_CODEC_ID_ADPCM_IMA_QT => (34 * channels, 64),
            AVCodecID.AV_CODEC_ID_ADPCM_YAMAHA => (channels, 2),
            AVCodecID.AV_CODEC_ID_GSM => (33, 160),
            AVCodecID.AV_CODEC_ID_GSM_MS => (65, 320),
            AVCodecID.AV_CODEC_ID_RA_144 => (20, 160),
            AVCodecID.AV_CODEC_ID_RA_288 => (38, 160),
            AVCodecID.AV_CODEC_ID_TRUESPEECH => (32, 240),
            AVCodecID.AV_CODEC_ID_NELLYMOSER => (64, 256),
            _ => (0, 0),
        };
    }

    // RFC 6716, section 3.1: the first byte tells mode, frame length and count; a code 3 packet counts in its second byte.
    internal static int Opus(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty || data.StartsWith("Opus"u8)) return 0; // the headers of a stream joined on
        int config = data[0] >> 3;
        int frame = config < 12 ? Math.Max(480, (config & 3) * 960)
            : config < 16 ? 480 << (config & 1)
            : 120 << (config & 3);
        int count = (data[0] & 3) switch { 0 => 1, 3 => data.Length > 1 ? data[1] & 63 : 0, _ => 2 };
        return frame * count;
    }

    // The block size code of a FLAC frame header; codes 6 and 7 stand behind the coded frame number.
    internal static int Flac(ReadOnlySpan<byte> data)
    {
        if (data.Length < 8 || data[0] != 0xFF || (data[1] & 0xFE) != 0xF8) return 0;
        int code = data[2] >> 4;
        if (code == 1) return 192;
        if (code is >= 2 and <= 5) return 576 << (code - 2);
        if (code >= 8) return 256 << (code - 8);
        int after = 4 + CodedNumberBytes(data[4]);
        if (code == 6 && data.Length > after) return data[after] + 1;
        return code == 7 && data.Length > after + 1 ? ((data[after] << 8) | data[after + 1]) + 1 : 0;
    }

    private static int CodedNumberBytes(byte first)
    {
        int bytes = 0;
        while (bytes < 7 && (first & (0x80 >> bytes)) != 0) bytes++;
        return Math.Max(1, bytes);
    }
}
