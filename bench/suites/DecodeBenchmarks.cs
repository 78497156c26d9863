using System;
using BenchmarkDotNet.Attributes;
using Seamline.Decode;

namespace Seamline.Bench;

/// <summary>
/// What loaders do: the first page of a run, and whole runs of 32 pages, next to one another and from anywhere in ten minutes. The
/// files are made by the ffmpeg command at the first run.
/// </summary>
public class DecodeBenchmarks
{
    private const int Runs = 54; // whole ones of ten minutes

    private FFmpegSource _source = null!;
    private RunDecoder _decoder = null!;
    private uint _random = 1;
    private int _next;

    /// <summary>The file.</summary>
    [Params("aac44", "opus", "flac")]
    public string Codec { get; set; } = "";

    /// <summary>Runs in order.</summary>
    [Benchmark]
    [Work(Frames = Limits.RunFrames)]
    public void RunInOrder() => Decode(_next = (_next + 1) % Runs, Limits.RunFrames);

    /// <summary>Runs from anywhere.</summary>
    [Benchmark]
    [Work(Frames = Limits.RunFrames)]
    public void RunAtRandom() => Decode(Anywhere(), Limits.RunFrames);

    /// <summary>The first page of a run from anywhere: what a seek waits for.</summary>
    [Benchmark]
    [Work(Frames = Limits.PageFrames)]
    public void FirstPageAtRandom() => Decode(Anywhere(), Limits.PageFrames);

    /// <summary>Opens the file.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _source = FFmpegSource.Open(DecodeMedia.Path(Codec), -1, Rig.Rate, 2);
        _source.Measure();
        _decoder = _source.OpenDecoder();
    }

    /// <summary>Closes it.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        _decoder.Dispose();
        _source.Dispose();
    }

    private int Anywhere()
    {
        _random = (_random * 1_664_525) + 1_013_904_223;
        return (int)(_random >> 8) % Runs;
    }

    private void Decode(int run, int frames)
    {
        var sink = new Taken(frames);
        if (_decoder.Decode(run, sink).End == RunEnd.Failed) throw new InvalidOperationException($"{Codec}: run {run} failed");
    }

    private sealed unsafe class Taken(int wanted) : RunSink
    {
        private int _frames;

        public override bool Stop => _frames >= wanted;

        public override void Write(float* interleaved, int frames) => _frames += frames;

        public override void Write(in Planes planes, int channels, int frames) => _frames += frames;
    }
}
