using System;
using System.Buffers.Binary;

namespace Seamline.Decode;

/// <summary>
/// What a packet's own header says of the whole stream (rate, channels), as a number to compare with another packet's. 0: the packet has no such
/// header, or not a whole one. Codecs whose headers are more than a few bytes; the shorter ones are <see cref="StreamChange"/>'s.
/// </summary>
internal static class StreamHeaders
{
    private const uint IsThere = 0x8000_0000;

    /// <summary>AAC in LATM with the LOAS sync layer (ISO/IEC 14496-3, 1.7): object type, rate and channels of the stream multiplex configuration.</summary>
    public static uint Latm(ReadOnlySpan<byte> data)
    {
        if (data.Length < 8 || data[0] != 0x56 || (data[1] & 0xE0) != 0xE0) return 0;
        if (3 + (((data[1] & 0x1F) << 8) | data[2]) != data.Length) return 0;
        var bits = new BitReader(data[3..]);
        if (bits.ReadFlag()) return 0; // as in the packet before
        bool second = bits.ReadFlag();
        if (second && bits.ReadFlag()) return 0;
        if (second) SkipValue(ref bits);
        bits.At += 14; // same time framing, 6 bits of subframes, 4 of programs, 3 of layers
        if (second) SkipValue(ref bits);
        int type = bits.Read(5);
        int rateIndex = bits.Read(4);
        int rate = rateIndex == 15 ? bits.Read(24) : rateIndex;
        return IsThere | (((uint)type << 24) ^ ((uint)rate << 4) ^ (uint)bits.Read(4));
    }

    /// <summary>DTS core frames (ETSI TS 102 114, 5.3.1): channel arrangement, rate and whether there is a low-frequency channel.</summary>
    public static uint Dts(ReadOnlySpan<byte> data)
    {
        if (data.Length < 11 || BinaryPrimitives.ReadUInt32BigEndian(data) != 0x7FFE8001) return 0;
        int bytes = (((data[5] & 3) << 12) | (data[6] << 4) | (data[7] >> 4)) + 1;
        if (bytes > data.Length) return 0;
        uint channels = ((data[7] & 15u) << 2) | ((uint)data[8] >> 6);
        return IsThere | (channels << 8) | ((((uint)data[8] >> 2) & 15) << 4) | ((data[10] & 6) != 0 ? 1u : 0u);
    }

    /// <summary>WavPack blocks: rate, mono, and whether the block holds all channels.</summary>
    public static uint WavPack(ReadOnlySpan<byte> data)
    {
        if (data.Length < 32 || !data.StartsWith("wvpk"u8)) return 0;
        if (BinaryPrimitives.ReadUInt32LittleEndian(data[4..]) > (uint)data.Length - 8) return 0;
        const uint Rate = 0x0780_0000;
        const uint LastBlock = 0x1000;
        const uint Mono = 4;
        return IsThere | (BinaryPrimitives.ReadUInt32LittleEndian(data[24..]) & (Rate | LastBlock | Mono));
    }

    /// <summary>MLP and TrueHD access units with a major sync: rates and channels.</summary>
    public static uint Mlp(ReadOnlySpan<byte> data)
    {
        if (data.Length < 12 || (BinaryPrimitives.ReadUInt32BigEndian(data[4..]) & ~1u) != 0xF872_6FBA) return 0;
        if (2 * (((data[0] & 15) << 8) | data[1]) > data.Length) return 0;
        return (data[7] & 1) != 0
            ? IsThere | ((uint)data[9] << 8) | (data[11] & 31u)
            : IsThere | (((uint)data[8] >> 4) << 24) | ((uint)data[9] << 16) | ((uint)data[10] << 8) | data[11];
    }

    // LatmGetValue: 2 bits for how many bytes follow, less one.
    private static void SkipValue(ref BitReader bits)
    {
        int bytes = bits.Read(2) + 1;
        bits.At += 8 * bytes;
    }
}
