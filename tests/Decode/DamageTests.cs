using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>Damaged files: samples and warnings of a run are the same in every decode, in any order, on any number of threads.</summary>
public sealed class DamageTests
{
    private const int Rate = 48_000;

    [Theory]
    [InlineData("cbr.mp3")]
    [InlineData("vbr.mp3")]
    [InlineData("adts.aac")]
    [InlineData("aac48.m4a")]
    [InlineData("aac.ts")]
    [InlineData("vorbis.ogg")]
    [InlineData("opus.ogg")]
    [InlineData("flac.ogg")]
    [InlineData("music.flac")]
    [InlineData("music.wv")]
    [InlineData("tta.tta")]
    [InlineData("ac3.mpg")]
    public async Task Samples_and_warnings_are_the_same_in_every_decode(string name)
    {
        string path = Damaged(name);
        (float[] Samples, int Warnings)[] first = InOrder(path);
        Assert.True(first.Sum(r => r.Warnings) > 0, "nothing was damaged");
        for (int threads = 1; threads <= 4; threads *= 2) await CheckThreads(path, first, threads);
    }

    [Theory]
    [InlineData("tta.tta", 46_080)]
    [InlineData("tta.mkv", 46_080)]
    public void A_last_packet_of_unknown_length_that_is_damaged_adds_nothing(string name, int packet)
    {
        string path = MediaFixtures.Scratch("last-" + name);
        MediaFixtures.FFmpeg($"-i \"{MediaFixtures.Path("tta.tta")}\" -c copy \"{path}\"");
        byte[] bytes = File.ReadAllBytes(path);
        bytes.AsSpan(bytes.Length - 3_000, 1_500).Fill(0x55);
        File.WriteAllBytes(path, bytes);
        using FFmpegSource source = FFmpegSource.Open(path, -1, 44_100, 2);
        long frames = Decoding.All(source).Length / 2;
        Assert.Equal(MediaFixtures.Decode(path).Length / 2, frames);
        Assert.Equal(0, frames % packet);
        using FFmpegSource other = FFmpegSource.Open(path, -1, 44_100, 2);
        Assert.Equal(frames, other.Measure());
    }

    // The tone goes to the end: silence there was not decoded.
    [Theory]
    [InlineData("tail.m4a", "-c:a alac")]
    [InlineData("tail-aac.m4a", "-c:a aac")]
    [InlineData("tail.flac", "-c:a flac")]
    [InlineData("tail.mp3", "-c:a libmp3lame -b:a 128k")]
    [InlineData("tail.ogg", "-c:a libvorbis")]
    [InlineData("tail.opus", "-c:a libopus")]
    [InlineData("tail.wv", "-c:a wavpack")]
    [InlineData("tail.mka", "-c:a libopus")]
    [InlineData("tail.ac3", "-c:a ac3")]
    [InlineData("tail.wma", "-c:a wmav2")]
    public void More_than_a_second_beyond_what_was_decoded_has_a_warning(string name, string options)
    {
        string path = MediaFixtures.Scratch(name);
        MediaFixtures.FFmpeg($"-f lavfi -i sine=frequency=1000:sample_rate={Rate}:duration=24 {options} \"{path}\"");
        byte[] bytes = File.ReadAllBytes(path);
        int index = bytes.AsSpan().IndexOf("moov"u8);
        int end = (index > 4 ? index - 4 : bytes.Length) - 200;
        bytes.AsSpan(end - (bytes.Length / 6), bytes.Length / 6).Clear();
        File.WriteAllBytes(path, bytes);
        (float[] Samples, int Warnings)[] runs = InOrder(path);
        float[] samples = [.. runs.SelectMany(r => r.Samples)];
        int heard = Array.FindLastIndex(samples, s => Math.Abs(s) > 1e-3f) + 1;
        Assert.True(samples.Length - heard <= 2 * Rate || runs.Sum(r => r.Warnings) > 0, $"{samples.Length - heard} samples of silence without a warning");
    }

    private static string Damaged(string name)
    {
        string path = MediaFixtures.Scratch("damaged-" + name);
        byte[] bytes = File.ReadAllBytes(MediaFixtures.Path(name));
        foreach ((double at, int count) in (ReadOnlySpan<(double, int)>)[(0.2, 300), (0.5, 3_000), (0.8, 60), (0.97, 900)])
        {
            Span<byte> part = bytes.AsSpan((int)(at * bytes.Length), count);
            for (int i = 0; i < count; i++) part[i] = unchecked((byte)((i * 37) + 11));
        }

        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static (float[] Samples, int Warnings)[] InOrder(string path)
    {
        using FFmpegSource source = FFmpegSource.Open(path, -1, Rate, 2);
        using RunDecoder decoder = source.OpenDecoder();
        var runs = new List<(float[], int)>();
        while (true)
        {
            (RunResult result, float[] samples) = Decode(source, decoder, runs.Count);
            runs.Add((samples, result.Warnings));
            if (result.End == RunEnd.EndOfSource) return [.. runs];
            Assert.Equal(RunEnd.Complete, result.End);
        }
    }

    private static (RunResult Result, float[] Samples) Decode(FFmpegSource source, RunDecoder decoder, int run)
    {
        var sink = new KeepingSink(source.Format.Channels);
        RunResult result = decoder.Decode(run, sink);
        return (result, sink.Samples.ToArray());
    }

    private static async Task CheckThreads(string path, (float[] Samples, int Warnings)[] first, int threads)
    {
        using FFmpegSource source = FFmpegSource.Open(path, -1, Rate, 2);
        int[] runs = [.. Enumerable.Range(0, first.Length)];
        var queue = new ConcurrentQueue<int>([.. runs.Reverse(), .. runs]);
        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(
            () =>
            {
                using RunDecoder decoder = source.OpenDecoder();
                while (queue.TryDequeue(out int run))
                {
                    (RunResult result, float[] samples) = Decode(source, decoder, run);
                    Assert.Equal(first[run].Warnings, result.Warnings);
                    Assert.Equal(first[run].Samples.Length, samples.Length);
                    Assert.Equal(-1, Decoding.FirstDifference(first[run].Samples, samples));
                }
            },
            TestContext.Current.CancellationToken)));
    }
}
