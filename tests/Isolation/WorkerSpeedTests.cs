using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Seamline.Decode;
using Seamline.Isolation;
using Seamline.Tests.Decode;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Isolation;

/// <summary>What workers cost: run by hand (-explicit only). The figures of docs/security.md come from here.</summary>
public sealed unsafe class WorkerSpeedTests(ITestOutputHelper output)
{
    private const int Rounds = 7;

    [Theory(Explicit = true)]
    [InlineData("aac.m4a")]
    [InlineData("vbr.mp3")]
    [InlineData("opus.webm")]
    [InlineData("music.flac")]
    [InlineData("s16.wav")]
    [InlineData("f32.wav")]
    public void Throughput(string name)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("seamline-speed-").FullName, name);
        Assert.Equal(0, ChildProcess.Run(new ProcessStartInfo("ffmpeg", ["-v", "error", "-stream_loop", "39", "-i", MediaFixtures.Path(name), "-c", "copy", path])).ExitCode);
        using WorkerPool pool = Workers.Pool();
        using FFmpegSource here = FFmpegSource.Open(path, -1, 48_000, 2);
        using RemoteSource there = Workers.Open(pool, path);
        _ = here.Measure();
        _ = there.Measure();
        foreach (int threads in (int[])[1, 2])
        {
            double[] ratios = [.. Enumerable.Range(0, Rounds).Select(_ => Seconds(here, threads) / Seconds(there, threads)).Order()];
            double[] used = [.. Enumerable.Range(0, Rounds).Select(_ => Used(pool, () => Seconds(here, threads)) / Used(pool, () => Seconds(there, threads))).Order()];
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {threads} loaders: {ratios[0]:f3} {ratios[Rounds / 2]:f3} {ratios[^1]:f3} of in-process (lowest, median, highest); by processor time {used[Rounds / 2]:f3}"));
        }

        output.WriteLine(File.ReadAllLines($"/proc/{pool.Numbers()[0]}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal)));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Theory(Explicit = true)]
    [InlineData("aac.m4a")]
    [InlineData("opus.webm")]
    [InlineData("f32.wav")]
    public void OpeningAndFirstSound(string name)
    {
        string path = MediaFixtures.Path(name);
        using WorkerPool pool = Workers.Pool();
        using (Workers.Open(pool, path))
        {
        }

        double[] here = [.. Enumerable.Range(0, 41).Select(_ => First(() => FFmpegSource.Open(path, -1, 48_000, 2))).Order()];
        double[] there = [.. Enumerable.Range(0, 41).Select(_ => First(() => Workers.Open(pool, path))).Order()];
        string folder = $"/proc/{pool.Numbers()[0]}";
        string resident = string.Join(", ", File.ReadAllLines(folder + "/status").Where(line => line.StartsWith("Rss", StringComparison.Ordinal) || line.StartsWith("VmRSS", StringComparison.Ordinal)));
        string shares = string.Join(", ", File.ReadAllLines(folder + "/smaps_rollup").Where(line => line.StartsWith('P')));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: open to first page, median: {here[20]:f2} ms here, {there[20]:f2} ms in a worker"));
        output.WriteLine($"{resident}; {shares}".Replace("\t", " ", StringComparison.Ordinal));
        long began = Stopwatch.GetTimestamp();
        using WorkerPool fresh = Workers.Pool();
        Assert.NotNull(fresh.Take(apart: false));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"start of a worker: {Stopwatch.GetElapsedTime(began).TotalMilliseconds:f1} ms"));
    }

    private static double First(Func<MediaSource> open)
    {
        long began = Stopwatch.GetTimestamp();
        using MediaSource source = open();
        using RunDecoder decoder = source.OpenDecoder();
        var sink = new CountingSink(Limits.PageFrames);
        _ = decoder.Decode(0, sink);
        return Stopwatch.GetElapsedTime(began, sink.Reached).TotalMilliseconds;
    }

    // Processor time of this process and the worker.
    private static double Used(WorkerPool pool, Action what)
    {
        double began = Sum();
        what();
        return Sum() - began;

        double Sum()
        {
            string[] fields = File.ReadAllText($"/proc/{pool.Numbers()[0]}/stat").Split(')')[1].Split(' ');
            return Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds + ((double.Parse(fields[12], CultureInfo.InvariantCulture) + double.Parse(fields[13], CultureInfo.InvariantCulture)) / 100);
        }
    }

    private static double Seconds(MediaSource source, int threads)
    {
        int runs = Decoding.RunsOf(source);
        int next = -1;
        RunDecoder[] decoders = [.. Enumerable.Range(0, threads).Select(_ => source.OpenDecoder())];
        long began = Stopwatch.GetTimestamp();
        Thread[] workers = [.. decoders.Select(decoder => new Thread(() =>
        {
            var sink = new CountingSink(int.MaxValue);
            for (int run; (run = Interlocked.Increment(ref next)) < runs;) _ = decoder.Decode(run, sink);
        }))];
        foreach (Thread worker in workers) worker.Start();
        foreach (Thread worker in workers) worker.Join();
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        foreach (RunDecoder decoder in decoders) decoder.Dispose();
        return seconds;
    }

    // Copies as a cache does, into pages that are warm.
    private sealed class CountingSink(int stopAt) : RunSink
    {
        private readonly float[] _page = GC.AllocateArray<float>(Limits.PageFrames * 8, pinned: true);
        private int _frames;

        public long Reached { get; private set; }

        public override bool Stop => _frames >= stopAt;

        public override void Write(float* interleaved, int frames)
        {
            new ReadOnlySpan<float>(interleaved, frames * 2).CopyTo(_page);
            Count(frames);
        }

        public override void Write(in Planes planes, int channels, int frames)
        {
            fixed (float* to = _page)
            {
                for (int at = 0; at < frames; at += Limits.PageFrames) planes.From(at).CopyTo(to, channels, Math.Min(frames - at, Limits.PageFrames));
            }

            Count(frames);
        }

        private void Count(int frames)
        {
            _frames += frames;
            if (Reached == 0 && _frames >= stopAt) Reached = Stopwatch.GetTimestamp();
        }
    }
}
