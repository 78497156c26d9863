using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Seamline.Decode;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>
/// Many files and few descriptors. Alone in its collection: it counts what the process has open.
/// </summary>
[Collection("Alone")]
public sealed class ManyFilesTests
{
    private const int Files = 600;
    private const int Rate = EngineRig.Rate;
    private const int Sampled = 6; // files from one count of descriptors to the next
    private const int Busy = 12; // two loaders with a decoder and a scan each, the opening itself, and what the runtime opens now and then

    [Fact]
    public void Six_hundred_files_play_with_seventy_descriptors()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "counts /proc/self/fd");
        string folder = Directory.CreateDirectory(MediaFixtures.Scratch("many")).FullName;
        int before = Open(folder);
        int most = 0;
        using (var rig = new EngineRig(loaders: 2))
        {
            var segments = new SegmentSpec[Files];
            for (int i = 0; i < Files; i++)
            {
                string path = WavFile.Write(Path.Combine(folder, $"{i}.wav"), Rate, 1, Rate / 10, Level(i));
                Assert.Equal(Status.Ok, rig.Engine.SetClip(new ClipId((uint)i + 1), new TrackSpec(path)));
                segments[i] = EngineRig.Segment((uint)i + 1, 0, 0.1);
                if (i % Sampled == 0) most = Math.Max(most, Open(folder));
            }

            rig.Set(segments);
            using OfflineRender render = rig.Engine.BeginOffline();
            float[] block = new float[2 * Rate / 10];
            for (int i = 0; i < Files; i++)
            {
                Assert.Equal(Status.Ok, render.Render(i * (long)Rate / 10, block, TestContext.Current.CancellationToken));
                Assert.Equal(Level(i) * 0.70710678f, block[Rate / 10], 1e-6f);
                if (i % Sampled == 0) most = Math.Max(most, Open(folder));
            }

            rig.Settle();
            Assert.All(rig.Engine.GetSources(), source => Assert.Equal((1, 1, null), (source.PagesLoaded, source.PagesReady, source.Error)));
            TestContext.Current.SendDiagnosticMessage($"{Files} files: at most {most - before} descriptors more");
            Assert.InRange(most - before, 1, Limits.MaxIdleMedia + Busy);
        }

        Assert.InRange(Open(folder) - before, -Busy, Busy);
        Directory.Delete(folder, true);
    }

    // What opening found out is not found out again: the first run has the opener's demuxer, whichever decoder it falls to.
    [Theory]
    [InlineData("aac.m4a", 0)]
    [InlineData("opus.ogg", 1)]
    [InlineData("cbr.mp3", 1)]
    public void The_first_run_takes_over_the_demuxer_of_the_opening_and_nobody_else_does(string name, int first)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "counts /proc/self/fd");
        string path = MediaFixtures.Scratch("own-" + name); // no other test has it open
        File.Copy(MediaFixtures.Path(name), path, true);
        using (FFmpegSource source = FFmpegSource.Open(path, -1, 48_000, 2))
        {
            RunDecoder[] decoders = [source.OpenDecoder(), source.OpenDecoder()];
            Assert.Equal(1, Open(path));
            var sink = new KeepingSink(source.Format.Channels);
            Assert.Equal(RunEnd.Complete, decoders[first].Decode(0, sink).End);
            Assert.Equal(1, Open(path));
            sink.Clear();
            Assert.Equal(RunEnd.Complete, decoders[first].Decode(0, sink).End);
            Assert.Equal(1, Open(path));
            sink.Clear();
            Assert.Equal(RunEnd.Complete, decoders[1 - first].Decode(0, sink).End);
            Assert.Equal(2, Open(path));
            foreach (RunDecoder decoder in decoders) decoder.Dispose();
        }

        Assert.Equal(0, Open(path));
        File.Delete(path);
    }

    // A scan that stopped half way is closed with the rest, and starts over without a trace.
    [Theory]
    [InlineData("aac.m4a")]
    [InlineData("heaac-explicit.m4a")]
    [InlineData("vbr.mp3")]
    public void A_demuxer_that_was_closed_at_rest_goes_on_where_it_was(string name)
    {
        string path = MediaFixtures.Path(name);
        float[] reference = MediaFixtures.Reference(name);
        int rate = name is "aac.m4a" ? 44_100 : 48_000;
        int before = OperatingSystem.IsLinux() ? Open(path) : 0;
        var idle = new IdleMedia(0);
        var sources = new List<FFmpegSource>();
        var decoders = new List<RunDecoder>();
        try
        {
            for (int i = 0; i < Limits.MaxIdleMedia + 10; i++)
            {
                sources.Add(FFmpegSource.Open(path, -1, rate, 2, resources: new MediaResources(idle)));
                decoders.Add(sources[i].OpenDecoder());
            }

            for (int run = 1; run < 3; run++)
            {
                // Each of them closed one that rests: in the second run those that were used first.
                for (int i = 0; i < (run == 1 ? sources.Count : 20); i++)
                {
                    float[] samples = Decoding.Decode(sources[i], decoders[i], [run])[run];
                    Assert.Equal(-1, Decoding.FirstDifference(samples, reference.AsSpan(run * Limits.RunFrames * 2)));
                    Assert.True(idle.Count <= Limits.MaxIdleMedia);
                }
            }

            Assert.Equal(Limits.MaxIdleMedia, idle.Count);
            if (OperatingSystem.IsLinux()) Assert.InRange(Open(path) - before, Limits.MaxIdleMedia / 2, Limits.MaxIdleMedia + Busy);
        }
        finally
        {
            foreach (RunDecoder decoder in decoders) decoder.Dispose();
            foreach (FFmpegSource source in sources) source.Dispose();
        }

        if (OperatingSystem.IsLinux()) Assert.InRange(Open(path) - before, -Limits.MaxIdleMedia, Busy);
    }

    private static float Level(int file) => (file + 1) / (float)Files;

    // Of the files in question only: others of the process come and go as the collector likes.
    private static int Open(string under) => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(f => Target(f).StartsWith(under, StringComparison.Ordinal));

    private static string Target(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget ?? "";
        }
        catch (IOException)
        {
            return ""; // closed meanwhile
        }
    }
}
