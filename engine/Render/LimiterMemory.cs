using Seamline.Snapshots;

namespace Seamline.Render;

/// <summary>Where on a timeline nothing can be above the limiter's ceiling: found once for many blocks (<see cref="LimiterHeadroom"/>).</summary>
internal unsafe struct HeadroomMemory
{
    /// <summary>The timeline; null for none.</summary>
    public RegionBlock* Block;

    /// <summary>Its generation.</summary>
    public long Serial;

    /// <summary>Frames without anything above the ceiling: from here on,</summary>
    public long Start;

    /// <summary>to here.</summary>
    public long End;

    /// <summary>Before this frame is not looked again.</summary>
    public long NotBefore;
}

/// <summary>
/// What the limiter keeps from one block to the next, so that a voice that goes on renders each frame of the bus once. It decides no bit: without
/// it the same frames are rendered again.
/// </summary>
internal unsafe struct LimiterMemory
{
    /// <summary>Frames that are rendered at a time.</summary>
    public const int PartFrames = 1_024;

    /// <summary>The timeline whose bus this is; null for none.</summary>
    public RegionBlock* Block;

    /// <summary>Its generation: blocks are recycled.</summary>
    public long Serial;

    /// <summary>Timeline frames of the bus in <see cref="Samples"/>: from here on,</summary>
    public long FirstFrame;

    /// <summary>to here.</summary>
    public long EndFrame;

    /// <summary>Groups whose peaks are in <see cref="Peaks"/>: from here on,</summary>
    public long FirstGroup;

    /// <summary>to here.</summary>
    public long EndGroup;

    /// <summary>The group after the last one in <see cref="Mosts"/>.</summary>
    public long EndMost;

    /// <summary>The last group that may need a gain below 1.</summary>
    public long LastAbove;

    /// <summary>The last group that had a bound first: its samples are kept while it matters.</summary>
    public long LastOpen;

    /// <summary>Groups whose gains are in <see cref="Least"/>: from here on,</summary>
    public long FirstLeast;

    /// <summary>to here.</summary>
    public long EndLeast;

    /// <summary>The group with the largest peak around the last of them.</summary>
    public long Largest;

    /// <summary>When it was used last, in calls.</summary>
    public long Used;

    /// <summary>The bus.</summary>
    public float* Samples;

    /// <summary>Peaks of the groups, or bounds of them (<see cref="LimiterPeaks"/>).</summary>
    public int* Peaks;

    /// <summary>The least gain around each group, of <see cref="Limiter.One"/>.</summary>
    public int* Least;

    /// <summary>The largest sample of each group and the frame behind it, from the group before <see cref="FirstGroup"/> on.</summary>
    public float* Mosts;

    /// <summary>The largest second difference of each group, from the group before <see cref="FirstGroup"/> on.</summary>
    public float* Bends;

    /// <summary>The interpolator's taps, folded.</summary>
    public float* Taps;

    /// <summary>Where there is headroom.</summary>
    public HeadroomMemory Headroom;

    /// <summary>Frames that <see cref="Samples"/> has room for.</summary>
    public int Frames;

    /// <summary>Where the search for the region begins.</summary>
    public int RegionHint;

    /// <summary>Frames of room at so many groups of look-ahead.</summary>
    public static int FramesFor(int aheadGroups) => (((6 * aheadGroups) + 10) * MasterSettings.GroupFrames) + (4 * PartFrames);

    /// <summary>Groups of room at so many frames: the peaks reach farther back than the samples.</summary>
    public static int GroupsFor(int frames) => (2 * frames / MasterSettings.GroupFrames) + 16;
}
