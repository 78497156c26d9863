using System;
using System.Diagnostics;
using System.Numerics;
using System.Threading;
using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline.Clips;

/// <summary>Rows that a block has room for.</summary>
internal struct BlockRoom
{
    /// <summary>Regions of all lanes.</summary>
    public int Regions;

    /// <summary>Tracks.</summary>
    public int Tracks;

    /// <summary>Rows of the index for a content anchor, 0 without one.</summary>
    public int Indexed;

    /// <summary>Lanes.</summary>
    public int Lanes;

    /// <summary>Envelopes.</summary>
    public int Envelopes;

    /// <summary>Their points.</summary>
    public int Points;

    /// <summary>Lanes with ducking.</summary>
    public int Duckings;
}

/// <summary>
/// Memory for compiled timelines, recycled warm by power-of-two size, so that an edit takes no memory from the system. A block is
/// shared by snapshots, the loader's plan and offline renders, and comes back when the last of them lets go.
/// </summary>
/// <remarks>Thread: control and loaders, under its own lock; never the callback, which hands snapshots to a ring instead.</remarks>
internal sealed unsafe class BlockStore(MemoryBudget budget) : IDisposable
{
    private const int KeptPerSize = 4;
    private const int Sizes = 40;

    private readonly NativeMutex _lock = new();
    private readonly nint[] _free = new nint[Sizes * KeptPerSize];
    private int _outstanding;

    /// <summary>Fill returned blocks with NaN, so that a reader that breaks the rule is caught. For tests.</summary>
    public bool PoisonReturned { get; set; }

    /// <summary>Blocks taken and not returned.</summary>
    public int Outstanding => Volatile.Read(ref _outstanding); // partner: the lock; a figure for tests and status

    /// <summary>A block of one lane with room for the rows and one reference, or null where the budget has no room.</summary>
    /// <param name="regions">Regions.</param>
    /// <param name="tracks">Tracks.</param>
    /// <param name="indexed">With an index for a content anchor.</param>
    /// <param name="lanes">Lanes.</param>
    public RegionBlock* Take(int regions, int tracks, bool indexed = false, int lanes = 1) =>
        Take(new BlockRoom { Regions = regions, Tracks = tracks, Indexed = indexed ? regions : 0, Lanes = lanes });

    /// <summary>A block with room for rows and one reference, or null where the budget has no room.</summary>
    public RegionBlock* Take(in BlockRoom room)
    {
        // The header and the lanes take the first lines; the regions start on a line of their own.
        long before = (sizeof(RegionBlock) + (room.Lanes * (long)sizeof(RegionLane)) + NativeBlock.CacheLine - 1) & ~(NativeBlock.CacheLine - 1L);
        int regions = room.Regions;
        int tracks = room.Tracks;
        int index = room.Indexed;
        long wanted = before + ((long)regions * sizeof(Region)) + ((long)tracks * sizeof(SnapshotTrack))
            + (index * ((long)sizeof(ContentKey) + (2 * sizeof(SegmentKey))))
            + ((long)room.Envelopes * sizeof(EnvelopeRow)) + ((long)room.Points * sizeof(EnvelopePoint)) + ((long)room.Duckings * sizeof(RegionDucking));
        long bytes = (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(wanted, 4_096));
        using (_lock.Hold())
        {
            void* memory = Recycled(bytes);
            if (memory == null) memory = NativeBlock.Take(budget, bytes);
            if (memory == null && FreeKept()) memory = NativeBlock.Take(budget, bytes); // kept blocks of other sizes stood in its way
            if (memory == null) return null;
            var block = (RegionBlock*)memory;
            *block = default;
            block->Bytes = bytes;
            block->References = 1;
            block->Lanes = (RegionLane*)(block + 1);
            block->Regions = (Region*)((byte*)memory + before);
            block->Tracks = (SnapshotTrack*)(block->Regions + regions);
            block->IndexRoom = index;
            block->Contents = (ContentKey*)(block->Tracks + tracks);
            block->Segments = (SegmentKey*)(block->Contents + index);
            block->Envelopes = (EnvelopeRow*)(block->Segments + (2 * index));
            block->EnvelopeRoom = room.Envelopes;
            block->EnvelopePoints = (EnvelopePoint*)(block->Envelopes + room.Envelopes);
            block->PointRoom = room.Points;
            block->Duckings = (RegionDucking*)(block->EnvelopePoints + room.Points);
            _outstanding++;
            return block;
        }
    }

