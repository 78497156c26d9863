using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Seamline.Decode;
using Seamline.Tests.Kernels;
using Seamline.Tests.Rendering;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Lanes that go down while the main lane is loud.</summary>
public sealed class DuckingTests
{
    private const int Rate = 48_000;
    private const float Music = 0.25f;

    [Fact]
    public void Music_goes_down_before_speech_and_comes_back_behind_it()
    {
        using var rig = new Rig();
        LaneId lane = Speech(rig, (3, 4), (5, 6), (9, 10));
        Rig.Ok(rig.Engine.SetDucking(lane, DuckingSpec.Default));
        Rig.Ok(rig.Engine.GetDucking(lane, out DuckingInfo info));
        Assert.Equal(new DuckingInfo(DuckingSpec.Default, 1), info);
        float[] heard = rig.Offline();
        double down = Math.Pow(10, -12 / 20.0);
        foreach (double at in (double[])[0.5, 2.7, 7.7, 8.6, 11.7]) Assert.Equal(1, Gain(heard, at), 1e-6); // rises begin within a step of 7 s
        foreach (double at in (double[])[4.2, 4.9, 6.2, 6.9, 10.5, 10.9]) Assert.Equal(down, Gain(heard, at), 1e-5); // a pause of a second does not count
        Assert.Equal(Math.Pow(10, -6 / 20.0), Gain(heard, 2.875), 0.1); // half way down, half a second before the end of the fall
        Assert.Equal(Math.Pow(10, -6 / 20.0), Gain(heard, 7.25), 0.1);
    }

    [Fact]
    public void Only_what_is_heard_loud_enough_takes_it_down()
    {
        using var rig = new Rig();
        LaneId lane = Speech(rig, (3, 4));
        Rig.Ok(rig.Engine.SetDucking(lane, DuckingSpec.Default with { AmountDb = -96 }));
        bool IsDown() => Gain(rig.Offline(), 4.5) < 0.01;
        Assert.True(IsDown());
        SegmentId id = rig.Segment(0).Id;
        Rig.Ok(rig.Engine.SetSegmentGain(id, -30)); // the speech is at -9 dB
        Assert.False(IsDown());
        Rig.Ok(rig.Engine.Undo());
        Rig.Ok(rig.Engine.SetSegmentMuted(id, true));
        Assert.False(IsDown());
        Rig.Ok(rig.Engine.Undo());
        Rig.Ok(rig.Engine.SetTrackMix(new ClipId(1), 0, new TrackMix { GainDb = -30 }));
        Assert.False(IsDown());
        Rig.Ok(rig.Engine.SetDucking(lane, DuckingSpec.Default with { AmountDb = -96, ThresholdDb = -45 }));
        Assert.True(IsDown());
        Rig.Ok(rig.Engine.SetLane(lane, new LaneSpec { Solo = true })); // the main lane is not heard
        Assert.False(IsDown());
        Rig.Ok(rig.Engine.Undo());
        Assert.True(IsDown());
        Rig.Ok(rig.Engine.RemoveDucking(lane));
        Assert.False(IsDown());
        Assert.Equal(Status.NotFound, rig.Engine.GetDucking(lane, out _));
        Rig.Ok(rig.Engine.Undo());
        Assert.True(IsDown());
        Rig.Ok(rig.Engine.RemoveLane(lane));
        Rig.Ok(rig.Engine.Undo());
        Assert.True(IsDown());
    }

    [Fact]
    public void A_render_that_was_begun_before_the_levels_were_known_goes_by_them()
    {
        using var rig = new EngineRig();
        using var open = new ManualResetEventSlim();
        rig.Clip(1, new Seamline.Tests.Clips.WaveSource(4L * Rate, 2, 0.2f) { OnRun = open.Wait }, "speech");
        rig.Clip(2, new Seamline.Tests.Clips.WaveSource(8L * Rate, 2, 0.2f), "music");
        rig.Set(EngineRig.Segment(0, 0, 2), EngineRig.Segment(1, 0, 4));
        Rig.Ok(rig.Engine.AddLane(0, default, out LaneId lane));
        Rig.Ok(rig.Engine.AddItem(new ItemSpec(lane, new ClipId(2), 0, 0, 6), out _));
        Rig.Ok(rig.Engine.SetDucking(lane, DuckingSpec.Default));
        using OfflineRender early = rig.Engine.BeginOffline();
        open.Set();
        Rig.Ok(rig.Engine.WaitReady(6 * Rate, 20_000));
        float[] heard = new float[6 * Rate * 2];
        Rig.Ok(early.Render(0, heard, TestContext.Current.CancellationToken));
        Assert.True(heard.AsSpan().SequenceEqual(LoudnessTests.Render(rig.Engine)));
        Rig.Ok(rig.Engine.RemoveDucking(lane));
        Assert.False(heard.AsSpan().SequenceEqual(LoudnessTests.Render(rig.Engine)));
    }

