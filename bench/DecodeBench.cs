using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;

namespace Seamline.Bench;

/// <summary>
/// Whole files decoded into an engine's pages, with one loader thread and with two, beside the ffmpeg command that decodes the
/// same file to the same rate and throws it away. Paired and alternating, so that what else the machine does hits both.
/// The command stands there twice: as it comes (fewer taps in its resampler: 32 for 56, 16-bit samples out of it, and into it too where the
/// codec has them), and asked for 56 taps and floats, as the engine has them.
/// Not a BenchmarkDotNet suite: a pass takes seconds and one side of it is another process.
/// </summary>
/// <remarks>
/// The engine is timed from SetClip to the last page ready. Its first pass of each number of threads is dropped: the
/// others decode into memory that a clip has used before, as in an editor; what fresh memory costs is a line of its own.
/// </remarks>
internal static class DecodeBench
{
    private const int Passes = 7;
    private const int TimeoutMilliseconds = 300_000;

    private const int EngineRate = 48_000;

    public static int Run(string[] codecs)
    {
        Console.WriteLine("whole file of 10 min decoded to 48 kHz pages; seconds (CPU seconds), medians of " + Passes);
        Console.WriteLine("ratios: ffmpeg's / the engine's, above 1 the engine is faster; targets 0.95 (1 thread), 1.6 (2 threads)");
        Console.WriteLine("alike: the command asked for the engine's filter and for floats; =: at the file's own rate, nothing resampled");
        Console.WriteLine("codec     ffmpeg          alike           1 thread        ratio (CPU)   to alike      2 threads       ratio to alike  cold 1 thread");
        foreach (string name in DecodeMedia.Names(codecs))
        {
            Print(name, Measure(DecodeMedia.Path(name), Passes));
            int own = DecodeMedia.Rate(name);
            if (own != EngineRate) Print(name + "=", Measure(DecodeMedia.Path(name), Passes, own));
        }

        return 0;
    }

    /// <summary>A whole file: by the command, by one loader thread, by two; one figure a pass.</summary>
    /// <param name="path">The file.</param>
    /// <param name="passes">How often.</param>
    /// <param name="rate">Of the engine's pages and of what the command makes, Hz; at the file's own nothing is resampled by either.</param>
    public static Figures Measure(string path, int passes, int rate = EngineRate)
    {
        using var one = new LoadedEngine(1, rate);
        using var two = new LoadedEngine(2, rate);
        string plain = string.Create(CultureInfo.InvariantCulture, $"-ar {rate}");
        Cost cold = one.Load(path);
        _ = two.Load(path);
        _ = Command(path, plain);
        string asked = Alike(one.SourceRate);
        Cost[] command = new Cost[passes];
        Cost[] alike = new Cost[passes];
        Cost[] single = new Cost[passes];
        Cost[] pair = new Cost[passes];
        for (int i = 0; i < passes; i++)
        {
            command[i] = Command(path, plain);
            single[i] = one.Load(path);
            pair[i] = two.Load(path);
            alike[i] = rate == EngineRate ? Command(path, asked) : command[i];
        }

        return new Figures(command, alike, single, pair, cold);
    }

    private static string Alike(int sourceRate) => string.Create(
        CultureInfo.InvariantCulture,
        $"-af aresample={EngineRate}:filter_size=55:cutoff={0.99 * Math.Min(sourceRate, EngineRate) / EngineRate}:internal_sample_fmt=fltp -c:a pcm_f32le");

    private static void Print(string name, Figures figures)
    {
        Cost c = Median(figures.Command);
        Cost a = Median(figures.Alike);
        Cost s = Median(figures.Single);
        Cost p = Median(figures.Pair);
        Cost cold = figures.Cold;
        Console.WriteLine(
            $"{name,-8} {c.Wall,6:f3} ({c.Cpu:f3})  {a.Wall,6:f3} ({a.Cpu:f3})  {s.Wall,6:f3} ({s.Cpu:f3})  "
            + $"{c.Wall / s.Wall,5:f2} ({c.Cpu / s.Cpu:f2})  {a.Wall / s.Wall,5:f2} ({a.Cpu / s.Cpu:f2})  "
            + $"{p.Wall,6:f3} ({p.Cpu:f3})  {c.Wall / p.Wall,5:f2} {a.Wall / p.Wall,5:f2}  {cold.Wall,8:f3} ({cold.Cpu:f3})");
    }

