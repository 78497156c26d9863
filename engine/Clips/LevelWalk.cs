using System;
using Seamline.Memory;
using Seamline.Snapshots;

namespace Seamline.Clips;

/// <summary>Which levels of what the main lane plays are known.</summary>
/// <remarks>Thread: any that keeps the block and its sources. Linear in the pages.</remarks>
internal static unsafe class LevelWalk
{
    /// <summary>Share of the pages of all tracks whose levels are known, 0 to 1; 1 of nothing.</summary>
    public static double KnownShare(RegionBlock* block, int shift)
    {
        long all = 0;
        long known = 0;
        for (int r = 0; r < block->Lanes->RegionCount; r++)
        {
            Region* region = block->Regions + r;
            for (int t = 0; t < region->TrackCount; t++)
            {
                SnapshotTrack* track = block->Tracks + region->FirstTrack + t;
                PagesOf(region, track, region->OwnStart, out long first, out long end);
                all += end - first;
                for (long page = first; page < end; page++) known += PageLevels.Has(track->Pages, page, shift) ? 1 : 0;
            }
        }

        return all == 0 ? 1 : (double)known / all;
    }

    /// <summary>The first frame at or behind one at which something is played whose level is not known; -1 for none.</summary>
    public static long FirstUnknown(RegionBlock* block, long frame, int shift)
    {
        for (int r = 0; r < block->Lanes->RegionCount; r++)
        {
            Region* region = block->Regions + r;
            long found = long.MaxValue;
            for (int t = 0; t < region->TrackCount && region->OwnEnd > frame; t++)
            {
                SnapshotTrack* track = block->Tracks + region->FirstTrack + t;
                PagesOf(region, track, Math.Max(frame, region->OwnStart), out long first, out long end);
                for (long page = first; page < end; page++)
                {
                    if (PageLevels.Has(track->Pages, page, shift)) continue;
                    found = Math.Min(found, Math.Max(Math.Max(frame, region->OwnStart), (page * Limits.PageFrames) + RegionWalk.MaterialOf(region, track).First));
                    break;
                }
            }

            if (found != long.MaxValue) return found;
        }

        return -1;
    }

    // The pages that a region plays of a track from a timeline frame on.
    private static void PagesOf(Region* region, SnapshotTrack* track, long frame, out long first, out long end)
    {
        TrackMaterial material = RegionWalk.MaterialOf(region, track);
        long from = Math.Max(frame, material.First);
        long to = Math.Min(region->OwnEnd, material.End);
        first = from < to ? PageTable.PageOf(from - material.First) : 0;
        end = from < to ? PageTable.PageOf(to - 1 - material.First) + 1 : 0;
    }
}
