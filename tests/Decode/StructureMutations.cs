using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Seamline.Tests.Decode;

/// <summary>
/// Damage that respects a container's form, so that it comes past the first checks: boxes, chunks, pages and elements with wrong
/// sizes, left out, doubled, in another order, with other numbers. The same seed gives the same damage.
/// </summary>
internal static class StructureMutations
{
    private static readonly HashSet<string> Parents = new(StringComparer.Ordinal) { "moov", "trak", "mdia", "minf", "stbl", "edts", "moof", "traf", "mvex", "udta" };

    /// <summary>A damaged copy; null where the container is of a form that is not known here.</summary>
    public static byte[]? Damage(byte[] whole, Random random, out string what)
    {
        List<(int At, int Length)> parts = [];
        Action<byte[], int, Random>? numbers = null;
        if (Is(whole, 4, "ftyp")) (parts, numbers, what) = (Boxes(whole, 0, whole.Length), Box, "box");
        else if (Is(whole, 0, "OggS")) (parts, numbers, what) = (Pages(whole), Page, "page");
        else if (Is(whole, 0, "RIFF") || Is(whole, 0, "FORM")) (parts, numbers, what) = (Chunks(whole, Is(whole, 0, "FORM")), Chunk, "chunk");
        else if (whole[0] == 0x1A && whole[1] == 0x45) (parts, numbers, what) = (Elements(whole), Element, "element");
        else if (whole[0] == 0x47 && whole.Length > 376 && whole[188] == 0x47) (parts, numbers, what) = (Fixed(whole, 188), Packet, "packet");
        else what = "";
        if (numbers is null || parts.Count == 0) return null;
        byte[] bytes = (byte[])whole.Clone();
        var words = new List<string>();
        for (int times = random.Next(1, 5); times > 0; times--)
        {
            (int at, int length) = parts[random.Next(random.Next(2) == 0 ? Math.Min(12, parts.Count) : parts.Count)];
            if (at + length > bytes.Length) continue;
            switch (random.Next(6))
            {
                case 0: bytes = [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + length)]; words.Add("left out"); break;
                case 1: bytes = [.. bytes.AsSpan(0, at + length), .. bytes.AsSpan(at)]; words.Add("doubled"); break;
                case 2:
                    (int to, int size) = parts[random.Next(parts.Count)];
                    if (to + size > at && at + length > to) break;
                    if (to + size > bytes.Length) break;
                    bytes = to < at ? Swap(bytes, to, size, at, length) : Swap(bytes, at, length, to, size);
                    words.Add("swapped");
                    break;
                default: numbers(bytes, at, random); words.Add("numbers"); break;
            }
        }

