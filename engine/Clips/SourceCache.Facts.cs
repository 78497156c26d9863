using System.Collections.Generic;
using Seamline.Render;

namespace Seamline.Clips;

// What is asked for by hosts that draw.
internal sealed unsafe partial class SourceCache
{
    /// <summary>A source as it stands.</summary>
    public SourceInfo Describe(Source source)
    {
        using (_gate.Hold()) return source.Info();
    }

    /// <summary>
    /// The parts of a timeline that are in memory in all their tracks, or that nothing has to be loaded for, in order; where
    /// nothing plays it goes on as before.
    /// </summary>
    public void ReadyRanges(SpanBlock* block, List<FrameRange> ranges)
    {
        ranges.Clear();
        if (block->LengthFrames == 0) return;
        using (_gate.Hold())
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

    private bool IsHere(in PageVisit visit)
    {
        Source? source = _sources[visit.Table->Source];
        return source == null || source.IsReady(visit.Page) || source.IsFailed(visit.Page);
    }
}
