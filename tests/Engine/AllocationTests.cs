using System;
using System.Threading;
using Seamline.Decode;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>
/// After open and a warm-up: edits, playback, loading and eviction, and not one byte on the GC heap of any thread. Alone in
/// its collection: other tests allocate.
/// </summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class Alone;

/// <inheritdoc cref="Alone"/>
[Collection("Alone")]
public sealed unsafe class AllocationTests
{
    private const int Warm = 1_500;
    private const int Blocks = 10_000;
    private const int Warming = 0;
    private const int Measuring = 1;
    private const int Over = 2;

    private int _phase;
    private long _pulled;
    private long _pullAllocated = -1;
    private bool _plant;

    [Fact]
    public void Ten_thousand_blocks_with_edits_loading_and_eviction_allocate_nothing()
    {
        using var rig = new EngineRig(32L << 20, loaders: 2, poison: false);
        SetUp(rig);
        (long total, long control, int collections) = Play(rig);

        // The JIT's runtime takes some bytes of its own where code runs for the first time (an import bound by a loader that
        // meets a rare path): once. What the engine allocates comes again.
        if (total is > 0 and < 1_000) (total, control, collections) = Play(rig);
        EngineStatus status = rig.Engine.GetStatus();
        Assert.True(status.PagesEvicted > 100, $"{status.PagesEvicted} pages were evicted: too few to tell");
        Assert.InRange(status.PeakBytes, 1, 32L << 20);
        Assert.Equal(0, _pullAllocated);
        Assert.Equal(0, control);
        Assert.Equal(0, collections);
        Assert.Equal(0, total);
    }

    [Fact]
    public void One_planted_object_is_seen()
    {
        using var rig = new EngineRig(32L << 20, loaders: 2, poison: false);
        SetUp(rig);
        _plant = true;
        (long total, _, _) = Play(rig);
        Assert.InRange(_pullAllocated, 24, 100);
        Assert.True(total >= _pullAllocated);
    }

    [Theory]
    [InlineData(SpeedMode.Varispeed)]
    [InlineData(SpeedMode.KeepPitch)]
    public void The_loaders_allocate_nothing_for_another_speed(SpeedMode mode)
    {
        using var rig = new EngineRig(loaders: 1);
        rig.Clip(1, new GeneratedSource(GeneratedShape.Sine, 100, EngineRig.Rate, 2, 60 * EngineRig.Rate));
        rig.Set(new SegmentSpec(new ClipId(1), 0, 60) { Speed = 1.37, SpeedMode = mode });
        rig.Ready(1);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        rig.Ready(43);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 4_096); // what the test's own wait may take; a page would be 128 KiB
    }

    private static void SetUp(EngineRig rig)
    {
        rig.Staircase(1, 700);
        rig.Staircase(2, 100, channels: 1);
        Assert.Equal(Status.Ok, rig.Engine.SetClip(new ClipId(3), new TrackSpec(MediaFixtures.Path("aac.m4a")), new TrackSpec(MediaFixtures.Path("opus-voice.ogg"))));
        Assert.Equal(Status.Ok, rig.Engine.SetClip(new ClipId(4), new TrackSpec(MediaFixtures.Path("s16.wav"))));
        Assert.Equal(Status.Ok, rig.Engine.SetClipPcm(new ClipId(5), new float[200_000], 2, 48_000));
        var segments = new SegmentSpec[120];
        for (int i = 0; i < segments.Length; i++)
        {
            uint clip = (uint)(1 + (i % 5));
            double from = clip switch { 1 => i * 5 % 680, 2 => i % 90, 5 => 0, _ => i % 28 };
            segments[i] = EngineRig.Segment(clip, from, from + (clip == 5 ? 2 : 7));
        }

        rig.Set(segments);
        rig.Engine.Play();
        rig.Ready(5);
    }

    private (long Total, long Control, int Collections) Play(EngineRig rig)
    {
        Volatile.Write(ref _phase, Warming); // partner: Pull
        Interlocked.Exchange(ref _pulled, 0); // partner: Pull
        var puller = new Thread(() => Pull(rig.Engine)) { IsBackground = true };
        puller.Start();
        var random = new Random(1);
        Edit(rig.Engine, random, Warm);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        int collections = Collections();
        long control = GC.GetAllocatedBytesForCurrentThread();
        long total = GC.GetTotalAllocatedBytes(precise: true);
        Volatile.Write(ref _phase, Measuring);
        Edit(rig.Engine, random, Warm + Blocks);
        Volatile.Write(ref _phase, Over);
        total = GC.GetTotalAllocatedBytes(precise: true) - total;
        control = GC.GetAllocatedBytesForCurrentThread() - control;
        collections = Collections() - collections;
        puller.Join();
        return (total, control, collections);
    }

    // Blocks at about ten times real time on a thread of their own.
    private void Pull(Engine engine)
    {
        float[] output = new float[EngineRig.Block * 2];
        long before = -1;
        object? planted = null;
        fixed (float* to = output)
        {
            while (Volatile.Read(ref _phase) != Over)
            {
                if (before < 0 && Volatile.Read(ref _phase) == Measuring) before = GC.GetAllocatedBytesForCurrentThread();
                if (_plant && before >= 0 && planted == null) planted = new object();
                engine.Pull(to, EngineRig.Block);
                Interlocked.Increment(ref _pulled);
                if (_pulled % 10 == 0) Thread.Sleep(1);
            }
        }

        _pullAllocated = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(planted);
    }

    // Edits of every kind until so many blocks were pulled.
    private void Edit(Engine engine, Random random, long blocks)
    {
        for (int i = 0; Interlocked.Read(ref _pulled) < blocks; i++)
        {
            double seconds = engine.LengthFrames / (double)EngineRig.Rate;
            double at = random.NextDouble() * seconds;
            switch (i % 14)
            {
                case 0: engine.Split(at, out _); break;
                case 1: engine.RippleDelete(at, at + 1.5); break;
                case 2: if (Pick(engine, random, out SegmentInfo moved)) engine.Move(moved.Id, random.Next(engine.SegmentCount)); break;
                case 3: if (Pick(engine, random, out SegmentInfo loud)) engine.SetSegmentGain(loud.Id, -6 + (i % 12)); break;
                case 4: if (Pick(engine, random, out SegmentInfo trimmed)) engine.TrimIn(trimmed.Id, trimmed.Spec.In + 0.1); break;
                case 5: if (Pick(engine, random, out SegmentInfo cut)) engine.TrimOut(cut.Id, cut.Spec.Out - 0.1); break;
                case 6: if (i % 3 == 0) engine.Seek(at); break;
                case 7: engine.Pause(); break;
                case 8: engine.Play(); break;
                case 9: engine.Insert(engine.SegmentCount / 2, EngineRig.Segment(1, at % 600, (at % 600) + 2), out _); break;
                case 10: engine.Split(-1, out _); break; // refused: the sentence costs nothing either
                case 11: _ = engine.GetStatus(); break;
                default: engine.Undo(); break;
            }

            if (i % 28 == 27) engine.Redo();
            Thread.Sleep(1);
        }
    }

    private static bool Pick(Engine engine, Random random, out SegmentInfo segment) =>
        engine.GetSegment(random.Next(Math.Max(1, engine.SegmentCount)), out segment) == Status.Ok;

    private static int Collections() => GC.CollectionCount(0) + GC.CollectionCount(1) + GC.CollectionCount(2);
}
