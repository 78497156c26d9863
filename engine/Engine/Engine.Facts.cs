using System;
using System.Collections.Generic;
using System.Threading;
using Seamline.Clips;

namespace Seamline;

// What hosts ask of media and of loading, to draw it.
public sealed unsafe partial class Engine
{
    /// <summary>The source of a clip's track as it stands, with what its file says of itself (null for what is no file).</summary>
    public Status GetClipSource(ClipId id, int track, out SourceInfo source, out MediaFacts? facts)
    {
        source = default;
        facts = null;
        Source? found;
        using (_lock.Hold())
        {
            if (_disposed) return _error.FailText(Status.InvalidState, ClosedSentence);
            Status status = _clips.Hold(id, track, out found);
            if (status != Status.Ok) return status;
            _inside++;
        }

        source = _cache.Describe(found!);
        facts = found!.Media.MediaFacts;
        _cache.Release(found, Volatile.Read(ref _published)); // partner: PublishDesired
        using (_lock.Hold())
        {
            if (_cache.HasGraves) _lock.CleanUpLater();
            Leave();
        }

        return Status.Ok;
    }

    /// <summary>
    /// What the columns of a view of the timeline as it stands are played from, all tracks together: nothing, and the columns are
    /// <see cref="PageStates.None"/>, or pages in one or more states. Loads nothing; the view's channel does not matter.
    /// </summary>
    /// <remarks>Works beside edits and loading, as <see cref="GetTrackPeaks"/>; some tens of nanoseconds a page in view.</remarks>
    public Status GetResidency(in PeakView view, Span<PageStates> columns)
    {
        Status status = BeginPeaks(PeakScope.Timeline, ClipId.None, 0, view, out PeakLook look);
        if (status != Status.Ok) return status;
        _cache.Residency(look.Block, view, columns);
        EndPeaks(ref look);
        return Status.Ok;
    }

    /// <summary>The parts of the timeline that are in memory, [first, end) frames, in order.</summary>
    public List<(long FirstFrame, long EndFrame)> GetLoadedRanges()
    {
        var ranges = new List<FrameRange>();
        if (TryBeginView(out TimelineView view))
        {
            _cache.ReadyRanges(view.Block, ranges);
            EndView(ref view);
        }

        return ranges.ConvertAll(range => (range.Start, range.End));
    }
}
