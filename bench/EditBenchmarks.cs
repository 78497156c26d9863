using System;
using BenchmarkDotNet.Attributes;
using Seamline.Decode;

namespace Seamline.Bench;

/// <summary>
/// From the call of an edit to its publication, loaders at rest in the background. Target: 20 us with 20 segments, 50 us with
/// 2,000, 1 ms with 20,000, whatever the length of the media.
/// </summary>
[MemoryDiagnoser]
public unsafe class EditBenchmarks
{
    private const int Rate = 48_000;
    private const int BlockFrames = 480;

    private readonly float[] _output = new float[2 * BlockFrames];
    private Engine _engine = null!;
    private double _middle;

    /// <summary>Segments on the timeline.</summary>
    [Params(20, 200, 2_000, 20_000)]
    public int Segments { get; set; }

    /// <summary>Length of the medium, minutes: 10 minutes, 10 hours.</summary>
    [Params(10, 600)]
    public int MediaMinutes { get; set; }

    /// <summary>A timeline of equal pieces of one medium, in an order that no two neighbours continue.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        if (Engine.Create(new EngineConfig { Channels = 2 }, out Engine? engine, out string error) != Status.Ok) throw new InvalidOperationException(error);
        _engine = engine!;
        double seconds = MediaMinutes * 60.0;
        _engine.SetClipSource(new ClipId(1), new GeneratedSource(GeneratedShape.Silence, 0, Rate, 2, (long)(seconds * Rate)), "silence");
        double piece = seconds / Segments;
        var segments = new SegmentSpec[Segments];
        for (int i = 0; i < Segments; i++)
        {
            double from = (i ^ 1) % Segments * piece;
            segments[i] = new SegmentSpec(new ClipId(1), from, from + piece);
        }

        _engine.SetTimeline(segments);
        _engine.Seek(seconds / 2);
        _middle = seconds / 2;
        while (!_engine.GetStatus().LoadDone) System.Threading.Thread.Sleep(10);
    }

    /// <summary>Takes half a segment out of the middle, and back: two edits.</summary>
    [Benchmark(OperationsPerInvoke = 2)]
    public void RippleDeleteAndUndo()
    {
        double piece = MediaMinutes * 60.0 / Segments;
        _engine.RippleDelete(_middle + (piece * 0.25), _middle + (piece * 0.75));
        _engine.Undo();
        fixed (float* to = _output) _engine.Pull(to, BlockFrames); // takes the snapshot, so that the next one is not recycled untaken
    }

    /// <summary>Closes the engine.</summary>
    [GlobalCleanup]
    public void CleanUp() => _engine.Dispose();
}