        what = $"{what}: {string.Join('+', words)}";
        return bytes;
    }

    private static byte[] Swap(byte[] bytes, int first, int firstLength, int second, int secondLength) =>
    [
        .. bytes.AsSpan(0, first), .. bytes.AsSpan(second, secondLength), .. bytes.AsSpan((first + firstLength)..second),
        .. bytes.AsSpan(first, firstLength), .. bytes.AsSpan(second + secondLength),
    ];

    private static List<(int At, int Length)> Boxes(byte[] bytes, int from, int to)
    {
        var found = new List<(int, int)>();
        for (int at = from; at + 8 <= to;)
        {
            int size = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at)), (uint)(to - at));
            if (size < 8) break;
            found.Add((at, size));
            if (Parents.Contains(Encoding.ASCII.GetString(bytes, at + 4, 4))) found.AddRange(Boxes(bytes, at + 8, at + size));
            at += size;
        }

        return found;
    }

    // The size, or a number of the box's body: counts, offsets, durations stand in its first bytes or in its table.
    private static void Box(byte[] bytes, int at, Random random)
    {
        int place = random.Next(3) == 0 ? at : at + 8 + (4 * random.Next(12));
        if (place + 4 <= bytes.Length) BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(place), Number(random, BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(place))));
    }

    private static List<(int At, int Length)> Pages(byte[] bytes)
    {
        var found = new List<(int, int)>();
        for (int at = 0; at + 27 < bytes.Length;)
        {
            int next = bytes.AsSpan(at + 4).IndexOf("OggS"u8);
            int length = next < 0 ? bytes.Length - at : next + 4;
            found.Add((at, length));
            at += length;
        }

        return found;
    }

    // Flags, granule position, serial, sequence or lacing, with the checksum made right again: a page that is believed.
    private static void Page(byte[] bytes, int at, Random random)
    {
        if (at + 27 > bytes.Length) return;
        Span<byte> page = bytes.AsSpan(at);
        switch (random.Next(5))
        {
            case 0: page[5] = (byte)random.Next(8); break;
            case 1: BinaryPrimitives.WriteInt64LittleEndian(page[6..], random.Next(3) == 0 ? -1 : random.NextInt64(-1_000_000, 1L << random.Next(10, 62))); break;
            case 2: page[14 + random.Next(4)] ^= (byte)random.Next(1, 256); break;
            case 3: BinaryPrimitives.WriteUInt32LittleEndian(page[18..], Number(random, BinaryPrimitives.ReadUInt32LittleEndian(page[18..]))); break;
            default: if (page[26] > 0 && at + 27 + page[26] < bytes.Length) page[27 + random.Next(page[26])] = (byte)random.Next(256); break;
        }

        int length = 27 + page[26];
        if (length > page.Length) return;
        for (int i = 0; i < page[26]; i++) length += page[27 + i];
        if (length > page.Length) return;
        page.Slice(22, 4).Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(page[22..], OggSum(page[..length]));
    }

    private static uint OggSum(ReadOnlySpan<byte> page)
    {
        uint sum = 0;
        foreach (byte value in page)
        {
            sum ^= (uint)value << 24;
            for (int bit = 0; bit < 8; bit++) sum = (sum & 0x8000_0000) != 0 ? unchecked(sum << 1) ^ 0x04C1_1DB7 : sum << 1;
        }

        return sum;
    }

    private static List<(int At, int Length)> Chunks(byte[] bytes, bool big)
    {
        var found = new List<(int, int)>();
        for (int at = 12; at + 8 <= bytes.Length;)
        {
            uint size = big ? BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 4)) : BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 4));
            int length = (int)Math.Min(8L + size + (size & 1), bytes.Length - at);
            found.Add((at, length));
            at += Is(bytes, at, "LIST") && length > 12 ? 12 : length;
        }

        return found;
    }

    private static void Chunk(byte[] bytes, int at, Random random)
    {
        int place = at + 4 + (random.Next(2) == 0 ? 0 : 2 * random.Next(16));
        if (place + 4 <= bytes.Length) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(place), Number(random, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(place))));
    }

    // Clusters, cues, tracks, and the simple blocks in between: enough of Matroska to be taken apart.
    private static List<(int At, int Length)> Elements(byte[] bytes)
    {
        var starts = new List<int>();
        foreach (byte[] id in (byte[][])[[0x1F, 0x43, 0xB6, 0x75], [0x16, 0x54, 0xAE, 0x6B], [0x1C, 0x53, 0xBB, 0x6B], [0x15, 0x49, 0xA9, 0x66], [0x11, 0x4D, 0x9B, 0x74], [0xE7, 0x81], [0xA3, 0x42]])
        {
            for (int at = 0, next; (next = bytes.AsSpan(at).IndexOf(id)) >= 0; at += next + 1) starts.Add(at + next);
        }

        starts.Sort();
        return [.. starts.Select((start, i) => (start, (i + 1 < starts.Count ? starts[i + 1] : bytes.Length) - start))];
    }

    private static void Element(byte[] bytes, int at, Random random)
    {
        int place = at + random.Next(24);
        if (place < bytes.Length) bytes[place] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
    }

    private static List<(int At, int Length)> Fixed(byte[] bytes, int size) => [.. Enumerable.Range(0, bytes.Length / size).Select(i => (i * size, size))];

    // Program number, continuity, adaptation, or the time stamps behind a start code.
    private static void Packet(byte[] bytes, int at, Random random) => bytes[at + random.Next(1, 24)] = (byte)random.Next(256);

    private static uint Number(Random random, uint before) => random.Next(6) switch
    {
        0 => 0,
        1 => uint.MaxValue,
        2 => 0x7FFF_FFFF,
        3 => unchecked(before + (uint)random.Next(1, 9)),
        4 => before / 2,
        _ => (uint)random.NextInt64(1L << random.Next(1, 33)),
    };

    private static bool Is(byte[] bytes, int at, string name) => at + name.Length <= bytes.Length && Encoding.ASCII.GetString(bytes, at, name.Length) == name;
}
