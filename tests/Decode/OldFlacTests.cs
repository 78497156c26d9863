using System;
using System.Collections.Generic;
using System.IO;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>
/// FLAC of the first encoders: its blocks vary, so frames are numbered by sample, but nothing in their headers says so. FFmpeg multiplies
/// the numbers by the block size: time stamps of a day for half a minute of sound.
/// </summary>
public sealed class OldFlacTests
{
    [Fact]
    public void Time_stamps_that_run_away_from_the_packets_are_no_length()
    {
        string path = MediaFixtures.Scratch("old.flac");
        File.WriteAllBytes(path, NumberBySample(File.ReadAllBytes(MediaFixtures.Path("music.flac"))));
        float[] reference = MediaFixtures.Reference("music.flac");
        using FFmpegSource source = FFmpegSource.Open(path, -1, 44_100, 2);
        float[] decoded = Decoding.All(source);
        Assert.Equal(reference.Length, decoded.Length);
        Assert.Equal(-1, Decoding.FirstDifference(decoded, reference));
        using FFmpegSource scanned = FFmpegSource.Open(path, -1, 44_100, 2);
        Assert.Equal(reference.Length / 2, scanned.Measure());
        using RunDecoder decoder = scanned.OpenDecoder();
        float[] run = Decoding.Decode(scanned, decoder, [2])[2];
        Assert.Equal(-1, Decoding.FirstDifference(run, reference.AsSpan(2 * Limits.RunFrames * 2)));
    }

    private static byte[] NumberBySample(byte[] file)
    {
        int at = 4;
        bool last;
        do
        {
            last = (file[at] & 0x80) != 0;
            at += 4 + ((file[at + 1] << 16) | (file[at + 2] << 8) | file[at + 3]);
        }
        while (!last);

        var made = new List<byte>(file[..at]);
        made[8] = 0; // the smallest block is another one than the largest
        made[9] = 16;
        long sample = 0;
        while (at < file.Length)
        {
            int end = EndOf(file, at);
            ReadOnlySpan<byte> frame = file.AsSpan(at, end - at);
            int number = 0;
            while ((frame[4] & (0x80 >> number)) != 0) number++;
            number = Math.Max(1, number);
            int code = frame[2] >> 4;
            int header = 4 + number + (code == 6 ? 1 : code == 7 ? 2 : 0) + ((frame[2] & 15) switch { 12 => 1, 13 or 14 => 2, _ => 0 });
            var changed = new List<byte>();
            changed.AddRange(frame[..4]);
            changed.AddRange(Coded((int)sample));
            changed.AddRange(frame[(4 + number)..header]);
            changed.Add((byte)Crc([.. changed], 8, 0x07));
            changed.AddRange(frame[(header + 1)..^2]);
            int crc = Crc([.. changed], 16, 0x8005);
            changed.Add((byte)(crc >> 8));
            changed.Add((byte)(crc & 255));
            made.AddRange(changed);
            sample += code == 6 ? frame[4 + number] + 1 : code == 7 ? ((frame[4 + number] << 8) | frame[5 + number]) + 1
                : code >= 8 ? 256 << (code - 8) : code == 1 ? 192 : 576 << (code - 2);
            at = end;
        }

        return [.. made];
    }

    // As UTF-8 codes characters, for any number below 2^21.
    private static byte[] Coded(int number) => number switch
    {
        < 0x80 => [(byte)number],
        < 0x800 => [(byte)(0xC0 | (number >> 6)), Low(number)],
        < 0x10000 => [(byte)(0xE0 | (number >> 12)), Low(number >> 6), Low(number)],
        _ => [(byte)(0xF0 | (number >> 18)), Low(number >> 12), Low(number >> 6), Low(number)],
    };

    private static byte Low(int number) => (byte)(0x80 | (number & 0x3F));

    private static int EndOf(byte[] file, int at)
    {
        int crc = 0;
        for (int i = at; i < file.Length; i++)
        {
            crc = Next(crc, file[i], 16, 0x8005);
            bool sync = i + 2 < file.Length && file[i + 1] == 0xFF && file[i + 2] == 0xF8;
            if (crc == 0 && i > at + 8 && (sync || i + 1 == file.Length)) return i + 1;
        }

        throw new InvalidDataException("no end of a frame");
    }

    private static int Crc(byte[] data, int bits, int polynomial)
    {
        int crc = 0;
        foreach (byte value in data) crc = Next(crc, value, bits, polynomial);
        return crc;
    }

    private static int Next(int crc, byte value, int bits, int polynomial)
    {
        crc ^= value << (bits - 8);
        for (int bit = 0; bit < 8; bit++)
        {
            bool high = (crc & (1 << (bits - 1))) != 0;
            crc = (crc << 1) & ((1 << bits) - 1);
            if (high) crc ^= polynomial;
        }

        return crc;
    }
}
