using System;
using Seamline.Decode;
using Seamline.Tests.Clips;
using Seamline.Tests.Loudness;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>The loudness of timelines, beside libebur128 on what an offline render gives.</summary>
public sealed class LoudnessTests
{
    [Fact]
    public void A_cut_timeline_is_as_loud_as_its_render()
    {
        using var rig = new EngineRig();
        rig.Clip(1, new WaveSource(40L * EngineRig.Rate, 2, 0.2f), "wave");
        var random = new Random(3);
        var segments = new SegmentSpec[60];
        for (int i = 0; i < segments.Length; i++)
        {
            double from = random.NextDouble() * 38;
            segments[i] = EngineRig.Segment(1, from, from + 0.2 + random.NextDouble()) with { GainDb = random.Next(-40, 3), Muted = i % 13 == 0 };
        }

        rig.Set(segments);
        Assert.Equal(Status.Ok, rig.Engine.MeasureLoudness(out LoudnessReport report, cancellation: TestContext.Current.CancellationToken));
        LoudnessReport expected = Ebur128.Measure(Render(rig.Engine), EngineRig.Rate, 2);
        Assert.Equal(expected.IntegratedLufs, report.IntegratedLufs, 0.001);
        Assert.Equal(expected.RangeLu, report.RangeLu, 0.001);
        Assert.Equal(expected.SamplePeakDbfs, report.SamplePeakDbfs, 0.0001);
        Assert.Equal(expected.MaxMomentaryLufs, report.MaxMomentaryLufs, 0.001);
        Assert.Equal(expected.MaxShortTermLufs, report.MaxShortTermLufs, 0.001);
    }

