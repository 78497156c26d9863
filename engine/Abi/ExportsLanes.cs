using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Abi;

/// <summary>seam_lane.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamLane
{
    public uint StructSize;
    public uint Items;
    public long Id;
    public double GainDb;
    public int Muted;
    public int Solo;
    public int Ripples;
    public int Extends;
}

/// <summary>seam_item.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeamItem
{
    public uint StructSize;
    public uint Clip;
    public long Lane;
    public double StartSeconds;
    public double InSeconds;
    public double OutSeconds;
    public double GainDb;
    public double FadeInSeconds;
    public double FadeOutSeconds;
    public double LoopSeconds;
    public int FadeInCurve;
    public int FadeOutCurve;
    public long Id;
    public long StartFrame;
    public long EndFrame;
}

/// <summary>seamline.h: lanes and items.</summary>
/// <remarks>An export is what it was given and what it does; <see cref="Border"/> runs it, and catches what it throws.</remarks>
internal static unsafe class ExportsLanes
{
    [UnmanagedCallersOnly(EntryPoint = "seam_add_lane", CallConvs = [typeof(CallConvCdecl)])]
    public static Status AddLane(nint engine, uint index, SeamLane* lane, long* id) => Border.Run(engine, new AddLaneCall(index, lane, id));

    private readonly struct AddLaneCall(uint index, SeamLane* lane, long* id) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (!Border.TryRead(lane, out SeamLane given)) return Border.RefuseStruct(at.Engine, "seam_lane", lane);
            Status status = at.Engine.AddLane(Index(index), ToSpec(given), out LaneId made);
            if (status == Status.Ok && id != null) *id = made.Value;
            return Fields.Lane(at.Engine, status, given);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_lane", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetLane(nint engine, SeamLane* lane) => Border.Run(engine, new SetLaneCall(lane));

