using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>Streams whose rate, channels or codec headers change: every part as the ffmpeg command has it, in any order and on any threads.</summary>
public sealed class ChangingStreamTests
{
    private const int EngineRate = 48_000;

    [Theory]
    [InlineData("rate.aac", 48_000, 1, 16_000, 1, "-c:a aac -aac_pns 0")]
    [InlineData("rate-up.aac", 32_000, 2, 48_000, 2, "-c:a aac -aac_pns 0")]
    [InlineData("channels.aac", 48_000, 2, 48_000, 1, "-c:a aac -aac_pns 0")]
    [InlineData("rate.mp3", 44_100, 2, 48_000, 2, "-c:a libmp3lame -b:a 128k")]
    [InlineData("rate-low.mp3", 48_000, 2, 22_050, 2, "-c:a libmp3lame -b:a 64k")]
    [InlineData("channels.mp3", 44_100, 1, 44_100, 2, "-c:a libmp3lame -b:a 96k")]
    [InlineData("rate.mp2", 48_000, 2, 44_100, 2, "-c:a mp2 -b:a 192k")]
    [InlineData("rate.flac", 48_000, 2, 44_100, 2, "-c:a flac")]
    [InlineData("rate.oga", 44_100, 2, 48_000, 2, "-c:a flac -f ogg")]
    [InlineData("rate.ogg", 48_000, 1, 16_000, 1, "-c:a libvorbis")]
    [InlineData("channels.ogg", 48_000, 2, 48_000, 1, "-c:a libvorbis")]
    [InlineData("channels.opus", 48_000, 2, 48_000, 1, "-c:a libopus")]
    [InlineData("rate.ac3", 48_000, 2, 44_100, 2, "-c:a ac3 -b:a 192k")]
    [InlineData("channels.ac3", 48_000, 2, 48_000, 6, "-c:a ac3 -b:a 384k")]
    [InlineData("rate.ts", 48_000, 2, 44_100, 2, "-c:a aac -aac_pns 0")]
    [InlineData("rate.loas", 48_000, 2, 32_000, 2, "-c:a aac -aac_pns 0 -f latm")]
    [InlineData("channels.loas", 48_000, 2, 48_000, 1, "-c:a aac -aac_pns 0 -f latm")]
    [InlineData("rate-latm.ts", 48_000, 2, 44_100, 2, "-c:a aac -aac_pns 0 -mpegts_flags latm")]
    [InlineData("rate.dts", 48_000, 2, 44_100, 2, "-c:a dca -strict -2 -b:a 768k")]
    [InlineData("channels.dts", 48_000, 2, 48_000, 6, "-c:a dca -strict -2 -b:a 1509k")]
    [InlineData("rate.thd", 48_000, 2, 44_100, 2, "-c:a truehd -strict -2")]
    [InlineData("rate.mlp", 48_000, 2, 96_000, 2, "-c:a mlp -strict -2")]
    [InlineData("rate-mp2.ts", 48_000, 2, 32_000, 2, "-c:a mp2")]
    public async Task Each_part_is_clean_and_as_long_as_it_was(string name, int rate, int channels, int nextRate, int nextChannels, string options)
    {
        string path = StreamFixtures.Join(name, (rate, channels, 14, options), (nextRate, nextChannels, 20, options));
        using FFmpegSource source = FFmpegSource.Open(path, -1, EngineRate, 2);
        float[] whole = Decoding.All(source);
        int kept = source.Format.Channels;
        float[] reference = MediaFixtures.Decode(path, "", FormattableString.Invariant($"-ar {EngineRate} -ac {kept}"));
        Assert.Equal(whole.Length / kept, source.ExactFrames);

        // Of joined FLAC files the command loses the first one's last frame.
        long off = Math.Min(Math.Abs(whole.Length - reference.Length) / kept, Math.Abs((whole.Length / kept) - (34 * EngineRate)));
        Assert.True(off <= 2_400, $"{whole.Length / kept} and not {reference.Length / kept} frames");
        for (double at = 1; at < 33; at++)
        {
            if (at is 13 or 14) continue; // the joint, with an encoder's delay around it
            int from = (int)(at * EngineRate) * kept;
            (double level, double noise) = Tone.Measure(whole.AsSpan(from, EngineRate * kept), kept, EngineRate, 1_000);
            (double wanted, double theirs) = Tone.Measure(reference.AsSpan(from, EngineRate * kept), kept, EngineRate, 1_000);

            // Of stereo in a mono stream the engine takes the mean, the command with floats 3 dB more.
            if (kept == 1 && nextChannels == 2 && at > 14) wanted *= Math.Sqrt(0.5);
            Assert.True(Math.Abs(level - wanted) < 0.005, $"at {at} s: {level} and not {wanted}");
            Assert.True(noise < Math.Max(2 * theirs, 1e-4), $"at {at} s: noise {noise} and not {theirs}");
        }

        await CheckOrders(path, whole, kept);
    }

