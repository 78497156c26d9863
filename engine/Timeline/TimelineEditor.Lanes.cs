using System;

namespace Seamline.Timeline;

// Lanes and the items on them.
internal sealed partial class TimelineEditor
{
    private int _foundItem = -1; // the row last looked up

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

    /// <summary>Takes a lane out and puts it back so that it becomes the one at <paramref name="index"/>.</summary>
    public Status MoveLane(LaneId id, int index)
    {
        Status status = FindLane(id, out int from);
        if (status != Status.Ok) return status;
        if (index < 0 || index >= _document.Lanes.Count)
            return error.Fail(Status.InvalidArgument, $"lane position {index} is outside 0..{_document.Lanes.Count - 1}");
        LaneRow lane = _document.Lanes[from];
        status = BeginParts(EditKind.Lane, out int mark, out bool opened);
        if (status != Status.Ok) return status;
        status = Change(EditKind.Lane, DocumentTable.Lanes, _document.Lanes, from, 1, default);
        if (status == Status.Ok) status = Change(EditKind.Lane, DocumentTable.Lanes, _document.Lanes, index, 0, new ReadOnlySpan<LaneRow>(in lane));
        return EndParts(status, mark, opened);
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
        if (status == Status.Ok && FindDucking(id.Value, out int ducking)) status = Change(EditKind.Lane, DocumentTable.Duckings, _document.Duckings, ducking, 1, default);
        if (status == Status.Ok) status = Change(EditKind.Lane, DocumentTable.Items, _document.Items, first, end - first, default);
        if (status == Status.Ok) status = Change(EditKind.Lane, DocumentTable.Lanes, _document.Lanes, index, 1, default);
        return EndParts(status, mark, opened);
    }

    /// <summary>Puts an item on a lane; its number is given here.</summary>
    public Status AddItem(ItemRow item, out ItemId id)
    {
        id = default;
        int mark = 0;
        bool opened = false;
        Status status = Needs(DocumentFeatures.Lanes, "an item");
        if (status == Status.Ok) status = CheckItem(item);
        if (status != Status.Ok) return status;
        status = CheckRepeats(item, 0);
        if (status == Status.Ok) status = BeginParts(EditKind.Item, out mark, out opened);
        if (status != Status.Ok) return status;
        item.Id = ++_lastId;
        status = Change(EditKind.Item, DocumentTable.Items, _document.Items, PlaceOf(item), 0, new ReadOnlySpan<ItemRow>(in item));
        if (status == Status.Ok) status = CheckAtOnce(item.Lane);
        status = EndParts(status, mark, opened);
        if (status == Status.Ok) id = new ItemId(item.Id);
        return status;
    }

    /// <summary>Changes an item, its lane and start too.</summary>
    public Status SetItem(in ItemRow item)
    {
        Status status = FindItem(new ItemId(item.Id), out int index);
        if (status == Status.Ok) status = CheckItem(item);
        if (status == Status.Ok) status = CheckRepeats(item, _document.Items[index].Pieces - 1);
        if (status != Status.Ok) return status;
        status = BeginParts(EditKind.Item, out int mark, out bool opened);
        if (status != Status.Ok) return status;
        status = Change(EditKind.Item, DocumentTable.Items, _document.Items, index, 1, default);
        if (status == Status.Ok) status = Change(EditKind.Item, DocumentTable.Items, _document.Items, PlaceOf(item), 0, new ReadOnlySpan<ItemRow>(in item));
        if (status == Status.Ok) status = CheckAtOnce(item.Lane);
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

    /// <summary>A lane's index by identity.</summary>
    public Status FindLane(LaneId id, out int index)
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
        // A host that looks at all items asks for them in order.
        index = _foundItem + 1;
        if (index < rows.Length && rows[index].Id == id.Value) return FoundItem(index);
        for (index = 0; index < rows.Length; index++)
        {
            if (rows[index].Id == id.Value) return FoundItem(index);
        }

        return error.Fail(Status.NotFound, $"there is no item {id.Value}");
    }

    private Status FoundItem(int index)
    {
        _foundItem = index;
        return Status.Ok;
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
}
