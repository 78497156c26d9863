using System;
using System.Linq;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Silences of timelines, found, removed, and snapped to.</summary>
public sealed class SilenceTests
{
    private const int Rate = EngineRig.Rate;
    private const double Resolution = 256.0 / Rate;

    [Fact]
    public void Pauses_are_found_with_their_margins_and_taken_out_in_one_step()
    {
        using EngineRig rig = Speech((0, 2), (3, 5), (5.3, 6), (8, 10));
        EditRange[] found = Find(rig.Engine, SilenceOptions.Default);
        Near([(2.1, 2.9), (6.1, 7.9)], found); // 0.3 s are too short
        Assert.Equal(Status.Ok, rig.Engine.RemoveRanges(found));
        Assert.Equal((long)(10 * Rate) - found.Sum(range => (long)Math.Round((range.Out - range.In) * Rate)), rig.Engine.LengthFrames, 2.0);
        Assert.Empty(Find(rig.Engine, SilenceOptions.Default));
        Assert.Equal(Status.Ok, rig.Engine.Undo());
        Assert.Equal(10L * Rate, rig.Engine.LengthFrames);
    }

    [Fact]
    public void At_the_ends_there_is_no_margin_and_gaps_and_muted_segments_are_silent()
    {
        using EngineRig rig = Speech((1, 9));
        Near([(0, 0.9), (9.1, 10)], Find(rig.Engine, SilenceOptions.Default));
        rig.Set(EngineRig.Segment(1, 2, 4), EngineRig.Segment(0, 0, 1), EngineRig.Segment(1, 4, 6), EngineRig.Segment(1, 4, 6) with { Muted = true });
        Near([(2.1, 2.9), (5.1, 7)], Find(rig.Engine, SilenceOptions.Default));
    }

    [Fact]
    public void Threshold_and_length_decide()
    {
        using EngineRig rig = Speech((0, 2), (3, 10));
        Assert.Empty(Find(rig.Engine, SilenceOptions.Default with { MinSeconds = 1.2 }));
        Near([(2, 3)], Find(rig.Engine, new SilenceOptions(-50, 0.9, 0)));
        Near([(0, 10)], Find(rig.Engine, new SilenceOptions(-5, 0.5, 0.1))); // the sound's rms is -9 dB
        Assert.Equal(Status.InvalidArgument, rig.Engine.FindSilences(new SilenceOptions(double.NaN, 1, 0), [], out _, TestContext.Current.CancellationToken));
        Assert.Equal(Status.InvalidArgument, rig.Engine.FindSilences(new SilenceOptions(-50, -1, 0), [], out _, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_cut_snaps_to_the_quietest_place_near_it()
    {
        using EngineRig rig = Speech((0, 2), (2.05, 10));
        rig.Ready(10);
        Assert.Equal(Status.Ok, rig.Engine.SnapToQuiet(2.06, 0.05, out double found));
        Assert.InRange(found, 2.0, 2.05);
        Assert.Equal(Status.Ok, rig.Engine.SnapToQuiet(1.9, 0.05, out found));
        Assert.InRange(found, 1.85, 1.95);
        Assert.Equal(Status.Ok, rig.Engine.SnapToQuiet(2.02, 0, out found));
        Assert.Equal(2.02, found, 1e-9);
        Assert.Equal(Status.InvalidArgument, rig.Engine.SnapToQuiet(2, 11, out _));
    }

    [Fact]
    public void Where_nothing_is_known_a_cut_stays()
    {
        using var rig = new EngineRig();
        Assert.Equal(Status.Ok, rig.Engine.SnapToQuiet(5, 0.1, out double found));
        Assert.Equal(0, found); // clamped to the empty timeline
    }

    /// <summary>Ten seconds of a tone in these ranges and a noise floor of -70 dB elsewhere, as the timeline.</summary>
    private static EngineRig Speech(params (double From, double To)[] sounds)
    {
        var rig = new EngineRig();
        float[] samples = new float[2 * 10 * Rate];
        var random = new Random(1);
        for (int i = 0; i < samples.Length; i++)
        {
            double t = i / 2 / (double)Rate;
            bool sound = Array.Exists(sounds, range => t >= range.From && t < range.To);
            samples[i] = (float)(sound ? 0.5 * Math.Sin(2 * Math.PI * 440 * t) : 0.0005 * (random.NextDouble() - 0.5));
        }

        Assert.Equal(Status.Ok, rig.Engine.SetClipPcm(new ClipId(1), samples, 2, Rate));
        rig.Set(EngineRig.Segment(1, 0, 10));
        return rig;
    }

    private static EditRange[] Find(Engine engine, SilenceOptions options)
    {
        Assert.Equal(Status.Ok, engine.FindSilences(options, [], out int count, TestContext.Current.CancellationToken));
        EditRange[] ranges = new EditRange[count];
        Assert.Equal(Status.Ok, engine.FindSilences(options, ranges, out int again, TestContext.Current.CancellationToken));
        Assert.Equal(count, again);
        return ranges;
    }

    private static void Near((double In, double Out)[] expected, EditRange[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].In, found[i].In, Resolution);
            Assert.Equal(expected[i].Out, found[i].Out, Resolution);
        }
    }
}
