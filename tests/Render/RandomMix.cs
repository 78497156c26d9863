using System;
using System.Linq;

namespace Seamline.Tests.Rendering;

/// <summary>Random documents in an engine, and random edits of them. Clips are numbered from 1; one more is unknown.</summary>
internal sealed class RandomMix(Engine engine, Random random, int clips)
{
    private static readonly double[] Gains = [0, 0, 0, -3, -6.5, 2.25, -40, double.NegativeInfinity];
    private static readonly double[] Levels = [0, -6, 3, -20, -100, double.NegativeInfinity];

    /// <summary>Replaces everything.</summary>
    public void Draw()
    {
        while (engine.LaneCount > 0) Do(engine.RemoveLane(LaneAt(0)));
        Do(engine.SetEnvelope(EnvelopeOwner.Master, 0));
        Do(engine.SetMaster(MasterSpec.Neutral));
        var specs = new SegmentSpec[random.Next(1, 9)];
        for (int i = 0; i < specs.Length; i++) specs[i] = Segment(i > 0 && One(4) ? specs[i - 1] : null);
        Do(engine.SetTimeline(specs));
        for (int i = 1; i < specs.Length; i++)
        {
            if (One(2)) Do(engine.SetTransition(SegmentAt(i), (TransitionKind)random.Next(3), Time(0.02, 0.3)));
        }

        for (int i = 0; i < specs.Length; i++)
        {
            if (One(4)) SetEnvelope(EnvelopeOwner.Segment, SegmentAt(i).Value, specs[i].In - 0.1, specs[i].Out + 0.1);
        }

        for (int l = random.Next(4); l > 0; l--) AddLane();
        Do(engine.SetRoomTone(One(2) ? RoomTone() : null));
        if (One(4)) SetEnvelope(EnvelopeOwner.Master, 0, 0, 1);
        if (One(4)) Do(engine.SetMaster(MasterSpec.Neutral with { GainDb = Of(Gains) }));
    }

    /// <summary>One edit; says which. Some are refused, and then nothing has changed.</summary>
    public string Edit()
    {
        int index = random.Next(Math.Max(1, engine.SegmentCount));
        double length = (double)engine.LengthFrames / engine.Config.Rate;
        double at = Time(0, length);
        SegmentId id = engine.SegmentCount == 0 ? default : SegmentAt(index);
        SegmentSpec spec = engine.SegmentCount != 0 && engine.GetSegment(index, out SegmentInfo info) == Status.Ok ? info.Spec : default;
        int kind = random.Next(25);
        Status status = kind switch
        {
            0 => engine.Split(at, out _),
            1 => engine.RippleDelete(at, at + Time(0.01, 0.3)),
            2 => engine.DeleteSegment(id),
            3 => engine.Insert(random.Next(engine.SegmentCount + 1), Segment(null), out _),
            4 => engine.TrimIn(id, spec.In + Time(-0.1, 0.1)),
            5 => engine.TrimOut(id, spec.Out + Time(-0.1, 0.1)),
            6 => engine.Move(id, random.Next(Math.Max(1, engine.SegmentCount))),
            7 => engine.Lift(at, at + Time(0.01, 0.3)),
            8 => engine.Overwrite(at, Segment(null), out _),
            9 => engine.RemoveRanges(new EditRange(at / 3, at / 2), new EditRange(at, at + 0.1)),
            10 => engine.RollIn(id, spec.In + Time(-0.1, 0.1)),
            11 => engine.Slip(id, spec.In + Time(-0.1, 0.1)),
            12 => engine.Slide(id, Time(-0.1, 0.1)),
            13 => engine.SetSegmentGain(id, Of(Gains)),
            14 => engine.SetSegmentMuted(id, One(2)),
            15 or 16 => engine.SetTransition(id, (TransitionKind)random.Next(3), Time(0.02, 0.3)),
            17 => engine.RemoveTransition(id),
            18 => SetEnvelope(EnvelopeOwner.Segment, id.Value, spec.In, spec.Out),
            19 => EditLane(),
            20 => EditItem(),
            21 => engine.SetMaster(MasterSpec.Neutral with { GainDb = Of(Gains) }),
            22 => engine.Undo(),
            23 => engine.SetRoomTone(One(3) ? null : RoomTone()),
            _ => engine.Redo(),
        };
        return $"edit {kind} at {at}, segment {index}: {status}";
    }

    private void AddLane()
    {
        Do(engine.AddLane(random.Next(engine.LaneCount + 1), Lane(), out LaneId lane));
        if (One(3)) SetEnvelope(EnvelopeOwner.Lane, lane.Value, 0, 1);
        if (One(2)) Do(engine.SetDucking(lane, Ducking()));
        for (int i = random.Next(5); i > 0; i--)
        {
            Do(engine.AddItem(Item(lane), out ItemId item));
            if (One(3)) SetEnvelope(EnvelopeOwner.Item, item.Value, 0, 0.5);
        }
    }