    [Fact]
    public void Edits_are_followed_in_the_next_block()
    {
        using var rig = new Rig();
        LaneId lane = Speech(rig, (3, 4), (8, 9));
        Rig.Ok(rig.Engine.SetDucking(lane, DuckingSpec.Default with { HoldSeconds = 0.1, RiseSeconds = 0.2 }));
        _ = rig.Start(2 * Rate);
        Action[] edits =
        [
            () => Rig.Ok(rig.Engine.RippleDelete(0.5, 1.5)),
            () => Rig.Ok(rig.Engine.Insert(0, new SegmentSpec(new ClipId(1), 3, 4), out _)),
            () => Rig.Ok(rig.Engine.Undo()),
            () => Rig.Ok(rig.Engine.SetSegmentMuted(rig.Segment(0).Id, true)),
            () => Rig.Ok(rig.Engine.SetDucking(lane, DuckingSpec.Default with { AmountDb = -20 })),
        ];
        foreach (Action edit in edits)
        {
            edit();
            float[] heard = rig.Pull(3 * 480); // 15 ms of crossfade, then the new gain
            Bits.Same(rig.Offline(rig.Playhead - 720, 720), heard.AsSpan(720), "behind the crossfade");
        }
    }

    [Fact]
    public void The_gain_becomes_points_with_the_same_bits()
    {
        using var rig = new Rig();
        LaneId lane = Speech(rig, (3, 4), (8, 9));
        Rig.Ok(rig.Engine.SetDucking(lane, DuckingSpec.Default));
        Rig.Ok(rig.Engine.SetEnvelope(EnvelopeOwner.Lane, lane.Value, new GainPoint(0, -3), new GainPoint(3.5, 0), new GainPoint(8.1, -100)));
        float[] heard = rig.Offline();
        Rig.Ok(rig.Engine.DuckingToEnvelope(lane));
        Assert.Equal(EditKind.Ducking, rig.Engine.History.UndoKind);
        Assert.Equal(Status.NotFound, rig.Engine.GetDucking(lane, out _));
        Rig.Ok(rig.Engine.GetEnvelope(EnvelopeOwner.Lane, lane.Value, default, out int count));
        Assert.Equal(8 + 3, count);
        Bits.Same(heard, rig.Offline(), "points");
        Rig.Ok(rig.Engine.Undo());
        Rig.Ok(rig.Engine.GetDucking(lane, out _));
        Bits.Same(heard, rig.Offline(), "undone");
        Rig.Ok(rig.Engine.Redo());
        Bits.Same(heard, rig.Offline(), "done again");
        Assert.Equal(Status.NotFound, rig.Engine.DuckingToEnvelope(lane));
    }

    // An export before anything was loaded, and playback once all is: in little memory, so that pages come and go.
    [Fact]
    public void An_export_loads_what_it_needs_and_playback_comes_to_the_same()
    {
        using var early = new EngineRig(Limits.MinBudgetBytes, channels: 1);
        using var late = new EngineRig(channels: 1);
        float[] whole = Rendered(Lazy(early));
        LaneId lane = Lazy(late);
        late.Settle();
        for (int i = 0; i < 100 && Known(late.Engine, lane) < 1; i++) Thread.Sleep(20);
        Assert.Equal(1, Known(late.Engine, lane));
        Assert.Equal(Status.Ok, late.Engine.Play());
        for (int at = 0; at < 30 * EngineRig.Rate; at += EngineRig.Block)
        {
            late.Pull();
            if (at >= EngineRig.Block) Bits.Same(whole.AsSpan(at, EngineRig.Block), late.Output, $"frame {at}");
        }

        Assert.Contains(whole, sample => sample == 0.125f);
        float[] Rendered(LaneId of)
        {
            using OfflineRender render = early.Engine.BeginOffline();
            var frames = new float[render.LengthFrames];
            Assert.Equal(Status.Ok, render.Render(0, frames, TestContext.Current.CancellationToken));
            Assert.Equal(1, Known(early.Engine, of));
            return frames;
        }
    }

