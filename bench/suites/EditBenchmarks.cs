using BenchmarkDotNet.Attributes;

namespace Seamline.Bench;

/// <summary>
/// An edit, from the call to its return: published, and the loaders woken. Target of a deletion: 20 us with 20 segments, 50 us
/// with 2,000, 1 ms with 20,000, whatever the length of the media.
/// </summary>
public unsafe class EditBenchmarks
{
    private const int BlockFrames = 480;

    private readonly float[] _output = new float[2 * BlockFrames];
    private Engine _engine = null!;
    private SegmentId _segment;
    private double _seconds;

    /// <summary>Segments on the timeline.</summary>
    [Params(20, 200, 2_000, 20_000)]
    public int Segments { get; set; }

    /// <summary>Length of the medium: 10 minutes, 10 hours.</summary>
    [Params(10, 600)]
    public int MediaMinutes { get; set; }

    /// <summary>A timeline of equal pieces of one medium, in an order that no two neighbours continue.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _seconds = MediaMinutes * 60.0;
        _engine = Rig.Make(_seconds);
        Rig.Check(_engine, _engine.SetTimeline(Rig.Pieces(Segments, _seconds)));
        Rig.Check(_engine, _engine.Seek(_seconds / 2));
        Rig.Check(_engine, _engine.GetSegment(Segments / 2, out SegmentInfo middle));
        _segment = middle.Id;
        Rig.Rest(_engine);
    }

    /// <summary>A segment in the middle, and back: two edits.</summary>
    [Benchmark(OperationsPerInvoke = 2)]
    public void DeleteAndUndo()
    {
        _engine.DeleteSegment(_segment);
        _engine.Undo();
        Pull();
    }

    /// <summary>Takes half a segment out of the middle, and back: two edits.</summary>
    [Benchmark(OperationsPerInvoke = 2)]
    public void RippleDeleteAndUndo()
    {
        double piece = _seconds / Segments;
        _engine.RippleDelete((_seconds / 2) + (piece * 0.25), (_seconds / 2) + (piece * 0.75));
        _engine.Undo();
        Pull();
    }

    /// <summary>Compiles and publishes without changing a row.</summary>
    [Benchmark]
    public void CompileAndPublish()
    {
        _engine.SetTrackMix(new ClipId(1), 0, default);
        Pull();
    }

    /// <summary>A transport command: published without a compile.</summary>
    [Benchmark]
    public void Seek()
    {
        _engine.Seek(_seconds / 2);
        Pull();
    }

    /// <summary>Closes the engine.</summary>
    [GlobalCleanup]
    public void CleanUp() => _engine.Dispose();

    // Takes the snapshot, so that the next one does not find it untaken.
    private void Pull()
    {
        fixed (float* to = _output) _engine.Pull(to, BlockFrames);
    }
}
