using System;
using System.Linq;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>Runs, in any order, on any decoder, are what the ffmpeg command decodes in one go: the same samples at the same places.</summary>
public sealed class LinearEqualityTests
{
    private const double OpusVoiceTolerance = 1e-4; // SILK never forgets quite: -80 dBFS

    [Theory]
    [InlineData("aac.m4a")]
    [InlineData("aac48.m4a")]
    [InlineData("aac-fragmented.mp4")]
    [InlineData("aac-delay-moov.mp4")]
    [InlineData("adts.aac")]
    [InlineData("aac.mkv")]
    [InlineData("aac-video.mp4")]
    [InlineData("aac-mono.m4a")]
    [InlineData("aac-51.m4a")]
    [InlineData("aac.ts")]
    [InlineData("opus.ogg")]
    [InlineData("opus.webm")]
    [InlineData("vorbis.ogg")]
    [InlineData("vorbis48.ogg")]
    [InlineData("vorbis.webm")]
    [InlineData("cbr.mp3")]
    [InlineData("vbr.mp3")]
    [InlineData("vbr-no-xing.mp3")]
    [InlineData("low.mp3")]
    [InlineData("music.flac")]
    [InlineData("flac.ogg")]
    [InlineData("surround.flac")]
    [InlineData("alac.m4a")]
    [InlineData("s16.wav")]
    [InlineData("f32.wav")]
    [InlineData("s24.aiff")]
    [InlineData("pcm.mkv")]
    [InlineData("flac.mkv")]
    [InlineData("music.wv")]
    [InlineData("mp3.avi")]
    [InlineData("pcm.w64")]
    [InlineData("opus-60ms.webm")]
    [InlineData("cover.mp3")]
    [InlineData("late.mkv")]
    [InlineData("ac3.ac3")]
    [InlineData("mp2.mp2")]
    [InlineData("ac3-44100.mkv")]
    [InlineData("eac3.mkv")]
    [InlineData("dts.mkv")]
    [InlineData("truehd.mkv")]
    [InlineData("truehd.mp4")]
    [InlineData("mlp.mlp")]
    [InlineData("alac.mkv")]
    [InlineData("wavpack.mkv")]
    [InlineData("ms-adpcm.wav")]
    [InlineData("ima-adpcm.wav")]
    [InlineData("ima-adpcm.mkv")]
    [InlineData("tta.tta")]
    [InlineData("wmav1.wma")]
    [InlineData("wmav2.wma")]
    [InlineData("wmav2.mkv")]
    [InlineData("swf.flv")]
    [InlineData("ima.mov")]
    [InlineData("nelly.flv")]
    [InlineData("yamaha.wav")]
    [InlineData("vorbis.avi")] // AVI has no time stamps: those that FFmpeg counts run away
    [InlineData("dts.avi")]
    [InlineData("dvd.mpg")] // samples go on from one packet into the next
    [InlineData("ac3.mpg")] // behind a seek packets without a place have another one's time stamp
    [InlineData("pce.aac")] // only the first packet says what channels there are
    [InlineData("pce.ts")]
    public void Every_run_in_any_order_equals_the_linear_decode(string name) => Check(name, 0);

    [Fact]
    public void Opus_voice_is_within_minus_80_dBFS() => Check("opus-voice.ogg", OpusVoiceTolerance);

    internal static void Check(string name, double tolerance)
    {
        float[] reference = name switch
        {
            "cover.mp3" => MediaFixtures.Reference("cbr.mp3"), // the same programme without the picture
            "ac3.ac3" or "ac3.mpg" or "ac3-44100.mkv" or "eac3.mkv" => MediaFixtures.Reference(name, "-cons_noisegen 1"), // the decoders that the recipe chooses
            "mp2.mp2" => MediaFixtures.Reference(name, "-c:a mp2float"),
            _ => MediaFixtures.Reference(name),
        };
        string path = MediaFixtures.Path(name);
        int rate;
        using (FFmpegSource probe = FFmpegSource.Open(path, -1, 48_000, 8)) rate = probe.Format.SourceRate;
        using FFmpegSource source = FFmpegSource.Open(path, -1, rate, 8);
        int channels = source.Format.Channels;
        Assert.Equal(source.Format.SourceChannels, channels);

        using RunDecoder first = source.OpenDecoder();
        float[] run0 = Decoding.Decode(source, first, [0])[0]; // before any scan
        _ = source.Measure();
        int runs = Decoding.RunsOf(source);
        Assert.True(source.Table.Error == 0, $"{name}: the scan failed with {source.Table.Error}");
        Assert.True(runs >= (rate < 40_000 ? 2 : 4), $"{name}: {runs} runs");

        // Each run is compared where it is decoded: media of half a minute in four copies would cost more than their decoding.
        float[] decoded = new float[source.ExactFrames * channels];
        int length = 0;
        Decoding.Each(source, first, Enumerable.Range(0, runs), (run, samples) =>
        {
            Assert.Equal((long)run * Limits.RunFrames * channels, length);
            samples.CopyTo(decoded.AsSpan(length));
            length += samples.Length;
        });
        Assert.Equal(decoded.Length, length);
        AssertRun(0, run0);
        CheckAgainstReference(name, reference, decoded, channels, tolerance);

        Decoding.Each(source, first, Enumerable.Range(0, runs).Reverse(), AssertRun);
        using RunDecoder other = source.OpenDecoder();
        Decoding.Each(source, other, [runs - 1, 1, 0, runs - 2, 1], AssertRun);
        var trouble = ((FFmpegRunDecoder)first).SeekTrouble;
        TestContext.Current.SendDiagnosticMessage($"{name}: {runs} runs, {trouble.Retries} retries, {trouble.Rereads} rereads");

        void AssertRun(int run, ReadOnlySpan<float> samples)
        {
            int at = run * Limits.RunFrames * channels;
            Assert.True(samples.SequenceEqual(decoded.AsSpan(at, Math.Min(Limits.RunFrames * channels, decoded.Length - at))), $"{name}: run {run} is another than in the order of time");
        }
    }

    // The command keeps the padding behind AAC, which the file knows to be none of the programme.
    private static void CheckAgainstReference(string name, float[] reference, float[] decoded, int channels, double tolerance)
    {
        long surplus = (reference.Length - decoded.Length) / channels;
        int padding = name.StartsWith("aac", StringComparison.Ordinal) ? 1_023 : name.StartsWith("heaac", StringComparison.Ordinal) ? 2_047 : 0;
        Assert.InRange(surplus, 0, padding);
        long at = Decoding.FirstDifference(decoded, reference);
        double largest = at < 0 ? 0 : Decoding.LargestDifference(decoded, reference);
        Assert.True(largest <= tolerance, $"{name}: differs from frame {at / channels} on (of {decoded.Length / channels}), by up to {largest:g3}");
    }
}
