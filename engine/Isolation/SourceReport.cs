using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Seamline.Decode;

namespace Seamline.Isolation;

/// <summary>
/// What a worker reports of a file that it has opened, as bytes. Reading takes nothing on trust: numbers are held to their limits, texts to their
/// lengths, and control characters are taken out, because what is read here is printed.
/// </summary>
internal sealed record SourceReport(int SourceRate, int SourceChannels, long Frames, long ExactFrames, bool ScansEarly, string? Notice, MediaFacts Facts)
{
    private const int MostStreams = 1_000; // FFmpeg's own limit
    private const int MostLetters = 1_000;

    /// <summary>Of a source.</summary>
    public static SourceReport Of(FFmpegSource source) => new(
        source.Format.SourceRate, source.Format.SourceChannels, source.Format.Frames, source.ExactFrames, source.ScansEarly, source.Notice, source.Facts);

    /// <summary>As bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(SourceRate);
            writer.Write(SourceChannels);
            writer.Write(Frames);
            writer.Write(ExactFrames);
            writer.Write(ScansEarly);
            writer.Write(Notice is not null);
            writer.Write(Notice ?? "");
            writer.Write(Facts.Container);
            writer.Write(Facts.Codec);
            writer.Write(Facts.StreamIndex);
            writer.Write(Facts.StartSeconds);
            writer.Write(Facts.DurationSeconds);
            writer.Write(Facts.BitRate);
            writer.Write(Facts.Streams.Count);
            foreach (StreamFacts stream in Facts.Streams)
            {
                writer.Write(stream.Index);
                writer.Write(stream.Kind);
                writer.Write(stream.Codec);
                writer.Write(stream.Rate);
                writer.Write(stream.Channels);
                writer.Write(stream.BitRate);
                writer.Write(stream.Layout);
                writer.Write(stream.CanDecode);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>From bytes of a worker; null where they are not a report that this engine takes.</summary>
    /// <param name="bytes">A copy: the worker can write to what it sent.</param>
    /// <param name="path">The file.</param>
    public static SourceReport? Read(byte[] bytes, string path)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
            return Check(Read(reader, path));
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A text of a worker as it may be shown.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, MostLetters));
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, MostLetters))) clean.Append(char.IsControl(c) ? '?' : c);
        return clean.ToString();
    }

    private static SourceReport Read(BinaryReader reader, string path)
    {
        int rate = reader.ReadInt32();
        int channels = reader.ReadInt32();
        long frames = reader.ReadInt64();
        long exact = reader.ReadInt64();
        bool early = reader.ReadBoolean();
        bool hasNotice = reader.ReadBoolean();
        string notice = Clean(reader.ReadString());
        string container = Clean(reader.ReadString());
        string codec = Clean(reader.ReadString());
        int chosen = reader.ReadInt32();
        double start = reader.ReadDouble();
        double duration = reader.ReadDouble();
        long bitRate = reader.ReadInt64();
        int count = reader.ReadInt32();
        if (count is < 1 or > MostStreams) throw new FormatException();
        var streams = new List<StreamFacts>();
        for (int i = 0; i < count; i++)
        {
            streams.Add(new StreamFacts(
                reader.ReadInt32(), Clean(reader.ReadString()), Clean(reader.ReadString()), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64())
            {
                Layout = Clean(reader.ReadString()),
                CanDecode = reader.ReadBoolean(),
            });
        }

        var facts = new MediaFacts(path, container, codec, chosen, start, duration, bitRate, streams);
        return new SourceReport(rate, channels, frames, exact, early, hasNotice ? notice : null, facts);
    }

    private static SourceReport? Check(SourceReport report) => report is
    {
        SourceRate: >= Limits.MinRate and <= Limits.MaxRate,
        SourceChannels: >= 1 and <= FrameConverter.MaxConverted,
        Frames: >= 0 and <= Limits.MaxSourceFrames,
        ExactFrames: >= -1 and <= Limits.MaxSourceFrames,
        Facts: { StreamIndex: >= 0, BitRate: >= 0 } facts,
    } && facts.StreamIndex < facts.Streams.Count && double.IsFinite(facts.StartSeconds) && facts.DurationSeconds is >= 0 and < 1e15 ? report : null;
}
