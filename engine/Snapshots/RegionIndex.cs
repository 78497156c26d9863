using System.Runtime.InteropServices;

namespace Seamline.Snapshots;

/// <summary>A row of the index by content: what a region of the main lane plays.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ContentKey
{
    /// <summary>First clip frame of the segment.</summary>
    public long ClipFrame;

    /// <summary>First timeline frame of the segment.</summary>
    public long Start;

    /// <summary>The last clip frame that this row or one before it of the same clip plays, plus one.</summary>
    public long MostEnd;

    /// <summary>Clip.</summary>
    public uint Clip;

    /// <summary>Row in <see cref="RegionBlock.Regions"/>.</summary>
    public int Region;
}

/// <summary>A row of the index by segment.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SegmentKey
{
    /// <summary>The segment.</summary>
    public long Segment;

    /// <summary>Row in <see cref="RegionBlock.Regions"/>.</summary>
    public long Region;
}

/// <summary>Looks segments and clip frames up in a compiled timeline, by binary search.</summary>
internal static unsafe class RegionIndex
{
    /// <summary>In points that a look-up of a clip frame goes back over at most.</summary>
    internal const int MostInPoints = 16;

    /// <summary>The region of a segment, or null.</summary>
    internal static Region* FindSegment(RegionBlock* block, long segment)
    {
        int low = 0;
        int high = block->IndexCount;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (block->Segments[middle].Segment < segment) low = middle + 1;
            else high = middle;
        }

        bool found = low < block->IndexCount && block->Segments[low].Segment == segment;
        return found ? block->Regions + block->Segments[low].Region : null;
    }

    /// <summary>
    /// The timeline frame at which a clip frame is played, the one nearest to <paramref name="near"/>; -1 for none. Segments with up to
    /// <see cref="MostInPoints"/> different in points are compared, those that begin closest before the clip frame.
    /// </summary>
    internal static long FindFrame(RegionBlock* block, uint clip, long clipFrame, long near)
    {
        long best = -1;
        int at = After(block, clip, clipFrame, long.MaxValue) - 1;
        for (int tried = 0; tried < MostInPoints && at >= 0; tried++)
        {
            ContentKey* key = block->Contents + at;
            if (key->Clip != clip || key->MostEnd <= clipFrame) break;

            // Rows of this in point, by their place on the timeline: the nearest at or before, and the next.
            long into = clipFrame - key->ClipFrame;
            int first = After(block, clip, key->ClipFrame, long.MinValue);
            int nearest = After(block, clip, key->ClipFrame, near - into) - 1;
            best = Nearer(block, Before(block, nearest, first, into), into, near, best);
            best = Nearer(block, Behind(block, nearest + 1, at, into), into, near, best);
            at = first - 1;
        }

        return best;
    }

    /// <summary>
    /// The first timeline frame of the segment of a clip that begins soonest behind <paramref name="clipFrame"/> and before
    /// <paramref name="end"/>, of several the one in the row nearest to <paramref name="row"/>; -1 for none.
    /// </summary>
    internal static long FindNext(RegionBlock* block, uint clip, long clipFrame, long end, int row)
    {
        int first = After(block, clip, clipFrame, long.MaxValue);
        if (first == block->IndexCount || block->Contents[first].Clip != clip || block->Contents[first].ClipFrame >= end) return -1;
        long inPoint = block->Contents[first].ClipFrame;
        int count = block->Lanes->RegionCount;
        int around = row < count ? row : count - 1;
        int at = After(block, clip, inPoint, block->Regions[around].OwnStart);
        ContentKey* before = at > first ? block->Contents + (at - 1) : null;
        ContentKey* behind = block->Contents + at;
        bool more = at < block->IndexCount && behind->Clip == clip && behind->ClipFrame == inPoint;
        return before == null || (more && before->Region != around && behind->Region - around <= around - before->Region) ? behind->Start : before->Start;
    }

    // Copies of one in point may end before the frame: a few to each side are tried.
    private static int Before(RegionBlock* block, int from, int first, long into)
    {
        for (int i = from; i >= first && i > from - MostInPoints; i--)
        {
            if (Plays(block, i, into)) return i;
        }

        return -1;
    }

    private static int Behind(RegionBlock* block, int from, int last, long into)
    {
        for (int i = from; i <= last && i < from + MostInPoints; i++)
        {
            if (Plays(block, i, into)) return i;
        }

        return -1;
    }

    private static bool Plays(RegionBlock* block, int row, long into)
    {
        Region* region = block->Regions + block->Contents[row].Region;
        return into < region->OwnEnd - region->OwnStart;
    }

    private static long Nearer(RegionBlock* block, int row, long into, long near, long best)
    {
        if (row < 0) return best;
        long frame = block->Contents[row].Start + into;
        return best < 0 || Distance(frame, near) < Distance(best, near) ? frame : best;
    }

    // The first row behind (clip, clipFrame, start).
    private static int After(RegionBlock* block, uint clip, long clipFrame, long start)
    {
        int low = 0;
        int high = block->IndexCount;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            ContentKey* key = block->Contents + middle;
            bool above = key->Clip != clip ? key->Clip > clip : key->ClipFrame != clipFrame ? key->ClipFrame > clipFrame : key->Start > start;
            if (above) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private static long Distance(long a, long b) => a < b ? b - a : a - b;
}
