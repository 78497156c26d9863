using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Isolation;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.Isolation;

/// <summary>Workers that a template forks: whose children they are, what becomes of them when it ends, and what is left of many.</summary>
public sealed partial class WorkerTemplateTests
{
    private const int Forks = 12;

    [Fact]
    public void AWorkerIsAChildOfThisProcessAndLockedDownTwice()
    {
        using WorkerPool pool = Workers.Pool();
        WorkerProcess worker = pool.Take(apart: false)!;
        string own = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        Assert.Equal([own, "2"], [Status(worker.Number, "PPid"), Status(worker.Number, "Seccomp_filters")]);
        Assert.Equal([own, "1", "1", "1"], [Status(pool.Template, "PPid"), Status(pool.Template, "Seccomp_filters"), Status(pool.Template, "Threads"), Status(pool.Template, "NoNewPrivs")]);

        // Beyond 1 GiB of address space both would have to be wrong for this to be.
        string limit = File.ReadAllLines($"/proc/{worker.Number}/limits").First(line => line.StartsWith("Max address space", StringComparison.Ordinal));
        double room = double.Parse(limit.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], CultureInfo.InvariantCulture)
            - (1_024 * double.Parse(Status(worker.Number, "VmSize").Split(' ')[0], CultureInfo.InvariantCulture));
        Assert.InRange(room, 0.5 * (1 << 30), 1.25 * (1 << 30));
    }

    // Each is killed; the next one is forked, and nothing of those before stays: not here, not in the template.
    [Fact]
    public void NothingIsLeftOfManyWorkers()
    {
        using WorkerPool pool = Workers.Pool();
        string path = MediaFixtures.Path("f32.wav");
        using RemoteSource source = Workers.Open(pool, path);
        float[] expected = Decoding.All(source);
        int template = pool.Template;
        string[] before = PlantedExploitTests.Files($"/proc/{template}");
        Assert.DoesNotContain(before, file => file.StartsWith("/memfd:", StringComparison.Ordinal) || file.EndsWith(".wav", StringComparison.Ordinal));
        for (int i = 0; i < Forks; i++)
        {
            int[] workers = pool.Numbers();
            foreach (int worker in workers) Assert.Equal(0, kill(worker, 9));
            Assert.True(expected.AsSpan().SequenceEqual(WorkerFailureTests.AllOf(source)));
        }

        Assert.Equal(0, source.Strikes);
        Assert.InRange(pool.Started, Forks + 1, (2 * Forks) + 2);
        Assert.Equal(template, pool.Template);
        Assert.True(SpinWait.SpinUntil(() => before.SequenceEqual(PlantedExploitTests.Files($"/proc/{template}")), 5_000), "the template keeps descriptors");
        Assert.Equal("1", Status(template, "Threads"));
    }

    [Fact]
    public void WorkersGoOnWithoutTheirTemplateAndAnotherOneFollowsIt()
    {
        using WorkerPool pool = Workers.Pool();
        using RemoteSource source = Workers.Open(pool, MediaFixtures.Path("f32.wav"));
        int template = pool.Template;
        int worker = Assert.Single(pool.Numbers());
        Assert.Equal(0, kill(template, 9));
        float[] expected = Decoding.All(source);
        Assert.Equal(worker, Assert.Single(pool.Numbers()));
        Assert.Equal(0, kill(worker, 9));
        Assert.True(expected.AsSpan().SequenceEqual(WorkerFailureTests.AllOf(source)));
        Assert.NotEqual(template, pool.Template);
        Assert.NotEqual(0, pool.Template);
        Assert.Equal("2", Status(pool.Numbers()[0], "Seccomp_filters"));
        Assert.False(Directory.Exists($"/proc/{template}"), "the first template is left");
    }

    [Fact]
    public void WhereForksAreRefusedAWorkerIsStartedByItself()
    {
        using var planted = new Planted();
        using WorkerPool pool = planted.Pool("no-fork");
        WorkerProcess worker = pool.Take(apart: false)!;
        Assert.Equal(0, pool.Template);
        Assert.Equal("1", Status(worker.Number, "Seccomp_filters"));
    }

    [Fact]
    public void ATemplateEndsWithThePool()
    {
        int template;
        using (WorkerPool pool = Workers.Pool())
        {
            _ = pool.Take(apart: false);
            template = pool.Template;
            Assert.True(Directory.Exists($"/proc/{template}"));
        }

        Assert.False(Directory.Exists($"/proc/{template}"), "the template is left");
    }

    private static string Status(int process, string name)
        => File.ReadAllLines($"/proc/{process}/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..].Trim();

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);
}