    [Fact]
    public void An_empty_timeline_and_a_gap_have_no_loudness()
    {
        using var rig = new EngineRig();
        Assert.Equal(Status.Ok, rig.Engine.MeasureLoudness(out LoudnessReport report, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(LoudnessReport.None, report);
        rig.Set(EngineRig.Segment(0, 0, 5));
        Assert.Equal(Status.Ok, rig.Engine.MeasureLoudness(out report, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(LoudnessReport.None, report);
    }

    [Fact]
    public void A_measurement_can_be_cancelled()
    {
        using var rig = new EngineRig();
        rig.Staircase(1, 60);
        rig.Set(EngineRig.Segment(1, 0, 30));
        int calls = 0;
        Assert.Equal(Status.Cancelled, rig.Engine.MeasureLoudness(out _, false, (done, frames) => ++calls < 3, TestContext.Current.CancellationToken));
        Assert.Equal(3, calls);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    public void After_a_measurement_every_edit_has_its_loudness_at_once(int channels)
    {
        using var rig = new EngineRig();
        rig.Clip(1, new WaveSource(30L * EngineRig.Rate, channels, 0.2f), "wave");
        rig.Set(EngineRig.Segment(1, 0, 30));
        Assert.Equal(Status.Ok, rig.Engine.EstimateLoudness(out LoudnessReport report, out double known));
        Assert.Equal(0, known);
        Assert.Equal(double.NegativeInfinity, report.IntegratedLufs);
        Assert.Equal(Status.Ok, rig.Engine.MeasureLoudness(out _, cancellation: TestContext.Current.CancellationToken));
        var random = new Random(4);
        for (int edit = 0; edit < 3; edit++)
        {
            var segments = new SegmentSpec[120];
            for (int i = 0; i < segments.Length; i++)
            {
                double from = random.NextDouble() * 29;
                segments[i] = EngineRig.Segment(1, from, from + 0.05 + (0.5 * random.NextDouble())) with { GainDb = random.Next(-20, 3), Muted = i % 17 == 0 };
            }

            rig.Set(segments);
            Assert.Equal(Status.Ok, rig.Engine.SetMaster(MasterSpec.Neutral with { GainDb = -edit }));
            Assert.Equal(Status.Ok, rig.Engine.EstimateLoudness(out report, out known));
            Assert.Equal(1, known);
            LoudnessReport exact = Ebur128.Measure(Render(rig.Engine), EngineRig.Rate, 2);
            Assert.Equal(exact.IntegratedLufs, report.IntegratedLufs, 0.1);
            Assert.Equal(exact.RangeLu, report.RangeLu, 0.3);
            Assert.Equal(exact.MaxShortTermLufs, report.MaxShortTermLufs, 0.3);
        }
    }

    // Pieces of a source of which a seventh fits in memory, from all over it: each needs its pages brought, and those of others evicted.
    [Fact]
    public void A_source_larger_than_the_budget_is_measured_to_its_end()
    {
        const double length = 600, seconds = 2;
        const int count = 48;
        using var rig = new EngineRig(budgetBytes: 32L << 20);
        rig.Clip(1, new GeneratedSource(GeneratedShape.Sine, 440, EngineRig.Rate, 2, (long)(length * EngineRig.Rate)));
        var segments = new SegmentSpec[count];
        for (int i = 0; i < segments.Length; i++)
        {
            double from = i * 79.19 % (length - seconds);
            segments[i] = EngineRig.Segment(1, from, from + seconds) with { GainDb = -20 + (i % 7) };
        }

        rig.Set(segments);
        long last = 0;
        Assert.Equal(Status.Ok, rig.Engine.MeasureLoudness(out LoudnessReport report, false, (done, frames) => (last = done) <= frames, TestContext.Current.CancellationToken));
        Assert.Equal((long)(count * seconds * EngineRig.Rate), last);
        Assert.Equal(Status.Ok, rig.Engine.EstimateLoudness(out LoudnessReport estimate, out double known));
        Assert.Equal(1, known);
        Assert.Equal(report.IntegratedLufs, estimate.IntegratedLufs, 0.1);
        Assert.True(rig.Engine.GetStatus().PagesEvicted > 100);
    }

    // In order, one page after the other, while playback rests at the beginning and keeps its own.
    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void A_source_of_ten_times_the_budget_is_measured_from_its_beginning_to_its_end(int pieces)
    {
        const double length = 900, piece = 100;
        const long budget = 32L << 20;
        using var rig = new EngineRig(budgetBytes: budget);
        rig.Clip(1, new WaveSource((long)length * EngineRig.Rate, 2, 0.2f));
        Assert.True(length * EngineRig.Rate * 2 * sizeof(float) > 10 * budget);
        var segments = new SegmentSpec[pieces];
        for (int i = 0; i < pieces; i++) segments[i] = pieces == 1 ? EngineRig.Segment(1, 0, length) : EngineRig.Segment(1, piece * (pieces - 1 - i), piece * (pieces - i));
        rig.Set(segments);
        Assert.Equal(Status.Ok, rig.Engine.MeasureLoudness(out LoudnessReport report, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(Status.Ok, rig.Engine.EstimateLoudness(out LoudnessReport estimate, out double known));
        Assert.Equal(1, known);
        Assert.Equal(report.IntegratedLufs, estimate.IntegratedLufs, 0.01);
        Assert.Equal(report.RangeLu, estimate.RangeLu, 0.1);
        Assert.True(rig.Engine.GetStatus().HeldBytes <= budget);
    }

    [Fact]
    public void What_was_never_measured_is_reported()
    {
        using var rig = new EngineRig();
        rig.Clip(1, new WaveSource(10L * EngineRig.Rate, 2), "wave");
        rig.Clip(2, new WaveSource(10L * EngineRig.Rate, 2), "other");
        rig.Set(EngineRig.Segment(1, 0, 10));
        Assert.Equal(Status.Ok, rig.Engine.MeasureLoudness(out _, cancellation: TestContext.Current.CancellationToken));
        rig.Set(EngineRig.Segment(1, 0, 10), EngineRig.Segment(2, 0, 10));
        Assert.Equal(Status.Ok, rig.Engine.EstimateLoudness(out _, out double known));
        Assert.Equal(0.5, known, 1e-9);
    }

    internal static float[] Render(Engine engine)
    {
        using OfflineRender render = engine.BeginOffline();
        float[] all = new float[render.LengthFrames * render.Channels];
        Assert.Equal(Status.Ok, render.Render(0, all, TestContext.Current.CancellationToken));
        return all;
    }
}