    // Playing while material comes in: what is known is heard, and nothing is published that sounds the same.
    [Fact]
    public void It_is_refined_while_more_is_loaded()
    {
        using var rig = new EngineRig(channels: 1);
        LaneId lane = Lazy(rig);
        rig.Settle();
        long until = Environment.TickCount64 + 60_000;
        rig.Ready(1);
        Assert.Equal(Status.Ok, rig.Engine.SeekFrame(30 * EngineRig.Rate));
        Assert.Equal(Status.Ok, rig.Engine.Play());
        while (Published(rig) is var before && before >= 0 && Environment.TickCount64 < until)
        {
            Thread.Sleep(500);
            if (Published(rig) == before) break; // by itself, with nobody asking
        }

        float last = 0;
        for (int i = 0; i < 10; i++)
        {
            rig.Pull();
            last = rig.Output[^1];
        }

        Assert.Equal(1, Known(rig.Engine, lane));
        using OfflineRender render = rig.Engine.BeginOffline();
        var now = new float[1];
        Assert.Equal(Status.Ok, render.Render(rig.Engine.GetPosition().PlayheadFrame - 1, now, TestContext.Current.CancellationToken));
        Assert.Equal(now[0], last);
    }

    private static long Published(EngineRig rig) => rig.Engine.GetStatus().PublishedSerial;

    private static double Known(Engine engine, LaneId lane)
    {
        Assert.Equal(Status.Ok, engine.GetDucking(lane, out DuckingInfo info));
        return info.Known;
    }

    // Ten minutes of which every tenth second is a tone; music is the constant 0.125.
    private static LaneId Lazy(EngineRig rig)
    {
        rig.Clip(1, new GeneratedSource(GeneratedShape.Sine, 440, EngineRig.Rate, 1, 300L * EngineRig.Rate));
        rig.Clip(2, new GeneratedSource(GeneratedShape.Constant, 0.125, EngineRig.Rate, 1, 300L * EngineRig.Rate));
        Assert.Equal(Status.Ok, rig.Engine.AddLane(0, default, out LaneId lane));
        Assert.Equal(Status.Ok, rig.Engine.AddItem(new ItemSpec(lane, new ClipId(2), 0, 0, 300), out _));
        Assert.Equal(Status.Ok, rig.Engine.SetDucking(lane, DuckingSpec.Default));
        var segments = new List<SegmentSpec>();
        for (int i = 0; i < 30; i++) segments.AddRange([EngineRig.Segment(0, 0, 9), EngineRig.Segment(1, 10 * i, (10 * i) + 1)]);
        rig.Set([.. segments]);
        return lane;
    }

    // A main lane of 12 s with a tone at -9 dB in some places, and music everywhere.
    private static LaneId Speech(Rig rig, params (double From, double To)[] places)
    {
        float[] speech = [.. Enumerable.Range(0, 12 * Rate).Select(i => places.Any(p => i >= p.From * Rate && i < p.To * Rate) ? (i % 2 == 0 ? 0.35f : -0.35f) : 0)];
        rig.Pcm(1, speech);
        rig.Pcm(2, [.. Enumerable.Repeat(Music, 12 * Rate)]);
        rig.Set(new SegmentSpec(new ClipId(1), 0, 12));
        Rig.Ok(rig.Engine.AddLane(0, default, out LaneId lane));
        Rig.Ok(rig.Engine.AddItem(new ItemSpec(lane, new ClipId(2), 0, 0, 12), out _));
        return lane;
    }

    // Of the music, where the speech is silent.
    private static double Gain(float[] heard, double at) => heard[(int)(at * Rate)] / Music;
}
