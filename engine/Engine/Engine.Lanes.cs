using System;
using Seamline.Clips;
using Seamline.Timeline;

namespace Seamline;

// Lanes beside the main one, and the items on them.
public sealed unsafe partial class Engine
{
    /// <summary>Lanes beside the main one.</summary>
    public int LaneCount
    {
        get
        {
            using (_lock.Hold()) return _editor.Document.Lanes.Count;
        }
    }

    /// <summary>Adds a lane before the one at <paramref name="index"/>; the count appends. At most <see cref="Limits.MaxLanes"/>.</summary>
    public Status AddLane(int index, in LaneSpec lane, out LaneId id)
    {
        using (_lock.Hold())
        {
            id = default;
            return ReserveMixEdit(new BlockRoom { Regions = 1, Lanes = Limits.MaxItemsAtOnce }) ? CommitEdit(_editor.AddLane(index, ToRow(lane, 0), out id)) : NoRoom();
        }
    }

    /// <summary>Changes a lane's gain and flags.</summary>
    public Status SetLane(LaneId id, in LaneSpec lane)
    {
        using (_lock.Hold()) return ReserveEdit(0) ? CommitEdit(_editor.SetLane(ToRow(lane, id.Value))) : NoRoom();
    }

    /// <summary>Moves a lane to another place in the order, in which lanes are summed.</summary>
    public Status MoveLane(LaneId id, int index)
    {
        using (_lock.Hold()) return ReserveEdit(0) ? CommitEdit(_editor.MoveLane(id, index)) : NoRoom();
    }

    /// <summary>Removes a lane with its items and their envelopes.</summary>
    public Status RemoveLane(LaneId id)
    {
        using (_lock.Hold()) return ReserveEdit(0) ? CommitEdit(_editor.RemoveLane(id)) : NoRoom();
    }

    /// <summary>A lane by its place in the order.</summary>
    public Status GetLane(int index, out LaneInfo lane)
    {
        using (_lock.Hold())
        {
            lane = default;
            Document document = _editor.Document;
            if (index < 0 || index >= document.Lanes.Count)
                return _error.Fail(Status.NotFound, $"there is no lane at position {index}; the timeline has {document.Lanes.Count}");
            LaneRow row = document.Lanes[index];
            lane = new LaneInfo(new LaneId(row.Id), ToSpec(row), document.ItemsOf(row.Id).Length);
            return Status.Ok;
        }
    }

    /// <summary>Puts an item on a lane.</summary>
    public Status AddItem(in ItemSpec item, out ItemId id)
    {
        using (_lock.Hold())
        {
            id = default;
            ItemRow row = ToRow(item, 0);
            return ReserveMixEdit(MoreFor(row)) ? CommitEdit(_editor.AddItem(row, out id)) : NoRoom();
        }
    }

    /// <summary>Changes an item: its lane and place too.</summary>
    public Status SetItem(ItemId id, in ItemSpec item)
    {
        using (_lock.Hold())
        {
            ItemRow row = ToRow(item, id.Value);
            return ReserveMixEdit(MoreFor(row)) ? CommitEdit(_editor.SetItem(row)) : NoRoom();
        }
    }

    /// <summary>Removes an item with its envelope.</summary>
    public Status RemoveItem(ItemId id)
    {
        using (_lock.Hold()) return ReserveEdit(0) ? CommitEdit(_editor.RemoveItem(id)) : NoRoom();
    }

    /// <summary>How many items are on a lane.</summary>
    public Status CountItems(LaneId lane, out int count)
    {
        using (_lock.Hold())
        {
            Status status = _editor.FindLane(lane, out _);
            count = status == Status.Ok ? _editor.Document.ItemsOf(lane.Value).Length : 0;
            return status;
        }
    }

    /// <summary>An item of a lane, by its place in the order of their starts.</summary>
    public Status GetItem(LaneId lane, int index, out ItemInfo item)
    {
        using (_lock.Hold())
        {
            item = default;
            ReadOnlySpan<ItemRow> items = _editor.Document.ItemsOf(lane.Value);
            if (index < 0 || index >= items.Length)
                return _error.Fail(Status.NotFound, $"there is no item at position {index} of lane {lane.Value}; it has {items.Length}");
            ItemRow row = items[index];
            item = new ItemInfo(new ItemId(row.Id), ToSpec(row), row.StartFrame(_config.Rate), row.EndFrame(_config.Rate));
            return Status.Ok;
        }
    }

    private static BlockRoom MoreFor(in ItemRow row) => new() { Regions = row.Pieces, Envelopes = 1 };

    // As ReserveEdit, for rows of other kinds.
    private bool ReserveMixEdit(in BlockRoom more) => _editor.InGroup || ReserveMix(more);

    // What is no curve stays none.
    private static short Curve(FadeShape shape) => shape is FadeShape.EqualPower or FadeShape.Linear ? (short)shape : short.MaxValue;

    private static LaneRow ToRow(in LaneSpec lane, long id) => new()
    {
        Id = id,
        GainDb = lane.GainDb,
        Flags = (lane.Muted ? LaneRow.Muted : 0) | (lane.Solo ? LaneRow.Solo : 0) | (lane.Ripples ? LaneRow.Ripples : 0) | (lane.Extends ? LaneRow.Extends : 0),
    };

    private static LaneSpec ToSpec(in LaneRow row) => new()
    {
        GainDb = row.GainDb,
        Muted = (row.Flags & LaneRow.Muted) != 0,
        Solo = (row.Flags & LaneRow.Solo) != 0,
        Ripples = (row.Flags & LaneRow.Ripples) != 0,
        Extends = (row.Flags & LaneRow.Extends) != 0,
    };

    private static ItemRow ToRow(in ItemSpec item, long id) => new()
    {
        Id = id,
        Lane = item.Lane.Value,
        Clip = item.Clip.Value,
        Start = item.Start,
        In = item.In,
        Out = item.Out,
        GainDb = item.GainDb,
        FadeIn = item.FadeIn,
        FadeOut = item.FadeOut,
        FadeInCurve = Curve(item.FadeInShape),
        FadeOutCurve = Curve(item.FadeOutShape),
        LoopSeconds = item.LoopSeconds,
    };

    private static ItemSpec ToSpec(in ItemRow row) => new(new LaneId(row.Lane), new ClipId(row.Clip), row.Start, row.In, row.Out)
    {
        GainDb = row.GainDb,
        FadeIn = row.FadeIn,
        FadeOut = row.FadeOut,
        FadeInShape = (FadeShape)row.FadeInCurve,
        FadeOutShape = (FadeShape)row.FadeOutCurve,
        LoopSeconds = row.LoopSeconds,
    };
}
