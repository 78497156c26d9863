using System;
using System.Collections.Generic;
using System.Linq;
using Seamline.Tests.Kernels;
using Seamline.Tests.Rendering;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Edits of the mix while it plays: heard in the next block, without a step, without decoding.</summary>
public sealed class NoStepTests
{
    private const int Rate = 48_000;
    private const int Block = 480;
    private const int SwapFrames = 720; // 15 ms

    // Three slow tones at 0.3, which move by 0.3 x 2 pi x 60 / 48,000 = 0.0024 a frame each; crossfades of 5 and 15 ms move by 0.002 and 0.001.
    private const float Most = 0.012f;

    // Made once: 120 engines play them.
    private static readonly float[][] Tones =
        [.. Enumerable.Range(1, 3).Select(clip => Enumerable.Range(0, 12 * Rate).Select(i => 0.3f * (float)Math.Sin(2 * Math.PI * (30 + (10 * clip)) * i / Rate)).ToArray())];

    private static readonly Dictionary<string, Func<Engine, Status>> Edits = new(StringComparer.Ordinal)
    {
        ["split behind"] = e => e.Split(4.9, out _),
        ["undo of it"] = e => e.Undo(),
        ["split before"] = e => e.Split(1.9, out _),
        ["undo of this one"] = e => e.Undo(),
        ["ripple delete beside"] = e => e.RippleDelete(1, 1.5),
        ["ripple delete into the transition"] = e => e.RippleDelete(3.2, 3.7),
        ["undo of the deletion"] = e => e.Undo(),
        ["redo of it"] = e => e.Redo(),
        ["undo again"] = e => e.Undo(),
        ["trim out"] = e => e.TrimOut(Id(e, 0), 3.9),
        ["trim in"] = e => e.TrimIn(Id(e, 1), 1.2),
        ["roll"] = e => e.RollIn(Id(e, 1), 1.4),
        ["slip"] = e => e.Slip(Id(e, 1), 1),
        ["slide"] = e => e.Slide(Id(e, 1), 0.1),
        ["longer transition"] = e => e.SetTransition(Id(e, 1), TransitionKind.Linear, 0.9),
        ["transition through black"] = e => e.SetTransition(Id(e, 1), TransitionKind.ThroughBlack, 0.7),
        ["no transition"] = e => e.RemoveTransition(Id(e, 1)),
        ["transition back"] = e => e.Undo(),
        ["move"] = e => e.Move(Id(e, 2), 1),
        ["move back"] = e => e.Undo(),
        ["segment gain"] = e => e.SetSegmentGain(Id(e, 0), -9),
        ["segment mute"] = e => e.SetSegmentMuted(Id(e, 0), true),
        ["segment unmute"] = e => e.SetSegmentMuted(Id(e, 0), false),
        ["lane gain"] = e => e.SetLane(Lane(e), new LaneSpec { GainDb = -12 }),
        ["lane mute"] = e => e.SetLane(Lane(e), new LaneSpec { Muted = true }),
        ["lane solo"] = e => e.SetLane(Lane(e), new LaneSpec { Solo = true }),
        ["lane back"] = e => e.SetLane(Lane(e), default),
        ["ducking"] = e => e.SetDucking(Lane(e), DuckingSpec.Default),
        ["more ducking"] = e => e.SetDucking(Lane(e), DuckingSpec.Default with { AmountDb = -60 }),
        ["ducking of another threshold"] = e => e.SetDucking(Lane(e), DuckingSpec.Default with { ThresholdDb = -1 }),
        ["ducking as points"] = e => e.DuckingToEnvelope(Lane(e)),
        ["lane envelope dragged"] = e => e.SetEnvelope(EnvelopeOwner.Lane, Lane(e).Value, new GainPoint(3, -20), new GainPoint(3.5, 3)),
        ["segment envelope dragged"] = e => e.SetEnvelope(EnvelopeOwner.Segment, Id(e, 0).Value, new GainPoint(3, -20), new GainPoint(3.5, -1)),
        ["master envelope dragged"] = e => e.SetEnvelope(EnvelopeOwner.Master, 0, new GainPoint(3, -3), new GainPoint(3.5, 0)),
        ["master gain"] = e => e.SetMaster(MasterSpec.Neutral with { GainDb = -6 }),
        ["lift over the transition"] = e => e.Lift(3, 4.2),
        ["room tone in it"] = e => e.SetRoomTone(new RoomToneSpec(new ClipId(3), 1, 2)),
        ["other room tone"] = e => e.SetRoomTone(new RoomToneSpec(new ClipId(2), 1, 1.5)),
        ["silence again"] = e => e.SetRoomTone(null),
        ["overwrite"] = e => e.Overwrite(3.4, new SegmentSpec(new ClipId(3), 0, 0.5), out _),
    };

    [Theory]
    [InlineData(3.6)] // in the transition
    [InlineData(3.2)] // before it
    [InlineData(4.4)] // behind it
    public void No_edit_makes_a_step_and_each_is_heard_in_the_next_block(double at)
    {
        foreach ((string name, Func<Engine, Status> edit) in Edits)
        {
            using Rig rig = Playing(at, name);
            SourceInfo[] before = [.. rig.Engine.GetSources()];
            float last = rig.Pull(Block)[^1];
            Assert.True(edit(rig.Engine) == Status.Ok, $"{name}: {rig.Engine.LastError}");
            float[] heard = rig.Pull(4 * Block, Block);
            for (int i = 0; i < heard.Length; i++)
            {
                if (Math.Abs(heard[i] - last) > Most) Assert.Fail($"{name}: a step from {last} to {heard[i]} at frame {i} behind the edit");
                last = heard[i];
            }

            int frames = heard.Length - SwapFrames;
            Bits.Same(rig.Offline(rig.Playhead - frames, frames), heard.AsSpan(SwapFrames), $"{name}: behind the crossfade"); // which began with the block
            Assert.True(before.SequenceEqual(rig.Engine.GetSources()), $"{name}: something was decoded");
        }
    }

    // What the edits before this one leave, at a time.
    private static Rig Playing(double at, string until)
    {
        var rig = new Rig();
        for (uint clip = 1; clip <= 3; clip++) rig.Pcm(clip, Tones[clip - 1]);
        rig.Set(new SegmentSpec(new ClipId(1), 0.5, 4.5), new SegmentSpec(new ClipId(2), 0.5, 4.5), new SegmentSpec(new ClipId(1), 5, 9));
        Rig.Ok(rig.Engine.SetTransition(rig.Segment(1).Id, TransitionKind.EqualPower, 0.6));
        Rig.Ok(rig.Engine.AddLane(0, default, out LaneId lane));
        Rig.Ok(rig.Engine.AddItem(new ItemSpec(lane, new ClipId(3), 0, 0, 11), out _));
        foreach ((string name, Func<Engine, Status> edit) in Edits)
        {
            if (name == until) break;
            Rig.Ok(edit(rig.Engine));
        }

        Rig.Ok(rig.Engine.Seek(at));
        Rig.Ok(rig.Engine.Play());
        _ = rig.Pull(4 * Block);
        return rig;
    }

    private static LaneId Lane(Engine engine)
    {
        Rig.Ok(engine.GetLane(0, out LaneInfo lane));
        return lane.Id;
    }

    private static SegmentId Id(Engine engine, int index)
    {
        Rig.Ok(engine.GetSegment(index, out SegmentInfo info));
        return info.Id;
    }
}
