using System;
using System.Runtime.CompilerServices;
using Seamline.Snapshots;

namespace Seamline.Clips;

/// <summary>
/// A stretch of the timeline in which the distance from the playhead only grows from one end to the other: walked outward to
/// load, inward to evict.
/// </summary>
/// <remarks>Thread: under the cache's lock. Each walk passes a page once, so a page costs O(1) between two plans.</remarks>
internal unsafe struct PlanArm
{
    private readonly RegionBlock* _block;
    private readonly long _near;
    private readonly long _far;
    private readonly long _nearDistance;
    private PageWalk _outward;
    private PageWalk _inward;
    private PageVisit _farthest;
    private bool _found;

    private PlanArm(RegionBlock* block, long near, long far, long nearDistance)
    {
        _block = block;
        _near = near;
        _far = far;
        _nearDistance = nearDistance;
        bool ahead = far >= near;
        _outward = ahead ? PageWalk.Forward(block, near) : PageWalk.Backward(block, near);
        long end = Math.Clamp(far, 0, block->LengthFrames);
        _inward = ahead ? PageWalk.Backward(block, end) : PageWalk.Forward(block, end);
    }

    /// <summary>How far outward the walk has come, frames from the playhead.</summary>
    public readonly long Reach => DistanceOf(_outward.Frame);

    /// <summary>Whether the walk outward has come to the end.</summary>
    public readonly bool Ended => _block == null || _outward.Ended || (Ahead ? _outward.Frame >= _far : _outward.Frame <= _far);

    private readonly bool Ahead => _far >= _near;

    /// <summary>An arm.</summary>
    /// <param name="block">The timeline.</param>
    /// <param name="near">The end next to the playhead, in playing order.</param>
    /// <param name="far">The other end, not included; before <paramref name="near"/> for an arm that leads back.</param>
    /// <param name="nearDistance">Frames from the playhead to the near end.</param>
    public static PlanArm Between(RegionBlock* block, long near, long far, long nearDistance) => new(block, near, far, nearDistance);

    /// <summary>The next page outward that is met within <paramref name="horizon"/> frames of the playhead.</summary>
    public bool Next(long horizon, out PageVisit visit)
    {
        visit = default;
        if (_block == null || horizon <= _nearDistance) return false;
        long way = horizon - _nearDistance;
        long limit = Ahead ? Math.Min(_far, _near + way) : Math.Max(_far, _near - way);
        if (!_outward.Next(limit, out visit)) return false;
        visit.Distance = DistanceOf(visit.Frame);
        return true;
    }

    /// <summary>The farthest page that can be evicted; the same again until it no longer can.</summary>
    public bool TryFarthest(PageStore store, out PageVisit visit)
    {
        visit = default;
        if (_block == null) return false;

        // Away from the playhead, the page across the near end belongs to the arm before.
        long inset = _nearDistance == 0 ? 0 : Limits.PageFrames - 1;
        long stop = Ahead ? _near + inset : _near - inset;
        _found = _found && store.IsEvictable(_farthest);
        while (!_found && _inward.Next(stop, out _farthest)) _found = store.IsEvictable(_farthest);
        if (!_found) return false;
        _farthest.Distance = DistanceOf(_farthest.Frame);
        visit = _farthest;
        return true;
    }

    private readonly long DistanceOf(long frame) => _nearDistance + Math.Max(0, Ahead ? frame - _near : _near - frame);
}

/// <summary>
/// A timeline as arms from a playhead: ahead and behind, and in a loop also what comes after the wrap. Inside a loop a frame
/// behind the playhead is as near as the shorter of the ways back and round; what lies outside comes after all of the loop.
/// </summary>
[InlineArray(Count)]
internal unsafe struct PlanArms
{
    /// <summary>Arms there are at most.</summary>
    public const int Count = 5;

    /// <summary>Of these, the first ones are what is played next: ahead, and after the wrap.</summary>
    public const int Played = 2;

    private PlanArm _first;

    /// <summary>The arms of a timeline, in the order in which they are loaded.</summary>
    /// <param name="block">The timeline; null for none.</param>
    /// <param name="center">The playhead.</param>
    /// <param name="loop">The loop, as asked for.</param>
    public static PlanArms Of(RegionBlock* block, long center, FrameRange loop)
    {
        var arms = default(PlanArms);
        if (block == null) return arms;
        const long Beyond = LoadPlan.Far;
        if (loop.IsEmpty || loop.End > block->LengthFrames || center < loop.Start || center >= loop.End)
        {
            arms[0] = PlanArm.Between(block, center, Beyond, 0);
            arms[Played] = PlanArm.Between(block, center, -Beyond, 0);
            return arms;
        }

        long toWrap = loop.End - center;
        long middle = Math.Max(loop.Start, center - (loop.Frames / 2)); // as far back as round
        arms[0] = PlanArm.Between(block, center, loop.End, 0);
        if (middle > loop.Start) arms[1] = PlanArm.Between(block, loop.Start, middle, toWrap);
        arms[2] = PlanArm.Between(block, center, Math.Min(middle, center - 1), 0);
        arms[3] = PlanArm.Between(block, loop.End, Beyond, toWrap + loop.Frames);
        if (loop.Start > 0) arms[4] = PlanArm.Between(block, loop.Start, -Beyond, loop.Frames);
        return arms;
    }
}

/// <summary>Timeline frames [<paramref name="Start"/>, <paramref name="End"/>).</summary>
/// <param name="Start">The first.</param>
/// <param name="End">The one after the last.</param>
internal readonly record struct FrameRange(long Start, long End)
{
    /// <summary>How many.</summary>
    public long Frames => End - Start;

    /// <summary>None.</summary>
    public bool IsEmpty => End <= Start;
}
