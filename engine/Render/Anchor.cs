using Seamline.Snapshots;

namespace Seamline.Render;

/// <summary>Where the playhead goes at a swap.</summary>
internal static unsafe class Anchor
{
    private const int FollowersTried = 16;

    /// <summary>
    /// The frame of <paramref name="next"/>'s timeline that corresponds to <paramref name="voice"/>'s place in its own: the same frame, or with
    /// <see cref="PlayheadAnchor.Content"/> the same clip frame where it still is (in the same segment if it can be, else at the nearest place),
    /// else the start of what followed it and still is (in the same segment, then in the next 16), else the same frame.
    /// </summary>
    /// <remarks>Reads the compiled index of the new snapshot: some thousand instructions, whatever the number of segments.</remarks>
    internal static long Map(Voice* voice, Snapshot* next)
    {
        RegionBlock* old = voice->Snapshot->Block;
        RegionBlock* block = next->Block;
        long frame = voice->Frame;
        if (next->Anchor == PlayheadAnchor.Frame || block->IndexCount == 0 || frame < 0 || frame >= old->LengthFrames) return frame;
        int index = RegionWalk.OwnerAt(old, frame, voice->RegionHint);
        int count = old->Lanes->RegionCount;
        long into = frame - old->Regions[index].OwnStart;
        int last = count - 1 - index < FollowersTried ? count - 1 : index + FollowersTried;
        for (int i = index; i <= last; i++)
        {
            long found = Find(old, block, i, old->Regions + i, into, frame);
            if (found >= 0) return found;
            into = 0;
        }

        return frame;
    }

    // The timeline frame of the first of a region's frames, from `into` on, that the block still plays; -1 for none.
    private static long Find(RegionBlock* old, RegionBlock* block, int row, Region* region, long into, long near)
    {
        long wanted = region->OwnClipFrame + into;
        long end = region->OwnClipFrame + (region->OwnEnd - region->OwnStart);
        Region* same = RegionIndex.FindSegment(block, region->Segment);
        if (same != null && same->Clip != region->Clip)
        {
            // The same segment at another speed: the same place of the clip.
            double from = SpeedOf(old, region);
            double to = SpeedOf(block, same);
            if (region->Clip != 0 && same->Clip != 0 && from != to)
            {
                long other = FrameIn(same, (long)(wanted * (from / to)));
                if (other >= 0) return other;
            }

            same = null;
        }

        long found = FrameIn(same, wanted);
        if (found >= 0) return found;
        if (region->Clip == 0) return FindGap(block, row, same, wanted, end, near);
        found = RegionIndex.FindFrame(block, region->Clip, wanted, near);
        return found >= 0 ? found : RegionIndex.FindNext(block, region->Clip, wanted, end, row);
    }

    // Gaps are all alike: only the same one, or a piece of it beside its place.
    private static long FindGap(RegionBlock* block, int row, Region* same, long wanted, long end, long near)
    {
        long first = end;
        long exact = -1;
        long later = -1;
        int count = block->Lanes->RegionCount;
        int around = row < count ? row : count - 1;
        for (int i = 0; i < 4; i++)
        {
            // The rows around, + 1, - 1, then the same gap.
            int at = i < 2 ? around + i : around - 1;
            Region* gap = i == 3 ? same : at < 0 || at >= count ? null : block->Regions + at;
            if (gap == null || gap->Clip != 0) continue;
            long found = FrameIn(gap, wanted);
            if (found >= 0 && (exact < 0 || Distance(found, near) < Distance(exact, near))) exact = found;
            if (gap->OwnClipFrame <= wanted || gap->OwnClipFrame >= first) continue;
            first = gap->OwnClipFrame;
            later = gap->OwnStart;
        }

        return exact >= 0 ? exact : later;
    }

    // Clip frames for each frame of a region; 1 for one that is silent.
    private static double SpeedOf(RegionBlock* block, Region* region) => region->TrackCount == 0 ? 1 : block->Tracks[region->FirstTrack].Speed;

    private static long Distance(long a, long b) => a < b ? b - a : a - b;

    private static long FrameIn(Region* region, long clipFrame)
    {
        if (region == null) return -1;
        long skipped = clipFrame - region->OwnClipFrame;
        return skipped >= 0 && skipped < region->OwnEnd - region->OwnStart ? region->OwnStart + skipped : -1;
    }
}