    [Fact]
    public void A_decode_in_one_go_that_is_stopped_goes_on_where_it_was_and_leaves_nothing_behind()
    {
        string path = Mp3();
        float[] whole;
        using (FFmpegSource plain = FFmpegSource.Open(path, -1, EngineRate, 2)) whole = Decoding.All(plain);
        var resources = new MediaResources(new IdleMedia(0));
        using (FFmpegSource source = FFmpegSource.Open(path, -1, EngineRate, 2, resources: resources))
        using (RunDecoder decoder = source.OpenDecoder())
        {
            var sink = new KeepingSink(2) { StopAfterAsked = 40 };
            int stops = 0;
            while (decoder.Decode(3, sink).End == RunEnd.Stopped)
            {
                stops++;
                sink.Clear();
                sink.StopAfterAsked = 400;
            }

            Assert.True(stops > 2, $"{stops} stops");
            int from = 3 * Limits.RunFrames * 2;
            Assert.Equal(-1, Decoding.FirstDifference(whole.AsSpan(from), sink.Samples));
            Assert.Equal(whole.Length - from, sink.Samples.Length);
            Assert.True(resources.Spill.Bytes > 0);
        }

        Assert.Equal(0, resources.Spill.Bytes);
    }

    [Fact]
    public void A_disk_without_room_is_an_error_of_the_runs_that_need_it()
    {
        var resources = new MediaResources(new IdleMedia(0), new SpillFile(limit: 1));
        using FFmpegSource source = FFmpegSource.Open(Mp3(), -1, EngineRate, 2, resources: resources);
        using RunDecoder decoder = source.OpenDecoder();
        RunResult result = decoder.Decode(3, new KeepingSink(2));
        Assert.Equal(RunEnd.Failed, result.End);
        Assert.Equal(Codes.NoSpace, result.ErrorCode);
        Assert.Equal(RunEnd.Complete, decoder.Decode(0, new KeepingSink(2)).End);
    }

    private static string Mp3() => StreamFixtures.Join(
        "stopped.mp3", (44_100, 2, 14, "-c:a libmp3lame -b:a 128k"), (48_000, 2, 20, "-c:a libmp3lame -b:a 128k"));

    private static async Task CheckOrders(string path, float[] whole, int channels)
    {
        for (int threads = 1; threads <= 4; threads *= 4)
        {
            using FFmpegSource source = FFmpegSource.Open(path, -1, EngineRate, 2);
            int[] order = [3, 1, 0, 2, 3, 0, 2, 1];
            var queue = new ConcurrentQueue<int>(order);
            await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(
                () =>
                {
                    using RunDecoder decoder = source.OpenDecoder();
                    Decoding.Each(source, decoder, Taken(queue), (run, samples) =>
                    {
                        int from = Math.Min(whole.Length, run * Limits.RunFrames * channels);
                        ReadOnlySpan<float> expected = whole.AsSpan(from, Math.Min(Limits.RunFrames * channels, whole.Length - from));
                        Assert.Equal(expected.Length, samples.Length);
                        Assert.Equal(-1, Decoding.FirstDifference(expected, samples));
                    });
                },
                TestContext.Current.CancellationToken)));
        }
    }

    private static IEnumerable<int> Taken(ConcurrentQueue<int> queue)
    {
        while (queue.TryDequeue(out int run)) yield return run;
    }
}
