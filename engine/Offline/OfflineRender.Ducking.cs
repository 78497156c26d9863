using System.Threading;
using Seamline.Clips;
using Seamline.Snapshots;

namespace Seamline;

// Gains of ducking go by the levels of all that the main lane plays: where some are not known, that is loaded first. What a render has that the
// timeline has not, a stem or a gain, is set in the same copy: behind the gains of ducking, which a main lane that is not heard would not cause.
public sealed unsafe partial class OfflineRender
{
    // Of a page that will not come, in the steps of its levels or finer.
    private const int SkippedFrames = 1_024;

    private readonly BlockRefiner _refine;
    private bool _isRefined;

    /// <summary>
    /// The same timeline with the gains of ducking by the levels that are known now, and what the options change: another block with a
    /// reference, or null without room.
    /// </summary>
    internal delegate RegionBlock* BlockRefiner(RegionBlock* block, in OfflineOptions options);

    private Status Refine(CancellationToken cancellation)
    {
        if (_isRefined) return Status.Ok;
        if (!_options.IsVariant && _block->DuckingCount == 0)
        {
            _isRefined = true;
            return Status.Ok;
        }

        long frame = 0;
        while (HasUnknownLevels(frame, out frame))
        {
            // Partner: Dispose.
            if (Volatile.Read(ref _disposed) || cancellation.IsCancellationRequested) return Fail(Status.Cancelled, "cancelled");
            Ask(frame);
            long seen = _cache.Arrivals;
            if (!_cache.IsReady(_block, frame, 1)) _cache.WaitForPage(seen, WaitMilliseconds);
            else if (LevelWalk.FirstUnknown(_block, frame, _cache.LevelShift) == frame) frame += SkippedFrames; // it cannot be read: rendering it says so
        }

        // Also where all are known: the timeline may have been compiled before they were.
        RegionBlock* refined = _refine(_block, _options);
        if (refined == null) return Fail(Status.OutOfBudget, "the memory budget has no room for the timeline as it is rendered");
        _blocks.Release(ref _block);
        _block = refined;
        _isRefined = true;
        _wantedFrame = -1;
        return Status.Ok;
    }

    private bool HasUnknownLevels(long from, out long frame)
    {
        frame = _block->DuckingCount == 0 ? -1 : LevelWalk.FirstUnknown(_block, from, _cache.LevelShift);
        return frame >= 0;
    }
}
