using System;
using System.Diagnostics;
using System.Threading;
using Seamline.Clips;
using Seamline.Memory;
using Seamline.Render;
using Seamline.Snapshots;
using Seamline.Timeline;
using Xunit;

namespace Seamline.Tests.Rendering;

/// <summary>
/// Edits as fast as they go while a callback pulls: what it reads is never recycled, and all of it comes back. Returned
/// snapshots and blocks are filled with a poison that reads as NaN and as impossible numbers.
/// </summary>
public sealed unsafe class PublicationTests
{
    private const double StressSeconds = 3;
    private const float Quiet = 0.25f;
    private const float Loud = 0.5f;

    [Fact]
    public void Edits_at_full_speed_never_reach_what_is_read()
    {
        var rig = new Rig(2);
        float[] samples = new float[2 * 96_000];
        Array.Fill(samples, Quiet);
        rig.Pcm(1, samples, 2);
        Array.Fill(samples, Loud);
        rig.Pcm(2, samples, 2);
        rig.Engine.Publisher.PoisonReturned = true;
        rig.Engine.Blocks.PoisonReturned = true;
        Fill(rig, 20);
        Rig.Ok(rig.Engine.SetLoop(0, 0.4));
        Rig.Ok(rig.Engine.Play());
        using var puller = new Puller(rig.Engine);
        var random = new Random(5);
        int edits = 0;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < StressSeconds; edits++) Edit(rig, random);
        puller.Stop();

