using System;
using System.Threading;
using System.Threading.Tasks;
using Seamline.Tests.Clips;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Clips that go while they sound, offline renders beside playback, sources that fail. Recycled memory is poison.</summary>
public sealed class LifetimeTests
{
    private const int Rate = EngineRig.Rate;
    private const float Step = 1f / 0x800000;

    [Fact]
    public unsafe void Clips_replaced_and_removed_while_they_sound_are_freed_only_when_nobody_can_hear_them()
    {
        using var rig = new EngineRig(64L << 20, loaders: 2);
        var gone = new TestSource(120L * Rate);
        rig.Clip(1, gone);
        rig.Staircase(2, 120);
        rig.Set(EngineRig.Segment(1, 0, 60), EngineRig.Segment(2, 0, 60), EngineRig.Segment(1, 60, 120));
        rig.Engine.Play();
        rig.Ready(2);
        int over = 0;
        int poison = 0;
        var puller = new Thread(() =>
        {
            float[] output = new float[EngineRig.Block * 2];
            fixed (float* to = output)
            {
                while (Volatile.Read(ref over) == 0)
                {
                    rig.Engine.Pull(to, EngineRig.Block);
                    if (Array.Exists(output, float.IsNaN)) Interlocked.Increment(ref poison);
                }
            }
        });
        puller.Start();
        var random = new Random(3);
        var replaced = new System.Collections.Generic.List<TestSource> { gone };
        for (int i = 0; i < 400; i++)
        {
            switch (i % 4)
            {
                case 0:
                    var media = new TestSource(120L * Rate, 1 + (i / 4 % 2));
                    replaced.Add(media);
                    rig.Clip(1, media);
                    break;
                case 1: rig.Engine.Seek(random.Next(180)); break;
                case 2: if (i % 16 == 2) rig.Engine.RemoveClip(new ClipId(1)); break;
                default: rig.Engine.SetTrackMix(new ClipId(2), 0, new TrackMix { GainDb = -i % 20 }); break;
            }

            _ = rig.Engine.GetStatus();
            Thread.Sleep(2);
        }

        Volatile.Write(ref over, 1);
        puller.Join();
        Assert.Equal(0, poison);
        rig.Engine.RemoveClip(new ClipId(1));
        for (int i = 0; i < 200 && !replaced.TrueForAll(m => m.Disposed); i++)
        {
            rig.Pull();
            Thread.Sleep(5);
            _ = rig.Engine.GetStatus();
        }

        Assert.All(replaced, m => Assert.True(m.Disposed));
        Assert.True(rig.Engine.GetSources().Count == 1);
    }

