using System;
using System.IO;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Seamline.Decode;

namespace Seamline.Bench;

/// <summary>
/// One callback block of 480 stereo frames against a memcpy of the same bytes. Target: 2x for one span at unity gain, 4x with
/// gain, 6x during a crossfade.
/// </summary>
public unsafe class BlockBenchmarks
{
    private const int Rate = 48_000;
    private const int BlockFrames = 480;
    private const int LoopSeconds = 60;

    private readonly float* _output = (float*)NativeMemory.AlignedAlloc(2 * BlockFrames * sizeof(float), 64);
    private readonly float* _copied = (float*)NativeMemory.AlignedAlloc(2 * BlockFrames * LoopSeconds * 100 * sizeof(float), 64);
    private Engine _engine = null!;
    private int _block;

    /// <summary>Reads as much memory as the engine does: 60 s of it, in order.</summary>
    [Benchmark(Baseline = true)]
    public void Memcpy()
    {
        Buffer.MemoryCopy(_copied + (2 * BlockFrames * _block), _output, 2 * BlockFrames * sizeof(float), 2 * BlockFrames * sizeof(float));
        _block = (_block + 1) % (LoopSeconds * 100);
    }

    /// <summary>One span, unity gain.</summary>
    [Benchmark]
    public void UnityGain() => Pull();

    /// <summary>One span, another gain.</summary>
    [Benchmark]
    public void WithGain() => Pull();

    /// <summary>Two stereo tracks summed.</summary>
    [Benchmark]
    public void TwoTracks() => Pull();

    /// <summary>A mono source to both sides.</summary>
    [Benchmark]
    public void MonoSpread() => Pull();

    /// <summary>Two voices and the fade between them: a loop as long as its crossfade is always in it.</summary>
    [Benchmark]
    public void Crossfade() => Pull();

    /// <summary>60 s of one clip in a loop, all in memory.</summary>
    [GlobalSetup(Target = nameof(UnityGain))]
    public void SetUpUnity() => Make(2, 1, 0);

    /// <inheritdoc cref="SetUpUnity"/>
    [GlobalSetup(Target = nameof(WithGain))]
    public void SetUpGain() => Make(2, 1, -6);

    /// <inheritdoc cref="SetUpUnity"/>
    [GlobalSetup(Target = nameof(TwoTracks))]
    public void SetUpTwo() => Make(2, 2, 0);

    /// <inheritdoc cref="SetUpUnity"/>
    [GlobalSetup(Target = nameof(MonoSpread))]
    public void SetUpMono() => Make(1, 1, 0);

    /// <summary>The longest crossfade there is, begun anew by a loop of its length whenever it ends.</summary>
    [GlobalSetup(Target = nameof(Crossfade))]
    public void SetUpFade()
    {
        Make(2, 1, 0, fadeMilliseconds: 100);
        _engine.SetLoop(10, 10.1);
        _engine.Seek(10);
    }

    /// <summary>Touches what is copied.</summary>
    [GlobalSetup(Target = nameof(Memcpy))]
    public void SetUpCopy() => new Span<byte>(_copied, 2 * BlockFrames * LoopSeconds * 100 * sizeof(float)).Fill(1);

    /// <summary>Closes the engine.</summary>
    [GlobalCleanup]
    public void CleanUp() => _engine?.Dispose();

    private void Pull() => _engine.Pull(_output, BlockFrames);

    private void Make(int channels, int tracks, double decibels, double fadeMilliseconds = 15)
    {
        var config = new EngineConfig { Channels = 2, SwapFadeMilliseconds = fadeMilliseconds };
        if (Engine.Create(config, out Engine? engine, out string error) != Status.Ok) throw new InvalidOperationException(error);
        _engine = engine!;
        var id = new ClipId(1);
        if (tracks == 2) SetTwoTracks(id);
        else _engine.SetClipSource(id, new GeneratedSource(GeneratedShape.Staircase, 0, Rate, channels, Rate * (LoopSeconds + 1L)), "stairs");
        _engine.SetTimeline(new SegmentSpec(id, 0, LoopSeconds + 1) { GainDb = decibels });
        _engine.SetLoop(0, LoopSeconds);
        _engine.WaitReady(Rate * (LoopSeconds + 1L), 60_000);
        _engine.Play();
    }
    // One file as both tracks: media that the engine knows by path (FFmpeg is needed for this row alone).
    private void SetTwoTracks(ClipId id)
    {
        string path = Path.Combine(Path.GetTempPath(), $"seamline-bench-{Environment.ProcessId}.wav");
        try
        {
            WriteWav(path, Rate * (LoopSeconds + 1));
            if (_engine.SetClip(id, new TrackSpec(path), new TrackSpec(path)) != Status.Ok) throw new InvalidOperationException(_engine.LastError);
            _engine.SetTimeline(new SegmentSpec(id, 0, LoopSeconds + 1));
            _engine.WaitReady(Rate * (LoopSeconds + 1L), 60_000);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void WriteWav(string path, int frames)
    {
        using var writer = new BinaryWriter(File.Create(path));
        int bytes = frames * 2 * sizeof(float);
        writer.Write("RIFF"u8);
        writer.Write(36 + bytes);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)3);
        writer.Write((short)2);
        writer.Write(Rate);
        writer.Write(Rate * 2 * sizeof(float));
        writer.Write((short)(2 * sizeof(float)));
        writer.Write((short)32);
        writer.Write("data"u8);
        writer.Write(bytes);
        writer.Write(new byte[bytes]);
    }
}
