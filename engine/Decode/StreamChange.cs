using System;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>
/// Finds the packet from which on a stream is another one: rate, channels or codec headers that differ from those before. What
/// follows cannot be entered by what the file's header says. A value: it compares with the first packet that it has seen.
/// </summary>
/// <remarks>
/// Whole headers only, and where the header says the packet's length only with that length: damage is no change. Headers that come
/// again and say the same (identical files joined) are none either. Opus never changes: a decoder takes every packet as it is.
/// </remarks>
/// <param name="parameters">The stream's, as they were when it was opened; they outlive this.</param>
internal unsafe struct StreamChange(AVCodecParameters* parameters)
{
    private const int VorbisIdentification = 1;
    private const int VorbisSetup = 5;

    // Eight kbit/s each, by layer (I, II, III of MPEG-1; I, then II and III of the lower rates) and index: ISO/IEC 11172-3 and 13818-3.
    private static ReadOnlySpan<byte> BitRates =>
    [
        0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56,
        0, 4, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48,
        0, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40,
        0, 4, 6, 7, 8, 10, 12, 14, 16, 18, 20, 22, 24, 28, 32,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 18, 20,
    ];

    private uint _first;

    /// <summary>Whether the stream changes with this packet.</summary>
    public bool IsAt(AVPacket* packet)
    {
        if (packet->side_data_elems > 0 && BringsHeaders(packet)) return true;
        var data = new ReadOnlySpan<byte>(packet->data, packet->size);
        if (parameters->codec_id == AVCodecID.AV_CODEC_ID_VORBIS) return IsOtherVorbis(data);
        uint header = parameters->codec_id switch
        {
            AVCodecID.AV_CODEC_ID_AAC => Adts(data),
            AVCodecID.AV_CODEC_ID_MP1 or AVCodecID.AV_CODEC_ID_MP2 or AVCodecID.AV_CODEC_ID_MP3 => Mpeg(data),
            AVCodecID.AV_CODEC_ID_FLAC => Flac(data),
            AVCodecID.AV_CODEC_ID_AC3 or AVCodecID.AV_CODEC_ID_EAC3 => Ac3(data),
            AVCodecID.AV_CODEC_ID_AAC_LATM => StreamHeaders.Latm(data),
            AVCodecID.AV_CODEC_ID_DTS => StreamHeaders.Dts(data),
            AVCodecID.AV_CODEC_ID_WAVPACK => StreamHeaders.WavPack(data),
            AVCodecID.AV_CODEC_ID_MLP or AVCodecID.AV_CODEC_ID_TRUEHD => StreamHeaders.Mlp(data),
            _ => 0,
        };
        if (header == 0 || header == _first) return false;
        if (_first == 0)
        {
            _first = header;
            return false;
        }

        return parameters->codec_id != AVCodecID.AV_CODEC_ID_FLAC || !FlacFrame.IsDamaged(packet->data, packet->size);
    }

    private readonly bool BringsHeaders(AVPacket* packet)
    {
        ulong size;
        byte* data = ffmpeg.av_packet_get_side_data(packet, AVPacketSideDataType.AV_PKT_DATA_NEW_EXTRADATA, &size);
        return data is not null && size > 0 && !new ReadOnlySpan<byte>(data, (int)size).SequenceEqual(Headers);
    }

    private readonly ReadOnlySpan<byte> Headers => new(parameters->extradata, parameters->extradata is null ? 0 : parameters->extradata_size);

    private readonly bool IsOtherVorbis(ReadOnlySpan<byte> data)
    {
        if (data.Length < 7 || data[0] is not (VorbisIdentification or VorbisSetup) || !data[1..7].SequenceEqual("vorbis"u8)) return false;
        return Headers.IndexOf(data) < 0;
    }

    // Profile, rate and channels.
    internal static uint Adts(ReadOnlySpan<byte> data)
    {
        if (data.Length < 7 || data[0] != 0xFF || (data[1] & 0xF6) != 0xF0) return 0;
        int length = ((data[3] & 3) << 11) | (data[4] << 3) | (data[5] >> 5);
        return length == data.Length ? 0x10000u | ((data[2] & 0xFDu) << 8) | (data[3] & 0xC0u) : 0;
    }

    // Version, layer, rate, and whether it is mono.
    internal static uint Mpeg(ReadOnlySpan<byte> data)
    {
        if (data.Length < 4 || data[0] != 0xFF || (data[1] & 0xE0) != 0xE0) return 0;
        int version = (data[1] >> 3) & 3; // 0: 2.5, 2: 2, 3: 1
        int layer = 4 - ((data[1] >> 1) & 3);
        int bits = data[2] >> 4;
        int rateIndex = (data[2] >> 2) & 3;
        if (version == 1 || layer == 4 || bits is 0 or 15 || rateIndex == 3) return 0;
        int rate = (rateIndex == 0 ? 44_100 : rateIndex == 1 ? 48_000 : 32_000) >> (version == 3 ? 0 : version == 2 ? 1 : 2);
        int bitRate = 8_000 * BitRates[((version == 3 ? layer - 1 : layer == 1 ? 3 : 4) * 15) + bits];
        int padding = (data[2] >> 1) & 1;
        int length = layer == 1 ? ((12 * bitRate / rate) + padding) * 4 : ((layer == 3 && version != 3 ? 72 : 144) * bitRate / rate) + padding;
        return length == data.Length ? 0x10000u | ((data[1] & 0x1Eu) << 8) | (data[2] & 0x0Cu) | (data[3] >= 0xC0 ? 1u : 0u) : 0;
    }

    // Rate, channels and width.
    internal static uint Flac(ReadOnlySpan<byte> data)
    {
        if (data.Length < 6 || data[0] != 0xFF || (data[1] & 0xFE) != 0xF8) return 0;
        int channels = data[3] >> 4;
        return 0x10000u | ((data[2] & 0x0Fu) << 8) | (uint)((channels >= 8 ? 1 : channels) << 4) | ((uint)data[3] >> 1 & 7);
    }

    // Rate, kind of stream and channels. In E-AC-3 the syntax of the fifth byte is another one.
    internal static uint Ac3(ReadOnlySpan<byte> data)
    {
        if (data.Length < 7 || data[0] != 0x0B || data[1] != 0x77) return 0;
        int kind = data[5] >> 3;
        return kind > 16 ? 0 : kind > 10
            ? 0x10000u | ((uint)kind << 8) | (data[4] & 0xCFu)
            : 0x10000u | ((uint)kind << 8) | (data[4] & 0xC0u) | ((uint)data[6] >> 5);
    }
}
