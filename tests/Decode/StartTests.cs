using System;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>Sounds that begin later or earlier than what is recorded beside them, and files cut with an edit list.</summary>
public sealed class StartTests
{
    private const int Rate = 48_000;
    private const string Picture = "-f lavfi -i testsrc=size=64x64:rate=10:duration=36";

    // Grain: the container's ticks, frames.
    [Theory]
    [InlineData("late-beside-video.mkv", "-c:a pcm_f32le -c:v mpeg4", 48, "pcm.w64")]
    [InlineData("late-beside-video.mov", "-c:a pcm_f32le -c:v mpeg4", 0, "pcm.w64")]
    [InlineData("late-beside-video.webm", "-c:a libopus -b:a 128k -c:v libvpx", 48 + 312, "opus.ogg")] // its muxer takes the delay off twice
    [InlineData("late-beside-video.mp4", "-c:a aac -aac_pns 0 -b:a 160k -c:v mpeg4", 48, "aac48.m4a", 1_024)] // FFmpeg's muxer counts the delay as sound
    [InlineData("late-beside-video.ts", "-c:a aac -aac_pns 0 -b:a 160k -c:v mpeg4", 1, "aac48.m4a", 1_024)] // and here nobody tells of it
    public void What_starts_later_than_the_picture_has_silence_before_it(string name, string codecs, int grain, string plain, int delay = 0)
    {
        string path = Make(name, $"{Picture} -itsoffset 1.5 -i \"{MediaFixtures.Input(Rate, 2)}\" -map 0:v -map 1:a {codecs}");
        float[] programme = MediaFixtures.Reference(plain);
        using FFmpegSource source = FFmpegSource.Open(path, -1, Rate, 2);
        float[] decoded = Decoding.All(source);
        int lead = (int)source.LeadFrames;
        Assert.InRange(lead + delay, 72_000 - grain, 72_000 + grain);
        Assert.Equal(-1, decoded.AsSpan(0, lead * 2).IndexOfAnyExcept(0f));
        ReadOnlySpan<float> sound = decoded.AsSpan((lead + delay) * 2);
        Assert.Equal(-1, Decoding.FirstDifference(sound[..Math.Min(sound.Length, programme.Length - 4_096)], programme));
        Assert.Equal(decoded.Length / 2, source.ExactFrames);
        Assert.InRange(decoded.Length / 2, ((MediaFixtures.Seconds + 1.5) * Rate) - 400, ((MediaFixtures.Seconds + 1.6) * Rate));
        Assert.InRange(source.Format.Frames, decoded.Length / 2 * 0.9, decoded.Length / 2 * 1.1); // the guess knows of it

        // The same from the middle, with nothing decoded before, and no warning for what was never there.
        using RunDecoder decoder = source.OpenDecoder();
        var sink = new KeepingSink(2);
        foreach (int run in (int[])[2, 0, 1])
        {
            sink.Clear();
            RunResult result = decoder.Decode(run, sink);
            Assert.Equal((RunEnd.Complete, 0), (result.End, result.Warnings));
            Assert.Equal(-1, Decoding.FirstDifference(sink.Samples, decoded.AsSpan(run * Limits.RunFrames * 2)));
        }
    }

    [Fact]
    public void Whole_runs_of_silence_before_a_very_late_start()
    {
        string path = Make("very-late.mkv", $"{Picture} -itsoffset 25 -i \"{MediaFixtures.Input(Rate, 2)}\" -map 0:v -map 1:a -c:a flac -c:v mpeg4 -t 61");
        using FFmpegSource source = FFmpegSource.Open(path, -1, Rate, 2);
        Assert.Equal(25 * Rate, source.LeadFrames); // beyond what FFmpeg looks at when it opens a file
        using RunDecoder decoder = source.OpenDecoder();
        float[] third = Decoding.Decode(source, decoder, [2])[2];
        float[] first = Decoding.Decode(source, decoder, [0])[0];
        Assert.Equal(-1, first.AsSpan().IndexOfAnyExcept(0f));
        int silent = ((25 * Rate) - (2 * Limits.RunFrames)) * 2;
        Assert.Equal(-1, third.AsSpan(0, silent).IndexOfAnyExcept(0f));
        Assert.Equal(-1, Decoding.FirstDifference(third.AsSpan(silent), MediaFixtures.Decode(path)));
        source.ScanAll();
        Assert.Equal(61L * Rate, source.ExactFrames);
    }

    [Fact]
    public void What_starts_before_the_picture_starts_at_once()
    {
        string path = Make("early.mkv", $"-itsoffset 1.5 {Picture} -i \"{MediaFixtures.Input(Rate, 2)}\" -map 0:v -map 1:a -c:a flac -c:v mpeg4");
        using FFmpegSource source = FFmpegSource.Open(path, -1, Rate, 2);
        Assert.Equal(0, source.LeadFrames);
        Assert.Equal(-1, Decoding.FirstDifference(Decoding.All(source), MediaFixtures.Decode(path)));
    }

    [Fact]
    public void Of_two_microphones_the_later_one_waits()
    {
        string path = Make("mics.mkv", $"-i \"{MediaFixtures.Input(Rate, 2)}\" -itsoffset 0.25 -i \"{MediaFixtures.Input(Rate, 1)}\" -map 0 -map 1 -c:a flac");
        using FFmpegSource first = FFmpegSource.Open(path, 0, Rate, 2);
        using FFmpegSource second = FFmpegSource.Open(path, 1, Rate, 2);
        Assert.Equal((0, Rate / 4), (first.LeadFrames, second.LeadFrames));
        Assert.Equal(1, second.Format.Channels);
    }

    // Cut without encoding again: the file begins inside a packet, and says so in an edit list or as a negative time.
    [Theory]
    [InlineData("cut-edit.m4a", "aac48.m4a")]
    [InlineData("cut-edit.mp4", "aac-video.mp4")]
    [InlineData("cut-edit.opus", "opus.ogg")]
    [InlineData("cut-edit.mka", "aac48.m4a")]
    [InlineData("cut-edit.mp3", "vbr.mp3")]
    public void A_start_inside_a_packet(string name, string from)
    {
        string path = Make(name, $"-ss 3.3 -i \"{MediaFixtures.Path(from)}\" -map 0:a -c copy");
        float[] reference = MediaFixtures.Decode(path);
        Assert.True(reference.Length > 32 * Rate * 2);
        using FFmpegSource source = FFmpegSource.Open(path, -1, Rate, 2);
        float[] decoded = Decoding.All(source);
        Assert.InRange((reference.Length - decoded.Length) / 2, 0, 1_023);
        Assert.Equal(-1, Decoding.FirstDifference(decoded, reference));
    }

    [Fact]
    public void A_start_that_no_clock_can_mean_is_none()
    {
        string path = Make("absurd.mkv", $"{Picture} -itsoffset 90000 -i \"{MediaFixtures.Input(Rate, 2)}\" -map 0:v -map 1:a -c:a flac -c:v mpeg4");
        using FFmpegSource source = FFmpegSource.Open(path, -1, Rate, 2);
        Assert.Equal(0, source.LeadFrames);
        source.ScanAll();
        Assert.Equal((long)MediaFixtures.Seconds * Rate, source.ExactFrames);
    }

    private static string Make(string name, string arguments)
    {
        string path = MediaFixtures.Scratch(name);
        MediaFixtures.FFmpeg($"{arguments} \"{path}\"");
        return path;
    }
}
