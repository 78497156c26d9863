using System;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Seamline.Clips;
using Seamline.Decode;
using Seamline.Memory;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>
/// An edit never waits for a loader: loaders hold the cache's lock while they mark hours of pages, and an edit that came by it
/// cost half a millisecond on a ten-hour timeline instead of a microsecond.
/// </summary>
public sealed class EditLockTests
{
    [Fact]
    public async Task Edits_and_transport_do_not_wait_for_the_gate_of_the_cache()
    {
        Assert.Equal(Status.Ok, Engine.Create(new EngineConfig(), out Engine? engine, out _));
        using (engine)
        {
            engine!.SetClipSource(new ClipId(1), new GeneratedSource(GeneratedShape.Sine, 440, 48_000, 2, 48_000 * 60), "sine");
            engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, 60));
            Assert.Equal(Status.Ok, engine.WaitReady(48_000, 10_000));
            var gate = (NativeMutex)typeof(SourceCache).GetField("_lock", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(engine.Cache)!;
            using var held = new ManualResetEventSlim();
            using var done = new ManualResetEventSlim();
            Task holder = Task.Run(() =>
            {
                using (gate.Hold())
                {
                    held.Set();
                    done.Wait();
                }
            }, TestContext.Current.CancellationToken);
            held.Wait(TestContext.Current.CancellationToken);
            Task edits = Task.Run(() =>
            {
                Assert.Equal(Status.Ok, engine.Split(10, out SegmentId right));
                Assert.Equal(Status.Ok, engine.DeleteSegment(right));
                Assert.Equal(Status.Ok, engine.Undo());
                Assert.Equal(Status.Ok, engine.Play());
                Assert.Equal(Status.Ok, engine.Seek(5));
                _ = engine.GetPosition();
            }, TestContext.Current.CancellationToken);
            Task first = await Task.WhenAny(edits, Task.Delay(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
            done.Set();
            await holder;
            Assert.True(first == edits, "an edit waited for the cache's lock");
            await edits;
        }
    }
}
