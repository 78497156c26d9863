using System.IO;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>Files of one page or a few packets, whose beginning and end lie together: what one decoder gives, again and again.</summary>
public sealed class ShortFileTests
{
    [Theory]
    [InlineData("ogg", "libvorbis", 0.02)]
    [InlineData("ogg", "libvorbis", 0.3)]
    [InlineData("ogg", "libvorbis", 0.5)]
    [InlineData("ogg", "libvorbis", 0.9)]
    [InlineData("ogg", "libvorbis", 2)]
    [InlineData("webm", "libvorbis", 0.5)]
    [InlineData("ogg", "libopus", 0.5)]
    [InlineData("webm", "libopus", 0.5)]
    [InlineData("m4a", "aac", 0.5)]
    [InlineData("mp3", "libmp3lame", 0.5)]
    [InlineData("flac", "flac", 0.5)]
    [InlineData("ogg", "flac", 0.5)]
    [InlineData("wav", "pcm_s16le", 0.5)]
    public void A_short_file_is_the_same_each_time(string container, string codec, double seconds)
    {
        string path = MediaFixtures.Scratch($"short-{codec}-{seconds}.{container}");
        MediaFixtures.FFmpeg($"-f lavfi -i sine=440:r=48000:d={seconds} -ac 2 -c:a {codec} \"{path}\"");
        using FFmpegSource source = FFmpegSource.Open(path, -1, 48_000, 2);
        using RunDecoder decoder = source.OpenDecoder();
        float[] first = Decoding.Decode(source, decoder, [0])[0];
        float[] second = Decoding.Decode(source, decoder, [0])[0];
        using RunDecoder other = source.OpenDecoder();
        float[] third = Decoding.Decode(source, other, [0])[0];
        if (container != "m4a") Assert.Equal(MediaFixtures.Decode(path).Length, first.Length); // the command gives all of AAC's last packet
        Assert.Equal(first, second);
        Assert.Equal(first, third);
        File.Delete(path);
    }
}
