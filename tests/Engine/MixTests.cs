using System;
using System.Linq;
using Seamline.Tests.Kernels;
using Seamline.Tests.Rendering;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Lanes, transitions, envelopes and the master through the engine, against the plain sum.</summary>
public sealed class MixTests
{
    private const int Rate = 48_000;
    private const double Close = 3e-6;

    [Fact]
    public void Items_are_summed_with_gain_fades_and_the_lanes_gain()
    {
        using var rig = new Rig(declick: 0);
        float[] voice = Voice(rig, 3);
        float[] music = Music(rig, 3);
        rig.Set(new SegmentSpec(new ClipId(1), 0, 3));
        LaneId lane = AddLane(rig, new LaneSpec { GainDb = -6 });
        AddItem(rig, new ItemSpec(lane, new ClipId(2), 0.5, 0.25, 1.75) { GainDb = -3, FadeIn = 0.2, FadeOut = 0.4, FadeOutShape = FadeShape.EqualPower });
        float[] heard = rig.Offline();
        double gain = Linear(-6) * Linear(-3);
        for (int f = 0; f < heard.Length; f++)
        {
            double sum = voice[f];
            int into = f - 24_000;
            if (into is >= 0 and < 72_000)
                sum += music[into + 12_000] * gain * Math.Min(1, into / 9_600.0) * Math.Sin(Math.PI / 2 * Math.Min(1, (72_000 - into) / 19_200.0));
            Assert.Equal(sum, heard[f], Close);
        }

        SameInAnyBlocks(rig, heard);
    }

    [Fact]
    public void A_loop_repeats_its_range_and_fades_as_a_whole()
    {
        using var rig = new Rig(declick: 0);
        float[] music = Music(rig, 3);
        rig.Set(new SegmentSpec(ClipId.None, 0, 4));
        LaneId lane = AddLane(rig, default);
        AddItem(rig, new ItemSpec(lane, new ClipId(2), 0.5, 1, 1.3) { LoopSeconds = 3, FadeIn = 1, FadeOut = 0.5 });
        float[] heard = rig.Offline();
        for (int f = 0; f < heard.Length; f++)
        {
            int into = f - 24_000;
            double sum = into is < 0 or >= 144_000 ? 0
                : music[48_000 + (into % 14_400)] * Math.Min(1, into / 48_000.0) * Math.Min(1, (144_000 - into) / 24_000.0);
            Assert.Equal(sum, heard[f], Close);
        }

        SameInAnyBlocks(rig, heard);
    }

