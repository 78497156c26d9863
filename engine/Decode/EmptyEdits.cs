using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace Seamline.Decode;

/// <summary>
/// The empty edits of an mp4 or mov track that lie between others (ISO/IEC 14496-12, 8.6.6): nothing is to be heard there. FFmpeg takes them for
/// edits of the media's beginning and gives out the packets of that. Those before the first edit it knows: they make a late start.
/// </summary>
/// <remarks>Immutable; any thread.</remarks>
internal sealed unsafe class EmptyEdits
{
    private const int MostEntries = 4_096;
    private const int MostBoxes = 4_096;

    private readonly (long From, long To)[] _ranges;

    private EmptyEdits((long From, long To)[] ranges) => _ranges = ranges;

    /// <summary>Finds a track's; null where there are none.</summary>
    /// <param name="media">The file.</param>
    /// <param name="trackId">The track, as its header numbers it.</param>
    /// <param name="rate">Frames a second.</param>
    public static EmptyEdits? Find(MediaFile media, int trackId, int rate)
    {
        try
        {
            using SafeFileHandle file = media.OpenHandle();
            (long from, long to) movie = Child(file, 0, media.Opened.Bytes, "moov"u8);
            uint scale = Scale(file, movie);
            if (scale == 0) return null;
            long at = movie.from;
            for (int i = 0; i < MostBoxes && Next(file, at, movie.to, out ReadOnlySpan<byte> name, out long from, out long to); i++, at = to)
            {
                if (name.SequenceEqual("trak"u8) && TrackId(file, from, to) == trackId) return Read(file, from, to, scale, rate);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null; // FFmpeg has opened it: what was wrong will be found when it is read
        }

        return null;
    }

    /// <summary>Makes silence of what lies in one of them.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="channels">Their channels.</param>
    /// <param name="frame">The first one, counted from the stream's first sample.</param>
    /// <param name="count">How many.</param>
    public void Silence(in Planes samples, int channels, long frame, long count)
    {
        foreach ((long from, long to) in _ranges)
        {
            long first = Math.Max(from - frame, 0);
            long last = Math.Min(to - frame, count);
            for (int c = 0; c < channels && first < last; c++) new Span<float>(samples[c] + first, (int)(last - first)).Clear();
        }
    }

    private static EmptyEdits? Read(SafeFileHandle file, long from, long to, uint scale, int rate)
    {
        (long from, long to) edits = Child(file, from, to, "edts"u8);
        (from, to) = Child(file, edits.from, edits.to, "elst"u8);
        Span<byte> entry = stackalloc byte[20];
        if (to - from < 8 || RandomAccess.Read(file, entry[..8], from) < 8) return null;
        bool isLong = entry[0] == 1;
        int count = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(entry[4..]), MostEntries);
        int bytes = isLong ? 20 : 12;
        var ranges = new List<(long, long)>();
        bool hasBegun = false;
        decimal time = 0;
        for (from += 8; count > 0 && from + bytes <= to && RandomAccess.Read(file, entry[..bytes], from) == bytes; count--, from += bytes)
        {
            ulong ticks = isLong ? BinaryPrimitives.ReadUInt64BigEndian(entry) : BinaryPrimitives.ReadUInt32BigEndian(entry);
            long media = isLong ? BinaryPrimitives.ReadInt64BigEndian(entry[8..]) : BinaryPrimitives.ReadInt32BigEndian(entry[4..]);
            hasBegun |= media >= 0;
            if (!hasBegun) continue;
            decimal end = time + ticks;
            if (end / scale * rate > Limits.MaxSourceFrames) break;
            if (media == -1) ranges.Add(((long)decimal.Round(time * rate / scale), (long)decimal.Round(end * rate / scale)));
            time = end;
        }

        return ranges.Count == 0 ? null : new EmptyEdits([.. ranges]);
    }

    private static uint Scale(SafeFileHandle file, (long From, long To) movie)
    {
        (long from, long to) = Child(file, movie.From, movie.To, "mvhd"u8);
        return Field(file, from, to, 12, 20);
    }

    private static uint TrackId(SafeFileHandle file, long from, long to)
    {
        (from, to) = Child(file, from, to, "tkhd"u8);
        return Field(file, from, to, 12, 20);
    }

    // A 32-bit number behind two times, whose width the box's version says.
    private static uint Field(SafeFileHandle file, long from, long to, int at, int atLong)
    {
        Span<byte> head = stackalloc byte[24];
        return to - from >= head.Length && RandomAccess.Read(file, head, from) == head.Length
            ? BinaryPrimitives.ReadUInt32BigEndian(head[(head[0] == 1 ? atLong : at)..]) : 0;
    }

    // What the first box of a name holds; nothing where there is none.
    private static (long From, long To) Child(SafeFileHandle file, long at, long end, ReadOnlySpan<byte> wanted)
    {
        for (int i = 0; i < MostBoxes && Next(file, at, end, out ReadOnlySpan<byte> name, out long from, out long to); i++, at = to)
        {
            if (name.SequenceEqual(wanted)) return (from, to);
        }

        return (0, 0);
    }

    private static bool Next(SafeFileHandle file, long at, long end, out ReadOnlySpan<byte> name, out long from, out long to)
    {
        var head = new byte[16];
        int read = at + 8 <= end ? RandomAccess.Read(file, head, at) : 0;
        uint size = read >= 8 ? BinaryPrimitives.ReadUInt32BigEndian(head) : 0;
        name = head.AsSpan(4, 4);
        from = at + (size == 1 ? 16 : 8);
        to = size switch
        {
            0 => end,
            1 => read == 16 ? (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(head.AsSpan(8)), (ulong)(end - at)) + at : 0,
            _ => Math.Min(at + size, end),
        };
        return read >= 8 && to >= from;
    }
}
