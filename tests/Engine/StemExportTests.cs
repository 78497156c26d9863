using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Stems of a timeline with lanes, ducking, solo and a master; and exports that are normalised. The document stays as it is.</summary>
public sealed class StemExportTests : IDisposable
{
    private const int Frames = (4 * EngineRig.Rate) + 123;
    private readonly string _folder = Directory.CreateTempSubdirectory("seamline-stems-").FullName;
    private readonly EngineRig _rig = new(loaders: 1);
    private readonly LaneId _music;
    private readonly LaneId _effects;

    public StemExportTests()
    {
        Tone(1, 0.25, 0.031, pauses: true);
        Tone(2, 0.4, 0.017, pauses: false);
        Tone(3, 0.1, 0.3, pauses: false);
        _rig.Set(EngineRig.Segment(1, 0, 2), EngineRig.Segment(1, 1.5, (double)Frames / EngineRig.Rate - 0.5));
        _music = Lane(new LaneSpec { GainDb = -3 }, new ItemSpec(default, new ClipId(2), 0.25, 0, 3) { FadeIn = 0.5, FadeOut = 1 });
        _effects = Lane(new LaneSpec(), new ItemSpec(default, new ClipId(3), 1, 0, 0.75), new ItemSpec(default, new ClipId(3), 1.5, 0, 0.75));
    }

    public void Dispose()
    {
        _rig.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void They_add_up_to_the_mix_and_are_as_long(bool ducks, bool solo)
    {
        if (ducks) Ok(_rig.Engine.SetDucking(_music, DuckingSpec.Default with { HoldSeconds = 0.1 }));
        if (solo) Ok(_rig.Engine.SetLane(_effects, new LaneSpec { Solo = true }));
        float[] mix = Export(null);
        float[][] stems = [Export(default(LaneId)), Export(_music), Export(_effects)];
        Assert.All(stems, stem => Assert.Equal(mix.Length, stem.Length));
        for (int i = 0; i < mix.Length; i++) Assert.Equal(mix[i], stems.Sum(stem => stem[i]), 1e-6);
        Assert.Equal(solo, stems[0].All(sample => sample == 0));
        Assert.NotEqual(0, stems[2].Max());

        // A stem alone: where no item is, there is nothing.
        Assert.All(stems[2][..(2 * EngineRig.Rate / 2)], sample => Assert.Equal(0, sample));
        Assert.Equal(mix, Export(null));
    }

    [Fact]
    public void They_are_what_enters_the_limiter()
    {
        Ok(_rig.Engine.SetMaster(new MasterSpec(9, true, -6)));
        float[] limited = Export(null);
        float[][] stems = [Export(default(LaneId)), Export(_music), Export(_effects)];
        Ok(_rig.Engine.SetMaster(new MasterSpec(9, false, -6)));
        float[] mix = Export(null);
        for (int i = 0; i < mix.Length; i++) Assert.Equal(mix[i], stems.Sum(stem => stem[i]), 1e-5);
        Assert.True(limited.Max() < 0.51 && mix.Max() > 1);
    }

    [Fact]
    public void There_is_no_stem_of_a_lane_that_is_not_there()
    {
        Assert.Equal(Status.NotFound, _rig.Engine.Export(new FileExport(In("x.wav")) { Stem = new LaneId(99) }, TestContext.Current.CancellationToken));
        Assert.Contains("no lane 99", _rig.Engine.LastError, StringComparison.Ordinal);
        Assert.Equal(Status.InvalidArgument, _rig.Engine.Export(new FileExport(In("x.wav")) { Stem = _music, LoudnessLufs = -16 }, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("x.wav", -16)]
    [InlineData("x.flac", -30)]
    [InlineData("x.m4a", -23)]
    [InlineData("x.opus", -20)]
    public void A_normalised_one_has_its_loudness_and_the_document_its_master(string name, double target)
    {
        Ok(_rig.Engine.SetMaster(new MasterSpec(-4, false, -2)));
        long reported = 0;
        var wanted = new FileExport(In(name))
        {
            LoudnessLufs = target,
            Progress = (done, frames) =>
            {
                Assert.True(done > reported && frames == 2 * Frames);
                reported = done;
                return true;
            },
        };
        Ok(_rig.Engine.Export(wanted, out RenderLevels levels, TestContext.Current.CancellationToken));
        Assert.Equal(2 * Frames, reported);
        Assert.NotEqual(0, levels.GainDb);
        Assert.Equal(new MasterSpec(-4, false, -2), _rig.Engine.Master);
        using var other = new EngineRig(loaders: 1);
        Ok(other.Engine.SetClip(new ClipId(1), new TrackSpec(In(name))));
        other.Set(EngineRig.Segment(1, 0, (double)Frames / EngineRig.Rate));
        Ok(other.Engine.MeasureLoudness(out LoudnessReport report, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(target, report.IntegratedLufs, 0.3);
    }

    [Fact]
    public void Silence_cannot_be_normalised_and_a_part_is_measured_by_itself()
    {
        var part = new FileExport(In("x.wav")) { LoudnessLufs = -20, FirstFrame = Frames + 10, Frames = EngineRig.Rate };
        Assert.Equal(Status.InvalidArgument, _rig.Engine.Export(part, TestContext.Current.CancellationToken));
        Assert.Contains("nothing to normalise", _rig.Engine.LastError, StringComparison.Ordinal);
        Ok(_rig.Engine.Export(part with { FirstFrame = 0 }, out RenderLevels first, TestContext.Current.CancellationToken));
        Ok(_rig.Engine.Export(part with { FirstFrame = 3 * EngineRig.Rate }, out RenderLevels last, TestContext.Current.CancellationToken));
        Assert.True(Math.Abs(first.GainDb - last.GainDb) > 0.5, $"{first.GainDb} and {last.GainDb} dB");
        Assert.Equal(Status.InvalidArgument, _rig.Engine.Export(part with { LoudnessLufs = 3 }, TestContext.Current.CancellationToken));
    }

    private void Ok(Status status) => Assert.Equal((Status.Ok, ""), (status, status == Status.Ok ? "" : _rig.Engine.LastError));

    private LaneId Lane(in LaneSpec spec, params ItemSpec[] items)
    {
        Ok(_rig.Engine.AddLane(_rig.Engine.LaneCount, spec, out LaneId lane));
        foreach (ItemSpec item in items) Ok(_rig.Engine.AddItem(item with { Lane = lane }, out _));
        return lane;
    }

    private void Tone(uint clip, double level, double step, bool pauses)
    {
        float[] samples = new float[2 * Frames];
        for (int i = 0; i < Frames; i++)
        {
            if (!pauses || i % 60_000 < 30_000) samples[2 * i] = (float)(level * Math.Sin(i * step));
            samples[(2 * i) + 1] = samples[2 * i] * 0.5f;
        }

        Ok(_rig.Engine.SetClipPcm(new ClipId(clip), samples, 2, EngineRig.Rate));
    }

    private string In(string name) => Path.Combine(_folder, name);

    private float[] Export(LaneId? stem)
    {
        Ok(_rig.Engine.Export(new FileExport(In("stem.wav")) { Stem = stem }, TestContext.Current.CancellationToken));
        return MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(In("stem.wav")).AsSpan(104)).ToArray();
    }
}
