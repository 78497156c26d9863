using BenchmarkDotNet.Attributes;

namespace Seamline.Bench;

/// <summary>
/// Opening media of ten minutes and of three hours, and the wait for sound after opening and after a seek to anywhere, with a
/// budget that holds a part of it. `tools/bench.sh open` has FFmpeg's own beside it.
/// </summary>
public class OpenBenchmarks
{
    private const int FirstFrames = Rig.Rate / 4;

    private Engine _engine = null!;
    private string _path = "";
    private double _seconds;
    private uint _random = 1;

    /// <summary>The file.</summary>
    [Params("aac44", "opus")]
    public string Codec { get; set; } = "";

    /// <summary>Its length.</summary>
    [Params(10, 180)]
    public int Minutes { get; set; }

    /// <summary>A clip of the file, and gone again; nothing is decoded.</summary>
    [Benchmark]
    public void Open()
    {
        Rig.Check(_engine, _engine.SetClip(new ClipId(2), new TrackSpec(_path)));
        Rig.Check(_engine, _engine.RemoveClip(new ClipId(2)));
    }

    /// <summary>A new engine, the file, and its first 250 ms.</summary>
    [Benchmark]
    public void EngineOpenAndFirstSound()
    {
        using Engine engine = Rig.Empty();
        Start(engine, FirstFrames);
    }

    /// <summary>A seek to anywhere until 250 ms are there. Small budget: mostly it is not there already.</summary>
    [Benchmark]
    public void SeekToSound()
    {
        _random = (_random * 1_664_525) + 1_013_904_223;
        Rig.Check(_engine, _engine.Seek((_random >> 8) % (uint)(_seconds - 10)));
        Rig.Check(_engine, _engine.WaitReady(FirstFrames, 10_000));
    }

    /// <summary>Opens the file once.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _path = Minutes == 10 ? DecodeMedia.Path(Codec) : DecodeMedia.LongPath(Codec);
        _seconds = Minutes * 60;
        _engine = Rig.Empty(new EngineConfig { BudgetBytes = Limits.MinBudgetBytes });
        Start(_engine, FirstFrames);
        Rig.Check(_engine, _engine.MeasureClip(new ClipId(1)));
    }

    /// <summary>Closes the engine.</summary>
    [GlobalCleanup]
    public void CleanUp() => _engine.Dispose();

    private void Start(Engine engine, int frames)
    {
        Rig.Check(engine, engine.SetClip(new ClipId(1), new TrackSpec(_path)));
        Rig.Check(engine, engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, _seconds - 1)));
        Rig.Check(engine, engine.WaitReady(frames, 10_000));
    }
}
