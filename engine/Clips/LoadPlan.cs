using System;
using System.Collections.Generic;
using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline.Clips;

/// <summary>
/// What to load next for one reader: by distance from a frame in timeline order, through cuts, in horizons of 20 s ahead
/// and behind, then 40, 80, ... until all is there. And what to give up first for it: the same walk from both ends inward.
/// </summary>
/// <remarks>Thread: under the cache's lock. Each of its walks passes a page once an epoch, so a page costs O(1).</remarks>
internal sealed unsafe class LoadPlan(List<Source?> sources, PageStore store, int rate)
{
    /// <summary>Distance of a page of which only is known that it is not near, frames.</summary>
    public const long Far = long.MaxValue / 4;

    private const int FirstHorizonSeconds = 20;

    private PlanArms _arms;
    private FrameRange _loop;

    /// <summary>The timeline; null when there is none. The queue holds a reference to it for the plan.</summary>
    public RegionBlock* Block { get; private set; }

    /// <summary>The frame to load around.</summary>
    public long Center { get; private set; }

    /// <summary>How far out the plan has come, frames.</summary>
    public long HorizonFrames { get; private set; }

    /// <summary>Nothing is missing any more, or nothing nearer than what is held: until the next epoch there is nothing to do.</summary>
    public bool Done { get; private set; } = true;

    /// <summary>How far the walk outward has come, frames.</summary>
    public long Reach
    {
        get
        {
            long reach = Done ? Far : 0;
            foreach (ref readonly PlanArm arm in (ReadOnlySpan<PlanArm>)_arms) reach = arm.Ended ? reach : Math.Max(reach, arm.Reach);
            return reach;
        }
    }

    private long FirstHorizon => (long)FirstHorizonSeconds * rate;

    /// <summary>Begins at the first horizon again.</summary>
    public void Restart(RegionBlock* block, long center, FrameRange loop)
    {
        if (block != null) center = Math.Clamp(center, 0, block->LengthFrames);
        Block = block;
        Center = center;
        HorizonFrames = FirstHorizon;
        Done = block == null || block->RegionCount == 0;
        _loop = loop;
        _arms = PlanArms.Of(block, center, loop);
    }

    /// <summary>Nothing more fits.</summary>
    public void Finish() => Done = true;

