using System;
using System.Collections.Generic;
using System.Text;

namespace Seamline.Tests.Decode;

/// <summary>Damages a file as disks, cables and bad writers do. The same seed gives the same damage.</summary>
internal static class Mutations
{
    private const int HeaderBytes = 2_048;

    private static readonly byte[][] Marks =
    [
        .. Array.ConvertAll(
            (string[])["moov", "trak", "stsz", "stco", "stts", "stsc", "mdhd", "esds", "moof", "trun", "tfhd", "OggS", "fLaC", "RIFF", "fmt ", "data",
            "Xing", "LAME", "ID3", "COMM", "SSND", "OpusHead", "vorbis", "wvpk", "AVI ", "idx1"], Encoding.ASCII.GetBytes),
        [0x1A, 0x45, 0xDF, 0xA3], [0x1F, 0x43, 0xB6, 0x75], [0xFF, 0xF1], [0xFF, 0xFB], [0x0B, 0x77],
    ];

    /// <summary>A damaged copy.</summary>
    /// <param name="whole">The sound file.</param>
    /// <param name="other">Another one, of which a piece may be spliced in.</param>
    /// <param name="random">Where and how.</param>
    /// <param name="what">The damage in words.</param>
    public static byte[] Damage(byte[] whole, byte[] other, Random random, out string what)
    {
        byte[] bytes = (byte[])whole.Clone();
        var words = new List<string>();
        for (int times = random.Next(1, 4); times > 0; times--)
        {
            int kind = random.Next(7);
            bytes = kind switch
            {
                0 => FlipBits(bytes, random),
                1 => bytes[..random.Next(bytes.Length / 4, bytes.Length)],
                2 => Splice(bytes, other, random),
                3 => Insert(bytes, random),
                4 => Overwrite(bytes, random.Next(Math.Min(HeaderBytes, bytes.Length)), random),
                5 => Overwrite(bytes, BehindMark(bytes, random), random),
                _ => Remove(bytes, random),
            };
            words.Add(((string[])["bits", "cut", "spliced", "inserted", "header", "field", "removed"])[kind]);
            if (bytes.Length < 64) break;
        }

        what = string.Join('+', words);
        return bytes;
    }

    private static byte[] FlipBits(byte[] bytes, Random random)
    {
        int from = random.Next(2) == 0 ? 0 : random.Next(bytes.Length);
        int within = random.Next(2) == 0 ? bytes.Length - from : Math.Min(4_096, bytes.Length - from);
        for (int i = random.Next(1, 65); i > 0; i--) bytes[from + random.Next(within)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    private static byte[] Splice(byte[] bytes, byte[] other, Random random)
    {
        int length = random.Next(1, Math.Min(20_000, other.Length));
        ReadOnlySpan<byte> piece = other.AsSpan(random.Next(other.Length - length), length);
        int at = random.Next(bytes.Length);
        if (random.Next(2) == 0) return [.. bytes.AsSpan(0, at), .. piece, .. bytes.AsSpan(at)];
        piece[..Math.Min(length, bytes.Length - at)].CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    private static byte[] Insert(byte[] bytes, Random random)
    {
        int at = random.Next(bytes.Length);
        var piece = new byte[random.Next(1, 3_000)];
        if (random.Next(3) > 0) random.NextBytes(piece);
        return [.. bytes.AsSpan(0, at), .. piece, .. bytes.AsSpan(at)];
    }

    private static byte[] Remove(byte[] bytes, Random random)
    {
        int at = random.Next(bytes.Length);
        int length = random.Next(1, Math.Min(5_000, bytes.Length - at + 1));
        return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + length)];
    }

    // The numbers that parsers trip over: none, all, the largest of a width, or any.
    private static byte[] Overwrite(byte[] bytes, int at, Random random)
    {
        Span<byte> field = bytes.AsSpan(at, Math.Min(random.Next(1, 9), bytes.Length - at));
        switch (random.Next(4))
        {
            case 0: field.Clear(); break;
            case 1: field.Fill(0xFF); break;
            case 2: field.Clear(); field[0] = 0x7F; break;
            default: random.NextBytes(field); break;
        }

        return bytes;
    }

    private static int BehindMark(byte[] bytes, Random random)
    {
        for (int attempt = 0; attempt < 40; attempt++)
        {
            byte[] mark = Marks[random.Next(Marks.Length)];
            int from = random.Next(2) == 0 ? 0 : random.Next(bytes.Length);
            int at = bytes.AsSpan(from).IndexOf(mark);
            if (at < 0) continue;
            return Math.Min(bytes.Length - 1, from + at + random.Next(-8, 40) is > 0 and var place ? place : 0);
        }

        return random.Next(bytes.Length);
    }
}
