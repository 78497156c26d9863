using Seamline.Snapshots;

namespace Seamline.Render;

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

    /// <summary>Groups whose gains are in <see cref="Needs"/>: from here on,</summary>
    public long FirstGroup;

    /// <summary>to here.</summary>
    public long EndGroup;

    /// <summary>The last group that needs a gain below 1.</summary>
    public long LastLimited;

    /// <summary>When it was used last, in calls.</summary>
    public long Used;

    /// <summary>The bus.</summary>
    public float* Samples;

    /// <summary>The largest gain that each group can have, of <see cref="Limiter.One"/>.</summary>
    public int* Needs;

    /// <summary>Room for the least of <see cref="Needs"/> around each group.</summary>
    public int* Least;

    /// <summary>The interpolator's taps.</summary>
    public float* Taps;

    /// <summary>Frames that <see cref="Samples"/> has room for.</summary>
    public int Frames;

    /// <summary>Where the search for the region begins.</summary>
    public int RegionHint;

    /// <summary>Frames of room at so many groups of look-ahead.</summary>
    public static int FramesFor(int aheadGroups) => ((6 * aheadGroups) + 8) * MasterSettings.GroupFrames + (3 * PartFrames);

    /// <summary>Groups of room at so many frames: the gains reach farther back than the samples.</summary>
    public static int GroupsFor(int frames) => (2 * frames / MasterSettings.GroupFrames) + 8;
}
