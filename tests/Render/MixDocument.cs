using System.Linq;
using Xunit;

namespace Seamline.Tests.Rendering;

/// <summary>A segment of a document, with the transition over its start (0 seconds for none) and its envelope.</summary>
internal sealed record MixSegment(SegmentSpec Spec, TransitionKind Kind, double TransitionSeconds, GainPoint[] Envelope);

/// <summary>An item with its envelope.</summary>
internal sealed record MixItem(ItemSpec Spec, GainPoint[] Envelope);

/// <summary>A lane with its envelope and its items, by start.</summary>
internal sealed record MixLane(LaneSpec Spec, GainPoint[] Envelope, DuckingSpec? Ducking, MixItem[] Items);

/// <summary>A whole document as a host sees it: nothing of it is derived.</summary>
internal sealed record MixDocument(MixSegment[] Segments, MixLane[] Lanes, MasterSpec Master, GainPoint[] MasterEnvelope, RoomToneSpec? RoomTone)
{
    /// <summary>What an engine holds.</summary>
    public static MixDocument Of(Engine engine) => new(
        [.. Enumerable.Range(0, engine.SegmentCount).Select(i => Segment(engine, i))],
        [.. Enumerable.Range(0, engine.LaneCount).Select(i => Lane(engine, i))],
        engine.Master,
        Envelope(engine, EnvelopeOwner.Master, 0),
        engine.RoomTone);

    /// <summary>For the message of a test that fails.</summary>
    public override string ToString() => string.Join(
        '\n',
        [
            .. Segments.Select(s => $"segment {s.Spec} {s.Kind} {s.TransitionSeconds} s, {Text(s.Envelope)}"),
            .. Lanes.SelectMany(l => l.Items.Select(i => $"  item {i.Spec} {Text(i.Envelope)}").Prepend($"lane {l.Spec} {l.Ducking} {Text(l.Envelope)}")),
            $"master {Master} {Text(MasterEnvelope)}, {RoomTone}",
        ]);

    private static string Text(GainPoint[] points) => string.Join(' ', points.Select(p => $"({p.Seconds} s {p.Decibels} dB)"));

    private static MixSegment Segment(Engine engine, int index)
    {
        Assert.Equal(Status.Ok, engine.GetSegment(index, out SegmentInfo info));
        bool has = engine.GetTransition(info.Id, out TransitionInfo transition) == Status.Ok;
        return new MixSegment(info.Spec, transition.Kind, has ? transition.Seconds : 0, Envelope(engine, EnvelopeOwner.Segment, info.Id.Value));
    }

    private static MixLane Lane(Engine engine, int index)
    {
        Assert.Equal(Status.Ok, engine.GetLane(index, out LaneInfo lane));
        var items = new MixItem[lane.Items];
        for (int i = 0; i < items.Length; i++)
        {
            Assert.Equal(Status.Ok, engine.GetItem(lane.Id, i, out ItemInfo item));
            items[i] = new MixItem(item.Spec, Envelope(engine, EnvelopeOwner.Item, item.Id.Value));
        }

        bool ducks = engine.GetDucking(lane.Id, out DuckingInfo ducking) == Status.Ok;
        return new MixLane(lane.Spec, Envelope(engine, EnvelopeOwner.Lane, lane.Id.Value), ducks ? ducking.Spec : null, items);
    }

    private static GainPoint[] Envelope(Engine engine, EnvelopeOwner owner, long id)
    {
        Assert.Equal(Status.Ok, engine.GetEnvelope(owner, id, default, out int count));
        var points = new GainPoint[count];
        Assert.Equal(Status.Ok, engine.GetEnvelope(owner, id, points, out _));
        return points;
    }
}
