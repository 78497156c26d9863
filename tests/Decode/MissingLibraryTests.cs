using System;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>A machine without FFmpeg: what needs it says what to install, what does not goes on. Alone, for the libraries are the process's.</summary>
[Collection(nameof(WithoutFFmpeg))]
public sealed class MissingLibraryTests : IDisposable
{
    private readonly string[] _needed = FFmpegLibraries.Needed;
    private readonly string _path = MediaFixtures.Path("f32.wav");

    public MissingLibraryTests() => FFmpegLibraries.Needed = ["avutil", "avnowhere"];

    public void Dispose()
    {
        FFmpegLibraries.Needed = _needed;
        Assert.True(FFmpegLibraries.Available);
    }

    [Fact]
    public void Opening_names_the_file_the_library_and_the_package()
    {
        Assert.False(FFmpegLibraries.Available);
        Assert.Equal("", FFmpegLibraries.Version);
        string sentence = Assert.Throws<MediaException>(() => FFmpegSource.Open(_path, -1, 48_000, 2)).Message;
        Assert.StartsWith($"cannot open '{_path}': the FFmpeg library ", sentence, StringComparison.Ordinal);
        Assert.Contains("avnowhere", sentence, StringComparison.Ordinal);
        Assert.Contains("is not installed", sentence, StringComparison.Ordinal);
        Assert.Contains("apt install ffmpeg", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public unsafe void Host_samples_need_it_only_at_another_rate()
    {
        float[] samples = [0.25f, -0.5f, 1];
        fixed (float* pointer = samples)
        {
            nint from = (nint)pointer;
            using var source = new PcmSource(pointer, 3, 1, 48_000, 48_000, 2);
            Assert.Equal(samples, Decoding.All(source));
            string sentence = Assert.Throws<MediaException>(() => new PcmSource((float*)from, 3, 1, 44_100, 48_000, 2)).Message;
            Assert.StartsWith("cannot take samples at 44100 Hz for an engine at 48000 Hz: the FFmpeg library ", sentence, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_engine_refuses_the_file_and_plays_on()
    {
        Assert.Equal(Status.Ok, Engine.Create(new EngineConfig(), out Engine? engine, out _));
        using (engine)
        {
            Assert.Equal(Status.Ok, engine!.SetClipPcm(new ClipId(1), [0.5f, 0.5f], 1, 48_000));
            Assert.Equal(Status.MissingLibrary, engine.SetClip(new ClipId(2), new TrackSpec(_path)));
            Assert.Contains("avnowhere", engine.LastError, StringComparison.Ordinal);
            Assert.Equal(Status.Ok, engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, 1)));
        }
    }
}

/// <summary>Tests that take FFmpeg away from the whole process.</summary>
[CollectionDefinition(nameof(WithoutFFmpeg), DisableParallelization = true)]
public sealed class WithoutFFmpeg;
