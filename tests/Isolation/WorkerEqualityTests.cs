using System;
using System.IO;
using System.Linq;
using Seamline.Decode;
using Seamline.Isolation;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.Isolation;

/// <summary>What a worker decodes is bit for bit what this process decodes, and so is what it says of a file, and why it refuses one.</summary>
public sealed class WorkerEqualityTests(WorkerEqualityTests.OnePool one) : IClassFixture<WorkerEqualityTests.OnePool>
{
    [Theory]
    [InlineData("aac.m4a", 48_000, 2)]
    [InlineData("adts.aac", 48_000, 2)]
    [InlineData("aac-fragmented.mp4", 48_000, 2)]
    [InlineData("aac-51.m4a", 48_000, 6)]
    [InlineData("opus.webm", 48_000, 2)]
    [InlineData("vorbis.ogg", 48_000, 1)]
    [InlineData("vbr.mp3", 44_100, 2)]
    [InlineData("surround.flac", 48_000, 8)]
    [InlineData("s16.wav", 44_100, 2)]
    [InlineData("f32.wav", 48_000, 2)]
    public void TheSameBits(string name, int rate, int channels)
    {
        string path = MediaFixtures.Path(name);
        WorkerPool pool = one.Pool;
        using FFmpegSource here = FFmpegSource.Open(path, -1, rate, channels);
        using RemoteSource there = Workers.Open(pool, path, rate, channels);
        Assert.Equal(here.Format, there.Format);
        Assert.Equal(here.Description, there.Description);
        Assert.Equal(here.Facts with { Streams = [] }, there.MediaFacts! with { Streams = [] });
        Assert.Equal(here.Facts.Streams, there.MediaFacts!.Streams);
        long exact = there.Measure();
        Assert.Equal((1, 0), (pool.Started, there.Strikes));
        Assert.Equal(here.Measure(), exact);
        int[] order = [1, 0, .. Enumerable.Range(0, Decoding.RunsOf(here)).Reverse()];
        using RunDecoder decoder = here.OpenDecoder();
        using RunDecoder other = there.OpenDecoder();
        var expected = Decoding.Decode(here, decoder, order);
        var found = Decoding.Decode(there, other, order);
        foreach ((int run, float[] samples) in expected) Assert.True(samples.AsSpan().SequenceEqual(found[run]), $"run {run} differs");
        Assert.Equal(1, pool.Started);
    }

    [Theory]
    [InlineData("nothing.wav", null)]
    [InlineData("empty.wav", "")]
    [InlineData("text.wav", "no sound in here, only words, and many of them, so that there is something to probe")]
    [InlineData("list.ffconcat", "ffconcat version 1.0\nfile 'trap.wav'\n")]
    public void TheSameRefusals(string name, string? text)
    {
        string folder = Directory.CreateTempSubdirectory("seamline-refused-").FullName;
        try
        {
            string path = Path.Combine(folder, name);
            if (text is not null) File.WriteAllText(path, text);
            WorkerPool pool = one.Pool;
            string here = Assert.Throws<MediaException>(() => FFmpegSource.Open(path, -1, 48_000, 2)).Message;
            Assert.Equal(here, Assert.Throws<MediaException>(() => Workers.Open(pool, path)).Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public sealed class OnePool : IDisposable
    {
        private WorkerPool? _pool;

        internal WorkerPool Pool => _pool ??= Workers.Pool();

        public void Dispose() => _pool?.Dispose();
    }
}
