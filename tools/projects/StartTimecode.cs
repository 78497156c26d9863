using System;
using System.Buffers.Binary;
using System.IO;

namespace Seamline.Projects;

/// <summary>
/// The start timecode that a medium carries: of a Broadcast Wave file the time reference of its bext chunk, of a QuickTime or MP4 file the first
/// frame of its tmcd track. Only the headers are read.
/// </summary>
/// <param name="Value">Start in units of the rate.</param>
/// <param name="Rate">Units a second.</param>
/// <param name="Seconds">Length of the medium.</param>
internal readonly record struct StartTimecode(double Value, double Rate, double Seconds)
{
    private const int MaxChunks = 4_096;
    private const int BextReference = 338;
    private const int MaxHeaderBytes = 16 << 20;

    /// <summary>The start timecode of a file; null where it carries none, or is of another kind.</summary>
    public static StartTimecode? Of(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            Span<byte> head = stackalloc byte[12];
            if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
                return null;
            if (head[..4].SequenceEqual("RIFF"u8) || head[..4].SequenceEqual("RF64"u8) || head[..4].SequenceEqual("BW64"u8))
                return head[8..].SequenceEqual("WAVE"u8) ? OfWave(file) : null;
            return head[4..8].SequenceEqual("ftyp"u8) || head[4..8].SequenceEqual("moov"u8) || head[4..8].SequenceEqual("wide"u8) || head[4..8].SequenceEqual("mdat"u8) ? OfQuickTime(file) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // the code that opens media says why they cannot be read
        }
    }

    private static StartTimecode? OfWave(FileStream file)
    {
        Span<byte> head = stackalloc byte[8];
        Span<byte> data = stackalloc byte[BextReference + 8];
        ulong reference = 0;
        uint rate = 0;
        uint bytesPerSecond = 0;
        for (int i = 0; i < MaxChunks && file.ReadAtLeast(head, 8, throwOnEndOfStream: false) == 8; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            long next = file.Position + size + (size & 1);
            if (head[..4].SequenceEqual("data"u8))
            {
                // Of files above 4 GB the length stands elsewhere: it reaches to the end.
                long bytes = size == uint.MaxValue ? file.Length - file.Position : Math.Min(size, file.Length - file.Position);
                return reference == 0 || rate == 0 || bytesPerSecond == 0 ? null : new StartTimecode(reference, rate, (double)bytes / bytesPerSecond);
            }
            if (head[..4].SequenceEqual("bext"u8) && size >= data.Length && file.ReadAtLeast(data, data.Length, throwOnEndOfStream: false) == data.Length)
                reference = BinaryPrimitives.ReadUInt64LittleEndian(data[BextReference..]);
            else if (head[..4].SequenceEqual("fmt "u8) && size >= 16 && file.ReadAtLeast(data[..16], 16, throwOnEndOfStream: false) == 16)
                (rate, bytesPerSecond) = (BinaryPrimitives.ReadUInt32LittleEndian(data[4..]), BinaryPrimitives.ReadUInt32LittleEndian(data[8..]));
            if (next > file.Length)
                return null;
            file.Position = next;
        }
        return null;
    }

    private static StartTimecode? OfQuickTime(FileStream file)
    {
        file.Position = 0;
        Span<byte> head = stackalloc byte[16];
        for (int i = 0; i < MaxChunks && file.ReadAtLeast(head[..8], 8, throwOnEndOfStream: false) == 8; i++)
        {
            long begin = file.Position - 8;
            long size = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (size == 1 && file.ReadAtLeast(head[8..], 8, throwOnEndOfStream: false) == 8)
                size = (long)BinaryPrimitives.ReadUInt64BigEndian(head[8..]);
            if (size < 8 || begin + size > file.Length)
                return null;
            if (head[4..8].SequenceEqual("moov"u8))
            {
                if (size > MaxHeaderBytes)
                    return null;
                byte[] movie = new byte[begin + size - file.Position];
                file.ReadExactly(movie);
                return OfMovie(movie, file);
            }
            file.Position = begin + size;
        }
        return null;
    }

    private static StartTimecode? OfMovie(ReadOnlySpan<byte> movie, FileStream file)
    {
        ReadOnlySpan<byte> header = Box(movie, "mvhd"u8, out _);
        if (header.Length < 32)
            return null;
        bool isLong = header[0] == 1;
        double units = BinaryPrimitives.ReadUInt32BigEndian(header[(isLong ? 20 : 12)..]);
        double length = isLong ? BinaryPrimitives.ReadUInt64BigEndian(header[24..]) : BinaryPrimitives.ReadUInt32BigEndian(header[16..]);
        for (ReadOnlySpan<byte> rest = movie; Box(rest, "trak"u8, out int end) is { Length: > 0 } track; rest = rest[end..])
        {
            ReadOnlySpan<byte> media = Box(track, "mdia"u8, out _);
            ReadOnlySpan<byte> handler = Box(media, "hdlr"u8, out _);
            if (handler.Length < 12 || !handler[8..12].SequenceEqual("tmcd"u8))
                continue;
            ReadOnlySpan<byte> table = Box(Box(media, "minf"u8, out _), "stbl"u8, out _);
            ReadOnlySpan<byte> description = Box(table, "stsd"u8, out _);
            if (description.Length < 8 + 33 || !description[12..16].SequenceEqual("tmcd"u8) || First(table) is not { } offset || offset < 0 || offset + 4 > file.Length)
                return null;
            double scale = BinaryPrimitives.ReadUInt32BigEndian(description[32..]);
            double frame = BinaryPrimitives.ReadUInt32BigEndian(description[36..]);
            Span<byte> number = stackalloc byte[4];
            file.Position = offset;
            file.ReadExactly(number);
            double start = BinaryPrimitives.ReadUInt32BigEndian(number) * frame;
            return start > 0 && scale > 0 && units > 0 ? new StartTimecode(start, scale, length / units) : null;
        }
        return null;
    }

    // Where the first sample stands.
    private static long? First(ReadOnlySpan<byte> table)
    {
        ReadOnlySpan<byte> places = Box(table, "stco"u8, out _);
        if (places.Length >= 12)
            return BinaryPrimitives.ReadUInt32BigEndian(places[8..]);
        places = Box(table, "co64"u8, out _);
        return places.Length >= 16 ? (long)BinaryPrimitives.ReadUInt64BigEndian(places[8..]) : null;
    }

    // What stands in the first box of a name, and where that ends; nothing where there is none.
    private static ReadOnlySpan<byte> Box(ReadOnlySpan<byte> parent, ReadOnlySpan<byte> name, out int end)
    {
        end = 0;
        while (parent.Length - end >= 8)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(parent[end..]);
            if (size < 8 || size > parent.Length - end)
                break;
            int begin = end + 8;
            end += (int)size;
            if (parent.Slice(begin - 4, 4).SequenceEqual(name))
                return parent[begin..end];
        }
        return default;
    }
}
