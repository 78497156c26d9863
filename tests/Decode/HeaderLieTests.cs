using System;
using System.Buffers.Binary;
using System.IO;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>Headers that tell a wrong length, or none: what counts is what the ffmpeg command decodes.</summary>
public sealed class HeaderLieTests
{
    private const int Rate = 48_000;
    private const long MostBytesRead = 64L << 20; // of gigabytes: FFmpeg probes 5 MB at a time

    // As programs write them that stream to a pipe (0, 0xFFFFFFFF), that crashed (longer), or that went on writing (shorter).
    [Theory]
    [InlineData(0u)]
    [InlineData(0xFFFF_FFFFu)]
    [InlineData(0x7FFF_F000u)]
    [InlineData(4_000_000u)]
    [InlineData(100_000_000u)]
    [InlineData(5_530_000u)]
    public void Wav_data_size(uint claimed)
    {
        const int Frames = 12 * Rate;
        string path = MediaFixtures.Scratch($"claims-{claimed}.wav");
        WavFile.Write(path, Rate, 2, MediaFixtures.Reference("f32.wav").AsSpan(0, Frames * 2));
        Patch(path, bytes => WavFile.Header(Rate, 2, claimed).CopyTo(bytes, 0));
        EqualsTheCommand(path, Rate);
    }

