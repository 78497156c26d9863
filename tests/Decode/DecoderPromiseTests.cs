using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>What decoders promise besides the right samples: order and threads do not matter, no garbage, quick stops, damage is local.</summary>
public sealed class DecoderPromiseTests
{
    // FFmpeg's AAC decoder draws the noise it substitutes from a generator that runs on: only fresh decoders repeat it.
    [Fact]
    public async Task Noise_substituted_aac_is_the_same_in_any_order_and_on_any_thread()
    {
        using FFmpegSource source = FFmpegSource.Open(MediaFixtures.Path("aac-pns.m4a"), -1, 48_000, 2);
        using RunDecoder decoder = source.OpenDecoder();
        Dictionary<int, float[]> backwards = Decoding.Decode(source, decoder, [3, 2, 1, 0, 2, 3]);
        var sinks = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(
            () =>
            {
                using RunDecoder own = source.OpenDecoder();
                return Decoding.Decode(source, own, [0, 1, 2, 3]);
            },
            TestContext.Current.CancellationToken)));
        foreach (Dictionary<int, float[]> runs in sinks)
        {
            foreach ((int run, float[] samples) in runs) Assert.Equal(-1, Decoding.FirstDifference(backwards[run], samples));
        }

        double noise = Rms(MediaFixtures.Reference("aac-pns.m4a"), [.. backwards.OrderBy(r => r.Key).SelectMany(r => r.Value)]);
        Assert.InRange(noise, 0, 0.02); // same programme, other noise
    }

    [Theory]
    [InlineData("aac.m4a")]
    [InlineData("opus.ogg")]
    [InlineData("vbr.mp3")]
    [InlineData("s16.wav")]
    [InlineData("aac.mkv")]
    [InlineData("heaac-once.m4a")]
    public void Decoding_allocates_nothing_on_the_managed_heap(string name)
    {
        var sink = new KeepingSink(2);
        int[] order = [0, 2, 1, 3, 0, 4];
        for (int pass = 0; ; pass++)
        {
            using FFmpegSource source = FFmpegSource.Open(MediaFixtures.Path(name), -1, 48_000, 2);
            using RunDecoder decoder = source.OpenDecoder();
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (int run in order)
            {
                sink.Clear();
                _ = decoder.Decode(run, sink);
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (pass == 0) continue; // the first pass runs initialisers and the JIT
            Assert.Equal(0, allocated);
            return;
        }
    }

    [Fact]
    public void A_stop_is_heard_at_every_stage_and_leaves_the_decoder_usable()
    {
        using FFmpegSource source = FFmpegSource.Open(MediaFixtures.Path("opus.webm"), -1, 48_000, 2);
        using RunDecoder decoder = source.OpenDecoder();
        var sink = new KeepingSink(2);
        int stopped = 0;
        foreach (int asked in (ReadOnlySpan<int>)[0, 1, 2, 5, 40, 100, 300, 700, 1_800, 1_900])
        {
            sink.Clear();
            sink.StopAfterAsked = asked;
            RunResult result = decoder.Decode(2, sink);
            if (result.End == RunEnd.Stopped) stopped++;
            else Assert.Equal(RunEnd.Complete, result.End);
        }

        Assert.InRange(stopped, 6, 10);
        sink.StopAfterAsked = int.MaxValue;
        sink.Clear();
        Assert.Equal(RunEnd.Complete, decoder.Decode(2, sink).End);
        float[] reference = MediaFixtures.Reference("opus.webm");
        Assert.Equal(-1, Decoding.FirstDifference(sink.Samples, reference.AsSpan(2 * Limits.RunFrames * 2)));
    }

    [Fact]
    public void A_second_decoder_waits_for_the_scan_of_the_first_and_hears_its_stop()
    {
        using FFmpegSource source = FFmpegSource.Open(MediaFixtures.Path("aac.m4a"), -1, 48_000, 2);
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ => source.ScanAll());
        Assert.True(source.Table.Finished);
        Assert.Equal(Decoding.RunsOf(source), source.Table.Rows);
        Assert.Equal((long)MediaFixtures.Seconds * 48_000, source.ExactFrames);
    }

    [Fact]
    public void Runs_beyond_the_end_are_empty_and_tell_the_length()
    {
        foreach (string name in (string[])["cbr.mp3", "s16.wav", "f32.wav"])
        {
            using FFmpegSource source = FFmpegSource.Open(MediaFixtures.Path(name), -1, 48_000, 2);
            using RunDecoder decoder = source.OpenDecoder();
            var sink = new KeepingSink(2);
            RunResult result = decoder.Decode(9, sink);
            Assert.Equal(RunEnd.EndOfSource, result.End);
            Assert.Equal(0, sink.Frames);
            Assert.Equal((long)MediaFixtures.Seconds * 48_000, result.SourceFrames);
        }
    }

    [Theory]
    [InlineData("aac.m4a", 44_100, 8_000)]
    [InlineData("music.flac", 44_100, 40_000)]
    [InlineData("opus.ogg", 48_000, 60_000)]
    public void Damage_is_local_and_counted(string name, int rate, int reach)
    {
        byte[] bytes = File.ReadAllBytes(MediaFixtures.Path(name));
        int middle = bytes.Length * 2 / 5;
        for (int i = 0; i < 700; i++) bytes[middle + i] = unchecked((byte)(i * 37));
        string path = MediaFixtures.Scratch("damage-inside-" + name);
        File.WriteAllBytes(path, bytes);
        using FFmpegSource source = FFmpegSource.Open(path, -1, rate, 2);
        using RunDecoder decoder = source.OpenDecoder();
        var sink = new KeepingSink(2);
        float[] reference = MediaFixtures.Reference(name);
        int warnings = 0;
        long damaged = 0;
        for (int run = 0; ; run++)
        {
            sink.Clear();
            RunResult result = decoder.Decode(run, sink);
            warnings += result.Warnings;
            damaged += Differing(sink.Samples, reference.AsSpan(run * Limits.RunFrames * 2));
            if (result.End == RunEnd.EndOfSource) break;
            Assert.Equal(RunEnd.Complete, result.End);
        }

        Assert.InRange(reference.Length / 2 - source.ExactFrames, 0, name is "aac.m4a" ? 1_023 : 0);
        Assert.InRange(damaged / 2, 1, reach);
        Assert.True(warnings > 0, "no warning was counted");
    }

    [Fact]
    public void The_first_samples_come_at_once()
    {
        string path = MediaFixtures.Path("aac.m4a");
        Decoding.All(FFmpegSource.Open(path, -1, 48_000, 2)); // warm
        long best = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long start = Stopwatch.GetTimestamp();
            using FFmpegSource source = FFmpegSource.Open(path, -1, 48_000, 2);
            using RunDecoder decoder = source.OpenDecoder();
            var sink = new KeepingSink(2) { StopAfterAsked = 14 };
            _ = decoder.Decode(0, sink);
            best = Math.Min(best, Stopwatch.GetTimestamp() - start);
            Assert.False(source.Table.Finished); // nothing was scanned for it
            Assert.True(sink.Frames > 10_000);
        }

        TestContext.Current.SendDiagnosticMessage($"open to 250 ms of m4a: {Stopwatch.GetElapsedTime(0, best).TotalMilliseconds:f2} ms");
    }

    private static long Differing(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        long count = 0;
        for (int i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            if (a[i] != b[i]) count++;
        }

        return count;
    }

    private static double Rms(float[] a, float[] b)
    {
        double sum = 0;
        int common = Math.Min(a.Length, b.Length);
        for (int i = 0; i < common; i++) sum += (a[i] - b[i]) * (double)(a[i] - b[i]);
        return Math.Sqrt(sum / common);
    }
}