    private Status EditLane()
    {
        if (engine.LaneCount == 0 || One(4))
        {
            AddLane();
            return Status.Ok;
        }

        LaneId lane = LaneAt(random.Next(engine.LaneCount));
        return random.Next(7) switch
        {
            0 => engine.RemoveLane(lane),
            4 => engine.SetDucking(lane, Ducking()),
            5 => engine.RemoveDucking(lane),
            6 => engine.DuckingToEnvelope(lane),
            1 => engine.MoveLane(lane, random.Next(engine.LaneCount)),
            2 => SetEnvelope(EnvelopeOwner.Lane, lane.Value, 0, 1),
            _ => engine.SetLane(lane, Lane()),
        };
    }

    private Status EditItem()
    {
        if (engine.LaneCount == 0) return Status.NotFound;
        LaneId lane = LaneAt(random.Next(engine.LaneCount));
        if (engine.CountItems(lane, out int count) != Status.Ok || count == 0 || One(3)) return engine.AddItem(Item(lane), out _);
        Do(engine.GetItem(lane, random.Next(count), out ItemInfo item));
        return random.Next(3) switch
        {
            0 => engine.RemoveItem(item.Id),
            1 => SetEnvelope(EnvelopeOwner.Item, item.Id.Value, 0, 0.5),
            _ => engine.SetItem(item.Id, Item(lane)),
        };
    }

    // Some go on where the one before ends.
    private SegmentSpec Segment(SegmentSpec? before)
    {
        double from = before?.Out ?? Time(-0.02, 0.5);
        return new SegmentSpec(before?.Clip ?? new ClipId((uint)random.Next(clips + 2)), from, from + (One(6) ? Time(0, 0.03) : Time(0.05, 0.5)))
        {
            GainDb = before == null || One(2) ? Of(Gains) : before.Value.GainDb,
            Muted = One(12),
            Speed = One(12) ? 2 : 1,
        };
    }

    private LaneSpec Lane() => new()
    {
        GainDb = Of(Gains),
        Muted = One(8),
        Solo = One(10),
        Ripples = One(2),
        Extends = One(3),
    };

    private RoomToneSpec RoomTone()
    {
        double from = Time(-0.02, 0.5);
        double length = Time(0.25, 0.5);
        return new RoomToneSpec(new ClipId((uint)random.Next(1, clips + 2)), from, from + length, Of(Gains), Time(0.005, length / 2));
    }

    private DuckingSpec Ducking() => new(-60 * random.NextDouble(), -40 * random.NextDouble(), Time(0, 0.2), Time(0.005, 0.1), Time(0.005, 0.1));

    // Some begin where another one ends, and play on there.
    private ItemSpec Item(LaneId lane)
    {
        double from = Time(0, 0.4);
        var item = new ItemSpec(lane, new ClipId((uint)random.Next(1, clips + 2)), Time(0, 1.2), from, from + Time(0.05, 0.4)) { GainDb = Of(Gains) };
        if (One(3) && engine.CountItems(lane, out int count) == Status.Ok && count > 0)
        {
            Do(engine.GetItem(lane, random.Next(count), out ItemInfo other));
            item = item with { Start = (double)other.EndFrame / engine.Config.Rate };
            if (One(2)) item = item with { Clip = other.Spec.Clip, In = other.Spec.Out, Out = other.Spec.Out + 0.2, GainDb = other.Spec.GainDb };
        }

        if (One(2)) item = item with { FadeIn = Time(0, 0.3), FadeInShape = (FadeShape)random.Next(2) };
        if (One(2)) item = item with { FadeOut = Time(0, 0.3), FadeOutShape = (FadeShape)random.Next(2) };
        return One(3) ? item with { LoopSeconds = Time(0.01, 1.2) } : item;
    }

    private Status SetEnvelope(EnvelopeOwner owner, long id, double from, double to)
    {
        double[] times = [.. Enumerable.Range(0, random.Next(5)).Select(_ => Time(from, to)).Order().Distinct()];
        return engine.SetEnvelope(owner, id, [.. times.Select(t => new GainPoint(t, Of(Levels)))]);
    }

    private SegmentId SegmentAt(int index)
    {
        Do(engine.GetSegment(index, out SegmentInfo info));
        return info.Id;
    }

    private LaneId LaneAt(int index)
    {
        Do(engine.GetLane(index, out LaneInfo lane));
        return lane.Id;
    }

    // A time in millionths of a second: many fall between frames.
    private double Time(double from, double to) => Math.Round(from + ((to - from) * random.NextDouble()), 6);

    private bool One(int of) => random.Next(of) == 0;

    private double Of(double[] choices) => choices[random.Next(choices.Length)];

    private void Do(Status status)
    {
        if (status is not (Status.Ok or Status.LimitReached)) throw new InvalidOperationException($"{status}: {engine.LastError}");
    }
}
