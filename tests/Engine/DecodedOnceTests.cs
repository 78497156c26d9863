using System;
using System.Collections.Generic;
using System.Linq;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Only a file's content is worth decoding: whatever is edited, no frame is decoded and no page loaded for it.</summary>
public sealed class DecodedOnceTests
{
    private static readonly Dictionary<string, Func<Engine, Status>> Edits = new(StringComparer.Ordinal)
    {
        ["split"] = e => e.Split(7.3, out _),
        ["ripple delete"] = e => e.RippleDelete(4, 15),
        ["delete segment"] = e => e.DeleteSegment(Id(e, 1)),
        ["insert"] = e => e.Insert(1, EngineRig.Segment(1, 3, 9), out _),
        ["insert a gap"] = e => e.Insert(1, EngineRig.Segment(0, 0, 2), out _),
        ["move"] = e => e.Move(Id(e, 2), 0),
        ["trim in later"] = e => e.TrimIn(Id(e, 0), 3.1),
        ["trim in earlier"] = e => e.TrimIn(Id(e, 2), 1),
        ["trim out"] = e => e.TrimOut(Id(e, 0), 5.5),
        ["trim out later"] = e => e.TrimOut(Id(e, 1), 33),
        ["segment gain"] = e => e.SetSegmentGain(Id(e, 0), -7),
        ["segment mute"] = e => e.SetSegmentMuted(Id(e, 1), true),
        ["segment unmute"] = e => e.SetSegmentMuted(Id(e, 1), false),
        ["segment speed"] = e => e.SetSegmentSpeed(Id(e, 0), 2),
        ["track gain"] = e => e.SetTrackMix(new ClipId(1), 0, new TrackMix { GainDb = -3 }),
        ["track mute"] = e => e.SetTrackMix(new ClipId(1), 1, new TrackMix { GainDb = double.NegativeInfinity }),
        ["track unmute"] = e => e.SetTrackMix(new ClipId(1), 1, default),
        ["stereo mode"] = e => e.SetTrackMix(new ClipId(2), 0, new TrackMix { Mode = StereoMode.MonoRight }),
        ["offset into the source"] = e => e.SetTrackMix(new ClipId(2), 0, new TrackMix { OffsetSeconds = 2.5 }),
        ["leading silence"] = e => e.SetTrackMix(new ClipId(1), 0, new TrackMix { OffsetSeconds = -4 }),
        ["lane"] = e => e.AddLane(0, new LaneSpec { GainDb = -3 }, out _),
        ["item"] = e => e.AddItem(new ItemSpec(Lane(e), new ClipId(2), 1, 3, 9) { FadeIn = 1 }, out _),
        ["looped item"] = e => e.AddItem(new ItemSpec(Lane(e), new ClipId(1), 2, 3, 4) { LoopSeconds = 20, FadeOut = 5 }, out _),
        ["lane mute"] = e => e.SetLane(Lane(e), new LaneSpec { Muted = true }),
        ["lane that ripples and extends"] = e => e.SetLane(Lane(e), new LaneSpec { Ripples = true, Extends = true }),
        ["transition"] = e => e.SetTransition(Id(e, 1), TransitionKind.EqualPower, 0.5),
        ["another transition"] = e => e.SetTransition(Id(e, 1), TransitionKind.ThroughBlack, 0.25),
        ["segment envelope"] = e => e.SetEnvelope(EnvelopeOwner.Segment, Id(e, 0).Value, new GainPoint(1, 0), new GainPoint(5, -20)),
        ["lane envelope"] = e => e.SetEnvelope(EnvelopeOwner.Lane, Lane(e).Value, new GainPoint(1, -100), new GainPoint(5, 0)),
        ["master envelope"] = e => e.SetEnvelope(EnvelopeOwner.Master, 0, new GainPoint(0, -3)),
        ["ducking"] = e => e.SetDucking(Lane(e), DuckingSpec.Default),
        ["other ducking"] = e => e.SetDucking(Lane(e), DuckingSpec.Default with { ThresholdDb = -50, AmountDb = -20 }),
        ["ducking as points"] = e => e.DuckingToEnvelope(Lane(e)),
        ["room tone"] = e => e.SetRoomTone(new RoomToneSpec(new ClipId(2), 1, 2)),
        ["silence in gaps"] = e => e.SetRoomTone(null),
        ["split under an envelope"] = e => e.Split(1.5, out _),
        ["ripple delete beside a transition"] = e => e.RippleDelete(1, 2),
        ["undo"] = e => e.Undo(),
        ["redo"] = e => e.Redo(),
        ["a whole new timeline"] = e => e.SetTimeline(EngineRig.Segment(2, 20, 30), EngineRig.Segment(1, 2, 36)),
        ["seek"] = e => e.Seek(11),
        ["loop"] = e => e.SetLoop(3, 4),
        ["anchor"] = e => e.SetAnchor(Anchor.Content),
        ["check of the media"] = e => e.CheckMedia() == 0 ? Status.Ok : Status.MediaError,
        ["the same file in another clip"] = e => e.SetClip(new ClipId(7), new TrackSpec(MediaFixtures.Path("aac.m4a"))),
    };

    [Fact]
    public void No_edit_decodes_or_loads_anything()
    {
        using var rig = new EngineRig(loaders: 2);
        Engine engine = rig.Engine;
        Assert.Equal(Status.Ok, engine.SetClip(new ClipId(1), new TrackSpec(MediaFixtures.Path("aac.m4a")), new TrackSpec(MediaFixtures.Path("opus-voice.ogg"))));
        Assert.Equal(Status.Ok, engine.SetClip(new ClipId(2), new TrackSpec(MediaFixtures.Path("s16.wav"))));
        rig.Set(EngineRig.Segment(1, 0, 36), EngineRig.Segment(2, 0, 36)); // all there is, once
        rig.Ready(72);
        rig.Settle();
        rig.Set(EngineRig.Segment(1, 2, 12), EngineRig.Segment(2, 10, 30), EngineRig.Segment(1, 10, 20));
        rig.Settle();
        SourceInfo[] before = [.. engine.GetSources()];
        Assert.All(before, source => Assert.Equal((source.Pages, source.Pages, 0), (source.PagesReady, source.PagesLoaded, source.PagesReloaded)));
        Assert.All(before, source => Assert.True(source.FramesDecoded > 0));
        engine.Play();
        foreach ((string name, Func<Engine, Status> edit) in Edits)
        {
            Assert.True(edit(engine) == Status.Ok, $"{name}: {engine.LastError}");
            for (int i = 0; i < 5; i++) rig.Pull();
            rig.Settle();
            SourceInfo[] after = [.. engine.GetSources()];
            Assert.True(before.SequenceEqual(after), $"{name}:\n{string.Join('\n', before)}\nbecame\n{string.Join('\n', after)}");
        }

        Assert.Equal(0, engine.GetStatus().MissFrames);
        Assert.Equal(Status.Ok, engine.Invalidate(new ClipId(2))); // and this is what a decoding looks like
        rig.Settle();
        Assert.NotEqual(before, engine.GetSources());
    }

    private static LaneId Lane(Engine engine)
    {
        Assert.Equal(Status.Ok, engine.GetLane(0, out LaneInfo lane));
        return lane.Id;
    }

    private static SegmentId Id(Engine engine, int index)
    {
        Assert.Equal(Status.Ok, engine.GetSegment(index, out SegmentInfo info));
        return info.Id;
    }
}
