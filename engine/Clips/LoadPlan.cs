using System;
using System.Collections.Generic;
using Seamline.Render;

namespace Seamline.Clips;

/// <summary>
/// What to load next for one listener: by distance from a frame in timeline order, through cuts, in horizons of 20 s ahead
/// and behind, then 40, 80, ... until all is there. And what to give up first for it: the same walk from both ends inward.
/// </summary>
/// <remarks>Thread: under the cache's gate. Each of its walks passes a page once an epoch, so a page costs O(1).</remarks>
internal sealed unsafe class LoadPlan(List<Source?> sources, PageStore store, int rate)
{
    /// <summary>Distance of a page of which only is known that it is not near, frames.</summary>
    public const long Far = long.MaxValue / 4;

    private const int FirstHorizonSeconds = 20;

    private PageWalk _ahead;
    private PageWalk _behind;
    private PageWalk _fromEnd;
    private PageWalk _fromStart;
    private PageVisit _late;
    private PageVisit _early;
    private bool _lateFound;
    private bool _earlyFound;

    /// <summary>The timeline; null when nobody listens. The queue holds a reference to it for the plan.</summary>
    public SpanBlock* Block { get; private set; }

    /// <summary>The frame to load around.</summary>
    public long Center { get; private set; }

    /// <summary>How far out the plan has come, frames.</summary>
    public long HorizonFrames { get; private set; }

    /// <summary>Nothing is missing any more, or nothing nearer than what is held: until the next epoch there is nothing to do.</summary>
    public bool Done { get; private set; } = true;

    /// <summary>How far the walk outward has come, frames.</summary>
    public long Reach => Done ? Far : Math.Max(_ahead.Frame - Center, Center - _behind.Frame);

    private long FirstHorizon => (long)FirstHorizonSeconds * rate;

    /// <summary>Begins at the first horizon again.</summary>
    public void Restart(SpanBlock* block, long center)
    {
        Block = block;
        Center = center;
        HorizonFrames = FirstHorizon;
        _lateFound = false;
        _earlyFound = false;
        Done = block == null || block->SpanCount == 0;
        if (block == null) return;
        _ahead = PageWalk.Forward(block, center);
        _behind = PageWalk.Backward(block, center);
        _fromEnd = PageWalk.Backward(block, block->LengthFrames);
        _fromStart = PageWalk.Forward(block, 0);
    }

    /// <summary>Nothing more fits.</summary>
    public void Finish() => Done = true;

    /// <summary>The nearest page that nobody brings yet, at most <paramref name="capFrames"/> away (within its horizon).</summary>
    public bool Next(long capFrames, out PageVisit visit)
    {
        while (!Done && (HorizonFrames <= capFrames || HorizonFrames == FirstHorizon))
        {
            while (_ahead.Next(Center + HorizonFrames, out visit))
            {
                if (IsWanted(visit)) return true;
            }

            while (_behind.Next(Center - HorizonFrames, out visit))
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

    /// <summary>How far from the center each page of a run is played, as far as a run reaches beyond the one just met.</summary>
    /// <param name="met">What <see cref="Next"/> has met.</param>
    /// <param name="distances">One entry a page of its run; <see cref="Far"/> where the timeline plays it later or not.</param>
    public void Measure(in PageVisit met, Span<long> distances)
    {
        distances.Fill(Far);
        long distance = Math.Abs(met.Frame - Center);
        distances[(int)(met.Page % Limits.RunPages)] = distance;
        long reach = distance + Limits.RunFrames;
        PageWalk ahead = _ahead;
        while (ahead.Next(Center + reach, out PageVisit visit)) Note(met, visit, distances);
        PageWalk behind = _behind;
        while (behind.Next(Center - reach, out PageVisit visit)) Note(met, visit, distances);
    }

    /// <summary>Whether a running job is among the first horizon's pages, and whether another of its pages is missing there.</summary>
    public void Look(Source source, int run, out bool meetsRun, out bool meetsMissing)
    {
        meetsRun = false;
        meetsMissing = false;
        if (Block == null) return;
        PageWalk ahead = PageWalk.Forward(Block, Center);
        while (ahead.Next(Center + FirstHorizon, out PageVisit visit)) Judge(visit, source, run, ref meetsRun, ref meetsMissing);
        PageWalk behind = PageWalk.Backward(Block, Center);
        while (behind.Next(Center - FirstHorizon, out PageVisit visit)) Judge(visit, source, run, ref meetsRun, ref meetsMissing);
    }

    /// <summary>Keeps what is played within <paramref name="frames"/> from being evicted for another listener in this epoch.</summary>
    public void Protect(long frames)
    {
        if (Block == null) return;
        PageWalk ahead = PageWalk.Forward(Block, Center);
        while (ahead.Next(Center + frames, out PageVisit visit))
        {
            Source? source = sources[visit.Table->Source];
            if (source != null && source.IsReady(visit.Page)) store.Met(source, visit.Page);
        }
    }

    /// <summary>The page that is played farthest from the center of those that can be evicted.</summary>
    public bool TryFarthest(out PageVisit visit, out long distance)
    {
        visit = default;
        distance = -1;
        if (Block == null) return false;
        _lateFound = _lateFound && store.IsEvictable(_late);
        _earlyFound = _earlyFound && store.IsEvictable(_early);
        while (!_lateFound && _fromEnd.Next(Center, out _late)) _lateFound = store.IsEvictable(_late);
        while (!_earlyFound && _fromStart.Next(Center, out _early)) _earlyFound = store.IsEvictable(_early);
        long late = _lateFound ? _late.Frame - Center : -1;
        long early = _earlyFound ? Center - _early.Frame : -1;
        distance = Math.Max(late, early);
        visit = late >= early ? _late : _early;
        return distance >= 0;
    }

    private void Note(in PageVisit met, in PageVisit visit, Span<long> distances)
    {
        if (visit.Table != met.Table || visit.Page / Limits.RunPages != met.Page / Limits.RunPages) return;
        ref long distance = ref distances[(int)(visit.Page % Limits.RunPages)];
        distance = Math.Min(distance, Math.Abs(visit.Frame - Center));
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
        if (source == null) return false;
        if (source.IsReady(visit.Page))
        {
            store.Met(source, visit.Page);
            return false;
        }

        return !source.IsFailed(visit.Page) && source.IsMissing(visit.Page);
    }
}
