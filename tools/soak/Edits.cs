using System;

namespace Seamline.Soak;

/// <summary>Random edits of a document with lanes, transitions, envelopes and speeds.</summary>
internal sealed class Edits(Pair pair, Random random)
{
    private const int MostSegments = 60;
    private const int MostItems = 12;

    private LaneId _lane;
    private int _items;

    /// <summary>The document to begin with.</summary>
    public void Begin()
    {
        var segments = new SegmentSpec[24];
        for (int i = 0; i < segments.Length; i++) segments[i] = Segment();
        _ = pair.Both("timeline", engine => engine.SetTimeline(segments));
        _ = pair.Both("lane", engine => engine.AddLane(0, new LaneSpec { GainDb = -6 }, out _lane));
    }

    /// <summary>One edit. Those that change a speed are made apart, because when they are heard depends on loading.</summary>
    public void One()
    {
        int count = pair.Model.SegmentCount;
        double length = pair.Model.LengthFrames / 48_000.0;
        if (count < 4 || length < 20)
        {
            SegmentSpec more = Segment();
            _ = pair.Both("insert", engine => engine.Insert(0, more, out _));
            return;
        }

        _ = pair.Model.GetSegment(random.Next(count), out SegmentInfo segment);
        double at = random.NextDouble() * length;
        SegmentSpec spec = Segment();
        double gain = random.Next(-12, 1);
        double trimmed = segment.Spec.In + (random.NextDouble() * 0.2);
        int index = random.Next(count);
        switch (random.Next(12))
        {
            case 0 when count < MostSegments: _ = pair.Both("split", engine => engine.Split(at, out _)); break;
            case 1 when count < MostSegments: _ = pair.Both("insert", engine => engine.Insert(index, spec, out _)); break;
            case 2: _ = pair.Both("ripple delete", engine => engine.RippleDelete(at, Math.Min(at + 0.5, length))); break;
            case 3: _ = pair.Both("delete", engine => engine.DeleteSegment(segment.Id)); break;
            case 4: _ = pair.Both("move", engine => engine.Move(segment.Id, index)); break;
            case 5: _ = pair.Both("trim", engine => engine.TrimIn(segment.Id, trimmed)); break;
            case 6: _ = pair.Both("gain", engine => engine.SetSegmentGain(segment.Id, gain)); break;
            case 7: _ = pair.Both("undo", engine => engine.Undo()); break;
            case 8: _ = pair.Both("redo", engine => engine.Redo()); break;
            case 9: _ = pair.Both("transition", engine => engine.SetTransition(segment.Id, TransitionKind.EqualPower, 0.3)); break;
            case 10: Item(at); break;
            default: _ = pair.Both("envelope", engine => engine.SetEnvelope(EnvelopeOwner.Lane, _lane.Value, new GainPoint(0, gain), new GainPoint(length, -3))); break;
        }
    }

    /// <summary>A segment at another speed, or back.</summary>
    public void Speed()
    {
        if (pair.Model.SegmentCount == 0) return;
        _ = pair.Model.GetSegment(random.Next(pair.Model.SegmentCount), out SegmentInfo segment);
        double speed = random.Next(3) switch { 0 => 1, 1 => 1.5, _ => 0.75 };
        SpeedMode mode = random.Next(2) == 0 ? SpeedMode.Varispeed : SpeedMode.KeepPitch;
        _ = pair.Both("speed", engine => engine.SetSegmentSpeed(segment.Id, speed, mode));
    }

    private void Item(double at)
    {
        if (_items >= MostItems)
        {
            _ = pair.Model.GetItem(_lane, 0, out ItemInfo first);
            if (pair.Both("item", engine => engine.RemoveItem(first.Id)) == Status.Ok) _items--;
            return;
        }

        double from = random.NextDouble() * (Material.Seconds - 6);
        var item = new ItemSpec(_lane, Clip(), at, from, from + 4) { FadeIn = 0.5, FadeOut = 0.5, GainDb = -6 };
        if (pair.Both("item", engine => engine.AddItem(item, out _)) == Status.Ok) _items++;
    }

    private SegmentSpec Segment()
    {
        double from = random.NextDouble() * (Material.Seconds - 5);
        return new SegmentSpec(Clip(), from, from + 1 + (random.NextDouble() * 3));
    }

    private ClipId Clip() => new((uint)random.Next(1, Material.Count + 1));
}
