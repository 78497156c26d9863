using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Seamline.Device;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Events: bounded, counted, joined, and waited for.</summary>
public sealed class EventTests
{
    [Fact]
    public void The_oldest_go_and_are_counted()
    {
        var queue = new EventQueue();
        for (int i = 0; i < EventQueue.Capacity + 10; i++) queue.Add(new EngineEvent(EngineEventKind.MediaChanged) { Text = $"{i}" });
        Assert.Equal(Status.Ok, queue.Take(out EngineEvent first, 0));
        Assert.Equal(("10", 10L), (first.Text, first.Dropped));
        for (int i = 11; i < EventQueue.Capacity + 10; i++)
        {
            Assert.Equal(Status.Ok, queue.Take(out EngineEvent next, 0));
            Assert.Equal(($"{i}", 0L), (next.Text, next.Dropped));
        }

        Assert.Equal(Status.TimedOut, queue.Take(out _, 0));
        Assert.Equal(Status.TimedOut, queue.Take(out _, 5));
    }

    [Fact]
    public void Underruns_of_one_cause_are_put_together()
    {
        var queue = new EventQueue();
        for (int i = 0; i < 1_000; i++) queue.Add(Underrun(UnderrunCause.LateCallback, 10));
        queue.Add(Underrun(UnderrunCause.SlowBlock, 3));
        queue.Add(Underrun(UnderrunCause.LateCallback, 1));
        EngineEvent[] all = [.. Enumerable.Range(0, 3).Select(_ => queue.Take(out EngineEvent taken, 0) == Status.Ok ? taken : default)];
        (long, long)[] sums = [.. all.Select(e => (e.Count, e.Frames))];
        Assert.Equal([(1_000L, 10_000L), (1, 3), (1, 1)], sums);
        UnderrunCause[] causes = [.. all.Select(e => e.Cause)];
        Assert.Equal([UnderrunCause.LateCallback, UnderrunCause.SlowBlock, UnderrunCause.LateCallback], causes);
        Assert.All(all, e => Assert.Equal(0, e.Dropped));
    }

    [Fact]
    public async Task Who_waits_has_it_when_it_comes_and_leaves_when_the_engine_closes()
    {
        var queue = new EventQueue();
        using var waiting = new ManualResetEventSlim();
        Task<(Status, EngineEvent)> taking = Task.Factory.StartNew(
            () =>
            {
                waiting.Set();
                Status status = queue.Take(out EngineEvent taken, 60_000);
                return (status, taken);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        waiting.Wait(TestContext.Current.CancellationToken);
        queue.Add(new EngineEvent(EngineEventKind.Loaded));
        (Status ended, EngineEvent first) = await taking;
        Assert.Equal((Status.Ok, EngineEventKind.Loaded), (ended, first.Kind));
        Task<Status> other = Task.Factory.StartNew(() => queue.Take(out _, 60_000), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        queue.Close();
        Assert.Equal(Status.Cancelled, await other);
    }

    [Fact]
    public void Loading_is_reported_once_and_again_only_when_something_was_loaded()
    {
        using var rig = new EngineRig(loaders: 1);
        rig.Staircase(1, 5);
        rig.Set(EngineRig.Segment(1, 0, 5));
        Assert.Equal(Status.Ok, Next(rig.Engine, EngineEventKind.Loaded));
        rig.Settle();
        Assert.Equal(Status.Ok, rig.Engine.Split(2, out _));
        Assert.Equal(Status.Ok, rig.Engine.Undo());
        Assert.Equal(Status.TimedOut, Next(rig.Engine, EngineEventKind.Loaded, 300));
    }

    private static EngineEvent Underrun(UnderrunCause cause, long frames) => new(EngineEventKind.Underrun) { Cause = cause, Frames = frames, Count = 1 };

    private static Status Next(Engine engine, EngineEventKind kind, int milliseconds = 20_000)
    {
        Status status;
        EngineEvent what;
        do status = engine.NextEvent(out what, milliseconds);
        while (status == Status.Ok && what.Kind != kind);
        return status;
    }
}