    [Fact]
    public void Mute_solo_and_overlapping_items()
    {
        using var rig = new Rig(declick: 0);
        float[] voice = Voice(rig, 1);
        float[] music = Music(rig, 3);
        rig.Set(new SegmentSpec(new ClipId(1), 0, 1));
        LaneId first = AddLane(rig, default);
        LaneId second = AddLane(rig, default);
        AddItem(rig, new ItemSpec(first, new ClipId(2), 0, 0, 0.5));
        AddItem(rig, new ItemSpec(first, new ClipId(2), 0.25, 1, 1.5));
        AddItem(rig, new ItemSpec(second, new ClipId(2), 0, 2, 3));
        float Sum(int f, bool main, bool one, bool two) => (main ? voice[f] : 0)
            + (one ? (f < 24_000 ? music[f] : 0) + (f is >= 12_000 and < 36_000 ? music[48_000 + f - 12_000] : 0) : 0) + (two ? music[96_000 + f] : 0);
        void Same(bool main, bool one, bool two)
        {
            float[] heard = rig.Offline();
            for (int f = 0; f < heard.Length; f++) Assert.Equal(Sum(f, main, one, two), heard[f], 1e-6f);
        }

        Same(true, true, true);
        Rig.Ok(rig.Engine.SetLane(first, new LaneSpec { Muted = true }));
        Same(true, false, true);
        Rig.Ok(rig.Engine.SetLane(first, new LaneSpec { Solo = true }));
        Same(false, true, false);
        Rig.Ok(rig.Engine.Undo());
        Rig.Ok(rig.Engine.Undo());
        Same(true, true, true);
        for (int i = 0; i < 6; i++) AddItem(rig, new ItemSpec(first, new ClipId(2), 0.3, 0, 1));
        Assert.Equal(Status.LimitReached, rig.Engine.AddItem(new ItemSpec(first, new ClipId(2), 0.3, 0, 1), out _));
        Assert.Contains("more than 8 items", rig.Engine.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lane_that_extends_makes_the_timeline_longer_and_others_end_with_it()
    {
        using var rig = new Rig();
        _ = Voice(rig, 1);
        float[] music = Music(rig, 3);
        rig.Set(new SegmentSpec(new ClipId(1), 0, 1));
        LaneId lane = AddLane(rig, default);
        AddItem(rig, new ItemSpec(lane, new ClipId(2), 0.5, 0, 2));
        Assert.Equal(Rate, rig.Engine.LengthFrames);
        Rig.Ok(rig.Engine.SetLane(lane, new LaneSpec { Extends = true }));
        Assert.Equal(120_000, rig.Engine.LengthFrames);
        float[] heard = rig.Offline();
        for (int f = 60_000; f < 119_000; f++) Assert.Equal(music[f - 24_000], heard[f]);
        SameInAnyBlocks(rig, heard);
        Rig.Ok(rig.Engine.Play());
        float[] played = rig.Pull(120_000, 480, 77, 1_000);
        Bits.Same(heard.AsSpan(1_000, 100_000), played.AsSpan(1_000, 100_000), "playback");
    }

    [Theory]
    [InlineData(TransitionKind.EqualPower)]
    [InlineData(TransitionKind.Linear)]
    [InlineData(TransitionKind.ThroughBlack)]
    public void A_transition_overlaps_two_segments(TransitionKind kind)
    {
        using var rig = new Rig();
        float[] voice = Voice(rig, 3);
        float[] music = Music(rig, 3);
        rig.Set(new SegmentSpec(new ClipId(1), 0, 2), new SegmentSpec(new ClipId(2), 0.5, 2.5));
        SegmentId right = rig.Segment(1).Id;
        Rig.Ok(rig.Engine.SetTransition(right, kind, 0.5));
        Assert.Equal(168_000, rig.Engine.LengthFrames);
        Assert.Equal((0L, 96_000L, 72_000L), (rig.Segment(0).StartFrame, rig.Segment(0).EndFrame, rig.Segment(1).StartFrame));
        float[] heard = rig.Offline();
        for (int f = 0; f < heard.Length; f++)
        {
            double x = Math.Clamp((f - 72_000) / 24_000.0, 0, 1);
            (double a, double b) = kind switch
            {
                TransitionKind.EqualPower => (Math.Cos(Math.PI / 2 * x), Math.Sin(Math.PI / 2 * x)),
                TransitionKind.Linear => (1 - x, x),
                _ => (Math.Max(0, 1 - (2 * x)), Math.Max(0, (2 * x) - 1)),
            };
            double sum = (f < 96_000 ? voice[f] * a : 0) + (f >= 72_000 ? music[24_000 + f - 72_000] * b : 0);
            Assert.Equal(sum, heard[f], Close);
        }

        SameInAnyBlocks(rig, heard);
        Rig.Ok(rig.Engine.RemoveTransition(right));
        Assert.Equal(192_000, rig.Engine.LengthFrames);
        Rig.Ok(rig.Engine.Undo());
        Bits.Same(heard, rig.Offline(), "after undo");
    }

    [Fact]
    public void A_transition_is_clamped_and_a_short_neighbour_has_a_seam()
    {
        using var rig = new Rig();
        _ = Voice(rig, 3);
        rig.Set(new SegmentSpec(new ClipId(1), 0, 1), new SegmentSpec(new ClipId(1), 2, 2.6), new SegmentSpec(new ClipId(1), 0.5, 0.58));
        Rig.Ok(rig.Engine.SetTransition(rig.Segment(1).Id, TransitionKind.Linear, 5));
        Rig.Ok(rig.Engine.GetTransition(rig.Segment(1).Id, out TransitionInfo transition));
        Assert.Equal((5, 0.3), (transition.Seconds, Math.Round(transition.Overlap, 9)));
        Assert.Equal(33_600, rig.Segment(1).StartFrame);
        Rig.Ok(rig.Engine.SetTransition(rig.Segment(1).Id, TransitionKind.Linear, 0.001));
        Assert.Equal(45_600, rig.Segment(1).StartFrame);
        Rig.Ok(rig.Engine.SetTransition(rig.Segment(2).Id, TransitionKind.Linear, 1));
        Assert.Equal(Rate + 28_800 + 3_840 - 2_400, rig.Engine.LengthFrames);
        Assert.Equal(Status.InvalidArgument, rig.Engine.Split(0.96, out _));
        Assert.Contains("too short for its transition", rig.Engine.LastError, StringComparison.Ordinal);
        float[] before = rig.Offline();
        Rig.Ok(rig.Engine.Split(0.5, out _));
        Bits.Same(before, rig.Offline(), "a split");
    }

    [Fact]
    public void Envelopes_of_segment_item_lane_and_master_multiply()
    {
        using var rig = new Rig(declick: 0);
        float[] voice = Voice(rig, 3);
        float[] music = Music(rig, 3);
        rig.Set(new SegmentSpec(new ClipId(1), 0.5, 2.5));
        LaneId lane = AddLane(rig, default);
        ItemId item = AddItem(rig, new ItemSpec(lane, new ClipId(2), 0.25, 0, 1.5));
        Rig.Ok(rig.Engine.SetEnvelope(EnvelopeOwner.Segment, rig.Segment(0).Id.Value, new GainPoint(0.75, 0), new GainPoint(1.25, -20), new GainPoint(2, -120)));
        Rig.Ok(rig.Engine.SetEnvelope(EnvelopeOwner.Item, item.Value, new GainPoint(0.1, -10), new GainPoint(1, 6)));
        Rig.Ok(rig.Engine.SetEnvelope(EnvelopeOwner.Lane, lane.Value, new GainPoint(0, -3), new GainPoint(1.5, -12)));
        Rig.Ok(rig.Engine.SetEnvelope(EnvelopeOwner.Master, 0, new GainPoint(0, 0), new GainPoint(1.9, -6)));
        Rig.Ok(rig.Engine.SetMaster(MasterSpec.Neutral with { GainDb = -1 }));
        float[] heard = rig.Offline();
        for (int f = 0; f < heard.Length; f++)
        {
            double t = f / (double)Rate;
            double sum = voice[24_000 + f] * At(t + 0.5, (0.75, 0), (1.25, -20), (2, -96));
            if (f is >= 12_000 and < 84_000) sum += music[f - 12_000] * At(t - 0.25, (0.1, -10), (1, 6)) * At(t, (0, -3), (1.5, -12));
            Assert.Equal(sum * At(t, (0, 0), (1.9, -6)) * Linear(-1), heard[f], Close);
        }

        Assert.All(heard.Skip(90_000), s => Assert.Equal(0, s));
        SameInAnyBlocks(rig, heard);
        Rig.Ok(rig.Engine.Split(0.9, out _));
        Bits.Same(heard, rig.Offline(), "a split");
    }

    [Fact]
    public void Lanes_that_ripple_move_with_the_main_lane()
    {
        using var rig = new Rig();
        _ = Voice(rig, 10);
        _ = Music(rig, 3);
        rig.Set(new SegmentSpec(new ClipId(1), 0, 10));
        LaneId moves = AddLane(rig, new LaneSpec { Ripples = true });
        LaneId stays = AddLane(rig, default);
        foreach (LaneId lane in (LaneId[])[moves, stays])
        {
            foreach (double at in (double[])[1, 4.5, 6]) AddItem(rig, new ItemSpec(lane, new ClipId(2), at, 0, 0.5));
        }

        Rig.Ok(rig.Engine.RippleDelete(4, 5));
        Assert.Equal([1, 4, 5], Starts(rig, moves));
        Assert.Equal([1, 4.5, 6], Starts(rig, stays));
        Rig.Ok(rig.Engine.Insert(0, new SegmentSpec(ClipId.None, 0, 2), out _));
        Assert.Equal([3, 6, 7], Starts(rig, moves));
        Rig.Ok(rig.Engine.RemoveRanges(new EditRange(0, 1), new EditRange(6.5, 6.75)));
        Assert.Equal([2, 5, 5.75], Starts(rig, moves));
        for (int i = 0; i < 3; i++) Rig.Ok(rig.Engine.Undo());
        Assert.Equal([1, 4.5, 6], Starts(rig, moves));
    }

    private static double[] Starts(Rig rig, LaneId lane)
    {
        var starts = new double[3];
        for (int i = 0; i < 3; i++)
        {
            Rig.Ok(rig.Engine.GetItem(lane, i, out ItemInfo item));
            starts[i] = Math.Round(item.Spec.Start, 9);
        }

        return starts;
    }

    private static double At(double t, params (double Seconds, double Decibels)[] points)
    {
        double decibels = points[0].Decibels;
        for (int i = 1; i < points.Length; i++)
        {
            double x = Math.Clamp((t - points[i - 1].Seconds) / (points[i].Seconds - points[i - 1].Seconds), 0, 1);
            if (t >= points[i - 1].Seconds) decibels = points[i - 1].Decibels + ((points[i].Decibels - points[i - 1].Decibels) * x);
        }

        return decibels <= -96 ? 0 : Linear(decibels);
    }

    private static void SameInAnyBlocks(Rig rig, float[] whole)
    {
        using OfflineRender render = rig.Engine.BeginOffline();
        int at = 0;
        for (int i = 0; i < 60; i++)
        {
            int count = Math.Min(1 + (i * 977 % 6_000), whole.Length - at);
            var part = new float[count];
            Rig.Ok(render.Render(at, part, TestContext.Current.CancellationToken));
            Bits.Same(whole.AsSpan(at, count), part, $"{count} frames at {at}");
            at = (at + (i * 7_919)) % whole.Length;
        }
    }

    private static double Linear(double decibels) => Math.Pow(10, decibels / 20);

    private static float[] Voice(Rig rig, int seconds) => Pcm(rig, 1, seconds);

    private static float[] Music(Rig rig, int seconds) => Pcm(rig, 2, seconds);

    private static float[] Pcm(Rig rig, uint id, int seconds)
    {
        float[] samples = Bits.Noise(seconds * Rate, id);
        rig.Pcm(id, samples);
        return samples;
    }

    private static LaneId AddLane(Rig rig, LaneSpec spec)
    {
        Rig.Ok(rig.Engine.AddLane(rig.Engine.LaneCount, spec, out LaneId id));
        return id;
    }

    private static ItemId AddItem(Rig rig, ItemSpec spec)
    {
        Assert.True(rig.Engine.AddItem(spec, out ItemId id) == Status.Ok, rig.Engine.LastError);
        return id;
    }
}
