using Seamline.Snapshots;

namespace Seamline.Clips;

/// <summary>One that plays or renders a timeline: what it asked for, and the plan made of it.</summary>
/// <remarks>
/// Thread: what is wanted under the queue's wake lock; the plan and its block under the cache's lock. There is a fixed number
/// of readers, made at open.
/// </remarks>
internal sealed unsafe class LoadReader(LoadPlan plan)
{
    /// <summary>The timeline asked for, with a reference; null for none.</summary>
    public RegionBlock* WantedBlock;

    /// <summary>The timeline the plan works on, with a reference; null for none.</summary>
    public RegionBlock* Block;

    /// <summary>The frame asked for.</summary>
    public long WantedCenter { get; set; }

    /// <summary>The loop asked for; empty for none.</summary>
    public FrameRange WantedLoop { get; set; }

    /// <summary>Somebody has it.</summary>
    public bool InUse { get; set; }

    /// <summary>What to load for it.</summary>
    public LoadPlan Plan { get; } = plan;
}
