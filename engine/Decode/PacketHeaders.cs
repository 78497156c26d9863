using System;
using System.Buffers.Binary;

namespace Seamline.Decode;

/// <summary>
/// How many frames a packet holds, by the headers of the codec frames in it. A packet may hold several (laced containers, DTS in
/// pairs, E-AC-3 with dependent substreams), and containers with a clock of milliseconds cannot state it. 0: no header was found.
/// </summary>
internal static class PacketHeaders
{
    private const int BlockFrames = 256;

    private static ReadOnlySpan<short> Ac3KiloBits => [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640];

    private static ReadOnlySpan<int> DtsRates => [0, 8_000, 16_000, 32_000, 0, 0, 11_025, 22_050, 44_100, 0, 0, 12_000, 24_000, 48_000, 96_000, 192_000];

    private static ReadOnlySpan<byte> AmrNarrowBytes => [13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1];

    private static ReadOnlySpan<byte> AmrWideBytes => [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1];

    /// <summary>AC-3 and E-AC-3 (ETSI TS 102 366, 4.4.1 and E.1.2): the frames of the first independent substream.</summary>
    public static int Ac3(ReadOnlySpan<byte> data)
    {
        int frames = 0;
        while (data.Length >= 6 && data[0] == 0x0B && data[1] == 0x77)
        {
            bool enhanced = data[5] >> 3 > 10;
            if (!enhanced)
            {
                frames += 6 * BlockFrames;
            }
            else if (data[2] >> 6 != 1 && ((data[2] >> 3) & 7) == 0)
            {
                int code = data[4] >> 6 == 3 ? 3 : (data[4] >> 4) & 3;
                frames += BlockFrames * (code == 3 ? 6 : code + 1);
            }

            int bytes = enhanced ? 2 * ((((data[2] & 7) << 8) | data[3]) + 1) : Ac3Bytes(data[4]);
            if (bytes <= 0 || bytes >= data.Length) break;
            data = data[bytes..];
        }

        return frames;
    }

    /// <summary>DTS core frames (ETSI TS 102 114, 5.3.1) at the rate that their stream is decoded to.</summary>
    public static int Dts(ReadOnlySpan<byte> data, int rate)
    {
        int frames = 0;
        while (data.Length >= 9 && BinaryPrimitives.ReadUInt32BigEndian(data) == 0x7FFE8001)
        {
            int blocks = (((data[4] & 1) << 6) | (data[5] >> 2)) + 1;
            int coreRate = DtsRates[(data[8] >> 2) & 15];
            if (coreRate == 0) break;
            frames += (int)(blocks * 32L * rate / coreRate);
            int bytes = (((data[5] & 3) << 12) | (data[6] << 4) | (data[7] >> 4)) + 1;
            if (bytes >= data.Length) break;
            data = data[bytes..];
        }

        return frames;
    }

    /// <summary>MLP and TrueHD access units: 1/1,200 s each, 40 frames at 48 or 44.1 kHz.</summary>
    public static int Mlp(ReadOnlySpan<byte> data, int rate)
    {
        int unit = rate > 96_000 ? 160 : rate > 48_000 ? 80 : 40;
        int frames = 0;
        while (data.Length >= 4)
        {
            int bytes = 2 * (((data[0] & 15) << 8) | data[1]);
            frames += unit;
            if (bytes < 4 || bytes >= data.Length) break;
            data = data[bytes..];
        }

        return frames;
    }

    /// <summary>ALAC: a frame that is shorter than the stream's says so in its first element.</summary>
    public static int Alac(ReadOnlySpan<byte> data, int nominal)
    {
        // 3 bits of kind, 4 of number, 12 unused, a flag of a length, 2 of shift, a flag; then the length.
        if (data.Length < 7 || data[0] >> 5 > 1 || (data[2] & 0x10) == 0) return nominal;
        uint length = (BinaryPrimitives.ReadUInt32BigEndian(data[2..]) << 7) | ((uint)data[6] >> 1);
        return length > 0 && length <= nominal ? (int)length : nominal;
    }

    /// <summary>WavPack blocks that begin a frame; the others hold its further channels.</summary>
    public static int WavPack(ReadOnlySpan<byte> data)
    {
        int frames = 0;
        while (data.Length >= 32 && data.StartsWith("wvpk"u8))
        {
            long bytes = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]) + 8L;
            bool begins = (BinaryPrimitives.ReadUInt32LittleEndian(data[24..]) & 0x800) != 0;
            if (begins && frames < 1 << 24) frames += (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(data[20..]), 1 << 20);
            if (bytes < 32 || bytes >= data.Length) break;
            data = data[(int)bytes..];
        }

        return frames;
    }

    /// <summary>AMR frames of 20 ms with the header of its storage format (RFC 4867, section 5.3).</summary>
    public static int Amr(ReadOnlySpan<byte> data, bool wide)
    {
        int frames = 0;
        while (!data.IsEmpty)
        {
            int bytes = (wide ? AmrWideBytes : AmrNarrowBytes)[(data[0] >> 3) & 15];
            frames += wide ? 320 : 160;
            data = data[Math.Min(bytes, data.Length)..];
        }

        return frames;
    }

    private static int Ac3Bytes(byte code)
    {
        int index = (code & 63) >> 1;
        if (index >= Ac3KiloBits.Length) return 0;
        int rate = Ac3KiloBits[index];
        return (code >> 6) switch
        {
            0 => 4 * rate,
            1 => 2 * ((rate * 320 / 147) + (code & 1)),
            2 => 6 * rate,
            _ => 0,
        };
    }
}