    /// <summary>The nearest page that no job brings yet, at most <paramref name="capFrames"/> away (within its horizon).</summary>
    public bool Next(long capFrames, out PageVisit visit)
    {
        while (!Done && (HorizonFrames <= capFrames || HorizonFrames == FirstHorizon))
        {
            bool ended = true;
            foreach (ref PlanArm arm in (Span<PlanArm>)_arms)
            {
                while (arm.Next(HorizonFrames, out visit))
                {
                    if (IsWanted(visit)) return true;
                }

                ended &= arm.Ended;
            }

            if (ended) Done = true;
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
        distances[(int)(met.Page % Limits.RunPages)] = met.Distance;
        PlanArms arms = _arms;
        foreach (ref PlanArm arm in (Span<PlanArm>)arms)
        {
            while (arm.Next(met.Distance + Limits.RunFrames, out PageVisit visit)) Note(visit, met.Table, met.Page / Limits.RunPages, distances);
        }
    }

    /// <summary>How far a run's pages are played now; <see cref="Far"/> for those beyond two horizons.</summary>
    public void Remeasure(Source source, int run, Span<long> distances)
    {
        distances.Fill(Far);
        PlanArms arms = PlanArms.Of(Block, Center, _loop);
        foreach (ref PlanArm arm in (Span<PlanArm>)arms)
        {
            while (arm.Next(2 * FirstHorizon, out PageVisit visit)) Note(visit, source.Table, run, distances);
        }
    }

    /// <summary>Whether the timeline plays any of these pages of a run, a bit each, within two horizons.</summary>
    public bool IsNear(Source source, int run, uint pages)
    {
        PlanArms arms = PlanArms.Of(Block, Center, _loop);
        foreach (ref PlanArm arm in (Span<PlanArm>)arms)
        {
            while (arm.Next(2 * FirstHorizon, out PageVisit visit))
            {
                if (visit.Table == source.Table && visit.Page / Limits.RunPages == run && (pages >> (int)(visit.Page % Limits.RunPages) & 1) != 0) return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a job should make room for what <see cref="Next"/> would give instead: something missing that is played in less
    /// than half the time until what the job brings next, or anything within the first horizon where the job brings nothing.
    /// Half, for a job begun again decodes its run from the start.
    /// </summary>
    /// <param name="source">Whose run the job decodes.</param>
    /// <param name="run">Which run.</param>
    /// <param name="left">What it has yet to bring, a bit a page.</param>
    public bool IsUrgent(Source source, int run, uint left)
    {
        long own = Far;
        long played = Far;
        long behind = Far;
        PlanArms arms = PlanArms.Of(Block, Center, _loop);
        for (int i = 0; i < PlanArms.Count; i++)
        {
            ref long missing = ref i < PlanArms.Played ? ref played : ref behind;
            while (arms[i].Next(Math.Min(FirstHorizon, Math.Max(own, missing)), out PageVisit visit))
            {
                Source? met = sources[visit.Table->Source];
                if (met == null || met.IsFailed(visit.Page)) continue;
                bool isOwn = met == source && visit.Page / Limits.RunPages == run && (left >> (int)(visit.Page % Limits.RunPages) & 1) != 0;
                if (isOwn) own = Math.Min(own, visit.Distance);
                else if (met.IsMissing(visit.Page)) missing = Math.Min(missing, visit.Distance);
            }
        }

        return own == Far ? Math.Min(played, behind) < Far : played < own / 2;
    }

    /// <summary>Keeps what is played next, and after the wrap of a loop, from being evicted in this epoch.</summary>
    /// <param name="frames">How far from the center, and from the loop's start.</param>
    /// <param name="monoPages">At most so many pages of one channel each.</param>
    public void Protect(long frames, int monoPages)
    {
        if (Block == null) return;
        PlanArm ahead = PlanArm.Between(Block, Center, Far, 0);
        Keep(ref ahead, frames, monoPages);
        if (_loop.IsEmpty || _loop.End > Block->LengthFrames) return;
        PlanArm wrapped = PlanArm.Between(Block, _loop.Start, _loop.End, 0);
        Keep(ref wrapped, frames, monoPages);
    }

    /// <summary>Says of the pages around the playhead that they may be sounding: the plan is about to be replaced.</summary>
    /// <param name="playhead">Where playback is, which the center may be seconds away from.</param>
    /// <param name="ahead">How far what it leaves may still be played, frames.</param>
    /// <param name="monoPages">At most so many pages of one channel each.</param>
    public void NoteHeard(long playhead, long ahead, int monoPages)
    {
        if (Block == null) return;
        playhead = Math.Clamp(playhead, 0, Block->LengthFrames);
        PlanArm behind = PlanArm.Between(Block, playhead, -Far, 0);
        PlanArm forward = PlanArm.Between(Block, playhead, Far, 0);
        NoteHeard(ref behind, Limits.PageFrames, ref monoPages);
        NoteHeard(ref forward, ahead, ref monoPages);
    }

    /// <summary>The page that is played farthest from the center of those that can be evicted.</summary>
    public bool TryFarthest(out PageVisit visit, out long distance)
    {
        visit = default;
        distance = -1;
        if (Block == null) return false;
        foreach (ref PlanArm arm in (Span<PlanArm>)_arms)
        {
            if (!arm.TryFarthest(store, out PageVisit candidate) || candidate.Distance <= distance) continue;
            visit = candidate;
            distance = candidate.Distance;
        }

        return distance >= 0;
    }

    private static void Note(in PageVisit visit, PageTable* table, long run, Span<long> distances)
    {
        if (visit.Table != table || visit.Page / Limits.RunPages != run) return;
        ref long distance = ref distances[(int)(visit.Page % Limits.RunPages)];
        distance = Math.Min(distance, visit.Distance);
    }

    private void Keep(ref PlanArm arm, long frames, int monoPages)
    {
        while (monoPages > 0 && arm.Next(frames, out PageVisit visit))
        {
            monoPages -= visit.Table->Channels;
            Source? source = sources[visit.Table->Source];
            if (source != null && source.IsReady(visit.Page)) store.Met(source, visit.Page);
        }
    }

    private void NoteHeard(ref PlanArm arm, long frames, ref int monoPages)
    {
        while (monoPages > 0 && arm.Next(frames, out PageVisit visit))
        {
            Source? source = sources[visit.Table->Source];
            if (source == null || !source.IsReady(visit.Page)) continue;
            monoPages -= visit.Table->Channels;
            store.Heard(source, visit.Page);
        }
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