    private static Cost Median(Cost[] costs) => new(Middle(costs, c => c.Wall), Middle(costs, c => c.Cpu));

    private static double Middle(Cost[] costs, Func<Cost, double> figure)
    {
        double[] figures = Array.ConvertAll(costs, c => figure(c));
        Array.Sort(figures);
        return figures[figures.Length / 2];
    }

    private static Cost Command(string path, string output)
    {
        double cpu = Usage.OfChildren();
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start("ffmpeg", $"-nostdin -v error -threads 1 -i \"{path}\" {output} -f null -");
        process.WaitForExit();
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (process.ExitCode != 0) throw new InvalidOperationException("the ffmpeg command failed");
        return new Cost(wall, Usage.OfChildren() - cpu);
    }

    /// <summary>Seconds of one pass: by the clock, of the processor.</summary>
    public readonly record struct Cost(double Wall, double Cpu);

    /// <summary>Passes of the four in alternation, and the engine's first into fresh memory.</summary>
    public sealed record Figures(Cost[] Command, Cost[] Alike, Cost[] Single, Cost[] Pair, Cost Cold);

    /// <summary>An engine that is filled with one file again and again; a file is another one by its name.</summary>
    private sealed class LoadedEngine : IDisposable
    {
        private static int _loads;
        private readonly Engine _engine;

        public LoadedEngine(int loaders, int rate)
        {
            Status status = Engine.Create(new EngineConfig { LoaderThreads = loaders, Rate = rate }, out Engine? engine, out string error);
            _engine = status == Status.Ok ? engine! : throw new InvalidOperationException(error);
        }

        /// <summary>Of the file loaded last, Hz.</summary>
        public int SourceRate => _engine.GetSources()[^1].SourceRate;

        public Cost Load(string path)
        {
            // Under a new name each time: the engine would know the old one.
            string alias = Path.Combine(Path.GetDirectoryName(path)!, $"alias-{Environment.ProcessId}-{_loads++}{Path.GetExtension(path)}");
            File.CreateSymbolicLink(alias, path);
            try
            {
                return LoadFresh(alias);
            }
            finally
            {
                File.Delete(alias);
            }
        }

        public void Dispose() => _engine.Dispose();

        private Cost LoadFresh(string path)
        {
            Check(_engine.SetTimeline());
            Check(_engine.RemoveClip(new ClipId(1)), Status.NotFound);
            double cpu = Usage.OfSelf();
            long start = Stopwatch.GetTimestamp();
            Check(_engine.SetClip(new ClipId(1), new TrackSpec(path)));
            Check(_engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, DecodeMedia.Seconds - 1)));
            Check(_engine.WaitReady(_engine.LengthFrames, TimeoutMilliseconds));
            var cost = new Cost(Stopwatch.GetElapsedTime(start).TotalSeconds, Usage.OfSelf() - cpu);

            // The last job's frames are counted when it ends, a little after its last page is there.
            bool whole = System.Threading.SpinWait.SpinUntil(() => IsWhole(_engine.GetSources()[^1]), 5_000);
            return whole ? cost : throw new InvalidOperationException($"not decoded: {_engine.GetSources()[^1]}");
        }

        private static bool IsWhole(SourceInfo source) =>
            source.PagesReady >= source.Pages - 4 && source.FramesDecoded >= (DecodeMedia.Seconds - 12L) * source.SourceRate;

        private void Check(Status status, Status orElse = Status.Ok)
        {
            if (status != Status.Ok && status != orElse) throw new InvalidOperationException($"{status}: {_engine.LastError}");
        }
    }

    /// <summary>Processor time, seconds: on a machine that does other work too it says more than the clock.</summary>
    private static unsafe partial class Usage
    {
        public static double OfSelf() => Environment.CpuUsage.TotalTime.TotalSeconds;

        /// <summary>Of the children that have ended; not a number where the system cannot say.</summary>
        public static double OfChildren()
        {
            if (!OperatingSystem.IsLinux()) return double.NaN;
            long* figures = stackalloc long[18];
            return getrusage(-1, figures) == 0 ? figures[0] + figures[2] + (figures[1] + figures[3]) / 1e6 : double.NaN;
        }

        [DllImport("libc")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int getrusage(int who, long* figures);
    }
}
