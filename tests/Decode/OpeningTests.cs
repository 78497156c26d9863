using System;
using System.IO;
using System.Linq;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>What an open source tells, and the sentences for what cannot be opened.</summary>
public sealed class OpeningTests
{
    [Fact]
    public void A_missing_file() => Refused(MediaFixtures.Scratch("nowhere.m4a"), "does not exist");

    [Fact]
    public void A_folder() => Refused(Path.GetTempPath(), "folder");

    [Fact]
    public void An_empty_file() => Refused(Write("empty.m4a", []), "empty (0 bytes)");

    [Fact]
    public void Text_is_no_medium() => Refused(Write("letter.m4a", "Dear Sir or Madam, this is not a film."u8.ToArray()), "not a media file");

    [Fact]
    public void An_mp4_cut_before_its_index()
    {
        byte[] whole = File.ReadAllBytes(MediaFixtures.Path("aac.m4a"));
        Refused(Write("cut.m4a", whole[..(whole.Length / 2)]), "damaged or truncated");
    }

    [Fact]
    public void A_stream_that_is_not_there() => Refused(MediaFixtures.Path("aac-video.mp4"), "there is no stream 7, the file has 2", 7);

    [Fact]
    public void A_stream_that_is_video() => Refused(MediaFixtures.Path("aac-video.mp4"), "is video, not audio", VideoStream());

    [Fact]
    public void A_file_without_sound()
    {
        string path = MediaFixtures.Scratch("mute.mp4");
        MediaFixtures.FFmpeg($"-f lavfi -i testsrc=size=64x64:rate=10:duration=1 -c:v mpeg4 \"{path}\"");
        Refused(path, "no audio stream");
    }

    [Fact]
    public void A_name_that_looks_like_a_protocol()
    {
        string path = MediaFixtures.Scratch("http:it is a file, #1?.wav");
        File.Copy(MediaFixtures.Path("f32.wav"), path, true);
        using FFmpegSource source = FFmpegSource.Open(path, -1, 48_000, 2);
        Assert.Equal(2, source.Format.Channels);
    }

    [Fact]
    public void Facts_of_a_film()
    {
        using FFmpegSource source = FFmpegSource.Open(MediaFixtures.Path("aac-video.mp4"), -1, 48_000, 2);
        Assert.Equal(48_000, source.Format.SourceRate);
        Assert.Equal("aac", source.Facts.Codec);
        Assert.Contains("QuickTime", source.Facts.Container, StringComparison.Ordinal);
        Assert.Equal(2, source.Facts.Streams.Count);
        Assert.Equal("audio video", string.Join(' ', source.Facts.Streams.Select(s => s.Kind).Order(StringComparer.Ordinal)));
        Assert.InRange(source.Facts.DurationSeconds, 35.9, 36.1);
        Assert.True(source.Facts.BitRate > 10_000);
        Assert.InRange(source.Format.Frames, 35.9 * 48_000, 36.1 * 48_000);
        Assert.Equal(-1, source.ExactFrames);
    }

    [Theory]
    [InlineData("aac-mono.m4a", 44_100, 1, 1)]
    [InlineData("aac-51.m4a", 48_000, 6, 2)]
    [InlineData("low.mp3", 22_050, 1, 1)]
    [InlineData("s24.aiff", 48_000, 2, 2)]
    public void Formats(string name, int rate, int mediaChannels, int channels)
    {
        using FFmpegSource source = FFmpegSource.Open(MediaFixtures.Path(name), -1, 48_000, 2);
        Assert.Equal(rate, source.Format.SourceRate);
        Assert.Equal(mediaChannels, source.Format.SourceChannels);
        Assert.Equal(channels, source.Format.Channels);
    }

    [Theory]
    [InlineData("surround.flac", 2)]
    [InlineData("aac-51.m4a", 1)]
    public void More_channels_than_the_engine_are_downmixed_as_the_command_does(string name, int channels)
    {
        // Of floats the command makes one channel 3 dB louder than the mean of the two sides that it makes of integers, and the engine of both.
        string mono = channels == 1 ? " -af pan=stereo|c0=FL+0.70710678*FC+0.70710678*BL|c1=FR+0.70710678*FC+0.70710678*BR,pan=mono|c0=0.5*c0+0.5*c1" : "";
        float[] reference = MediaFixtures.Reference(name, "", $"-ac {channels} -sample_fmt flt{mono}");
        using FFmpegSource source = FFmpegSource.Open(MediaFixtures.Path(name), -1, 48_000, channels);
        float[] decoded = Decoding.All(source);
        Assert.InRange(reference.Length - decoded.Length, 0, 1_023 * channels);
        Assert.InRange(Decoding.LargestDifference(decoded, reference), 0, 1e-4);
        Assert.True(decoded.Max() > 0.1);
    }

    /// <summary>Eleven copies of two channels in turn, five and a half pairs: the left mean is of six, one of them the left one alone.</summary>
    [Fact]
    public void Channels_without_a_layout_are_all_heard()
    {
        string path = MediaFixtures.Scratch("eleven.wav");
        string input = MediaFixtures.Path("f32.wav");
        MediaFixtures.FFmpeg($"-i \"{input}\" -filter_complex \"[0:a]pan=mono|c0=c0[m];[0:a][0:a][0:a][0:a][0:a][m]amerge=inputs=6\" -c:a pcm_f32le \"{path}\"");
        byte[] bytes = File.ReadAllBytes(path);
        bytes.AsSpan(40, 4).Clear(); // the channel mask of WAVEFORMATEXTENSIBLE
        File.WriteAllBytes(path, bytes);
        using FFmpegSource source = FFmpegSource.Open(path, -1, 48_000, 2);
        Assert.Equal(11, source.Format.SourceChannels);
        Assert.Equal(2, source.Format.Channels);
        Assert.InRange(Decoding.LargestDifference(Decoding.All(source), MediaFixtures.Reference("f32.wav")), 0, 2e-7);
    }

    private static int VideoStream()
    {
        using FFmpegSource source = FFmpegSource.Open(MediaFixtures.Path("aac-video.mp4"), -1, 48_000, 2);
        return source.Facts.Streams.Single(s => s.Kind is "video").Index;
    }

    private static void Refused(string path, string cause, int stream = -1)
    {
        var refusal = Assert.Throws<MediaException>(() => FFmpegSource.Open(path, stream, 48_000, 2));
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(cause, refusal.Message, StringComparison.Ordinal);
    }

    private static string Write(string name, byte[] bytes)
    {
        string path = MediaFixtures.Scratch(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
