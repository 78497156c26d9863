using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace Seamline.Decode;

/// <summary>
/// The samples of a WAV whose sizes cannot be true: an RF64 that was never finished, and a file of more than 4 GiB whose 32-bit size has wrapped.
/// FFmpeg would give none of it, or a part, or look for chunks among the samples for minutes; so it gets them without their header.
/// </summary>
/// <param name="Format">FFmpeg's name for bare samples of the kind.</param>
/// <param name="Rate">Sample rate, Hz, as FFmpeg's options have it; so are the others.</param>
/// <param name="Channels">Layout of so many channels.</param>
/// <param name="Start">Where in the file the samples begin.</param>
internal sealed record RawWave(string Format, string Rate, string Channels, string Start)
{
    private const int MostChunks = 64;
    private const uint Unknown = uint.MaxValue;

    /// <summary>Reads a file's chunks up to its samples; null where it is not a WAV of bare samples, or its sizes may be true.</summary>
    public static RawWave? Find(SafeFileHandle file, long bytes)
    {
        Span<byte> head = stackalloc byte[40];
        if (RandomAccess.Read(file, head[..12], 0) < 12) return null;
        bool isLong = head[..4].SequenceEqual("RF64"u8) || head[..4].SequenceEqual("BW64"u8);
        if (!isLong && !head[..4].SequenceEqual("RIFF"u8)) return null;
        string? format = null;
        int rate = 0;
        int channels = 0;
        long longSize = 0;
        long at = 12;
        for (int i = 0; i < MostChunks && RandomAccess.Read(file, head[..8], at) == 8; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (head[..4].SequenceEqual("data"u8))
            {
                bool isWrong = isLong && size is Unknown or 0 ? longSize == 0 : !isLong && size is not (Unknown or 0) && HasWrapped(file, at + 8 + size, bytes);
                return isWrong && format is not null && at + 8 < bytes ? Of(format, rate, channels, at + 8) : null;
            }

            bool isFormat = head[..4].SequenceEqual("fmt "u8);
            bool isSizes = head[..4].SequenceEqual("ds64"u8);
            int read = isFormat || isSizes ? RandomAccess.Read(file, head[..(int)Math.Min(size, 40)], at + 8) : 0;
            if (isSizes && read >= 16) longSize = BinaryPrimitives.ReadInt64LittleEndian(head[8..]);
            if (isFormat && read >= 16)
            {
                format = NameOf(head, read);
                channels = BinaryPrimitives.ReadUInt16LittleEndian(head[2..]);
                rate = BinaryPrimitives.ReadInt32LittleEndian(head[4..]);
            }

            at += 8L + size + (size & 1);
        }

        return null;
    }

    private static RawWave Of(string format, int rate, int channels, long start) => new(
        format, rate.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{channels}c"),
        start.ToString(CultureInfo.InvariantCulture));

    // Beyond 4 GiB, and what stands where the samples should end is no chunk.
    private static bool HasWrapped(SafeFileHandle file, long end, long bytes)
    {
        if (bytes <= uint.MaxValue || end + 8 > bytes) return false;
        Span<byte> chunk = stackalloc byte[8];
        if (RandomAccess.Read(file, chunk, end + (end & 1)) < 8) return false;
        foreach (byte letter in chunk[..4])
        {
            if (letter is < (byte)' ' or > (byte)'~') return true;
        }

        return end + BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]) > bytes;
    }

    private static string? NameOf(ReadOnlySpan<byte> format, int read)
    {
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(format);
        if (tag == 0xFFFE && read >= 26) tag = BinaryPrimitives.ReadUInt16LittleEndian(format[24..]);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        int width = channels == 0 ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(format[12..]) * 8 / channels;
        return (tag, width) switch
        {
            (1, 8) => "u8",
            (1, 16) => "s16le",
            (1, 24) => "s24le",
            (1, 32) => "s32le",
            (3, 32) => "f32le",
            (3, 64) => "f64le",
            _ => null,
        };
    }
}