        Assert.True(puller.Failure == null, puller.Failure);
        Assert.True(puller.Blocks > 1_000, $"{puller.Blocks} blocks");
        Assert.True(edits > 1_000, $"{edits} edits");
        Assert.True(puller.Swaps > 100, $"{puller.Swaps} swaps were heard");
        Assert.True(puller.Loudest > Quiet, "something was heard");
        rig.Dispose();
        Assert.Equal(0, rig.Engine.Blocks.Outstanding);
        Assert.Equal(0, rig.Engine.HeldAtClose);
    }

    /// <summary>The same reader notices when the rule is broken: a snapshot that it still holds comes back.</summary>
    [Fact]
    public void A_snapshot_recycled_while_it_is_read_is_noticed()
    {
        var budget = new MemoryBudget(32 << 20);
        var blocks = new BlockStore(budget) { PoisonReturned = true };
        var host = new RenderHost(budget, 2, 240);
        var publisher = new Publisher(budget, blocks, host.State) { PoisonReturned = true };
        RegionBlock* block = blocks.Take(4, 4);
        block->Channels = 2;
        publisher.Publish(new Snapshot { Block = block, SwapFadeFrames = 720, RampFrames = 240 });
        blocks.Release(ref block);
        Transport.Acquire(host.State);
        Assert.Null(Puller.Poisoned(host.State));
        Assert.Equal(1, blocks.Outstanding);

        // A callback that retires what it still holds: control takes it back as it must.
        host.State->Retired[0] = (long)host.State->Current.Snapshot;
        host.State->RetiredHead = 1;
        publisher.Reclaim();
        Assert.Equal(0, blocks.Outstanding);
        Assert.NotNull(Puller.Poisoned(host.State));

        publisher.Dispose();
        host.Dispose();
        blocks.Dispose();
        Assert.Equal(0, budget.HeldBytes);
    }

    /// <summary>A block that is recycled though a snapshot names it: the poison is in the rows.</summary>
    [Fact]
    public void A_block_recycled_while_it_is_read_is_noticed()
    {
        // Without an engine: its loaders count their uses of a block.
        var budget = new MemoryBudget(32 << 20);
        var blocks = new BlockStore(budget);
        var host = new RenderHost(budget, 2, 240);
        var publisher = new Publisher(budget, blocks, host.State);
        RegionBlock* block = blocks.Take(4, 4);
        block->Channels = 2;
        publisher.Publish(new Snapshot { Block = block, SwapFadeFrames = 720, RampFrames = 240 });
        Transport.Acquire(host.State);
        Assert.Null(Puller.Poisoned(host.State));
        RegionBlock kept = *block;
        NativeBlock.Poison(block, sizeof(RegionBlock));
        Assert.NotNull(Puller.Poisoned(host.State));
        *block = kept;
        Assert.Null(Puller.Poisoned(host.State));

        blocks.Release(ref block);
        publisher.Dispose();
        host.Dispose();
        blocks.Dispose();
        Assert.Equal(0, budget.HeldBytes);
    }

    [Fact]
    public void Snapshots_that_were_never_taken_come_back_at_once()
    {
        using var rig = new Rig();
        rig.Pcm(1, new float[9_600]);
        rig.Set(new SegmentSpec(new ClipId(1), 0, 0.1));
        for (int i = 0; i < 1_000; i++) Rig.Ok(rig.Engine.SetSegmentGain(rig.Segment(0).Id, -i % 50));

        // The engine's own, the mailbox's, and those of the loader's plan, which follows when it gets to it.
        Assert.InRange(rig.Engine.Blocks.Outstanding, 1, 4);
    }

    [Fact]
    public void Old_snapshots_come_back_when_the_crossfade_is_over()
    {
        using var rig = new Rig();
        rig.Pcm(1, new float[96_000]);
        rig.Set(new SegmentSpec(new ClipId(1), 0, 1));
        rig.Start(1_000);
        for (int i = 0; i < 200; i++)
        {
            Rig.Ok(rig.Engine.SetSegmentGain(rig.Segment(0).Id, -1 - (i % 50)));
            rig.Pull(i % 3 == 0 ? 1_000 : 100);
        }

        rig.Pull(2_000);
        rig.Engine.GetStatus();
        Assert.Equal(rig.Engine.Publisher.Serial, rig.Engine.Publisher.OldestLive());
    }

    private static void Fill(Rig rig, int segments)
    {
        var specs = new SegmentSpec[segments];
        for (int i = 0; i < segments; i++) specs[i] = new SegmentSpec(new ClipId(1 + ((uint)i % 3)), 0.01 * i, (0.01 * i) + 0.05);
        rig.Set(specs);
    }

    private static void Edit(Rig rig, Random random)
    {
        double seconds = rig.Engine.LengthFrames / 48_000.0;
        double at = random.NextDouble() * seconds;
        switch (random.Next(11))
        {
            case 0 when seconds > 0.5:
                rig.Engine.RippleDelete(at, at + 0.05);
                break;
            case 1:
                rig.Engine.Split(at, out _);
                break;
            case 2:
                rig.Engine.Insert(0, new SegmentSpec(new ClipId((uint)random.Next(4)), 0.1, 0.2), out _);
                break;
            case 3:
                rig.Engine.Undo();
                break;
            case 4:
                rig.Engine.Redo();
                break;
            case 5:
                rig.Engine.Seek(at);
                break;
            case 6:
                if (random.Next(4) == 0) rig.Engine.Pause();
                rig.Engine.Play();
                break;
            case 7:
                if (rig.Engine.GetSegment(random.Next(rig.Engine.SegmentCount + 1), out SegmentInfo info) == Status.Ok)
                    rig.Engine.SetSegmentGain(info.Id, -random.Next(20));
                break;
            case 8:
                if (rig.Engine.GetSegment(random.Next(rig.Engine.SegmentCount + 1), out SegmentInfo moved) == Status.Ok)
                    rig.Engine.Move(moved.Id, random.Next(rig.Engine.SegmentCount));
                break;
            case 9 when random.Next(20) == 0:
                Fill(rig, 1 + random.Next(200));
                break;
            default:
                rig.Engine.SetAnchor(random.Next(2) == 0 ? Anchor.Frame : Anchor.Content);
                break;
        }
    }

    /// <summary>A thread that pulls blocks, and looks at every sample and at what it holds between blocks.</summary>
    private sealed class Puller : IDisposable
    {
        // Equal power lifts equal material by 3 dB at most.
        private const float Highest = Loud * 1.4143f;
        private readonly Engine _engine;
        private readonly Thread _thread;
        private volatile bool _stop;

        public Puller(Engine engine)
        {
            _engine = engine;
            _thread = new Thread(Run) { IsBackground = true, Name = "callback of the test" };
            _thread.Start();
        }

        public string? Failure { get; private set; }

        public long Blocks { get; private set; }

        public long Swaps { get; private set; }

        public float Loudest { get; private set; }

        public void Stop()
        {
            _stop = true;
            _thread.Join();
        }

        public void Dispose() => Stop();

        /// <summary>What of the callback's holdings is not as a live snapshot must be; null when all is well.</summary>
        public static string? Poisoned(RenderState* state)
        {
            for (int i = 0; i < 2; i++)
            {
                Snapshot* held = i == 0 ? state->Current.Snapshot : state->Previous.Snapshot;
                if (held == null) continue;
                if (held->Serial <= 0) return $"voice {i}: snapshot {held->Serial} was recycled";
                RegionBlock* block = held->Block;
                if (block == null || block->References <= 0 || block->Channels != 2 || block->LengthFrames < 0) return $"voice {i}: block was recycled";
                for (int row = 0; row < block->RegionCount; row++)
                {
                    Region* region = block->Regions + row;
                    if (region->End <= region->Start || !float.IsFinite(region->Gain) || (row > 0 && region->OwnStart != region[-1].OwnEnd))
                        return $"voice {i}: region {row} is not of this block";
                }
            }

            return null;
        }

        private void Run()
        {
            float* block = stackalloc float[2 * 480];
            while (!_stop && Failure == null)
            {
                Failure = Poisoned(_engine.State);
                if (Failure != null) return;
                uint frames = 16 + (uint)((Blocks * 37) % 464);
                _engine.Pull(block, frames);
                Blocks++;
                for (int i = 0; i < 2 * frames; i++)
                {
                    float x = block[i];
                    if (!(x >= 0 && x <= Highest)) Failure = $"block {Blocks}, sample {i}: {x}";
                    if (x > Loudest) Loudest = x;
                }

                Swaps = _engine.State->SwapCount;
            }
        }
    }
}
