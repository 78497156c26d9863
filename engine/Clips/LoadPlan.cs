using System.Collections.Generic;
using Seamline.Render;

namespace Seamline.Clips;

/// <summary>
/// What to load next for one listener: by distance from a frame in timeline order, through cuts, in horizons of 20 s ahead
/// and behind, then 40, 80, ... until all is there.
/// </summary>
/// <remarks>Thread: under the cache's gate. Walks each page once an epoch.</remarks>
internal sealed unsafe class LoadPlan(List<Source?> sources, PageStore store, int rate)
{
    private const int FirstHorizonSeconds = 20;

    private PageWalk _ahead;
    private PageWalk _behind;

    /// <summary>The timeline; null when nobody listens. The cache holds a reference to it for the plan.</summary>
    public SpanBlock* Block { get; private set; }

    /// <summary>The frame to load around.</summary>
    public long Center { get; private set; }

    /// <summary>How far out the plan has come, frames.</summary>
    public long HorizonFrames { get; private set; }

    /// <summary>Nothing is missing any more, or nothing nearer than what is held: until the next epoch there is nothing to do.</summary>
    public bool Done { get; private set; }

    /// <summary>Begins at the first horizon again.</summary>
    public void Restart(SpanBlock* block, long center)
    {
        Block = block;
        Center = center;
        HorizonFrames = (long)FirstHorizonSeconds * rate;
        Done = block == null || block->SpanCount == 0;
        if (Done) return;
        _ahead = PageWalk.Forward(block, center);
        _behind = PageWalk.Backward(block, center);
    }

    /// <summary>Nothing more fits.</summary>
    public void Finish() => Done = true;

    /// <summary>The nearest page that nobody brings yet, at most <paramref name="capFrames"/> away (within its horizon).</summary>
    public bool Next(long capFrames, out PageVisit visit)
    {
        while (!Done && (HorizonFrames <= capFrames || HorizonFrames == (long)FirstHorizonSeconds * rate))
        {
            while (_ahead.Frame < Center + HorizonFrames && _ahead.Next(out visit))
            {
                if (IsWanted(visit)) return true;
            }

            while (_behind.Frame > Center - HorizonFrames && _behind.Next(out visit))
            {
                if (IsWanted(visit)) return true;
            }

            if (_ahead.Ended && _behind.Ended) Done = true;
            else if (HorizonFrames * 2 > capFrames) break;
            else HorizonFrames *= 2;
        }

        visit = default;
        return false;
    }

    /// <summary>Whether a running job is among the first horizon's pages, and whether another of its pages is missing there.</summary>
    public void Look(Source source, int run, out bool meetsRun, out bool meetsMissing)
    {
        meetsRun = false;
        meetsMissing = false;
        if (Block == null) return;
        long horizon = (long)FirstHorizonSeconds * rate;
        PageWalk ahead = PageWalk.Forward(Block, Center);
        while (ahead.Frame < Center + horizon && ahead.Next(out PageVisit visit)) Judge(visit, source, run, ref meetsRun, ref meetsMissing);
        PageWalk behind = PageWalk.Backward(Block, Center);
        while (behind.Frame > Center - horizon && behind.Next(out PageVisit visit)) Judge(visit, source, run, ref meetsRun, ref meetsMissing);
    }

    private void Judge(in PageVisit visit, Source source, int run, ref bool meetsRun, ref bool meetsMissing)
    {
        Source? met = sources[visit.Table->Source];
        if (met == null || met.IsFailed(visit.Page)) return;
        if (met == source && visit.Page / Limits.RunPages == run) meetsRun = true;
        else if (met.IsMissing(visit.Page)) meetsMissing = true;
    }

    private bool IsWanted(in PageVisit visit)
    {
        Source? source = sources[visit.Table->Source];
        if (source == null || source.IsFailed(visit.Page)) return false;
        if (source.IsReady(visit.Page))
        {
            store.Met(source, visit.Page);
            return false;
        }

        return source.IsMissing(visit.Page);
    }
}
