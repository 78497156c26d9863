using System;
using System.IO;
using System.Linq;
using System.Threading;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>What an engine with nothing to do costs. Alone in its collection: other tests have loaders too.</summary>
[Collection("Alone")]
public sealed class RestTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Loaders_with_nothing_to_do_sleep(int loaders)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the processor time of a thread is read from /proc");
        using var rig = new EngineRig(loaders: loaders);
        rig.Staircase(1, 30);
        rig.Set(EngineRig.Segment(1, 0, 30));
        rig.Settle();
        Thread.Sleep(50);
        long before = LoaderNanoseconds(out int threads);
        Thread.Sleep(500);
        long took = LoaderNanoseconds(out _) - before;
        Assert.True(threads >= Math.Max(1, loaders), $"{threads} loader threads");
        Assert.True(took < 50_000_000, $"{threads} loaders at rest took {took / 1e6} ms of 500");
    }

    private static long LoaderNanoseconds(out int threads)
    {
        string[] tasks = [.. Directory.GetDirectories("/proc/self/task").Where(t => File.ReadAllText(t + "/comm").StartsWith("seamline loader", StringComparison.Ordinal))];
        threads = tasks.Length;
        return tasks.Sum(t => long.Parse(File.ReadAllText(t + "/schedstat").Split(' ')[0]));
    }
}
