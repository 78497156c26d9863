using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Decode;
using Seamline.Isolation;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.Isolation;

/// <summary>Workers that crash, hang, lie, flood and are killed: each is ended and replaced, a file that does it is given up after the third time, others are not.</summary>
public sealed partial class WorkerFailureTests
{
    private const int MostKills = 10;

    [Theory]
    [InlineData("crash")]
    [InlineData("abort")]
    [InlineData("hang")]
    [InlineData("sleep")]
    [InlineData("memory")]
    public void AFileThatEndsItsWorkerIsGivenUpAfterTheThirdTime(string mode)
    {
        using var planted = new Planted();
        using WorkerPool pool = planted.Pool(mode);
        using RemoteSource other = Workers.Open(pool, MediaFixtures.Path("aac.m4a"));
        float[] before = Decoding.All(other);
        MediaException refusal = Assert.Throws<MediaException>(() => Workers.Open(pool, planted.Medium));
        Assert.Contains(planted.Medium, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("3 decoder processes", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, other.Strikes);
        Assert.True(before.AsSpan().SequenceEqual(AllOf(other)));
        Assert.InRange(pool.Started, 4, 6); // one for all, and those that it ended
    }

    [Theory]
    [InlineData("count")]
    [InlineData("negative")]
    [InlineData("position")]
    [InlineData("form")]
    [InlineData("sequence")]
    [InlineData("end")]
    [InlineData("length")]
    [InlineData("far")]
    [InlineData("unknown")]
    [InlineData("flood")]
    [InlineData("stopped")]
    public void AWorkerThatLiesIsEnded(string mode)
    {
        using var planted = new Planted();
        using WorkerPool pool = planted.Pool(mode);
        using RemoteSource source = Workers.Open(pool, planted.Medium);
        using RunDecoder decoder = source.OpenDecoder();
        var sink = new KeepingSink(source.Format.Channels);
        MediaException? refusal = null;
        for (int i = 0; i < 1_000 && refusal is null; i++)
        {
            try
            {
                sink.Clear();
                _ = decoder.Decode(0, sink);
                Assert.True(sink.Frames <= Limits.RunFrames);
                _ = source.Measure();
            }
            catch (MediaException e)
            {
                refusal = e;
            }
        }

        Assert.Contains("answered wrongly", Assert.IsType<MediaException>(refusal).Message, StringComparison.Ordinal);
        Assert.Equal(3, source.Strikes);
    }

    [Theory]
    [InlineData("report")]
    [InlineData("garbage")]
    public void AReportThatIsNoneIsNotTaken(string mode)
    {
        using var planted = new Planted();
        using WorkerPool pool = planted.Pool(mode);
        MediaException refusal = Assert.Throws<MediaException>(() => Workers.Open(pool, planted.Medium));
        Assert.Contains("3 decoder processes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DescriptorsOfAWorkerAreNotTaken()
    {
        using var planted = new Planted();
        using WorkerPool pool = planted.Pool("descriptors");
        using RemoteSource source = Workers.Open(pool, planted.Medium);
        _ = Decoding.All(source);
        AssertNoMemoryFiles();
    }

    // Killed at any moment: what comes is what would have come, and no file is to blame.
    [Fact]
    public void AKilledWorkerIsReplacedAndNobodyIsToBlame()
    {
        string path = MediaFixtures.Path("aac.m4a");
        float[] expected;
        using (FFmpegSource here = FFmpegSource.Open(path, -1, 48_000, 2)) expected = Decoding.All(here);
        int files = Directory.GetFiles("/proc/self/fd").Length;
        int kills = 0;
        using (WorkerPool pool = Workers.Pool())
        {
            using RemoteSource source = Workers.Open(pool, path);
            bool done = false;
            var killer = new Thread(() =>
            {
                // Each that is at work once, some moments after it was found; the one that stands by every other time.
                var random = new Random(18);
                for (int last = 0; !Volatile.Read(ref done) && kills < MostKills; Thread.Sleep(1))
                {
                    int[] workers = pool.Numbers();
                    if (workers.Length == 0 || workers[0] == last) continue;
                    Thread.Sleep(random.Next(0, 60));
                    foreach (int worker in workers.Take(1 + (kills & 1))) kills += kill(worker, 9) == 0 ? 1 : 0;
                    last = workers[0];
                }
            });
            killer.Start();
            try
            {
                for (int i = 0; i < 40 && (i < 3 || Volatile.Read(ref kills) <= 3); i++) Assert.True(expected.AsSpan().SequenceEqual(AllOf(source)));
            }
            finally
            {
                Volatile.Write(ref done, true);
                killer.Join();
            }

            Assert.Equal(0, source.Strikes);
            Assert.True(kills > 3, $"{kills} kills");
            Assert.True(expected.AsSpan().SequenceEqual(AllOf(source)));
        }

        AssertNoMemoryFiles();
        bool isBack = SpinWait.SpinUntil(() => Directory.GetFiles("/proc/self/fd").Length <= files + 30, 20_000); // other tests' come and go; each worker had seven
        Assert.True(isBack, $"{Directory.GetFiles("/proc/self/fd").Length} descriptors, {files} before");
    }

    // Suspended, or on a machine without a share of the processor for either: the time in which the engine's own thread did not run does not count.
    [Fact]
    public void AWorkerThatCouldNotRunIsNotTakenForOneThatHangs()
    {
        using WorkerPool pool = Workers.Pool(change: static settings => settings with { HangSeconds = 1 });
        using RemoteSource source = Workers.Open(pool, MediaFixtures.Path("f32.wav"));
        using RunDecoder decoder = source.OpenDecoder();
        int worker = pool.Numbers()[0];
        Assert.Equal(0, kill(worker, 19)); // SIGSTOP
        bool IsStopped() => Directory.GetDirectories($"/proc/{worker}/task").All(static thread => File.ReadAllText(thread + "/stat").Contains(") T ", StringComparison.Ordinal));
        Assert.True(SpinWait.SpinUntil(IsStopped, 30_000));
        var sink = new HeldSink(() => kill(worker, 18)); // SIGCONT
        RunResult result = decoder.Decode(0, sink);
        Assert.Equal((RunEnd.Complete, Limits.RunFrames, 0), (result.End, sink.Frames, source.Strikes));
    }

    [Fact]
    public void NothingIsLeftOfAClosedPool()
    {
        int[] numbers;
        using (WorkerPool pool = Workers.Pool())
        {
            using RemoteSource source = Workers.Open(pool, MediaFixtures.Path("f32.wav"));
            numbers = pool.Numbers();
            Assert.NotEmpty(numbers);
        }

        foreach (int number in numbers) Assert.False(Directory.Exists($"/proc/{number}"), "a process is left");
    }

    // Decodes a whole source, again where a worker ended.
    internal static float[] AllOf(MediaSource source)
    {
        using RunDecoder decoder = source.OpenDecoder();
        var sink = new KeepingSink(source.Format.Channels);
        float[] all = [];
        for (int run = 0; ;)
        {
            sink.Clear();
            RunResult result = decoder.Decode(run, sink);
            if (result.End == RunEnd.Stopped) continue;
            Assert.True(result.End is RunEnd.Complete or RunEnd.EndOfSource, $"{result}");
            all = [.. all, .. sink.Samples];
            if (result.End == RunEnd.EndOfSource) return all;
            run++;
        }
    }

    // Holds the thread that asks it for the second time, and does something at the third.
    private sealed unsafe class HeldSink(Func<int> then) : RunSink
    {
        private int _asked;

        public int Frames { get; private set; }

        public override bool Stop
        {
            get
            {
                _asked++;
                if (_asked == 2) Thread.Sleep(1_300);
                if (_asked == 3) _ = then();
                return false;
            }
        }

        public override void Write(float* interleaved, int frames) => Frames += frames;
    }

    // The engine holds a worker's memory files only while it starts it, which a pool does in the background, here and in tests that run at the same time.
    private static void AssertNoMemoryFiles()
    {
        static int Count() => Directory.GetFiles("/proc/self/fd").Count(fd => new FileInfo(fd).LinkTarget?.StartsWith("/memfd:seamline", StringComparison.Ordinal) == true);
        Assert.True(SpinWait.SpinUntil(static () => Count() == 0, 20_000), $"{Count()} memory files are still open");
    }

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);
}
