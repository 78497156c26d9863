using System;
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
    private int _pcmFrameBytes;
    private VorbisPackets _vorbis;

    /// <summary>True when lengths come from the packets and not from the container.</summary>
    public readonly bool Known => _codec switch
    {
        AVCodecID.AV_CODEC_ID_OPUS or AVCodecID.AV_CODEC_ID_FLAC => true,
        AVCodecID.AV_CODEC_ID_VORBIS => _vorbis.LongBlock > 0,
        _ => _nominal > 0 || _pcmFrameBytes > 0,
    };

    /// <summary>Longest error of a container's time stamps that the codec itself brings: Vorbis's unequal blocks.</summary>
    public readonly int ExtraTolerance => _codec == AVCodecID.AV_CODEC_ID_VORBIS ? _vorbis.LongBlock : 0;

    /// <summary>Whether a stream may end inside a packet and another one be joined on behind it (chained Ogg).</summary>
    public readonly bool EndsBeforeItsPackets => _codec is AVCodecID.AV_CODEC_ID_OPUS or AVCodecID.AV_CODEC_ID_VORBIS;

    /// <summary>The block before the first packet (Vorbis).</summary>
    public readonly int FirstBlock => _vorbis.FirstBlock;

    /// <summary>Whether the container may say that the last packet is shorter than its frame, the decoder knowing nothing of it.</summary>
    public readonly bool ContainerTrimsEnd => _codec is AVCodecID.AV_CODEC_ID_AAC or AVCodecID.AV_CODEC_ID_ALAC;

    /// <summary>Reads the stream's facts.</summary>
    public static PacketFrames For(AVCodecParameters* par)
    {
        AVChannelLayout layout = par->ch_layout;
        var frames = new PacketFrames { _codec = par->codec_id };
        if (CodecRecipe.IsPcm(par->codec_id))
        {
            frames._pcmFrameBytes = ffmpeg.av_get_bits_per_sample(par->codec_id) * layout.nb_channels / 8;
        }
        else if (par->codec_id == AVCodecID.AV_CODEC_ID_VORBIS && par->extradata_size > 0)
        {
            _ = VorbisPackets.TryRead(new ReadOnlySpan<byte>(par->extradata, par->extradata_size), out frames._vorbis);
        }
        else if (par->codec_id is AVCodecID.AV_CODEC_ID_AAC or AVCodecID.AV_CODEC_ID_MP3 or AVCodecID.AV_CODEC_ID_MP2
            or AVCodecID.AV_CODEC_ID_AC3 or AVCodecID.AV_CODEC_ID_EAC3)
        {
            frames._nominal = par->frame_size;
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
        if (_pcmFrameBytes > 0) return packet->size / _pcmFrameBytes;
        return _codec switch
        {
            AVCodecID.AV_CODEC_ID_OPUS => Opus(data),
            AVCodecID.AV_CODEC_ID_FLAC => Flac(data),
            AVCodecID.AV_CODEC_ID_VORBIS when _vorbis.LongBlock > 0 => _vorbis.Frames(data, ref vorbisBlock),

            // SBR doubles the frame; headers may give the core's.
            _ when _nominal > 0 && Math.Abs(containerFrames - 2 * _nominal) < Math.Abs(containerFrames - _nominal) => 2 * _nominal,
            _ => _nominal,
        };
    }

    // RFC 6716, section 3.1: the first byte tells mode, frame length and count; a code 3 packet counts in its second byte.
    private static int Opus(ReadOnlySpan<byte> data)
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
    private static int Flac(ReadOnlySpan<byte> data)
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
