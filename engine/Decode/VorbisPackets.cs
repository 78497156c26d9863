using System;

namespace Seamline.Decode;

/// <summary>
/// Reads from a Vorbis stream's headers what is needed to know a packet's length in samples without decoding it:
/// the two block sizes and which mode uses which. A packet yields a quarter of its own block and of the one before.
/// </summary>
internal struct VorbisPackets
{
    private const int MaxModes = 64;
    private const int SetupBitsPerMode = 41; // blockflag 1, window type 16, transform type 16, mapping 8

    private int _shortBlock;
    private int _longBlock;
    private int _modeBits;
    private ulong _longModes;

    /// <summary>Frames of the longer block; 0 when the headers were not understood.</summary>
    public readonly int LongBlock => _longBlock;

    /// <summary>Frames of a mode 0 block: what stands before the first packet.</summary>
    public readonly int FirstBlock => (_longModes & 1) != 0 ? _longBlock : _shortBlock;

    /// <summary>Reads the codec's extradata (three headers, Xiph laced or with 16-bit sizes).</summary>
    public static bool TryRead(ReadOnlySpan<byte> extradata, out VorbisPackets packets)
    {
        packets = default;
        if (!TrySplit(extradata, out ReadOnlySpan<byte> identification, out ReadOnlySpan<byte> setup)) return false;
        if (identification.Length < 30 || identification[0] != 1 || setup.Length < 16 || setup[0] != 5) return false;
        packets._shortBlock = 1 << (identification[28] & 15);
        packets._longBlock = 1 << (identification[28] >> 4);
        return packets.ReadModes(setup);
    }

    /// <summary>Samples that come out when this packet follows a block of <paramref name="previousBlock"/> frames.</summary>
    /// <param name="data">The packet.</param>
    /// <param name="previousBlock">Block before it; replaced by this packet's own.</param>
    public readonly int Frames(ReadOnlySpan<byte> data, ref int previousBlock)
    {
        if (data.IsEmpty || (data[0] & 1) != 0) return 0; // a header in the stream
        int mode = (data[0] >> 1) & ((1 << _modeBits) - 1);
        int block = _shortBlock;
        if (((_longModes >> mode) & 1) != 0)
        {
            // A long block says itself what stood before it (the bit after the mode number).
            bool previousLong = (((data[0] | (data.Length > 1 ? data[1] << 8 : 0)) >> (1 + _modeBits)) & 1) != 0;
            previousBlock = previousLong ? _longBlock : _shortBlock;
            block = _longBlock;
        }

        int frames = (previousBlock + block) >> 2;
        previousBlock = block;
        return frames;
    }

    /// <summary>Whether some blocks taken for the other size make an error of so many frames, give or take a grain: a quarter of the difference each.</summary>
    public readonly bool IsBlockError(long frames, long grain)
    {
        long quarter = (_longBlock - _shortBlock) >> 2;
        if (quarter <= 0) return false;
        long blocks = (long.Abs(frames) + (quarter / 2)) / quarter;
        return blocks > 0 && long.Abs((blocks * quarter) - long.Abs(frames)) <= grain;
    }

    private static bool TrySplit(ReadOnlySpan<byte> data, out ReadOnlySpan<byte> identification, out ReadOnlySpan<byte> setup)
    {
        identification = setup = default;
        if (data.Length < 8) return false;
        if (data[0] == 0 && data[1] == 30)
        {
            int comment = 32;
            if (data.Length < comment + 2) return false;
            int third = comment + 2 + ((data[comment] << 8) | data[comment + 1]);
            if (data.Length < third + 2) return false;
            identification = data.Slice(2, 30);
            setup = data[(third + 2)..];
            return true;
        }

        if (data[0] != 2) return false;
        int at = 1;
        int first = Lace(data, ref at);
        int second = Lace(data, ref at);
        if (first < 0 || second < 0 || data.Length < at + first + second) return false;
        identification = data.Slice(at, first);
        setup = data[(at + first + second)..];
        return true;
    }

    private static int Lace(ReadOnlySpan<byte> data, ref int at)
    {
        int size = 0;
        while (at < data.Length)
        {
            byte part = data[at++];
            size += part;
            if (part != 255) return size;
        }

        return -1;
    }

    // The modes are the last thing in the setup header, but what stands before them takes a full parser. So they are read
    // from the end: the framing bit, then fixed-size mode records backwards for as long as their two zero fields are zero;
    // the count that stands before them (6 bits, minus one) says where the run of records really begins.
    private bool ReadModes(ReadOnlySpan<byte> setup)
    {
        int end = setup.Length * 8 - 1;
        while (end > 0 && Bit(setup, end) == 0) end--; // the framing bit is the last one set
        int found = 0;
        ulong flags = 0;
        int count = 0;
        ulong countFlags = 0;
        for (int modes = 1; modes <= MaxModes; modes++)
        {
            int at = end - modes * SetupBitsPerMode;
            if (at < 6 || Bits(setup, at + 1, 16) != 0 || Bits(setup, at + 17, 16) != 0) break;
            flags = (flags << 1) | Bits(setup, at, 1);
            found = modes;
            if (Bits(setup, at - 6, 6) + 1 == (uint)modes)
            {
                count = found;
                countFlags = flags;
            }
        }

        if (count == 0) return false;
        _longModes = countFlags;
        while (1 << _modeBits < count) _modeBits++;
        return true;
    }

    private static uint Bit(ReadOnlySpan<byte> data, int bit) => (uint)(data[bit >> 3] >> (bit & 7)) & 1;

    private static uint Bits(ReadOnlySpan<byte> data, int first, int count)
    {
        uint value = 0;
        for (int i = 0; i < count; i++) value |= Bit(data, first + i) << i;
        return value;
    }
}
