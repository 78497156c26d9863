using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Whoever waits for a page gets it, however the loaders' work falls out in time.</summary>
public sealed class OfflineWaitTests
{
    private const int Rate = EngineRig.Rate;
    private const float Step = 1f / 0x800000;
    private const int Seconds = 4;
    private const int MediaSeconds = 600;

    // The smallest budget, two loaders, two renders and playback, each elsewhere: the pages of one are what the others lack.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    public async Task Renders_at_random_places_of_a_timeline_larger_than_the_budget_never_wait_in_vain(int loaders, int renders)
    {
        using var rig = new EngineRig(32L << 20, loaders: loaders);
        rig.Staircase(1, MediaSeconds);
        rig.Set(EngineRig.Segment(1, 0, MediaSeconds));
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<string>[] all = [.. Enumerable.Range(0, renders).Select(i => Task.Factory.StartNew(
            () => Visit(rig.Engine, new Random((10 * loaders) + i), late.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        rig.Engine.Play();
        var random = new Random(1);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < Seconds + 20 && !Array.TrueForAll(all, t => t.IsCompleted);)
        {
            rig.Pull();
            if (random.Next(100) == 0) rig.Engine.Seek(random.Next(MediaSeconds));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await late.CancelAsync();
        Assert.Equal("", string.Concat(await Task.WhenAll(all)));
    }

    private static string Visit(Engine engine, Random random, CancellationToken late)
    {
        using OfflineRender render = engine.BeginOffline();
        float[] half = new float[Rate];
        for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < Seconds;)
        {
            // Steps onward mostly, as renders do; now and then a jump.
            long at = random.Next(MediaSeconds - 30) * (long)Rate;
            for (int i = random.Next(40); i >= 0; i--, at += Rate / 2)
            {
                Status status = render.Render(at, half, late);
                if (status != Status.Ok) return $"{status} at frame {at}";
                if (half[200] != ((at + 100) & 0x7FFFFF) * Step) return $"frame {at + 100}: {half[200]}";
            }
        }

        return "";
    }
}
