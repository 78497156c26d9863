using System;
using System.IO;
using System.Linq;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>Files with more in them than one sound: pictures of the cover, chapters, several microphones.</summary>
public sealed class StreamChoiceTests
{
    private const string Cover = "-f lavfi -i testsrc=size=64x64:rate=1:duration=1 -map 0:a -map 1:v -disposition:v attached_pic";

    [Theory]
    [InlineData("covered.flac", "-c:v png -c:a flac", "music.flac", 44_100)]
    [InlineData("covered.m4a", "-c:v mjpeg -pix_fmt yuvj420p -c:a aac -aac_pns 0 -b:a 128k", "aac.m4a", 44_100)]
    [InlineData("covered.mp3", "-c:v png -c:a libmp3lame -b:a 128k", "cbr.mp3", 44_100)]
    public void A_picture_of_the_cover_is_not_heard_and_moves_nothing(string name, string arguments, string plain, int rate)
    {
        string path = Make(name, $"-i \"{Input(44_100)}\" {Cover} {arguments}");
        using FFmpegSource source = FFmpegSource.Open(path, -1, rate, 2);
        Assert.Equal("audio video", string.Join(" ", source.Facts.Streams.Select(s => s.Kind).Order(StringComparer.Ordinal)));
        Assert.Equal(0, source.LeadFrames);
        Assert.Equal(-1, Decoding.FirstDifference(Decoding.All(source), MediaFixtures.Reference(plain)));
        Assert.Equal((long)MediaFixtures.Seconds * rate, source.ExactFrames);
    }

    [Theory]
    [InlineData("chapters.m4a", "-c:a aac -aac_pns 0 -b:a 128k", "aac.m4a")]
    [InlineData("chapters.mkv", "-c:a aac -aac_pns 0 -b:a 128k", "aac.mkv")]
    public void Chapters_are_not_heard_and_move_nothing(string name, string arguments, string plain)
    {
        string chapters = MediaFixtures.Scratch(name + ".txt");
        File.WriteAllText(chapters, """
            ;FFMETADATA1
            [CHAPTER]
            TIMEBASE=1/1000
            START=2000
            END=12000
            title=First
            [CHAPTER]
            TIMEBASE=1/1000
            START=12000
            END=36000
            title=Last
            """);
        string path = Make(name, $"-i \"{Input(44_100)}\" -i \"{chapters}\" -map_metadata 1 -map_chapters 1 -map 0:a {arguments}");
        Assert.NotEqual(-1, File.ReadAllBytes(path).AsSpan().IndexOf("First"u8));
        using FFmpegSource source = FFmpegSource.Open(path, -1, 44_100, 2);
        Assert.Equal("aac", source.Facts.Streams[source.Facts.StreamIndex].Codec);
        if (name.EndsWith("m4a", StringComparison.Ordinal)) Assert.Equal(2, source.Facts.Streams.Count); // the chapters are a track of text
        float[] decoded = Decoding.All(source);
        float[] reference = MediaFixtures.Reference(plain);
        Assert.Equal(-1, Decoding.FirstDifference(decoded, reference));
        Assert.InRange((reference.Length - decoded.Length) / 2, 0, 1_023);
        for (int i = 0; i < source.Facts.Streams.Count; i++)
        {
            if (i == source.Facts.StreamIndex) continue;
            var refusal = Assert.Throws<MediaException>(() => FFmpegSource.Open(path, i, 44_100, 2));
            Assert.Contains("not audio", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("three.mkv", "-c:a pcm_s16le")]
    [InlineData("three.mp4", "-c:a alac")]
    [InlineData("three.ts", "-c:a mp2 -b:a 384k")]
    public void Each_of_several_sounds_can_be_chosen_and_the_default_one_is(string name, string codec)
    {
        string path = Make(name, "-f lavfi -i \"aevalsrc=0.1|0.1:s=48000:d=12\" -f lavfi -i \"aevalsrc=0.2|0.2:s=48000:d=12\" -f lavfi -i \"aevalsrc=0.3|0.3:s=48000:d=12\" "
            + $"-map 0 -map 1 -map 2 {codec} -disposition:a:0 0 -disposition:a:1 default -disposition:a:2 0");
        for (int stream = 0; stream < 3; stream++)
        {
            using FFmpegSource source = FFmpegSource.Open(path, stream, 48_000, 2);
            Assert.Equal(stream, source.StreamIndex);
            Assert.Equal((stream + 1) * 0.1f, Middle(source), 2e-3f);
        }

        using FFmpegSource best = FFmpegSource.Open(path, -1, 48_000, 2);
        float chosen = Middle(best);
        if (name.EndsWith("ts", StringComparison.Ordinal)) Assert.Equal(0.1f, chosen, 2e-3f); // tells no default: the first
        else Assert.Equal(0.2f, chosen, 2e-3f);
    }

    private static float Middle(FFmpegSource source)
    {
        float[] decoded = Decoding.All(source);
        Assert.InRange(decoded.Length / 2, 11.9 * 48_000, 12.2 * 48_000);
        return decoded[decoded.Length / 2];
    }

    private static string Input(int rate) => MediaFixtures.Input(rate, 2);

    private static string Make(string name, string arguments)
    {
        string path = MediaFixtures.Scratch(name);
        MediaFixtures.FFmpeg($"{arguments} \"{path}\"");
        return path;
    }
}
