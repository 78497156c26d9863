using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>
/// Damaged files, made from a seed, bytes or whole parts of their containers: opened or refused with a sentence, decoded or silent, within seconds, never more than
/// the run, never a sample that is not finite, and the same whoever decodes it. Ten seconds with the fixed seed, all codecs in turn; SEAMLINE_FUZZ_SECONDS for more,
/// SEAMLINE_FUZZ_SEED for another beginning.
/// </summary>
public sealed class FuzzTests
{
    private const int HangSeconds = 5;
    private const int FixedSeed = 20_240_601;

    private static readonly string[] Names =
    [
        "aac.m4a", "aac-fragmented.mp4", "adts.aac", "aac.mkv", "aac.ts", "opus.ogg", "opus.webm", "vorbis.ogg", "vorbis.webm", "cbr.mp3",
        "vbr.mp3", "music.flac", "flac.ogg", "flac.mkv", "alac.m4a", "s16.wav", "s24.aiff", "pcm.mkv", "pcm.w64", "music.wv", "mp3.avi",
        "ac3.ac3", "mp2.mp2", "surround.flac", "aac-51.m4a", "gap.mkv",
        "heaac.m4a", "heaac-once.aac", "heaac-v2.m4a",
    ];

    [Fact]
    public void Damaged_files_are_refused_or_decoded()
    {
        double seconds = Number("SEAMLINE_FUZZ_SECONDS", 10);
        int seed = (int)Number("SEAMLINE_FUZZ_SEED", FixedSeed);
        byte[][] files = [.. Names.Select(name => File.ReadAllBytes(MediaFixtures.Path(name)))];
        long start = Stopwatch.GetTimestamp();
        int refused = 0;
        int decoded = 0;
        long frames = 0;
        for (int round = 0; round < Names.Length || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; round++)
        {
            long got = Round(files, round % Names.Length, unchecked(seed + round));
            if (got < 0) refused++;
            else decoded++;
            frames += Math.Max(0, got);
        }

        TestContext.Current.SendDiagnosticMessage($"fuzz: {decoded} decoded ({frames} frames), {refused} refused, {Stopwatch.GetElapsedTime(start).TotalSeconds:f1} s");
        Assert.True(decoded > Names.Length / 3, $"only {decoded} of {decoded + refused} files were still media");
        Assert.True(frames > 0, "nothing was decoded");
    }

    /// <summary>What longer runs have found once, each with another cause.</summary>
    [Theory]
    [InlineData("opus.webm", 21_436)] // part of a cluster twice, 34 KB apart: the same time stamps with the same bytes lead into other material
    [InlineData("opus.ogg", 34_425)] // a page that looks like a new stream ends the first reading; behind a seek the demuxer read on
    [InlineData("pcm.w64", 9_227)] // samples of 1e38, whose sums are not finite
    [InlineData("heaac-once.aac", 238_319)] // an error so early that find_stream_info reads on over it; behind a seek to the beginning it ended the stream
    [InlineData("music.wv", 771_454)] // and where the error ends both readings, the second time it did not come to the end
    public void Found_once(string name, int seed)
    {
        byte[][] files = [.. Names.Select(n => File.ReadAllBytes(MediaFixtures.Path(n)))];
        Assert.True(Round(files, Array.IndexOf(Names, name), seed) >= 0, "refused");
    }

    private static long Round(byte[][] files, int at, int seed)
    {
        var random = new Random(seed);
        string what = "";
        byte[]? structural = random.Next(2) == 0 ? StructureMutations.Damage(files[at], random, out what) : null;
        byte[] bytes = structural ?? Mutations.Damage(files[at], files[random.Next(files.Length)], random, out what);
        string file = $"fuzz-{seed}-{Names[at]}";
        return Check(file, bytes, random, $"{file} ({what})");
    }

