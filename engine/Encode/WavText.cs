using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Seamline.Encode;

/// <summary>
/// Tags and chapters of a WAV file: an INFO list, cue points, and a label for each (Multimedia Programming Interface and Data
/// Specifications 1.0, chapter 3). Behind the samples, so these stay where they are.
/// </summary>
internal static class WavText
{
    private static readonly (string Key, string Id)[] Names =
    [
        ("title", "INAM"), ("artist", "IART"), ("album", "IPRD"), ("comment", "ICMT"), ("date", "ICRD"), ("genre", "IGNR"), ("track", "IPRT"),
        ("copyright", "ICOP"), ("encoder", "ISFT"), ("language", "ILNG"), ("publisher", "ICMS"), ("composer", "IMUS"),
    ];

    /// <summary>The chunks, none of them where there is nothing to write. Tags that an INFO list has no name for are left out.</summary>
    public static byte[] Chunks(ExportText text)
    {
        using var chunks = new MemoryStream();
        if (text.Chapters.Count > 0)
        {
            Put(chunks, "cue ", Cues(text.Chapters));
            Put(chunks, "LIST", Labels(text.Chapters));
        }

        using var info = new MemoryStream();
        info.Write("INFO"u8);
        foreach ((string key, string id) in Names)
        {
            foreach (ExportTag tag in text.Tags)
            {
                if (tag.Key.Equals(key, StringComparison.OrdinalIgnoreCase)) Put(info, id, Encoding.UTF8.GetBytes(tag.Value + "\0"));
            }
        }

        if (info.Length > 4) Put(chunks, "LIST", info.ToArray());
        return chunks.ToArray();
    }

    // Number, place in play order, chunk, start of chunk and block, frame.
    private static byte[] Cues(IReadOnlyList<ChapterSpan> chapters)
    {
        byte[] cues = new byte[4 + (24 * chapters.Count)];
        BinaryPrimitives.WriteInt32LittleEndian(cues, chapters.Count);
        for (int i = 0; i < chapters.Count; i++)
        {
            Span<byte> row = cues.AsSpan(4 + (24 * i), 24);
            uint frame = (uint)Math.Min(chapters[i].Start, uint.MaxValue);
            BinaryPrimitives.WriteInt32LittleEndian(row, i + 1);
            BinaryPrimitives.WriteUInt32LittleEndian(row[4..], frame);
            "data"u8.CopyTo(row[8..]);
            BinaryPrimitives.WriteUInt32LittleEndian(row[20..], frame);
        }

        return cues;
    }

    private static byte[] Labels(IReadOnlyList<ChapterSpan> chapters)
    {
        using var labels = new MemoryStream();
        labels.Write("adtl"u8);
        for (int i = 0; i < chapters.Count; i++)
        {
            byte[] title = Encoding.UTF8.GetBytes(chapters[i].Title + "\0");
            byte[] label = new byte[4 + title.Length];
            BinaryPrimitives.WriteInt32LittleEndian(label, i + 1);
            title.CopyTo(label, 4);
            Put(labels, "labl", label);
        }

        return labels.ToArray();
    }

    private static void Put(MemoryStream to, string id, byte[] content)
    {
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, content.Length);
        to.Write(Encoding.ASCII.GetBytes(id));
        to.Write(size);
        to.Write(content);
        if (content.Length % 2 != 0) to.WriteByte(0);
    }
}
