using System;

namespace Seamline.Decode;

/// <summary>
/// What the SBR payload of an AAC access unit says of itself before its Huffman codes begin (ISO/IEC 14496-3, 4.4.2.8): enough to know
/// whether a decoder that has heard something else can go on with it.
/// </summary>
/// <param name="HasHeader">It carries the header.</param>
/// <param name="IsPair">It is of a pair of channels: no parametric stereo comes with it.</param>
/// <param name="StandsAlone">Its levels are not differences from those of the frame before.</param>
/// <param name="Lead">It begins so many time slots behind its frame, where the one before reached over; the larger of its channels.</param>
/// <param name="Trail">It reaches so many time slots over its frame; the larger of its channels.</param>
internal readonly record struct SbrFrame(bool HasHeader, bool IsPair, bool StandsAlone, int Lead, int Trail)
{
    private const int ChannelPair = 1;
    private const int Data = 4;
    private const int Fill = 6;
    private const int SbrData = 13;
    private const int SbrDataWithCheck = 14;
    private const int LongestFill = 269; // bytes: 15 + 255 - 1
    private const int Envelopes = 5;

    /// <summary>
    /// Reads the payload of a stream of one or two channels. Where it begins is known only after decoding what stands before it; but it
    /// ends where the unit ends, and says its length in front: it is where the length is right. False where that is nowhere, or in two places.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> unit, out SbrFrame frame)
    {
        frame = default;
        if (unit.Length > 2 && unit[0] == 0xFF && (unit[1] & 0xF6) == 0xF0) unit = unit[Math.Min(unit.Length, (unit[1] & 1) != 0 ? 7 : 9)..]; // ADTS
        int channels = ChannelsOf(unit);
        if (channels == 0 || !TryFind(unit, out int start, out int end)) return false;
        var bits = new BitReader(unit) { At = start };
        if (bits.Read(4) == SbrDataWithCheck) bits.At += 10;
        bool header = bits.ReadFlag();
        if (header && !TrySkipHeader(ref bits)) return false;
        if (bits.ReadFlag()) bits.At += 4 * channels; // bs_data_extra
        bool coupled = channels == 2 && bits.ReadFlag();
        Span<Grid> grids = stackalloc Grid[2];
        for (int c = 0; c < channels; c++)
        {
            if (c == 1 && coupled) grids[1] = grids[0];
            else if (!TryReadGrid(ref bits, out grids[c])) return false;
        }

        bool alone = true;
        int lead = 0;
        int trail = 0;
        for (int c = 0; c < channels; c++)
        {
            alone &= !bits.ReadFlag();
            bits.At += grids[c].Envelopes - 1;
            alone &= !bits.ReadFlag();
            bits.At += grids[c].Envelopes > 1 ? 1 : 0;
            lead = Math.Max(lead, grids[c].Lead);
            trail = Math.Max(trail, grids[c].Trail);
        }

        frame = new SbrFrame(header, channels == 2, alone, lead, trail);
        return bits.At < end;
    }

    // By the first element that is sound: 0 where it is neither a channel nor a pair.
    private static int ChannelsOf(ReadOnlySpan<byte> unit)
    {
        var bits = new BitReader(unit);
        while (bits.At < bits.Bits)
        {
            int id = bits.Read(3);
            if (id <= ChannelPair) return id + 1;
            if (id == Fill)
            {
                int bytes = bits.Read(4);
                if (bytes == 15) bytes += bits.Read(8) - 1;
                bits.At += 8 * bytes;
            }
            else if (id == Data)
            {
                bits.At += 4;
                bool aligned = bits.ReadFlag();
                int bytes = bits.Read(8);
                if (bytes == 255) bytes += bits.Read(8);
                if (aligned) bits.At = (bits.At + 7) & ~7;
                bits.At += 8 * bytes;
            }
            else
            {
                return 0;
            }
        }

        return 0;
    }

    // From its extension type to its end, in bits.
    private static bool TryFind(ReadOnlySpan<byte> unit, out int start, out int end)
    {
        start = 0;
        end = unit.Length * 8;
        while (end > 3 && ((unit[(end - 1) >> 3] >> (7 - ((end - 1) & 7))) & 1) == 0) end--;
        end -= 3; // ID_END
        while (true)
        {
            int found = 0;
            int padding = 0;
            for (int bytes = 1; bytes <= LongestFill && end - (8 * bytes) >= 22; bytes++)
            {
                if (!IsFill(unit, end, bytes)) continue;
                var bits = new BitReader(unit) { At = end - (8 * bytes) };
                int type = bits.Read(4);
                if (type is SbrData or SbrDataWithCheck)
                {
                    found++;
                    start = end - (8 * bytes);
                }
                else if (type == 0 && padding == 0 && IsPadding(unit, end, bytes))
                {
                    padding = bytes;
                }
            }

            if (found > 0 || padding == 0) return found == 1;
            end -= (8 * padding) + (padding < 15 ? 7 : 15);
        }
    }

    // ID_FIL, four bits of length, and eight more where those are full. Asked of every length, half the packets of a stream through.
    private static bool IsFill(ReadOnlySpan<byte> unit, int end, int bytes)
    {
        int length = bytes < 15 ? 7 : 15;
        int at = end - (8 * bytes) - length;
        ReadOnlySpan<byte> around = unit.Slice(at >> 3, 3);
        int value = ((around[0] << 16) | (around[1] << 8) | around[2]) >> (24 - (at & 7) - length);
        return (value & ((1 << length) - 1)) == (bytes < 15 ? (Fill << 4) | bytes : (Fill << 12) | (15 << 8) | (bytes - 14));
    }

    // EXT_FILL: a byte of zeros, and then the same again and again.
    private static bool IsPadding(ReadOnlySpan<byte> unit, int end, int bytes)
    {
        var bits = new BitReader(unit) { At = end - (8 * bytes) };
        if (bits.Read(8) != 0) return false;
        for (int i = 1; i < bytes; i++)
        {
            if (bits.Read(8) is not (0xA5 or 0)) return false;
        }

        return true;
    }

    private static bool TrySkipHeader(ref BitReader bits)
    {
        bits.At += 1 + 4 + 4 + 3; // resolution, start, stop, crossover
        if (bits.Read(2) != 0) return false; // reserved
        bool scales = bits.ReadFlag();
        bool limits = bits.ReadFlag();
        bits.At += (scales ? 2 + 1 + 2 : 0) + (limits ? 2 + 2 + 1 + 1 : 0);
        return true;
    }

    private static bool TryReadGrid(ref BitReader bits, out Grid grid)
    {
        grid = default;
        int kind = bits.Read(2);
        if (kind == 0)
        {
            // FIXFIX
            grid.Envelopes = 1 << bits.Read(2);
            bits.At++;
            return grid.Envelopes <= 4;
        }

        // FIXVAR, VARFIX and VARVAR: the end, the beginning, or both are elsewhere.
        if ((kind & 2) != 0) grid.Lead = bits.Read(2);
        if ((kind & 1) != 0) grid.Trail = bits.Read(2);
        int borders = bits.Read(2);
        if (kind == 3) borders += bits.Read(2);
        grid.Envelopes = borders + 1;
        if (grid.Envelopes > Envelopes) return false;
        bits.At += 2 * borders;
        bits.At += grid.Envelopes switch { 1 => 1, 2 or 3 => 2, _ => 3 }; // bs_pointer
        bits.At += grid.Envelopes; // a resolution each
        return true;
    }

    private struct Grid
    {
        public int Envelopes;
        public int Lead;
        public int Trail;
    }
}
