using System;
using System.IO;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>Streams that this FFmpeg cannot decode, and headers that say what is not so.</summary>
public sealed class UndecodableTests
{
    [Fact]
    public void The_best_stream_is_one_that_can_be_decoded()
    {
        string path = Patched("spatial.mp4", "-f lavfi -i sine=duration=2:sample_rate=48000 -f lavfi -i sine=frequency=880:duration=2:sample_rate=48000 "
            + "-filter_complex [0]aformat=channel_layouts=4.0[a] -map [a] -map 1 -c:a aac", "mp4a", "apac");
        using FFmpegSource source = FFmpegSource.Open(path, -1, 48_000, 2);
        Assert.Equal(1, source.StreamIndex);
        Assert.Equal("'apac'", source.Facts.Streams[0].Codec);
        Assert.False(source.Facts.Streams[0].CanDecode);
        Assert.True(source.Facts.Streams[1].CanDecode);
        var refusal = Assert.Throws<MediaException>(() => FFmpegSource.Open(path, 0, 48_000, 2));
        Assert.Contains("no decoder for 'apac'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_codec_that_nobody_knows_is_named_as_the_file_names_it()
    {
        string path = Patched("unknown.mp4", "-f lavfi -i sine=duration=2 -c:a aac", "mp4a", "zz-9");
        var refusal = Assert.Throws<MediaException>(() => FFmpegSource.Open(path, -1, 48_000, 2));
        Assert.Contains("no decoder for 'zz-9'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
    }

    // Vorbis whose headers are nothing.
    [Fact]
    public void A_stream_of_which_nothing_can_be_decoded_is_an_error()
    {
        string path = Patched("no-headers.webm", "-f lavfi -i sine=duration=2 -c:a libvorbis", "vorbis", "sibrov");
        var refusal = Assert.Throws<MediaException>(() => FFmpegSource.Open(path, -1, 48_000, 2));
        Assert.Contains("vorbis", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
    }

    // Of a channel mapping family that nobody has defined.
    [Fact]
    public void An_Opus_header_that_no_decoder_takes_is_an_error_that_names_the_codec()
    {
        string path = MediaFixtures.Scratch("no-family.webm");
        MediaFixtures.FFmpeg($"-f lavfi -i sine=duration=2 -c:a libopus \"{path}\"");
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf("OpusHead"u8) + 18] = 32;
        File.WriteAllBytes(path, bytes);
        var refusal = Assert.Throws<MediaException>(() => FFmpegSource.Open(path, -1, 48_000, 2));
        Assert.Contains("cannot decode its opus stream", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bit_rate_that_is_none_is_unknown()
    {
        string path = MediaFixtures.Scratch("no-rate.ogg");
        MediaFixtures.FFmpeg($"-f lavfi -i sine=duration=2 -c:a libvorbis \"{path}\"");
        byte[] bytes = File.ReadAllBytes(path);
        int header = bytes.AsSpan().IndexOf("\u0001vorbis"u8);
        bytes.AsSpan(header + 16, 12).Fill(0xFF); // maximum, nominal and minimum
        OggPages.SetChecksum(bytes, 0);
        File.WriteAllBytes(path, bytes);
        using FFmpegSource source = FFmpegSource.Open(path, -1, 48_000, 2);
        Assert.Equal(0, source.Facts.Streams[0].BitRate);
        Assert.InRange(source.Facts.BitRate, 0, 10_000_000);
    }

    // The first place where the name stands behind the sample description.
    private static string Patched(string name, string arguments, string from, string to)
    {
        string path = MediaFixtures.Scratch(name);
        MediaFixtures.FFmpeg($"{arguments} \"{path}\"");
        byte[] bytes = File.ReadAllBytes(path);
        int start = Math.Max(0, bytes.AsSpan().IndexOf("stsd"u8));
        byte[] wanted = System.Text.Encoding.ASCII.GetBytes(from);
        byte[] given = System.Text.Encoding.ASCII.GetBytes(to);
        while (start >= 0)
        {
            int at = bytes.AsSpan(start).IndexOf(wanted);
            if (at < 0) break;
            given.CopyTo(bytes, start + at);
            if (wanted.Length == 4)
            {
                "free"u8.CopyTo(bytes.AsSpan(bytes.AsSpan(start).IndexOf("esds"u8) + start)); // it names the codec once more
                break;
            }

            start += at + 1;
        }

        File.WriteAllBytes(path, bytes);
        return path;
    }
}
