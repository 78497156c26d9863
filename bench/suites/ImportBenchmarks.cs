using System.Collections.Generic;
using System.IO;
using BenchmarkDotNet.Attributes;
using Seamline.Projects;

namespace Seamline.Bench;

/// <summary>Project files in and out, and the bulk call that puts a host's own model on the timeline.</summary>
public class ImportBenchmarks
{
    private readonly List<ProjectSegment> _segments = [];
    private SegmentSpec[] _specs = [];
    private Project _project = new();
    private Engine _engine = null!;
    private string _path = "";

    /// <summary>Segments of the project.</summary>
    [Params(20, 2_000, 20_000)]
    public int Segments { get; set; }

    /// <summary>OpenTimelineIO, read and checked; media are not opened.</summary>
    [Benchmark]
    public int ReadOtio() => OtioReader.Read(_path, requireMedia: false).Segments.Count;

    /// <summary>OpenTimelineIO, written.</summary>
    [Benchmark]
    public void WriteOtio() => OtioWriter.Write(_project, _path + ".out.otio");

    /// <summary>The whole timeline again: checked, laid out, compiled, published.</summary>
    [Benchmark]
    public void SetTimeline() => Rig.Check(_engine, _engine.SetTimeline(_specs));

    /// <summary>Writes the project that is read.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        const double Seconds = 36_000;
        _specs = Rig.Pieces(Segments, Seconds);
        _segments.Clear();
        foreach (SegmentSpec spec in _specs) _segments.Add(new ProjectSegment { ClipId = 1, In = spec.In, Out = spec.Out });
        string folder = Directory.CreateTempSubdirectory("seamline-bench-").FullName;
        _path = Path.Combine(folder, "project.otio");
        var track = new ProjectTrack { MediaPath = Path.Combine(folder, "recording.m4a") };
        _project = new Project { Name = "project", Clips = [new ProjectClip { Id = 1, Name = "recording", Tracks = [track] }], Segments = _segments };
        OtioWriter.Write(_project, _path);
        _engine = Rig.Make(Seconds);
    }

    /// <summary>Deletes it.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        _engine.Dispose();
        Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
    }
}
