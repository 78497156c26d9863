using System;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Seamline.Kernels;

namespace Seamline.Bench;

/// <summary>
/// A whole timeline in one piece, against copies of as many bytes into the same memory. Target: 1.1x the faster of memcpy and a
/// copy past the caches. 50 minutes take 3.5 GB of memory.
/// </summary>
public unsafe class ContiguousBenchmarks
{
    private const int FramesAMinute = Rig.Rate * 60;
    private const int Part = 1 << 28; // samples a call: a span holds less than 2^31 of them

    private float* _from;
    private float* _to;
    private Engine? _engine;
    private OfflineRender? _render;

    /// <summary>Length.</summary>
    [Params(10, 50)]
    public int Minutes { get; set; }

    private long Samples => 2L * FramesAMinute * Minutes;

    /// <summary>The C library's, into memory touched before.</summary>
    [Benchmark(Baseline = true)]
    [Work(FramesPerUnit = FramesAMinute)]
    public void Memcpy() => Buffer.MemoryCopy(_from, _to, Samples * sizeof(float), Samples * sizeof(float));

    /// <summary>Past the caches.</summary>
    [Benchmark]
    [Work(FramesPerUnit = FramesAMinute)]
    public void StreamingCopy() => Copy.RunStreaming(_to, _from, (nuint)Samples);

    /// <summary>One segment at unity gain.</summary>
    [Benchmark]
    [Work(FramesPerUnit = FramesAMinute)]
    public void OneSegment() => Render();

    /// <summary>20 segments with their declicks.</summary>
    [Benchmark]
    [Work(FramesPerUnit = FramesAMinute)]
    public void TwentySegments() => Render();

    /// <summary>One segment with a gain.</summary>
    [Benchmark]
    [Work(FramesPerUnit = FramesAMinute)]
    public void WithGain() => Render();

    /// <summary>Two touched pieces of memory.</summary>
    [GlobalSetup(Targets = [nameof(Memcpy), nameof(StreamingCopy)])]
    public void SetUpCopies()
    {
        _from = Fixture.Samples(Samples);
        _to = Fixture.Samples(Samples);
    }

    /// <summary>An engine that holds all of it.</summary>
    [GlobalSetup(Target = nameof(OneSegment))]
    public void SetUpOne() => Make(1, 0);

    /// <inheritdoc cref="SetUpOne"/>
    [GlobalSetup(Target = nameof(TwentySegments))]
    public void SetUpTwenty() => Make(20, 0);

    /// <inheritdoc cref="SetUpOne"/>
    [GlobalSetup(Target = nameof(WithGain))]
    public void SetUpGain() => Make(1, -6);

    /// <summary>Closes everything.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        _render?.Dispose();
        _engine?.Dispose();
        NativeMemory.AlignedFree(_from);
        NativeMemory.AlignedFree(_to);
    }

    private void Make(int segments, double decibels)
    {
        _to = Fixture.Samples(Samples);
        double seconds = Minutes * 60.0;
        _engine = Rig.Make(seconds, config: new EngineConfig { BudgetBytes = 2L << 30 });
        SegmentSpec[] pieces = Rig.Pieces(segments, seconds);
        for (int i = 0; i < pieces.Length; i++) pieces[i] = pieces[i] with { GainDb = decibels };
        Rig.Check(_engine, _engine.SetTimeline(pieces));
        Rig.Check(_engine, _engine.WaitReady(_engine.LengthFrames, 120_000));
        Rig.Rest(_engine);
        _render = _engine.BeginOffline();
    }

    private void Render()
    {
        for (long at = 0; at < Samples; at += Part)
        {
            Status status = _render!.Render(at / 2, new Span<float>(_to + at, (int)Math.Min(Part, Samples - at)));
            if (status != Status.Ok) throw new InvalidOperationException(_render.LastError);
        }
    }
}