    // ten minutes and more: a seek to the end leaps over more than a clock may
    [Theory]
    [InlineData(0xFFFF_FFFFu)]
    [InlineData(0u)]
    [InlineData(null)]
    public void The_length_of_a_long_wav(uint? claimed)
    {
        const long Frames = 700L * 8_000;
        string path = MediaFixtures.Scratch($"long-{claimed}.wav");
        using (FileStream file = File.Create(path))
        {
            file.Write(WavFile.Header(8_000, 1, claimed ?? (uint)Frames * 4));
            file.SetLength(WavFile.HeaderBytes + (Frames * 4)); // zeros that take no room
        }

        using FFmpegSource source = FFmpegSource.Open(path, -1, 8_000, 2);
        source.ScanAll();
        Assert.Equal(Frames, source.ExactFrames);
        Assert.InRange(source.Format.Frames, Frames, claimed == null ? Frames + 1 : long.MaxValue);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(44_100)]
    [InlineData(200_000_000)]
    public void Flac_total_samples(long claimed)
    {
        string path = Copy("music.flac", $"claims-{claimed}.flac");
        Patch(path, bytes =>
        {
            // STREAMINFO behind "fLaC" and its block header: 36 bits from the fourth of the eight bytes at 18 on.
            ulong word = BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(18));
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(18), (word & ~0xF_FFFF_FFFFul) | (ulong)claimed);
        });
        EqualsTheCommand(path, 44_100);
    }

    [Theory]
    [InlineData(10u)]
    [InlineData(1_000_000u)]
    [InlineData(0u)]
    public void Mp3_frame_count(uint claimed)
    {
        string path = Copy("vbr.mp3", $"claims-{claimed}.mp3");
        Patch(path, bytes => BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(bytes.AsSpan().IndexOf("Xing"u8) + 8), claimed));

        // FFmpeg cuts the encoder's padding out where the count says the end is; here it becomes silence, and nothing moves.
        float[] honest = MediaFixtures.Reference("vbr.mp3");
        using FFmpegSource source = FFmpegSource.Open(path, -1, Rate, 2);
        float[] decoded = Decoding.All(source);
        Assert.InRange(decoded.Length - honest.Length, 0, 2 * 2 * 1_152);
        int differing = 0;
        for (int i = 0; i < honest.Length; i++) differing += honest[i] != decoded[i] ? 1 : 0;
        Assert.InRange(differing, 0, 2 * 1_152);
        File.Delete(path);
    }

    // The duration fields of movie, track and media; the sample tables stay right.
    [Theory]
    [InlineData(1.0 / 1_000)]
    [InlineData(0)]
    [InlineData(500)]
    public void Mp4_durations(double factor)
    {
        string path = Copy("aac48.m4a", FormattableString.Invariant($"claims-{factor}.m4a"));
        Patch(path, bytes =>
        {
            foreach ((string box, int at) in new[] { ("mvhd", 20), ("tkhd", 24), ("mdhd", 20) })
            {
                Span<byte> field = bytes.AsSpan(bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(box)) + at, 4);
                BinaryPrimitives.WriteUInt32BigEndian(field, (uint)Math.Min(uint.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(field) * factor));
            }
        });
        EqualsTheCommand(path, Rate, 1_023);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0)]
    [InlineData(100)]
    public void Matroska_duration(double factor)
    {
        string path = Copy("aac.mkv", FormattableString.Invariant($"claims-{factor}.mkv"));
        Patch(path, bytes =>
        {
            Span<byte> field = bytes.AsSpan(bytes.AsSpan().IndexOf<byte>([0x44, 0x89, 0x88]) + 3, 8);
            BinaryPrimitives.WriteDoubleBigEndian(field, BinaryPrimitives.ReadDoubleBigEndian(field) * factor);
        });
        EqualsTheCommand(path, 44_100, 1_023);
    }

    [Fact]
    public void Gigabytes_of_nothing_open_at_once_and_end_where_they_end()
    {
        const long Bytes = 6L << 30;
        string path = MediaFixtures.Scratch("sparse.wav");
        using (FileStream file = File.Create(path))
        {
            file.Write(WavFile.Header(Rate, 2, uint.MaxValue));
            file.SetLength(WavFile.HeaderBytes + Bytes);
        }

        long read = ThreadReads.Bytes;
        using FFmpegSource source = FFmpegSource.Open(path, -1, Rate, 2);
        source.ScanAll();
        Assert.InRange(ThreadReads.Bytes - read, 0, MostBytesRead);
        Assert.Equal(Bytes / 8, source.ExactFrames);
        using RunDecoder decoder = source.OpenDecoder();
        int last = Decoding.RunsOf(source) - 1;
        float[] samples = Decoding.Decode(source, decoder, [last])[last];
        Assert.Equal(((Bytes / 8) - ((long)last * Limits.RunFrames)) * 2, samples.Length);
        Assert.Equal(-1, samples.AsSpan().IndexOfAnyExcept(0f));
        File.Delete(path);
    }

    [Theory]
    [InlineData("zeros.m4a")]
    [InlineData("zeros.mkv")]
    [InlineData("zeros.wav")]
    public void Gigabytes_of_zeros_are_no_medium(string name)
    {
        string path = MediaFixtures.Scratch(name);
        using (FileStream file = File.Create(path)) file.SetLength(3L << 30);
        long read = ThreadReads.Bytes;
        var refusal = Assert.Throws<MediaException>(() => FFmpegSource.Open(path, -1, Rate, 2));
        Assert.InRange(ThreadReads.Bytes - read, 0, MostBytesRead);
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        File.Delete(path);
    }

    private static string Copy(string name, string to)
    {
        string path = MediaFixtures.Scratch(to);
        File.Copy(MediaFixtures.Path(name), path, true);
        return path;
    }

    private static void Patch(string path, Action<byte[]> change)
    {
        byte[] bytes = File.ReadAllBytes(path);
        change(bytes);
        File.WriteAllBytes(path, bytes);
    }

    private static void EqualsTheCommand(string path, int rate, int padding = 0)
    {
        float[] reference = MediaFixtures.Decode(path);
        Assert.True(reference.Length > 100_000, $"the command decodes {reference.Length} samples only");
        using FFmpegSource source = FFmpegSource.Open(path, -1, rate, 2);
        float[] decoded = Decoding.All(source);
        Assert.InRange((reference.Length - decoded.Length) / 2, 0, padding);
        Assert.Equal(-1, Decoding.FirstDifference(decoded, reference));
        Assert.Equal(decoded.Length / 2, source.ExactFrames);
        using RunDecoder decoder = source.OpenDecoder();
        if (decoded.Length <= Limits.RunFrames * 2) return;
        float[] middle = Decoding.Decode(source, decoder, [1])[1];
        Assert.Equal(-1, Decoding.FirstDifference(middle, reference.AsSpan(Limits.RunFrames * 2)));
        File.Delete(path);
    }
}
