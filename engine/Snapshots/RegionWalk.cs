using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Seamline.Memory;

namespace Seamline.Snapshots;

/// <summary>What of a lane is heard on a stretch of the timeline: the same regions in the same state of their fades.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LaneStretch
{
    /// <summary>Frames of the stretch, at least 1.</summary>
    public long Frames;

    /// <summary>The region that is heard outside its fades; null where there is none.</summary>
    public Region* Body;

    /// <summary>The region that fades out, or null.</summary>
    public Region* Leaving;

    /// <summary>The region that fades in, or null.</summary>
    public Region* Coming;
}

/// <summary>Where on the timeline a track of a region has material.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TrackMaterial
{
    /// <summary>Timeline frame of the source's first frame.</summary>
    public long First;

    /// <summary>The timeline frame after the source's last.</summary>
    public long End;
}

/// <summary>The fades at the edges of a track's material; empty where the medium does not begin or end inside the segment.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TrackEdges
{
    /// <summary>The fade-in at the medium's first frame.</summary>
    public FrameSpan Begin;

    /// <summary>The fade-out to its last.</summary>
    public FrameSpan End;
}

/// <summary>
/// Which source frames are heard where: the only code that knows. Renderer, loading and peaks ask it; what a region is, Compile decides.
/// </summary>
/// <remarks>
/// A track without material beyond a cut completes its fade at its material's edge: a fade-out then has the frames from the fade's start to
/// the edge, a fade-in those from the edge to the fade's end, so no step is left at the edge. A track that is silent up to the cut, because its
/// material only begins there, is not heard beyond it either, nor one that is silent from the cut on. Lengths become exact late, so this is
/// resolved when a frame is rendered, and nowhere else.
/// </remarks>
internal static unsafe class RegionWalk
{
    private const long Never = long.MaxValue / 4;

    /// <summary>The stretch of a lane that begins at a frame.</summary>
    /// <param name="regions">The lane's regions.</param>
    /// <param name="count">How many.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="hint">Where the search begins; set to the last region that begins at or before the frame.</param>
    /// <param name="stretch">What is heard.</param>
    internal static void At(Region* regions, int count, long frame, int* hint, LaneStretch* stretch)
    {
        stretch->Body = null;
        stretch->Leaving = null;
        stretch->Coming = null;
        if (count == 0 || frame < regions->Start)
        {
            stretch->Frames = count == 0 ? Never : regions->Start - frame;
            return;
        }

        int index = IndexAt(regions, count, frame, *hint);
        *hint = index;
        Region* region = regions + index;
        long next = index + 1 < count ? region[1].Start : Never;
        long bodyStart = region->Start + region->FadeInFrames;
        long bodyEnd = region->End - region->FadeOutFrames;
        long end;
        if (frame < bodyStart)
        {
            // Not across the cut: what either side remembers of its misses depends on where a part ends.
            end = frame < region->OwnStart ? region->OwnStart : bodyStart;
            stretch->Coming = region;
            if (index > 0 && region[-1].End > frame)
            {
                stretch->Leaving = region - 1;
                end = Smaller(end, region[-1].End);
            }
        }
        else if (frame < bodyEnd)
        {
            end = bodyEnd;
            stretch->Body = region;
        }
        else if (frame < region->End)
        {
            end = region->End;
            stretch->Leaving = region;
        }
        else
        {
            end = next;
        }

        stretch->Frames = Smaller(end, next) - frame;
    }

    /// <summary>Index of the last region that begins at or before a frame; the first must. <paramref name="hint"/> and the one behind it are tried first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int IndexAt(Region* regions, int count, long frame, int hint)
    {
        if (hint >= 0 && hint < count && regions[hint].Start <= frame)
        {
            if (hint + 1 == count || frame < regions[hint + 1].Start) return hint;
            if (hint + 2 == count || frame < regions[hint + 2].Start) return hint + 1;
        }

        return Search(regions, count, frame);
    }

    /// <summary>
    /// Index of the main lane's region whose segment or gap is at a frame, which must lie in [0, LengthFrames). <paramref name="hint"/> as above.
    /// </summary>
    internal static int OwnerAt(RegionBlock* block, long frame, int hint)
    {
        int index = IndexAt(block->Regions, block->Lanes->RegionCount, frame, hint);
        return frame < block->Regions[index].OwnStart ? index - 1 : index;
    }

    /// <summary>Clip frame that a region plays at a timeline frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long ClipFrameAt(Region* region, long frame) => region->ClipFrame + (frame - region->Start);

    /// <summary>Where a track's material lies on the timeline, as far as its length is known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TrackMaterial MaterialOf(Region* region, SnapshotTrack* track)
    {
        TrackMaterial material;
        material.First = region->Start - region->ClipFrame - track->Offset;
        material.End = material.First + PageTable.Frames(track->Pages);
        return material;
    }

    /// <summary>The frames over which a track fades in with its region; none where it is not heard in the fade.</summary>
    internal static FrameSpan FadeInOf(Region* region, TrackMaterial material)
    {
        FrameSpan fade;
        fade.Start = Larger(region->Start, material.First);
        fade.End = material.End <= region->OwnStart ? fade.Start : region->Start + region->FadeInFrames;
        return fade;
    }

    /// <summary>The frames over which a track fades out with its region; none where it is not heard in the fade.</summary>
    internal static FrameSpan FadeOutOf(Region* region, TrackMaterial material)
    {
        FrameSpan fade;
        fade.Start = region->End - region->FadeOutFrames;
        fade.End = material.First >= region->OwnEnd ? fade.Start : Smaller(region->End, material.End);
        return fade;
    }

    /// <summary>The material reaches over the whole segment and the neighbours that are one piece with it: it has no edge there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsFilledBy(Region* region, TrackMaterial material) =>
        material.First <= region->OwnStart - region->RunBefore && material.End >= region->OwnEnd + region->RunAfter;

    /// <summary>
    /// The fades where a medium begins or ends inside a segment: <see cref="RegionBlock.EdgeFrames"/> from its first frame on and up to its
    /// last, at most half of it. Neighbours that are one piece of material count as one segment. The end has none while the length is an estimate.
    /// </summary>
    internal static void EdgesOf(RegionBlock* block, Region* region, SnapshotTrack* track, TrackEdges* edges)
    {
        bool exact = PageTable.IsExact(track->Pages); // before the length
        TrackMaterial material = MaterialOf(region, track);
        long frames = Smaller(block->EdgeFrames, (material.End - material.First) / 2);
        edges->Begin.Start = material.First;
        edges->Begin.End = material.First > region->OwnStart - region->RunBefore && material.First < region->OwnEnd ? material.First + frames : material.First;
        edges->End.End = material.End;
        bool ends = exact && material.End > region->OwnStart && material.End < region->OwnEnd + region->RunAfter;
        edges->End.Start = ends ? material.End - frames : material.End;
    }

    private static int Search(Region* regions, int count, long frame)
    {
        int low = 0;
        int high = count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) >> 1;
            if (regions[middle].Start <= frame) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    private static long Smaller(long a, long b) => a < b ? a : b;

    private static long Larger(long a, long b) => a > b ? a : b;
}

/// <summary>Timeline frames [Start, End).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FrameSpan
{
    /// <summary>The first.</summary>
    public long Start;

    /// <summary>The one after the last.</summary>
    public long End;
}