    /// <summary>A copy of a block without the gains of ducking and without an index, with room for so many points; null where the budget has no room.</summary>
    public RegionBlock* Copy(RegionBlock* from, int points)
    {
        RegionBlock* to = Take(new BlockRoom
        {
            Regions = from->RegionCount,
            Tracks = from->TrackCount,
            Lanes = from->LaneCount,
            Envelopes = from->EnvelopeRoom,
            Points = points,
            Duckings = from->DuckingCount,
        });
        if (to == null) return null;
        to->LengthFrames = from->LengthFrames;
        to->Serial = from->Serial;
        to->Channels = from->Channels;
        to->LaneCount = from->LaneCount;
        to->RegionCount = from->RegionCount;
        to->TrackCount = from->TrackCount;
        to->PlainRegions = from->PlainRegions;
        to->EnvelopeCount = from->FixedEnvelopes;
        to->PointCount = from->FixedPoints;
        to->DuckingCount = from->DuckingCount;
        to->EdgeFrames = from->EdgeFrames;
        to->Master = from->Master;
        to->MasterEnvelope = from->MasterEnvelope;
        new ReadOnlySpan<RegionLane>(from->Lanes, from->LaneCount).CopyTo(new Span<RegionLane>(to->Lanes, to->LaneCount));
        new ReadOnlySpan<Region>(from->Regions, from->RegionCount).CopyTo(new Span<Region>(to->Regions, to->RegionCount));
        new ReadOnlySpan<SnapshotTrack>(from->Tracks, from->TrackCount).CopyTo(new Span<SnapshotTrack>(to->Tracks, to->TrackCount));
        new ReadOnlySpan<EnvelopeRow>(from->Envelopes, to->EnvelopeCount).CopyTo(new Span<EnvelopeRow>(to->Envelopes, to->EnvelopeCount));
        new ReadOnlySpan<EnvelopePoint>(from->EnvelopePoints, to->PointCount).CopyTo(new Span<EnvelopePoint>(to->EnvelopePoints, to->PointCount));
        new ReadOnlySpan<RegionDucking>(from->Duckings, from->DuckingCount).CopyTo(new Span<RegionDucking>(to->Duckings, to->DuckingCount));
        for (RegionLane* lane = to->Lanes; lane < to->Lanes + to->LaneCount; lane++) lane->Envelope = lane->OwnEnvelope;
        return to;
    }

    /// <summary>One more holder.</summary>
    public void Hold(RegionBlock* block)
    {
        using (_lock.Hold()) block->References++;
    }

    /// <summary>One holder less; the last one recycles the block. Clears the caller's copy.</summary>
    public void Release(ref RegionBlock* block)
    {
        RegionBlock* released = block;
        block = null;
        if (released == null) return;
        using (_lock.Hold())
        {
            Debug.Assert(released->References > 0, "block released twice");
            if (--released->References > 0) return;
            _outstanding--;
            Recycle(released);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        using (_lock.Hold()) _ = FreeKept();
    }

    private bool FreeKept()
    {
        bool any = false;
        for (int i = 0; i < _free.Length; i++)
        {
            if (_free[i] == 0) continue;
            void* memory = (void*)_free[i];
            NativeBlock.Return(budget, ref memory, 1L << (i / KeptPerSize));
            _free[i] = 0;
            any = true;
        }

        return any;
    }

    private void* Recycled(long bytes)
    {
        int first = BitOperations.Log2((ulong)bytes) * KeptPerSize;
        for (int i = first; i < first + KeptPerSize; i++)
        {
            if (_free[i] == 0) continue;
            var memory = (void*)_free[i];
            _free[i] = 0;
            return memory;
        }

        return null;
    }

    private void Recycle(RegionBlock* block)
    {
        long bytes = block->Bytes;
        if (PoisonReturned) NativeBlock.Poison(block, bytes);
        int first = BitOperations.Log2((ulong)bytes) * KeptPerSize;
        for (int i = first; i < first + KeptPerSize; i++)
        {
            if (_free[i] != 0) continue;
            _free[i] = (nint)block;
            return;
        }

        void* memory = block;
        NativeBlock.Return(budget, ref memory, bytes);
    }
}
