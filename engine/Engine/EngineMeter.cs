using System;
using System.Diagnostics;
using System.Threading;
using Seamline.Clips;
using Seamline.Device;
using Seamline.Memory;
using Seamline.Render;
using Seamline.Snapshots;

namespace Seamline;

/// <summary>What the engine says of itself.</summary>
/// <remarks>Thread: control, under the engine's lock.</remarks>
internal sealed unsafe class EngineMeter
{
    private long _allocatedAtOpen;
    private int _collectionsAtOpen;
    private long _editBegan;
    private long _editTicks;

    /// <summary>The engine is complete: from here on allocations and collections count.</summary>
    public void Open()
    {
        _allocatedAtOpen = GC.GetTotalAllocatedBytes(precise: true);
        _collectionsAtOpen = Collections();
    }

    /// <summary>An edit was called.</summary>
    public void EditBegins() => _editBegan = Stopwatch.GetTimestamp();

    /// <summary>It is about to be published.</summary>
    public Publication Publishes(BlockClock* clock, RenderState* state) => new()
    {
        Block = Volatile.Read(ref state->Blocks), // partner: Callback.Render
        EditNanoseconds = (long)((Stopwatch.GetTimestamp() - _editBegan) * (1e9 / Stopwatch.Frequency)),
        Nanoseconds = BlockClock.Begin(clock),
    };

    /// <summary>It is published.</summary>
    public void EditEnds() => _editTicks = Stopwatch.GetTimestamp() - _editBegan;

    /// <summary>The stats.</summary>
    public EngineStatus Status(MemoryBudget budget, PagePool pool, SourceCache cache, EngineOutput output, RenderState* state)
    {
        (long horizon, bool done) = cache.Progress;
        MediaStats media = cache.Stats();
        return new EngineStatus
        {
            BudgetBytes = budget.LimitBytes,
            HeldBytes = budget.HeldBytes,
            PeakBytes = budget.PeakBytes,
            PagesHeld = pool.Outstanding,
            PagesEvicted = cache.Evicted,
            SummaryBytes = cache.Peaks.Bytes,
            SummaryShareBytes = cache.Peaks.ShareBytes,
            MissFrames = Volatile.Read(ref state->Misses.Frames), // partner: MissMemory.Remember
            Underruns = output.Underruns,
            UnderrunFrames = output.DryFrames,
            LockedBytes = budget.Locking?.LockedBytes ?? 0,
            LockRefusedBytes = budget.Locking?.RefusedBytes ?? 0,
            Blocks = Volatile.Read(ref state->Blocks), // partner: Callback.Render
            FramesRendered = Volatile.Read(ref state->FramesRendered), // partner: Transport.Advance
            BlockP50Nanoseconds = BlockClock.Percentile(output.Clock, 0.5),
            BlockP999Nanoseconds = BlockClock.Percentile(output.Clock, 0.999),
            BlockMaxNanoseconds = BlockClock.Percentile(output.Clock, 1),
            EditToPublishedNanoseconds = (long)(_editTicks * (1e9 / Stopwatch.Frequency)),
            Collections = Collections() - _collectionsAtOpen,
            AllocatedBytes = GC.GetTotalAllocatedBytes(precise: true) - _allocatedAtOpen,
            LoadHorizonFrames = horizon,
            LoadDone = done,
            Sources = media.Sources,
            SourcesChanged = media.Changed,
            SourcesMissing = media.Missing,
            MediaWarnings = media.Warnings,
        };
    }

    private static int Collections()
    {
        int count = 0;
        for (int generation = 0; generation <= GC.MaxGeneration; generation++) count += GC.CollectionCount(generation);
        return count;
    }
}