    private readonly struct SetLaneCall(SeamLane* lane) : IEngineCall
    {
        public Status Run(EngineTarget at) => Border.TryRead(lane, out SeamLane given)
            ? Fields.Lane(at.Engine, at.Engine.SetLane(new LaneId(given.Id), ToSpec(given)), given) : Border.RefuseStruct(at.Engine, "seam_lane", lane);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_move_lane", CallConvs = [typeof(CallConvCdecl)])]
    public static Status MoveLane(nint engine, long lane, uint index) => Border.Run(engine, new MoveLaneCall(lane, index));

    private readonly struct MoveLaneCall(long lane, uint index) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.MoveLane(new LaneId(lane), Index(index));
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_remove_lane", CallConvs = [typeof(CallConvCdecl)])]
    public static Status RemoveLane(nint engine, long lane) => Border.Run(engine, new RemoveLaneCall(lane));

    private readonly struct RemoveLaneCall(long lane) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.RemoveLane(new LaneId(lane));
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_get_lanes", CallConvs = [typeof(CallConvCdecl)])]
    public static Status GetLanes(nint engine, SeamLane* lanes, uint capacity, uint* count) => Border.Run(engine, new GetLanesCall(lanes, capacity, count));

    private readonly struct GetLanesCall(SeamLane* lanes, uint capacity, uint* count) : IEngineCall, IRowList<SeamLane>
    {
        public Status Run(EngineTarget at) => Border.WriteList(this, lanes, capacity, count, at, "seam_lane");

        public Status Count(Engine engine, out uint all)
        {
            all = (uint)engine.LaneCount;
            return Status.Ok;
        }

        public Status Read(Engine engine, uint index, out SeamLane row)
        {
            Status status = engine.GetLane((int)index, out LaneInfo info);
            row = ToAbi(info);
            return status;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_add_item", CallConvs = [typeof(CallConvCdecl)])]
    public static Status AddItem(nint engine, SeamItem* item, long* id) => Border.Run(engine, new AddItemCall(item, id));

    private readonly struct AddItemCall(SeamItem* item, long* id) : IEngineCall
    {
        public Status Run(EngineTarget at)
        {
            if (!Border.TryRead(item, out SeamItem given)) return Border.RefuseStruct(at.Engine, "seam_item", item);
            Status status = at.Engine.AddItem(ToSpec(given), out ItemId made);
            if (status == Status.Ok && id != null) *id = made.Value;
            return Fields.Item(at.Engine, status, given);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_set_item", CallConvs = [typeof(CallConvCdecl)])]
    public static Status SetItem(nint engine, SeamItem* item) => Border.Run(engine, new SetItemCall(item));

    private readonly struct SetItemCall(SeamItem* item) : IEngineCall
    {
        public Status Run(EngineTarget at) => Border.TryRead(item, out SeamItem given)
            ? Fields.Item(at.Engine, at.Engine.SetItem(new ItemId(given.Id), ToSpec(given)), given) : Border.RefuseStruct(at.Engine, "seam_item", item);
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_remove_item", CallConvs = [typeof(CallConvCdecl)])]
    public static Status RemoveItem(nint engine, long item) => Border.Run(engine, new RemoveItemCall(item));

    private readonly struct RemoveItemCall(long item) : IEngineCall
    {
        public Status Run(EngineTarget at) => at.Engine.RemoveItem(new ItemId(item));
    }

    [UnmanagedCallersOnly(EntryPoint = "seam_get_items", CallConvs = [typeof(CallConvCdecl)])]
    public static Status GetItems(nint engine, long lane, SeamItem* items, uint capacity, uint* count) =>
        Border.Run(engine, new GetItemsCall(lane, items, capacity, count));

    private readonly struct GetItemsCall(long lane, SeamItem* items, uint capacity, uint* count) : IEngineCall, IRowList<SeamItem>
    {
        public Status Run(EngineTarget at) => Border.WriteList(this, items, capacity, count, at, "seam_item");

        public Status Count(Engine engine, out uint all)
        {
            Status status = engine.CountItems(new LaneId(lane), out int items);
            all = (uint)items;
            return status;
        }

        public Status Read(Engine engine, uint index, out SeamItem row)
        {
            Status status = engine.GetItem(new LaneId(lane), (int)index, out ItemInfo info);
            row = ToAbi(info);
            return status;
        }
    }

    private static int Index(uint index) => (int)Math.Min(index, int.MaxValue);

    private static LaneSpec ToSpec(in SeamLane lane) => new()
    {
        GainDb = lane.GainDb,
        Muted = lane.Muted != 0,
        Solo = lane.Solo != 0,
        Ripples = lane.Ripples != 0,
        Extends = lane.Extends != 0,
    };

    private static SeamLane ToAbi(in LaneInfo lane) => new()
    {
        Items = (uint)lane.Items,
        Id = lane.Id.Value,
        GainDb = lane.Spec.GainDb,
        Muted = lane.Spec.Muted ? 1 : 0,
        Solo = lane.Spec.Solo ? 1 : 0,
        Ripples = lane.Spec.Ripples ? 1 : 0,
        Extends = lane.Spec.Extends ? 1 : 0,
    };

    private static ItemSpec ToSpec(in SeamItem item) =>
        new(new LaneId(item.Lane), new ClipId(item.Clip), item.StartSeconds, item.InSeconds, item.OutSeconds)
        {
            GainDb = item.GainDb,
            FadeIn = item.FadeInSeconds,
            FadeOut = item.FadeOutSeconds,
            FadeInShape = (FadeShape)item.FadeInCurve,
            FadeOutShape = (FadeShape)item.FadeOutCurve,
            LoopSeconds = item.LoopSeconds,
        };

    private static SeamItem ToAbi(in ItemInfo item) => new()
    {
        Clip = item.Spec.Clip.Value,
        Lane = item.Spec.Lane.Value,
        StartSeconds = item.Spec.Start,
        InSeconds = item.Spec.In,
        OutSeconds = item.Spec.Out,
        GainDb = item.Spec.GainDb,
        FadeInSeconds = item.Spec.FadeIn,
        FadeOutSeconds = item.Spec.FadeOut,
        LoopSeconds = item.Spec.LoopSeconds,
        FadeInCurve = (int)item.Spec.FadeInShape,
        FadeOutCurve = (int)item.Spec.FadeOutShape,
        Id = item.Id.Value,
        StartFrame = item.StartFrame,
        EndFrame = item.EndFrame,
    };
}
