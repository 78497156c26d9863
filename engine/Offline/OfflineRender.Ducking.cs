using System.Threading;
using Seamline.Clips;
using Seamline.Snapshots;

namespace Seamline;

// Gains of ducking go by the levels of all that the main lane plays: where some are not known, that is loaded first.
public sealed unsafe partial class OfflineRender
{
    // Of a page that will not come, in the steps of its levels or finer.
    private const int SkippedFrames = 1_024;

    private readonly BlockRefiner _refine;
    private bool _isRefined;

    /// <summary>The same timeline with the gains of ducking by the levels that are known now: another block with a reference, or null without room.</summary>
    internal delegate RegionBlock* BlockRefiner(RegionBlock* block);

    private Status Refine(CancellationToken cancellation)
    {
        if (_isRefined) return Status.Ok;
        if (_block->DuckingCount == 0)
        {
            _isRefined = true;
            return Status.Ok;
        }

        long frame = 0;
        while ((frame = LevelWalk.FirstUnknown(_block, frame, _cache.LevelShift)) >= 0)
        {
            // Partner: Dispose.
            if (Volatile.Read(ref _disposed) || cancellation.IsCancellationRequested) return Fail(Status.Cancelled, "cancelled");
            Ask(frame);
            long seen = _cache.Arrivals;
            if (!_cache.IsReady(_block, frame, 1)) _cache.WaitForPage(seen, WaitMilliseconds);
            else if (LevelWalk.FirstUnknown(_block, frame, _cache.LevelShift) == frame) frame += SkippedFrames; // it cannot be read: rendering it says so
        }

        // Also where all are known: the timeline may have been compiled before they were.
        RegionBlock* refined = _refine(_block);
        if (refined == null) return Fail(Status.OutOfBudget, "the memory budget has no room for the gains of ducking");
        _blocks.Release(ref _block);
        _block = refined;
        _isRefined = true;
        _wantedFrame = -1;
        return Status.Ok;
    }
}
