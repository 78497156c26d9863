using System;
using System.Diagnostics;
using System.IO;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>
/// Files that FFmpeg would go through to their end before it says that it knows nothing of them. Alone in its collection: it
/// shortens the time that every opening may take.
/// </summary>
[Collection("Alone")]
public sealed class OpeningTimeTests : IDisposable
{
    public void Dispose() => ReadWatch.OpeningSeconds = 10;

    [Fact]
    public void An_opening_that_goes_on_and_on_is_ended_with_a_sentence()
    {
        string path = MediaFixtures.Scratch("zeros.mp3");
        using (FileStream file = File.Create(path)) file.SetLength(20L << 30);
        ReadWatch.OpeningSeconds = 1;
        long began = Stopwatch.GetTimestamp();
        var refusal = Assert.Throws<MediaException>(() => FFmpegSource.Open(path, -1, 48_000, 2));
        Assert.True(Stopwatch.GetElapsedTime(began).TotalSeconds >= 0.9, "the opening was ended before its time");
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("nothing was found", refusal.Message, StringComparison.Ordinal);
        File.Delete(path);
    }

    // Sound, gigabytes of zeros, sound: the loader searches in one call of the demuxer, and must hear a stop in the middle of it.
    [Fact]
    public void A_search_through_gigabytes_hears_a_stop()
    {
        string path = MediaFixtures.Scratch("hole.mp3");
        byte[] sound = File.ReadAllBytes(MediaFixtures.Path("cbr.mp3"));
        using (FileStream file = File.Create(path))
        {
            file.Write(sound);
            file.SetLength(20L << 30);
        }

        using FFmpegSource source = FFmpegSource.Open(path, -1, 44_100, 2);
        using RunDecoder decoder = source.OpenDecoder();
        var sink = new StoppingSink();
        _ = decoder.Decode(0, sink);
        Assert.True(sink.Frames > 400_000);
        sink.StopAt = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 5);
        Assert.Equal(RunEnd.Stopped, decoder.Decode(6, sink).End);
        Assert.Equal(-1, source.ExactFrames); // an interrupted search is no end
        sink.StopAt = long.MaxValue;
        sink.Frames = 0;
        Assert.Equal(RunEnd.Complete, decoder.Decode(1, sink).End);
        Assert.Equal(Limits.RunFrames, sink.Frames);
        File.Delete(path);
    }

    private sealed unsafe class StoppingSink : RunSink
    {
        public long Frames;

        public long StopAt = long.MaxValue;

        public override bool Stop => Stopwatch.GetTimestamp() >= StopAt;

        public override void Write(float* interleaved, int frames) => Frames += frames;
    }
}