    [Fact]
    public async Task Two_offline_renders_beside_playback_are_right_to_the_sample()
    {
        using var rig = new EngineRig(48L << 20, loaders: 2);
        rig.Staircase(1, 300);
        rig.Staircase(2, 300);
        rig.Set(EngineRig.Segment(1, 0, 300));
        rig.Engine.Play();
        OfflineRender first = rig.Engine.BeginOffline();
        rig.Set(EngineRig.Segment(2, 100, 250));
        OfflineRender second = rig.Engine.BeginOffline();
        rig.Set(EngineRig.Segment(1, 200, 300));
        CancellationToken token = TestContext.Current.CancellationToken;
        Task<long> one = Task.Run(() => FirstWrong(first, 0), token);
        Task<long> two = Task.Run(() => FirstWrong(second, 100 * Rate), token);
        while (!one.IsCompleted || !two.IsCompleted)
        {
            rig.Pull();
            if (rig.Engine.GetPosition().PlayheadFrame > 90 * Rate) rig.Engine.Seek(0);
            Thread.Sleep(1);
        }

        Assert.Equal(-1, await one);
        Assert.Equal(-1, await two);
        Assert.InRange(rig.Engine.GetStatus().PeakBytes, 1, 48L << 20);
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public void An_offline_render_survives_what_is_edited_and_removed_meanwhile()
    {
        using var rig = new EngineRig(32L << 20, loaders: 2);
        rig.Staircase(1, 200);
        rig.Set(EngineRig.Segment(1, 0, 200));
        using OfflineRender render = rig.Engine.BeginOffline();
        float[] second = new float[2 * Rate];
        for (int at = 0; at < 200; at++)
        {
            if (at == 20) rig.Engine.RemoveClip(new ClipId(1));
            if (at == 40) rig.Set();
            Assert.Equal(Status.Ok, render.Render((long)at * Rate, second, TestContext.Current.CancellationToken));
            Assert.Equal(((at * Rate) + 100 & 0x7FFFFF) * Step, second[200]);
        }
    }

    [Fact]
    public async Task Closing_the_engine_ends_an_offline_render_that_waits()
    {
        var rig = new EngineRig(loaders: 1);
        rig.Clip(1, new TestSource(60L * Rate) { HoldFrame = 0 });
        rig.Set(EngineRig.Segment(1, 0, 60));
        OfflineRender render = rig.Engine.BeginOffline();
        Task<Status> waiting = Task.Run(() => render.Render(0, new float[2 * Rate]), TestContext.Current.CancellationToken);
        Thread.Sleep(50);
        rig.Dispose();
        Assert.Equal(Status.Cancelled, await waiting.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void An_offline_render_can_be_cancelled_while_it_waits()
    {
        using var rig = new EngineRig(loaders: 1);
        rig.Clip(1, new TestSource(60L * Rate) { HoldFrame = 0 });
        rig.Set(EngineRig.Segment(1, 0, 60));
        using OfflineRender render = rig.Engine.BeginOffline();
        using var source = new CancellationTokenSource(100);
        Assert.Equal(Status.Cancelled, render.Render(0, new float[2 * Rate], source.Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_source_that_fails_is_silent_alone_and_an_export_refuses_it_by_name(bool throws)
    {
        using var rig = new EngineRig(loaders: 1);
        rig.Clip(1, new TestSource(30L * Rate) { FailingRun = throws ? -1 : 0, Throws = throws }, "broken.m4a");
        rig.Staircase(2, 30);
        rig.Set(EngineRig.Segment(1, 0, 10), EngineRig.Segment(2, 0, 10));
        rig.Settle();
        float[] out2 = new float[2 * Rate];
        using (OfflineRender render = rig.Engine.BeginOffline())
        {
            Assert.Equal(Status.Ok, render.Render(11 * Rate, out2, TestContext.Current.CancellationToken));
            Assert.Equal((Rate + 7) * Step, out2[14]);
            Assert.Equal(Status.MediaError, render.Render(5 * Rate, out2, TestContext.Current.CancellationToken));
            Assert.Contains("broken.m4a", render.LastError, StringComparison.Ordinal);
        }

        using (OfflineRender render = rig.Engine.BeginOffline(silenceForErrors: true))
        {
            out2.AsSpan().Fill(1);
            Assert.Equal(Status.Ok, render.Render(5 * Rate, out2, TestContext.Current.CancellationToken));
            Assert.Equal(-1, out2.AsSpan().IndexOfAnyExcept(0f));
        }

        rig.Engine.Play();
        rig.Engine.Seek(12);
        for (int i = 0; i < 4; i++) rig.Pull();
        Assert.Equal((2 * Rate + (4 * EngineRig.Block) - 1 & 0x7FFFFF) * Step, rig.Output[^2]);
    }

    // Of 27 MiB for samples each takes 11: two fit, the one that is heard and the one that comes.
    [Fact]
    public void Host_samples_exchanged_faster_than_loaders_look_find_room()
    {
        using var rig = new EngineRig(32L << 20, loaders: 1);
        float[] samples = new float[30 * Rate * 2];
        for (int i = 0; i < 100; i++)
        {
            samples.AsSpan().Fill(i / 100f);
            Assert.Equal((i, Status.Ok), (i, rig.Engine.SetClipPcm(new ClipId(1), samples, 2, Rate)));
            if (i == 0) rig.Set(EngineRig.Segment(1, 0, 30));
            if (i == 0) rig.Engine.Play();
            for (int block = 0; block < 3; block++) rig.Pull(); // past the crossfade
            Assert.Equal(i / 100f, rig.Output[^1]);
        }
    }

    [Fact]
    public void A_clip_that_cannot_be_opened_changes_nothing_and_says_why()
    {
        using var rig = new EngineRig();
        rig.Staircase(1, 10);
        Assert.Equal(Status.MediaError, rig.Engine.SetClip(new ClipId(1), new TrackSpec("/nowhere/at-all.wav")));
        Assert.Contains("at-all.wav", rig.Engine.LastError, StringComparison.Ordinal);
        Assert.Equal(Status.Ok, rig.Engine.GetClipFrames(new ClipId(1), out long frames));
        Assert.Equal(10 * Rate, frames);
    }

    [Fact]
    public void An_undo_needs_room_for_its_own_rows_only()
    {
        using var rig = new EngineRig(32L << 20);
        rig.Staircase(1, 700);
        rig.Set(EngineRig.Segment(1, 0, 700));
        rig.Settle();
        for (int i = 0; i < 50; i++) Assert.Equal(Status.Ok, rig.Engine.RippleDelete(i, i + 1));
        for (int i = 0; i < 50; i++) Assert.Equal(Status.Ok, rig.Engine.Undo());
        for (int i = 0; i < 50; i++) Assert.Equal(Status.Ok, rig.Engine.Redo());
        Assert.Equal(650 * Rate, rig.Engine.LengthFrames);
    }

    // Renders a second at a time and holds every sample against the staircase.
    private static long FirstWrong(OfflineRender render, long clipFrame)
    {
        float[] second = new float[2 * Rate];
        for (long at = 0; at < render.LengthFrames; at += Rate)
        {
            if (render.Render(at, second) != Status.Ok) return at;
            for (int i = 0; i < Rate; i++)
            {
                if (second[2 * i] != TestSource.Sample(clipFrame + at + i, 0) || second[(2 * i) + 1] != TestSource.Sample(clipFrame + at + i, 1)) return at + i;
            }
        }

        return -1;
    }
}
