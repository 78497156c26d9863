using System;
using Seamline.Snapshots;

namespace Seamline.Timeline;

// Lanes and the items on them.
internal sealed partial class TimelineEditor
{
    /// <summary>Adds a lane before the one at <paramref name="index"/>, or at the end; its number is given here.</summary>
    public Status AddLane(int index, LaneRow lane, out LaneId id)
    {
        id = default;
        Status status = Needs(DocumentFeatures.Lanes, "a lane");
        if (status == Status.Ok) status = CheckLane(lane);
        if (status != Status.Ok) return status;
        if (index < 0 || index > _document.Lanes.Count)
            return error.Fail(Status.InvalidArgument, $"lane position {index} is outside 0..{_document.Lanes.Count}");
        lane.Id = ++_lastId;
        status = Change(EditKind.Lane, DocumentTable.Lanes, _document.Lanes, index, 0, new ReadOnlySpan<LaneRow>(in lane));
        if (status == Status.Ok) id = new LaneId(lane.Id);
        return status;
    }

    /// <summary>Changes a lane.</summary>
    public Status SetLane(in LaneRow lane)
    {
        Status status = FindLane(new LaneId(lane.Id), out int index);
        if (status == Status.Ok) status = CheckLane(lane);
        return status == Status.Ok ? Change(EditKind.Lane, DocumentTable.Lanes, _document.Lanes, index, 1, new ReadOnlySpan<LaneRow>(in lane)) : status;
    }

    /// <summary>Removes a lane with its items and their envelopes.</summary>
    public Status RemoveLane(LaneId id)
    {
        Status status = FindLane(id, out int index);
        if (status != Status.Ok) return status;
        status = BeginParts(EditKind.Lane, out int mark, out bool opened);
        if (status != Status.Ok) return status;
        int first = PlaceOf(new ItemRow { Lane = id.Value, Start = double.NegativeInfinity });
        int end = PlaceOf(new ItemRow { Lane = id.Value + 1, Start = double.NegativeInfinity });
        for (int i = first; i < end && status == Status.Ok; i++)
            status = WritePoints(EditKind.Lane, EnvelopeOwner.Item, _document.Items[i].Id, default);
        if (status == Status.Ok) status = WritePoints(EditKind.Lane, EnvelopeOwner.Lane, id.Value, default);
        if (status == Status.Ok) status = Change(EditKind.Lane, DocumentTable.Items, _document.Items, first, end - first, default);
        if (status == Status.Ok) status = Change(EditKind.Lane, DocumentTable.Lanes, _document.Lanes, index, 1, default);
        return EndParts(status, mark, opened);
    }

    /// <summary>Puts an item on a lane; its number is given here.</summary>
    public Status AddItem(ItemRow item, out ItemId id)
    {
        id = default;
        Status status = Needs(DocumentFeatures.Lanes, "an item");
        if (status == Status.Ok) status = CheckItem(item);
        if (status != Status.Ok) return status;
        item.Id = ++_lastId;
        status = Change(EditKind.Item, DocumentTable.Items, _document.Items, PlaceOf(item), 0, new ReadOnlySpan<ItemRow>(in item));
        if (status == Status.Ok) id = new ItemId(item.Id);
        return status;
    }

    /// <summary>Changes an item, its lane and start too.</summary>
    public Status SetItem(in ItemRow item)
    {
        Status status = FindItem(new ItemId(item.Id), out int index);
        if (status == Status.Ok) status = CheckItem(item);
        if (status != Status.Ok) return status;
        status = BeginParts(EditKind.Item, out int mark, out bool opened);
        if (status != Status.Ok) return status;
        status = Change(EditKind.Item, DocumentTable.Items, _document.Items, index, 1, default);
        if (status == Status.Ok) status = Change(EditKind.Item, DocumentTable.Items, _document.Items, PlaceOf(item), 0, new ReadOnlySpan<ItemRow>(in item));
        return EndParts(status, mark, opened);
    }

    /// <summary>Removes an item with its envelope.</summary>
    public Status RemoveItem(ItemId id)
    {
        Status status = FindItem(id, out int index);
        if (status != Status.Ok) return status;
        status = BeginParts(EditKind.Item, out int mark, out bool opened);
        if (status != Status.Ok) return status;
        status = WritePoints(EditKind.Item, EnvelopeOwner.Item, id.Value, default);
        if (status == Status.Ok) status = Change(EditKind.Item, DocumentTable.Items, _document.Items, index, 1, default);
        return EndParts(status, mark, opened);
    }

    private Status FindLane(LaneId id, out int index)
    {
        ReadOnlySpan<LaneRow> rows = _document.Lanes.Span;
        for (index = 0; index < rows.Length; index++)
        {
            if (rows[index].Id == id.Value) return Status.Ok;
        }

        return error.Fail(Status.NotFound, $"there is no lane {id.Value}");
    }

    private Status FindItem(ItemId id, out int index)
    {
        ReadOnlySpan<ItemRow> rows = _document.Items.Span;
        for (index = 0; index < rows.Length; index++)
        {
            if (rows[index].Id == id.Value) return Status.Ok;
        }

        return error.Fail(Status.NotFound, $"there is no item {id.Value}");
    }

    // Where an item stands, or would: by lane, start, number.
    private int PlaceOf(in ItemRow item)
    {
        ReadOnlySpan<ItemRow> rows = _document.Items.Span;
        int low = 0;
        int high = rows.Length;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            ref readonly ItemRow row = ref rows[middle];
            bool before = row.Lane != item.Lane ? row.Lane < item.Lane : row.Start != item.Start ? row.Start < item.Start : row.Id < item.Id;
            if (before) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private Status CheckLane(in LaneRow lane) =>
        lane.GainDb <= Limits.MaxGainDb ? Status.Ok : error.Fail(Status.InvalidArgument, $"lane: a gain of {lane.GainDb} dB is not at most {Limits.MaxGainDb} dB");

    private Status CheckItem(in ItemRow item)
    {
        Status status = FindLane(new LaneId(item.Lane), out _);
        if (status != Status.Ok) return status;
        if (!IsTime(item.Start) || item.Start < 0 || !IsTime(item.In) || !IsTime(item.Out) || item.Out < item.In)
            return error.Fail(Status.InvalidArgument, $"item at {item.Start} s: the range {item.In} s .. {item.Out} s is not one");
        if (!IsLength(item.FadeIn) || !IsLength(item.FadeOut) || !IsLength(item.LoopSeconds))
            return error.Fail(Status.InvalidArgument, $"item at {item.Start} s: fades of {item.FadeIn} s and {item.FadeOut} s, a loop of {item.LoopSeconds} s");
        if (!IsCurve(item.FadeInCurve) || !IsCurve(item.FadeOutCurve))
            return error.Fail(Status.InvalidArgument, $"item at {item.Start} s: fade curves {item.FadeInCurve} and {item.FadeOutCurve}");
        if (!(item.GainDb <= Limits.MaxGainDb))
            return error.Fail(Status.InvalidArgument, $"item at {item.Start} s: gain {item.GainDb} dB is not at most {Limits.MaxGainDb} dB");
        return Status.Ok;
    }

    private static bool IsLength(double seconds) => IsTime(seconds) && seconds >= 0;

    private static bool IsCurve(short curve) => curve is (short)FadeCurve.Linear or (short)FadeCurve.EqualPower;
}