    // Frames delivered; -1: refused with a sentence.
    private static long Check(string file, byte[] bytes, Random random, string what)
    {
        string path = MediaFixtures.Scratch(file);
        File.WriteAllBytes(path, bytes);
        Moment began = Moment.Now;
        using var watch = new Timer(
            _ => Environment.FailFast($"{what}: hangs; the file is {Keep(path)}"), null, 20 * HangSeconds * 1_000, Timeout.Infinite);
        string stage = "open";
        try
        {
            using FFmpegSource source = FFmpegSource.Open(path, -1, random.Next(3) == 0 ? 44_100 : 48_000, 2);
            Within(began, what, stage);
            using RunDecoder decoder = source.OpenDecoder();
            using RunDecoder other = source.OpenDecoder();
            var sink = new CountingSink(source.Format.Channels);
            long frames = 0;
            for (int i = 0; i < 4; i++)
            {
                int run = random.Next(20) == 0 ? random.Next(100_000) : random.Next(4);
                stage = $"run {run}";
                began = Moment.Now;
                sink.Begin(random.Next(4) == 0 ? Limits.RunFrames : random.Next(100_000));
                RunResult result = (random.Next(3) == 0 ? other : decoder).Decode(run, sink);
                Within(began, what, stage);
                Assert.True(sink.Frames <= Limits.RunFrames, $"{what}: {stage} gave {sink.Frames} frames");
                Assert.False(sink.Broken, $"{what}: {stage} gave samples that are not finite");
                Assert.True(result.End != RunEnd.Complete || sink.Frames == Limits.RunFrames, $"{what}: {stage} says {result} after {sink.Frames} frames");
                frames += sink.Frames;
            }

            stage = "the same twice";
            CheckSame(decoder, other, sink, random.Next(2), what);
            return frames;
        }
        catch (MediaException refusal)
        {
            Within(began, what, stage);
            Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
            return -1;
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{what}: {stage}; the file is {Keep(path)}", e);
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Whoever decodes it, and whatever was decoded before: the same samples, damaged or not.
    private static void CheckSame(RunDecoder decoder, RunDecoder other, CountingSink sink, int run, string what)
    {
        sink.Begin(100_000);
        RunResult first = decoder.Decode(run, sink);
        (long frames, ulong hash) = (sink.Frames, sink.Hash);
        sink.Begin(100_000);
        RunResult second = other.Decode(run, sink);

        // What comes behind a stop depends on how the reading went before: a demuxer may know already that nothing follows.
        Assert.True(sink.Same(frames), $"{what}: run {run} gives {frames} frames ({first}), and then {sink.Frames} ({second})");
        Assert.True(hash == sink.Hash, $"{what}: run {run} is not the same twice");
    }

    // On a machine that is busy with other things little happens in seconds: what counts is also what this process has worked meanwhile.
    private static void Within(Moment began, string what, string stage)
    {
        double took = Stopwatch.GetElapsedTime(began.Time).TotalSeconds;
        double worked = (Environment.CpuUsage.TotalTime - began.Worked).TotalSeconds;
        Assert.True(took < HangSeconds || worked < HangSeconds, $"{what}: {stage} took {took:f1} s, {worked:f1} s of work");
    }

    private static string Keep(string path)
    {
        string kept = Path.Combine(Path.GetTempPath(), Path.GetFileName(path));
        File.Copy(path, kept, true);
        return kept;
    }

    private static double Number(string variable, double otherwise)
        => double.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out double value) ? value : otherwise;

    private sealed unsafe class CountingSink(int channels) : RunSink
    {
        private long _deadline;
        private int _enough;

        public long Frames { get; private set; }

        public bool Broken { get; private set; }

        public ulong Hash { get; private set; }

        public override bool Stop => Frames >= _enough || Stopwatch.GetTimestamp() > _deadline;

        /// <summary>Whether another decode gave as many frames, up to where it was to stop.</summary>
        public bool Same(long frames) => Math.Min(frames, _enough) == Math.Min(Frames, _enough);

        public void Begin(int enough)
        {
            _enough = enough;
            Frames = 0;
            Hash = 14695981039346656037UL;
            _deadline = Stopwatch.GetTimestamp() + HangSeconds * 2 * Stopwatch.Frequency;
        }

        public override void Write(float* interleaved, int frames)
        {
            Assert.True(frames > 0, "a write of no frames");
            Frames += frames;
            for (long i = 0; i < (long)frames * channels; i++)
            {
                Broken |= !float.IsFinite(interleaved[i]);
                if (Frames - frames + (i / channels) >= _enough) continue;
                Hash = unchecked((Hash ^ BitConverter.SingleToUInt32Bits(interleaved[i])) * 1099511628211UL);
            }
        }
    }

    private readonly record struct Moment(long Time, TimeSpan Worked)
    {
        public static Moment Now => new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
    }
}
