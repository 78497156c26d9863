using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Seamline.Device;
using Seamline.Tests.Clips;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>A timeline written to a file: the bits of an offline render, and nothing left when it is not whole.</summary>
public sealed class ExportTests : IDisposable
{
    private const int Seconds = 5;

    private readonly EngineRig _rig = new(loaders: 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("seamline-export-").FullName;

    public ExportTests()
    {
        _rig.Staircase(1, Seconds);
        _rig.Set(EngineRig.Segment(1, 0, Seconds));
    }

    private string Target => Path.Combine(_folder, "out.wav");

    public void Dispose()
    {
        _rig.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void It_is_what_an_offline_render_gives()
    {
        Ok(new FileExport(Target));
        using OfflineRender render = _rig.Engine.BeginOffline();
        float[] all = new float[2 * Seconds * EngineRig.Rate];
        Assert.Equal(Status.Ok, render.Render(0, all, TestContext.Current.CancellationToken));
        Assert.Equal(all, Samples());
    }

    [Fact]
    public void A_part_reaches_into_the_silence_outside()
    {
        Ok(new FileExport(Target) { FirstFrame = -100, Frames = 300 });
        float[] samples = Samples();
        Assert.Equal(600, samples.Length);
        Assert.All(samples[..200], sample => Assert.Equal(0, sample));
        Assert.NotEqual(0, samples[^1]);
        Ok(new FileExport(Target) { FirstFrame = (Seconds * EngineRig.Rate) + 7 });
        Assert.Empty(Samples());
    }

    [Fact]
    public void Progress_is_reported_each_second_and_at_the_end()
    {
        var reported = new List<(long Done, long Frames)>();
        Ok(new FileExport(Target) { Progress = (done, frames) => { reported.Add((done, frames)); return true; } });
        Assert.Equal(Seconds, reported.Count);
        Assert.All(reported, t => Assert.Equal(Seconds * EngineRig.Rate, t.Frames));
        Assert.Equal(reported.Select(t => t.Done).Order(), reported.Select(t => t.Done));
        Assert.Equal(Seconds * EngineRig.Rate, reported[^1].Done);
    }

    [Fact]
    public void The_progress_may_edit_and_the_file_is_the_timeline_as_it_stood()
    {
        Ok(new FileExport(Target) { Progress = (_, _) => _rig.Engine.RippleDelete(0, 0.5) == Status.Ok });
        Assert.Equal(2 * Seconds * EngineRig.Rate, Samples().Length);
        Assert.Equal((Seconds * EngineRig.Rate) - (Seconds * EngineRig.Rate / 2), _rig.Engine.LengthFrames);
    }

    [Fact]
    public void Cancelled_it_leaves_the_old_file_and_no_other()
    {
        File.WriteAllText(Target, "old");
        Refused(Status.Cancelled, "the export of", new FileExport(Target) { Progress = (_, _) => false });
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void What_cannot_be_written_is_said()
    {
        Refused(Status.InvalidArgument, "an export without a file name", new FileExport(""));
        Refused(Status.InvalidArgument, "cannot export -2 frames from 0", new FileExport(Target) { Frames = -2 });
        Refused(Status.InvalidArgument, "cannot export 1 frames from 9223372036854775807", new FileExport(Target) { FirstFrame = long.MaxValue, Frames = 1 });
        Refused(Status.MediaError, "there is no such folder", new FileExport(Path.Combine(_folder, "no", "out.wav")));
        Directory.CreateDirectory(Target);
        Refused(Status.MediaError, "cannot write", new FileExport(Target) { Frames = 10 });
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_medium_that_cannot_be_read_is_refused_or_silent()
    {
        _rig.Clip(2, new TestSource(EngineRig.Rate) { FailsToOpen = true });
        _rig.Set(EngineRig.Segment(2, 0, 1));
        Refused(Status.MediaError, "broken.wav", new FileExport(Target));
        Assert.Empty(Directory.GetFiles(_folder));
        Ok(new FileExport(Target) { SilenceForErrors = true });
        Assert.All(Samples(), sample => Assert.Equal(0, sample));
    }

    [Fact]
    public void A_medium_of_the_timeline_is_no_target_by_any_name()
    {
        string medium = Path.Combine(_folder, "own.wav");
        using (var writer = new WavWriter(medium, SampleFormat.F32, EngineRig.Rate, 2))
        {
            writer.Write(new float[2 * EngineRig.Rate]);
            writer.Commit();
        }

        byte[] before = File.ReadAllBytes(medium);
        Assert.Equal(Status.Ok, _rig.Engine.SetClip(new ClipId(7), new TrackSpec(medium)));
        File.CreateSymbolicLink(Path.Combine(_folder, "link.wav"), "own.wav");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "here"), _folder);
        foreach (string name in (string[])["own.wav", "link.wav", "here/own.wav"])
            Refused(Status.InvalidArgument, $"it is the medium {medium}", new FileExport(Path.Combine(_folder, name)));
        Assert.Equal(Status.InvalidArgument, _rig.Engine.OpenDevice(new OutputConfig { Driver = "disk", DiskFile = medium }));
        Assert.Equal(before, File.ReadAllBytes(medium));
        Ok(new FileExport(Target));
    }

    [Fact]
    public void It_counts_what_clips_and_keeps_the_peak()
    {
        float[] loud = new float[2 * EngineRig.Rate];
        Array.Fill(loud, 1);
        loud[2_001] = -1.25f;
        loud.AsSpan(60_000, 4).Fill(1.125f);
        Assert.Equal(Status.Ok, _rig.Engine.SetClipPcm(new ClipId(2), loud, 2, EngineRig.Rate));
        _rig.Set(EngineRig.Segment(2, 0, 1));
        Assert.Equal(Status.Ok, _rig.Engine.Export(new FileExport(Target), out RenderLevels levels, TestContext.Current.CancellationToken));
        Assert.Equal(new RenderLevels(EngineRig.Rate, 5, 1.25f), levels);
        Assert.Equal(1.938, levels.PeakDbfs, 3);
        Ok(new FileExport(Target) { FirstFrame = -10, Frames = 10 });
        Assert.Equal(Status.Ok, _rig.Engine.Export(new FileExport(Target) { FirstFrame = -10, Frames = 10 }, out levels, TestContext.Current.CancellationToken));
        Assert.Equal((new RenderLevels(10, 0, 0), double.NegativeInfinity), (levels, levels.PeakDbfs));
    }

    [Theory]
    [InlineData(0, -1, 5)]
    [InlineData(1_000, 20_000, 5)]
    [InlineData(1_000, 301, 5)]
    [InlineData(70_001, 4_097, 40)]
    [InlineData(0, 1, 5)]
    public void An_edge_fade_is_linear_and_the_rest_keeps_its_bits(long first, long frames, double milliseconds)
    {
        var plain = new FileExport(Target) { FirstFrame = first, Frames = frames };
        Ok(plain);
        float[] expected = Samples();
        Ok(plain with { EdgeFadeMilliseconds = milliseconds });
        float[] faded = Samples();
        int count = expected.Length / 2;
        int fade = Math.Min((int)(milliseconds * EngineRig.Rate / 1_000), count / 2);
        for (int i = 0; i < count && fade > 0; i++)
        {
            float gain = i < fade ? i / (float)fade : i >= count - fade ? (count - 1 - i) / (float)fade : 1;
            expected[2 * i] *= gain;
            expected[(2 * i) + 1] *= gain;
        }

        Assert.Equal(expected, faded);
    }

    [Fact]
    public void An_offline_render_fades_and_measures_in_any_order()
    {
        var options = new OfflineOptions { FirstFrame = 500, Frames = 9_000, EdgeFadeMilliseconds = 10, MeasureLevels = true };
        Ok(new FileExport(Target) { FirstFrame = 500, Frames = 9_000, EdgeFadeMilliseconds = 10 });
        float[] samples = new float[2 * 9_000];
        Assert.Equal(Status.Ok, _rig.Engine.BeginOffline(options, out OfflineRender? render));
        using (render)
        {
            foreach (int part in (int[])[8_000, 0, 5_000, 3_000])
            {
                Span<float> output = samples.AsSpan(2 * part, 2 * (part == 0 || part == 5_000 ? 3_000 : part == 3_000 ? 2_000 : 1_000));
                Assert.Equal(Status.Ok, render!.Render(500 + part, output, TestContext.Current.CancellationToken));
            }

            Assert.Equal(new RenderLevels(9_000, 0, samples.Max()), render!.Levels);
        }

        Assert.Equal(Samples(), samples);
        foreach (double wrong in (double[])[-1, 1_001, double.NaN])
            Assert.Equal(Status.InvalidArgument, _rig.Engine.BeginOffline(new OfflineOptions { EdgeFadeMilliseconds = wrong }, out _));
    }

    private void Ok(in FileExport wanted) =>
        Assert.Equal((Status.Ok, ""), (_rig.Engine.Export(wanted, TestContext.Current.CancellationToken), ""));

    private void Refused(Status status, string sentence, in FileExport wanted)
    {
        Assert.Equal(status, _rig.Engine.Export(wanted, TestContext.Current.CancellationToken));
        Assert.Contains(sentence, _rig.Engine.LastError, StringComparison.Ordinal);
    }

    // The writer's header has one place for the data (WavWriter: 104 bytes).
    private float[] Samples()
    {
        byte[] bytes = File.ReadAllBytes(Target);
        Assert.Equal(bytes.Length - 104, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(100)));
        return MemoryMarshal.Cast<byte, float>(bytes.AsSpan(104)).ToArray();
    }
}
