using System;
using System.IO;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;

namespace Seamline.Bench;

/// <summary>
/// One callback block against a memcpy of the same bytes. Target at 480 frames: 2x for one span at unity gain, 4x with gain, 6x
/// during a crossfade.
/// </summary>
public unsafe class BlockBenchmarks
{
    private const int LoopSeconds = 60;
    private const int PieceFrames = 2_400; // 50 ms: every sixth block of 480 frames crosses a cut

    private readonly float* _output = Fixture.Samples(2 * Limits.MaxBlockFrames);
    private float* _copied;
    private Engine _engine = null!;
    private int _at;

    /// <summary>Frames of a block.</summary>
    [Params(64, 480, 4_096)]
    public int Frames { get; set; }

    /// <summary>Reads as much memory as the engine does: 60 s of it, in order.</summary>
    [Benchmark(Baseline = true)]
    [Work]
    public void Memcpy()
    {
        long bytes = 2L * Frames * sizeof(float);
        Buffer.MemoryCopy(_copied + (2L * _at), _output, bytes, bytes);
        _at += Frames;
        if (_at + Frames > LoopSeconds * Rig.Rate) _at = 0;
    }

    /// <summary>One span, unity gain.</summary>
    [Benchmark]
    [Work]
    public void UnityGain() => Pull();

    /// <summary>One span, another gain.</summary>
    [Benchmark]
    [Work]
    public void WithGain() => Pull();

    /// <summary>Two stereo tracks summed.</summary>
    [Benchmark]
    [Work]
    public void TwoTracks() => Pull();

    /// <summary>A mono source to both sides.</summary>
    [Benchmark]
    [Work]
    public void MonoSpread() => Pull();

    /// <summary>Two voices and the fade between them: a loop as long as its crossfade is always in it.</summary>
    [Benchmark]
    [Work]
    public void Crossfade() => Pull();

    /// <summary>Cuts every 50 ms, each with its declick.</summary>
    [Benchmark]
    [Work]
    public void Cuts() => Pull();

    /// <summary>A clip of which nothing is in memory, and nothing comes: silence, counted.</summary>
    [Benchmark]
    [Work]
    public void Miss() => Pull();

    /// <summary>Each block begins the crossfade of a seek; the command itself is in it.</summary>
    [Benchmark]
    [Work]
    public void SeekEachBlock()
    {
        _at = (_at + (7 * Limits.PageFrames)) % (LoopSeconds * Rig.Rate);
        _engine.SeekFrame(_at);
        Pull();
    }

    /// <summary>60 s of one clip in a loop, all in memory.</summary>
    [GlobalSetup(Targets = [nameof(UnityGain), nameof(SeekEachBlock)])]
    public void SetUpUnity() => Make(2, 0);

    /// <inheritdoc cref="SetUpUnity"/>
    [GlobalSetup(Target = nameof(WithGain))]
    public void SetUpGain() => Make(2, -6);

    /// <inheritdoc cref="SetUpUnity"/>
    [GlobalSetup(Target = nameof(MonoSpread))]
    public void SetUpMono() => Make(1, 0);

    /// <summary>The longest crossfade there is, started over by a loop of its length whenever it ends.</summary>
    [GlobalSetup(Target = nameof(Crossfade))]
    public void SetUpFade()
    {
        Make(2, 0, fadeMilliseconds: Limits.MaxSwapFadeMilliseconds);
        Rig.Check(_engine, _engine.SetLoop(10, 10.1));
        Rig.Check(_engine, _engine.Seek(10));
    }

    /// <summary>The clip in pieces.</summary>
    [GlobalSetup(Target = nameof(Cuts))]
    public void SetUpCuts()
    {
        Make(2, 0);
        Rig.Check(_engine, _engine.SetTimeline(Rig.Pieces((LoopSeconds + 1) * Rig.Rate / PieceFrames, LoopSeconds + 1)));
        Rig.Rest(_engine);
    }

    /// <summary>What is played lies farther out than the budget reaches.</summary>
    [GlobalSetup(Target = nameof(Miss))]
    public void SetUpMiss()
    {
        _engine = Rig.Make(36_000, config: new EngineConfig { BudgetBytes = Limits.MinBudgetBytes });
        Rig.Check(_engine, _engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, 36_000)));
        Rig.Rest(_engine);
        Rig.Check(_engine, _engine.Play());
        for (int i = 0; i < 10; i++) Pull();
        _engine.Cache.Close(); // the loaders end: nothing comes any more
        Rig.Check(_engine, _engine.Seek(20_000));
    }

    /// <summary>One file as both tracks: media that the engine knows by path (FFmpeg is needed for this row alone).</summary>
    [GlobalSetup(Target = nameof(TwoTracks))]
    public void SetUpTwo()
    {
        string path = Fixture.WriteWav(Rig.Rate * (LoopSeconds + 1));
        try
        {
            _engine = Rig.Empty();
            Rig.Check(_engine, _engine.SetClip(new ClipId(1), new TrackSpec(path), new TrackSpec(path)));
            Start(0);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Touches what is copied.</summary>
    [GlobalSetup(Target = nameof(Memcpy))]
    public void SetUpCopy() => _copied = Fixture.Samples(2L * LoopSeconds * Rig.Rate);

    /// <summary>Closes the engine.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        _engine?.Dispose();
        NativeMemory.AlignedFree(_copied);
        _copied = null;
    }

    private void Pull() => _engine.Pull(_output, (uint)Frames);

    private void Make(int channels, double decibels, double fadeMilliseconds = 15)
    {
        _engine = Rig.Make(LoopSeconds + 1, channels, new EngineConfig { SwapFadeMilliseconds = fadeMilliseconds });
        Start(decibels);
    }

    private void Start(double decibels)
    {
        Rig.Check(_engine, _engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, LoopSeconds + 1) { GainDb = decibels }));
        Rig.Check(_engine, _engine.SetLoop(0, LoopSeconds));
        Rig.Check(_engine, _engine.WaitReady(Rig.Rate * LoopSeconds, 60_000));
        Rig.Rest(_engine);
        Rig.Check(_engine, _engine.Play());
    }
}
