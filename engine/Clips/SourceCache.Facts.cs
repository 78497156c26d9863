using System;
using System.Collections.Generic;
using Seamline.Snapshots;

namespace Seamline.Clips;

// What is asked for by hosts that draw.
internal sealed unsafe partial class SourceCache
{
    /// <summary>A source as it stands.</summary>
    public SourceInfo Describe(Source source)
    {
        using (_lock.Hold()) return source.Info();
    }

    /// <summary>
    /// The parts of a timeline that are in memory in all their tracks, or that nothing has to be loaded for, in order; where
    /// nothing plays it goes on as before.
    /// </summary>
    public void ReadyRanges(RegionBlock* block, List<FrameRange> ranges)
    {
        ranges.Clear();
        if (block->LengthFrames == 0) return;
        using (_lock.Hold())
        {
            _queue.Serve(); // lengths that were guessed are stretched to what is wanted before anything is called ready
            long begin = 0;
            long missing = -1;
            PageWalk walk = PageWalk.Forward(block, 0);
            while (walk.Next(block->LengthFrames, out PageVisit visit))
            {
                // Tracks meet at one frame: one that is missing speaks for all.
                if (visit.Frame == missing) continue;
                if (IsHere(visit))
                {
                    if (begin < 0) begin = visit.Frame;
                    continue;
                }

                missing = visit.Frame;
                if (begin >= 0 && begin < missing) ranges.Add(new FrameRange(begin, missing));
                begin = -1;
            }

            if (begin >= 0) ranges.Add(new FrameRange(begin, block->LengthFrames));
        }
    }

    /// <summary>What the columns of a view of a timeline stand on: each becomes the states of all pages that are played in it.</summary>
    /// <remarks>The lock is held for some pages at a time: no loader waits for a long look.</remarks>
    public void Residency(RegionBlock* block, in PeakView view, Span<PageStates> columns)
    {
        columns.Clear();
        long end = Math.Min(block->LengthFrames, view.EdgeOf(columns.Length));
        PageWalk walk = PageWalk.Forward(block, Math.Max(0, view.EdgeOf(0)));
        bool more = block->LengthFrames > 0;
        while (more)
        {
            using (_lock.Hold())
            {
                _queue.Serve(); // lengths that were guessed are stretched to what is wanted
                for (int i = 0; i < PagesAtATime && more; i++)
                {
                    more = walk.Next(end, out PageVisit visit);
                    if (more) Mark(view, columns, visit.Frame, Math.Min(visit.End, end), StatesOf(visit));
                }
            }
        }
    }

    private const int PagesAtATime = 512;

    private static void Mark(in PeakView view, Span<PageStates> columns, long from, long to, PageStates states)
    {
        for (long i = view.ColumnOf(from); i < columns.Length && view.EdgeOf(i) < to; i++) columns[(int)i] |= states;
    }

    private PageStates StatesOf(in PageVisit visit) => _sources[visit.Table->Source]?.StatesOf(visit.Page) ?? PageStates.None;

    private bool IsHere(in PageVisit visit)
    {
        Source? source = _sources[visit.Table->Source];
        return source == null || source.IsReady(visit.Page) || source.IsFailed(visit.Page);
    }
}
